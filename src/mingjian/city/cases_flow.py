"""The lives of cases: filing, investigation, trial, decision, and on to the procuratorate."""

from collections.abc import Generator
from dataclasses import replace

from mingjian.city.identities import person_of
from mingjian.city.life import Life
from mingjian.city.measures import measure
from mingjian.city.people import Office
from mingjian.city.trials import appealed, decided, prosecuted, trial_department, tried
from mingjian.city.words import Allegation, Subject
from mingjian.city.world import Flow, Pace, Story, Until, Wait, World

Steps = Generator[Wait, None, None]
SAID = {"agreed": "本人签署并认可。", "objected": "本人对个别情节提出异议，已核实说明。"}
EVIDENCE = {  # whether it is about money
    True: "调取会计凭证、合同和审批文件，复制后由保管单位盖章确认。",
    False: "调取会议记录、办理登记等材料，复制后由保管单位盖章确认；向在场人员核实经过。",
}
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
               "is_bribe_giver": found.theme == "行贿", "is_head": subject.is_head,
               "filing_report": f"办案中发现其涉嫌{found.theme}的事实和证据，需要追究责任。", "handler": handler, **subject.codes}  # fmt: skip
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
    yield from tried(life, found, investigators)
    yield from decided(life, found, serious)
    if life.step == "transferring":
        yield from prosecuted(life, investigators)
    elif life.has_ended and life.office.level == "own" and world.happens("appeal", 0.09):
        yield Pace(8, 25).draw(random)
        appealed(life, found.subject)


def _title(found: Allegation) -> str:
    return f"{found.subject.unit}{found.subject.post}涉嫌{found.theme}案"[:30]


def _track(found: Allegation) -> str:
    if not found.subject.is_member:
        return "supervisory"
    return "both" if found.subject.is_official and found.behaviour.startswith("duty") else "party"


def _at_once(life: Life, found: Allegation) -> Steps:
    """Simple facts, cleared up before filing."""
    team = life.team()
    life.do("announce_filing", life.handler, officers=team, is_unit_informed=True, is_family_told=False)
    yield Pace(1, 5).draw(life.world.random)
    yield from life.propose("hand_over_at_once", life.handler, study=life.meeting(life.head(), *team), department=trial_department(life),
                            report=f"{found.theme}的事实在初核中已经查清，证据充分。")  # fmt: skip


def _investigated(life: Life, found: Allegation, serious: bool) -> Steps:
    world, random = life.world, life.world.random
    team, person = life.team(), life.fact("person")
    yield from life.propose("approve_plan", life.handler, is_serious_case=serious,
                            plan=f"围绕{found.theme}问题，分三步取证：调取{'凭证' if found.amount else '记录'}，询问证人，与本人谈话；落实安全预案。")  # fmt: skip
    yield from life.propose("form_team", life.handler, returnable=False, team=team)
    yield Pace(0, 2).draw(random)
    life.do("announce_filing", life.handler, officers=team, is_unit_informed=True, is_family_told=serious)
    yield 0
    first = life.head() if life.head() != life.handler else life.holder("leader_in_charge")
    life.do(
        "hold_first_talk",
        first,
        officers=[life.handler],
        course="宣布立案决定，交代政策和纪律，告知权利义务。",
    )
    for code in _measures(life, serious, found.amount > 0):
        yield Pace(1, 8).draw(random)
        about = (
            person_of(world.words, colleague(life, found.subject)) if code == "witness_inquiry" else person
        )
        life.do("take_measure", life.handler, measure=code, **({"measure_person": about} if about else {}))
        story = world.begin(
            measure(life.opened("measure")[-1], team, until=lambda: life.step not in UNDECIDED),
            world.later(0),
        )
        if code == "detention":
            world.begin(_detention_noted(life, story), world.later(12))
    yield Pace(3, 12).draw(random)
    life.do(
        "collect_evidence",
        life.handler,
        officers=team,
        course=EVIDENCE[found.amount > 0],
    )
    if not serious and world.happens("withdrawn case", 0.05):
        yield from _withdrawn(life)
        return
    yield Pace(4, 22).draw(random, slow=0.1)
    life.do(
        "hear_statement",
        life.handler,
        officers=team,
        statement=f"本人对主要事实没有异议，对部分{'数额' if found.amount else '情节'}作了解释。",
    )
    if random.random() < 0.3:
        yield Pace(2, 8).draw(random)
        life.do(
            "report_progress",
            life.handler,
            course=f"主要事实已查清，正在核对{'最后一笔款项' if found.amount else '有关证言'}。",
        )
    yield from _handed_over(life, found, team)


def _measures(life: Life, serious: bool, is_about_money: bool) -> list[str]:
    pick, random = life.world.words.pick, life.world.random
    usual = ("investigation_talk", "witness_inquiry", "query" if is_about_money else "obtain", "obtain")
    found = list(dict.fromkeys(pick(usual) for _ in range(1 + int(random.random() * 2))))
    if serious:
        found.append(pick(("freeze", "seize", "search")))
        if (
            life.fact("behaviour") == "duty_crime"
            and life.fact("case_track") != "party"
            and life.world.happens("detention", 0.75)
        ):
            return ["detention", "interrogation", *found]
    elif random.random() < 0.1 and is_about_money:
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
    if life.step in (
        "investigation",
        "facts_shown",
        "report_signed",
        "trial_intake",
        "trial",
        "decision_meeting",
    ):
        life.do("note_release", manager)


def colleague(life: Life, subject: Subject) -> Subject:
    """Somebody who works where he does and may know of it."""
    return replace(
        subject, name=life.world.words.name(), post="工作人员", rank_class="general", is_member=False
    )


def _withdrawn(life: Life) -> Steps:
    yield from life.propose(
        "withdraw_case", life.handler, reason="经查没有证据证明存在违纪违法行为。", is_unit_informed=True
    )


def _handed_over(life: Life, found: Allegation, team: list[int]) -> Steps:
    random = life.world.random
    yield Pace(2, 10).draw(random)
    signing = "agreed" if random.random() < 0.85 else "objected"
    life.do(
        "show_facts",
        life.handler,
        officers=team,
        fact_sheet=f"认定的事实：{found.summary}以上逐项与本人核对。",
        signing=signing,
    )
    yield Pace(1, 6).draw(random)
    life.do("sign_report", life.handler, study=life.meeting(life.head(), *team), signers=team,
            report=f"经审查调查：{found.summary}上述事实有书证、证人证言和本人陈述印证，{SAID[signing]}建议移送审理，依规依纪处理。")  # fmt: skip
    yield Pace(0, 3).draw(random)
    yield from life.propose("hand_over", life.handler, department=trial_department(life))
