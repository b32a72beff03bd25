"""What must hold between figures before they are issued, and the records behind whatever does not.

Declared identities, cumulative figures that never fall within a year, shares that total 100.0,
the whole as the sum of its parts, small cells. Records that lack what a figure needs: `records.lacking`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mingjian.law.indicator import Counted, Identity, Indicator
from mingjian.statistics.compute import count
from mingjian.statistics.engine import Facts
from mingjian.statistics.figure import Figure
from mingjian.statistics.period import Period
from mingjian.statistics.plan import Plan, needed, plan
from mingjian.statistics.records import counted_records
from mingjian.statistics.scope import Scope


@dataclass(frozen=True)
class Failure:
    """An identity that does not hold: the figure, a sentence, the records that make the difference.

    `warns`: worth saying, no obstacle to issue.
    """

    figure: str
    sentence: str
    records: tuple[str, ...] = ()
    warns: bool = False


def failures(
    indicators: Mapping[str, Indicator], facts: Facts, *, scope: Scope | None, period: Period,
    ids: Collection[str] | None = None,
) -> list[Failure]:  # fmt: skip
    """The declared identities of the figures `ids` (all by default) that do not hold, with their records."""
    planned = plan(indicators, period.end, ids)
    declared = list(_declared(planned, indicators, period))
    others = {other for name, identity in declared for other in (name, *_named(name, identity))}
    values = count(
        planned, facts, [planned.counts[other] for other in sorted(others)], scope=scope, period=period
    )
    found = []
    for name, identity in declared:
        sentence = _broken(name, identity, planned, values)
        if sentence:
            ids_behind = _difference(name, identity, planned, facts, scope, period)
            found.append(Failure(name, sentence, ids_behind, identity.warns))
    return found


def _declared(
    planned: Plan, indicators: Mapping[str, Indicator], period: Period
) -> Iterator[tuple[str, Identity]]:
    for name in dict.fromkeys(item.id.partition(".")[0] for item in needed(planned)):
        rule = indicators[name].on(period.end)
        if isinstance(rule, Counted):
            yield from ((name, identity) for identity in rule.identities)


def _named(name: str, identity: Identity) -> list[str]:
    if identity.adds_up:
        return [f"{name}.{identity.adds_up}", identity.to or name]
    return list(identity.between or (str(identity.at_most),))


def _broken(name: str, identity: Identity, planned: Plan, values: Mapping[str, int]) -> str | None:
    label = planned.counts[name].label
    if identity.adds_up:
        whole = identity.to or name
        parts = [values[code.id] for code in planned.counts[f"{name}.{identity.adds_up}"].codes]
        holds = sum(parts) == values[whole]
        said = f"{label}各分项之和{sum(parts)}不等于{planned.counts[whole].label}{values[whole]}"
    elif identity.between:
        one, other = (values[item] for item in identity.between)
        holds = max(one, other) <= values[name] <= one + other
        said = f"{label}{values[name]}不在{max(one, other)}至{one + other}之间"
    else:
        limit = str(identity.at_most)
        holds = values[name] <= values[limit]
        said = f"{label}{values[name]}多于{planned.counts[limit].label}{values[limit]}"
    return None if holds else f"{said}；请核对所列记录"


def _difference(
    name: str, identity: Identity, planned: Plan, facts: Facts, scope: Scope | None, period: Period
) -> tuple[str, ...]:
    """Ids that stand on one side only; of two tables the larger side's, whose ids the other cannot know."""

    def ids(figure: str) -> set[str]:
        return set(counted_records(planned, facts, figure, scope, period, every=True))

    if identity.adds_up:
        codes = planned.counts[f"{name}.{identity.adds_up}"].codes
        left, right = ids(identity.to or name), set().union(*(ids(code.id) for code in codes))
        return tuple(sorted(left ^ right))
    if identity.between:
        return tuple(sorted(ids(name) ^ set().union(*(ids(item) for item in identity.between))))
    return tuple(sorted(ids(name) - ids(str(identity.at_most))))


def shares_off(figures: Mapping[str, Figure]) -> list[Failure]:
    """Breakdowns whose shares do not total exactly 100.0."""
    totals: dict[str, Decimal] = {}
    for figure in figures.values():
        if figure.share is not None:
            group = figure.id.partition(":")[0]
            totals[group] = totals.get(group, Decimal(0)) + figure.share
    return [
        Failure(group, f"{group}各项占比合计{total}%，应为100.0%；请核对是否列全各项")
        for group, total in totals.items()
        if total != 100
    ]


def fallen(
    earlier: Mapping[str, Figure], later: Mapping[str, Figure], *, but: Collection[str] = ()
) -> list[Failure]:
    """Cumulative totals of a year that are smaller in a later period than in an earlier one.

    Only whole figures are compared, not breakdowns, in which a person may move from one code to another;
    nor rates, nor those that may fall (`but`, see `may_fall`). Where a correction is recorded the failure is explained by it, so it only warns.
    """
    return [
        Failure(
            name,
            f"{after.label}由{before.value}降为{after.value}，累计数不应减少；请核对更正记录",
            warns=True,
        )
        for name, before in earlier.items()
        if (after := later.get(name)) and ":" not in name and name not in but and _is_less(after, before)
    ]


def may_fall(indicators: Mapping[str, Indicator], period: Period) -> frozenset[str]:
    """The ids of counts that are not of the period alone: of the last days, or of units of which nothing came."""
    counts = plan(indicators, period.end).counts.items()
    return frozenset(name for name, item in counts if item.rule.over != "period" or item.rule.date is None)


def _is_less(after: Figure, before: Figure) -> bool:
    return isinstance(after.value, int) and isinstance(before.value, int) and after.value < before.value


def parts_off(
    whole: Mapping[str, Figure], parts: Collection[Mapping[str, Figure]], *, once: Collection[str] = ()
) -> list[Failure]:
    """Figures of a scope that are not the sum of those of its parts (commission itself, counties, groups).

    Figures named in `once` (see `counted_once`) count a person once who may stand in several parts: there the
    whole lies between the largest part and the sum.
    """
    found = []
    for name, figure in whole.items():
        if not isinstance(figure.value, int) or (":" in name and name.partition(":")[0] in once):
            continue
        values = [int(part[name].value or 0) for part in parts if name in part]
        holds = (
            (max(values, default=0) <= figure.value <= sum(values))
            if name in once
            else figure.value == sum(values)
        )
        if not holds:
            found.append(
                Failure(name, f"{figure.label}{figure.value}与各部分之和{sum(values)}不符；请核对各单位记录")
            )
    return found


def counted_once(indicators: Mapping[str, Indicator], period: Period) -> frozenset[str]:
    """The ids of counts (totals and breakdowns) in which a value counts once, however many rows it has."""
    return frozenset(name for name, item in plan(indicators, period.end).counts.items() if item.distinct)


def small_cells(figures: Mapping[str, Figure]) -> list[Failure]:
    """Breakdown cells with one or two persons, who could be recognised once published; a warning."""
    return [
        Failure(
            name, f"{figure.label}仅{figure.value}{figure.unit}，公布后可能被辨认；请考虑合并", warns=True
        )
        for name, figure in figures.items()
        if ":" in name and figure.unit in ("人", "人次") and figure.value in (1, 2)
    ]
