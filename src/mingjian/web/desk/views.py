"""Saved views of registers: a filter under a name, pinned by its owner, shared with a department by its head."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import parse_qs, urlencode
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingjian.ledger import kinds
from mingjian.ledger.sealing import keys
from mingjian.ledger.viewer import Viewer
from mingjian.vault.envelope import Place, open_text, seal_text
from mingjian.web.desk import listing, searching
from mingjian.web.desk.frames import kind_label
from mingjian.web.desk.listing import Asked
from mingjian.web.desk.models import SavedView
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.shared.fields import Choice, Field, failures_of
from mingjian.web.shared.parts import Head, Link, View

PINNED = 7  # of one's own, above a register
MOST, LONGEST = 50, 20  # views of one officer and kind; characters of a name
_KEY, _SECONDS = "views", 60.0
_shared: dict[int, tuple[float, list["Kept"]]] = {}


@dataclass(frozen=True)
class Kept:
    """A view, opened; `words` are what it searches for."""

    id: str
    kind: str
    query: str
    name: str
    words: str
    is_pinned: bool
    department: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Views:
    """desk/views.html: save the list one comes from, and look after the views one has."""

    head: Head
    title: str
    action: str
    back: Link
    conditions: str
    fields: tuple[Field, ...]
    kept: tuple["Item", ...]

    @property
    def failures(self) -> list[tuple[str, str]]:
        return failures_of(self.fields)


@dataclass(frozen=True, slots=True)
class Item:
    """A view in the list of one's own."""

    link: Link
    key: str
    is_pinned: bool
    is_shared: bool


def above(request: DeskRequest, asked: Asked) -> tuple[View, ...]:
    """The pinned views of the officer and those of his departments, for the head of a register."""
    here = asked.query()
    mine = [one for one in own(request, asked.kind) if one.is_pinned][:PINNED]
    ids = {one.id for one in mine}
    shared = [one for one in _of_departments(request.viewer) if one.kind == asked.kind and one.id not in ids]
    return (
        *(_view(one, here, asked.words, "own") for one in mine),
        *(_view(one, here, asked.words, "shared") for one in shared),
    )


def _view(one: Kept, here: str, words: str, kind: Any) -> View:
    bare = {name: values for name, values in parse_qs(here.removeprefix("?")).items() if name != "s"}
    current = parse_qs(one.query) == bare and one.words == words
    return View(Link(one.name, reverse("view", args=[one.kind, one.id]), current=current), kind)


def own(request: DeskRequest, kind: str) -> list[Kept]:
    """The officer's own views of a register: read once a session."""
    kept = request.session.get(_KEY, {})
    if kind not in kept:
        rows = SavedView.objects.filter(officer=request.user.pk, kind=kind).order_by("-is_pinned", "id")
        kept = request.session[_KEY] = {**kept, kind: [list(vars(_opened(row)).values()) for row in rows]}
    return [Kept(*values) for values in kept[kind]]


def _of_departments(viewer: Viewer) -> list[Kept]:
    """What heads share with the departments in which the officer has a post; read anew every minute."""
    found = []
    for department in sorted({post.department for post in viewer.posts}):
        at, views = _shared.get(department, (0.0, []))
        if not at or monotonic() - at > _SECONDS:
            views = [_opened(row) for row in SavedView.objects.filter(department=department).order_by("id")]
            _shared[department] = (monotonic(), views)
        found += views
    return found


def forget() -> None:
    """Read what departments share anew on the next use."""
    _shared.clear()


def _changed(request: DeskRequest) -> None:
    forget()
    request.session.pop(_KEY, None)


@for_officers
def view(request: DeskRequest, kind: str, view: UUID) -> HttpResponse:
    """The register under a view; the words it searches for are kept for this session, as if they had been typed."""
    known = [*own(request, kind), *_of_departments(request.viewer)] if kind in kinds.names() else []
    found = next((one for one in known if one.id == str(view) and one.kind == kind), None)
    if found is None:
        raise Http404
    pairs = parse_qs(found.query)
    if found.words:
        pairs["s"] = [searching.remember(request.session, found.words)]
    query = f"?{urlencode(pairs, doseq=True)}" if pairs else ""
    return HttpResponseRedirect(reverse("register", args=[kind]) + query)


