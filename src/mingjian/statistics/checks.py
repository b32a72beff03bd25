"""What must hold in the indicators and code lists: every table, column, code and indicator they name exists."""

from collections.abc import Iterable, Iterator, Mapping

from mingjian.law.indicator import (
    ABSENT,
    PRESENT,
    Breakdown,
    Counted,
    DayElsewhere,
    Indicator,
    Median,
    Rate,
    Value,
)  # fmt: skip
from mingjian.law.lawbook import Lawbook
from mingjian.statistics.coding import LISTS
from mingjian.statistics.facts import TABLES, UNIT_LEVEL, Table


def check(indicators: Mapping[str, Indicator]) -> list[str]:
    """A sentence for every mistake: which indicator, what is wrong."""
    return [
        f"指标“{name}”（{version.in_force}起）：{mistake}"
        for name, indicator in indicators.items()
        for version in indicator.versions
        for mistake in _mistakes(version, indicators)
    ]


def check_codes(book: Lawbook) -> list[str]:
    """A sentence for every code of the lists behind facts that would be counted nowhere."""
    items = book.taxonomy("form_item").codes
    named = [tuple(item.split(".")) for item in items if "." in item]
    strange = [(name, code) for name, code in named if code not in book.taxonomy(name).codes]
    return [
        *(f"代码表“{name}”的“{code}”没有统计代码；请写明fact" for name, code in _uncounted(book)),
        *(f"代码表“form_item”：“{name}”没有“{code}”；请核对拼写" for name, code in strange),
    ]


def _uncounted(book: Lawbook) -> Iterator[tuple[str, str]]:
    for place, name in [*LISTS.items(), ("form_uses.form", "form_item")]:
        table, _, column = place.rpartition(".")
        tables = [TABLES[table]] if table else TABLES.values()
        known = next(found.codes for item in tables if (found := item.column(column)))
        entry = book.taxonomy(name)
        yield from ((name, code) for code in entry.codes if entry.fact(code) not in known)


def _mistakes(version: Counted | Rate | Median, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    if isinstance(version, Rate):
        yield from _of_rate(version, indicators)
    elif isinstance(version, Median):
        yield from _of_median(version, indicators)
    elif version.table not in TABLES:
        yield f"没有名为“{version.table}”的事实表"
    else:
        yield from _of_count(version, TABLES[version.table])
        yield from _of_others(version, indicators)


def _of_rate(version: Rate, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    for figure in (version.of, version.to):
        name, _, code = figure.partition(".")
        counted = indicators[name].on(version.in_force) if name in indicators else None
        if not isinstance(counted, Counted):
            yield f"没有可作分子分母的指标“{name}”"
            continue
        asked = [*version.breakdowns, *([code.partition(":")[0]] if code else [])]
        yield from (f"“{name}”没有分项“{by}”" for by in asked if by not in counted.breakdowns)


def _of_median(version: Median, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    counted = indicators[version.median].on(version.in_force) if version.median in indicators else None
    if not isinstance(counted, Counted) or counted.counts != "rows" or counted.sums:
        yield f"没有逐条计数的指标“{version.median}”"
        return
    table = TABLES[counted.table]
    if not isinstance(version.start, DayElsewhere):
        yield from _columns([version.start, version.end], table)
        return
    yield from _columns([version.start.by, version.end], table)
    yield from _elsewhere(version.start.table, version.start.day)


def _of_count(version: Counted, table: Table) -> Iterator[str]:
    if version.date not in table.counted_on and not (version.date is None and table.name == "units"):
        yield f"“{version.date}”不是事实表“{table.name}”归入期间的日期"
    if version.repeats:
        yield from _columns(version.repeats.by, table)
    if version.follows:
        yield from _columns([version.follows.by], table)
        yield from _elsewhere(version.follows.table, version.follows.by, version.follows.date)
    named = [*version.either, *version.needs, *version.by_end]
    named += [name for name in (version.sums, version.lasts, version.until) if name]
    named += [name for day, limit in version.in_time.items() for name in (day, limit.by)]
    yield from _columns(named, table)
    yield from _counts(version.counts, table)
    yield from _where(version.where, table)
    for name, breakdown in version.breakdowns.items():
        yield from (f"分项“{name}”{mistake}" for mistake in _of_breakdown(breakdown, table))


def _of_breakdown(breakdown: Breakdown, table: Table) -> Iterator[str]:
    if breakdown.by == UNIT_LEVEL:
        if breakdown.codes is None:
            yield "按层级分的，请在codes中列出层级"
        return
    yield from _columns([breakdown.by, *breakdown.needs], table)
    yield from _counts(breakdown.counts or "rows", table)
    yield from _where(breakdown.where, table)
    yield from _where({column: tuple(weights) for column, weights in breakdown.gravest.items()}, table)
    column = table.column(breakdown.by)
    if breakdown.codes is not None:
        yield from _where(
            {breakdown.by: tuple(v for code in breakdown.codes.values() for v in code.is_)}, table
        )
    elif column and not column.codes:
        yield f"的列“{breakdown.by}”没有类别；请在codes中列出"


def _of_others(version: Counted, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    named = [version.excludes] if version.excludes else []
    for identity in version.identities:
        named += [name for name in (identity.to, identity.at_most, *(identity.between or ())) if name]
        if identity.adds_up and identity.adds_up not in version.breakdowns:
            yield f"核对关系所说的分项“{identity.adds_up}”不存在"
    yield from (f"没有名为“{name}”的指标" for name in named if name not in indicators)
    if version.led_to:
        yield from _elsewhere(version.led_to.table, version.led_to.column, version.led_to.date)


def _elsewhere(name: str, *columns: str) -> Iterator[str]:
    if name not in TABLES:
        yield f"没有名为“{name}”的事实表"
    else:
        yield from _columns(columns, TABLES[name])


def _counts(counts: str, table: Table) -> Iterator[str]:
    if counts != "rows":
        yield from _columns([counts], table)


def _columns(names: Iterable[str], table: Table) -> Iterator[str]:
    yield from (f"事实表“{table.name}”没有“{name}”一列" for name in names if table.column(name) is None)


def _where(where: Mapping[str, tuple[Value, ...]], table: Table) -> Iterator[str]:
    yield from _columns(where, table)
    for name, values in where.items():
        column = table.column(name)
        allowed: set[Value] = {PRESENT, ABSENT, *(column.codes if column else ())}
        allowed |= {0, 1} if column and column.type == "flag" else set()
        if column and column.type in ("code", "flag"):
            yield from (f"“{name}”没有“{value}”这一类" for value in values if value not in allowed)
