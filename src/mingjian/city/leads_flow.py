"""The lives of leads: assigned, disposed of in one of four ways, talked over or verified, closed or filed."""

from collections.abc import Generator
from typing import Any

from mingjian.city import incidents
from mingjian.city.inquiries import inquiry
from mingjian.city.life import Life
from mingjian.city.others import clarification
from mingjian.city.people import Office
from mingjian.city.verifications import verification
from mingjian.city.words import Allegation
from mingjian.city.world import Flow, Pace, Until, Wait, World

Steps = Generator[Wait, None, None]
REPORTS = 58  # working days between two reports to case management
GRADES = {
    "talk_inquiry": "general",
    "prelim_verification": "specific",
    "close": "specific",
    "hold": "general",
}
HELD = {
    "keep_holding": "经复核，仍不具备核查条件，拟继续暂存。",
    "prelim_verification": "经复核，核查条件已经具备，拟初步核实。",
    "close": "经复核，反映的问题没有可能查证，拟予以了结。",
}
STAGES = {  # part of the name of a step → what is reported then
    "assign": "线索已分办，正在研究处置意见。", "disposal": "处置意见正在报批。", "returned": "处置意见退回补正，正在完善。",
    "inquiry_prep": "拟谈话函询，正在拟定方案。", "inquiry_prop": "谈话函询方案正在报批。", "inquiry": "谈话函询已经进行，正在研究处理意见。",
    "talk": "正在安排与本人谈话。", "letter": "正在函询，等待本人说明。", "reply": "正在函询，等待本人说明。",
    "verification_p": "正在拟定初步核实方案。", "verifying": "正在初步核实，已调取部分材料。", "verified": "初步核实已经结束，正在研究处置建议。",
    "route": "初步核实已经结束，处置建议正在报批。", "filing": "初步核实已经结束，正在呈批立案。", "held": "暂存待查，定期复核。",
    "split": "已拆分为两件，分别办理。", "due": "处理意见已经批准，正在落实。",
}  # fmt: skip
OPINIONS = {
    "talk_inquiry": "反映的问题情节较轻，属苗头性、一般性问题，拟谈话函询。",
    "prelim_verification": "反映的问题具体、可查，可能构成违纪或者职务违法，拟初步核实。",
    "hold": "关键当事人目前无法联系，暂不具备核查条件，拟暂存待查。",
    "close": "经调取有关资料分析，反映的问题没有可能查证或者已作处理，拟予以了结。",
}


def registered(world: World, office: Office, origin: str, found: Allegation, *, grave: bool = False) -> Flow:
    """A lead that comes from elsewhere than a report: registered by case management, then as every lead."""
    own, subject = origin == "own_staff", found.subject
    if origin == "person_confessed" and len(found.title) % 2:
        origin = "voluntary_surrender"
    role = "cadre_supervision_dept" if own else "case_mgmt_dept"
    department = office.department(role)
    details = {"title": found.title, "summary": found.summary, "lead_origin": origin, "mentions": [subject.mention],
               "rank_class": subject.rank_class, "behaviour": found.behaviour, "is_own_cadre": own}  # fmt: skip
    if origin == "superior_assigned":
        details["is_assigned_from_above"] = True
    if subject.rank_class == "county" and subject.is_head:
        details["special_subject"] = "unit_head"
    by = world.staff.workers(department, world.today)[-1]
    state = world.many.open(
        "lead", by=by, on=world.today, unit=office.unit, department=department, details=details
    )
    yield from lead(Life(world, office, state), found, grave=grave)


def lead(life: Life, found: Allegation, *, grave: bool = False) -> Flow:
    """A lead from its assignment to its end; `grave`: one that will be verified and filed."""
    world = life.world
    yield Pace(0, 3).draw(world.random)
    if life.fact("special_subject"):
        life.do(
            "report_upward",
            life.holder("case_manager"),
            special_subject="unit_head",
            progress="收到有关问题线索，正在分办。",
        )
    ordinary = not life.fact("is_own_cadre") and life.office.level != "group" and not grave
    if ordinary and world.happens("transferred out", 0.012):
        yield from _transferred_out(life)
        return
    yield from _assigned(life, found, grave)
    yield from incidents.with_a_lead(life)
    yield Pace(4, 16).draw(world.random, slow=0.09)
    if ordinary and life.office.level == "own" and world.happens("split", 0.012):
        yield from _split(life, found)
        return
    yield from _disposed(life, found, grave)


def _transferred_out(life: Life) -> Steps:
    manager = life.holder("case_manager")
    yield from life.propose("transfer_out", manager, receiver="市税务局", reason="反映事项属于税务机关职责。")


def _assigned(life: Life, found: Allegation, grave: bool) -> Steps:
    world = life.world
    own = bool(life.fact("is_own_cadre"))
    department = _department(life, found, grave)
    workers = world.staff.workers(department, world.today)
    handler = workers[0] if own else world.words.pick(workers)  # of own staff the last one keeps the register
    act = "assign_own_cadre" if own else "assign"
    manager = workers[-1] if own else life.holder("case_manager", handler)
    yield from life.propose(act, manager, department=department, handler=handler)
    world.begin(_reports(life), world.later(Pace(REPORTS - 8, REPORTS).draw(world.random)))


def _reports(life: Life) -> Flow:
    """The handling department reports to case management every three months, until the lead is filed or ends."""
    while not life.has_ended and life.step != "filed" and not life.fact("is_own_cadre"):
        while life.handler in life.barred:
            yield 1
        life.do("report_progress", life.handler or life.head(), progress=_stage(life))
        yield Pace(REPORTS - 4, REPORTS).draw(life.world.random)


