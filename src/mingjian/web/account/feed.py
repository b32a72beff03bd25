"""One's own deadlines as a calendar (RFC 5545): number, kind and day only, behind a secret address that can be revoked."""

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mingjian.ledger import instant, mine
from mingjian.ledger.journal import note
from mingjian.ledger.models import Matter
from mingjian.ledger.sealing import keys
from mingjian.ledger.viewer import Viewer
from mingjian.vault.profile import CURRENT
from mingjian.web.account.models import CalendarFeed
from mingjian.web.desk.frames import kind_label
from mingjian.web.desk.officer import for_officers

MOST = 200
FOLD = 74  # bytes of a line; the next begins with a blank


@require_GET
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of whoever owns the address; an old, revoked or invented one does not exist."""
    found = (
        CalendarFeed.objects.filter(secret=_hashed(secret), officer__is_active=True)
        .select_related("officer")
        .first()
    )
    if found is None:
        raise Http404
    viewer = Viewer.of(found.officer, instant.today())
    return HttpResponse(text(viewer), content_type="text/calendar; charset=utf-8")


def text(viewer: Viewer) -> bytes:
    """The deadlines of the open matters that the officer handles."""
    open_ones = [one for one in mine.pile(viewer, "mine") if one.handler == viewer.officer][:MOST]
    numbers = dict(Matter.objects.filter(pk__in=[one.id for one in open_ones]).values_list("pk", "number"))
    stamp = f"{instant.now():%Y%m%dT%H%M%SZ}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Mingjian//deadlines//ZH", "CALSCALE:GREGORIAN"]
    for one in open_ones:
        summary = f"{numbers[one.id]} {kind_label(viewer, one.kind)} {_('到期')}"
        lines += ["BEGIN:VEVENT", f"UID:{one.id}@mingjian", f"DTSTAMP:{stamp}", f"DTSTART;VALUE=DATE:{one.due_on:%Y%m%d}",
                  f"SUMMARY:{_escaped(summary)}", "TRANSP:TRANSPARENT", "END:VEVENT"]  # fmt: skip
    return b"".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


@require_POST
@for_officers
def change(request: Any) -> HttpResponse:
    """A new secret address, shown once, or none any more; the one before ends either way."""
    CalendarFeed.objects.filter(officer=request.user).delete()
    is_new = "end" not in request.POST
    if is_new:
        secret = secrets.token_urlsafe(32)
        CalendarFeed.objects.create(officer=request.user, secret=_hashed(secret), since=instant.real())
        request.session["feed_address"] = request.build_absolute_uri(reverse("calendar", args=[secret]))
    note(
        "setting",
        officer=request.user.pk,
        outcome="done",
        details={"setting": "calendar_on" if is_new else "calendar_off"},
    )
    return HttpResponseRedirect(reverse("reminding"))


def _hashed(secret: str) -> str:
    return CURRENT.mac(keys().derive("calendar feeds"), secret.encode()).hex()


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> bytes:
    """A line in pieces of at most 74 bytes, never within a character."""
    pieces, piece = [], b""
    for sign in line:
        if len(piece) + len(sign.encode()) > FOLD:
            pieces.append(piece)
            piece = b" "
        piece += sign.encode()
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
