"""What the database holds of a range of matters, read in a few statements: for the verifier."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models

from mingjian.ledger import clocks, entries
from mingjian.ledger.kinds import kind
from mingjian.ledger.models import Clock, Matter, Participation, Proposal
from mingjian.ledger.rights import ROLES
from mingjian.ledger.rows import Values, as_uuid, fetch, table
from mingjian.ledger.values import POSTGRESQL, decoded
from mingjian.seal.canonical import NotCanonical

_MATTER, _CLOCK = table(Matter), table(Clock)


class Range(NamedTuple):
    """Matters from one id to another, both included."""

    first: UUID
    last: UUID

    def where(self, column: str) -> tuple[str, list[Any]]:
        """The condition that a column of matter ids lies within."""
        return f"WHERE {column} BETWEEN %s AND %s", [
            _MATTER.write("id", self.first),
            _MATTER.write("id", self.last),
        ]


class Stored(NamedTuple):
    """A matter as stored: header, record (empty if there is none), acts in order, leaves and papers by act, projections.

    `leaves` are the hashes of acts, recomputed for the whole range; empty where one of its acts has no canonical form.
    Of clocks, the most numerous, what JSON makes of them (`clocks.said`); `rows_of_clocks` if they are not as they
    should be. Of rights those of handler and team that are in force.
    """

    header: Values
    record: Values
    acts: list[entries.ActRow]
    leaves: dict[bytes, bytes]
    papers: dict[bytes, list[bytes]]
    clocks: list[list[Any]]
    proposals: list[Values]
    seats: list[Values]

    @property
    def id(self) -> UUID:
        return self.header["id"]  # type: ignore[no-any-return]


def ranges(size: int) -> Iterator[Range]:
    """All matters in ranges of at most `size`, by id."""
    sql = "SELECT id FROM ledger_matter {after} ORDER BY id LIMIT %s"
    rows = fetch(sql.format(after=""), [size])
    while rows:
        yield Range(as_uuid(rows[0][0]), as_uuid(rows[-1][0]))
        rows = fetch(sql.format(after="WHERE id > %s"), [rows[-1][0], size])


def stored(of: Range) -> list[Stored]:
    """The matters of a range with everything that the verifier compares."""
    where, values = of.where("a.matter_id")
    rows, papers = (
        entries.acts(f"{where} ORDER BY a.matter_id, a.seq", values),
        entries.documents(where, values),
    )
    acts: dict[bytes, list[entries.ActRow]] = {}
    for act in rows:
        acts.setdefault(act.matter, []).append(act)
    leaves, running = _leaves(rows, papers), _clocks(of)
    headers = _rows(Matter, of, "id")
    records = {name: by_matter(kind(name).record, of) for name in {header["kind"] for header in headers}}
    proposals, seats = by_matter(Proposal, of), by_matter(Participation, of, _IN_FORCE)
    found = []
    for header in headers:
        own, raw = header["id"], header["id"].bytes
        record = next(iter(records[header["kind"]].get(own, [])), {})
        projections = running.get(raw, []), proposals.get(own, []), seats.get(own, [])
        found.append(Stored(header, record, acts.get(raw, []), leaves, papers, *projections))
    return found


def _leaves(acts: list[entries.ActRow], papers: dict[bytes, list[bytes]]) -> dict[bytes, bytes]:
    try:
        return dict(zip((act.id for act in acts), entries.leaves(acts, papers), strict=True))
    except NotCanonical:
        return {}


_IN_FORCE = f"AND until IS NULL AND role IN ({', '.join(repr(role) for role in ROLES)})"


def rows_of_clocks(matter: UUID) -> list[Values]:
    return _rows(Clock, Range(matter, matter), "matter_id")


def _clocks(of: Range) -> dict[bytes, list[list[Any]]]:
    """The clocks of each matter in one value: half the cost of rows and columns."""
    where, values = of.where("matter_id")
    one = f"json_agg({clocks.SAID})::text" if POSTGRESQL else f"json_group_array({clocks.SAID})"
    sql = f"SELECT {entries.as_bytes('matter_id')}, {one} FROM {_CLOCK.name} {where} GROUP BY matter_id"
    return {entries.read_bytes(matter): decoded(text) for matter, text in fetch(sql, values)}


def _rows(model: type[models.Model], of: Range, column: str, more: str = "") -> list[Values]:
    """The rows of a range, without the number that the database gave them: nothing speaks of it."""
    where, values = of.where(column)
    to = table(model)
    names = tuple(name for name in to.fields if not (to.auto and name == to.key))
    rows = fetch(f"SELECT {to.selected(names=names)} FROM {to.name} {where} {more} ORDER BY {column}", values)
    return to.read_many(rows, names)


def by_matter(model: type[models.Model], of: Range, more: str = "") -> dict[UUID, list[Values]]:
    found: dict[UUID, list[Values]] = {}
    for row in _rows(model, of, "matter_id", more):
        found.setdefault(row["matter_id"], []).append(row)
    return found
