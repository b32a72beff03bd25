"""The one way to ask for figures, for pages and commands alike: facts caught up first, then counted."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings

from mingjian.law.indicator import Indicator
from mingjian.ledger.book import book
from mingjian.ledger.models import Matter
from mingjian.org.models import Unit
from mingjian.statistics import closing, identities
from mingjian.statistics import period as periods
from mingjian.statistics import records as opening
from mingjian.statistics import scope as scopes
from mingjian.statistics.catchup import brought_up
from mingjian.statistics.codes import LEVEL
from mingjian.statistics.compute import figures
from mingjian.statistics.engine import Facts
from mingjian.statistics.figure import Figure
from mingjian.statistics.grouped import by_unit
from mingjian.statistics.heads import own_heads
from mingjian.statistics.kept import kept
from mingjian.statistics.models import FACT_MODELS, ClosedPeriod
from mingjian.statistics.period import Period
from mingjian.statistics.plan import Count, known_ids, plan
from mingjian.statistics.scope import NoSuchScope, Scope
from mingjian.statistics.working import working_facts

MAIN = ("petitions_received", "leads_registered", "cases_filed")
_EVER = date(1949, 10, 1)
MOST_COUNTED = 50_000  # some tens of megabytes


class Record(NamedTuple):
    """A fact behind a figure, and the matter it came from, or the post that it is (neither for facts that were imported)."""

    id: str
    matter: UUID | None = None
    number: str | None = None
    post: UUID | None = None
    day: str = ""


def in_order(found: Iterable[Record]) -> list[Record]:
    """As an officer expects them: by the day by which they count, then by number."""
    return sorted(
        found,
        key=lambda one: (
            one.day,
            [int(part) for part in re.findall(r"\d+", one.number or "")],
            one.number or one.id,
        ),
    )


@dataclass(frozen=True)
class Answer:
    """Figures of a period and scope by id, in the order of the lawbook, and what they rest on."""

    period: Period
    scope: Scope
    figures: Mapping[str, Figure]
    facts: Facts
    indicators: Mapping[str, Indicator]
    is_imported: bool = False
    closed: closing.Closed | None = field(default=None, repr=False, compare=False)

    @cached_property
    def known(self) -> frozenset[str]:
        """Every id that may be asked for at the end of the period."""
        return known_ids(self.indicators, self.period.end)

    def again(
        self,
        ids: Collection[str] | None,
        *,
        period: Period | None = None,
        records: bool = False,
        language: str = "zh",
    ) -> Mapping[str, Figure]:
        """Other figures of the same facts and scope, of this period or another; of one that is closed, those frozen."""
        kept = self.frozen(period or self.period)
        if kept is None:
            return self.live(ids, period=period, records=records, language=language)
        planned = plan(self.indicators, (period or self.period).end, ids)
        return {name: figure for name, figure in kept.items() if planned.wants(name)}

    def live(
        self,
        ids: Collection[str] | None,
        *,
        period: Period | None = None,
        records: bool = False,
        language: str = "zh",
    ) -> Mapping[str, Figure]:
        """Figures of the facts as they are now, whether the period is closed or not."""
        return figures(self.indicators, self.facts, scope=self.scope, period=period or self.period, ids=ids,
                       records=records, language=language)  # fmt: skip

    def last_year(self, ids: Collection[str] | None, *, language: str = "zh") -> Mapping[str, Figure]:
        """The same figures a year before; none where records begin only within that period, for then nothing compares."""
        then = self.period.year_before()
        return self.again(ids, period=then, language=language) if self.knows(then) else {}

    def knows(self, period: Period) -> bool:
        """Whether anybody's records reach back to the first month of a period."""
        return self._has_begun(periods.span(period.start, period.start).end)

    def reaches(self, period: Period) -> bool:
        """Whether anybody's records begin before a period is over: of one wholly before them nothing is known, not even none."""
        return self._has_begun(period.end)

    def told(self, figure: Figure | None, period: Period) -> bool:
        """Whether a figure of a period says anything: no rate of nothing, and no zero of what is not on record."""
        if figure is None or figure.value is None:
            return False
        return bool(figure.value) or (self._covers(period) and not self._is_returned(figure.id))

    def _covers(self, period: Period) -> bool:
        """Whether anybody's records cover at least half of a period: a zero of one in which they only begin is none."""
        months = 12 * (period.end.year - period.start.year) + period.end.month - period.start.month
        years, month = divmod(period.start.month - 1 + months // 2, 12)
        middle = date(period.start.year + years, month + 1, 1)
        return self._has_begun(periods.span(middle, middle).end)

    def _is_returned(self, figure: str) -> bool:
        """Whether a figure adds up yearly returns: where it is nothing, none has been approved yet."""
        return plan(self.indicators, self.period.end).is_returned(figure)

    def is_of_the_year(self, figure: str) -> bool:
        """Whether a figure is followed from January on, as it is printed: of a quarter alone it says little."""
        return plan(self.indicators, self.period.end).is_of_the_year(figure)

    def _has_begun(self, until: date) -> bool:
        """Whether anything at all was recorded up to a day: a count like any other, and so known until a fact changes."""
        ids = known_ids(self.indicators, until) & set(MAIN)
        ever = Period(_EVER, until, f"..{until:%Y-%m}")
        found = figures(self.indicators, self.facts, scope=None, period=ever, ids=ids) if ids else {}
        return any(figure.value for figure in found.values())

    def frozen(self, period: Period) -> Mapping[str, Figure] | None:
        """The figures with which a period was closed for this scope; None if it is open."""
        return self.closed.figures(period) if self.closed else None

    @cached_property
    def earlier(self) -> ClosedPeriod | None:
        """The last closed period of the year before the end of this one."""
        return self.closed.before(self.period) if self.closed else None

    @property
    def earlier_words(self) -> str:
        return periods.parse(self.earlier.period).words() if self.earlier else ""

    @cached_property
    def apart(self) -> Mapping[str, Figure]:
        """What the other dataset has of the same unit and period, of the figures that all rest on: it is not counted here."""
        try:
            other = ask(MAIN, period=self.period.code, scope=self.scope.name, own=self.scope.own, imported=not self.is_imported)  # fmt: skip
        except NoSuchScope:
            return {}
        if other.is_imported == self.is_imported:
            return {}
        return {name: other.figures[name] for name in MAIN if other.figures[name].value}

    def adjustments(self, ids: Collection[str]) -> list[closing.Adjustment]:
        """What came or changed in the earlier period since it was closed, of these figures: listed beside this one."""
        if self.earlier is None:
            return []
        at = replace(self, period=periods.parse(self.earlier.period), figures={})
        return closing.adjustments(at, self.earlier, ids)

    def records(self, figure: str) -> list[Record]:
        """What one figure counts, exactly as many as it says, by day and number; UnknownFigure if it is none."""
        return in_order(self.page(figure))

    def page(
        self, figure: str, *, after: opening.Placed | None = None, size: int | None = None
    ) -> list[Record]:
        """So many of them, those after one, by day and id: numbers are known to the ledger and not to the facts."""
        return self.dated(self._count(figure).table, self._placed(figure, after=after, size=size))

    def dated(self, table: str, found: Sequence[opening.Placed]) -> list[Record]:
        """As `named`, each with its day."""
        named = self.named(table, [one.id for one in found])
        return [record._replace(day=one.day) for record, one in zip(named, found, strict=True)]

    def first_day(self, figure: str) -> date | None:
        """The earliest day on which something that the figure counts is dated; months have no day."""
        found = self._placed(figure)
        day = found[0].day if found else ""
        return date.fromisoformat(day) if len(day) == len(opening.LAST) and day < opening.LAST else None

    def planned(self, figure: str) -> tuple[date | None, date | None]:
        """The day of the earliest record of a figure and the day on which that is planned to end, as far as known."""
        return opening.planned(self.facts, self._count(figure), self._ids(figure))

    def titles(self, figure: str, most: int) -> list[str]:
        """The titles of what the figure counts, as they were announced; the earliest, `most` at most."""
        return opening.titles(self.facts, self._count(figure), self._ids(figure), most)

    def _ids(self, figure: str) -> list[str]:
        return [one.id for one in self._placed(figure)]

    def _placed(
        self, figure: str, *, after: opening.Placed | None = None, size: int | None = None
    ) -> list[opening.Placed]:
        kept = self.frozen(self.period)
        if kept is not None and figure in kept:
            found = opening.placed(self.facts, self._count(figure), kept[figure].records)
            return [one for one in found if after is None or one > after][:size]
        return opening.page(self.indicators, self.facts, figure, scope=self.scope, period=self.period,
                            after=after, size=size)  # fmt: skip

    def kept(self, figure: str, ids: Sequence[str]) -> list[Record]:
        """Records that were frozen with a figure, by the day by which they count now and by number."""
        count = self._count(figure)
        return in_order(self.dated(count.table, opening.placed(self.facts, count, ids)))

    def _count(self, figure: str) -> Count:
        return opening.counting(plan(self.indicators, self.period.end), figure)[0]

    def named(self, table: str, ids: Collection[str]) -> list[Record]:
        """Facts of a table with the matters they came from; units with their names."""
        if table == "units":
            names = {str(row["id"]): row["name"] for row in self.facts.units}
            return [Record(id_, None, names.get(id_)) for id_ in ids]
        if table == "heads" and not self.is_imported:
            return [Record(id_, post=UUID(id_)) for id_ in ids]
        if self.is_imported or table not in FACT_MODELS:
            return [Record(id_) for id_ in ids]
        matters = {id_: UUID(matter) for id_, matter in _in_parts(table, list(ids))}
        numbers = {}
        for part in _parts(list(set(matters.values()))):
            numbers |= dict(Matter.objects.filter(pk__in=part).values_list("pk", "number"))
        return [Record(id_, matters.get(id_), numbers.get(matters.get(id_))) for id_ in ids]

    def failures(self, ids: Collection[str]) -> list[identities.Failure]:
        """What does not hold between the figures `ids`."""
        return identities.failures(self.indicators, self.facts, scope=self.scope, period=self.period, ids=ids)

    def fell(self, ids: Collection[str]) -> list[identities.Failure]:
        """Counts of the year that are smaller now than when an earlier period of it was closed."""
        if self.earlier is None or periods.parse(self.earlier.period).start != self.period.start:
            return []
        asked = self.again(ids)
        before = {name: figure for name, figure in closing.frozen(self.earlier).items() if name in asked}
        same = {name: figure for name, figure in before.items() if closing.comparable(asked[name], figure)}
        return identities.fallen(same, asked, but=identities.may_fall(self.indicators, self.period))

    def parted(self, ids: Collection[str]) -> list[identities.Failure]:
        """Totals that are no longer what a unit below closed this period with: its paper and this one do not add up."""
        closed = {} if self.is_imported else closing.closed_below(self.period, self.scope)
        if not closed:
            return []
        groups = {inner: unit for unit in closed for inner in scopes.scope(self.facts.units, unit).units}
        totals = plan(self.indicators, self.period.end, ids).counts
        now = by_unit(
            self.indicators,
            self.facts,
            [name for name in ids if name in totals],
            period=self.period,
            groups=groups,
        )
        names = {unit["id"]: unit["name"] for unit in self.facts.units}
        return [
            identities.Failure(
                name,
                f"{names[unit]}结账时{figure.label}{figure.value}{figure.unit}，现为{now[unit][name]}{figure.unit}，上下级数不一致；请重述或者说明",
                warns=True,
            )
            for unit, version in closed.items()
            for name, figure in closing.frozen(version).items()
            if name in now[unit] and now[unit][name] != figure.value
        ]

    def lacking(self, ids: Collection[str]) -> list[opening.Lack]:
        """Records that lack what the figures `ids` need."""
        return opening.lacking(self.indicators, self.facts, scope=self.scope, period=self.period, ids=ids)


def ask(
    ids: Collection[str] | None = None, *, period: str, scope: str | None = None, own: bool = False,
    imported: bool = False, records: bool = False, language: str = "zh",
) -> Answer:  # fmt: skip
    """Figures of a period (2023Q1 …) and scope, after catching the facts up.

    - `ids`: indicators, breakdowns or single codes; all of them by default, none for an empty collection.
    - `scope`: a unit's id or name, with everything under it; by default the top unit. `own`: without counties and groups.
    - `imported`: over the imported dataset. A scope that only this knows is taken from it without saying so.
    Raises NoSuchPeriod, NoSuchScope, UnknownFigure, each with one sentence.
    """
    asked, indicators = periods.parse(period), book().entries("indicators")
    found, facts, is_imported = _scope(scope, own=own, imported=imported)
    closed = None if is_imported else closing.Closed(found)
    answer = Answer(asked, found, {}, facts, indicators, is_imported, closed)
    if ids is not None and not ids:
        return answer
    return replace(answer, figures=answer.again(ids, records=records, language=language))


def imported_folder() -> Path:
    """Where the imported dataset is kept."""
    return Path(settings.MINGJIAN_DATA) / "facts"


def own_facts(units: list[dict[str, Any]] | None = None) -> Facts:
    """The facts of the platform's own matters, caught up; with these units, if they have been read.

    What was counted of the same facts, units and posts before is known already.
    """
    done, known_units = brought_up(), own_units() if units is None else units
    heads = own_heads(
        done.ties, next((int(unit["id"]) for unit in known_units if unit["parent"] is None), None)
    )
    facts = working_facts(known_units, heads)
    state = done.mark, tuple(tuple(row.items()) for row in (*known_units, *heads))
    if len(_counted(state)) > MOST_COUNTED:
        _counted.cache_clear()  # whoever is counting keeps what he has
    facts.counted = _counted(state)
    return facts


@lru_cache(maxsize=1)
def _counted(state: tuple[Any, ...]) -> dict[tuple[Any, ...], dict[str, int]]:
    """What pages and papers have counted of the latest state of the facts: a few numbers for each count, scope and period."""
    return {}


def own_units() -> list[dict[str, Any]]:
    """The units of the platform as facts have them."""
    rows = Unit.objects.filter(level__in=LEVEL).order_by("path").values_list("pk", "name", "parent", "level")
    return [
        {"id": str(pk), "name": name, "parent": str(parent) if parent else None, "level": level}
        for pk, name, parent, level in rows
    ]


def _scope(unit: str | None, *, own: bool, imported: bool) -> tuple[Scope, Facts, bool]:
    """The scope with the dataset that knows it: the platform's own, else the imported one."""
    if not imported:
        units = own_units()
        try:
            found = scopes.scope(units, unit, own=own)
        except NoSuchScope:
            if not imported_folder().is_dir():
                raise
        else:
            return found, own_facts(units), False
    if not imported_folder().is_dir():
        raise NoSuchScope("没有导入的统计台账；请先用mingjian import facts导入")
    facts = kept(imported_folder())
    return scopes.scope(facts.units, unit, own=own), facts, True


def _in_parts(table: str, ids: list[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for part in _parts(ids):
        found += FACT_MODELS[table].objects.filter(pk__in=part).values_list("pk", "matter")
    return found


def _parts(items: list[Any], size: int = 5000) -> list[list[Any]]:
    """So many at a time as a statement may hold."""
    return [items[start : start + size] for start in range(0, len(items), size)]
