"""One matter while it is being worked on: its position, its row as stored, and what must be written back."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import models

from mingjian.law.lawbook import Bound
from mingjian.law.position import Position, Proposal
from mingjian.law.running import Running
from mingjian.law.values import BEIJING
from mingjian.ledger.fields import dumps
from mingjian.ledger.kinds import Kind
from mingjian.ledger.models import NEVER, Clock, Matter
from mingjian.ledger.models import Proposal as ProposalRow
from mingjian.ledger.rows import Delete, Insert, Statement, Table, Update, Values, table
from mingjian.ledger.values import utc
from mingjian.org.authority import Post

_MATTER, _CLOCK, _PROPOSAL = (table(model) for model in (Matter, Clock, ProposalRow))


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
    stored_clocks: dict[tuple[str, int], Values] = field(default_factory=dict)
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
        """New and changed ones; those that an annulled act had started are no more."""
        new, changed, now = [], [], {}
        for clock in self.position.clocks:
            key = (clock.rule, clock.started_by)
            before = self.stored_clocks.get(key)
            if before is not None and _stands(clock, before):
                now[key] = before
                continue
            now[key] = row = clock_row(self.id, clock)
            if before is None:
                new.append(row)
            elif not row.items() <= before.items():
                changed.append({name: row[name] for name in (*_CLOCK_KEY, *_CHANGING)})
        gone = [
            dict(zip(_CLOCK_KEY, (self.id, *key), strict=True))
            for key in self.stored_clocks.keys() - now.keys()
        ]
        self.stored_clocks = now
        return [*_both(_CLOCK, new, changed, key=_CLOCK_KEY), *([Delete(_CLOCK, gone)] if gone else [])]

    def _proposals(self) -> list[Statement]:
        if not (self.position.proposals or self.stored_proposals):
            return []
        rows = {seq: self.proposal_row(proposal) for seq, proposal in self.position.proposals.items()}
        new = [row for seq, row in rows.items() if seq not in self.stored_proposals]
        changed = [{"matter_id": self.id, **{name: row[name] for name in ("agreed", "asked", "department_id")}, "seq": seq}
                   for seq, row in rows.items() if seq in self.stored_proposals and row != self.stored_proposals[seq]]  # fmt: skip
        gone = [{"matter_id": self.id, "seq": seq} for seq in self.stored_proposals.keys() - rows.keys()]
        self.stored_proposals = rows
        return [
            *_both(_PROPOSAL, new, changed, key=("matter_id", "seq")),
            *([Delete(_PROPOSAL, gone)] if gone else []),
        ]

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
_CLOCK_KEY = ("matter_id", "rule", "started_by")
# What a calendar decides; a limit that ran its whole length stopped with its last day.
_DAYS = ("due_on", "due_at", "first_due_on", "first_due_at", "provisional", "stopped_on")
_CHANGING = (
    *_DAYS,
    "version",
    "start_on",
    "start_at",
    "state",
    "stopped_by",
    "stopped_at",
    "extensions",
    "pauses",
    "escalated",
)


def _difference(of: Table, key: str, row: Values, before: Values, *, new: bool) -> list[Statement]:
    if new:
        return [Insert(of, [row])]
    if row == before:
        return []
    changed = {name: value for name, value in row.items() if name not in before or before[name] != value}
    changed.pop(key, None)
    return [Update(of, (key,), [{key: row[key], **changed}])] if changed else []


def _both(of: Table, new: list[Values], changed: list[Values], *, key: tuple[str, ...]) -> list[Statement]:
    found: list[Statement] = [Insert(of, new)] if new else []
    return [*found, Update(of, key, changed)] if changed else found


_STANDING = itemgetter(
    "state", "version", "stopped_by", "stopped_on", "stopped_at", "provisional", "start_on", "due_on", "first_due_on",
    "extensions", "pauses", "escalated", "start_at", "due_at", "first_due_at",
)  # fmt: skip


def _stands(clock: Running, row: Values) -> bool:
    """Whether a clock is as its row says: told without making a row, of the many that count days and were not paused."""
    return _STANDING(row) == (
        clock.state, clock.version, clock.stopped_by, clock.stopped_on, clock.stopped_at, clock.provisional, clock.start,
        clock.due, clock.first_due, clock.extensions, clock.pauses, clock.escalated, None, None, None,
    )  # fmt: skip


def clock_row(matter: UUID, clock: Running) -> Values:
    """A clock as a row: days and instants in columns of their own."""
    return {
        "matter_id": matter,
        "rule": clock.rule,
        "version": clock.version,
        "started_by": clock.started_by,
        "start_on": _day(clock.start),
        "start_at": _instant(clock.start),
        "due_on": _day(clock.due),
        "due_at": _instant(clock.due),
        "first_due_on": _day(clock.first_due),
        "first_due_at": _instant(clock.first_due),
        "provisional": clock.provisional,
        "state": clock.state,
        "stopped_by": clock.stopped_by,
        "stopped_on": clock.stopped_on,
        "stopped_at": clock.stopped_at,
        "extensions": list(clock.extensions),
        "pauses": _pauses(clock),
        "escalated": clock.escalated,
    }


CLOCK_SAID = (
    "rule", "started_by", "version", "start_on", "start_at", "due_on", "due_at", "first_due_on", "first_due_at",
    "provisional", "state", "stopped_by", "stopped_on", "stopped_at", "extensions", "pauses", "escalated",
)  # fmt: skip


def clock_said(clock: Running) -> list[Any]:
    """A clock as JSON has its row (`CLOCK_SAID`): enough to see whether one is as stored, and a quarter of the cost of a row."""
    return [
        clock.rule, clock.started_by, _said_day(clock.version), _said_day(clock.start), _said_instant(clock.start),
        _said_day(clock.due), _said_instant(clock.due), _said_day(clock.first_due), _said_instant(clock.first_due),
        clock.provisional, clock.state, clock.stopped_by, _said_day(clock.stopped_on), _said_instant(clock.stopped_at),
        dumps(clock.extensions) if clock.extensions else "[]", dumps(_pauses(clock)) if clock.pauses else "[]", clock.escalated,
    ]  # fmt: skip


@lru_cache(maxsize=4096)
def _said_day(value: date | datetime | None) -> str | None:
    return None if value is None else str(_day(value))


@lru_cache(maxsize=4096)
def _said_instant(value: date | datetime | None) -> str | None:
    return utc(value) if isinstance(value, datetime) else None


def _pauses(clock: Running) -> list[list[str | None]]:
    return [[str(begun), str(ended) if ended else None] for begun, ended in clock.pauses]


def other_days(matter: UUID, position: Position, due_on: date, stored: list[Values]) -> list[Statement]:
    """What must be written where the days of clocks, and with them the soonest, differ from what is stored.

    Only days are written, and only of clocks that are stored: whatever else differs is for the verifier to find.
    """
    by_key = {(row["rule"], row["started_by"]): row for row in stored}
    changed = []
    for clock in position.clocks:
        row, before = clock_row(matter, clock), by_key.get((clock.rule, clock.started_by))
        if before is not None and any(row[name] != before[name] for name in _DAYS):
            changed.append({name: row[name] for name in (*_CLOCK_KEY, *_DAYS)})
    found: list[Statement] = [Update(_CLOCK, _CLOCK_KEY, changed)] if changed else []
    soonest = position.due_on or NEVER
    if soonest != due_on:
        found.append(Update(_MATTER, ("id",), [{"id": matter, "due_on": soonest}]))
    return found


def clock_of(row: Values) -> Running:
    """The clock that a row stands for."""
    days = [
        (date.fromisoformat(begun), date.fromisoformat(ended) if ended else None)
        for begun, ended in row["pauses"]
    ]
    return Running(
        rule=row["rule"],
        version=row["version"],
        started_by=row["started_by"],
        start=_beijing(row["start_at"]) or row["start_on"],
        due=_beijing(row["due_at"]) or row["due_on"],
        first_due=_beijing(row["first_due_at"]) or row["first_due_on"],
        provisional=row["provisional"],
        state=row["state"],
        stopped_by=row["stopped_by"],
        stopped_on=row["stopped_on"],
        stopped_at=_beijing(row["stopped_at"]),
        extensions=list(row["extensions"]),
        pauses=days,
        escalated=row["escalated"],
    )


def _day(value: date | datetime | None) -> date | None:
    return value.astimezone(BEIJING).date() if isinstance(value, datetime) else value


def _beijing(value: datetime | None) -> datetime | None:
    return value.astimezone(BEIJING) if value else None


def _instant(value: date | datetime | None) -> datetime | None:
    return value if isinstance(value, datetime) else None


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
