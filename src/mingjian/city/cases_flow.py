"""The lives of cases: filing, investigation, trial, decision, and on to the procuratorate."""

from collections.abc import Generator

from mingjian.city.executions import appeal, execution
from mingjian.city.identities import person_of, tied
from mingjian.city.life import Life
from mingjian.city.measures import measure
from mingjian.city.people import Office
from mingjian.city.words import Allegation
from mingjian.city.world import Flow, Pace, Story, Until, Wait, World

Steps = Generator[Wait, None, None]
LIGHT, HEAVY = ("party_warning", "party_warning", "party_serious_warning"), ("party_post_removal", "probation", "expulsion")

UNDECIDED = ("filed", "investigation", "facts_shown", "report_signed", "trial_intake", "intake_deferred", "trial",
             "returned_supplement", "decision_meeting")  # fmt: skip


def requested(world: World, office: Office, found: Allegation) -> Flow:
    """A case without a lead: what came to light in another case, filed at the request of the investigators."""
    department = world.words.pick(office.departments["investigation_dept"])
    handler = world.words.pick(world.staff.workers(department, world.today))
    subject = found.subject
    person = person_of(world.words, subject)
    rank = "county" if office.level == "own" else "township"
    details = {"title": _title(found), "person": person, "behaviour": found.behaviour, "case_track": _track(found),
               "managed_by_same_level": subject.rank_class == rank, "is_own_cadre": False, "department": department,
               "is_bribe_giver": found.theme == "行贿",
               "filing_report": "办案中发现其涉嫌违纪的事实和证据，需要追究责任。", "handler": handler, **subject.codes}  # fmt: skip
    state = world.many.open("case", "request_filing", by=handler, on=world.today, unit=office.unit, department=department,
                            details=details)  # fmt: skip
    life = Life(world, office, state)
    yield from life.agree(1, handler)
    yield 1
    yield from case(life, found)


def case(life: Life, found: Allegation) -> Flow:
    """A case from its filing on."""
    world, random, draw = life.world, life.world.random, life.world.random.random()
    investigators = (life.department, life.handler)
    yield Pace(1, 7).draw(random)
    serious = found.behaviour == "duty_crime" or draw < 0.06
    if draw > 0.82 and not serious:
        yield from _at_once(life, found)
    else:
        yield from _investigated(life, found, serious)
    if life.has_ended:
        return
    yield from _tried(life, found, investigators)
    yield from _decided(life, found, serious)
    if life.step == "transferring":
        yield from _prosecuted(life, investigators)
    elif life.has_ended and life.office.level == "own" and world.happens("appeal", 0.09):
        yield Pace(8, 25).draw(random)
        _appealed(life)


def _title(found: Allegation) -> str:
    return f"{found.subject.unit}{found.subject.post}涉嫌{found.theme}案"[:30]


def _track(found: Allegation) -> str:
    if not found.subject.is_member:
        return "supervisory"
    return "both" if found.subject.is_official and found.behaviour.startswith("duty") else "party"


# ---- investigation


def _at_once(life: Life, found: Allegation) -> Steps:
    """Simple facts, cleared up before filing."""
    team = life.team()
    life.do("announce_filing", life.handler, officers=team, is_unit_informed=True)
    yield Pace(1, 5).draw(life.world.random)
    yield from life.propose("hand_over_at_once", life.handler, study=life.meeting(life.head(), *team), department=_trial(life),
                            report=f"{found.theme}的事实在初核中已经查清，证据充分。")  # fmt: skip


def _investigated(life: Life, found: Allegation, serious: bool) -> Steps:
    world, random = life.world, life.world.random
    team, person = life.team(), life.fact("person")
    yield from life.propose("approve_plan", life.handler, is_serious_case=serious,
                            plan=f"围绕{found.theme}问题，分三步取证：调取凭证，询问证人，与本人谈话；落实安全预案。")  # fmt: skip
    yield from life.propose("form_team", life.handler, returnable=False, team=team)
    yield Pace(0, 2).draw(random)
    life.do("announce_filing", life.handler, officers=team, is_unit_informed=True, is_family_told=serious)
    yield 0
    first = life.head() if life.head() != life.handler else life.holder("leader_in_charge")
    life.do("hold_first_talk", first, officers=[life.handler], course="宣布立案决定，交代政策和纪律，告知权利义务。")
    for code in _measures(life, serious):
        yield Pace(1, 8).draw(random)
        life.do("take_measure", life.handler, measure=code, **({"measure_person": person} if person else {}))
        story = world.begin(measure(life.opened("measure")[-1], team, until=lambda: life.step not in UNDECIDED), world.later(0))
        if code == "detention":
            world.begin(_detention_noted(life, story), world.later(12))
    yield Pace(3, 12).draw(random)
    life.do("collect_evidence", life.handler, officers=team, course="调取会计凭证、合同和审批文件，复制后由保管单位盖章确认。")
    if not serious and world.happens("withdrawn case", 0.05):
        yield from _withdrawn(life)
        return
    yield Pace(4, 22).draw(random, slow=0.1)
    life.do("hear_statement", life.handler, officers=team, statement="本人对主要事实没有异议，对部分数额作了解释。")
    if random.random() < 0.3:
        yield Pace(2, 8).draw(random)
        life.do("report_progress", life.handler, course="主要事实已查清，正在核对最后一笔款项。")
    yield from _handed_over(life, team)


