"""Talk and inquiry by letter: planned, held or answered, reported, ended with one of its outcomes."""

from collections.abc import Generator
from typing import Any

from mingjian.city.life import Life
from mingjian.city.others import false_report
from mingjian.city.words import Allegation
from mingjian.city.world import Pace, Wait

RESULTS = {
    "false_accusation_check": "举报所附照片与原始记录不符，拟查核是否诬告陷害。", "accept_close": "经集体研究，说明可信，拟采信了结。",
    "first_form_measure": "经集体研究，存在一般性问题，拟给予谈话提醒等处理。", "propose_verification": "经集体研究，说明与凭据不一致，拟初步核实。",
    "repeat_talk_inquiry": "经集体研究，部分情况没有说清，拟再次谈话函询。",
}  # fmt: skip
Steps = Generator[Wait, None, None]


def inquiry(life: Life, found: Allegation) -> Steps:
    """From the plan to the outcome, by letter or by talk."""
    random = life.world.random
    yield Pace(2, 7).draw(random)
    form = "letter" if random.random() < 0.55 else "talk"
    plan = f"就反映的{found.theme}问题{'发函请本人说明' if form == 'letter' else '与本人谈话'}，重点核对时间、经过和有关凭据。"
    yield from life.propose("propose_inquiry_plan", life.handler, inquiry_form=form, inquiry_plan=plan,
                            contingency_plan="控制知悉范围；如本人情绪波动，由所在党组织做好思想工作。")  # fmt: skip
    if form == "letter":
        yield from _letter(life)
    else:
        yield from _talk(life)
    yield Pace(3, 16).draw(random, slow=0.08)
    if random.random() < 0.25:
        life.do(
            "spot_check",
            life.handler,
            officers=life.together(),
            check_result="核对了有关凭证和登记，结果列入报告。",
        )
        yield 2
    yield from _inquiry_reported(life, found)


def _letter(life: Life) -> Steps:
    random = life.world.random
    yield Pace(1, 4).draw(random)
    life.do("send_letter", life.handler)
    yield Pace(1, 4).draw(random)
    life.do("confirm_receipt", life.handler)
    days = Pace(6, 14).draw(random, slow=0.12)
    if days > 14:
        yield 14
        life.do("urge_reply", life.handler, remark="电话提醒按期书面回复。")
        days -= 14
    yield days
    life.do("receive_reply", life.handler, has_head_opinion=True)


def _talk(life: Life) -> Steps:
    random = life.world.random
    if random.random() < 0.15:
        yield from life.propose(
            "delegate_talk",
            life.handler,
            delegate="所在单位党委（党组）主要负责人",
            reason="由其所在党组织谈话更有利于教育提醒。",
        )
        yield Pace(3, 9).draw(random)
        life.do("record_delegated_talk", life.handler, talk_place="所在单位会议室")
        return
    yield Pace(3, 11).draw(random)
    life.do(
        "hold_talk", life.handler, talker=life.head(), officers=life.together(), talk_place="本机关谈话室"
    )


def _inquiry_reported(life: Life, found: Allegation) -> Steps:
    world, draw = life.world, life.world.random.random()
    group = life.office.level == "group"
    result, outcome = (
        ("false_accusation_check", "untrue") if not group and found.reported and world.happens("false accusation", 0.12)
        else ("accept_close", "untrue") if draw < 0.52 else ("first_form_measure", "partly_true") if draw < 0.86 or group
        else ("propose_verification", None) if draw < 0.95 else ("repeat_talk_inquiry", None)
    )  # fmt: skip
    more: dict[str, Any] = {"outcome": outcome} if outcome else {}
    if outcome == "untrue":
        more["needs_clarification"] = result == "false_accusation_check" or world.random.random() < 0.1
    study = life.study()
    words = f"本人就{found.theme}问题作了说明并提供凭据。{RESULTS[result]}"
    yield from life.propose(
        "report_inquiry", life.handler, inquiry_outcome=result, study=study, inquiry_report=words, **more
    )
    yield Pace(2, 9).draw(world.random)
    if life.step == "false_accusation_checking":
        life.do(
            "refer_false_accusation",
            life.handler,
            suspicion="举报所附照片系拼接，与原始记录不符，涉嫌诬告陷害。",
        )
        for child in life.opened("false_report"):
            world.begin(false_report(child, is_named=found.reported == "named"), world.later(2))
        yield 3
    if life.step == "feedback_due":
        life.do("send_feedback_letter", life.handler)
    elif life.step == "first_form_due":
        first_form(life)
    elif life.step == "inquiry_preparing":
        yield from inquiry(life, found)


def first_form(life: Life) -> None:
    """Remind, criticise, admonish."""
    measure = life.world.words.pick(
        ("reminder_talk", "reminder_talk", "criticism", "ordered_inspection", "admonition")
    )
    life.do(
        "carry_out_first_form",
        life.head(),
        first_form_measure=measure,
        talker=life.head(),
        officers=[life.handler],
    )
