"""Work over all kinds of matter: what is open with an officer, his departments or his unit, and what was written lately.

Within reach only, as `access` has it: spans, participation, what one is asked, blocks and the label of secrecy.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, NamedTuple
from uuid import UUID

from mingjian.law.lawbook import Bound
from mingjian.law.procedure import Act as Rule
from mingjian.law.running import Running, is_late
from mingjian.law.separation import DutyDone, standing_in_the_way
from mingjian.ledger.access import Sql, blocks, personal
from mingjian.ledger.clocks import of_row
from mingjian.ledger.history import placeholders
from mingjian.ledger.kinds import names
from mingjian.ledger.models import Act, Clock, Duty, Matter
from mingjian.ledger.rows import fetch, table
from mingjian.ledger.viewer import Viewer
from mingjian.org.authority import Place

Whose = Literal["mine", "department", "unit"]
_MATTER, _CLOCK, _ACT = table(Matter), table(Clock), table(Act)
_HEADER = ("id", "kind", "procedure", "unit_id", "department_id", "handler_id", "due_on", "opened_on", "step")


class Open(NamedTuple):
    """An open matter: whether its content lies within reach, the power that its moving proposal awaits, its clocks."""

    id: UUID
    kind: str
    department: int | None
    handler: int | None
    due_on: date
    opened_on: date
    content: bool
    asked: str | None
    clocks: list[Running]


class Tied(NamedTuple):
    """A matter that has to do with somebody; `marked` as the caller asked."""

    matter: Matter
    marked: bool


class Written(NamedTuple):
    """An act as lists show it, with the number and kind of its matter."""

    id: UUID
    matter: UUID
    seq: int
    number: str
    kind: str
    procedure: date
    code: str
    officer: int | None
    on: date
    about: int | None
    recorded_at: datetime
    details: Mapping[str, Any]


def pile(viewer: Viewer, whose: Whose) -> list[Open]:
    """Every open matter that is the officer's own, or with his departments, or in his unit. One statement.

    His own are those that he handles, and of those that nobody in his departments handles the ones whose next act he may
    do, such as an entry that somebody else is to confirm (one more statement).
    """
    scopes = _scopes(viewer, whose)
    if not scopes:
        return []
    where = _all(_any(scopes), Sql("m.closed_on IS NULL"), *blocks(viewer))
    sql = (
        f"SELECT {_MATTER.selected('m', _HEADER)}, t.taking IS NOT NULL, p.asked, {_CLOCK.selected('c')} FROM ledger_matter m "
        "LEFT JOIN (SELECT matter_id AS taking FROM ledger_participation WHERE officer_id = %s AND until IS NULL "
        "GROUP BY matter_id) t ON t.taking = m.id "
        "LEFT JOIN ledger_proposal p ON p.matter_id = m.id AND p.moving "
        f"LEFT JOIN ledger_clock c ON c.matter_id = m.id AND c.state <> 'stopped' WHERE {where.text} ORDER BY m.due_on, m.opened_on, m.id"
    )
    found: dict[UUID, Open] = {}
    headers: dict[UUID, dict[str, Any]] = {}
    for row in fetch(sql, [viewer.officer, *where.values]):
        values, rest = _MATTER.read_some(_HEADER, row[: len(_HEADER)]), row[len(_HEADER) :]
        one = found.setdefault(values["id"], _open(viewer, values, bool(rest[0]), rest[1]))
        headers[one.id] = values
        if rest[2] is not None:
            one.clocks.append(of_row(_CLOCK.read(rest[2:])))
    if whose != "mine":
        return list(found.values())
    queue = {one.id: headers[one.id] for one in found.values() if one.handler is None and one.asked is None}
    own = queue.keys() - _others(viewer, queue)
    return [one for one in found.values() if one.handler is not None or one.id in own]


def late(viewer: Viewer, whose: Whose, now: datetime) -> int:
    """How many of them are late: only what can be is read, by its day. One statement."""
    scopes, today = _scopes(viewer, whose), _CLOCK.write("due_on", viewer.on)
    if not scopes:
        return 0
    where = _all(
        _any(scopes),
        Sql("m.closed_on IS NULL"),
        Sql("m.due_on <= %s", (today,)),
        Sql("c.due_on <= %s", (today,)),
        *blocks(viewer),
    )
    sql = (
        f"SELECT {_CLOCK.selected('c')} FROM ledger_matter m "
        f"JOIN ledger_clock c ON c.matter_id = m.id AND c.state = 'running' WHERE {where.text}"
    )
    rows = [_CLOCK.read(row) for row in fetch(sql, where.values)]
    return len({row["matter_id"] for row in rows if is_late(of_row(row), viewer.book, now)})


def _others(viewer: Viewer, rows: dict[UUID, dict[str, Any]]) -> frozenset[UUID]:
    """Those without a handler that wait for somebody else: no next act is for this officer, or a separation forbids it."""
    queued = {matter: _next(viewer, row) for matter, row in rows.items()}
    candidates = [matter for matter, acts in queued.items() if acts]
    done: dict[UUID, set[DutyDone]] = {matter: set() for matter in candidates}
    if candidates:
        duties = Duty.objects.filter(matter__in=candidates, officer=viewer.officer)
        for matter, duty in duties.values_list("matter", "duty"):
            done[matter].add(DutyDone(duty, "matter"))
    return frozenset(
        matter
        for matter, acts in queued.items()
        if all(_is_separated(viewer, act.duty, done[matter]) for act in acts)
    )


def _next(viewer: Viewer, row: dict[str, Any]) -> list[Rule]:
    """The acts that lead on from its step and are for this officer to do."""
    bound = viewer.book.bound(row["kind"], row["procedure"])
    powers = viewer.powers_at(Place(row["unit_id"], row["department_id"]))
    acts = [bound.acts[name] for name in due(bound, row["step"], row["handler_id"])]
    return [act for act in acts if powers.intersection(act.by)]


def due(bound: Bound, step: str, handler: int | None) -> Sequence[str]:
    """The acts that lead on from a step; where only a handler may and there is none, that one is named."""
    names = bound.steps[step].due
    if handler is None and names and all(bound.acts[name].by == ("handler",) for name in names):
        return ("reassign",)
    return names


def _is_separated(viewer: Viewer, duty: str | None, done: set[DutyDone]) -> bool:
    if duty is None:
        return False
    rules = viewer.book.separations_of(duty)
    return standing_in_the_way(rules, duty, done, viewer.on) is not None


def _open(viewer: Viewer, row: dict[str, Any], takes_part: bool, asked: str | None) -> Open:
    content = takes_part or row["department_id"] in viewer.departments(row["kind"])
    content = content and row["step"] not in viewer.book.sealed_steps(row["kind"])
    places = row["department_id"], row["handler_id"]
    return Open(row["id"], row["kind"], *places, row["due_on"], row["opened_on"], content, asked, [])


def written(
    viewer: Viewer,
    *,
    size: int,
    by_me: bool,
    codes: Sequence[str] = (),
    proposals: bool = False,
    since: datetime | None = None,
    after: tuple[datetime, UUID] | None = None,
) -> list[Written]:
    """The latest acts by the officer (and, unless `by_me`, those of others on matters of his departments), newest first.

    `codes`: only these acts; `proposals`: only acts that asked for approval; `since`: recorded from then on; `after`: the next ones after that act. One statement.
    """
    me = Sql("a.officer_id = %s", (viewer.officer,))
    departments = sorted({post.department for post in viewer.posts})
    whose = (
        [me]
        if by_me or not departments
        else [
            me,
            Sql(
                f"(a.officer_id IS NOT NULL AND m.department_id IN ({placeholders(departments)}))",
                tuple(departments),
            ),
        ]
    )
    pieces = [
        _any(whose),
        _any([*_scopes(viewer, "department"), *_scopes(viewer, "unit"), *personal(viewer)]),
        *blocks(viewer),
    ]
    if codes:
        pieces.append(Sql(f"a.code IN ({placeholders(codes)})", tuple(codes)))
    if proposals:
        pieces.append(Sql("a.details LIKE %s", ('%"chain":%',)))
    if since is not None:
        pieces.append(Sql("a.recorded_at >= %s", (_ACT.write("recorded_at", since),)))
    if after is not None:
        pieces.append(
            Sql(
                "(a.recorded_at, a.id) < (%s, %s)",
                (_ACT.write("recorded_at", after[0]), _ACT.write("id", after[1])),
            )
        )
    where, act, header = (
        _all(*pieces),
        ("id", "matter_id", "seq", "code", "officer_id", "on", "about", "recorded_at", "details"),
        ("number", "kind", "procedure"),
    )
    sql = (
        f"SELECT {_ACT.selected('a', act)}, {_MATTER.selected('m', header)} FROM ledger_act a JOIN ledger_matter m ON m.id = a.matter_id WHERE {where.text} "
        f"ORDER BY a.recorded_at DESC, a.id DESC LIMIT {size}"
    )
    found = []
    for row in fetch(sql, where.values):
        one = _ACT.read_some(act, row[: len(act)]) | _MATTER.read_some(header, row[len(act) :])
        found.append(Written(one["id"], one["matter_id"], one["seq"], one["number"], one["kind"], one["procedure"], one["code"],
                             one["officer_id"], one["on"], one["about"], one["recorded_at"], one["details"]))  # fmt: skip
    return found


def within(viewer: Viewer, matters: Iterable[UUID]) -> dict[UUID, bool]:
    """Those of some matters that lie within reach at all, and whether their content does. One statement."""
    ids = [_MATTER.write("id", one) for one in matters]
    if not ids:
        return {}
    spans = [*_scopes(viewer, "department"), *_scopes(viewer, "unit"), *personal(viewer)]
    where = _all(Sql(f"m.id IN ({placeholders(ids)})", tuple(ids)), _any(spans), *blocks(viewer))
    content = _any([*_scopes(viewer, "department"), *personal(viewer)])
    sql = f"SELECT {_MATTER.selected('m', ('id', 'kind', 'step'))}, CASE WHEN {content.text} THEN 1 ELSE 0 END FROM ledger_matter m WHERE {where.text}"
    found = {}
    for row in fetch(sql, [*content.values, *where.values]):
        one = _MATTER.read_some(("id", "kind", "step"), row[:3])
        found[one["id"]] = bool(row[3]) and one["step"] not in viewer.book.sealed_steps(one["kind"])
    return found


def tied(viewer: Viewer, match: Sql, marked: Sql) -> list[Tied]:
    """The matters whose ids `match` gives, as far as their content lies within reach, the latest first. One statement.

    `marked`: a condition on the matter (m) that the caller wants to know of each.
    """
    where = _all(
        Sql(f"m.id IN ({match.text})", match.values),
        _any([*_scopes(viewer, "department"), *personal(viewer)]),
        *blocks(viewer),
    )
    sql = (
        f"SELECT {_MATTER.selected('m')}, CASE WHEN {marked.text} THEN 1 ELSE 0 END FROM ledger_matter m "
        f"WHERE {where.text} ORDER BY m.opened_on DESC, m.id DESC"
    )
    rows = [(_read(row[:-1]), bool(row[-1])) for row in fetch(sql, [*marked.values, *where.values])]
    sealed = {kind: viewer.book.sealed_steps(kind) for kind in names()}
    return [Tied(matter, is_marked) for matter, is_marked in rows if matter.step not in sealed[matter.kind]]


def _read(row: Sequence[Any]) -> Matter:
    values = _MATTER.read(row)
    return Matter.from_db("default", list(values), list(values.values()))


def _scopes(viewer: Viewer, whose: Whose) -> list[Sql]:
    """The spans of the officer over all kinds; kinds with the same places stand in one condition."""
    if whose == "mine":
        queues = [
            Sql(f"m.handler_id IS NULL AND {scope.text}", scope.values)
            for scope in _scopes(viewer, "department")
        ]
        return [Sql("m.handler_id = %s", (viewer.officer,)), *queues]
    of, column = (viewer.departments, "department_id") if whose == "department" else (viewer.units, "unit_id")
    kinds: dict[tuple[int, ...], list[str]] = {}
    for kind in names():
        kinds.setdefault(tuple(sorted(of(kind))), []).append(kind)
    return [Sql(f"m.{column} IN ({placeholders(places)}) AND m.kind IN ({placeholders(some)})", (*places, *some))
            for places, some in kinds.items() if places]  # fmt: skip


def _any(pieces: Iterable[Sql]) -> Sql:
    pieces = list(pieces)
    return Sql(
        "(" + " OR ".join(f"({piece.text})" for piece in pieces) + ")",
        tuple(v for piece in pieces for v in piece.values),
    )


def _all(*pieces: Sql) -> Sql:
    return Sql(
        " AND ".join(piece.text for piece in pieces), tuple(v for piece in pieces for v in piece.values)
    )