def _measures(life: Life, serious: bool) -> list[str]:
    pick, random = life.world.words.pick, life.world.random
    found = [pick(("investigation_talk", "witness_inquiry", "query", "obtain")) for _ in range(1 + int(random.random() * 2))]
    if serious:
        found.append(pick(("freeze", "seize", "search")))
        if life.fact("behaviour") == "duty_crime" and life.fact("case_track") != "party" and life.world.happens("detention", 0.4):
            return ["detention", "interrogation", *found]
    elif random.random() < 0.1:
        found.append("seize")
    return found


def _detention_noted(life: Life, story: Story) -> Flow:
    """Case management notes detention, so that the year of the investigation stands still, and its end."""
    manager = life.holder("case_manager")
    if life.step not in ("investigation", "facts_shown", "report_signed") or story.is_over:
        return
    life.do("note_detention", manager)
    while not story.is_over:
        yield Until(story, 60)
    if life.step in ("investigation", "facts_shown", "report_signed", "trial_intake", "trial", "decision_meeting"):
        life.do("note_release", manager)


def _withdrawn(life: Life) -> Steps:
    yield from life.propose("withdraw_case", life.handler, reason="经查没有证据证明存在违纪违法行为。", is_unit_informed=True)


def _handed_over(life: Life, team: list[int]) -> Steps:
    random = life.world.random
    yield Pace(2, 10).draw(random)
    signing = "agreed" if random.random() < 0.85 else "objected"
    life.do("show_facts", life.handler, officers=team, fact_sheet="事实材料共三部分，逐项与本人核对。", signing=signing)
    yield Pace(1, 6).draw(random)
    life.do("sign_report", life.handler, study=life.meeting(life.head(), *team), signers=team,
            report="审查调查报告：问题来源、经过、查明的事实、本人态度、处理意见和依据。")  # fmt: skip
    yield Pace(0, 3).draw(random)
    yield from life.propose("hand_over", life.handler, department=_trial(life))


def _trial(life: Life) -> int:
    return life.office.department("trial_dept")


# ---- trial


def _tried(life: Life, found: Allegation, investigators: tuple[int, int]) -> Steps:
    random = life.world.random
    department, handler = investigators
    yield Pace(0, 3).draw(random)
    panel = _panel(life)
    if random.random() < 0.06:
        life.do("defer_trial", panel[0], reason="涉案财物清单不全，请补齐。")
        yield Pace(3, 8).draw(random)
    life.do("accept_trial", panel[0], team=panel, handler=panel[0])
    yield Pace(2, 9).draw(random)
    life.do("talk_in_trial", life.handler, officers=panel, defence="本人表示认错悔错，请求从轻处理。")
    if life.world.happens("supplement", 0.08):
        yield from life.propose("return_supplement", life.handler, returnable=False, reason="一笔款项缺少证人证言，请补充。",
                                department=department, handler=handler)  # fmt: skip
        yield Pace(5, 15).draw(random)
        life.do("collect_evidence", life.handler, officers=life.team(), course="补充询问证人两名。")
        yield 1
        life.do("supply_supplement", life.handler, course="已补充证言，附卷。", department=_trial(life), handler=panel[0])
    days = Pace(3, 8).draw(random, slow=0.12)
    if days > 12:
        yield 8
        yield from life.propose("extend", life.handler, returnable=False, clock="C-32", period="1 m", reason="案情较为复杂，需要进一步核对。")
    yield days
    yield from life.propose("report_trial", life.handler, study=life.meeting(*panel), prior_removal="not_needed",
                            findings=f"经审理查明，{found.subject.post}{found.subject.name}存在{found.theme}的事实，证据确凿。",
                            trial_opinion="事实清楚，证据确凿，定性准确，同意提请审议。")  # fmt: skip


