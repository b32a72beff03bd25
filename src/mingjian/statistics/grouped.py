"""Totals by unit or by month in one pass each, for pages that show many of them side by side."""

from collections.abc import Collection, Mapping

import ibis

from mingjian.law.indicator import Indicator
from mingjian.statistics import expressions
from mingjian.statistics.engine import Facts
from mingjian.statistics.period import Period
from mingjian.statistics.plan import Count, excluded, plan
from mingjian.statistics.scope import Scope
from mingjian.statistics.statements import Tables, asked


def by_unit(
    indicators: Mapping[str, Indicator],
    facts: Facts,
    ids: Collection[str],
    *,
    period: Period,
    groups: Mapping[str, str],
) -> dict[str, dict[str, int]]:
    """Totals of the indicators `ids` for groups of units, as `figures` gives them for each group alone.

    `groups`: the group of each unit that counts. The answer: group → indicator → value, zeros included.
    Values are in the unit of each indicator. KeyError for an id that is no total of a count.
    """
    planned = plan(indicators, period.end, ids)
    found: dict[str, dict[str, int]] = {group: dict.fromkeys(ids, 0) for group in groups.values()}
    names = facts.given({"of": list(groups), "group": list(groups.values())}).get_name()
    scope = Scope("", "", frozenset(groups))
    for name in ids:
        count = planned.counts[name]
        others = excluded(planned, [count])
        _, rows = asked(facts, _by_group, count, others, names, scope=scope, period=period)
        for row in rows:
            found[row["group"]][name] = int(row["n"])
    return found


def _by_group(
    tables: Tables,
    count: Count,
    others: tuple[Count, ...],
    names: str,
    *,
    scope: Scope | None,
    period: Period,
) -> tuple[None, ibis.Table]:
    groups = ibis.table({"of": "string", "group": "string"}, name=names)
    counted = _counted(tables, count, others, scope, period)
    keyed = counted.inner_join(groups, counted.unit == groups.of)
    return None, keyed.group_by("group").aggregate(n=_value(keyed, count))


def by_month(
    indicators: Mapping[str, Indicator], facts: Facts, name: str, *, scope: Scope | None, period: Period
) -> dict[int, int]:
    """The total of one indicator in each month of the period, as `figures` gives it for that month alone.

    Values are in the unit of the indicator; months without any are 0. KeyError for an id that is no total of a count.
    """
    planned = plan(indicators, period.end, [name])
    count = planned.counts[name]
    _, rows = asked(facts, _by_month, count, excluded(planned, [count]), scope=scope, period=period)
    found = dict.fromkeys(range(period.start.month, period.end.month + 1), 0)
    return found | {row["month"]: int(row["n"]) for row in rows}


def _by_month(
    tables: Tables, count: Count, others: tuple[Count, ...], *, scope: Scope | None, period: Period
) -> tuple[None, ibis.Table]:
    counted = _counted(tables, count, others, scope, period)
    day = counted[count.rule.date]
    month = day.substr(5, 2).cast("int64") if day.type().is_string() else day.month().cast("int64")
    keyed = counted.mutate(month=month)
    return None, keyed.group_by("month").aggregate(n=_value(keyed, count))


def _counted(
    tables: Tables, count: Count, others: tuple[Count, ...], scope: Scope | None, period: Period
) -> ibis.Table:
    rows = expressions.prepared(tables, count.table, [count], others, scope, period)
    return rows.filter(expressions.condition(rows, count, period))


def _value(rows: ibis.Table, count: Count) -> ibis.ir.Scalar:
    if count.distinct is not None:
        return rows[count.distinct].nunique()
    return rows[count.rule.sums].sum().fill_null(0) if count.rule.sums else rows.count()
