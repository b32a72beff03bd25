"""Style of work: covert visits by festival node, problems of style with what was done, notices of typical cases."""

from dataclasses import replace
from datetime import timedelta

from mingjian.city.beside import Beside
from mingjian.city.identities import person_of
from mingjian.city.life import Life
from mingjian.city.people import Office
from mingjian.city.working import name_of, opened, pair, texts, unit_of, worker
from mingjian.city.world import Flow, Pace

SEEN = (
    ("B6", "公车私用"),
    ("B2b", "接受管理服务对象宴请"),
    ("B2a", "公款吃喝"),
)  # what can be seen from outside
PLACES = {  # the place of a visit, with what it is called
    "restaurant": "滨江路一家餐馆", "hotel": "开发区一家酒店", "canteen": "某机关内部食堂", "car_park": "文化广场停车场",
    "petrol": "城南加油站", "hall": "政务服务大厅",
}  # fmt: skip
HIDDEN = {"B2b": "boss_pays", "B1b": "red_packet"}  # forms in which such a problem hides
SEEN_AT = {"B6": ("car_park", "petrol"), "B2b": ("restaurant", "hotel"), "B2a": ("restaurant", "canteen")}


def node(world: Beside, office: Office, festival: str, label: str) -> Flow:
    """The covert visits of a node, what they saw, and the problems that came of it."""
    ends = (world.today + timedelta(days=24)).isoformat()
    life = opened(world, office, "visit_plan", "draft", title=f"{label}明察暗访", festival_node=festival, focus="公款吃喝、违规收送、公车私用。",
                  starts_on=world.today.isoformat(), ends_on=ends, teams_count=3)  # fmt: skip
    by = worker(life)
    yield 1
    yield from life.propose("propose", by, ends_on=ends, returnable=False)
    for turn in range(4):
        yield Pace(1, 3).draw(world.random)
        suspected = turn == 2  # one at each node: with those of the year sixty
        kind, title = world.words.pick(SEEN)
        more = {"suspected_count": 1} if suspected else {}
        place = world.words.pick(SEEN_AT[kind] if suspected else tuple(PLACES))
        life.do("record_visit", by, officers=pair(life), visit_place=place, place_name=f"{PLACES[place]}等三处",
                seen=f"发现疑似{title}情形，已拍照登记，待核实。" if suspected else "未见异常。", is_suspected=suspected, units_count=3, **more)  # fmt: skip
        if suspected:
            life.do("open_style_problem", by, problem_title=f"{label}期间{title}"[:30], style_type=kind, style_source="covert_visit",
                    happened_on=world.today.isoformat(), problem_facts=f"暗访发现{title}。")  # fmt: skip
            world.begin(dealt_with(life.opened("style_problem")[-1], kind), world.later(2))
    yield 4
    life.do("summarise", by, summary="检查单位十二个，疑似问题已移交核实。")


def problem(world: Beside, office: Office) -> Flow:
    """A problem of style from a petition, a check or a self-check."""
    kind, title = world.words.pick(texts("style"))
    name, unit = unit_of(world, office)
    given = {"organisation": unit} if unit else {}
    life = opened(world, office, "style_problem", title=f"{name}{title}问题"[:30], style_type=kind,
                  style_source=world.words.pick(("petition", "supervision", "self_check", "superior_check", "audit")),
                  happened_on=(world.today - timedelta(days=20)).isoformat(), problem_facts=f"{name}有关人员{title}。", **given)  # fmt: skip
    yield from dealt_with(life, kind)


def dealt_with(life: Life, kind: str) -> Flow:
    """Checked, each person dealt with, concluded in the month of its approval."""
    world, random, by = life.world, life.world.random, worker(life)
    yield Pace(3, 10).draw(random)
    confirmed = not world.happens("style unfounded", 0.08)
    level = "county" if random.random() < 0.08 else "township_below"  # of the highest of those concerned
    life.do("check", by, is_confirmed=confirmed, checked_facts="调取票据、派车记录和监控，询问经办人员，反映情况属实。" if confirmed else "调取票据和监控，询问经办人员，未发现反映的情况。", style_type=kind,
            style_level=level, hidden_form=HIDDEN.get(kind, "none") if confirmed and world.words.pick((0, 0, 1, 1, 1)) else "none")  # fmt: skip
    if not confirmed:
        return
    yield Pace(6, 20).draw(random)
    handled, sanctioned = 1 + int(random.random() * 2), 0
    for number in range(handled):
        subject = world.words.subject(life.office.county, host=name_of(life) or life.office.host)
        if level == "county" and not number:
            subject = replace(subject, post="领导班子成员", rank_class="county")
        elif subject.rank_class == "county":
            subject = replace(subject, post="中层干部", rank_class="township")
        measure = world.words.pick(("education", "admonition", "party_sanction", "both_sanctions"))
        sanctioned += measure in ("party_sanction", "both_sanctions")
        life.do(
            "record_person",
            by,
            person=person_of(world.words, subject),
            rank_class=subject.rank_class,
            style_measure=measure,
        )
    yield from life.propose(
        "conclude", by, style_level=level, handled_count=handled, sanctioned_count=sanctioned
    )
    world.dealt_with.append(life)


BEFORE = {
    4: ("五一节前", "may_day"),
    6: ("端午节前", "may_day"),
    9: ("中秋国庆节前", "mid_autumn"),
    12: ("元旦春节前", "new_year"),
}


def _of_what(case: Life) -> str:
    """What a problem of style was, as the code list says it."""
    code = case.world.staff.book.taxonomy("style_type").codes[str(case.fact("style_type"))]
    return f"存在{code.label}" if str(code.label).endswith("问题") else str(code.label)


def notice(world: Beside, office: Office) -> Flow:
    """A notice of problems already dealt with; its wording is frozen with the approval."""
    cases = [life for life in world.dealt_with if life.office is office and life.step == "concluded"][-3:]
    if not cases:
        return
    scope = world.words.pick(("internal", "public"))
    label, festival = BEFORE[world.today.month]
    life = opened(world, office, "case_notice", "draft", at=office.department("general_office"), title=f"{label}违反中央八项规定精神典型问题通报", festival_node=festival,
                  notice_scope=scope)  # fmt: skip
    by = worker(life)
    for case in cases:
        life.do(
            "add_case",
            by,
            about_matter=case.id,
            case_text=f"某单位{case.fact('handled_count')}名责任人员{_of_what(case)}，受到相应处理。",
        )
    yield 1
    yield from life.propose("propose", by, wording="现将近期查处的典型问题通报如下。各级要引以为戒。", cases_count=len(cases),
                            persons_count=sum(int(case.fact("handled_count") or 1) for case in cases), is_anonymised=True, returnable=False)  # fmt: skip
    yield 1
    life.do("publish", by, notice_channels=["website", "document"] if scope == "public" else ["document"])
