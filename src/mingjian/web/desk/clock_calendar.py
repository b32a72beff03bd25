"""A deadline beside the working-day calendar of its months: every step of it can be followed with a finger."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.ledger.history import acts_of
from mingjian.web.desk import clocks, law_tables
from mingjian.web.desk.matters import position_of
from mingjian.web.desk.officer import DeskRequest, for_officers, reached
from mingjian.web.shared.parts import Clock, Head, Link, Month

MOST = 14  # months that are drawn, of longer limits the first and the last


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """desk/clock_calendar.html: one clock and its months."""

    head: Head
    title: str
    back: Link
    clock: Clock
    months: tuple[Month, ...]


@for_officers
def calendar(request: DeskRequest, matter: UUID, rule: str, started_by: int) -> HttpResponse:
    """The months from the start of a clock to its due day, with both days and the first one marked."""
    found, _how_far = reached(request, matter)
    viewer = request.viewer
    position = position_of(viewer, found, acts_of(found.id))
    running = next((one for one in position.clocks if (one.rule, one.started_by) == (rule, started_by)), None)
    if running is None or running.due is None:
        raise Http404
    drawn = clocks.drawn(running, viewer.book, viewer.on)
    start = running.start.date() if isinstance(running.start, datetime) else running.start
    marks = {running.due_day: _("到期"), start: _("起算")}
    if drawn.first_due_on:
        marks = {drawn.first_due_on: _("原到期"), **marks}
    here = Link(found.number, reverse("matter", args=[found.id]))
    page = Calendar(
        head=Head(title=f"{found.number} {_('按年历核对')}", crumbs=(here, Link(_("按年历核对"), ""))),
        title=_("按年历核对"),
        back=Link(_("返回%(number)s") % {"number": found.number}, f"{here.href}#clocks"),
        clock=Clock(name=drawn.name, lamp=drawn.lamp, due_on=drawn.due_on, first_due_on=drawn.first_due_on, facts=drawn.facts,
                    lines=drawn.lines, cite=drawn.cite, open=True),
        months=tuple(law_tables.month(viewer.book, year, number, marks) for year, number in _months(start, running.due_day)),
    )  # fmt: skip
    return render(request, "desk/clock_calendar.html", {"page": page})


def _months(start: date, due: date) -> Iterator[tuple[int, int]]:
    first, last = start.year * 12 + start.month - 1, due.year * 12 + due.month - 1
    numbers = range(min(first, last), max(first, last) + 1)
    shown = numbers if len(numbers) <= MOST else [*numbers[: MOST // 2], *numbers[-MOST // 2 :]]
    for number in shown:
        yield number // 12, number % 12 + 1
