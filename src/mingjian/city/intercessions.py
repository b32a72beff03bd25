"""Somebody asks about a case: reported by the officer asked, dealt with by cadre supervision."""

from collections.abc import Sequence

from mingjian.city.leads_flow import lead
from mingjian.city.life import Life
from mingjian.city.people import Office
from mingjian.city.words import Allegation
from mingjian.city.world import Flow, Pace, World

ASKED = {
    "asks": "打听案情",
    "interferes": "干预案件办理",
    "pleads": "为被审查调查人说情",
    "unapproved_contact": "未经批准接触涉案人员",
}


def intercession(world: World, office: Office, cases: Sequence[Life]) -> Flow:
    """Somebody asks about a case: the officer asked reports it, cadre supervision deals with it."""
    random, pick = world.random, world.words.pick
    asked = pick(
        [
            office.officers[key]
            for key in ("investigator", "investigator2", "supervisor", "trial", "head3", "petition2")
        ]
    )
    who = world.words.subject(None)
    department, today = office.department("cadre_supervision_dept"), world.today
    asking = pick(("asks", "asks", "interferes", "pleads", "unapproved_contact"))
    details = {"title": f"{who.unit}{who.post}{ASKED[asking]}"[:30], "happened_on": today.isoformat(), "who": [who.mention],
               "intercession_kind": asking,
               "is_own_cadre": False, "is_leading_cadre": who.rank_class == "county", "told_on": today.isoformat(),
               "manner": "当日下午来电，谈话约五分钟。", "said": "询问有关案件何时办结，能否从轻处理。未告知任何情况。"}  # fmt: skip
    about = pick(cases) if cases else None
    if (
        about is not None and about.department != department
    ):  # cadre supervision is kept out of its own matters
        details["about_matter"] = about.id
    state = world.many.open(
        "intercession", by=asked, on=today, unit=office.unit, department=department, details=details
    )
    life = Life(world, office, state)
    yield Pace(0, 2).draw(random)
    officer = office.officers["cadre"]
    if officer in state.blocked:
        return
    life.do("take_over", officer, handler=officer)
    yield Pace(2, 5).draw(random)
    handling = pick(("filed", "filed", "reminded", "lead"))
    yield from life.propose("propose_handling", officer, is_confirmed=True, intercession_handling=handling,
                            checked_facts="情况属实，被过问人员未透露案情。")  # fmt: skip
    yield Pace(1, 4).draw(random)
    if life.step == "reminding":
        life.do("remind", officer, checked_facts="已对本人提醒谈话，本人作出检讨。")
    elif life.step == "to_lead":
        found = Allegation(
            str(details["title"]),
            f"{who.unit}{who.post}{who.name}受人之托打听案情、说情。",
            "work",
            "打听案情",
            who,
        )
        life.do(
            "open_lead", officer, title=found.title, summary=found.content, lead_origin="found_in_supervision"
        )
        world.begin(lead(life.opened("lead")[0], found), world.later(1))