def _panel(life: Life) -> list[int]:
    """Two officers of the trial department, neither its head nor those who are kept for appeals."""
    kept = [officer for key, officer in life.office.officers.items() if key in ("review", "review2", "manager_head", "trial_head")]
    members = [officer for officer in life.world.staff.members(_trial(life), life.world.today) if officer not in kept]
    panel = members if life.world.random.random() < 0.5 else members[::-1]
    return panel[:2] if len(panel) > 1 else [*panel, life.office.officers["trial_head"]]


# ---- decision


def _decided(life: Life, found: Allegation, serious: bool) -> Steps:
    world, random, draw = life.world, life.world.random, life.world.random.random()
    yield Pace(1, 5).draw(random)
    state_side = life.fact("case_track") in ("both", "supervisory") and found.subject.is_official
    if state_side:
        panel = list(map(int, life.fact("team")))
        life.do("hear_defence", life.handler, officers=panel, defence="本人对认定的事实没有异议。", defence_result="none_made")
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
        yield from life.propose("handle_by_first_form", life.handler, first_form_measure="admonition", conclusion="情节轻微，予以诫勉。")
    elif draw < 0.6:
        yield from life.propose("exempt", life.handler, conclusion="情节轻微，主动纠正，免予处分。")
    elif draw < 0.75:
        yield from life.propose("decide_no_sanction", life.handler, conclusion="情节显著轻微，不予处分。")
    else:
        yield from life.propose("handle_by_organisation", life.handler, organisational_measure="post_adjustment", reason="不宜在现岗位工作。")


def _sanctioned(life: Life, found: Allegation, serious: bool, state_side: bool) -> Steps:
    world, random = life.world, life.world.random
    crime = found.behaviour == "duty_crime" and random.random() < 0.85
    heavy = crime or random.random() < (0.4 if serious else 0.12)
    common: dict[str, object] = {
        "behaviour": found.behaviour, "rank_class": found.subject.rank_class, "after_decision": "transfer" if crime else "close",
        "findings": f"查明的主要事实：{found.theme}。", "grounds": "依照有关党内法规和法律的规定。",
    }  # fmt: skip
    party = "expulsion" if crime else world.words.pick(HEAVY if heavy else LIGHT)
    gov = "admin_dismissal" if crime else world.words.pick(
        ("admin_removal", "admin_demotion") if heavy else ("admin_warning", "admin_demerit", "admin_major_demerit"))  # fmt: skip
    if heavy and not crime and random.random() < 0.2:
        yield from life.propose("add_organisational_measure", life.handler, organisational_measure="downgrade", reason="与处分一并调整职务。")
    members: dict[str, object] = {"party_sanction": party}
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


def _to_the_procuratorate(life: Life) -> Steps:
    yield from life.propose("decide_transfer", life.handler, conclusion="涉嫌行贿犯罪，移送检察机关审查起诉。")


def _prosecuted(life: Life, investigators: tuple[int, int]) -> Steps:
    """Case management hands the case to the procuratorate and records what becomes of it."""
    random = life.world.random
    yield Pace(2, 9).draw(random)
    manager = life.holder("case_manager")
    life.do("transfer_to_procuratorate", manager)
    yield 0
    life.do("record_custody", manager)
    yield Pace(4, 8).draw(random)
    life.do("record_arrest_decision", manager, course="检察机关决定逮捕。")
    yield Pace(8, 16).draw(random)
    if random.random() < 0.3:
        department, handler = investigators
        life.do("record_first_return", manager, reason="需要补充书证。", department=department, handler=handler)
        yield Pace(8, 18).draw(random)
        life.do("transfer_again", life.handler, course="已补充书证，再次移送。")
        yield Pace(10, 18).draw(random)
    life.do("record_prosecution", manager)


def _appealed(life: Life) -> None:
    """The sanctioned person asks for a review; officers who had no part in the case take it up."""
    world = life.world
    kind = "first_review" if life.fact("gov_sanction") and world.random.random() < 0.5 else "party_review"
    if not life.fact("party_sanction") and not life.fact("gov_sanction"):
        return
    if kind == "party_review" and not life.fact("party_sanction"):
        kind = "first_review"
    clerk = life.holder("petition_officer")
    life.do("receive_appeal", clerk, appeal_kind=kind, decision_received_on=life.fact("decided_on"), review_department=_trial(life))
    executions = life.opened("execution")
    world.begin(appeal(life.opened("appeal")[-1], executions[0] if executions else None), world.later(1))
