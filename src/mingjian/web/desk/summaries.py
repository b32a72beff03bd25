"""The list that a matter stands for: coverage of a plan, problems of a subject or a round, progress of a campaign by unit."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingjian.ledger import journal
from mingjian.ledger.models import Matter
from mingjian.ledger.viewer import Viewer
from mingjian.web.desk import export_file, summary_lists
from mingjian.web.desk.exporting import Printed
from mingjian.web.desk.frames import mark
from mingjian.web.desk.officer import DeskRequest, for_officers, reached
from mingjian.web.desk.person_page import File
from mingjian.web.desk.summary_lists import Summary
from mingjian.web.desk.taking import Sheet, lines_of, take
from mingjian.web.shared.parts import Fact, Head, Link


@dataclass(frozen=True)
class Kind:
    """How the list of a kind of matter is called and made."""

    label: Callable[[], str]
    made: Callable[[Viewer, Matter], Summary]


KINDS = {
    "inspection_plan": Kind(lambda: _("全覆盖图"), summary_lists.coverage),
    "inspection_round": Kind(lambda: _("问题清单"), summary_lists.problems_of_round),
    "inspection": Kind(lambda: _("问题清单"), summary_lists.problems),
    "campaign": Kind(lambda: _("各单位进展"), summary_lists.progress),
}


def link(matter: Matter) -> tuple[Link, ...]:
    """From the page of the matter, if it has such a list."""
    kind = KINDS.get(matter.kind)
    return (Link(kind.label(), reverse("summary", args=[matter.id])),) if kind else ()


def _found(request: DeskRequest, matter: UUID) -> tuple[Matter, str, Summary]:
    found, _reach = reached(request, matter, content=True)
    kind = KINDS.get(found.kind)
    if kind is None:
        raise Http404
    return found, kind.label(), kind.made(request.viewer, found)


@for_officers
def summary(request: DeskRequest, matter: UUID) -> HttpResponse:
    found, label, made = _found(request, matter)
    journal.note(
        "read", officer=request.viewer.officer, outcome="done", matter=found.id, details={"view": "summary"}
    )
    here = Link(found.number, reverse("matter", args=[found.id]))
    page = File(
        head=Head(title=f"{found.number} {label}", crumbs=(here, Link(label, "")), mark=mark(request)), title=label,
        facts=made.facts, tables=(made.table,), printing=reverse("summary_print", args=[found.id]),
        exporting=reverse("summary_export", args=[found.id]),
    )  # fmt: skip
    return render(request, "desk/dossier.html", {"page": page})


@for_officers
def summary_print(request: DeskRequest, matter: UUID) -> HttpResponse:
    """The list without controls, as it is printed; noted as a print."""
    found, label, made = _found(request, matter)
    journal.note(
        "print", officer=request.viewer.officer, outcome="done", matter=found.id, details={"view": "summary"}
    )
    page = Printed(
        head=Head(title=f"{found.number} {label}", mark=mark(request)), title=f"{found.number} {label}",
        back=Link(label, reverse("summary", args=[found.id])),
        facts=(*made.facts, Fact(_("打印人"), export_file.who(request))), table=made.table,
    )  # fmt: skip
    return render(request, "desk/register_print.html", {"page": page})


@require_http_methods(["GET", "POST"])
@for_officers
def summary_export(request: DeskRequest, matter: UUID) -> HttpResponse:
    found, label, made = _found(request, matter)
    sheet = Sheet(
        kind=f"{found.kind}-list", file=f"{found.kind}-list", title=_("导出%(list)s") % {"list": label}, scope=f"{found.number} {label}",
        back=Link(label, reverse("summary", args=[found.id])), widths=made.widths, lines=lambda: lines_of(made.table),
        count=len(made.table.rows), matter=found.id, hindrance="" if made.table.rows else _("清单还是空的，没有可以导出的。"),
    )  # fmt: skip
    return take(request, sheet)
