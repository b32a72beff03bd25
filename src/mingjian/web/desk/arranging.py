"""Columns and density of a register: chosen on a page of their own, kept for the officer; works without script."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingjian.ledger import kinds
from mingjian.web.desk import columns, habits, listing
from mingjian.web.desk.frames import kind_label
from mingjian.web.desk.listing import Asked
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.shared.parts import Head, Link


@dataclass(frozen=True, slots=True)
class Choosable:
    """A column of the list: whether it is shown, and as which."""

    key: str
    label: str
    shown: bool
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranging:
    """desk/columns.html: which columns, in which order, how close together."""

    head: Head
    title: str
    action: str
    back: Link
    columns: tuple[Choosable, ...]
    is_compact: bool


@require_http_methods(["GET", "POST"])
@for_officers
def arrange(request: DeskRequest, kind: str) -> HttpResponse:
    """The page; POST keeps the choice (or only the density, from the head of the register) and goes back."""
    if kind not in kinds.names():
        raise Http404
    asked = listing.read(request, kind)
    if request.method != "POST":
        return _page(request, asked)
    if "density" in request.POST:
        habits.keep(request, kind, is_compact=request.POST["density"] == "compact")
    if "usual" in request.POST:
        habits.keep(request, kind, columns=())
    elif "chosen" in request.POST:
        habits.keep(request, kind, columns=_wanted(request, asked))
    return HttpResponseRedirect(_register(asked))


def _wanted(request: DeskRequest, asked: Asked) -> tuple[str, ...]:
    """The ticked columns by the numbers typed beside them; equal or missing ones in the order of the page."""
    every = list(columns.available(request.viewer, asked))
    ticked = [key for key in every if key in request.POST.getlist("chosen")]
    typed = {key: request.POST.get(f"place_{key}", "") for key in ticked}
    return tuple(
        sorted(
            ticked,
            key=lambda key: int(typed[key]) if typed[key].isdecimal() and len(typed[key]) < 4 else len(every),
        )
    )


def _register(asked: Asked) -> str:
    query = asked.query()
    return reverse("register", args=[asked.kind]) + (query if query != "?" else "")


def _page(request: DeskRequest, asked: Asked) -> HttpResponse:
    liking = habits.of(request, asked.kind)
    every = columns.available(request.viewer, asked)
    now = [key for key in liking.columns if key in every] or list(columns.usual(request.viewer, asked.kind))
    ordered = [*now, *(key for key in every if key not in now)]
    title = _("%(kind)s台账的列") % {"kind": kind_label(request.viewer, asked.kind)}
    page = Arranging(
        head=Head(
            title=title,
            crumbs=(Link(kind_label(request.viewer, asked.kind), _register(asked)), Link(_("列"), "")),
        ),
        title=title,
        action=reverse("columns", args=[asked.kind])
        + _register(asked).removeprefix(reverse("register", args=[asked.kind])),
        back=Link(_("返回台账"), _register(asked)),
        columns=tuple(
            Choosable(key, every[key].column.label, key in now, str(now.index(key) + 1) if key in now else "")
            for key in ordered
        ),
        is_compact=liking.is_compact,
    )
    return render(request, "desk/columns.html", {"page": page})
