"""A matter on paper: the contents of the file first, then every act, the oldest first. Noted as a print."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.ledger import journal
from mingjian.ledger.history import acts_of
from mingjian.ledger.sealing import title
from mingjian.web.desk import matters
from mingjian.web.desk.entries import File, entries
from mingjian.web.desk.frames import kind_label, mark
from mingjian.web.desk.officer import DeskRequest, for_officers, reached
from mingjian.web.shared import phrases
from mingjian.web.shared.parts import Cell, Column, Entry, Fact, Head, Link, Row, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """desk/matter_print.html: 卷内目录 and the whole file."""

    head: Head
    number: str
    kind: str
    title: str
    back: Link
    facts: tuple[Fact, ...]
    contents: Table
    entries: tuple[Entry, ...]
    verified: str


@for_officers
def matter_print(request: DeskRequest, matter: UUID) -> HttpResponse:
    """For whoever reads the content; all acts at once, however many there are."""
    found, _how_far = reached(request, matter, content=True)
    viewer, rows = request.viewer, acts_of(found.id)
    position = matters.position_of(viewer, found, rows)
    listed = entries(File(found, viewer, rows, content=True), position)
    journal.note("print", officer=viewer.officer, outcome="done", matter=found.id, details={"view": "file"})
    kind = kind_label(viewer, found.kind)
    page = Printed(
        head=Head(
            title=f"{found.number} {_('卷宗')}", mark=mark(request), secrecy=matters.secrecy(viewer, found)
        ),
        number=found.number,
        kind=kind,
        title=title(found),
        back=Link(_("返回%(number)s") % {"number": found.number}, reverse("matter", args=[found.id])),
        facts=matters.facts(viewer, found),
        contents=_contents(listed),
        entries=tuple(listed),
        verified=matters.verified(found),
    )
    return render(request, "desk/matter_print.html", {"page": page})


def _contents(listed: list[Entry]) -> Table:
    """卷内目录: number, day, act, by whom, the papers that came with it."""
    heads = (_("序号"), _("日期"), _("办理"), _("人员"), _("材料"))
    columns = (
        *(Column(label=label, kind="day") for label in heads[:2]),
        Column(label=heads[2], kind="head"),
        *(Column(label=label) for label in heads[3:]),
    )
    rows = tuple(
        Row(cells=(Cell(words=str(entry.number), href=f"#a{entry.number}"), Cell(day=entry.on), Cell(words=entry.label),
                   Cell(words=entry.by.name if entry.by else ""), Cell(words=phrases.listed(paper.label for paper in entry.papers))))
        for entry in listed
    )  # fmt: skip
    return Table(caption=_("卷内目录"), columns=columns, rows=rows, compact=True)
