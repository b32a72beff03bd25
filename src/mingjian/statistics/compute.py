"""Figures from facts: one pass over a table for its rows, one for each column whose values count once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import groupby

import ibis

from mingjian.law.indicator import Indicator
from mingjian.statistics import expressions
from mingjian.statistics.engine import Facts
from mingjian.statistics.figure import Figure
from mingjian.statistics.period import Period
from mingjian.statistics.plan import Count, Plan, Quotient, needed, plan
from mingjian.statistics.records import all_records
from mingjian.statistics.scope import Scope
from mingjian.statistics.shares import share, shares

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
    found = _figures(planned, values)
    if not records:
        return found
    behind = all_records(planned, facts, needed(planned), scope, period)
    numerators = {quotient.id: quotient.of for quotient in planned.quotients}
    return {
        name: replace(figure, records=behind.get(numerators.get(name, name), ()))
        for name, figure in found.items()
    }


def count(
    planned: Plan, facts: Facts, counts: Iterable[Count], *, scope: Scope | None, period: Period
) -> dict[str, int]:
    """The value of every count and code, by figure id; batched by table and by distinct column."""

    def place(item: Count) -> tuple[str, str]:
        return item.table, item.distinct or ""

    values: dict[str, int] = {}
    for (table, distinct), group in groupby(sorted(counts, key=place), key=place):
        batch = list(group)
        rows = expressions.prepared(facts, table, batch, planned.counts, scope, period)
        rows = expressions.inside(rows, {item.rule.date for item in batch}, period)
        names, query = (_by_value if distinct else _by_row)(rows, batch, period)
        row = facts.rows(query)[0]
        values |= {name: int(row[column] or 0) for column, name in names.items()}
    return values


def _by_row(table: ibis.Table, batch: list[Count], period: Period) -> Query:
    ids = {name: value for item in batch for name, value in expressions.total(table, item, period).items()}
    names = {f"n{place}": name for place, name in enumerate(ids)}
    return names, table.aggregate(**{column: ids[name] for column, name in names.items()})


def _by_value(table: ibis.Table, batch: list[Count], period: Period) -> Query:
    distinct = batch[0].distinct
    per = {f"c{place}": expressions.each(table, item, period) for place, item in enumerate(batch)}
    one_each = table.filter(table[distinct].notnull()).group_by(distinct).aggregate(**per)
    names: dict[str, str] = {}
    sums: dict[str, ibis.ir.Scalar] = {}
    for place, item in enumerate(batch):
        key = one_each[f"c{place}"]
        if item.by is None:
            names[f"n{place}"], sums[f"n{place}"] = item.id, key.sum()
        for number, code in enumerate(item.codes):
            column = f"n{place}_{number}"
            names[column] = code.id
            sums[column] = expressions.code_is(key, item, number).ifelse(1, 0).sum()
    return names, one_each.aggregate(**sums)


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
    rate = share(values[quotient.of], values[quotient.to])
    return Figure(quotient.id, quotient.label, rate, "%", None, (), quotient.definition)
