"""Clocks as the database has them: rows to write, and one value of JSON for a matter, to read and to compare."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from mingjian.law.running import Running
from mingjian.law.values import BEIJING
from mingjian.ledger import rows
from mingjian.ledger.fields import dumps
from mingjian.ledger.models import Clock
from mingjian.ledger.rows import Statement, Values, table
from mingjian.ledger.values import POSTGRESQL, day, decoded, in_json, utc

Run = tuple[str, int]  # the rule, and the act that started it: no two clocks of a matter have both
Said = list[Any]  # a clock as JSON has its row

_CLOCK = table(Clock)
_KEY = ("matter_id", "rule", "started_by")
# What a calendar decides; a limit that ran its whole length stopped with its last day.
_DAYS = ("due_on", "due_at", "first_due_on", "first_due_at", "provisional", "stopped_on")
_CHANGING = (
    *_DAYS, "version", "start_on", "start_at", "state", "stopped_by", "stopped_at", "extensions", "pauses", "escalated",
)  # fmt: skip
_SAID = (
    "rule", "started_by", "version", "start_on", "start_at", "due_on", "due_at", "first_due_on", "first_due_at",
    "provisional", "state", "stopped_by", "stopped_on", "stopped_at", "extensions", "pauses", "escalated",
)  # fmt: skip

_COLUMNS = ", ".join(in_json(_CLOCK.fields[name], _CLOCK.columns[name]) for name in _SAID)
# In SQL: a clock as `said`; all clocks of a matter in the order in which they were written, as `read` reads them.
SAID = f"json_build_array({_COLUMNS})" if POSTGRESQL else f"json_array({_COLUMNS})"
OF_MATTER = (
    f"SELECT json_agg({SAID} ORDER BY id)::text FROM {_CLOCK.name} WHERE matter_id = %s"
    if POSTGRESQL
    else f"SELECT json_group_array({SAID}) FROM (SELECT * FROM {_CLOCK.name} WHERE matter_id = %s ORDER BY id)"
)


def read(text: str | None) -> list[Said]:
    return decoded(text) if text else []  # type: ignore[no-any-return]


def run(said: Said) -> Run:
    return said[0], said[1]


def said(clock: Running) -> Said:
    """A clock as JSON has its row: enough to see whether one is as stored, and a quarter of the cost of a row."""
    return [
        clock.rule, clock.started_by, _said_day(clock.version), _said_day(clock.start), _said_instant(clock.start),
        _said_day(clock.due), _said_instant(clock.due), _said_day(clock.first_due), _said_instant(clock.first_due),
        clock.provisional, clock.state, clock.stopped_by, _said_day(clock.stopped_on), _said_instant(clock.stopped_at),
        dumps(clock.extensions) if clock.extensions else "[]", dumps(_pauses(clock)) if clock.pauses else "[]", clock.escalated,
    ]  # fmt: skip


def of_said(said: Said) -> Running:
    """The clock that `said` stands for."""
    (rule, started_by, version, start_on, start_at, due_on, due_at, first_on, first_at, provisional, state,
     stopped_by, stopped_on, stopped_at, extensions, pauses, escalated) = said  # fmt: skip
    return Running(
        rule, day(version), started_by, _read_instant(start_at) or day(start_on), _read_instant(due_at) or day(due_on),  # type: ignore[arg-type]
        _read_instant(first_at) or day(first_on), bool(provisional), state, stopped_by, day(stopped_on), _read_instant(stopped_at),
        [] if extensions == "[]" else decoded(extensions), _read_pauses(pauses), escalated,
    )  # fmt: skip


def row(matter: UUID, clock: Running) -> Values:
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


def of_row(row: Values) -> Running:
    """The clock that a row stands for."""
    days = [
        (date.fromisoformat(begun), ended and date.fromisoformat(ended)) for begun, ended in row["pauses"]
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


def changes(
    matter: UUID, clocks: Iterable[Running], stored: Mapping[Run, Said]
) -> tuple[list[Statement], dict[Run, Said]]:
    """What must be written so that these clocks stand, and what then is stored: new and changed ones, and those that an
    annulled act had started are no more.
    """
    new, changed, now = [], [], {}
    for clock in clocks:
        key = clock.rule, clock.started_by
        now[key] = said(clock)
        before = stored.get(key)
        if before is None:
            new.append(row(matter, clock))
        elif before != now[key]:
            values = row(matter, clock)
            changed.append({name: values[name] for name in (*_KEY, *_CHANGING)})
    gone = [dict(zip(_KEY, (matter, *key), strict=True)) for key in stored.keys() - now.keys()]
    return rows.changes(_CLOCK, _KEY, new, changed, gone), now


def other_days(matter: UUID, clocks: Iterable[Running], stored: Sequence[Values]) -> list[Statement]:
    """What must be written where the days of clocks that are stored (rows) differ: whatever else differs is for the verifier."""
    by_key = {(one["rule"], one["started_by"]): one for one in stored}
    changed = []
    for clock in clocks:
        values, before = row(matter, clock), by_key.get((clock.rule, clock.started_by))
        if before is not None and any(values[name] != before[name] for name in _DAYS):
            changed.append({name: values[name] for name in (*_KEY, *_DAYS)})
    return rows.changes(_CLOCK, _KEY, changed=changed)


@lru_cache(maxsize=4096)
def _said_day(value: date | datetime | None) -> str | None:
    return None if value is None else str(_day(value))


@lru_cache(maxsize=4096)
def _said_instant(value: date | datetime | None) -> str | None:
    return utc(value) if isinstance(value, datetime) else None


def _read_instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).astimezone(BEIJING) if text else None


def _read_pauses(text: str) -> list[tuple[date, date | None]]:
    return [] if text == "[]" else [(date.fromisoformat(begun), day(ended)) for begun, ended in decoded(text)]


def _day(value: date | datetime | None) -> date | None:
    return value.astimezone(BEIJING).date() if isinstance(value, datetime) else value


def _instant(value: date | datetime | None) -> datetime | None:
    return value if isinstance(value, datetime) else None


def _beijing(value: datetime | None) -> datetime | None:
    return value.astimezone(BEIJING) if value else None


def _pauses(clock: Running) -> list[list[str | None]]:
    return [[str(begun), str(ended) if ended else None] for begun, ended in clock.pauses]
