"""The year beside casework: how much of it, where and when. It draws for itself, so that the cases stay as they are."""

from collections.abc import Callable, Iterator
from datetime import date
from random import Random

from mingjian.city import educating, rectifying, responsible, style, supervising
from mingjian.city.beside import Beside
from mingjian.city.people import Office
from mingjian.city.world import Flow

Begin = Callable[[Beside], Flow]
NODES = (  # festival node, its label, the month and day on which its visits begin
    ("new_year", "元旦春节", 1, 6), ("qingming", "清明", 3, 27), ("may_day", "五一", 4, 24), ("summer", "升学季", 8, 7),
    ("mid_autumn", "中秋国庆", 9, 18), ("year_end", "年终岁尾", 12, 4),
)  # fmt: skip
# With what comes of them and of the townships: 40 checks, some 120 findings, 60 problems of style, 200 talks held, 30 letters.
CHECKS, OWN_FINDINGS, PROBLEMS, TALKS, LETTERS = 28, 24, 54, 200, 29
MEETINGS, REPORTS, REQUESTS, PLANS, COMPARISONS, AGREEMENTS = 14, 12, 5, 18, 3, 12


class Plan:
    """Draws the days of a year's work for the offices of the city."""

    def __init__(self, random: Random, offices: list[Office], days: list[date], size: float) -> None:
        self.random, self.days, self.size = random, days, size
        self.own = [office for office in offices if office.level == "own"]
        self.counties = [office for office in offices if office.level == "county"]
        self.groups = [office for office in offices if office.level == "group"]

    def times(self, number: int) -> range:
        return range(max(1, round(number * self.size)))

    def office(self, own: float, county: float) -> Office:
        draw = self.random.random()
        found = self.own if draw < own else self.counties if draw < own + county else self.groups
        return found[int(self.random.random() * len(found))]

    def day(self, first: int = 1, last: int = 12) -> date:
        """A working day in these months."""
        within = [day for day in self.days if first <= day.month <= last]
        return within[int(self.random.random() * len(within))]

    def on(self, month: int, day: int) -> date:
        """That day, or the next on which there is work."""
        return next((found for found in self.days if (found.month, found.day) >= (month, day)), self.days[-1])


def year_of_work(plan: Plan) -> Iterator[tuple[date, Begin]]:
    """What begins in the year, with its day."""
    yield from _supervision(plan)
    yield from _style_and_rectification(plan)
    yield from _responsibility(plan)
    yield from _education(plan)


def year_of_towns(plan: Plan, towns: list[Office]) -> Iterator[tuple[date, Begin]]:
    """What the townships do: checks, what is found, talks."""
    for town in towns:
        for _ in plan.times(3):
            yield plan.day(2, 10), lambda world, town=town: supervising.check(world, town)
        for _ in plan.times(4):
            yield plan.day(), lambda world, town=town: supervising.talk(world, town)
        for _ in plan.times(2):
            yield plan.day(2, 9), lambda world, town=town: rectifying.found(world, town, "self_check")


def _supervision(plan: Plan) -> Iterator[tuple[date, Begin]]:
    own = plan.own[0]
    for number in plan.times(5):
        yield plan.day(1, 3), lambda world, number=number: supervising.directive(world, own, number)
    for _ in plan.times(CHECKS):
        office = plan.office(0.4, 0.4)
        yield plan.day(1, 11), lambda world, office=office: supervising.check(world, office)
    for _ in plan.times(TALKS):
        office = plan.office(0.4, 0.45)
        yield plan.day(), lambda world, office=office: supervising.talk(world, office)
    for _ in plan.times(MEETINGS):
        office = plan.office(0.5, 0.5)
        yield plan.day(1, 3), lambda world, office=office: supervising.life_meeting(world, office)
    for number in plan.times(REPORTS):
        kind = ("duty_integrity", "dual_duty")[number % 2]
        yield plan.day(2, 10), lambda world, kind=kind: supervising.duty_report(world, own, kind)
    for _ in plan.times(REQUESTS):
        office = plan.office(0.7, 0.3)
        yield plan.day(2, 12), lambda world, office=office: supervising.opinions(world, office)
    for number in plan.times(PLANS):
        office = plan.office(0.4, 0.4)
        yield (
            plan.day(1, 1),
            lambda world, office=office, number=number: supervising.unit_plan(world, office, number),
        )
    for _ in plan.times(COMPARISONS):
        yield plan.day(3, 10), lambda world: supervising.comparison(world, own)
    yield plan.days[-2:][0], lambda world: supervising.next_year(world, own)
    for number, about in enumerate(plan.counties[: len(plan.times(3))]):
        yield (
            plan.on(11, 20),
            lambda world, about=about, number=number: supervising.ecology(world, own, about, number),
        )


