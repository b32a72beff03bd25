"""Reports in the hands of a department: accepted, handed over, made a lead or handled, concluded, answered; or refused."""

from dataclasses import replace

from mingjian.city import incidents
from mingjian.city.desk import Receipt
from mingjian.city.leads_flow import lead
from mingjian.city.life import Life
from mingjian.city.others import clarification
from mingjian.city.people import Office
from mingjian.city.world import Flow, Pace, Until, World

OUTCOMES = (
    "true",
    "mostly_true",
    "mostly_true",
    "partly_true",
    "partly_true",
    "untrue",
    "untrue",
    "cannot_verify",
)
CONCLUDED = {  # by what came of it, or what kind of letter it is
    "true": "经核查，反映问题属实，已按程序处理。", "mostly_true": "经核查，反映问题基本属实，已按程序处理。",
    "partly_true": "经核查，反映问题部分属实，已按程序处理。", "untrue": "经核查，反映的问题不实。",
    "cannot_verify": "经核查，反映的问题没有证据证明，无法查实。", "no_longer_needed": "反映的问题此前已经处理，不再重复核查。",
    "suggestion": "所提情况经了解存在，建议已转有关单位研究采纳。", "appeal": "已核对原处理材料，就所提理由向申诉人作了说明。",
}  # fmt: skip
TOLD = {  # by the way in which somebody is told that his report was accepted
    "phone": "已电话告知受理情况，对方表示知悉。", "letter": "已书面告知受理情况，以挂号信寄出。", "message": "已发短信告知受理情况，显示已送达。",
}  # fmt: skip
QUARTER = 57  # working days between two reports to the petition department


def taken_up(life: Life, clerk: int, receipt: Receipt) -> Flow:
    """Accepted, handed over to the handling department, told to the reporter, handled and concluded."""
    world, random = life.world, life.world.random
    life.do("accept", clerk)
    yield Pace(0, 2).draw(random)
    yield from incidents.with_a_report(life, clerk)
    if life.fact("is_own_cadre"):
        life.do("hand_to_cadre_supervision", clerk)
        power, act = "cadre_supervision_officer", "take_over_own_cadre"
    else:
        life.do("hand_over", clerk, department=handling_department(life.office, world, receipt))
        power, act = "dept_member", "take_over"
    yield Pace(0, 1).draw(random)
    life.do("note_handover", life.holder("case_manager"))
    if life.fact("is_signed"):
        world.begin(_notice(life, clerk), world.later(Pace(2, 9).draw(random)))
    yield Pace(0, 1).draw(random)
    workers = world.staff.workers(life.department, world.today)
    handler = (
        workers[0] if life.fact("is_own_cadre") else world.words.pick(workers)
    )  # the last one keeps the register of leads
    life.do(act, life.holder(power), handler=handler)
    yield Pace(2, 7).draw(random)
    if receipt.allegation is not None and not life.fact("is_own_cadre") and world.happens("sent back", 0.04):
        yield from life.propose("return_to_petition", life.handler, returnable=False, return_consulted="已与信访室沟通，同意退回。",
                                reason="经分析，反映问题没有具体线索，不属本室管辖。")  # fmt: skip
        yield Pace(1, 3).draw(random)
        yield from refused(life, clerk, "other_organ")
        return
    yield from _handled(life, receipt)


def _notice(life: Life, clerk: int) -> Flow:
    refused = life.step in ("intake_proposed", "telling")
    if not refused and not life.has_ended and life.fact("is_signed") and not life.fact("notified_on"):
        way = life.world.words.pick(("phone", "phone", "letter", "message"))
        life.do("give_notice", clerk, notice_way=way, contact_record=TOLD[way])
    yield from ()


def handling_department(office: Office, world: World, receipt: Receipt) -> int:
    """Where reports go: what somebody says of his sanction to those who try cases, else to who supervises the unit."""
    roles = [role for role in ("supervision_dept", "investigation_dept") if role in office.departments]
    drawn: int = world.words.pick(office.departments[roles[0]])
    if receipt.content_class == "appeal":
        return office.department("trial_dept")
    found = world.staff.answering.get(receipt.allegation.subject.unit) if receipt.allegation else None
    return found if found in office.departments[roles[0]] else drawn


