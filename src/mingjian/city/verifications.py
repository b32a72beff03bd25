"""Preliminary verification: persons identified, a plan, measures, a report, and the route that follows from it."""

from collections.abc import Generator
from dataclasses import replace
from typing import Any

from mingjian.city.cases_flow import case, colleague
from mingjian.city.identities import identified, person_of
from mingjian.city.inquiries import first_form
from mingjian.city.life import Life
from mingjian.city.measures import measure
from mingjian.city.people import Office
from mingjian.city.words import Allegation, Subject
from mingjian.city.world import Pace, Story, Until, Wait

Steps = Generator[Wait, None, None]
MEASURES = {
    "query": "查询账户和不动产", "obtain": "调取账目和合同", "witness_inquiry": "询问知情人员",
    "investigation_talk": "与本人谈话",
}  # fmt: skip
FOUND = {
    "true": "问题属实", "mostly_true": "问题基本属实", "partly_true": "问题部分属实", "untrue": "问题不属实",
    "cannot_verify": "问题没有证据证明，无法查实",
}  # fmt: skip
PLANNED = {  # whether it is about money
    True: "调取账目和合同，询问知情人员，核对资金往来。", False: "调取会议记录、办理登记，询问在场和知情人员。",
}  # fmt: skip
BOTH = "所核实的两人均参与其中。"
ROUTES = {
    "close": "经集体研究，未发现需要处理的问题，拟予以了结。", "propose_filing": "经集体研究，需要追究责任，拟呈批立案。",
    "talk_reminder": "经集体研究，情节轻微，拟谈话提醒。", "transfer_party_org": "经集体研究，拟移送所在单位党组织处理。",
}  # fmt: skip
GRAVE = ("true", "mostly_true", "partly_true")


def verification(life: Life, found: Allegation, grave: bool) -> Steps:
    """From the plan to the route."""
    world, random = life.world, life.world.random
    yield Pace(2, 7).draw(random)
    person = identified(life, found.subject, role="person_complained")
    other = _joined_in(life, found) if random.random() < 0.04 else None
    persons = [person, *([identified(life, other, role="person_complained")] if other else [])]
    team = life.team()
    plan = f"围绕{found.theme}问题，{PLANNED[found.amount > 0]}"
    if other:
        plan += f"反映的事项由{other.post}{other.name}一同经办，一并核实。"
    yield from life.propose(
        "propose_verification", life.handler, persons=persons, team=team, verification_plan=plan
    )
    for _ in range(int(random.random() * 2.2)):
        yield Pace(2, 9).draw(random)
        code = world.words.pick(list(MEASURES) if found.amount else ("witness_inquiry", "investigation_talk"))
        is_of_another = code == "witness_inquiry"  # a witness is somebody else
        about = person_of(world.words, colleague(life, found.subject)) if is_of_another else person
        life.do("take_measure", life.handler, title=f"{found.subject.unit}{found.subject.post}线索：{MEASURES[code]}",
                verification_measure=code, person=about)  # fmt: skip
        world.begin(measure(life.opened("measure")[-1], team), world.later(1))
    days = Pace(14, 44).draw(random, slow=0.1)
    if days > 44:
        yield 44
        yield from life.propose(
            "extend",
            life.handler,
            returnable=False,
            clock="verification_house",
            reason=f"需赴外地{'核对资金往来' if found.amount else '核实有关情况'}。",
        )
        days -= 44
    yield days
    outcome = world.words.pick(
        ("true", "mostly_true", "partly_true")
        if grave or random.random() < 0.82
        else ("untrue", "cannot_verify")
    )
    life.do("report_verification", life.handler, outcome=outcome, officers=team,
            verification_report=f"经初步核实，反映的{found.theme}{FOUND[outcome]}。{BOTH if other and outcome in GRAVE else ''}")  # fmt: skip
    yield Pace(1, 7).draw(random)
    yield from _routed(life, found, grave, outcome, persons)


def _routed(life: Life, found: Allegation, grave: bool, outcome: str, persons: list[str]) -> Steps:
    world, draw = life.world, life.world.random.random()
    more: dict[str, Any] = {}
    if outcome not in GRAVE:
        route = "close"
        more = {
            "first_form_measure": "closed_after_verification",
            "needs_clarification": outcome == "untrue" and draw < 0.25,
        }
    else:
        route = (
            "propose_filing"
            if grave or draw < 0.68
            else "talk_reminder"
            if draw < 0.92
            else "transfer_party_org"
        )
    study = life.study()
    yield from life.propose("propose_route", life.handler, verification_route=route, study=study,
                            route_opinion=ROUTES[route], **more)  # fmt: skip
    yield Pace(1, 7).draw(world.random)
    if life.step == "first_form_due":
        first_form(life)
    elif life.step == "handing_over":
        life.do("hand_over", life.handler, receiver=f"{found.subject.unit}党组织")
    elif life.step == "filing_preparing":
        yield from _filed(life, found, persons)


def _joined_in(life: Life, found: Allegation) -> Subject:
    """Somebody of the same unit who did it together with him."""
    subject = found.subject
    post = "经办人" if subject.rank_class == "other" else "工作人员"
    rank = subject.rank_class if subject.rank_class == "other" else "general"
    return replace(subject, name=life.world.words.name(), post=post, rank_class=rank)


def _filed(life: Life, found: Allegation, persons: list[str]) -> Steps:
    """The request for filing; its effect opens the case, and the lead waits for it."""
    world, subject, office = life.world, found.subject, life.office
    department = world.words.pick(office.departments["investigation_dept"])
    if life.fact("is_own_cadre") or life.department in office.departments["investigation_dept"]:
        department = life.department
    handler = (
        life.handler
        if department == life.department
        else world.words.pick(world.staff.workers(department, world.today))
    )
    study = life.study()
    yield from life.propose(
        "request_filing", life.handler, persons=persons, study=study, case_track=track(subject, found.behaviour),
        managed_by_same_level=managed(office, subject), behaviour=found.behaviour, case_department=department,
        case_handler=handler, filing_report=f"初步核实表明，{subject.unit}{subject.post}{subject.name}{'等人' if len(persons) > 1 else ''}存在{found.theme}问题，需要追究纪律或者法律责任。",
        is_head=subject.is_head, is_bribe_giver=not subject.is_official and found.behaviour == "duty_crime", **subject.codes,
    )  # fmt: skip
    stories = [world.begin(case(child, found), world.later(1)) for child in life.opened("case")]
    yield from _all(stories)
    yield Pace(1, 4).draw(world.random)
    life.do("conclude_filed", life.holder("case_manager"))


def _all(stories: list[Story]) -> Steps:
    for story in stories:
        while not story.is_over:
            yield Until(story, 120)


def track(subject: Subject, behaviour: str) -> str:
    """Party filing, supervisory filing, or both."""
    member, official = subject.is_member, subject.is_official
    if not member:
        return "supervisory"
    return "both" if official and behaviour in ("duty_crime", "duty_unlawful") else "party"


def managed(office: Office, subject: Subject) -> bool:
    """Whether the Party committee of the same level manages the person."""
    rank = subject.rank_class
    return rank == ("county" if office.level == "own" else "township")
