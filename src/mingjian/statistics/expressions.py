"""Ibis expressions for what has to be counted; they run unchanged on every engine.

Flags are 0/1 integers, every order is explicit, and nothing depends on how an engine compares text.
"""

from collections.abc import Collection, Sequence
from datetime import date
from functools import reduce
from operator import and_, or_

import ibis

from mingjian.law.indicator import (
    ABSENT,
    PRESENT,
    REST,
    Counted,
    DayElsewhere,
    Follows,
    InTime,
    Repeats,
    Value,
)
from mingjian.statistics.facts import UNIT_LEVEL
from mingjian.statistics.period import Period
from mingjian.statistics.plan import ROWS, Count
from mingjian.statistics.scope import Scope
from mingjian.statistics.statements import Tables

# A key is weight, then day (the days since the first one), then the code's place, in one integer.
_DAYS, _CODES, _FIRST = 10**6, 100, date(1900, 1, 1)


def prepared(
    facts: Tables, name: str, counts: Collection[Count], others: Collection[Count],
    scope: Scope | None, period: Period,
) -> ibis.Table:  # fmt: skip
    """The rows of a table in the scope, with a 0/1 column for each rule that looks into another table.

    `others`: the counts that these exclude (`plan.excluded`).
    """
    table = in_scope(facts, name, scope)
    if any(count.by == UNIT_LEVEL for count in counts):
        units = facts.table("units")
        levels = units.select(level_of=units.id, **{UNIT_LEVEL: units.level})
        table = table.left_join(levels, table.unit == levels.level_of)
    rules = {count.id.partition(".")[0]: count.rule for count in counts}
    for indicator, rule in rules.items():
        if rule.repeats:
            table = _marked(
                table, f"again_{indicator}", "id", _again(facts.table(name), str(rule.date), rule.repeats)
            )
        if rule.follows:
            said = _following(facts, facts.table(name), str(rule.date), rule.follows)
            table = _marked(table, f"after_{indicator}", "id", said)
        if rule.levels:
            units = facts.table("units")
            inside = units.filter(units.level.isin(rule.levels)).select("id").distinct()
            table = _marked(table, f"level_{indicator}", "unit", inside)
        if rule.led_to:
            other = facts.table(rule.led_to.table)
            led = other.filter(other[rule.led_to.date] <= period.end)
            named = led.select(id=led[rule.led_to.column]).distinct()
            table = _marked(table, f"led_{indicator}", "id", named)
        if rule.excludes:
            out = next(other for other in others if other.id == rule.excludes)
            rows = prepared(facts, out.table, [out], others, None, period)
            counted = rows.filter(condition(rows, out, period)).select(id=out.distinct or "id").distinct()
            table = _marked(table, f"out_{indicator}", "id" if rule.counts == ROWS else rule.counts, counted)
    return table


def in_scope(facts: Tables, name: str, scope: Scope | None) -> ibis.Table:
    """The rows whose unit is in the scope; all of them without a scope."""
    table = facts.table(name)
    if name == "units":
        table = table.mutate(unit=table.id)
    return facts.inside(table, scope)


def _marked(table: ibis.Table, mark: str, column: str, ids: ibis.Table) -> ibis.Table:
    named = ids.rename({mark: "id"})
    joined = table.left_join(named, table[column] == named[mark])
    return joined.mutate(**{mark: joined[mark].notnull().ifelse(1, 0)})


def condition(table: ibis.Table, count: Count, period: Period) -> ibis.ir.BooleanValue:
    """Whether a row of a prepared table is part of the count in the period; unknown counts as no."""
    return dated(table, count.rule, period) & counted(table, count, period)


def dated(table: ibis.Table, rule: Counted, period: Period) -> ibis.ir.BooleanValue:
    """Whether the row's counting date lies in the period, both ends included; months are written 2023-03."""
    if rule.date is None:
        return ibis.literal(True)
    day, start = table[rule.date], period.since(rule.over)
    if start is None:
        return day <= period.end
    if day.type().is_string():
        return day.between(f"{start:%Y-%m}", f"{period.end:%Y-%m}")
    return day.between(start, period.end)


def _again(table: ibis.Table, day: str, rule: Repeats) -> ibis.Table:
    """The ids of rows before which, not too long ago, another row said the same."""
    said = table.filter(*(table[name].notnull() for name in (*rule.by, day)))
    days = said.select(*rule.by, day).distinct()
    before = days.mutate(before=days[day].lag().over(ibis.window(group_by=rule.by, order_by=days[day])))
    soon = before.filter(_in_time(before[day], InTime(by="before", months=rule.months), before))
    return said.semi_join(soon, [*rule.by, day]).select("id").distinct()


def _following(facts: Tables, table: ibis.Table, day: str, rule: Follows) -> ibis.Table:
    """The ids of rows before which, not too long ago, a row of the other table says the same."""
    other = facts.table(rule.table)
    said = other.select(said=other[rule.by], before=other[rule.date]).distinct()
    both = table.inner_join(said, table[rule.by] == said.said)
    soon = (both.before <= both[day]) & _in_time(both[day], InTime(by="before", months=rule.months), both)
    return both.filter(soon).select("id").distinct()


def days(facts: Tables, rows: ibis.Table, start: str | DayElsewhere, end: str) -> ibis.Table:
    """The days from one day to the other of each row that knows both."""
    if isinstance(start, DayElsewhere):
        other = facts.table(start.table)
        started = other.select(other_id=other.id, start_day=other[start.day])
        rows = rows.inner_join(started, rows[start.by] == started.other_id)
        first = rows.start_day
    else:
        first = rows[start]
    apart = rows.select(days=rows[end].delta(first, unit="day"))
    return apart.filter(apart.days.notnull())


