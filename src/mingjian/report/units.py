"""The totals of the units directly under the scope, for tables that stand them side by side."""

from dataclasses import replace

from mingjian.law.edition import Edition
from mingjian.law.table import ByUnit
from mingjian.report.tables import UnitLine
from mingjian.statistics.asking import Answer
from mingjian.statistics.grouped import by_unit
from mingjian.statistics.scope import scope


def unit_lines(edition: Edition, answer: Answer) -> list[UnitLine]:
    """A line for each unit directly under the scope; none if no table asks, or nothing stands under it."""
    tables = [part.table for part in edition.paragraphs if isinstance(part.table, ByUnit)]
    ids = sorted({name for table in tables for name in table.units} & answer.known)
    here = answer.scope.unit
    below = [unit for unit in answer.facts.units if unit.get("parent") == here]
    if not ids or not below or answer.scope.own:
        return []
    groups = {
        inner: str(unit["id"]) for unit in below for inner in scope(answer.facts.units, unit["id"]).units
    }
    found = by_unit(answer.indicators, answer.facts, ids, period=answer.period, groups={**groups, here: here})
    whole = answer.again(ids)
    names = {str(unit["id"]): unit.get("name") or str(unit["id"]) for unit in below}
    if any(found[here].values()):
        names[here] = f"{answer.scope.name}（未列明单位）"
    return [
        UnitLine(unit, name, {id_: replace(whole[id_], value=found[unit][id_], records=()) for id_ in ids})
        for unit, name in names.items()
    ]
