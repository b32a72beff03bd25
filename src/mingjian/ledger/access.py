"""Need to know, decided in the query: which matters an officer sees, as lines or with content. Nothing else reads.

Line spans: the unit's matters of some kinds. Content spans: matters that are now with one's department. Beside
both, what one takes part in or is asked to approve. Blocks and the secrecy level come before everything.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef

from mingjian.law.values import BEIJING
from mingjian.ledger.book import book
from mingjian.ledger.history import placeholders
from mingjian.ledger.kinds import kind as kind_named
from mingjian.ledger.models import Block, Clock, Matter, Participation
from mingjian.ledger.models import Proposal as ProposalRow
from mingjian.ledger.rights import mac
from mingjian.ledger.rows import as_uuid, fetch, table
from mingjian.ledger.values import POSTGRESQL
from mingjian.ledger.viewer import Viewer

_MATTER, _CLOCK = table(Matter), table(Clock)
# Orders that an index gives, so that paging stays honest. What has no day to be done by lies together: the oldest first.
SORTS = {"due": ("due_on", "opened_on"), "opened": ("opened_on",)}
COUNT_LIMIT = 10_000
FILTERED_LIMIT = 1_000  # where some are picked out by step, department or officer: they lie far apart
LOOKED_UP_LIMIT = 500  # where each matter is looked up in another table: its clocks, its record


class Sql(NamedTuple):
    """A piece of SQL with its values."""

    text: str
    values: tuple[Any, ...] = ()


class Key(NamedTuple):
    """Where a page begins: after the row with these sort values and this id."""

    days: tuple[date, ...]
    id: UUID


class Late(NamedTuple):
    """What is late at an instant: a clock runs past its day or instant, unless its limit is a reference only.

    `references` are those limits by name, each with the first day of its versions (`law.running.references`).
    """

    now: datetime
    references: Mapping[str, Sequence[date]]


@dataclass(frozen=True)
class Wanted:
    """Which matters of a kind are wanted. Values of a filter are alternatives; `record` filters its typed columns.

    `match` is a piece of SQL that gives matter ids (a search); then only content within reach is looked at.
    """

    kind: str
    step: Sequence[str] = ()
    department: Sequence[int] = ()
    handler: Sequence[int] = ()
    number: str = ""
    only: Sequence[UUID] = ()
    opened_from: date | None = None
    opened_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    late: Late | None = None
    is_open: bool | None = None
    record: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    match: Sql | None = None
    sort: str = "due"
    descending: bool = False


class Hit(NamedTuple):
    """A matter within reach, and whether its content is."""

    id: UUID
    content: bool


class _Span(NamedTuple):
    """Places (units or departments) of which one sees the matters, as lines (0) or with content (1)."""

    column: str
    places: list[int]
    content: int


class Reach(NamedTuple):
    """How far an officer reaches into one matter."""

    line: bool
    content: bool


def page(viewer: Viewer, wanted: Wanted, *, size: int, after: Key | None = None) -> tuple[list[Hit], bool]:
    """The next `size` matters in the order wanted, and whether more follow. One statement, whatever the table's size."""
    hits = _hits(_first(viewer, wanted, after, size + 1))
    return hits[:size], len(hits) > size


def pages(viewer: Viewer, wanted: Iterable[Wanted], *, size: int) -> list[Hit]:
    """The first `size` matters of each of several lists, one after the other. One statement, however many they are."""
    lists = [_first(viewer, one, None, size) for one in wanted]
    return _hits(Sql(_union(lists), tuple(value for one in lists for value in one.values))) if lists else []


def _first(viewer: Viewer, wanted: Wanted, after: Key | None, limit: int) -> Sql:
    order = "DESC" if wanted.descending else "ASC"
    branches = _branches(viewer, wanted, after, limit)
    days = ", ".join(SORTS[wanted.sort])
    text = (
        f"SELECT id, MAX(content) AS content FROM ({_union(branches)}) found GROUP BY id, {days} "
        f"ORDER BY {_ordered('', wanted.sort, order)} LIMIT {limit}"
    )
    return Sql(text, tuple(value for branch in branches for value in branch.values))


