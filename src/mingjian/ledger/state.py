"""One matter while it is being worked on: its position, its row as stored, and what must be written back."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models

from mingjian.law.lawbook import Bound
from mingjian.law.position import Position, Proposal
from mingjian.ledger import clocks
from mingjian.ledger.kinds import Kind
from mingjian.ledger.models import NEVER, Matter
from mingjian.ledger.models import Proposal as ProposalRow
from mingjian.ledger.rows import Insert, Statement, Table, Update, Values, changes, table
from mingjian.org.authority import Post

_MATTER, _PROPOSAL = table(Matter), table(ProposalRow)


@dataclass
class State:
    """A matter in work. `stored` is its header as it is in the database (empty for a new one); `said` the facts from
    which its record was last written; `people` the codes of persons by (person, role), once somebody has asked for
    them; `blocked` whom it keeps out; `posts` those of the officer for whom it was taken.
    """

    id: UUID
    kind: Kind
    position: Position
    key: bytes
    header: Values
    blocked: frozenset[int] = frozenset()
    posts: list[Post] = field(default_factory=list)
    is_new: bool = False
    people: dict[tuple[str, str], Values] | None = None
    stored: Values = field(default_factory=dict)
    stored_record: Values = field(default_factory=dict)
    said: tuple[Any, ...] = ()
    stored_clocks: dict[clocks.Run, clocks.Said] = field(default_factory=dict)
    stored_proposals: dict[int, Values] = field(default_factory=dict)
    acts: dict[int, Values] = field(default_factory=dict)
    seated: dict[tuple[str, int], int] = field(default_factory=dict)

    @property
    def bound(self) -> Bound:
        return self.position.bound

    def place(self, name: str) -> int | None:
        """unit, department or handler as an id."""
        value = self.position.facts.get(name)
        return int(value) if value is not None else None

    def statements(self, *, clocks: bool = True) -> list[Statement]:
        """What must be written so that the database shows this position; afterwards nothing is left to write.

        `clocks`: False where those stored are known to be right.
        """
        found = [*self._header(), *self._record(), *(self._clocks() if clocks else []), *self._proposals()]
        self.is_new = False
        return found

    def _header(self) -> list[Statement]:
        position = self.position
        row = {
            **self.header,
            "id": self.id,
            "kind": self.kind.name,
            "procedure": position.bound.in_force,
            "step": position.step,
            "opened_on": position.opened_on,
            "moved_on": position.moved_on,
            "closed_on": position.closed_on,
            "due_on": position.due_on or NEVER,
            "seq": position.seq,
            "waiting": len(position.proposals),
            "secrecy": SECRECY[position.facts.get("secrecy")],
            "unit_id": self.place("unit"),
            "department_id": self.place("department"),
            "handler_id": self.place("handler"),
        }
        found = _difference(_MATTER, "id", row, self.stored, new=self.is_new)
        self.stored = row
        return found

    def _record(self) -> list[Statement]:
        columns = self.kind.columns
        said = tuple(map(self.position.facts.get, columns))
        if said == self.said:
            return []
        self.said = said
        row: Values = {"matter_id": self.id}
        for column, value in zip(columns.values(), said, strict=True):
            row[column.attname] = None if value is None and column.null else from_fact(column, value)
        found = _difference(table(self.kind.record), "matter_id", row, self.stored_record, new=self.is_new)
        self.stored_record = row
        return found

    def _clocks(self) -> list[Statement]:
        found, self.stored_clocks = clocks.changes(self.id, self.position.clocks, self.stored_clocks)
        return found

    def _proposals(self) -> list[Statement]:
        if not (self.position.proposals or self.stored_proposals):
            return []
        rows = {seq: self.proposal_row(proposal) for seq, proposal in self.position.proposals.items()}
        new = [row for seq, row in rows.items() if seq not in self.stored_proposals]
        changed = [{"matter_id": self.id, **{name: row[name] for name in ("agreed", "asked", "department_id")}, "seq": seq}
                   for seq, row in rows.items() if seq in self.stored_proposals and row != self.stored_proposals[seq]]  # fmt: skip
        gone = [{"matter_id": self.id, "seq": seq} for seq in self.stored_proposals.keys() - rows.keys()]
        self.stored_proposals = rows
        return changes(_PROPOSAL, ("matter_id", "seq"), new, changed, gone)

    def proposal_row(self, proposal: Proposal) -> Values:
        done = proposal.done
        return {
            "matter_id": self.id,
            "seq": done.seq,
            "code": done.act,
            "proposed_by_id": int(done.officer) if done.officer else None,
            "proposed_on": done.on,
            "chain": list(proposal.chain),
            "agreed": list(proposal.agreed),
            "moving": proposal.moving,
            "step_before": proposal.step_before,
            "stopped": [[clock.rule, clock.started_by] for clock in proposal.stopped],
            "asked": proposal.asked,
            "unit_id": self.place("unit"),
            "department_id": self.place("department"),
        }


SECRECY = {None: 0, "internal": 1, "work_secret": 2, "secret": 3, "highly_secret": 4}


def _difference(of: Table, key: str, row: Values, before: Values, *, new: bool) -> list[Statement]:
    if new:
        return [Insert(of, [row])]
    if row == before:
        return []
    changed = {name: value for name, value in row.items() if name not in before or before[name] != value}
    changed.pop(key, None)
    return [Update(of, (key,), [{key: row[key], **changed}])] if changed else []


def other_days(matter: UUID, position: Position, due_on: date, stored: list[Values]) -> list[Statement]:
    """What must be written where the days of clocks (`stored` as rows), and with them the soonest, differ from what is stored."""
    found, soonest = clocks.other_days(matter, position.clocks, stored), position.due_on or NEVER
    if soonest != due_on:
        found.append(Update(_MATTER, ("id",), [{"id": matter, "due_on": soonest}]))
    return found


def from_fact(column: "models.Field[Any, Any]", value: Any) -> Any:
    """A P2 value of an act (JSON) as the Python value of its column."""
    if value is None or value == "":
        return column.get_default() if not column.null else None
    target = column.target_field if isinstance(column, models.ForeignKey) else column
    return target.to_python(value)


def to_fact(value: Any) -> Any:
    """The value of a column as acts have it."""
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(value)
