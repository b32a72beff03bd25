"""Figures from facts: for each date that places rows of a table, one pass, and one for each column whose values count once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import groupby

import ibis

from mingjian.law.indicator import DayElsewhere, Indicator
from mingjian.statistics import expressions
from mingjian.statistics.engine import Facts
from mingjian.statistics.figure import Figure
from mingjian.statistics.period import Period
from mingjian.statistics.plan import Count, Middle, Plan, Quotient, excluded, needed, plan
from mingjian.statistics.records import Counting, all_records, counting_of, rows_of
from mingjian.statistics.scope import Scope
from mingjian.statistics.shares import median, ratio, share, shares
from mingjian.statistics.statements import Tables, asked

Query = tuple[dict[str, str], ibis.Table]  # column → figure id, and the aggregate of one row


def figures(
    indicators: Mapping[str, Indicator], facts: Facts, *, scope: Scope | None, period: Period,
    ids: Collection[str] | None = None, records: bool = False, language: str = "zh",
) -> dict[str, Figure]:  # fmt: skip
    """The figures of a scope and period by id, in the order of the lawbook, by the definitions at its end.

    - `scope` None counts every unit.
    - `ids`: indicators, breakdowns (`form_uses.by_form`) or single codes; all of them by default.
    - `records`: also bring the ids behind each figure (else ask `records.records` for the one opened).
    UnknownFigure for an id that has no definition at the end of the period.
    """
    planned = plan(indicators, period.end, ids, language)
    values = count(planned, facts, needed(planned), scope=scope, period=period)
    found = _figures(planned, values) | {
        item.id: _of_middle(planned, facts, item, scope, period)
        for item in planned.middles
        if planned.wants(item.id)
    }
    if not records:
        return found
    behind = all_records(planned, facts, needed(planned), scope, period)
    numerators = planned.numerators
    return {
        name: replace(figure, records=behind.get(numerators.get(name, name), ()))
        for name, figure in found.items()
    }


def count(
    planned: Plan, facts: Facts, counts: Iterable[Count], *, scope: Scope | None, period: Period
) -> dict[str, int]:
    """The value of every count and code, by figure id; batched by table, by what places a row in time and by distinct column."""
    wanted = list(counts)
    new = [item for item in wanted if (item, scope, period) not in facts.counted]

    def place(item: Count) -> tuple[str, ...]:
        return item.table, item.rule.date or "", str(item.rule.over), item.distinct or ""

    for _, group in groupby(sorted(new, key=place), key=place):
        batch = tuple(group)
        names, rows = asked(facts, _batch, batch, excluded(planned, batch), scope=scope, period=period)
        row = rows[0]
        values = {name: int(row[column] or 0) for column, name in names.items()}
        for item in batch:
            facts.counted[item, scope, period] = {name: values[name] for name in _ids(item)}
    return {name: value for item in wanted for name, value in facts.counted[item, scope, period].items()}


def _ids(item: Count) -> list[str]:
    return [item.id] if item.by is None else [code.id for code in item.codes]


def _batch(
    tables: Tables,
    batch: tuple[Count, ...],
    others: tuple[Count, ...],
    *,
    scope: Scope | None,
    period: Period,
) -> Query:
    rows = expressions.prepared(tables, batch[0].table, batch, others, scope, period)
    dated = rows.filter(expressions.dated(rows, batch[0].rule, period))
    return (_by_value if batch[0].distinct else _by_row)(dated, batch, period)


def _by_row(table: ibis.Table, batch: tuple[Count, ...], period: Period) -> Query:
    ids = {name: value for item in batch for name, value in expressions.total(table, item, period).items()}
    names = {f"n{place}": name for place, name in enumerate(ids)}
    return names, table.aggregate(**{column: ids[name] for column, name in names.items()})


def _by_value(table: ibis.Table, batch: tuple[Count, ...], period: Period) -> Query:
    distinct = batch[0].distinct
    keys = {_rows_of(item): f"c{place}" for place, item in enumerate(batch) if item.by is not None}
    per = {
        f"c{place}": expressions.each(table, item, period)
        for place, item in enumerate(batch)
        if item.by is not None or _rows_of(item) not in keys
    }
    one_each = table.filter(table[distinct].notnull()).group_by(distinct).aggregate(**per)
    names: dict[str, str] = {}
    sums: dict[str, ibis.ir.Scalar] = {}
    for place, item in enumerate(batch):
        if item.by is None:
            names[f"n{place}"], key = item.id, keys.get(_rows_of(item))
            found = one_each[key].notnull() if key else one_each[f"c{place}"]
            sums[f"n{place}"] = one_each.count(where=found)
        for number, code in enumerate(item.codes):
            column = f"n{place}_{number}"
            names[column] = code.id
            sums[column] = one_each.count(where=expressions.code_is(one_each[f"c{place}"], item, number))
    return names, one_each.aggregate(**sums)


def _rows_of(item: Count) -> tuple[str, str]:
    """The same for a total and a breakdown of the same rows: whoever has a deciding key there counts here."""
    return item.id.partition(".")[0], repr(sorted(item.where.items()))


def _figures(planned: Plan, values: Mapping[str, int]) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for item in planned.counts.values():
        found |= {figure.id: figure for figure in _of_count(item, values) if planned.wants(figure.id)}
    for quotient in planned.quotients:
        if planned.wants(quotient.id):
            found[quotient.id] = _of_quotient(quotient, values)
    return found


def _of_count(item: Count, values: Mapping[str, int]) -> Iterable[Figure]:
    if item.by is None and item.id in values:
        yield Figure(item.id, item.label, values[item.id], item.unit, None, (), item.definition)
    codes = [code for code in item.codes if code.id in values]
    percents = shares([values[code.id] for code in codes]) if item.share else [None] * len(codes)
    for code, percent in zip(codes, percents, strict=True):
        yield Figure(
            code.id, code.label, values[code.id], code.unit or item.unit, percent, (), item.definition
        )


def _of_quotient(quotient: Quotient, values: Mapping[str, int]) -> Figure:
    divided = share if quotient.unit == "%" else ratio
    rate = divided(quotient.per * values[quotient.of], values[quotient.to])
    return Figure(quotient.id, quotient.label, rate, quotient.unit, None, (), quotient.definition)


def _of_middle(planned: Plan, facts: Facts, item: Middle, scope: Scope | None, period: Period) -> Figure:
    """From how often each number of days occurs: the same on every engine, whatever it thinks a median is."""
    of = counting_of(planned, planned.counts[item.of])
    _, often = asked(facts, _days, of, item.rule.start, item.rule.end, scope=scope, period=period)
    value = median({int(row["days"]): int(row["n"]) for row in often})
    return Figure(item.id, item.label, value, item.rule.unit, None, (), item.rule.in_force)


def _days(
    tables: Tables, of: Counting, start: str | DayElsewhere, end: str, *, scope: Scope | None, period: Period
) -> tuple[None, ibis.Table]:
    days = expressions.days(tables, rows_of(tables, of, scope, period), start, end)
    return None, days.group_by("days").aggregate(n=days.count())
