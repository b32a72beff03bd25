"""From a figure down to the records it counts, and up to those that should count but do not say enough."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_
from typing import NamedTuple

import ibis

from mingjian.law.indicator import PRESENT, Indicator
from mingjian.statistics import expressions
from mingjian.statistics.engine import Facts
from mingjian.statistics.period import Period
from mingjian.statistics.plan import Count, Plan, UnknownFigure, excluded, needed, plan
from mingjian.statistics.scope import Scope
from mingjian.statistics.statements import Tables, asked

LAST = "9999-12-31"


@dataclass(frozen=True)
class Lack:
    """Records that lack what a figure needs: the column they leave empty in a table of facts."""

    figure: str
    table: str
    column: str
    records: tuple[str, ...]


class Counting(NamedTuple):
    """A count, the breakdown by whose key one row stands for a person, and the counts whose rows these leave out."""

    count: Count
    decisive: Count
    others: tuple[Count, ...]


def counting_of(planned: Plan, count: Count) -> Counting:
    decisive = _decisive(planned, count)
    return Counting(count, decisive, excluded(planned, [count, decisive]))


class Placed(NamedTuple):
    """A record where it stands among those of a figure: by the day (or month) by which it counts, then by id."""

    day: str
    id: str


def records(
    indicators: Mapping[str, Indicator], facts: Facts, figure: str, *, scope: Scope | None, period: Period
) -> list[str]:
    """Ids of the fact rows behind one figure, in their order.

    There are as many as the figure says: of a person counted once, the row that decides under which code he counts;
    of a figure that adds up a column, the rows that add something.
    Of a rate they are the rows of its numerator, of a median those it looks at. UnknownFigure if the id is no single figure.
    """
    return [found.id for found in page(indicators, facts, figure, scope=scope, period=period)]


def page(
    indicators: Mapping[str, Indicator], facts: Facts, figure: str, *, scope: Scope | None, period: Period,
    after: Placed | None = None, size: int | None = None,
) -> list[Placed]:  # fmt: skip
    """As `records`, with the day of each: `size` of them, those `after` one."""
    return _placed_records(plan(indicators, period.end), facts, figure, scope, period, after, size)


def counted_records(
    planned: Plan, facts: Facts, figure: str, scope: Scope | None, period: Period, *, every: bool = False
) -> list[str]:
    """As `records`, for a plan already made; `every`: all rows of the persons counted, not one of each."""
    return [found.id for found in _placed_records(planned, facts, figure, scope, period, every=every)]


def _placed_records(
    planned: Plan, facts: Facts, figure: str, scope: Scope | None, period: Period,
    after: Placed | None = None, size: int | None = None, *, every: bool = False,
) -> list[Placed]:  # fmt: skip
    count, place = counting(planned, figure)
    of = counting_of(planned, count)
    _, rows = asked(facts, _page, of, place, after, size, every, scope=scope, period=period)
    return [Placed(str(row["day"] or ""), row["id"]) for row in rows]


def _page(
    tables: Tables, of: Counting, place: int | None, after: Placed | None, size: int | None, every: bool,
    *, scope: Scope | None, period: Period,
) -> tuple[None, ibis.Table]:  # fmt: skip
    counted = rows_of(tables, of, scope, period)
    if of.count.distinct is None:
        counted = _of_code(counted, of.count, place)
    else:
        counted = _of_values(counted, of.count, place, of.decisive, every)
    day = of.count.rule.date
    rows = counted.select("id", day=counted[day] if day else ibis.literal(""))
    if after is not None:
        rows = rows.filter(_behind(rows, after))
    ordered = rows.order_by(*(["day"] if day else []), "id")
    return None, ordered.limit(size) if size is not None else ordered


def _behind(rows: ibis.Table, after: Placed) -> ibis.ir.BooleanValue:
    day = after.day if rows.day.type().is_string() else date.fromisoformat(after.day)
    return (rows.day > day) | ((rows.day == day) & (rows.id > after.id))


def placed(facts: Facts, count: Count, ids: Sequence[str]) -> list[Placed]:
    """These records of a count with the days by which they count now; what is no longer there comes last."""
    if not ids or count.rule.date is None:
        return [Placed("", id_) for id_ in sorted(ids)]
    table = facts.table(count.table)
    rows = facts.rows(table.filter(table.id.isin(ids)).select("id", day=table[count.rule.date]))
    days = {row["id"]: str(row["day"]) for row in rows if row["day"]}
    return sorted(Placed(days.get(id_, LAST), id_) for id_ in ids)


def all_records(
    planned: Plan, facts: Facts, counts: Iterable[Count], scope: Scope | None, period: Period
) -> dict[str, tuple[str, ...]]:
    """The records of every count and code, by figure, sorted by id: as `counted_records` for each, with one question a table."""
    by_table: dict[str, list[Counting]] = {}
    for count in counts:
        by_table.setdefault(count.table, []).append(counting_of(planned, count))
    found: dict[str, list[str]] = {}
    for together in by_table.values():
        _, rows = asked(facts, _all_placed, tuple(together), scope=scope, period=period)
        for row in rows:
            count, place = together[row["of"]].count, int(row["place"])
            if count.by is None:
                found.setdefault(count.id, []).append(row["id"])
            elif place >= 0:
                found.setdefault(count.codes[place].id, []).append(row["id"])
    return {name: tuple(sorted(ids)) for name, ids in found.items()}


def _all_placed(
    tables: Tables, together: tuple[Counting, ...], *, scope: Scope | None, period: Period
) -> tuple[None, ibis.Table]:
    found = [
        _placed(tables, of, scope, period).mutate(of=ibis.literal(number, "int64"))
        for number, of in enumerate(together)
    ]
    return None, ibis.union(*found) if len(found) > 1 else found[0]


def _placed(tables: Tables, of: Counting, scope: Scope | None, period: Period) -> ibis.Table:
    """The rows behind a count, each with the place of its code (-1: of none)."""
    counted, count = rows_of(tables, of, scope, period), of.count
    if count.distinct is not None:
        counted = _of_values(counted, count, None, of.decisive, every=False)
    if count.by is None:
        place = ibis.literal(0)
    elif count.distinct is not None:
        place = expressions.place_of(counted.record_best, count)
    else:
        codes = enumerate(count.codes)
        place = ibis.cases(
            *((expressions.is_one_of(counted[count.by], code.values), n) for n, code in codes), else_=-1
        )
    return counted.select("id", place=place.cast("int64"))


def rows_of(tables: Tables, of: Counting, scope: Scope | None, period: Period) -> ibis.Table:
    """The rows that a count counts or adds up."""
    count = of.count
    rows = expressions.prepared(tables, count.table, [count, of.decisive], of.others, scope, period)
    counted = rows.filter(expressions.condition(rows, count, period))
    return counted.filter(counted[count.rule.sums] > 0) if count.rule.sums else counted


def planned(facts: Facts, count: Count, ids: Sequence[str]) -> tuple[date | None, date | None]:
    """The day of the earliest of these records of a count and the day on which it is planned to end."""
    table = facts.table(count.table)
    if not ids or "planned_on" not in table.columns or count.rule.date is None:
        return None, None
    day = table[count.rule.date]
    first = table.filter(table.id.isin(ids)).order_by(day, table.id).limit(1)
    rows = facts.rows(first.select(first=first[count.rule.date], last=first.planned_on))
    return (rows[0]["first"], rows[0]["last"]) if rows else (None, None)


def titles(facts: Facts, count: Count, ids: Sequence[str], most: int) -> list[str]:
    """The titles that these records of a count bear, those of the earliest; none where a table has no titles."""
    table = facts.table(count.table)
    if not ids or "title" not in table.columns or count.rule.date is None:
        return []
    named = table.filter(table.id.isin(ids), table.title.notnull())
    first = named.order_by(named[count.rule.date], named.id).limit(most)
    return [row["title"] for row in facts.rows(first.select("title"))]


def counting(planned: Plan, figure: str) -> tuple[Count, int | None]:
    """What one figure counts (of a rate, its numerator), and the place of its code; UnknownFigure if it is not one."""
    figure = planned.numerators.get(figure, figure)
    count = planned.counts.get(figure.partition(":")[0])
    codes = [code.id for code in count.codes] if count else []
    if count is None or (count.by is not None and figure not in codes):
        raise UnknownFigure(f"没有名为“{figure}”的数字；分项请写到具体类别，如form_uses.by_form:1")
    return count, codes.index(figure) if count.by else None


def _of_code(counted: ibis.Table, count: Count, place: int | None) -> ibis.Table:
    if place is None:
        return counted
    return counted.filter(expressions.is_one_of(counted[count.by], count.codes[place].values))


def _decisive(planned: Plan, count: Count) -> Count:
    """The breakdown by whose key one row stands for a person: a total has that of its own breakdown, if any."""
    if count.by is not None:
        return count
    own = (item for name, item in planned.counts.items() if name.startswith(f"{count.id}."))
    return next((item for item in own if item.distinct == count.distinct), count)


def _of_values(
    counted: ibis.Table, count: Count, place: int | None, decisive: Count, every: bool
) -> ibis.Table:
    """The row with the largest key of each value (of equal ones the last id), or with `every` all of them."""
    keyed = counted.mutate(record_key=expressions.key(counted, decisive))
    of_value = ibis.window(group_by=keyed[count.distinct])
    ordered = ibis.window(group_by=keyed[count.distinct], order_by=[keyed.record_key.desc(), keyed.id.desc()])
    ranked = keyed.mutate(
        record_rank=ibis.row_number().over(ordered), record_best=keyed.record_key.max().over(of_value)
    )
    if not every:
        ranked = ranked.filter(ranked.record_rank == 0)
    return ranked if place is None else ranked.filter(expressions.code_is(ranked.record_best, count, place))


def lacking(
    indicators: Mapping[str, Indicator], facts: Facts, *, scope: Scope | None, period: Period,
    ids: Collection[str] | None = None,
) -> list[Lack]:  # fmt: skip
    """Records of the scope that lack what the figures `ids` need; they block issue.

    A needed column is empty on a row dated in the period; or a row has the result that is counted (outcome,
    way of disposal …) but not the date that would place it in any period.
    """
    planned = plan(indicators, period.end, ids)
    found: dict[tuple[str, str], Lack] = {}
    by_table: dict[str, list[Count]] = {}
    for count in needed(planned):
        by_table.setdefault(count.table, []).append(count)
    for table, counts in by_table.items():
        pairs, rows = asked(
            facts, _lacking_any, tuple(counts), excluded(planned, counts), scope=scope, period=period
        )
        columns = set()
        for place, (count, column) in enumerate(pairs):
            if rows[0][f"n{place}"] and column not in columns:
                columns.add(column)
                _, behind = asked(
                    facts, _lacking, count, column, excluded(planned, [count]), scope=scope, period=period
                )
                ids_behind = tuple(row["id"] for row in behind)
                found.setdefault((table, column), Lack(count.id, table, column, ids_behind))
    return list(found.values())


def _lacking_any(
    tables: Tables,
    counts: tuple[Count, ...],
    others: tuple[Count, ...],
    *,
    scope: Scope | None,
    period: Period,
) -> tuple[list[tuple[Count, str]], ibis.Table]:
    """The counts and columns of which a record may lack what is needed, and how many do, from one pass over the table."""
    rows = expressions.prepared(tables, counts[0].table, counts, others, scope, period)
    found = [(count, column, lacks) for count in counts for column, lacks in _lacks(rows, count, period)]
    sums = {f"n{place}": lacks.ifelse(1, 0).sum() for place, (_, _, lacks) in enumerate(found)}
    return [(count, column) for count, column, _ in found], rows.aggregate(n=rows.count(), **sums)


def _lacking(
    tables: Tables,
    count: Count,
    column: str,
    others: tuple[Count, ...],
    *,
    scope: Scope | None,
    period: Period,
) -> tuple[None, ibis.Table]:
    rows = expressions.prepared(tables, count.table, [count], others, scope, period)
    lacks = next(item for name, item in _lacks(rows, count, period) if name == column)
    return None, rows.filter(lacks).select("id").order_by("id")


def _lacks(rows: ibis.Table, count: Count, period: Period) -> Iterator[tuple[str, ibis.ir.BooleanValue]]:
    """The columns that a count needs, each with whether a row lacks it."""
    for column in count.needs:
        unknown = rows[column].isnull() & expressions.met(rows, count, without=column)
        yield column, expressions.dated(rows, count.rule, period) & unknown
    if count.rule.either:
        nothing = reduce(and_, (rows[name].isnull() for name in count.rule.either))
        silent = nothing & expressions.met(rows, count, without=count.rule.either[0])
        yield "/".join(count.rule.either), expressions.dated(rows, count.rule, period) & silent
    if count.rule.date and any(PRESENT in values for values in count.where.values()):
        yield count.rule.date, rows[count.rule.date].isnull() & expressions.met(rows, count)
