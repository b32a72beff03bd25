"""Trial and decision of a case, the way to the procuratorate, and the appeal."""

from collections.abc import Generator
from typing import Any

from mingjian.city.executions import appeal, execution
from mingjian.city.life import Life
from mingjian.city.words import Allegation, Subject
from mingjian.city.world import Pace, Wait

Steps = Generator[Wait, None, None]
PARTY, STATE = "《中国共产党纪律处分条例》", "《中华人民共和国公职人员政务处分法》"
GOV = {  # the sanctions of the State that match those of the Party
    "party_warning": ("admin_warning", "admin_demerit"), "party_serious_warning": ("admin_demerit", "admin_major_demerit"),
    "party_post_removal": ("admin_demotion", "admin_removal"), "probation": ("admin_removal",), "expulsion": ("admin_dismissal",),
}  # fmt: skip
LIGHT, HEAVY = (
    ("party_warning", "party_warning", "party_serious_warning"),
    ("party_post_removal", "probation", "expulsion"),
)


def tried(life: Life, found: Allegation, investigators: tuple[int, int]) -> Steps:
    """From taking up to the report; `investigators`: the department and officer to whom a return goes."""
    random = life.world.random
    department, handler = investigators
    yield Pace(0, 3).draw(random)
    panel = _panel(life)
    if random.random() < 0.06:
        life.do("defer_trial", panel[0], reason="部分取证材料缺少签章，请补齐。")
        yield Pace(3, 8).draw(random)
    life.do("accept_trial", panel[0], team=panel, handler=panel[0])
    yield Pace(2, 9).draw(random)
    life.do("talk_in_trial", life.handler, officers=panel, defence="本人表示认错悔错，请求从轻处理。")
    if life.world.happens("supplement", 0.08):
        yield from life.propose("return_supplement", life.handler, returnable=False, reason="一处情节缺少证人证言，请补充。",
                                department=department, handler=handler)  # fmt: skip
        yield Pace(5, 15).draw(random)
        life.do("collect_evidence", life.handler, officers=life.team(), course="补充询问证人两名。")
        yield 1
        life.do(
            "supply_supplement",
            life.handler,
            course="已补充证言，附卷。",
            department=trial_department(life),
            handler=panel[0],
        )
    days = Pace(3, 8).draw(random, slow=0.12)
    if days > 12:
        yield 8
        yield from life.propose(
            "extend",
            life.handler,
            returnable=False,
            clock="C-32",
            period="1 m",
            reason="案情较为复杂，需要进一步核对。",
        )
    yield days
    yield from life.propose("report_trial", life.handler, study=life.meeting(life.head(), *panel), prior_removal="not_needed",
                            findings=f"经审理查明，{found.subject.unit}{found.subject.post}{found.subject.name}存在{found.theme}的事实，证据确凿。",
                            trial_opinion="事实清楚，证据确凿，定性准确，同意提请审议。")  # fmt: skip


def _panel(life: Life) -> list[int]:
    """Two officers of the trial department, neither its head nor those who are kept for appeals."""
    kept = [
        officer
        for key, officer in life.office.officers.items()
        if key in ("review", "review2", "manager_head", "trial_head")
    ]
    members = [
        officer
        for officer in life.world.staff.members(trial_department(life), life.world.today)
        if officer not in kept
    ]
    panel = members if life.world.random.random() < 0.5 else members[::-1]
    return panel[:2] if len(panel) > 1 else [*panel, life.office.officers["trial_head"]]


def decided(life: Life, found: Allegation, serious: bool) -> Steps:
    """The hearing where the State side needs it, the decision of the meeting, the execution."""
    world, random, draw = life.world, life.world.random, life.world.random.random()
    yield Pace(1, 5).draw(random)
    state_side = life.fact("case_track") in ("both", "supervisory") and found.subject.is_official
    if state_side:
        panel = list(map(int, life.fact("team")))
        life.do(
            "hear_defence",
            life.handler,
            officers=panel,
            defence="本人对认定的事实没有异议。",
            defence_result="none_made",
        )
        yield Pace(1, 4).draw(random)
    if not found.subject.is_member and not found.subject.is_official:
        yield from _to_the_procuratorate(life)
    elif draw < 0.06 and not serious:
        yield from _lighter(life)
    else:
        yield from _sanctioned(life, found, serious, state_side)
    for child in life.opened("execution"):
        world.begin(execution(child), world.later(1))


def _lighter(life: Life) -> Steps:
    draw = life.world.random.random()
    if draw < 0.4:
        yield from life.propose(
            "handle_by_first_form",
            life.handler,
            first_form_measure="admonition",
            conclusion="情节轻微，予以诫勉。",
            is_negligent_crime=False,
        )
    elif draw < 0.6:
        yield from life.propose(
            "exempt", life.handler, conclusion="情节轻微，主动纠正，免予处分。", is_negligent_crime=False
        )
    elif draw < 0.75:
        yield from life.propose(
            "decide_no_sanction",
            life.handler,
            conclusion="情节显著轻微，不予处分。",
            is_negligent_crime=False,
        )
    else:
        yield from life.propose(
            "handle_by_organisation",
            life.handler,
            organisational_measure="post_adjustment",
            reason="不宜在现岗位工作。",
            is_negligent_crime=False,
        )


