"""From indicators to what has to be counted: the definitions in force, each total and each breakdown."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from mingjian.law.indicator import ABSENT, REST, Breakdown, Counted, Indicator, Median, Rate, Value
from mingjian.statistics.facts import TABLES

Where = Mapping[str, tuple[Value, ...]]
ROWS = "rows"


class UnknownFigure(LookupError):
    """No figure of this name; says what to do."""


@dataclass(frozen=True)
class Code:
    """One code of a breakdown: the figure's id, label, and the values of the column it stands for."""

    id: str
    label: str
    values: tuple[Value, ...]
    unit: str | None = None


@dataclass(frozen=True, eq=False)
class Count:
    """Something to count in one table: a total, or a breakdown with its `codes` by the column `by`.

    One object for each definition, so that statements made for it are found again.
    """

    id: str
    label: str
    unit: str
    rule: Counted
    distinct: str | None
    where: Where
    needs: tuple[str, ...]
    by: str | None = None
    codes: tuple[Code, ...] = ()
    gravest: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    share: bool = False

    @property
    def table(self) -> str:
        return self.rule.table

    @property
    def definition(self) -> date:
        return self.rule.in_force


@dataclass(frozen=True)
class Quotient:
    """A rate: the id of the figure, those of its numerator and denominator, and the unit of what it gives."""

    id: str
    label: str
    of: str
    to: str
    unit: str
    definition: date
    per: int = 1


@dataclass(frozen=True)
class Middle:
    """A median of days: the id of the figure, that of the rows it looks at, and its rule."""

    id: str
    label: str
    of: str
    rule: Median


@dataclass(frozen=True)
class Plan:
    """What has to be counted for the figures `wanted`, in the order of the lawbook."""

    counts: Mapping[str, Count]
    quotients: tuple[Quotient, ...]
    middles: tuple[Middle, ...]
    wanted: Collection[str] | None

    @property
    def numerators(self) -> dict[str, str]:
        """The figure whose records stand behind a rate or a median."""
        return {item.id: item.of for item in (*self.quotients, *self.middles)}

    def is_of_the_year(self, figure: str) -> bool:
        """Whether a figure says little of a quarter alone: it follows a batch up to the period's end, or rests on returns of a year."""
        parts = {(item.id, item.of) for item in self.middles} | {
            (item.id, item.of) for item in self.quotients
        }
        parts |= {(item.id, item.to) for item in self.quotients}
        names = {part for whole, part in parts if whole == figure} or {figure}
        rules = [self.counts[name.partition(":")[0]].rule for name in names]
        return any(rule.led_to is not None or TABLES[rule.table].column("year") is not None for rule in rules)

    def is_returned(self, figure: str) -> bool:
        """Whether a figure is a total of returns of a year."""
        count = self.counts.get(figure.partition(":")[0])
        return count is not None and TABLES[count.rule.table].column("year") is not None

    def wants(self, figure: str) -> bool:
        """Whether the figure was asked for: itself, its breakdown, or everything."""
        return self.wanted is None or figure in self.wanted or figure.partition(":")[0] in self.wanted


def plan(
    indicators: Mapping[str, Indicator], on: date, ids: Collection[str] | None = None, language: str = "zh"
) -> Plan:
    """The definitions in force on the day; `ids` names indicators, breakdowns or single codes.

    An indicator alone (`form_uses`) brings its total only; without ids everything is counted.
    UnknownFigure if an id is in no definition in force on that day.
    """
    counts: dict[str, Count] = {}
    quotients: list[Quotient] = []
    middles: list[Middle] = []
    for name, indicator in indicators.items():
        rule = indicator.on(on)
        if isinstance(rule, Counted):
            counts |= {count.id: count for count in _counts(name, indicator, rule.in_force, language)}
    for name, indicator in indicators.items():
        rule = indicator.on(on)
        if isinstance(rule, Rate):
            quotients += _quotients(name, indicator.say(language), rule, counts)
        elif isinstance(rule, Median):
            middles.append(Middle(name, indicator.say(language), rule.median, rule))
    planned = Plan(counts, tuple(quotients), tuple(middles), None if ids is None else frozenset(ids))
    missing = sorted(set(ids or ()) - _names(planned))
    if missing:
        raise UnknownFigure(f"{on}没有名为“{missing[0]}”的指标；请用mingjian lawbook show查看现行指标")
    return planned


