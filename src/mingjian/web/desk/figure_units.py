"""Units beside one another: their head figures, and rates as dots with the middle one as a line; no unit has a place."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from django.utils.translation import gettext as _

from mingjian.law.indicator import Rate
from mingjian.org.models import Unit
from mingjian.report.dots import Dot, dot_plot
from mingjian.statistics.asking import Answer
from mingjian.statistics.figure import Figure
from mingjian.statistics.grouped import by_unit
from mingjian.statistics.scope import scope as scope_of
from mingjian.statistics.shares import ratio
from mingjian.web.desk import counted
from mingjian.web.desk.figure_blocks import HEADS, PERSONS, few
from mingjian.web.desk.frames import language
from mingjian.web.desk.scoping import Chosen
from mingjian.web.shared import phrases
from mingjian.web.shared.charts import Chart
from mingjian.web.shared.parts import Cell, Column, Link, Row, Table

RATES = ("cases_per_hundred", "leads_per_staff")
FEWEST = 3  # units between which there is a middle


def units(answer: Answer, asked: Chosen) -> Table | None:
    """The head figures of each unit under the chosen one, in the order of units, which is no ranking."""
    below = asked.below()
    if not below:
        return None
    found = _found(answer, asked, HEADS)
    labels = [answer.figures[name] for name in HEADS]
    heads = (
        Column(label=_("单位"), kind="head"),
        *(Column(label=item.label, kind="num", unit=counted.unit(item.unit)) for item in labels),
    )
    rows = []
    for unit in below:
        scope = str(unit.pk)
        numbers = (_of_unit(item, found[scope][item.id], scope, asked) for item in labels)
        rows.append(Row(cells=(Cell(words=unit.name, href=asked.href("figures", scope=scope)), *numbers)))
    return Table(caption=_("各单位"), columns=heads, rows=tuple(rows), compact=True)


def _of_unit(figure: Figure, value: int | Decimal | None, scope: str, asked: Chosen) -> Cell:
    if not asked.shows_small and figure.unit in PERSONS and value in (1, 2):
        return Cell(words=few())
    return Cell(words=counted.number(value), href=asked.href("figure_records", figure.id, scope=scope))


class _Line(NamedTuple):
    """What one unit has of a rate: both numbers, and the rate."""

    unit: Unit
    of: int
    to: int
    rate: Decimal


def side_by_side(answer: Answer, asked: Chosen) -> tuple[Chart, ...]:
    """The units under the chosen one by each rate that is declared for it."""
    made = (_chart(name, answer, asked) for name in RATES if name in answer.known)
    return tuple(chart for chart in made if chart is not None)


def _chart(name: str, answer: Answer, asked: Chosen) -> Chart | None:
    """From the largest value down, as a reader compares them; units with too little to divide by are only named."""
    rule = answer.indicators[name].on(asked.period.end)
    if not isinstance(rule, Rate) or rule.least is None:
        return None
    found = _found(answer, asked, (rule.of, rule.to))
    numbers = [(unit, found[str(unit.pk)][rule.of], found[str(unit.pk)][rule.to]) for unit in asked.below()]
    lines = sorted(
        (
            _Line(unit, of, to, ratio(rule.per * of, to) or Decimal("0.0"))
            for unit, of, to in numbers
            if to >= rule.least
        ),
        key=lambda line: -line.rate,
    )
    if len(lines) < FEWEST:
        return None
    middle = Decimal(median(line.rate for line in lines)).quantize(Decimal("0.1"))
    label, of, to = (answer.indicators[id_].say(language()) for id_ in (name, rule.of, rule.to))
    unit_of, unit_to = counted.unit(rule.unit), counted.unit(_unit(answer, rule.to, asked))
    dots = tuple(
        Dot(line.unit.short, line.rate, f"{line.of}/{line.to}", _href("figure_source", name, line, asked))
        for line in lines
    )
    said = _("中位数%(rate)s。") % {"rate": f"{middle}{counted.behind(rule.unit)}"}
    small = phrases.listed(unit.short for unit, _of, to_ in numbers if to_ < rule.least)
    if small:
        said += _("%(to)s不足%(least)s%(unit)s的没有列入：%(units)s。") % {
            "to": to, "least": rule.least, "unit": counted.behind(_unit(answer, rule.to, asked)), "units": small,
        }  # fmt: skip
    heads = (
        Column(label=_("单位"), kind="head"), Column(label=of, kind="num", unit=unit_of),
        Column(label=to, kind="num", unit=unit_to), Column(label=label, kind="num", unit=unit_of),
    )  # fmt: skip
    return Chart(
        title=_("%(label)s：各单位有什么不同？") % {"label": label}, lead=_("按数值排列，不是名次"), key=_("竖线为各单位的中位数"),
        drawing=dot_plot(dots, middle, counted.behind(rule.unit)), sentence=said,
        links=(Link(_("看记录"), asked.href("figure_records", rule.of)), Link(_("口径"), asked.href("figure_source", name))),
        table=Table(caption=_("%(label)s，各单位，数据表") % {"label": label}, columns=heads, compact=True, stacks=phrases.in_english(),
                    rows=tuple(_row(name, rule, line, asked) for line in lines)),
    )  # fmt: skip


def _row(name: str, rule: Rate, line: _Line, asked: Chosen) -> Row:
    return Row(cells=(
        Cell(words=line.unit.short, href=asked.href("figures", scope=str(line.unit.pk))),
        Cell(words=counted.number(line.of), href=_href("figure_records", rule.of, line, asked)),
        Cell(words=counted.number(line.to), href=_href("figure_records", rule.to, line, asked)),
        Cell(words=str(line.rate), href=_href("figure_source", name, line, asked)),
    ))  # fmt: skip


def _href(route: str, figure: str, line: _Line, asked: Chosen) -> str:
    return asked.href(route, figure, scope=str(line.unit.pk))


def _unit(answer: Answer, figure: str, asked: Chosen) -> str:
    rule = answer.indicators[figure].on(asked.period.end)
    return rule.unit if rule else ""


def _found(answer: Answer, asked: Chosen, ids: Collection[str]) -> Mapping[str, Mapping[str, int]]:
    """What each unit under the chosen one has of these figures, with all that is under it."""
    groups = {
        inner: str(unit.pk)
        for unit in asked.below()
        for inner in scope_of(answer.facts.units, str(unit.pk)).units
    }
    return by_unit(answer.indicators, answer.facts, ids, period=asked.period, groups=groups)