def counted(table: ibis.Table, count: Count, period: Period) -> ibis.ir.BooleanValue:
    """Whether a row dated in the period is part of the count."""
    ends = [table[name] <= period.end for name in count.rule.by_end]
    if count.rule.lasts:
        last = table[count.rule.lasts]
        ends.append(last.isnull() | (last >= period.end))
    if count.rule.until:
        ended = table[count.rule.until]
        ends.append(ended.isnull() | (ended > period.end))
    return reduce(and_, ends, met(table, count))


def met(table: ibis.Table, count: Count, without: str | None = None) -> ibis.ir.BooleanValue:
    """Whether the row meets the rule apart from its date (and from what it says of the column `without`)."""
    indicator, rule = count.id.partition(".")[0], count.rule
    parts = [is_one_of(table[name], values) for name, values in count.where.items() if name != without]
    if count.distinct and count.distinct != without:
        parts.append(table[count.distinct].notnull())
    if rule.either and without not in rule.either:
        parts.append(reduce(or_, (table[name].notnull() for name in rule.either)))
    parts += [table[f"level_{indicator}"] == 1] if rule.levels else []
    parts += [table[f"led_{indicator}"] == 1] if rule.led_to else []
    parts += [table[f"again_{indicator}"] == 1] if rule.repeats else []
    parts += [table[f"after_{indicator}"] == 1] if rule.follows else []
    parts += [table[f"out_{indicator}"] == 0] if rule.excludes else []
    parts += [_in_time(table[name], limit, table) for name, limit in rule.in_time.items()]
    return reduce(and_, parts) if parts else ibis.literal(True)


def _in_time(day: ibis.ir.DateValue, limit: InTime, table: ibis.Table) -> ibis.ir.BooleanValue:
    """Whether a day is known and in time; months are counted as the law does: from 31 August to 28 February."""
    last = table[limit.by]
    if limit.days:
        return day.delta(last, unit="day") <= limit.days
    if not limit.months:
        return day <= last
    apart = (day.year() - last.year()) * 12 + (day.month() - last.month())
    same = (apart == limit.months) & (day.day() <= last.day())
    return (apart < limit.months) | same


def is_one_of(column: ibis.ir.Value, values: Sequence[Value]) -> ibis.ir.BooleanValue:
    """Whether the column has one of the values, is `present`, is `absent`, or (`rest`) none of them; unknown counts as no."""
    if PRESENT in values:
        return column.notnull()
    if REST in values:
        return ~column.isin([value for value in values if value != REST]).fill_null(False)
    plain = [value for value in values if value != ABSENT]
    tests = [column.isin(plain)] if plain else []
    tests += [column.isnull()] if ABSENT in values else []
    return reduce(or_, tests)


def total(table: ibis.Table, count: Count, period: Period) -> dict[str, ibis.ir.Scalar]:
    """Aggregates of a count of rows (or of a summed column) over rows dated in the period: one by id, or one for each code."""
    part = counted(table, count, period)

    def over(where: ibis.ir.BooleanValue) -> ibis.ir.Scalar:
        return table[count.rule.sums].sum(where=where) if count.rule.sums else table.count(where=where)

    if count.by is None:
        return {count.id: over(part)}
    return {code.id: over(part & is_one_of(table[count.by], code.values)) for code in count.codes}


def each(table: ibis.Table, count: Count, period: Period) -> ibis.ir.Scalar:
    """For rows dated in the period, grouped by the distinct column: whether the value counts; its deciding key in a breakdown."""
    part = counted(table, count, period)
    return part.any() if count.by is None else key(table, count).max(where=part)


def code_is(keys: ibis.ir.IntegerColumn, count: Count, place: int) -> ibis.ir.BooleanValue:
    """Whether a deciding key stands for the code at a place of the breakdown."""
    return keys % _CODES == _place(count, place)


def place_of(keys: ibis.ir.IntegerColumn, count: Count) -> ibis.ir.IntegerColumn:
    """The place of the code that a deciding key stands for; -1 for none."""
    return ((keys % _CODES) > 0).ifelse(len(count.codes) - keys % _CODES, -1)


def key(table: ibis.Table, count: Count) -> ibis.ir.IntegerColumn:
    """By which row a value is decided: the gravest, then the latest, then that of the earlier code."""
    number = _number(table[count.rule.date]) if count.rule.date else ibis.literal(0)
    code = _code(table, count) if count.by is not None else ibis.literal(0)
    return (_weight(table, count).cast("int64") * _DAYS + number) * _CODES + code.cast("int64")


def _number(day: ibis.Column) -> ibis.ir.IntegerValue:
    """The days since the first one; a month is its first day."""
    if day.type().is_string():
        day = (day + "-01").cast("date")
    return day.delta(_FIRST, unit="day").cast("int64")


def _code(table: ibis.Table, count: Count) -> ibis.ir.IntegerValue:
    codes = enumerate(count.codes)
    cases = ((is_one_of(table[count.by], code.values), _place(count, place)) for place, code in codes)
    return ibis.cases(*cases, else_=0)


def _weight(table: ibis.Table, count: Count) -> ibis.ir.IntegerValue:
    weights = [
        ibis.cases(*((table[column] == value, weight) for value, weight in by_value.items()), else_=0)
        for column, by_value in count.gravest.items()
    ]
    return ibis.greatest(*weights) if weights else ibis.literal(0)


def _place(count: Count, place: int) -> int:
    """The earlier code has the larger number, so that it wins between rows of equal weight and day."""
    return len(count.codes) - place
