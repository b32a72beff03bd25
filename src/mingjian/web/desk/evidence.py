"""What is laid beside a paragraph of the yearly report for the writer's judgement: shortfalls in figures, tasks of next year."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.edition import Edition, Paragraph
from mingjian.law.shortfall import Shortfall
from mingjian.ledger.book import book
from mingjian.ledger.sealing import title
from mingjian.ledger.viewer import Viewer
from mingjian.responsibility.models import WorkTask
from mingjian.statistics.asking import Answer
from mingjian.statistics.figure import Figure
from mingjian.statistics.shortfalls import known_parts
from mingjian.web.desk import counted
from mingjian.web.desk.figure_lines import content_of, within_reach
from mingjian.web.desk.frames import language
from mingjian.web.desk.names import name
from mingjian.web.desk.scoping import Chosen
from mingjian.web.shared import phrases
from mingjian.web.shared.parts import Cell, Column, Empty, Row, Table

MOST = 100  # tasks of a year that are listed; the register has all


@dataclass(frozen=True, slots=True)
class Evidence:
    """Beside one paragraph: a table, and sentences with slots, ready for the paragraph. Nothing of it is printed."""

    table: Table
    sentences: tuple[str, ...] = ()


def evidence(edition: Edition, answer: Answer, asked: Chosen, viewer: Viewer) -> dict[str, Evidence]:
    """What stands beside the paragraphs of an edition, by paragraph; figures and tasks are asked for once."""
    entries = book().entries("shortfalls")
    named = [name for part in edition.paragraphs for name in part.evidence if name in entries]
    ids = sorted({figure for name in named for figure in entries[name].figures} & answer.known)
    found: dict[str, Evidence] = {}
    if ids:
        now, before = answer.again(ids), answer.last_year(ids)
        found |= {
            part.id: _shown(part, entries, now, before, answer, asked)
            for part in edition.paragraphs
            if part.evidence
        }
    planned = [part for part in edition.paragraphs if part.plans]
    if planned:
        found[planned[0].id] = _tasks(viewer, asked)
    return found


def _shown(part: Paragraph, entries: Any, now: Any, before: Any, answer: Answer, asked: Chosen) -> Evidence:
    chosen = {name: entries[name] for name in part.evidence if name in entries}
    rows = [row for name, entry in chosen.items() for row in _rows(name, entry, now, before, answer, asked)]
    heads = (Column(label=_("监督短板"), kind="head"), Column(label=_("指标")), Column(label=_("本年"), kind="num"),
             Column(label=_("上年"), kind="num"))  # fmt: skip
    table = Table(caption=_("依据：供撰写人判断，不印发"), columns=heads, rows=tuple(rows), compact=True)
    return Evidence(table, tuple(filter(None, (known_parts(entry, now) for entry in chosen.values()))))


def _rows(name: str, entry: Shortfall, now: Any, before: Any, answer: Answer, asked: Chosen) -> Iterable[Row]:
    then = asked.period.year_before().code
    for place, id_ in enumerate(figure for figure in entry.figures if figure in now):
        title_ = (
            Cell(words=entry.say(language()), href=asked.href("shortfall", name))
            if place == 0
            else Cell(blank=True)
        )
        yield Row(cells=(
            title_, Cell(words=label(answer, now[id_])), Cell(words=counted.words(now[id_]), href=asked.href("figure_source", id_)),
            Cell(words=counted.words(before[id_]), href=asked.href("figure_source", id_, period=then)) if id_ in before else Cell(),
        ))  # fmt: skip


def label(answer: Answer, figure: Figure) -> str:
    """The indicator's label, with that of the code where it is one of a breakdown."""
    whole = answer.indicators[figure.id.partition(".")[0]].say(language())
    return figure.label if ":" not in figure.id else phrases.named(whole, figure.label)


def _tasks(viewer: Viewer, asked: Chosen) -> Evidence:
    """The tasks that fall due in the next year, the soonest first; titles only where content lies within reach."""
    year = asked.period.year + 1
    found = WorkTask.objects.filter(limit_on__year=year, matter__unit__path__startswith=asked.unit.path)
    limits = dict(found.order_by("limit_on", "pk").values_list("pk", "limit_on")[:MOST])
    matters = within_reach(viewer, list(limits))
    content = content_of(viewer, list(matters.values()))
    rows = tuple(
        Row(cells=(
            Cell(words=title(matters[id_]) if id_ in content else matters[id_].number, href=reverse("matter", args=[id_]) if id_ in content else ""),
            Cell(words=name("unit_short", matters[id_].unit_id)), Cell(day=limit),
        )) for id_, limit in limits.items() if id_ in matters
    )  # fmt: skip
    heads = (
        Column(label=_("任务"), kind="head"), Column(label=_("单位")), Column(label=_("完成期限"), kind="day"),
    )  # fmt: skip
    empty = Empty(words=_("责任落实中还没有登记下年度的任务。"))
    return Evidence(
        Table(
            caption=_("依据：%(year)s年已分解的任务，不印发") % {"year": year},
            columns=heads,
            rows=rows,
            compact=True,
            empty=empty,
        )
    )
