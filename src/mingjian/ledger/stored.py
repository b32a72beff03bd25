"""What the database holds of a range of matters, read in a few statements: for the verifier."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models

from mingjian.ledger import entries
from mingjian.ledger.kinds import kind
from mingjian.ledger.models import Clock, Matter, Participation, Proposal
from mingjian.ledger.rows import Values, as_uuid, fetch, table

_MATTER = table(Matter)


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
    """A matter as stored: header, record (empty if there is none), acts in order, papers by act, projections."""

    header: Values
    record: Values
    acts: list[entries.ActRow]
    papers: dict[bytes, list[bytes]]
    clocks: list[Values]
    proposals: list[Values]
    participations: list[Values]

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
    acts: dict[bytes, list[entries.ActRow]] = {}
    where, values = of.where("a.matter_id")
    for act in entries.acts(f"{where} ORDER BY a.matter_id, a.seq", values):
        acts.setdefault(act.matter, []).append(act)
    papers = entries.documents(where, values)
    headers = _rows(Matter, of, "id")
    records = {name: _by_matter(kind(name).record, of) for name in {header["kind"] for header in headers}}
    clocks, proposals, participations = (_by_matter(model, of) for model in (Clock, Proposal, Participation))
    return [
        Stored(
            header, next(iter(records[header["kind"]].get(header["id"], [])), {}),
            acts.get(header["id"].bytes, []), papers, clocks.get(header["id"], []), proposals.get(header["id"], []),
            participations.get(header["id"], []),
        )
        for header in headers
    ]  # fmt: skip


def _rows(model: type[models.Model], of: Range, column: str) -> list[Values]:
    """The rows of a range, without the number that the database gave them: nothing speaks of it."""
    where, values = of.where(column)
    to = table(model)
    names = tuple(name for name in to.fields if not (to.auto and name == to.key))
    rows = fetch(f"SELECT {to.selected(names=names)} FROM {to.name} {where} ORDER BY {column}", values)
    return to.read_many(rows, names)


def _by_matter(model: type[models.Model], of: Range) -> dict[UUID, list[Values]]:
    found: dict[UUID, list[Values]] = {}
    for row in _rows(model, of, "matter_id"):
        found.setdefault(row["matter_id"], []).append(row)
    return found