def _style_and_rectification(plan: Plan) -> Iterator[tuple[date, Begin]]:
    own = plan.own[0]
    for festival, label, month, day in NODES:
        yield (
            plan.on(month, day),
            lambda world, festival=festival, label=label: style.node(world, own, festival, label),
        )
    for _ in plan.times(PROBLEMS):
        office = plan.office(0.4, 0.5)
        yield plan.day(1, 11), lambda world, office=office: style.problem(world, office)
    for month, day in ((4, 17), (6, 12), (9, 15), (12, 15)):  # so that it is out before the feast
        yield plan.on(month, day), lambda world: style.notice(world, own)
    for _ in plan.times(OWN_FINDINGS):
        office, origin = (
            plan.office(0.4, 0.45),
            ("audit", "petition", "self_check", "case", "daily_supervision")[int(plan.random.random() * 5)],
        )
        yield (
            plan.day(1, 11),
            lambda world, office=office, origin=origin: rectifying.found(world, office, origin),
        )
    for _ in plan.times(LETTERS):
        office = plan.office(0.5, 0.5)
        yield plan.day(1, 11), lambda world, office=office: rectifying.letter(world, office)
    for number in plan.times(15):
        task = ("return_visit", "execution_check", "case_lessons", "life_meeting", "rule_change")[number % 5]
        office = plan.office(0.5, 0.5)
        yield (
            plan.day(3, 10),
            lambda world, office=office, task=task: rectifying.after_case(world, office, task),
        )


def _responsibility(plan: Plan) -> Iterator[tuple[date, Begin]]:
    own = plan.own[0]
    yield plan.on(2, 6), lambda world: responsible.meeting(world, own, "integrity_meeting")
    for month in (3, 8):
        yield plan.on(month, 8), lambda world: responsible.meeting(world, own, "situation_study")
    for holder in ("committee", "secretary", "member", "commission"):
        yield plan.day(1, 2), lambda world, holder=holder: responsible.responsibility_list(world, own, holder)
    for number in plan.times(12):
        signer = "county_secretary" if number < 4 else "group_member" if number < 8 else "group_head"
        yield (
            plan.day(2, 2),
            lambda world, signer=signer, number=number: responsible.responsibility_letter(
                world, own, signer, number
            ),
        )
    for number in plan.times(8):
        kind = ("deploys", "asks", "coordinates", "urges")[number % 4]
        yield plan.day(2, 11), lambda world, kind=kind: responsible.personal_act(world, own, kind)
    for number in plan.times(6):
        target = ("organisation", "leader")[number % 2]
        office = plan.office(0.6, 0.4)
        yield (
            plan.day(3, 9),
            lambda world, office=office, target=target: responsible.accountability(world, office, target),
        )
    for number in plan.times(3):
        conclusion = ("exempted", "mitigated", "refused")[number % 3]
        yield (
            plan.day(4, 10),
            lambda world, conclusion=conclusion: responsible.tolerance(world, own, conclusion),
        )


def _education(plan: Plan) -> Iterator[tuple[date, Begin]]:
    own = plan.own[0]
    yield plan.on(5, 8), lambda world: educating.activity(world, own, "warning_meeting", "全市警示教育大会")
    yield plan.on(5, 22), lambda world: educating.campaign(world, own)
    others = ("rules_study", "film", "test", "court_hearing", "base_visit", "culture")
    for number in plan.times(18):
        kind = others[number % len(others)] if number % 2 else "rules_study"
        yield (
            plan.day(),
            lambda world, kind=kind, number=number: educating.activity(
                world, own, kind, educating.title(number)
            ),
        )
    for _ in plan.times(AGREEMENTS):
        office = plan.office(0.6, 0.4)
        yield plan.day(2, 9), lambda world, office=office: educating.agreement(world, office)
    for number in plan.times(5):
        yield plan.day(2, 10), lambda world, number=number: educating.rule(world, own, number)
