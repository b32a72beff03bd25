"""Where supervision falls short: the complaints of the yearly report as figures, by unit and quarter, with records."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mingjian.law.shortfall import Shortfall
from mingjian.ledger.journal import note
from mingjian.report.drawing import Quarter, columns
from mingjian.statistics.asking import Answer, ask
from mingjian.statistics.figure import Figure
from mingjian.statistics.period import Period, latest
from mingjian.statistics.plan import known_ids, plan
from mingjian.statistics.scope import scope as scope_of
from mingjian.statistics.shortfalls import sentence
from mingjian.web.desk import counted
from mingjian.web.desk.frames import language
from mingjian.web.desk.officer import for_officers
from mingjian.web.desk.scoping import Chosen, chosen
from mingjian.web.shared import phrases
from mingjian.web.shared.charts import Chart
from mingjian.web.shared.fields import Choice, Field
from mingjian.web.shared.parts import Cell, Column, Head, Link, Number, Row, Table

_LEVEL = {"own": "city", "group": "city"}  # as breakdowns by level count units
ABREAST, IN_ENGLISH = 8, 4  # figures beside one another in a table of units; more would scroll sideways


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One complaint: its figures, each a link to its records, and the sentence ready for the report."""

    title: str
    href: str
    numbers: tuple[Number, ...]
    sentence: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfalls:
    """desk/shortfalls.html: all complaints, or one with its units and quarters."""

    head: Head
    title: str
    choices: tuple[Field, ...]
    problems: tuple[Problem, ...]
    tables: tuple[Table, ...] = ()
    trend: Chart | None = None
    lead: str = ""


@require_GET
@for_officers
def shortfalls(request: Any) -> HttpResponse:
    """Every complaint on one page."""
    asked, entries = chosen(request), _entries(request)
    answer = _answer(asked, entries.values())
    problems = tuple(_problem(name, entry, answer, asked) for name, entry in entries.items())
    title = _("监督短板")
    page = Shortfalls(
        head=Head(title=title, crumbs=(Link(_("统计"), ""), Link(title, asked.href("shortfalls")))),
        title=title, choices=(asked.scopes(), asked.periods()), problems=problems,
        lead=_("对应年度报告第二部分；只说单位工作，不评价个人，不排名次。"),
    )  # fmt: skip
    note("figure", officer=request.user.pk, outcome="done", details=_read("shortfalls", asked))
    return render(request, "desk/shortfalls.html", {"page": page})


@require_GET
@for_officers
def shortfall(request: Any, name: str) -> HttpResponse:
    """One complaint: its figures in each unit and group, and one of them, which the reader may choose, over twelve quarters."""
    asked, entry = chosen(request), _entries(request).get(name)
    followed = request.GET.get("trend") or (entry.trend if entry else "")
    if entry is None or followed not in entry.figures:
        raise Http404
    answer = _answer(asked, [entry])
    title = entry.say(language())
    crumbs = (Link(_("监督短板"), asked.href("shortfalls")), Link(title, ""))
    page = Shortfalls(
        head=Head(title=title, crumbs=crumbs), title=title,
        choices=(asked.scopes(), asked.periods(), _followed(entry, answer, followed)),
        problems=(_problem(name, entry, answer, asked, with_note=True),),
        tables=_units(entry, answer, asked), trend=_quarters(followed, answer, asked, today=request.viewer.on),
    )  # fmt: skip
    note("figure", officer=request.user.pk, outcome="done", details=_read(name, asked))
    return render(request, "desk/shortfalls.html", {"page": page})


def _entries(request: Any) -> Mapping[str, Shortfall]:
    found = request.viewer.book.entries("shortfalls").items()
    return {name: entry for name, entry in found if entry.in_force <= request.viewer.on}


def _answer(asked: Chosen, entries: Iterable[Shortfall]) -> Answer:
    ids = list(dict.fromkeys(figure for entry in entries for figure in entry.figures))
    return ask(ids, period=asked.period.code, scope=asked.scope, language=language())


def _read(name: str, asked: Chosen) -> dict[str, Any]:
    return {"indicator": name, "period": asked.period.code, "unit": asked.unit.pk}


def _problem(
    name: str, entry: Shortfall, answer: Answer, asked: Chosen, *, with_note: bool = False
) -> Problem:
    figures = answer.figures
    told = {id_: figure for id_, figure in figures.items() if answer.told(figure, asked.period)}
    numbers = tuple(
        _number(figures[id_], _label(answer, figures[id_]), asked, is_told=id_ in told)
        for id_ in entry.figures
        if id_ in figures
    )
    said = sentence(entry, told, scope=asked.unit.short, period=asked.period.words())
    href = asked.href("shortfall", name)
    note_ = entry.noted(language()) if with_note else ""
    return Problem(title=entry.say(language()), href=href, numbers=numbers, sentence=said, note=note_)


def _label(answer: Answer, figure: Figure) -> str:
    """The indicator's label, with that of the code where it is one of a breakdown."""
    whole = answer.indicators[figure.id.partition(".")[0]].say(language())
    return figure.label if figure.label == whole else phrases.named(whole, figure.label)


