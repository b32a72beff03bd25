"""The acts of a matter as the law sees them, read with one plain statement."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from mingjian.law.position import Done, Position, opening_version, replay
from mingjian.law.values import BEIJING
from mingjian.ledger.book import book
from mingjian.ledger.models import Act, Matter
from mingjian.ledger.rows import Values, fetch, table

_ACT = table(Act)


def acts_of(matter: UUID) -> list[Values]:
    """All acts of a matter as rows, oldest first."""
    own = _ACT.write("matter_id", matter)
    return [_ACT.read(row) for row in fetch(_ACT.select("WHERE matter_id = %s ORDER BY seq"), [own])]


def done_of(row: Values) -> Done:
    """An act's row as the law sees it."""
    officer = row["officer_id"]
    return Done(
        seq=row["seq"],
        act=row["code"],
        on=row["on"],
        officer=str(officer) if officer is not None else None,
        details=row["details"],
        at=row["at"].astimezone(BEIJING) if row["at"] else None,
        about=row["about"],
    )


def history(matter: UUID) -> list[Done]:
    return [done_of(row) for row in acts_of(matter)]


def histories(matters: Sequence[UUID]) -> dict[UUID, list[Done]]:
    """The acts of many matters, without their words."""
    own = [_ACT.write("matter_id", matter) for matter in matters]
    sql = f"SELECT {_ACT.selected('', _SEEN)} FROM ledger_act WHERE matter_id IN ({placeholders(own)}) ORDER BY matter_id, seq"
    found: dict[UUID, list[Done]] = {}
    for row in fetch(sql, own):
        act = _ACT.read_some(_SEEN, row)
        found.setdefault(act["matter_id"], []).append(done_of(act))
    return found


def as_corrected(matters: Sequence[Matter]) -> dict[UUID, list[Done]]:
    """The acts of many matters as they hold: later corrections applied, what was annulled left out. One statement."""
    found, known = histories([matter.id for matter in matters]), book()
    for matter in matters:
        acts = found.get(matter.id, [])
        blank = Position(known.bound(matter.kind, matter.procedure), known)
        end = replay(opening_version(blank, acts), known, acts)
        found[matter.id] = [
            done._replace(details={**done.details, **end.corrected.get(done.seq, {})})
            for done in acts
            if done.seq not in end.annulled
        ]
    return found


_SEEN = ("matter_id", "seq", "code", "officer_id", "on", "details", "at", "about")  # what the law looks at


def placeholders(values: Iterable[Any]) -> str:
    """`%s, %s, …` for a list in a statement; never empty, so that IN stays valid SQL."""
    return ", ".join(["%s"] * len(list(values))) or "NULL"
