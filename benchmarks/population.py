"""A small city and leads that go their way, for measuring."""

from datetime import date, datetime, timedelta

from mingjian.law.values import BEIJING
from mingjian.ledger.instant import standing_at
from mingjian.ledger.record import Many
from mingjian.ledger.state import State
from tests.people import City

FIRST = date(2023, 1, 3)
ACTS = 8  # of one lead in `lives`


def at(day: date):  # type: ignore[no-untyped-def]
    return standing_at(datetime(day.year, day.month, day.day, 10, tzinfo=BEIJING))


def register(many: Many, city: City, number: int) -> State:
    """A lead with its first act."""
    details = {
        "title": f"反映某局违规发放津贴问题之{number}",
        "lead_origin": "petition",
        "rank_class": "township",
    }
    with at(FIRST):
        return many.open("lead", by=city.id("案管王"), on=FIRST, unit=city.unit.pk,
                         department=city.department("案管室"), details=details)  # fmt: skip


def lives(many: Many, city: City, count: int) -> None:
    """Leads from registration to their end, day by day as a year goes by: eight acts each, three of them proposals."""
    states = [register(many, city, number) for number in range(count)]
    study = {
        "on": "2023-01-20",
        "chair": city.id("主任张"),
        "present": [city.id("承办李"), city.id("主任张")],
    }
    disposal = {"disposal_way": "close", "close_ground": "untrue", "study": study,
                "disposal_opinion": "反映问题不实，建议予以了结。"}  # fmt: skip
    for act, who, days, details in (
        ("assign", "案管王", 1, {"department": city.department("二室"), "handler": city.id("承办李")}),
        ("approve", "书记赵", 2, {"opinion": "同意由二室承办。"}),
        ("note", "承办李", 3, {"remark": "已调取该单位二〇二二年度凭证。"}),
        ("propose_disposal", "承办李", 17, disposal),
        ("return", "主任张", 18, {"opinion": "请补充第三项问题的核实情况。"}),
        ("propose_disposal", "承办李", 19, disposal),
        ("approve", "主任张", 20, {"opinion": "同意。"}),
    ):
        day, by = FIRST + timedelta(days=days), city.id(who)
        with at(day):
            for state in states:
                many.act(state, act, by=by, on=day, details=details)