def _sanctioned(life: Life, found: Allegation, serious: bool, state_side: bool) -> Steps:
    world, random = life.world, life.world.random
    crime = found.behaviour == "duty_crime" and random.random() < 0.85
    heavy = crime or random.random() < (0.4 if serious else 0.12)
    common: dict[str, Any] = {
        "is_negligent_crime": False, "behaviour": found.behaviour, "rank_class": found.subject.rank_class, "after_decision": "transfer" if crime else "close",
        "findings": f"{found.facts[: found.facts.index('。')]}，事实清楚，证据确凿。", "grounds": f"{_grounds(found.subject.is_member, state_side)}的有关规定。",
    }  # fmt: skip
    party = "expulsion" if crime else world.words.pick(HEAVY if heavy else LIGHT)
    if party == "party_post_removal" and found.subject.rank_class in ("general", "other"):
        party = "probation"  # there is no Party post to be removed from
    gov = world.words.pick(GOV[party])
    if heavy and not crime and random.random() < 0.2:
        yield from life.propose(
            "add_organisational_measure",
            life.handler,
            organisational_measure="downgrade",
            reason="与处分一并调整职务。",
        )
    members: dict[str, Any] = {"party_sanction": party}
    if party == "probation":
        members["probation_term"] = world.words.pick(("one_year", "two_years"))
    by = {"managed_by_same_level": bool(life.fact("managed_by_same_level")), "is_committee_member": False}
    if not found.subject.is_member:
        yield from life.propose("decide_gov", life.handler, gov_sanction=gov, **common)
    elif state_side:
        yield from life.propose("decide_both", life.handler, gov_sanction=gov, **members, **by, **common)
    elif not life.fact("managed_by_same_level") and not heavy and random.random() < 0.3:
        yield from life.propose("decide_by_primary", life.handler, **members, **common)
    else:
        yield from life.propose("decide_party", life.handler, **members, **by, **common)
    if found.amount and (crime or found.behaviour in ("duty_unlawful", "integrity")):
        life.do(
            "record_recovery",
            life.handler,
            recovered_amount=str(found.amount),
            recovery="违纪违法所得已追缴到位，凭票据登记。",
        )


def _grounds(is_member: bool, state_side: bool) -> str:
    """What a sanction rests on: the rules of the Party bind its members, the law those who exercise public power."""
    return "、".join([*([PARTY] if is_member else []), *([STATE] if state_side or not is_member else [])])


def _to_the_procuratorate(life: Life) -> Steps:
    yield from life.propose(
        "decide_transfer", life.handler, conclusion="涉嫌行贿犯罪，移送检察机关审查起诉。"
    )


def prosecuted(life: Life, investigators: tuple[int, int]) -> Steps:
    """Case management hands the case to the procuratorate and records what becomes of it."""
    random = life.world.random
    yield Pace(2, 9).draw(random)
    manager = life.holder("case_manager")
    life.do("transfer_to_procuratorate", manager)
    if any(taken.fact("measure") == "detention" for taken in life.opened("measure")):
        yield 0  # custody follows detention, and nothing else
        life.do("record_custody", manager)
        yield Pace(4, 8).draw(random)
        life.do("record_arrest_decision", manager, course="检察机关决定逮捕。")
    yield Pace(8, 16).draw(random)
    if random.random() < 0.3:
        department, handler = investigators
        life.do(
            "record_first_return", manager, reason="需要补充书证。", department=department, handler=handler
        )
        yield Pace(8, 18).draw(random)
        life.do("transfer_again", life.handler, course="已补充书证，再次移送。")
        yield Pace(10, 18).draw(random)
    life.do("record_prosecution", manager)


def appealed(life: Life, subject: Subject) -> None:
    """The sanctioned person asks for a review; officers who had no part in the case take it up."""
    world = life.world
    kind = "first_review" if life.fact("gov_sanction") and world.random.random() < 0.5 else "party_review"
    if not life.fact("party_sanction") and not life.fact("gov_sanction"):
        return
    if kind == "party_review" and not life.fact("party_sanction"):
        kind = "first_review"
    clerk = life.holder("petition_officer")
    life.do(
        "receive_appeal",
        clerk,
        appeal_kind=kind,
        decision_received_on=life.fact("decided_on"),
        review_department=trial_department(life),
    )
    executions = life.opened("execution")
    world.begin(
        appeal(life.opened("appeal")[-1], subject, executions[0] if executions else None), world.later(1)
    )


def trial_department(life: Life) -> int:
    """Where cases of the unit are tried."""
    return life.office.department("trial_dept")
