"""Findings put right, letters of advice answered, what follows a case."""

from datetime import timedelta
from typing import Any

from mingjian.city.beside import Beside
from mingjian.city.leads_flow import lead
from mingjian.city.life import Life
from mingjian.city.people import Office
from mingjian.city.words import vocabulary
from mingjian.city.working import another, name_of, opened, pair, texts, theme_at, unit_of, worker
from mingjian.city.world import Flow, Pace

TO_LEAD = 0.09  # share of findings that turn out to be breaches
LAGGING = 0.16  # share of findings that nobody puts right in the year
UNNAMED = 0.2  # share of findings that name no rule
CARRIED_OUT = {"full": "采纳的建议事项均已落实。", "basic": "采纳的建议事项大部分已经落实，一项仍在推进。"}
RELAPSED = 0.12  # share of return checks that find it false


def found(world: Beside, office: Office, origin: str) -> Flow:
    """A finding that comes by itself: from an audit, a petition, a self-check."""
    name, unit = unit_of(world, office)
    theme, fact, _ = theme_at(world.words.pick(texts("checks")), name)
    details = {"organisation": unit} if unit else {}
    life = opened(
        world, office, "finding", title=f"{name}{theme}问题"[:30], finding_origin=origin, found_on=world.today.isoformat(),
        finding_facts=f"{name}{fact}。", finding_category=_category(theme, world.words.pick(("responsibility", "style", "near_people", "group"))),
        finding_scope=world.words.pick(("systemic", "systemic", "personal")), severity=world.words.pick(("minor", "ordinary")),
        **details,
    )  # fmt: skip
    yield from rectified(life, breach=breach_at(theme))


def _category(theme: str, drawn: str) -> str:
    """The category of what was found: what is about cars and spending is a matter of style."""
    return "style" if theme in ("公务用车管理", "落实过紧日子要求") else drawn


def breach_at(theme: str) -> str:
    """What somebody may have done where this was checked and found; nothing where it is nobody's doing."""
    return str(vocabulary()["work"]["check_breaches"].get(theme, ""))


def rectified(life: Life, *, breach: str = "", is_watched: bool = False) -> Flow:
    """From the disposal of a finding to the return check, with reports that are sent back and results that were false.

    `breach`: what somebody may have done there; `is_watched`: an inspection looks at it again, so that it is put right.
    """
    world, random = life.world, life.world.random
    by = worker(life)
    yield Pace(1, 4).draw(random)
    may_lead = breach and life.office.level != "township" and not is_watched
    to_lead = bool(may_lead) and world.happens("finding to lead", TO_LEAD)
    limit = (world.today + timedelta(days=40 + int(random.random() * 50))).isoformat()
    given = {"finding_disposal": "lead"} if to_lead else {"finding_disposal": "rectify", "limit_on": limit}
    if random.random() > UNNAMED:
        given |= {"finding_basis": "unit_rule", "basis_clause": "本单位内部管理制度的有关规定"}
    required = "有人员涉嫌违纪，移送案件监督管理部门。" if to_lead else "立查立改，建立台账，举一反三。"
    yield from life.propose("dispose", by, requirement=required, **given)
    yield Pace(2, 6).draw(random)
    if life.step == "to_lead":
        yield from _handed_over(life, by, breach)
        return
    unit = name_of(life) or life.office.host or life.office.county or "有关单位"
    responsible = [{"name": world.words.name(), "unit": unit, "post": "分管负责人"}]
    life.do(
        "set_measures",
        by,
        measures=world.words.pick(texts("measures")),
        responsible=responsible,
        limit_on=limit,
    )
    yield Pace(8, 16).draw(random)
    life.do("report_progress", by, progress="已完成大部分措施，佐证材料附后。")
    if random.random() < LAGGING and not is_watched:
        return
    yield from _closed_off(life, by, is_watched=is_watched)


def _handed_over(life: Life, by: int, breach: str) -> Flow:
    """What somebody of the unit did there becomes a lead."""
    world = life.world
    what = world.words.accused(life.office.county, (breach,), host=name_of(life) or life.office.host)
    life.do(
        "hand_over_lead",
        by,
        lead_title=what.title,
        lead_summary=what.summary,
        lead_origin="found_in_supervision",
    )
    yield 0
    world.begin(lead(life.opened("lead")[0], what), world.later(1))


