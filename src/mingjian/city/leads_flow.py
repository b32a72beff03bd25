"""The lives of leads: assigned, disposed of in one of four ways, talked over or verified, closed or filed."""

from collections.abc import Generator

from mingjian.city import incidents
from mingjian.city.cases_flow import case
from mingjian.city.identities import identified
from mingjian.city.life import Life
from mingjian.city.measures import measure
from mingjian.city.others import clarification, false_report
from mingjian.city.people import Office
from mingjian.city.words import Allegation
from mingjian.city.world import Flow, Pace, Story, Until, Wait, World

Steps = Generator[Wait, None, None]
GRAVE = ("true", "mostly_true", "partly_true")
REPORTS = 58  # working days between two reports to case management
OPINIONS = {
    "talk_inquiry": "反映的问题较为笼统，属苗头性、一般性问题，拟谈话函询。",
    "prelim_verification": "反映的问题具体、可查，可能构成违纪或者职务违法，拟初步核实。",
    "hold": "关键当事人目前无法联系，暂不具备核查条件，拟暂存待查。",
    "close": "经调取有关资料分析，反映的问题没有可能查证或者已作处理，拟予以了结。",
}


def registered(world: World, office: Office, origin: str, found: Allegation, *, grave: bool = False) -> Flow:
    """A lead that comes from elsewhere than a report: registered by case management, then as every lead."""
    own, subject = origin == "own_staff", found.subject
    role = "cadre_supervision_dept" if own else "case_mgmt_dept"
    department = office.department(role)
    details = {"title": found.title, "summary": found.summary, "lead_origin": origin, "mentions": [subject.mention],
               "rank_class": subject.rank_class, "behaviour": found.behaviour, "is_own_cadre": own}  # fmt: skip
    if origin == "superior_assigned":
        details["is_assigned_from_above"] = True
    if subject.rank_class == "county" and subject.post in ("局长", "党组书记"):
        details["special_subject"] = "unit_head"
    by = world.staff.workers(department, world.today)[-1]
    state = world.many.open("lead", by=by, on=world.today, unit=office.unit, department=department, details=details)
    yield from lead(Life(world, office, state), found, grave=grave)


def lead(life: Life, found: Allegation, *, grave: bool = False) -> Flow:
    """A lead from its assignment to its end; `grave`: one that will be verified and filed."""
    world = life.world
    yield Pace(0, 3).draw(world.random)
    if life.fact("special_subject"):
        life.do("report_upward", life.holder("case_manager"), special_subject="unit_head", progress="收到有关问题线索，正在分办。")
    ordinary = not life.fact("is_own_cadre") and life.office.level != "group" and not grave
    if ordinary and world.happens("transferred out", 0.012):
        yield from _transferred_out(life)
        return
    yield from _assigned(life, grave)
    yield from incidents.with_a_lead(life)
    yield Pace(4, 16).draw(world.random, slow=0.09)
    if ordinary and life.office.level == "own" and world.happens("split", 0.012):
        yield from _split(life, found)
        return
    yield from _disposed(life, found, grave)


def _transferred_out(life: Life) -> Steps:
    manager = life.holder("case_manager")
    yield from life.propose("transfer_out", manager, receiver="市税务局", reason="反映事项属于税务机关职责。")


def _assigned(life: Life, grave: bool) -> Steps:
    world = life.world
    own = bool(life.fact("is_own_cadre"))
    department = _department(life, grave)
    workers = world.staff.workers(department, world.today)
    handler = workers[0] if own else world.words.pick(workers)  # of own staff the last one keeps the register
    act = "assign_own_cadre" if own else "assign"
    manager = workers[-1] if own else life.holder("case_manager", handler)
    yield from life.propose(act, manager, department=department, handler=handler)


def _department(life: Life, grave: bool) -> int:
    office, pick = life.office, life.world.words.pick
    if life.fact("is_own_cadre"):
        return office.department("cadre_supervision_dept")
    if office.level == "group":
        return office.department("stationed_group")
    if "supervision_dept" not in office.departments:
        return office.department("investigation_dept")
    role = "investigation_dept" if grave or life.fact("behaviour") in ("duty_crime", "duty_unlawful") else "supervision_dept"
    return pick(office.departments[role])


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
    return ("talk_inquiry" if draw < 0.36 else "prelim_verification" if draw < 0.80 else "close" if draw < 0.95 else "hold")


