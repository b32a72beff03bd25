"""The editions of the lawbook by name, and the house that writes them for a unit."""

from collections.abc import Mapping
from typing import Any

from mingjian.law.edition import Edition
from mingjian.law.style import house_of
from mingjian.ledger.book import book
from mingjian.statistics.asking import Answer


class NoSuchEdition(LookupError):
    """No official text of this name; says which there are."""


class NoSuchHouse(LookupError):
    """No house style of this name; says which there are."""


def find_edition(name: str, kind: str | None = None) -> Edition:
    """The edition of this name, of a kind if one is meant; NoSuchEdition."""
    editions = {entry.id: entry for entry in book().entries("editions").values()}
    found = editions.get(name) or editions.get(name.upper())
    if found is None or kind not in (None, found.kind):
        choices = "、".join(
            f"{entry.id}（{entry.label}）" for entry in editions.values() if kind in (None, entry.kind)
        )
        raise NoSuchEdition(f"没有版式“{name}”，可用：{choices}")
    return found


def find_style(edition: Edition, answer: Answer, house: str | None = None) -> Mapping[str, Any]:
    """The settings of the house named, else of the house of the unit asked for; NoSuchHouse."""
    houses = book().entries("houses")
    if house is not None:
        if house not in houses:
            choices = "、".join(f"{name}（{entry.label}）" for name, entry in houses.items())
            raise NoSuchHouse(f"没有写法“{house}”，可用：{choices}")
        return houses[house].style  # type: ignore[no-any-return]
    unit = next(unit for unit in answer.facts.units if unit["id"] == answer.scope.unit)
    level = unit.get("level") or ""
    found = house_of(houses, edition.id, unit=unit.get("name") or "", level=level, on=answer.period.end)
    return found.style if found else {}
