"""Totals by unit or by month in one pass each, for pages that show many of them side by side."""

from collections.abc import Collection, Mapping

import ibis

from mingjian.law.indicator import Indicator
from mingjian.statistics import expressions
from mingjian.statistics.engine import Facts
from mingjian.statistics.period import Period
from mingjian.statistics.plan import Count, Plan, plan
from mingjian.statistics.scope import Scope


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
    names = facts.given({"of": list(groups), "group": list(groups.values())})
    scope = Scope("", "", frozenset(groups))
    for name in ids:
        counted, count = _counted(planned, facts, name, scope, period)
        keyed = counted.inner_join(names, counted.unit == names.of)
        for row in facts.rows(keyed.group_by("group").aggregate(n=_value(keyed, count))):
            found[row["group"]][name] = int(row["n"])
    return found


def by_month(
    indicators: Mapping[str, Indicator], facts: Facts, name: str, *, scope: Scope | None, period: Period
) -> dict[int, int]:
    """The total of one indicator in each month of the period, as `figures` gives it for that month alone.

    Values are in the unit of the indicator; months without any are 0. KeyError for an id that is no total of a count.
    """
    counted, count = _counted(plan(indicators, period.end, [name]), facts, name, scope, period)
    day = counted[count.rule.date]
    keyed = counted.mutate(
        month=day.substr(5, 2).cast("int64") if day.type().is_string() else day.month().cast("int64")
    )
    found = dict.fromkeys(range(period.start.month, period.end.month + 1), 0)
    return found | {
        row["month"]: int(row["n"])
        for row in facts.rows(keyed.group_by("month").aggregate(n=_value(keyed, count)))
    }


def _counted(
    planned: Plan, facts: Facts, name: str, scope: Scope | None, period: Period
) -> tuple[ibis.Table, Count]:
    count = planned.counts[name]
    rows = expressions.prepared(facts, count.table, [count], planned.counts, scope, period)
    return rows.filter(expressions.condition(rows, count, period)), count


def _value(rows: ibis.Table, count: Count) -> ibis.ir.Scalar:
    if count.distinct is not None:
        return rows[count.distinct].nunique()
    return rows[count.rule.sums].sum().fill_null(0) if count.rule.sums else rows.count()