def _disposed(life: Life, found: Allegation, grave: bool) -> Steps:
    world, way = life.world, _way(life, found, grave)
    more: dict[str, object] = {"rank_class": found.subject.rank_class}
    if way == "close":
        ground = world.words.pick(("untrue", "untrue", "cannot_verify", "already_handled"))
        outcomes = {"untrue": "untrue", "cannot_verify": "cannot_verify", "already_handled": "no_longer_needed"}
        more |= {"close_ground": ground, "outcome": outcomes[ground]}
        more["needs_clarification"] = ground == "untrue" and world.random.random() < 0.2
    study = life.study()
    yield from life.propose("propose_disposal", life.handler, disposal_way=way, study=study,
                            disposal_opinion=OPINIONS[way], **more)  # fmt: skip
    if life.fact("special_subject"):
        yield 1
        life.do("report_upward", life.holder("case_manager"), special_subject="unit_head", progress="已提出处置意见并经批准。")
    yield from _in_its_way(life, found, grave)


def _in_its_way(life: Life, found: Allegation, grave: bool) -> Steps:
    if life.step == "inquiry_preparing":
        yield from _inquiry(life, found)
    if life.step == "verification_preparing":
        yield from _verification(life, found, grave)
    if life.step == "held":
        yield from _held(life, found)
    if life.fact("needs_clarification") and life.has_ended:
        yield from _cleared(life, found)


# ---- talk and inquiry by letter


def _inquiry(life: Life, found: Allegation) -> Steps:
    world, random = life.world, life.world.random
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
        life.do("spot_check", life.handler, officers=life.together(), check_result="核对有关凭证和登记，与说明基本一致。")
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
        yield from life.propose("delegate_talk", life.handler, delegate="所在单位党委（党组）主要负责人", reason="由其所在党组织谈话更有利于教育提醒。")
        yield Pace(3, 9).draw(random)
        life.do("record_delegated_talk", life.handler, talk_place="所在单位会议室")
        return
    yield Pace(3, 11).draw(random)
    life.do("hold_talk", life.handler, talker=life.head(), officers=life.together(), talk_place="本机关谈话室")


def _inquiry_reported(life: Life, found: Allegation) -> Steps:
    world, draw = life.world, life.world.random.random()
    group = life.office.level == "group"
    result, outcome = (
        ("false_accusation_check", "untrue") if not group and world.happens("false accusation", 0.03)
        else ("accept_close", "untrue") if draw < 0.52 else ("first_form_measure", "partly_true") if draw < 0.86 or group
        else ("propose_verification", None) if draw < 0.95 else ("repeat_talk_inquiry", None)
    )  # fmt: skip
    more: dict[str, object] = {"outcome": outcome} if outcome else {}
    if outcome == "untrue":
        more["needs_clarification"] = result == "false_accusation_check" or world.random.random() < 0.1
    study = life.study()
    words = f"本人就{found.theme}问题作了说明并提供凭据。经集体研究，提出上述处置意见。"
    yield from life.propose("report_inquiry", life.handler, inquiry_outcome=result, study=study, inquiry_report=words, **more)
    yield Pace(2, 9).draw(world.random)
    if life.step == "false_accusation_checking":
        life.do("refer_false_accusation", life.handler, suspicion="举报所附照片系拼接，与原始记录不符，涉嫌诬告陷害。")
        for child in life.opened("false_report"):
            world.begin(false_report(child), world.later(2))
        yield 3
    if life.step == "feedback_due":
        life.do("send_feedback_letter", life.handler)
    elif life.step == "first_form_due":
        _first_form(life)
    elif life.step == "inquiry_preparing":
        yield from _inquiry(life, found)


def _first_form(life: Life) -> None:
    measure = life.world.words.pick(("reminder_talk", "reminder_talk", "criticism", "ordered_inspection", "admonition"))
    life.do("carry_out_first_form", life.head(), first_form_measure=measure, talker=life.head(), officers=[life.handler])


# ---- preliminary verification


def _verification(life: Life, found: Allegation, grave: bool) -> Steps:
    world, random = life.world, life.world.random
    yield Pace(2, 7).draw(random)
    person = identified(life, found.subject, role="person_complained")
    team = life.team()
    yield from life.propose("propose_verification", life.handler, persons=[person], team=team,
                            verification_plan=f"围绕{found.theme}问题，调取账目和合同，询问知情人员，核对资金往来。")  # fmt: skip
    reports = world.begin(_reports(life), world.later(REPORTS))
    for _ in range(int(random.random() * 2.2)):
        yield Pace(2, 9).draw(random)
        code = world.words.pick(("query", "obtain", "witness_inquiry", "investigation_talk"))
        life.do("take_measure", life.handler, title="初核中采取的措施", verification_measure=code, person=person)
        world.begin(measure(life.opened("measure")[-1], team), world.later(1))
    days = Pace(14, 44).draw(random, slow=0.1)
    if days > 44:
        yield 44
        yield from life.propose("extend", life.handler, returnable=False, clock="verification_house", reason="需赴外地核对资金往来。")
        days -= 44
    yield days
    outcome = world.words.pick(("true", "mostly_true", "partly_true") if grave or random.random() < 0.82 else ("untrue", "cannot_verify"))
    life.do("report_verification", life.handler, outcome=outcome, officers=team,
            verification_report=f"经初步核实，反映的{found.theme}问题{'属实或者部分属实' if outcome in GRAVE else '没有证据证明'}。")  # fmt: skip
    yield Pace(1, 7).draw(random)
    yield from _routed(life, found, grave, outcome, person)
    reports.is_over = True


