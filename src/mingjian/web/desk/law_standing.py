"""How many matters stand in each step of a procedure now, for how long, and how often each act was done: within the officer's reach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mingjian.law.lawbook import Bound
from mingjian.ledger import access, kinds
from mingjian.ledger.access import Wanted
from mingjian.web.desk.frames import language
from mingjian.web.desk.law import passed
from mingjian.web.desk.law_acts import diagram
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.shared import phrases
from mingjian.web.shared.graph import Graph
from mingjian.web.shared.parts import Cell, Column, Head, Link, Row, Table

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """desk/law_standing.html: steps drawn and as a table, or one sentence where there are too many matters to look at."""

    head: Head
    title: str
    back: Link
    table: Table | None
    diagram: Graph | None
    used: Table | None = None
    """How often each act was done within a year."""


@for_officers
def standing(request: DeskRequest, name: str) -> HttpResponse:
    """The open steps of one kind, each with what stands in it: a part of the chapter, or a page where there is no script."""
    book = request.viewer.book
    bound = book.procedure(name, request.viewer.on) if name in kinds.names() else None
    if bound is None:
        raise Http404
    open_steps = [step for step, declared in bound.steps.items() if not declared.end]
    found = access.standing(request.viewer, Wanted(kind=name, step=open_steps))
    said = bound.procedure.say(language())
    back = Link(said, reverse("lawbook_entry", args=["procedures", name]))
    page = Standing(
        head=Head(title=_("%(kind)s的环节现状") % {"kind": said}, crumbs=(back, Link(_("环节现状"), ""))),
        title=_("环节现状（您可以查看的）"), back=back,
        table=None if found is None else _table(bound, open_steps, found, request.viewer.on),
        used=_used(bound, access.used(request.viewer, Wanted(kind=name), request.viewer.on - YEAR)),
        diagram=None if found is None else diagram(bound, passed(request, bound), _said(open_steps, found, request.viewer.on),
                                               chapter="" if request.htmx else back.href),
    )  # fmt: skip
    return render(request, "desk/law_standing_part.html" if request.htmx else "desk/law_standing_page.html", {"page": page})  # fmt: skip


def _table(bound: Bound, steps: Sequence[str], found: Mapping[str, list[date]], today: date) -> Table:
    """Every number leads to the register of just these matters."""
    heads = (Column(label=_("环节"), kind="head"), Column(label=_("现有"), kind="num", unit=_("件")),
             Column(label=_("中位停留"), kind="num", unit=_("天")))  # fmt: skip
    rows = tuple(
        Row(cells=(Cell(words=bound.steps[step].say(language())), Cell(words=str(len(days)), href=_register(bound.kind, step)),
                   Cell(words=_median([(today - day).days for day in days]))))
        for step, days in ((step, found.get(step, [])) for step in steps)
    )  # fmt: skip
    return Table(caption=_("环节现状（您可以查看的）"), columns=heads, rows=rows, compact=True)


def _used(bound: Bound, found: Mapping[str, int] | None) -> Table | None:
    if found is None:
        return None
    heads = (Column(label=_("办理"), kind="head"), Column(label=_("近一年使用"), kind="num", unit=_("次")))
    rows = tuple(
        Row(cells=(Cell(words=act.say(language())), Cell(words=str(found.get(name, 0)))))
        for name, act in bound.procedure.acts.items()
    )
    return Table(
        caption=_("近一年使用（您可以查看的事项）"), columns=heads, rows=rows, compact=True, stacks=False
    )


def _said(steps: Sequence[str], found: Mapping[str, list[date]], today: date) -> dict[str, str]:
    """What is written into the box of each step."""
    return {step: _words([(today - day).days for day in found.get(step, [])]) for step in steps}


def _words(days: Sequence[int]) -> str:
    n = ngettext("%(n)s件", "%(n)s件", len(days)) % {"n": len(days)}
    return phrases.parted((n, _("中位%(days)s天") % {"days": _median(days)})) if days else n


def _register(kind: str, step: str) -> str:
    return f"{reverse('register', args=[kind])}?{urlencode({'step': step})}"


def _median(days: Sequence[int]) -> str:
    """Whole days; between two middle ones their mean, halves and all."""
    return f"{median(days):g}" if days else ""