def _handled(life: Life, receipt: Receipt) -> Flow:
    world, random = life.world, life.world.random
    outcome = world.words.pick(OUTCOMES)
    if receipt.allegation is not None:
        found = receipt.allegation
        origin = "own_staff" if life.fact("is_own_cadre") else "petition"
        found = replace(found, reported="named" if receipt.is_signed else "anonymous")
        life.do("open_lead", life.handler, title=found.title, summary=found.summary, lead_origin=origin,
                mentions=[found.subject.mention], rank_class=found.subject.rank_class, behaviour=found.behaviour)  # fmt: skip
        child = life.opened("lead")[0]
        story = world.begin(lead(child, found), world.later(1))
        while not story.is_over:
            yield Until(story, Pace(QUARTER - 6, QUARTER).draw(random, slow=0.08))
            if not story.is_over:
                life.do("report_quarterly", life.handler, progress="正在按程序核查，将及时反馈结果。")
        outcome = child.fact("outcome") or outcome
    else:
        life.do("handle_directly", life.handler)
        yield Pace(8, 34).draw(random, slow=0.08)
    yield Pace(1, 6).draw(random)
    yield from _concluded(life, receipt, outcome)


def _concluded(life: Life, receipt: Receipt, outcome: str) -> Flow:
    world, random = life.world, life.world.random
    needs = outcome == "untrue" and receipt.allegation is not None and random.random() < 0.15
    words = CONCLUDED.get(receipt.content_class) or CONCLUDED[outcome]
    more = {"study": life.study()} if life.fact("is_assigned_from_above") else {}
    act = "conclude_assigned" if life.fact("is_assigned_from_above") else "conclude"
    yield from life.propose(
        act, life.handler, outcome=outcome, conclusion=words, needs_clarification=needs, **more
    )
    if life.step == "feedback_due":
        yield Pace(2, 13).draw(random, slow=0.08)
        life.do(
            "give_feedback",
            life.handler,
            notice_way="phone",
            contact_record="已电话反馈办理结果，举报人没有异议。",
        )
    if needs:
        yield Pace(3, 12).draw(random)
        subject = receipt.allegation.subject if receipt.allegation else None
        life.do(
            "open_clarification",
            life.handler,
            title=f"为{subject.unit}干部澄清正名"[:30] if subject else "澄清正名",
        )
        for child in life.opened("clarification"):
            world.begin(clarification(child, subject), world.later(3))
    if receipt.is_signed and life.fact("is_signed") and world.happens("objection", 0.05):
        yield Pace(5, 12).draw(random)
        yield from _objected(life)


def _objected(life: Life) -> Flow:
    life.do("receive_objection", life.handler, objection="对结论有异议，认为部分事实没有查清。")
    yield Pace(5, 15).draw(life.world.random)
    yield from life.propose(
        "answer_objection",
        life.handler,
        returnable=False,
        is_upheld=False,
        answer="复核后没有新的事实和理由，维持原结论。",
    )


def refused(life: Life, clerk: int, ground: str) -> Flow:
    reasons = {
        "no_substance": "仅列举行为名称，没有具体时间、地点和情节，经联系未作补充。",
        "judicial_route": "所反映事项应当通过诉讼、行政复议等途径解决。",
        "other_organ": "所反映事项属于其他机关职责范围。",
    }
    channel = {"right_channel": "建议向有关主管部门或者人民法院提出。"} if ground != "no_substance" else {}
    yield from life.propose(
        "not_accept", clerk, not_accepted_ground=ground, reason=reasons[ground], **channel
    )
    if life.step == "telling":
        yield Pace(1, 4).draw(life.world.random)
        life.do(
            "tell_refusal",
            clerk,
            notice_way="phone",
            contact_record="已电话说明不予受理的理由，对方表示理解。",
        )