def _reports(life: Life) -> Flow:
    """The handling department reports to case management every three months."""
    while not life.has_ended and not life.fact("is_own_cadre"):
        life.do("report_progress", life.handler or life.head(), progress="正在按方案核查，已完成大部分取证。")
        yield Pace(REPORTS - 4, REPORTS).draw(life.world.random)


def _routed(life: Life, found: Allegation, grave: bool, outcome: str, person: str) -> Steps:
    world, draw = life.world, life.world.random.random()
    more: dict[str, object] = {}
    if outcome not in GRAVE:
        route = "close"
        more = {"first_form_measure": "closed_after_verification", "needs_clarification": outcome == "untrue" and draw < 0.25}
    else:
        route = "propose_filing" if grave or draw < 0.68 else "talk_reminder" if draw < 0.92 else "transfer_party_org"
    study = life.study()
    yield from life.propose("propose_route", life.handler, verification_route=route, study=study,
                            route_opinion="经集体研究，提出上述分类处置意见。", **more)  # fmt: skip
    yield Pace(1, 7).draw(world.random)
    if life.step == "first_form_due":
        _first_form(life)
    elif life.step == "handing_over":
        life.do("hand_over", life.handler, receiver=f"{found.subject.unit}党组织")
    elif life.step == "filing_preparing":
        yield from _filed(life, found, person)


def _filed(life: Life, found: Allegation, person: str) -> Steps:
    """The request for filing; its effect opens the case, and the lead waits for it."""
    world, subject, office = life.world, found.subject, life.office
    department = world.words.pick(office.departments["investigation_dept"])
    if life.fact("is_own_cadre") or life.department in office.departments["investigation_dept"]:
        department = life.department
    handler = life.handler if department == life.department else world.words.pick(world.staff.workers(department, world.today))
    persons = [person]
    if world.random.random() < 0.04:
        other = world.words.subject(office.county)
        persons.append(identified(life, other, role="person_complained"))
    study = life.study()
    yield from life.propose(
        "request_filing", life.handler, persons=persons, study=study, case_track=track(subject, found.behaviour),
        managed_by_same_level=managed(office, subject), behaviour=found.behaviour, case_department=department,
        case_handler=handler, filing_report=f"初步核实表明，{subject.unit}{subject.post}{subject.name}存在{found.theme}问题，需要追究纪律或者法律责任。",
        is_bribe_giver=not subject.is_official and found.behaviour == "duty_crime", **subject.codes,
    )  # fmt: skip
    stories = [world.begin(case(child, found), world.later(1)) for child in life.opened("case")]
    yield from _all(stories)
    yield Pace(1, 4).draw(world.random)
    life.do("conclude_filed", life.holder("case_manager"))


def _all(stories: list[Story]) -> Steps:
    for story in stories:
        while not story.is_over:
            yield Until(story, 120)


def track(subject: object, behaviour: str) -> str:
    """Party filing, supervisory filing, or both."""
    member, official = subject.is_member, subject.is_official  # type: ignore[attr-defined]
    if not member:
        return "supervisory"
    return "both" if official and behaviour in ("duty_crime", "duty_unlawful") else "party"


def managed(office: Office, subject: object) -> bool:
    """Whether the Party committee of the same level manages the person."""
    rank = subject.rank_class  # type: ignore[attr-defined]
    return rank == ("county" if office.level == "own" else "township")


# ---- holding, clearing


def _held(life: Life, found: Allegation) -> Steps:
    world = life.world
    while life.step == "held":
        yield Pace(112, 122).draw(world.random)
        draw = world.random.random()
        result = "keep_holding" if draw < 0.5 else "prelim_verification" if draw < 0.75 and life.office.level != "group" else "close"
        study = life.study()
        yield from life.propose("review_hold", life.handler, hold_review=result, study=study, disposal_opinion="经复核，提出上述意见。")
    if life.step == "verification_preparing":
        yield from _verification(life, found, False)


def _cleared(life: Life, found: Allegation) -> Steps:
    world = life.world
    yield Pace(2, 9).draw(world.random, slow=0.1)
    life.do("refer_clarification", life.handler or life.head(), mentions=[found.subject.mention], reason="反映不实，在单位造成不良影响。")
    for child in life.opened("clarification"):
        world.begin(clarification(child, found.subject), world.later(2))