def _ordered(table: str, sort: str, order: str) -> str:
    return ", ".join(f"{table}{column} {order}" for column in (*SORTS[sort], "id"))


def _hits(sql: Sql) -> list[Hit]:
    return [Hit(as_uuid(row[0]), bool(row[1])) for row in fetch(sql.text, sql.values)]


def counted_to(wanted: Wanted) -> int:
    """How far a page of a register counts."""
    if wanted.late is not None or any(wanted.record.values()):
        return LOOKED_UP_LIMIT
    return FILTERED_LIMIT if wanted.step or wanted.department or wanted.handler else COUNT_LIMIT


def count(viewer: Viewer, wanted: Wanted, *, upto: int = COUNT_LIMIT) -> int:
    """How many there are, counted up to `upto` + 1. One statement, which stops when it has so many."""
    once = _once(viewer, wanted, "1", upto + 1)
    return int(fetch(f"SELECT COUNT(*) FROM ({once.text}) counted", once.values)[0][0])


def standing(viewer: Viewer, wanted: Wanted, *, upto: int = COUNT_LIMIT) -> dict[str, list[date]] | None:
    """Of the matters wanted, by step: the day of the act that last moved each. None where there are more than `upto`."""
    once = _once(viewer, wanted, "m.step, COALESCE(m.moved_on, m.opened_on)", upto + 1)
    rows = fetch(once.text, once.values)
    found: dict[str, list[date]] = {}
    for row in rows:
        read = _MATTER.read_some(("step", "opened_on"), row)
        found.setdefault(read["step"], []).append(read["opened_on"])
    return None if len(rows) > upto else found


def used(viewer: Viewer, wanted: Wanted, since: date, *, upto: int = COUNT_LIMIT) -> dict[str, int] | None:
    """How often each act was done on the matters wanted since a day. None where there are more than `upto` of them."""
    if count(viewer, wanted, upto=upto + 1) > upto:
        return None
    once = _once(viewer, wanted, "m.id", upto)
    rows = fetch(
        f'SELECT a.code, COUNT(*) FROM ({once.text}) own JOIN ledger_act a ON a.matter_id = own.id WHERE a."on" >= %s GROUP BY a.code',
        (*once.values, since),
    )
    return {code: int(times) for code, times in rows}


def _once(viewer: Viewer, wanted: Wanted, columns: str, limit: int) -> Sql:
    """Some columns of the matters wanted, each matter once, and no more than `limit`.

    Each branch leaves out what those before it have, so that nothing need be sorted or compared.
    """
    scopes = [scope for span in _spans(viewer, wanted) for scope in _places(span, wanted)] + personal(viewer)
    # In each branch too: PostgreSQL then takes them one after the other. In the order of an index it goes through what may
    # be late one by one, and stops; else it would gather all of it first.
    enough = f"LIMIT {limit}"
    order = f"ORDER BY {_ordered('m.', 'due', 'ASC')} " if wanted.late is not None else ""
    before: list[Sql] = []
    branches: list[Sql] = []
    for scope in scopes:
        branches.append(
            _select(columns, wanted, [scope, *before, *_conditions(viewer, wanted)], order + enough)
        )
        before.append(Sql(f"({scope.text}) IS NOT TRUE", scope.values))
    text = f"SELECT * FROM ({_union(branches)}) found {enough}"
    return Sql(text, tuple(value for branch in branches for value in branch.values))


def _places(span: _Span, wanted: Wanted) -> list[Sql]:
    """The places of a span in one condition; one by one where an index is to be gone through in its order."""
    if wanted.late is None:
        return [_one_of(f"m.{span.column}", span.places)]
    return [Sql(f"m.{span.column} = %s", (place,)) for place in span.places]


