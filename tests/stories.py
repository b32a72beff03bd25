"""Short lives of matters for tests: told by who does what on which day, through the ledger like everything else."""

from datetime import date, datetime

from mingjian.law.values import BEIJING
from mingjian.ledger.instant import standing_at
from mingjian.ledger.models import Matter
from mingjian.ledger.record import open_matter, record_act


def at(day: date, hour: int = 10):
    """The clock stands at an hour of that day."""
    return standing_at(datetime(day.year, day.month, day.day, hour, tzinfo=BEIJING))


def do(people, matter, act, who, on, about=None, documents=(), **details):
    """An act by a person of the invented city; the id of the act."""
    with at(on):
        return record_act(matter, act, by=people.id(who), on=on, details=details, about=about, documents=documents)


def agree(people, matter, on, *names):
    """Everybody asked approves in turn."""
    for name in names:
        do(people, matter, "approve", name, on)


def lead(people, on=date(2023, 3, 1), **more) -> Matter:
    """A lead in the central register."""
    details = {"title": "反映某局违规发放津贴问题", "lead_origin": "petition", "rank_class": "township", **more}
    with at(on):
        return open_matter(
            "lead", by=people.id("案管王"), on=on, unit=people.unit.pk, department=people.department("案管室"), details=details
        )


def assigned_lead(people, on=date(2023, 3, 2), **more) -> Matter:
    """A lead that is with the second supervision office, handled by 承办李."""
    matter = lead(people, date(2023, 3, 1), **more)
    place = {"department": people.department("二室"), "handler": people.id("承办李")}
    do(people, matter, "assign", "案管王", on, **place)
    agree(people, matter, on, "书记赵")
    return matter


def case(people, person, on=date(2023, 5, 8), **more) -> Matter:
    """A case that was filed without a lead: on request, approved by everybody asked."""
    details = {
        "title": "某局原副局长涉嫌违反廉洁纪律案", "person": str(person) if person else None, "rank_class": "county",
        "behaviour": "integrity", "case_track": "both", "managed_by_same_level": False, "filing_report": "建议立案", **more,
    }  # fmt: skip
    with at(on):
        return open_matter(
            "case", "request_filing", by=people.id("调查陈"), on=on, unit=people.unit.pk,
            department=people.department("四室"), details=details,
        )  # fmt: skip
