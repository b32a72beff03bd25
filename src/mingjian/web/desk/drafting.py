"""Drafts: what was typed into a form and not sent, sealed for its officer alone, until it is written or thrown away."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.values import BEIJING
from mingjian.ledger import instant, mine
from mingjian.ledger.models import Act
from mingjian.ledger.sealing import keys
from mingjian.ledger.viewer import Viewer
from mingjian.vault.envelope import LONG, Place, open_text, seal_text
from mingjian.web.desk import uploads
from mingjian.web.desk.filling import Filled
from mingjian.web.desk.frames import language
from mingjian.web.desk.models import Draft
from mingjian.web.shared.parts import Link

LISTED = 20  # drafts that the desk shows
_KEY = "drafts"
_UNTOUCHED = {"on"}  # what a form holds before anybody has typed


@dataclass(frozen=True)
class Form:
    """Whose form of which act: on a matter, or the one that opens a matter of the kind."""

    officer: int
    kind: str
    act: str
    matter: UUID | None = None

    def row(self) -> Draft | None:
        return Draft.objects.filter(
            officer=self.officer, matter=self.matter, kind=self.kind, act=self.act
        ).first()


class Kept(NamedTuple):
    """A draft, opened. `files`: those that came with it; `prepared`: id and key of the matter yet to be opened."""

    at: datetime
    given: dict[str, list[str]]
    token: str
    files: list[dict[str, Any]]
    prepared: list[str]


def keep(form: Form, request: Any, given: Mapping[str, list[str]], token: str) -> datetime | None:
    """Keep what is typed now in place of what was kept before; a form that nobody has touched keeps nothing."""
    files = uploads.rows(request, token)
    row = form.row()
    if not files and not any(value for name, value in given.items() if name not in _UNTOUCHED):
        if row is not None:
            row.delete()
        return None
    row = row or Draft(officer_id=form.officer, matter_id=form.matter, kind=form.kind, act=form.act)
    prepared = request.session.get("prepared", {}).get(token, [])
    words = json.dumps([dict(given), token, files, prepared])
    row.sealed, row.at = seal_text(keys().derive(_KEY), words, _place(row), LONG), instant.now()
    row.save()
    return row.at


def recall(form: Form, request: Any) -> Kept | None:
    """The draft of a form; its files and the matter prepared for it stand in the session again."""
    row = form.row()
    if row is None:
        return None
    given, token, files, prepared = json.loads(open_text(keys().derive(_KEY), bytes(row.sealed), _place(row)))
    if files and not uploads.kept(request, token):
        uploads.give_back(request, token, files)
    if prepared and token not in request.session.get("prepared", {}):
        request.session["prepared"] = {**request.session.get("prepared", {}), token: prepared}
    return Kept(row.at, given, token, files, prepared)


def forget(form: Form) -> None:
    """The act is written, or the officer has thrown the draft away."""
    Draft.objects.filter(officer=form.officer, matter=form.matter, kind=form.kind, act=form.act).delete()


def left(viewer: Viewer) -> tuple[Link, ...]:
    """The drafts of an officer, the latest first, each with the address of its form; none of a matter out of his reach."""
    rows = list(
        Draft.objects.select_related("matter").filter(officer=viewer.officer).order_by("-at", "id")[:LISTED]
    )
    reached = mine.within(viewer, [row.matter_id for row in rows if row.matter_id])
    return tuple(_link(viewer, row) for row in rows if row.matter_id is None or row.matter_id in reached)


def _link(viewer: Viewer, row: Draft) -> Link:
    when = row.at.astimezone(BEIJING).strftime("%m-%d %H:%M")
    if row.matter is None:
        bound = viewer.book.procedure(row.kind, viewer.on)
        href, about = (
            reverse("new_by", args=[row.kind, row.act]),
            viewer.book.versions(row.kind)[-1].say(language()),
        )
    else:
        bound = viewer.book.bound(row.kind, row.matter.procedure)
        href, about = reverse("act", args=[row.matter_id, row.act]), row.matter.number
    rule = bound.acts.get(row.act) if bound else None
    act = rule.say(language()) if rule else row.act
    return Link(_("%(act)s（%(about)s，%(when)s）") % {"act": act, "about": about, "when": when}, href)


def posted(form: Form, request: Any, filled: Filled, token: str, here: str) -> HttpResponse | None:
    """Answer to 存为草稿, 放弃草稿, or the page that saves by itself; nothing if something else was pressed."""
    if request.POST.get("discard"):
        forget(form)
        return HttpResponseRedirect(here)
    if not request.POST.get("draft"):
        return None
    if Act.objects.filter(token=token).exists():
        return too_late()
    at = keep(form, request, filled.given, token)
    if request.htmx:
        return HttpResponse(said(at), content_type="text/plain; charset=utf-8")
    return HttpResponseRedirect(here)


def saves_itself(request: Any) -> bool:
    """Whether it is the page that saves, not the officer."""
    return bool(request.htmx and request.POST.get("draft"))


def too_late() -> HttpResponse:
    """A page that saved itself while its form was being sent: what was typed is written, or the next page says what became of it."""
    return HttpResponse("", content_type="text/plain; charset=utf-8")


def said(at: datetime | None) -> str:
    """草稿已保存 10:32; of an earlier day with the day."""
    if at is None:
        return ""
    local = at.astimezone(BEIJING)
    form = "%H:%M" if local.date() == instant.today() else "%Y-%m-%d %H:%M"
    return _("草稿已保存 %(when)s") % {"when": local.strftime(form)}


def _place(row: Draft) -> Place:
    """Bound to the row and to whose it is: nobody else's page can open it."""
    return Place("web_desk_draft", "sealed", row.id.bytes, f"{_KEY} {row.officer_id}".encode())