def reach(viewer: Viewer, matter: Matter) -> Reach:
    """How far the officer reaches into this matter; rights whose keyed hash is wrong count as absent."""
    return Reach(line=False, content=False) if _is_blocked(viewer, matter) else _reach(viewer, matter)


def _reach(viewer: Viewer, matter: Matter) -> Reach:
    """Of a matter from which the officer is not kept."""
    if matter.secrecy > viewer.clearance:
        return Reach(line=False, content=False)
    content = matter.department_id in viewer.departments(matter.kind) or _takes_part(viewer, matter)
    content = content or _is_asked(viewer, matter)
    line = content or matter.unit_id in viewer.units(matter.kind)
    return Reach(line=line, content=content and matter.step not in book().sealed_steps(matter.kind))


def find(viewer: Viewer, matter: UUID) -> tuple[Matter, Reach] | None:
    """The matter if it lies within reach at all; absent and forbidden are the same."""
    kept_out = Exists(Block.objects.filter(matter=OuterRef("pk"), officer_id=viewer.officer))
    rows = Matter.objects.select_related("unit", "department", "handler").annotate(is_kept_from=kept_out)
    found = rows.filter(pk=matter).first()
    if found is None:
        return None
    how_far = Reach(line=False, content=False) if found.is_kept_from else _reach(viewer, found)
    return (found, how_far) if how_far.line else None


class Waiting(NamedTuple):
    """A proposal that waits for an opinion: its row, its matter, its sequence number there."""

    id: int
    matter: UUID
    seq: int


def waiting(viewer: Viewer) -> list[Waiting]:
    """Open proposals whose next opinion this officer may be asked for, soonest deadline first. One statement."""
    if not viewer.asked:
        return []
    either = " OR ".join(f"(p.asked = %s AND p.{where}_id = %s)" for _, where, _ in viewer.asked)
    values = [value for name, _, place in viewer.asked for value in (name, place)]
    # An opinion given as somebody whose own word counts excludes; to enter the decision of one body does not exclude
    # entering that of the next (`law.judge`).
    sql = (
        f"SELECT p.id, p.matter_id, p.seq FROM ledger_proposal p JOIN ledger_matter m ON m.id = p.matter_id "
        f"WHERE ({either}) AND (p.proposed_by_id IS NULL OR p.proposed_by_id <> %s) AND m.secrecy <= %s "
        f"AND NOT EXISTS (SELECT 1 FROM ledger_block x WHERE x.matter_id = m.id AND x.officer_id = %s) "
        f"AND NOT EXISTS (SELECT 1 FROM ledger_opinion o WHERE o.matter_id = p.matter_id "
        f"AND o.proposal = p.seq AND o.officer_id = %s AND (o.body = '' OR p.asked LIKE o.body || ':%%')) "
        f"ORDER BY m.due_on, p.id"
    )
    me = viewer.officer
    return [
        Waiting(row[0], as_uuid(row[1]), row[2])
        for row in fetch(sql, [*values, me, viewer.clearance, me, me])
    ]


def waiting_for(viewer: Viewer) -> list[ProposalRow]:
    """The proposals that are waiting for this officer, with their matters. Two statements."""
    return proposals_of(waiting(viewer))


def proposals_of(found: Iterable[Waiting]) -> list[ProposalRow]:
    """The proposals found waiting, in their order, with their matters. One statement."""
    ids = [item.id for item in found]
    rows = ProposalRow.objects.select_related("matter", "matter__unit", "proposed_by").in_bulk(ids)
    return [rows[number] for number in ids]


def _spans(viewer: Viewer, wanted: Wanted) -> list[_Span]:
    """The places of which matters are seen, the widest first. A search looks at content only."""
    units = viewer.units(wanted.kind) if wanted.match is None else ()
    spans = (
        _Span("unit_id", sorted(units), 0),
        _Span("department_id", sorted(viewer.departments(wanted.kind)), 1),
    )
    return [span for span in spans if span.places]