@require_http_methods(["GET", "POST"])
@for_officers
def views(request: DeskRequest, kind: str) -> HttpResponse:
    """Save the list that the address describes, pin, share or remove what was saved."""
    if kind not in kinds.names():
        raise Http404
    asked = listing.read(request, kind)
    if request.method != "POST":
        return _page(request, asked)
    if key := request.POST.get("view"):
        _turn(request, key)
        return HttpResponseRedirect(request.get_full_path())
    name = request.POST.get("name", "").strip()
    error = _fault(request, kind, name)
    if error:
        return _page(request, asked, name, error)
    _save(request, asked, name)
    return HttpResponseRedirect(reverse("register", args=[kind]) + _query(asked))


def _query(asked: Asked) -> str:
    query = asked.query()
    return query if query != "?" else ""


def _fault(request: DeskRequest, kind: str, name: str) -> str:
    known = own(request, kind)
    if not name:
        return _("请填写视图名称。")
    if len(name) > LONGEST:
        return _("名称不超过%(most)s字，现有%(have)s字，请缩短。") % {"most": LONGEST, "have": len(name)}
    if any(one.name == name for one in known):
        return _("已有同名的视图“%(name)s”，请换一个名称。") % {"name": name}
    return _("最多存%(most)s个视图，请先删去不用的。") % {"most": MOST} if len(known) >= MOST else ""


def _save(request: DeskRequest, asked: Asked, name: str) -> None:
    pinned = sum(one.is_pinned for one in own(request, asked.kind)) < PINNED
    query = asked.query(s="").removeprefix("?")
    department = _led(request.viewer) if request.POST.get("shared") else None
    row = SavedView(
        officer_id=request.user.pk, kind=asked.kind, query=query, is_pinned=pinned, department_id=department
    )
    row.sealed = seal_text(keys().derive(_KEY), json.dumps([name, asked.words]), _place(row.id))
    row.save()
    _changed(request)


def _turn(request: DeskRequest, key: str) -> None:
    """Pin or unpin, share or not, remove: one's own views only."""
    row = SavedView.objects.filter(officer=request.user.pk, pk=key if _is_uuid(key) else None).first()
    if row is None:
        raise Http404
    turned = request.POST.get("turn")
    if turned == "remove":
        row.delete()
    elif turned == "pin":
        taken = SavedView.objects.filter(officer=request.user.pk, kind=row.kind, is_pinned=True).count()
        row.is_pinned = not row.is_pinned and taken < PINNED
        row.save(update_fields=["is_pinned"])
    elif turned == "share":
        row.department_id = None if row.department_id else _led(request.viewer)
        row.save(update_fields=["department"])
    _changed(request)


def _led(viewer: Viewer) -> int | None:
    """The department of which the officer is head: he alone shares views with it."""
    return next((post.department for post in viewer.posts if post.post == "head"), None)


def _page(request: DeskRequest, asked: Asked, name: str = "", error: str = "") -> HttpResponse:
    from mingjian.web.desk.registers import condition_words

    fields = [Field(name="name", label=_("视图名称"), value=name, error=error, width="medium", limit=LONGEST)]
    if _led(request.viewer):
        choice = (Choice("1", _("同本部门（室）共享")),)
        fields.append(Field(name="shared", label=_("共享"), kind="codes", required=False, choices=choice))
    title = _("%(kind)s台账的视图") % {"kind": kind_label(request.viewer, asked.kind)}
    register = reverse("register", args=[asked.kind]) + _query(asked)
    page = Views(
        head=Head(
            title=title,
            failed=bool(error),
            crumbs=(Link(kind_label(request.viewer, asked.kind), register), Link(_("视图"), "")),
        ),
        title=title,
        action=reverse("views", args=[asked.kind]) + _query(asked),
        back=Link(_("返回台账"), register),
        conditions=condition_words(request.viewer, asked),
        fields=tuple(fields),
        kept=tuple(_items(own(request, asked.kind))),
    )
    return render(request, "desk/views.html", {"page": page}, status=422 if error else 200)


def _items(kept: Sequence[Kept]) -> list[Item]:
    return [
        Item(
            Link(one.name, reverse("view", args=[one.kind, one.id])),
            one.id,
            one.is_pinned,
            one.department is not None,
        )
        for one in kept
    ]


def _opened(row: SavedView) -> Kept:
    name, words = json.loads(open_text(keys().derive(_KEY), bytes(row.sealed), _place(row.id)))
    return Kept(str(row.id), row.kind, row.query, name, words, row.is_pinned, row.department_id)


def _place(row: UUID) -> Place:
    return Place("web_desk_savedview", "sealed", row.bytes, _KEY.encode())


def _is_uuid(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True