def _number(figure: Figure, label: str, asked: Chosen, *, is_told: bool) -> Number:
    if not is_told:
        return Number(label=label, value="—")
    unit, href = counted.behind(figure.unit, figure.value), asked.href("figure_records", figure.id)
    return Number(label=label, value=str(figure.value), unit=unit, href=href)


def _units(entry: Shortfall, answer: Answer, asked: Chosen) -> tuple[Table, ...]:
    """The figures of the unit chosen and of each under it, in the order of units, which is no ranking; so many beside one another.

    A unit is of one level: what is told by level for all of them is told whole for each.
    """
    ids = list(dict.fromkeys(id_.partition(".by_level:")[0] for id_ in entry.figures))
    whole = answer.again(ids, language=language())
    labels = [whole[id_] for id_ in ids if id_ in whole]
    rows = []
    for unit in (asked.unit, *asked.below()):
        there = replace(answer, scope=scope_of(answer.facts.units, str(unit.pk)))
        found = {
            id_: figure
            for id_, figure in there.again(ids).items()
            if answer.told(figure, asked.period) and _has_levels(there, id_)
        }
        cells = (_cell(found.get(item.id), asked, scope=str(unit.pk)) for item in labels)
        rows.append(Row(cells=(Cell(words=unit.short), *cells)))
    head = Column(label=_("单位"), kind="head")
    heads = [Column(label=_label(answer, item), kind="num", unit=counted.unit(item.unit)) for item in labels]
    tables = -(-len(heads) // (IN_ENGLISH if phrases.in_english() else ABREAST)) or 1
    edges = [len(heads) * n // tables for n in range(tables + 1)]
    return tuple(
        Table(caption=_caption(start, heads[start:end], len(heads)), columns=(head, *heads[start:end]), compact=True,
              rows=tuple(Row(cells=(row.cells[0], *row.cells[1 + start : 1 + end])) for row in rows))
        for start, end in pairwise(edges)
        if end > start
    )  # fmt: skip


def _has_levels(answer: Answer, id_: str) -> bool:
    """Whether there are units of both levels where a figure divides what one level found by what another did."""
    rate = next((one for one in plan(answer.indicators, answer.period.end).quotients if one.id == id_), None)
    wanted = (
        {part.rpartition(":")[2] for part in (rate.of, rate.to) if ".by_level:" in part} if rate else set()
    )
    return wanted <= {
        _LEVEL.get(unit["level"], unit["level"]) for unit in answer.facts.units if unit["id"] in answer.scope
    }


def _caption(start: int, shown: Sequence[Column], every: int) -> str:
    if len(shown) == every:
        return _("各单位、各派驻机构")
    return _("各单位、各派驻机构：第%(first)s至%(last)s项数字") % {
        "first": start + 1,
        "last": start + len(shown),
    }


def _followed(entry: Shortfall, answer: Answer, followed: str) -> Field:
    """Which figure is followed over the quarters."""
    named = [(id_, answer.figures[id_]) for id_ in entry.figures if id_ in answer.figures]
    choices = tuple(Choice(id_, _label(answer, figure), chosen=id_ == followed) for id_, figure in named)
    return Field(name="trend", label=_("走势"), kind="code", width="short", choices=choices)


def _quarters(id_: str, answer: Answer, asked: Chosen, *, today: date) -> Chart:
    """The figure that is followed, in each of the last twelve quarters; drawn where it is known for one of them."""
    followed, label = answer.figures[id_], _label(answer, answer.figures[id_])
    of_the_year = answer.is_of_the_year(id_)
    periods = [period.so_far() if of_the_year else period for period in latest(asked.period.end, 3)]
    found = [_known(answer, id_, period) for period in periods]
    rows = tuple(
        Row(cells=(Cell(words=period.words(language())), _cell(figure, asked, period=period.code)))
        for period, figure in zip(periods, found, strict=True)
    )
    heads = (
        Column(label=_("期间") if of_the_year else _("季度"), kind="head"),
        Column(label=label, kind="num", unit=counted.unit(followed.unit)),
    )
    table = Table(caption=_("近十二个季度"), columns=heads, rows=rows, compact=True, stacks=False)
    drawn = [
        Quarter(
            label=f"{period.end.year % 100:02}Q{(period.end.month + 2) // 3}", value=figure.value if figure else None, is_open=period.end >= today,
            href=asked.href("figure_records", id_, period=period.code) if figure else "",
        )
        for period, figure in zip(periods, found, strict=True)
    ]  # fmt: skip
    drawing = columns(tuple(drawn)) if any(one.value is not None for one in drawn) else SafeString()
    return Chart(
        title=_("近十二个季度"),
        lead=phrases.parted(
            (label, counted.unit(followed.unit), *([_("自当年1月起计至季末")] if of_the_year else []))
        ),
        drawing=drawing,
        table=table,
    )


def _known(answer: Answer, id_: str, period: Period) -> Figure | None:
    """The figure in a period; none where nothing is known of it, or was not yet counted."""
    if id_ not in known_ids(answer.indicators, period.end):
        return None
    found = answer.again([id_], period=period).get(id_)
    return found if answer.told(found, period) else None


def _cell(figure: Figure | None, asked: Chosen, **where: str) -> Cell:
    if figure is None:
        return Cell()
    return Cell(words=str(figure.value), href=asked.href("figure_records", figure.id, **where))