def personal(viewer: Viewer) -> list[Sql]:
    """What lies within reach of the officer himself, whatever its kind: where he takes part, and what he is asked."""
    own = "SELECT matter_id FROM ledger_participation WHERE officer_id = %s AND until IS NULL"
    found = [Sql(f"m.id IN ({own})", (viewer.officer,))]
    if viewer.asked:
        either = " OR ".join(f"(asked = %s AND {where}_id = %s)" for _, where, _ in viewer.asked)
        values = tuple(value for name, _, place in viewer.asked for value in (name, place))
        found.append(Sql(f"m.id IN (SELECT matter_id FROM ledger_proposal WHERE {either})", values))
    return found


def _branches(viewer: Viewer, wanted: Wanted, after: Key | None, limit: int) -> list[Sql]:
    """One keyset branch per place, each in index order and cut to the page."""
    found = [
        (Sql(f"m.{span.column} = %s", (one,)), span.content)
        for span in _spans(viewer, wanted)
        for one in span.places
    ]
    found += [(scope, 1) for scope in personal(viewer)]
    columns, order = (*SORTS[wanted.sort], "id"), "DESC" if wanted.descending else "ASC"
    selected = ", ".join(f"m.{column} AS {column}" for column in columns)
    conditions = _conditions(viewer, wanted)
    if after is not None:
        way = "<" if wanted.descending else ">"
        key = tuple(
            _MATTER.write(column, value)
            for column, value in zip(columns, (*after.days, after.id), strict=True)
        )
        row = ", ".join(f"m.{column}" for column in columns)
        conditions.append(Sql(f"({row}) {way} ({placeholders(key)})", key))
    last = f"ORDER BY {_ordered('m.', wanted.sort, order)} LIMIT {limit}"
    open_to_all = f"CASE WHEN {_unsealed(wanted.kind)} THEN 1 ELSE 0 END"
    return [
        _select(f"{selected}, {open_to_all if content else 0} AS content", wanted, [scope, *conditions], last)
        for scope, content in found
    ]


def _unsealed(kind: str) -> str:
    """That a matter is in no step in which nobody here reads its content (INT-06); names of steps are the lawbook's own."""
    steps = sorted(book().sealed_steps(kind))
    assert all(step.isidentifier() for step in steps)
    return f"m.step NOT IN ({', '.join(repr(step) for step in steps)})" if steps else "1 = 1"


def _union(branches: Sequence[Sql]) -> str:
    return " UNION ALL ".join(
        f"SELECT * FROM ({branch.text}) b{number}" for number, branch in enumerate(branches)
    )


def _select(columns: str, wanted: Wanted, where: Sequence[Sql], last: str = "") -> Sql:
    record = table(kind_named(wanted.kind).record).name
    join = f"JOIN {record} r ON r.matter_id = m.id" if wanted.record else ""
    text = f"SELECT {columns} FROM ledger_matter m {join} WHERE {' AND '.join(piece.text for piece in where)} {last}"
    return Sql(text, tuple(value for piece in where for value in piece.values))


def _conditions(viewer: Viewer, wanted: Wanted) -> list[Sql]:
    return [Sql("m.kind = %s", (wanted.kind,)), *_filters(wanted), *blocks(viewer)]


def blocks(viewer: Viewer) -> list[Sql]:
    """What comes before every right: the label of secrecy, and being kept from the matter."""
    return [
        Sql("m.secrecy <= %s", (viewer.clearance,)),
        Sql(
            # a list that is read once, where a join would be gone through again for each matter
            "m.id NOT IN (SELECT matter_id FROM ledger_block WHERE officer_id = %s)",
            (viewer.officer,),
        ),
    ]


