"""Scopes: a unit and everything under it (全市), or the commission itself alone (本级)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


class NoSuchScope(LookupError):
    """No unit, or no single one, is meant; says what to do."""


@dataclass(frozen=True)
class Scope:
    """The units whose facts count, and how the scope was asked for."""

    unit: str
    name: str
    units: frozenset[str]
    own: bool = False

    def __contains__(self, unit: str) -> bool:
        return unit in self.units


def scope(units: Iterable[Mapping[str, Any]], unit: str | None = None, *, own: bool = False) -> Scope:
    """The scope of a unit given by id or name, by default the top one; `own`: without the counties and groups under it.

    `own` is the unit and the unit of level `own` directly under it. NoSuchScope with a sentence if the unit
    is not known, or if its name belongs to several.
    """
    rows = list(units)
    found = _find(rows, unit) if unit is not None else _top(rows)
    below: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        below[row.get("parent") or ""].append(row)
    if own:
        inside = {found["id"]} | {row["id"] for row in below[found["id"]] if row.get("level") == "own"}
    else:
        inside = _under(found["id"], below)
    return Scope(found["id"], found.get("name") or found["id"], frozenset(inside), own)


def _find(rows: list[Mapping[str, Any]], unit: str) -> Mapping[str, Any]:
    by_id = [row for row in rows if row["id"] == unit]
    found = by_id or [row for row in rows if row.get("name") == unit]
    if not found:
        raise NoSuchScope(f"没有单位“{unit}”；请写单位的编号或全称")
    if len(found) > 1:
        choices = "、".join(row["id"] for row in found)
        raise NoSuchScope(f"名为“{unit}”的单位不止一个（{choices}）；请写编号")
    return found[0]


def _top(rows: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    ids = {row["id"] for row in rows}
    tops = [row for row in rows if (row.get("parent") or "") not in ids]
    if not tops:
        raise NoSuchScope("还没有单位，无从统计；请先建立单位，或用mingjian import facts导入统计台账")
    if len(tops) > 1:
        choices = "、".join(f"{row['id']}（{row.get('name') or '无名称'}）" for row in tops[:9])
        raise NoSuchScope(f"顶层单位不止一个：{choices}；请用--scope写明单位")
    return tops[0]


def _under(top: str, below: Mapping[str, list[Mapping[str, Any]]]) -> set[str]:
    inside, waiting = {top}, [top]
    while waiting:
        for row in below.get(waiting.pop(), ()):
            if row["id"] not in inside:
                inside.add(row["id"])
                waiting.append(row["id"])
    return inside