def _closed_off(life: Life, by: int, *, is_watched: bool) -> Flow:
    """The report, the verification by somebody else, the closing, the return check."""
    world, random = life.world, life.world.random
    for attempt in range(2):
        yield Pace(6, 18).draw(random)
        life.do("self_report", by, self_report="各项措施均已落实。", rules_count=int(random.random() * 2))
        yield Pace(2, 8).draw(random)
        verifier = another(life, by)  # whoever is there on the day
        if attempt == 0 and random.random() < 0.15:
            later = (world.today + timedelta(days=30)).isoformat()
            life.do("send_back", verifier, verification="佐证材料不全，继续整改。", limit_on=later)
            continue
        break
    on_site = random.random() < 0.6
    life.do(
        "verify", verifier, is_on_site=on_site, verification="现场核验属实。" if on_site else "查阅材料属实。"
    )
    yield Pace(1, 4).draw(random)
    verifier = another(life, by)
    about = life.do("close_off", verifier, reason="整改到位，同意销号。")
    yield from life.agree(about, verifier)
    yield Pace(30, 80).draw(random)
    leader = life.holder("leader_in_charge", by, verifier)
    checking = {"is_on_site": True, "verification": "回访相关岗位，抽查台账。"}
    if not is_watched and world.happens("relapse", RELAPSED):
        later = (world.today + timedelta(days=30)).isoformat()
        life.do("reopen", leader, limit_on=later, **checking)
    else:
        life.do("return_check", leader, **checking)


def letter(world: Beside, office: Office) -> Flow:
    """A letter of advice of its own motion."""
    name, unit = unit_of(world, office)
    drawn = world.words.pick(texts("letters"))
    kind, title = drawn[:2]
    details = {"organisation": unit} if unit else {}
    life = opened(
        world, office, "advice_letter", "draft", title=title, letter_kind=kind, addressee=name,
        letter_trigger=world.words.pick(("daily", "case", "inspection")), is_head_addressed=world.random.random() < 0.3, **details,
    )  # fmt: skip
    yield from answered(life, drawn)


def answered(life: Life, said: list[Any]) -> Flow:
    """From the draft of a letter to the check of what it advised."""
    _, _, facts, causes, points = said
    world, random, by = life.world, life.world.random, worker(life)
    yield Pace(2, 6).draw(random)
    count = 2 + int(random.random() * 4)
    due = (world.today + timedelta(days=30 + int(random.random() * 30))).isoformat()
    yield from life.propose("propose_issue", by, found_facts=facts, causes=causes,
                            advice=f"{'；'.join(points[:count])}。", advice_count=count, reply_due_on=due)  # fmt: skip
    yield Pace(1, 3).draw(random)
    life.do("deliver", by, is_face_to_face=random.random() < 0.5, receiver=f"{world.words.name()}（办公室）")
    yield Pace(12, 34).draw(random)
    if world.happens("objection", 0.08):
        life.do("record_objection", by, objection="对事实认定提出说明。")
        yield 2
        about = life.do(
            "decide_objection", by, objection_result="rejected", objection_answer="经复核，事实清楚。"
        )
        yield from life.agree(about, by)
        yield 5
    if random.random() < 0.12:
        life.do("urge", by, urging="电话催办，请按期回复。")
        return
    adopted = count - int(random.random() * 2)
    left = f"；{points[count - 1]}一项因条件不具备，说明理由后暂缓" if adopted < count else ""
    life.do(
        "record_reply",
        by,
        reply=f"采纳{adopted}项，已列入整改{left}。",
        adopted_count=adopted,
        rules_count=int(random.random() * 2),
    )
    yield Pace(20, 50).draw(random)
    result = world.words.pick(("full", "full", "basic"))
    life.do("check", by, is_on_site=True, letter_evaluation=result, check_result=CARRIED_OUT[result])


def after_case(world: Beside, office: Office, task: str) -> Flow:
    """A task of the second half of a case, of its own."""
    name, unit = unit_of(world, office)
    title = {"execution_check": "处分决定执行检查", "return_visit": "回访受处分人员", "life_meeting": "专题民主生活会",
             "case_lessons": "以案促改", "rule_change": "推动建章立制"}[task]  # fmt: skip
    details = {"organisation": unit} if unit else {}
    limit = (world.today + timedelta(days=90)).isoformat()
    life = opened(
        world,
        office,
        "after_case",
        title=f"{name}{title}"[:30],
        after_case_task=task,
        limit_on=limit,
        **details,
    )
    yield Pace(8, 30).draw(world.random)
    by = worker(life)
    if task == "execution_check":
        checked = 3 + int(world.random.random() * 5)
        life.do(
            "check_execution",
            by,
            checked_count=checked,
            wrong_count=0,
            findings_text="逐项核对职务、工资和档案。",
        )
    elif task == "return_visit":
        life.do(
            "visit",
            by,
            officers=pair(life),
            state_of_mind="认识深刻，工作正常。",
            difficulties="无。",
            is_reuse_suggested=False,
        )
    elif task == "life_meeting":
        life.do(
            "hold_life_meeting",
            by,
            attended_count=7,
            findings_text="见人见事，开展批评。",
            is_repeat_ordered=False,
        )
    else:
        life.do(
            "draw_lessons",
            by,
            analysis="权力集中，监督缺位。",
            measures="分岗制衡，公开流程。",
            measures_count=4,
            rules_count=1,
        )
    yield Pace(2, 8).draw(world.random)
    life.do("accept", life.holder("leader_in_charge"), evaluation="符合要求。")
