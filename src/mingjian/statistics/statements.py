"""Statements written once for any period and scope, and run with the days and the units that are asked for.

To write what a page of figures asks takes longer than to count a city, and from one period or scope to the next nothing of it
differs but some days and the name of one table. So it is written with days that stand for others, long before there were facts.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import ibis

from mingjian.statistics.engine import Facts, Row
from mingjian.statistics.period import Period
from mingjian.statistics.scope import Scope

MOST = 2000  # statements kept, some twenty kilobytes each at most
_END = date(1801, 2, 3)
_ANYWHERE = Scope("", "", frozenset())
_UNITS = "units_of_the_scope"


@dataclass(frozen=True)
class _AnyPeriod(Period):
    """Stands for every period; `asked`: which first days a statement wants to know, each with the day that stands for it."""

    asked: dict[int | str, date] = field(default_factory=dict)

    def since(self, over: int | str) -> date | None:
        return None if over == "ever" else self.asked.setdefault(over, date(1802 + len(self.asked), 2, 3))


class _Written(NamedTuple):
    """A statement with what stands for others in it, and the tables that it reads, as they were."""

    beside: Any
    sql: str
    since: dict[int | str, date]
    tables: dict[str, Any]


class Tables:
    """The tables of facts as a statement asks for them: each is noted, and `inside` keeps to the units of a scope."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.read: dict[str, Any] = {}

    def table(self, name: str) -> ibis.Table:
        found = self._facts.table(name)
        self.read[name] = found.op()
        return found

    def inside(self, table: ibis.Table, scope: Scope | None) -> ibis.Table:
        """The rows whose `unit` is in the scope; all of them without one."""
        if scope is None:
            return table
        units = ibis.table({"scope_unit": "string"}, name=_UNITS)
        return table.semi_join(units, table.unit == units.scope_unit)


Build = Callable[..., tuple[Any, ibis.Table]]
_kept: dict[Hashable, list[_Written]] = {}


def asked(
    facts: Facts, build: Build, *of: Hashable, scope: Scope | None, period: Period
) -> tuple[Any, list[Row]]:
    """What `build` says beside its expression, and the rows of that for this scope (None: everything) and period.

    `build(tables, *of, scope, period)` gives both from nothing but what it is given; of the period it may ask `end` and
    `since`, of the scope nothing but the rows inside it.
    """
    everywhere = scope is None or facts.covered(scope.units)
    written = _found(facts, build, of, None if everywhere else _ANYWHERE)
    sql = _with_day(facts, written.sql, _END, period.end)
    for over, stands_for in written.since.items():
        first = period.since(over)
        assert first is not None
        sql = _with_day(facts, sql, stands_for, first)
    if scope is not None and not everywhere:
        sql = sql.replace(_UNITS, facts.given({"scope_unit": sorted(scope.units)}).get_name())
    return written.beside, facts.engine.run(sql)


def _found(facts: Facts, build: Build, of: tuple[Hashable, ...], scope: Scope | None) -> _Written:
    """The statement as it is kept, if the tables that it reads are here as they were there; else written anew."""
    key = (type(facts.engine), build, of, scope is None)
    known = _kept.setdefault(key, [])
    for written in known:
        if all(facts.table(name).op() == table for name, table in written.tables.items()):
            return written
    known.append(_write(facts, build, of, scope))
    if len(_kept) > MOST:
        _kept.clear()
    return known[-1]


def _write(facts: Facts, build: Build, of: tuple[Hashable, ...], scope: Scope | None) -> _Written:
    tables, period = Tables(facts), _AnyPeriod(_END, _END, "")
    beside, expression = build(tables, *of, scope=scope, period=period)
    return _Written(beside, facts.sql(expression), period.asked, tables.read)


def _with_day(facts: Facts, sql: str, stands_for: date, day: date) -> str:
    """The statement with the day in the place of another, as a date or as its month."""
    compiler = facts.engine.compiler
    return sql.replace(_literal(compiler, stands_for), _literal(compiler, day)).replace(
        f"'{stands_for:%Y-%m}'", f"'{day:%Y-%m}'"
    )


@lru_cache(maxsize=4096)
def _literal(compiler: Any, day: date) -> str:
    """A day as statements have it."""
    said = compiler.to_sqlglot(ibis.literal(day)).selects[0].unalias()
    return str(said.sql(dialect=compiler.dialect))
