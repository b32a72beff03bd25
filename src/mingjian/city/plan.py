"""How much happens in the year, where and when: a plan drawn from the seed before anything is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from mingjian.city.people import Office

REPORTS, LEADS, DIRECT_CASES, INTERCESSIONS = (
    1200,
    270,
    24,
    14,
)  # of a year; reports give rise to some 430 leads more
CARRIED_REPORTS, CARRIED_LEADS = 50, 70  # begun in the last quarter of the year before
ORIGINS = (
    ["inspection"] * 22 + ["found_in_supervision"] * 20 + ["audit"] * 12 + ["law_enforcement"] * 12 + ["judiciary"] * 10
    + ["found_in_case"] * 9 + ["superior_assigned"] * 6 + ["person_confessed"] * 4 + ["leader_instruction"] * 3
    + ["media_opinion"] * 3 + ["other_unit"] * 3 + ["voluntary_surrender"] * 2
)  # fmt: skip


@dataclass(frozen=True)
class Arrival:
    """Something that begins on a day: a report, a lead, a case, an intercession, at an office."""

    day: date
    kind: str
    office: Office
    origin: str = ""
    is_grave: bool = False


def arrivals(
    random: Random, offices: list[Office], days: list[date], *, year: int, size: float
) -> Iterator[Arrival]:
    """Everything that comes from outside in the year and the quarter before; `size` 1 is a whole city."""
    before = [day for day in days if day.year < year]
    within = [day for day in days if day.year == year]
    by_level = {
        level: [office for office in offices if office.level == level] for level in ("own", "county", "group")
    }

    def times(number: int) -> range:
        return range(max(1, round(number * size)))

    def somewhere(own: float, county: float) -> Office:
        draw = random.random()
        level = "own" if draw < own else "county" if draw < own + county else "group"
        return by_level[level][int(random.random() * len(by_level[level]))]

    for span, reports, leads in ((before, CARRIED_REPORTS, CARRIED_LEADS), (within, REPORTS, LEADS)):
        for _ in times(reports):
            yield Arrival(_day(random, span), "report", somewhere(0.6, 0.4))
        for _ in times(leads):
            grave = span is before or random.random() < 0.25
            office = somewhere(0.42, 0.58) if grave else somewhere(0.32, 0.42)
            yield Arrival(_day(random, span), "lead", office, _origin(random, office), grave)
    for _ in times(DIRECT_CASES):
        yield Arrival(
            _day(random, within), "case", somewhere(0.5, 0.5), "bribe" if random.random() < 0.4 else ""
        )
    for _ in times(INTERCESSIONS):
        yield Arrival(_day(random, within), "intercession", by_level["own"][0])


def _day(random: Random, days: list[date]) -> date:
    return days[int(random.random() * len(days))]


def _origin(random: Random, office: Office) -> str:
    if office.level == "own" and random.random() < 0.04:
        return "own_staff"
    if office.level == "group" and random.random() < 0.4:
        return "superior_assigned"
    return ORIGINS[int(random.random() * len(ORIGINS))]
