"""Several matters go to another officer at once: the head of the department chooses them, names the officer, gives a reason."""

from dataclasses import dataclass

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mingjian.law.refusal import Refused
from mingjian.ledger import kinds
from mingjian.ledger.record import record_act
from mingjian.web.desk import listing, registers, staff
from mingjian.web.desk.frames import kind_label, language, tell
from mingjian.web.desk.lines import Line
from mingjian.web.desk.listing import Asked
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.shared import phrases
from mingjian.web.shared.fields import Field, failures_of
from mingjian.web.shared.parts import Head, Link, Table

ACT = "reassign"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reassigning:
    """desk/reassigning.html: the chosen matters, to whom they go, and why."""

    head: Head
    title: str
    action: str
    back: Link
    fields: tuple[Field, ...]
    table: Table
    refused: tuple[str, ...] = ()

    @property
    def failures(self) -> list[tuple[str, str]]:
        own = [("refused", sentence) for sentence in self.refused]
        return [*own, *failures_of(self.fields)]


@require_http_methods(["GET", "POST"])
@for_officers
def reassign(request: DeskRequest, kind: str) -> HttpResponse:
    """All of them or none: what the law refuses for one matter is said with its number, and nothing is written."""
    if kind not in kinds.names():
        raise Http404
    asked = listing.read(request, kind)
    if not asked.picked:
        return HttpResponseRedirect(reverse("register", args=[kind]))
    chosen = listing.found(request.viewer, asked).lines
    if request.method != "POST" or not chosen:
        return _page(request, asked, chosen, {})
    known = staff.officers(request.viewer.posts[0].unit, request.viewer.on) if request.viewer.posts else []
    handler = staff.resolve(request.POST.get("handler", ""), known)
    reason = request.POST.get("reason", "").strip()
    errors = {} if handler else {"handler": _("请从列出的人员中选择承办人。")}
    if not reason:
        errors["reason"] = _("请写明改派的理由。")
    refused = () if errors else _write(request, chosen, str(handler), reason)
    if errors or refused:
        return _page(request, asked, chosen, errors, refused)
    said = ngettext("已改派%(n)s件。", "已改派%(n)s件。", len(chosen)) % {"n": len(chosen)}
    tell(request, said)
    return HttpResponseRedirect(reverse("register", args=[kind]))


def _write(request: DeskRequest, chosen: list[Line], handler: str, reason: str) -> tuple[str, ...]:
    """One act for each matter, in one transaction; the sentences of refusal, if there are any."""
    refused: list[str] = []
    with transaction.atomic():
        for line in chosen:
            try:
                details = {"handler": handler, "reason": reason}
                record_act(line.matter, ACT, by=request.viewer.officer, on=request.viewer.on, details=details)
            except Refused as refusal:
                refused += [phrases.named(line.matter.number, one.say(language())) for one in refusal.reasons]
        if refused:
            transaction.set_rollback(True)
    return tuple(refused)


def _page(
    request: DeskRequest,
    asked: Asked,
    chosen: list[Line],
    errors: dict[str, str],
    refused: tuple[str, ...] = (),
) -> HttpResponse:
    post = request.POST
    officers = staff.officers(request.viewer.posts[0].unit, request.viewer.on) if request.viewer.posts else []
    fields = (
        Field(name="handler", label=_("承办人"), kind="officer", value=post.get("handler", ""), error=errors.get("handler", ""),
              choices=tuple(item.choice() for item in officers)),
        Field(name="reason", label=_("理由"), kind="words", value=post.get("reason", ""), error=errors.get("reason", "")),
    )  # fmt: skip
    back = Link(
        _("%(kind)s台账") % {"kind": kind_label(request.viewer, asked.kind)},
        reverse("register", args=[asked.kind]),
    )
    page = Reassigning(
        head=Head(title=_("改派"), failed=bool(errors or refused), crumbs=(back, Link(_("改派"), ""))),
        title=_("改派"),
        action=reverse("reassign_picked", args=[asked.kind]) + asked.query(),
        back=back,
        fields=fields,
        table=registers.table(request.viewer, asked, chosen, printed=True),
        refused=refused,
    )
    return render(request, "desk/reassigning.html", {"page": page}, status=422 if errors or refused else 200)