def known_ids(indicators: Mapping[str, Indicator], on: date) -> frozenset[str]:
    """Every id that may be asked for on the day: indicators, their breakdowns, single codes."""
    return frozenset(_names(plan(indicators, on)))


def _names(planned: Plan) -> set[str]:
    codes = {code.id for count in planned.counts.values() for code in count.codes}
    rates = {quotient.id for quotient in planned.quotients}
    middles = {middle.id for middle in planned.middles}
    return set(planned.counts) | codes | middles | rates | {rate.partition(":")[0] for rate in rates}


def needed(planned: Plan) -> list[Count]:
    """The counts that the wanted figures rest on, numerators and denominators included."""
    ids = {
        code
        for quotient in planned.quotients
        if planned.wants(quotient.id)
        for code in (quotient.of, quotient.to)
    }
    return [item for item in planned.counts.values() if _is_needed(item, planned, ids)]


def excluded(planned: Plan, counts: Collection[Count]) -> tuple[Count, ...]:
    """The counts whose rows or values these, and those again, leave out."""
    names = [count.rule.excludes for count in counts if count.rule.excludes]
    found = [planned.counts[name] for name in dict.fromkeys(names)]
    return (*found, *excluded(planned, found)) if found else ()


def _is_needed(item: Count, planned: Plan, ids: set[str]) -> bool:
    names = [item.id, *(code.id for code in item.codes)]
    return any(name in ids or planned.wants(name) for name in names)


@lru_cache(maxsize=4096)
def _counts(name: str, indicator: Indicator, in_force: date, language: str) -> tuple[Count, ...]:
    rule = indicator.on(in_force)
    return tuple(_made(name, indicator.say(language), rule, language)) if isinstance(rule, Counted) else ()


def _made(name: str, label: str, rule: Counted, language: str) -> Iterator[Count]:
    distinct = None if rule.counts == ROWS else rule.counts
    yield Count(name, label, rule.unit, rule, distinct, rule.where, rule.needs)
    for by, breakdown in rule.breakdowns.items():
        counts = breakdown.counts or rule.counts
        yield Count(
            f"{name}.{by}", label, breakdown.unit or rule.unit, rule, None if counts == ROWS else counts,
            {**rule.where, **breakdown.where}, (*rule.needs, *breakdown.needs), breakdown.by,
            tuple(_codes(f"{name}.{by}", rule.table, breakdown, language)), breakdown.gravest,
            breakdown.share,
        )  # fmt: skip


def _codes(figure: str, table: str, breakdown: Breakdown, language: str) -> Iterator[Code]:
    english = language.startswith("en")
    named = list(_named(table, breakdown, language))
    for name, label, values in named:
        yield Code(f"{figure}:{name}", label, values, breakdown.units.get(name))
    if breakdown.rest:
        others = (REST, *(value for _, _, values in named for value in values))
        yield Code(f"{figure}:{REST}", "Other" if english else "其他", others)
    if breakdown.unknown:
        yield Code(f"{figure}:unknown", "Not stated" if english else "未注明", (ABSENT,))


def _named(table: str, breakdown: Breakdown, language: str) -> Iterator[tuple[str, str, tuple[Value, ...]]]:
    """The codes that are named: here, else those of the column."""
    if breakdown.codes is not None:
        for name, code in breakdown.codes.items():
            yield name, code.say(language), code.is_
        return
    column = TABLES[table].column(breakdown.by)
    for name, (label, en) in column.codes.items() if column else ():
        if not breakdown.only or name in breakdown.only:
            yield name, en if language.startswith("en") else label, (name,)


def _quotients(name: str, label: str, rule: Rate, counts: Mapping[str, Count]) -> Iterator[Quotient]:
    yield Quotient(name, label, rule.of, rule.to, rule.unit, rule.in_force, rule.per)
    for by in rule.breakdowns:
        for code in counts[f"{rule.of}.{by}"].codes:
            tail = code.id.partition(".")[2]
            yield Quotient(
                f"{name}.{tail}", code.label, code.id, f"{rule.to}.{tail}", rule.unit, rule.in_force, rule.per
            )
