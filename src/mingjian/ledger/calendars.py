"""Deadlines derived anew when the holidays of a year are published or amended.

Which tables the stored days rest on is the last entry `calendar` of the journal: one fingerprint for each year. As long
as it is that of the lawbook, nothing else is read.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from mingjian.law.calendar import Year
from mingjian.law.lawbook import Lawbook
from mingjian.law.position import Done, replay
from mingjian.ledger.book import book
from mingjian.ledger.history import histories, placeholders
from mingjian.ledger.journal import note
from mingjian.ledger.models import NEVER, Clock, Matter
from mingjian.ledger.rows import Statement, Values, as_uuid, fetch, table, write
from mingjian.ledger.state import other_days
from mingjian.ledger.stored import Range, ranges
from mingjian.ledger.values import POSTGRESQL, decoded
from mingjian.seal.canonical import canonical
from mingjian.vault.profile import CURRENT

RANGE = 500  # matters read and derived together
_EVER = (date(1900, 1, 1), NEVER)
_MATTER, _CLOCK = table(Matter), table(Clock)
_log = logging.getLogger(__name__)


class Stored(NamedTuple):
    """What is stored of one matter's deadlines."""

    kind: str
    due_on: date
    clocks: list[Values]


def apply_calendars() -> int:
    """Derive anew what the changed years bear on, stopped limits too, as replay must agree; how many limits changed.

    A range is compared first and only a matter with other days is locked and written, in a transaction of its own. If
    this is interrupted, the next call begins again: the entry is written at the end.
    """
    law, before = book(), _applied()
    now = fingerprints(law.entries("calendars").values())
    if before == now:
        return 0
    first, last = _bearing(before, now)
    found: Counter[str] = Counter()
    for part in ranges(RANGE):
        for matter in _differing(law, _resting(part, first, last)):
            found["clocks"] += _written(law, matter)
            found["matters"] += 1
    note(
        "calendar",
        officer=None,
        outcome="done",
        details={
            "calendars": [f"{year}:{mark}" for year, mark in sorted(now.items())],
            "matters": found["matters"],
            "clocks": found["clocks"],
        },
    )
    return found["clocks"]


def fingerprints(tables: Iterable[Year]) -> dict[int, str]:
    """A hash of the days that each year's table changes; notes and citations are no part of it."""
    return {item.year: _hashed([sorted(map(str, item.rest)), sorted(map(str, item.work))]) for item in tables}


def _hashed(days: list[list[str]]) -> str:
    hasher = CURRENT.hasher()
    hasher.update(canonical(days))
    return hasher.digest().hex()


def _applied() -> dict[int, str] | None:
    rows = fetch("SELECT details FROM ledger_journal WHERE event = 'calendar' ORDER BY id DESC LIMIT 1")
    if not rows:
        return None
    marks = (item.split(":") for item in decoded(rows[0][0])["calendars"])
    return {int(year): mark for year, mark in marks}


def _bearing(before: Mapping[int, str] | None, now: Mapping[int, str]) -> tuple[date, date]:
    """The days that may count otherwise than before; all, where nobody has noted on what the stored days rest."""
    if before is None:
        return _EVER
    years = [year for year in before.keys() | now.keys() if before.get(year) != now.get(year)]
    return date(min(years), 1, 1), date(max(years), 12, 31)


def _resting(part: Range, first: date, last: date) -> list[UUID]:
    """The matters of a range with a limit that had to look at one of these days."""
    where, values = part.where("matter_id")
    sql = f"SELECT DISTINCT matter_id FROM ledger_clock {where} AND start_on <= %s AND (due_on >= %s OR first_due_on >= %s)"
    days = [
        _CLOCK.write(name, day) for name, day in (("start_on", last), ("due_on", first), ("due_on", first))
    ]
    return [as_uuid(row[0]) for row in fetch(sql, [*values, *days])]


def _differing(law: Lawbook, matters: list[UUID]) -> Iterator[UUID]:
    """Those of which the acts now give other days than are stored; one that cannot be replayed is for the verifier."""
    stored, acts = _stored(matters), histories(matters)
    for matter in matters:
        try:
            if _statements(law, matter, stored[matter], acts[matter]):
                yield matter
        except Exception:  # whatever a damaged matter leads to must not keep the others from their days
            _log.exception("deadlines of matter %s not derived", matter)


def _written(law: Lawbook, matter: UUID) -> int:
    """The same for one matter under its lock, written; how many limits."""
    with transaction.atomic():
        if POSTGRESQL:
            fetch("SELECT id FROM ledger_matter WHERE id = %s FOR UPDATE", [matter])
        statements = _statements(law, matter, _stored([matter])[matter], histories([matter])[matter])
        write(statements)
    return sum(len(statement.rows) for statement in statements if statement.table is _CLOCK)


def _statements(law: Lawbook, matter: UUID, stored: Stored, acts: list[Done]) -> list[Statement]:
    bound = law.procedure(stored.kind, acts[0].on)
    if bound is None:
        raise LookupError(f"{acts[0].on}没有“{stored.kind}”的规程")
    return other_days(matter, replay(bound, law, acts), stored.due_on, stored.clocks)


def _stored(matters: list[UUID]) -> dict[UUID, Stored]:
    own = [_MATTER.write("id", matter) for matter in matters]
    within, names = f"IN ({placeholders(own)})", ("id", "kind", "due_on")
    headers = fetch(f"SELECT {_MATTER.selected('', names)} FROM ledger_matter WHERE id {within}", own)
    found = {}
    for row in headers:
        header = _MATTER.read_some(names, row)
        found[header["id"]] = Stored(header["kind"], header["due_on"], [])
    for row in fetch(_CLOCK.select(f"WHERE matter_id {within}"), own):
        clock = _CLOCK.read(row)
        found[clock["matter_id"]].clocks.append(clock)
    return found
