"""Sections of a matter at addresses of their own: loaded into its page, or read alone where there is no script."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.lawbook import Lawbook
from mingjian.law.values import BEIJING
from mingjian.ledger import journal, kinds
from mingjian.ledger.history import acts_of
from mingjian.ledger.models import Journal, Matter
from mingjian.ledger.viewer import Viewer
from mingjian.web.desk import lineage, papers
from mingjian.web.desk.entries import File
from mingjian.web.desk.frames import kind_label, language, mark
from mingjian.web.desk.names import name as name_of
from mingjian.web.desk.officer import DeskRequest, for_officers, reached
from mingjian.web.desk.pages import Section
from mingjian.web.shared.parts import Cell, Column, Empty, Head, Link, Row, Table

LOOKED = 50  # entries of the journal that the section shows
OF_CONTENT = ("documents", "looked")


@for_officers
def section(request: DeskRequest, matter: UUID, name: str) -> HttpResponse:
    """Documents, descent, or who looked; the names of papers are content, so that reading them is noted."""
    titles = {"documents": _("文书材料"), "lineage": _("来龙去脉"), "looked": _("查阅记录")}
    if name not in titles:
        raise Http404
    found, how_far = reached(request, matter, content=name in OF_CONTENT)
    shown = _shown(request, found, name)
    kind = kind_label(request.viewer, found.kind)
    here = reverse("matter", args=[found.id])
    page = Section(
        head=Head(title=f"{found.number} {titles[name]}", mark=mark(request) if how_far.content else None,
                  crumbs=(Link(kind, reverse("register", args=[found.kind])), Link(found.number, here), Link(titles[name], ""))),
        number=found.number, kind=kind, name=name, title=titles[name], back=Link(_("返回%(number)s") % {"number": found.number}, here),
        sections=tuple(
            Link(label, reverse("matter_section", args=[found.id, key]), current=key == name)
            for key, label in titles.items() if how_far.content or key not in OF_CONTENT
        ),
        **shown,
    )  # fmt: skip
    return render(
        request,
        "desk/matter_section.html" if request.htmx else "desk/matter_section_page.html",
        {"page": page},
    )


def _shown(request: DeskRequest, found: Matter, name: str) -> dict[str, object]:
    if name == "lineage":
        graph = lineage.graph(request.viewer, found)
        return {"lineage": graph, "empty": _("本件没有您可以查看的来源或者去向。")}
    if name == "looked":
        return {"table": _looked(request.viewer, found)}
    journal.note(
        "read", officer=request.viewer.officer, outcome="done", matter=found.id, details={"view": "documents"}
    )
    return {"table": papers.table(File(found, request.viewer, acts_of(found.id), content=True))}


def _looked(viewer: Viewer, found: Matter) -> Table:
    """Who looked at what: readings, prints, downloads, refusals; the newest first."""
    events = journal.events()
    known = [code for code, event in events.items() if "assigned" in event.reader]
    rows = Journal.objects.filter(matter=found, event__in=known).order_by("-at", "-id")[:LOOKED]
    heads = (_("时间"), _("人员"), _("方式"), _("内容"))
    return Table(
        caption=_("查阅记录"),
        columns=(Column(label=heads[0], kind="head"), *(Column(label=label) for label in heads[1:])),
        rows=tuple(
            Row(cells=(
                Cell(words=f"{row.at.astimezone(BEIJING):%Y-%m-%d %H:%M}"),
                Cell(words=name_of("officer", row.officer_id) or _("平台")),
                Cell(words=events[row.event].label if language() == "zh" else events[row.event].en),
                Cell(words=_what(viewer, row)),
            ))
            for row in rows
        ),
        empty=Empty(words=_("还没有人查阅过本件。")),
    )  # fmt: skip


def _what(viewer: Viewer, row: Journal) -> str:
    """The page, paper or act of which an entry of the journal speaks."""
    found = view_words(viewer.book, str(row.details.get("view", "")))
    return found or (_("材料") if "document" in row.details else "")


def view_words(book: Lawbook, view: str) -> str:
    """A page as the journal notes it."""
    pages = {
        "matter": _("事项页"),
        "documents": _("文书材料"),
        "identify": _("确认人员身份"),
        "approval": _("呈批页"),
        "approval_sheet": _("呈批表"),
        "file": _("卷宗"),
        "act": _("办理页"),
        "matter_print": _("打印页"),
        "matter_section": _("事项页"),
        "paper": _("文书草稿"),
        "document": _("文书材料"),
        "original": _("原件"),
        "clock_calendar": _("时限日历"),
        "verify_matter": _("核验页"),
        "summary": _("汇总表"),
        "summary_print": _("汇总表"),
        "summary_export": _("汇总表"),
        "approvals": _("待我审批"),
        "circulated": _("传阅件"),
        "desk": _("工作台"),
        "find": _("查找"),
        "organisation": _("单位页"),
        "export": _("导出"),
    }
    if view.startswith("paper:"):
        placed = book.sections["papers"].get(view.removeprefix("paper:"))
        return str(placed.entry.say(language())) if placed else ""
    if view.startswith(("register:", "print:")):
        kind = view.partition(":")[2]
        return str(book.versions(kind)[-1].say(language())) if kind in kinds.names() else ""
    return str(pages.get(view, ""))
