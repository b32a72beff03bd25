"""How a text names its scope, its place and whoever issues it, from the unit that was asked for."""

from collections.abc import Iterable, Mapping
from typing import Any

from mingjian.statistics.scope import Scope

COMMISSION, ITSELF = "纪委监委", "本级"
_PLACES = "国省市县区州盟旗"
_OVER = {"province": "中央纪委国家监委", "city": "省纪委监委", "county": "市纪委监委"}


def words(scope: Scope, units: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """`scope` (全市, 东河县本级, a group's name), `city` (the place), `issuer` (the commission), `above` (the one over it)."""
    by_id = {unit["id"]: unit for unit in units}
    return {**_own(scope, by_id), "above": _above(by_id, by_id[scope.unit])}


def _above(by_id: Mapping[Any, Mapping[str, Any]], unit: Mapping[str, Any]) -> str:
    """To whom a unit reports: the commission of the nearest place above, by name where it is known here."""
    parent = by_id.get(unit.get("parent") or "")
    if parent is not None and unit.get("level") == "own":
        return _above(by_id, parent)
    if parent is None:
        return _OVER.get(unit.get("level") or "", "")
    return (
        "中央纪委国家监委"
        if parent.get("level") == "country"
        else _place(parent.get("name") or "") + COMMISSION
    )


def _own(scope: Scope, by_id: Mapping[Any, Mapping[str, Any]]) -> dict[str, str]:
    unit = by_id[scope.unit]
    if unit.get("level") == "group":
        return {"scope": scope.name, "city": scope.name, "issuer": scope.name}
    if unit.get("level") == "country":
        return {"scope": "全国", "city": "全国", "issuer": "中央纪委国家监委"}
    is_own = scope.own or unit.get("level") == "own"
    above = by_id.get(unit.get("parent") or "") if unit.get("level") == "own" else None
    place = _place((above or unit).get("name") or scope.name)
    return {"scope": place + ITSELF if is_own else _whole(place), "city": place, "issuer": place + COMMISSION}


def _place(name: str) -> str:
    return name.removesuffix(COMMISSION).removesuffix(ITSELF)


def _whole(place: str) -> str:
    """全市 for a place that is a 市; a name that ends otherwise stays as it is."""
    return f"全{place[-1]}" if place[-1:] in tuple(_PLACES) else place
