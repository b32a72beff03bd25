"""Shorter lives: clearing of names, false accusations."""

from mingjian.city.identities import person_of
from mingjian.city.life import Life
from mingjian.city.words import Subject
from mingjian.city.world import Flow, Pace

CLEARED = {
    "face_to_face": "当面向本人说明核查结果，所在单位主要负责人在场，本人没有异议。",
    "letter": "书面向本人和所在单位党组织说明核查结果，均已签收。",
    "notice_in_range": "在单位会议上说明核查结果，澄清有关情况，本人和与会人员没有异议。",
}


def clarification(life: Life, subject: Subject | None) -> Flow:
    """Proposed after study, approved by the principal head, carried out by two, looked after."""
    world, random = life.world, life.world.random
    yield Pace(1, 7).draw(random, slow=0.1)
    head, officer = life.head(), world.staff.workers(life.department, world.today)[0]
    who = subject or world.words.subject(life.office.county)
    person = life.fact("person") or person_of(world.words, who)
    form = world.words.pick(("face_to_face", "face_to_face", "letter", "notice_in_range"))
    yield from life.propose(
        "propose_clarification", officer, person=person, rank_class=who.rank_class, is_public_official=who.is_official,
        clarification_forms=[form], has_consent=True, study=life.meeting(head, officer, *life.colleagues()[:2]), scope="本人所在单位",
        facts_found="经核查，反映的问题不实，在单位造成一定影响。",
    )  # fmt: skip
    yield Pace(3, 12).draw(random, slow=0.1)
    there = 8 + int(random.random() * 40)
    told = {"face_to_face": 3, "letter": 2, "notice_in_range": there}[form]
    life.do(
        "carry_out",
        officer,
        form_used=form,
        attended_count=told,
        officers=[head],
        carried_out_record=CLEARED[form],
    )
    yield Pace(15, 50).draw(random)
    life.do("close", officer, is_restored=True, effect="本人表示放下包袱，单位同事反映影响已经消除。")


def false_report(life: Life, *, is_named: bool) -> Flow:
    """A suspected false accusation: told apart from a mistaken report; who reported without a name is not looked for."""
    world, random, draw = life.world, life.world.random, life.world.random.random()
    head, officer = life.head(), world.staff.workers(life.department, world.today)[0]
    level = "county_or_below" if life.office.level == "county" else "city_or_above"
    life.do("reassign", head, handler=officer, reason="由其承办核查。")
    yield Pace(1, 6).draw(random)
    yield from life.propose(
        "begin_check", officer, returnable=False, handler=officer, organ_level=level, officers=life.together()
    )
    yield Pace(10, 30).draw(random)
    study = life.study()
    if draw < 0.4 and is_named:
        person = person_of(world.words, world.words.subject(life.office.county))
        yield from life.propose("find_false", officer, person=person, fabricated="照片系拼接，所称时间本人在外地出差。", study=study,
                                intent="意图影响其提拔任用。", aggravations=["elections"])  # fmt: skip
        yield Pace(5, 20).draw(random)
        yield from life.propose(
            "conclude",
            officer,
            handlings=["education"],
            handling_result="已予批评教育并责令检查。",
            is_published=False,
        )
    elif draw < 0.75 and is_named:
        yield from life.propose(
            "find_mistaken",
            officer,
            fabricated="照片系他人转来，已被拼接；来件人听信传言，未经核实即作反映，没有捏造事实。",
            study=study,
        )
        yield Pace(3, 12).draw(random)
        life.do("educate", officer, education_record="已向来件人说明情况并进行教育，其认识到反映失实。")
    else:
        yield from life.propose(
            "find_unfounded",
            officer,
            reason="照片为两次拍摄后拼在一页，均系真实拍摄；反映虽未查实，不存在捏造事实。",
            study=study,
        )