def _stage(life: Life) -> str:
    """What there is to report at this step."""
    step = life.step or ""
    return next((words for part, words in STAGES.items() if part in step), "正在按批准的方式办理。")


def _department(life: Life, found: Allegation, grave: bool) -> int:
    office, pick = life.office, life.world.words.pick
    if life.fact("is_own_cadre"):
        return office.department("cadre_supervision_dept")
    if office.level == "group":
        return office.department("stationed_group")
    if "supervision_dept" not in office.departments:
        return office.department("investigation_dept")
    role = (
        "investigation_dept"
        if grave or life.fact("behaviour") in ("duty_crime", "duty_unlawful")
        else "supervision_dept"
    )
    answering = life.world.staff.answering.get(found.subject.unit)
    drawn: int = pick(office.departments[role])
    return answering if answering in office.departments[role] else drawn


def _split(life: Life, found: Allegation) -> Steps:
    """Two persons who need different ways: each part is a lead of its own, the parent waits."""
    world = life.world
    yield from life.propose("split", life.handler, returnable=False, reason="两名被反映人须用不同方式处置。")
    manager, stories = life.holder("case_manager"), []
    for number, part in enumerate((found, world.words.allegation(world.words.subject(life.office.county)))):
        life.do("open_part", manager, title=part.title, summary=part.summary, mentions=[part.subject.mention])
        child = life.opened("lead")[number]
        stories.append(world.begin(lead(child, part), world.later(1)))
    for story in stories:
        while not story.is_over:
            yield Until(story, 60)
    life.do("conclude_split", life.holder("case_manager"))


def _way(life: Life, found: Allegation, grave: bool) -> str:
    draw = life.world.random.random()
    if grave:
        return "prelim_verification"
    if life.office.level == "group":
        return "talk_inquiry" if draw < 0.72 else "close" if draw < 0.95 else "hold"
    if found.behaviour in ("duty_crime", "duty_unlawful", "mass"):
        return "prelim_verification" if draw < 0.85 else "close"
    return (
        "talk_inquiry"
        if draw < 0.36
        else "prelim_verification"
        if draw < 0.80
        else "close"
        if draw < 0.95
        else "hold"
    )


def _disposed(life: Life, found: Allegation, grave: bool) -> Steps:
    world, way = life.world, _way(life, found, grave)
    more: dict[str, Any] = {"rank_class": found.subject.rank_class, "lead_grade": GRADES[way]}
    if way == "close":
        ground = world.words.pick(("untrue", "untrue", "cannot_verify", "already_handled"))
        outcomes = {
            "untrue": "untrue",
            "cannot_verify": "cannot_verify",
            "already_handled": "no_longer_needed",
        }
        more |= {"close_ground": ground, "outcome": outcomes[ground]}
        more["lead_grade"] = "uncheckable" if ground == "cannot_verify" else "specific"
        more["needs_clarification"] = ground == "untrue" and world.random.random() < 0.2
    study = life.study()
    yield from life.propose("propose_disposal", life.handler, disposal_way=way, study=study,
                            disposal_opinion=OPINIONS[way], **more)  # fmt: skip
    if life.fact("special_subject"):
        yield 1
        life.do(
            "report_upward",
            life.holder("case_manager"),
            special_subject="unit_head",
            progress="已提出处置意见并经批准。",
        )
    yield from _in_its_way(life, found, grave)


def _in_its_way(life: Life, found: Allegation, grave: bool) -> Steps:
    if life.step == "inquiry_preparing":
        yield from inquiry(life, found)
    if life.step == "verification_preparing":
        yield from verification(life, found, grave)
    if life.step == "held":
        yield from _held(life, found)
    if life.fact("needs_clarification") and life.has_ended:
        yield from _cleared(life, found)
    if life.step == "closed" and life.office.level == "own" and not life.fact("is_own_cadre"):
        yield from _re_examined(life)


def _re_examined(life: Life) -> Steps:
    """Case management looks again at a part of what was closed."""
    if life.world.happens("lead re-examined", 0.3):
        yield Pace(20, 40).draw(life.world.random)
        result = "reopen" if life.world.happens("lead to be opened again", 0.1) else "upheld"
        life.do("recheck", life.holder("case_manager"), lead_recheck=result, remark="按季度抽查了结线索。")


def _held(life: Life, found: Allegation) -> Steps:
    world = life.world
    while life.step == "held":
        yield Pace(112, 122).draw(world.random)
        draw = world.random.random()
        result = (
            "keep_holding"
            if draw < 0.5
            else "prelim_verification"
            if draw < 0.75 and life.office.level != "group"
            else "close"
        )
        study = life.study()
        yield from life.propose(
            "review_hold",
            life.handler,
            hold_review=result,
            study=study,
            disposal_opinion=HELD[result],
        )
    if life.step == "verification_preparing":
        yield from verification(life, found, False)


def _cleared(life: Life, found: Allegation) -> Steps:
    world = life.world
    yield Pace(2, 9).draw(world.random, slow=0.1)
    life.do(
        "refer_clarification",
        life.handler or life.head(),
        mentions=[found.subject.mention],
        reason="反映不实，在单位造成不良影响。",
    )
    for child in life.opened("clarification"):
        world.begin(clarification(child, found.subject), world.later(2))
