"""Checks of recurring duties, shortfalls and the units of figures: what they name exists."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mingjian.law.indicator import Counted
from mingjian.law.reading import Problem

if TYPE_CHECKING:
    from mingjian.law.lawbook import Lawbook

ASKED = {"title", "limit_on", "requirement"}  # what a task that opens by itself says


def check(book: "Lawbook") -> Iterator[Problem]:
    yield from _recurring(book)
    yield from _shortfalls(book)
    yield from _evidence(book)
    yield from _units(book)


def _recurring(book: "Lawbook") -> Iterator[Problem]:
    """A duty opens a matter by an act of the platform; its levels and departments are known."""
    roles, levels = book.taxonomy("department_role").codes, book.taxonomy("level").codes
    for placed in book.sections["recurring"].values():
        duty = placed.entry
        versions = book.versions(duty.kind)
        act = versions[-1].acts.get(duty.act) if versions else None
        if act is None or not act.opening or "platform" not in act.by:
            what = f"“{duty.kind}”没有平台登记用的“{duty.act}”"
            yield placed.problem(what, "请核对kind和act，并在规程中写明by: platform", "act")
        elif {item.name for item in act.fields if not item.optional} - ASKED:
            yield placed.problem(f"“{duty.act}”还要填写其他字段", "只能填写标题、期限和要求", "act")
        for role in set(duty.role) - set(roles):
            yield placed.problem(f"不认识部门职能“{role}”", "请核对 taxonomies/department_role", "role")
        for level in set(duty.levels) - set(levels):
            yield placed.problem(f"不认识单位层级“{level}”", "请核对 taxonomies/level", "levels")


def _evidence(book: "Lawbook") -> Iterator[Problem]:
    """What an edition lays beside a paragraph is a shortfall of the lawbook."""
    known = book.entries("shortfalls")
    for placed in book.sections["editions"].values():
        for part in placed.entry.paragraphs:
            for name in set(part.evidence) - set(known):
                yield placed.problem(
                    f"没有名为“{name}”的短板", "请核对拼写，或先在shortfalls中规定", "evidence"
                )


def _shortfalls(book: "Lawbook") -> Iterator[Problem]:
    """Every figure of a shortfall is an indicator, or a breakdown of one."""
    indicators = book.entries("indicators")
    for placed in book.sections["shortfalls"].values():
        for figure in placed.entry.figures:
            name, _, rest = figure.partition(".")
            entry = indicators.get(name)
            breakdown = rest.partition(":")[0]
            if entry is None or (
                breakdown and not any(breakdown in item.breakdowns for item in entry.versions)
            ):
                yield placed.problem(
                    f"没有名为“{figure}”的指标", "请核对拼写，或先在indicators中规定", "figures"
                )


def _units(book: "Lawbook") -> Iterator[Problem]:
    """A figure is counted in a unit that has its word in both languages; 件, 件次, 人, 人次, 起 are never mixed."""
    known = {code.label for code in book.taxonomy("measure_word").codes.values()} | {"%"}
    for placed in book.sections["indicators"].values():
        for version in placed.entry.versions:
            parts = version.breakdowns.values() if isinstance(version, Counted) else ()
            used = {version.unit, *(part.unit or version.unit for part in parts)}
            for unit in sorted(used.union(*(part.units.values() for part in parts)) - known):
                yield placed.problem(
                    f"不认识单位“{unit}”（taxonomies/measure_word）",
                    "请核对，或先在该代码表中增加",
                    "versions",
                )