def _filters(wanted: Wanted) -> list[Sql]:
    found = [_one_of(f"m.{column}", values) for column, values in (
        ("step", wanted.step), ("department_id", wanted.department), ("handler_id", wanted.handler),
    ) if values]  # fmt: skip
    for column, way, day in (("opened_on", ">=", wanted.opened_from), ("opened_on", "<=", wanted.opened_to),
                             ("due_on", ">=", wanted.due_from), ("due_on", "<=", wanted.due_to)):  # fmt: skip
        if day is not None:
            found.append(Sql(f"m.{column} {way} %s", (_MATTER.write(column, day),)))
    if wanted.late is not None:
        found += _late(wanted.late, _IS_OPEN[wanted.is_open])
    elif wanted.is_open is not None:
        found.append(Sql(_IS_OPEN[wanted.is_open]))
    if wanted.only:
        found.append(_one_of("m.id", [_MATTER.write("id", one) for one in wanted.only]))
    if wanted.number:
        found.append(Sql("m.number LIKE %s ESCAPE '!'", (f"%{_literal(wanted.number)}%",)))
    if wanted.match is not None:
        found.append(Sql(_unsealed(wanted.kind)))
        found.append(Sql(f"m.id IN ({wanted.match.text})", tuple(wanted.match.values)))
    columns = kind_named(wanted.kind).columns
    # PostgreSQL knows from its statistics how many rows have a code, and begins with them where they are few. SQLite does
    # not: the plus keeps it from beginning with a code that a third of all rows have.
    plain = "" if POSTGRESQL else "+"
    found += [
        _one_of(f'{plain}r."{columns[name].column}"', values)
        for name, values in wanted.record.items()
        if values
    ]
    return found


_IS_OPEN = {None: "1 = 1", True: "m.closed_on IS NULL", False: "m.closed_on IS NOT NULL"}


def _late(late: Late, is_open: str) -> list[Sql]:
    """The header's own day first, which has an index, then the clocks of what is left: it counts references too.

    Said so, PostgreSQL takes the clocks to keep most of what comes, as they do, and goes through the index until it has enough.
    A plain EXISTS it takes to keep almost nothing, and looks at the clocks of everything whose day is past before the first row;
    so it does where it is asked for what is open as well, because it does not know that what is due soon is open.
    """
    today = _CLOCK.write("due_on", late.now.astimezone(BEIJING).date())
    only = [
        Sql(f"c.rule = %s AND c.version IN ({', '.join(['%s'] * len(days))})",
            (rule, *(_CLOCK.write("version", day) for day in days)))
        for rule, days in late.references.items()
    ]  # fmt: skip
    binding = "".join(f" AND NOT ({one.text})" for one in only)
    text = (
        "(SELECT 1 FROM ledger_clock c WHERE c.matter_id = m.id AND c.state = 'running' "
        f"AND {is_open} AND (c.due_on < %s OR c.due_at < %s){binding} LIMIT 1) IS NOT NULL"
    )
    values = (today, _CLOCK.write("due_at", late.now), *(value for one in only for value in one.values))
    return [Sql("m.due_on <= %s", (today,)), Sql(text, values)]


def _one_of(column: str, values: Sequence[Any]) -> Sql:
    return Sql(f"{column} IN ({', '.join(['%s'] * len(values))})", tuple(values))


def _literal(text: str) -> str:
    """What a person typed, with the wildcards of LIKE as plain characters."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _is_blocked(viewer: Viewer, matter: Matter) -> bool:
    return Block.objects.filter(matter=matter, officer_id=viewer.officer).exists()


def _takes_part(viewer: Viewer, matter: Matter) -> bool:
    rows = Participation.objects.filter(matter=matter, officer_id=viewer.officer, until=None)
    return any(
        bytes(row.mac) == mac(matter.id, row.officer_id, row.role, row.since_by, row.since) for row in rows
    )


def _is_asked(viewer: Viewer, matter: Matter) -> bool:
    if not matter.waiting:
        return False
    asked = set(viewer.asked)
    return any(
        (row.asked, "unit", row.unit_id) in asked or (row.asked, "department", row.department_id) in asked
        for row in ProposalRow.objects.filter(matter=matter)
    )
