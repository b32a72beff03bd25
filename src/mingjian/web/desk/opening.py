"""Registering a new matter: the same form and confirmation, for the act with which a kind begins."""

import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.complaints import acts as complaint_acts
from mingjian.law.lawbook import Bound
from mingjian.law.procedure import Act as Rule
from mingjian.law.refusal import Refused
from mingjian.ledger import kinds
from mingjian.ledger.documents import Prepared, Staged, prepare
from mingjian.ledger.models import Matter
from mingjian.ledger.record import open_matter, rehearse_opening
from mingjian.ledger.state import State
from mingjian.ledger.viewer import Viewer
from mingjian.org.authority import Place
from mingjian.web.desk import cautions, clocks, drafting, filling, forms, pages, reporter, uploads
from mingjian.web.desk.acts import choices_of, finished, note_errors, written
from mingjian.web.desk.choosing import choosable
from mingjian.web.desk.filling import Choosable, Filled
from mingjian.web.desk.frames import kind_label, language
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.desk.saying import Speaker
from mingjian.web.shared import phrases
from mingjian.web.shared.parts import Head, Link


def opening_acts(viewer: Viewer, kind: str) -> list[tuple[str, Rule]]:
    """The opening acts of a kind that the officer may do in his unit."""
    bound = viewer.book.procedure(kind, viewer.on)
    if bound is None or not viewer.posts:
        return []
    powers = set[str]()
    for post in viewer.posts:
        powers |= viewer.powers_at(Place(post.unit, post.department))
    return [(name, rule) for name, rule in bound.acts.items() if rule.opening and powers & set(rule.by)]


def registering(viewer: Viewer, kind: str) -> str:
    """What beginning a matter of a kind is called; a kind that is a registration itself does not say so twice."""
    return _("登记%(kind)s") % {"kind": phrases.unregistered(kind_label(viewer, kind))}


def may_open(viewer: Viewer, kind: str) -> bool:
    return bool(opening_acts(viewer, kind))


@dataclass
class Opening:
    """A matter about to be registered."""

    request: DeskRequest
    kind: str
    name: str
    rule: Rule
    bound: Bound
    filled: Filled
    known: Choosable
    token: str
    unit: int
    department: int

    @property
    def staged(self) -> list[Staged]:
        return uploads.kept(self.request, self.token)

    @property
    def draft(self) -> drafting.Form:
        return drafting.Form(self.request.viewer.officer, self.kind, self.name)

    @property
    def prepared(self) -> Prepared:
        """The id and key of the matter to come, kept in the sealed session so that papers can be sealed for it."""
        kept = self.request.session.get("prepared", {})
        if self.token not in kept:
            made = prepare()
            kept = {**dict(list(kept.items())[-9:]), self.token: [made.id.hex, made.key.hex()]}
            self.request.session["prepared"] = kept
        number, key = kept[self.token]
        return Prepared(UUID(number), bytes.fromhex(key))


@for_officers
def new(request: DeskRequest, kind: str, name: str | None = None) -> HttpResponse:
    """The form of an opening act; the first that the officer may do unless one is named."""
    if kind not in kinds.names():
        raise Http404
    found = dict(opening_acts(request.viewer, kind))
    chosen = name or next(iter(found), "")
    if chosen not in found:
        raise Http404
    opening = _opening(request, kind, chosen, found[chosen])
    if request.method == "POST":
        return _posted(opening)
    kept = drafting.recall(opening.draft, request)
    if kept is not None:
        opening.filled.given, opening.token = kept.given, kept.token
    return _form(opening, draft_at=drafting.said(kept.at) if kept else "")


def _opening(request: DeskRequest, kind: str, name: str, rule: Rule) -> Opening:
    viewer = request.viewer
    bound = viewer.book.procedure(kind, viewer.on)
    assert bound is not None
    post = _post(viewer, rule)
    known = choosable(bound, rule, post.unit, viewer.on, viewer=viewer)
    names = filling.control_names(bound, rule) | set(reporter.NAMES)
    filled = filling.received(request.POST, names)
    token = request.POST.get("token") or secrets.token_hex(16)
    return Opening(request, kind, name, rule, bound, filled, known, token, post.unit, post.department)


def _post(viewer: Viewer, rule: Rule) -> Any:
    """The post under which the officer registers: the one that gives the power."""
    for post in viewer.posts:
        if viewer.powers_at(Place(post.unit, post.department)) & set(rule.by):
            return post
    raise Http404


def _posted(opening: Opening) -> HttpResponse:
    request = opening.request
    if (key := request.POST.get("drop", "")).startswith("documents:"):
        uploads.drop(request, opening.token, key.removeprefix("documents:"))
        return _form(opening)
    pressed = filling.press(
        opening.filled, request.POST, choices_of(opening.bound, opening.rule, opening.known)
    )
    refused = uploads.take_in(request, opening.token, opening.prepared) if request.FILES else ""
    if refused:
        opening.filled.errors["documents"] = refused
    here = _address(opening)
    if (answer := drafting.posted(opening.draft, request, opening.filled, opening.token, here)) is not None:
        return answer
    if request.POST.get("back"):
        return _form(opening)
    if pressed or refused:
        return _form(opening, status=422 if refused else 200)
    return _confirm(opening) or _write(opening)


