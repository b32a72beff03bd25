"""For tests of sealing: a fresh signer's state, some leads with their acts, an instant."""

from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from mingjian.law.values import BEIJING
from mingjian.ledger.instant import standing_at
from mingjian.ledger.models import Matter
from mingjian.ledger.record import open_matter, record_act

NOON = datetime(2023, 6, 1, 12, tzinfo=BEIJING)


def state_file() -> Path:
    return Path(settings.MINGJIAN_DATA) / "checkpoint.state"


def at(day: date, hour: int = 10):
    return standing_at(datetime(day.year, day.month, day.day, hour, tzinfo=BEIJING))


def lead(people, on=date(2023, 3, 1), title="反映某局违规发放津贴问题", **more) -> Matter:
    """A lead with its first act."""
    with at(on):
        return open_matter(
            "lead", by=people.id("案管王"), on=on, unit=people.unit.pk, department=people.department("案管室"),
            details={"title": title, "lead_origin": "petition", "rank_class": "township", **more},
        )  # fmt: skip


def do(people, matter, act, who, on, **details):
    with at(on):
        return record_act(matter, act, by=people.id(who), on=on, details=details)


def assigned(people, **more) -> Matter:
    """A lead with an act, a proposal and an approval: assigned to 承办李."""
    matter = lead(people, **more)
    do(
        people,
        matter,
        "assign",
        "案管王",
        date(2023, 3, 2),
        department=people.department("二室"),
        handler=people.id("承办李"),
    )
    do(people, matter, "approve", "书记赵", date(2023, 3, 3), opinion="同意由二室承办")
    return matter
