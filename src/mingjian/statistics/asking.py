"""The one way to ask for figures, for pages and commands alike: facts caught up first, then counted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings

from mingjian.law.indicator import Indicator
from mingjian.ledger.book import book
from mingjian.ledger.models import Matter
from mingjian.org.models import Unit
from mingjian.statistics import identities
from mingjian.statistics import period as periods
from mingjian.statistics import records as opening
from mingjian.statistics import scope as scopes
from mingjian.statistics.catchup import catch_up
from mingjian.statistics.codes import LEVEL
from mingjian.statistics.compute import figures
from mingjian.statistics.engine import Facts
from mingjian.statistics.figure import Figure
from mingjian.statistics.kept import kept
from mingjian.statistics.models import FACT_MODELS
from mingjian.statistics.period import Period
from mingjian.statistics.plan import known_ids, plan
from mingjian.statistics.scope import NoSuchScope, Scope
from mingjian.statistics.working import working_facts


class Record(NamedTuple):
    """A fact behind a figure, and the matter it came from (none for facts that were imported)."""

    id: str
    matter: UUID | None = None
    number: str | None = None


@dataclass(frozen=True)
class Answer:
    """Figures of a period and scope by id, in the order of the lawbook, and what they rest on."""

    period: Period
    scope: Scope
    figures: Mapping[str, Figure]
    facts: Facts
    indicators: Mapping[str, Indicator]
    is_imported: bool = False

    @cached_property
    def known(self) -> frozenset[str]:
        """Every id that may be asked for at the end of the period."""
        return known_ids(self.indicators, self.period.end)

    def again(
        self, ids: Collection[str], *, period: Period | None = None, records: bool = False
    ) -> Mapping[str, Figure]:
        """Other figures of the same facts and scope, of this period or another."""
        return figures(
            self.indicators,
            self.facts,
            scope=self.scope,
            period=period or self.period,
            ids=ids,
            records=records,
        )

    def records(self, figure: str, *, after: str | None = None, size: int | None = None) -> list[Record]:
        """What one figure counts, exactly as many as it says, in the order of ids; UnknownFigure if it is none."""
        ids = opening.records(self.indicators, self.facts, figure, scope=self.scope, period=self.period,
                              after=after, size=size)  # fmt: skip
        count, _ = opening.counting(plan(self.indicators, self.period.end), figure)
        return self.named(count.table, ids)

    def named(self, table: str, ids: Collection[str]) -> list[Record]:
        """Facts of a table with the matters they came from."""
        if self.is_imported or table not in FACT_MODELS:
            return [Record(id_) for id_ in ids]
        matters = {id_: UUID(matter) for id_, matter in _in_parts(table, list(ids))}
        numbers = {}
        for part in _parts(list(set(matters.values()))):
            numbers |= dict(Matter.objects.filter(pk__in=part).values_list("pk", "number"))
        return [Record(id_, matters[id_], numbers.get(matters[id_])) for id_ in ids]

    def failures(self, ids: Collection[str]) -> list[identities.Failure]:
        """What does not hold between the figures `ids`."""
        return identities.failures(self.indicators, self.facts, scope=self.scope, period=self.period, ids=ids)

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
    counted = {} if ids is not None and not ids else figures(
        indicators, facts, scope=found, period=asked, ids=ids, records=records, language=language
    )  # fmt: skip
    return Answer(asked, found, counted, facts, indicators, is_imported)


def imported_folder() -> Path:
    """Where the imported dataset is kept."""
    return Path(settings.MINGJIAN_DATA) / "facts"


def own_facts(units: list[dict[str, Any]] | None = None) -> Facts:
    """The facts of the platform's own matters, caught up; with these units, if they have been read."""
    catch_up()
    return working_facts(own_units() if units is None else units)


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