def _order(opening: Opening) -> dict[str, Any]:
    """The arguments of the ledger; what cannot be read or is wanting is noted as an error of its field."""
    on = filling.day(opening.filled, opening.request.viewer.on)
    details = filling.details(opening.bound, opening.rule, opening.filled, opening.known)
    if opening.kind == "complaint" and details.get("is_signed"):
        reporter.require(opening.filled)
    return {
        "by": opening.request.viewer.officer,
        "on": on,
        "unit": opening.unit,
        "department": opening.department,
        "details": details,
        "at": filling.instant(opening.filled, on),
        "late_reason": opening.filled.one("late_reason") or None,
        "documents": opening.staged,
    }


def _confirm(opening: Opening) -> HttpResponse | None:
    """What will be written and what it warns of; None: all that is confirmed, every warning ticked."""
    order, request = _order(opening), opening.request
    if opening.filled.errors.keys() & set(reporter.NAMES):  # nothing to rehearse without the reporter
        return _form(opening, status=422)
    try:
        state = _rehearsed(opening, order)
    except Refused as refusal:
        note_errors(opening.filled, refusal.reasons)
    if opening.filled.errors:
        return _form(opening, status=422)
    said, given = (
        cautions.cautions(None, state.position, request.viewer.on),
        request.POST.getlist(cautions.NOTED),
    )
    is_confirmed = bool(request.POST.get("confirmed"))
    if is_confirmed and cautions.is_noted(said, given):
        return None
    speaker = Speaker(request.viewer, opening.bound, [order["details"]])
    page = pages.Confirm(
        head=Head(title=_("核对登记"), failed=is_confirmed),
        title=opening.rule.say(language()),
        number=kind_label(request.viewer, opening.kind),
        action=_address(opening),
        token=opening.token,
        seen=0,
        written=(
            *written(opening.bound, opening.rule, order, speaker, opening.staged),
            *reporter.promised(opening.filled),
        ),
        fields=(cautions.field(said, given, failed=is_confirmed),) if said else (),
        hidden=(*opening.filled.hidden(), ("confirmed", "1")),
    )
    return render(request, "desk/confirm.html", {"page": page}, status=422 if is_confirmed else 200)


def _write(opening: Opening) -> HttpResponse:
    order = _order(opening)
    if opening.filled.errors:
        return _form(opening, status=422)
    try:
        matter = _opened(opening, order)
    except Refused as refusal:
        note_errors(opening.filled, refusal.reasons)
        return _form(opening, status=422)
    uploads.forget(opening.request, opening.token)
    drafting.forget(opening.draft)
    return finished(opening.request, matter, _("已登记，编号%(number)s。") % {"number": matter.number})


def _opened(opening: Opening, order: dict[str, Any]) -> Matter:
    prepared = opening.prepared if opening.staged else None
    special = kinds.kind(opening.kind).acts.get(opening.name)
    if special is not None:
        return special(prepared=prepared, token=opening.token, **order)  # type: ignore[no-any-return]
    if opening.kind != "complaint":
        return open_matter(opening.kind, opening.name, prepared=prepared, token=opening.token, **order)
    identity = reporter.identity(opening.filled)
    return complaint_acts.register(
        act=opening.name, identity=identity, prepared=prepared, token=opening.token, **order
    )


def _rehearsed(opening: Opening, order: dict[str, Any]) -> State:
    if opening.kind != "complaint":
        return rehearse_opening(opening.kind, opening.name, **order)
    return complaint_acts.rehearse(act=opening.name, identity=reporter.identity(opening.filled), **order)


def _form(opening: Opening, status: int = 200, draft_at: str = "") -> HttpResponse:
    viewer = opening.request.viewer
    staged = tuple(forms.upload(item) for item in opening.staged)
    fields = forms.fields(
        viewer.book, opening.bound, opening.rule, opening.filled, opening.known, on=viewer.on, uploads=staged
    )
    if opening.kind == "complaint":
        fields = (*fields, *reporter.fields(opening.filled))
    kind = kind_label(viewer, opening.kind)
    title = registering(viewer, opening.kind)
    is_only = len(opening_acts(viewer, opening.kind)) == 1
    page = pages.ActForm(
        head=Head(title=title, failed=bool(opening.filled.errors),
                  crumbs=(Link(kind, reverse("register", args=[opening.kind])), Link(title if is_only else opening.rule.say(language()), ""))),
        back=Link(_("返回台账"), reverse("register", args=[opening.kind])),
        title=title,
        action=_address(opening),
        draft_at=draft_at,
        fields=fields,
        seen=0,
        token=opening.token,
        cite=clocks.cite(viewer.book, opening.rule.cite),
    )  # fmt: skip
    return render(opening.request, "desk/act_form.html", {"page": page}, status=status)


def _address(opening: Opening) -> str:
    return reverse("new_by", args=[opening.kind, opening.name])
