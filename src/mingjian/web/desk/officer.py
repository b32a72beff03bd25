"""Who is at the page: signed in, with the posts of today; every view of the desk goes through here."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from mingjian.ledger import access, instant
from mingjian.ledger.journal import note
from mingjian.ledger.models import Matter
from mingjian.ledger.viewer import Viewer
from mingjian.web.account import live
from mingjian.web.account.unseen import unseen
from mingjian.web.desk import frames

View = Callable[..., HttpResponse]
_TOUCH = 60  # seconds between two writes of the session, so that looking costs no write each time


class DeskRequest(HttpRequest):
    """A request whose officer is known."""

    viewer: Viewer
    frame: Any


def for_officers(view: View) -> View:
    """A page for signed-in officers; everybody else is asked to sign in and comes back."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if request.session.get("must_change") and request.path not in (reverse("password"), reverse("stay")):
            return HttpResponseRedirect(reverse("password"))
        _touch(request)
        dress(request)
        return view(request, *args, **kwargs)

    guarded.for_officers = True  # type: ignore[attr-defined] - a test finds every address without it (ACC-01)
    return guarded


def _to_sign_in(request: Any) -> HttpResponse:
    """The sign-in page; a part of a page that asks by itself leaves the page, and what is typed in it, where it is."""
    address = f"{settings.LOGIN_URL}?{urlencode({'next': request.path})}"
    response: HttpResponse = HttpResponseRedirect(address)
    if request.htmx:
        link = format_html(
            '<a href="{}" target="_blank">{}</a>', settings.LOGIN_URL, _("您的登录已结束，请重新登录。")
        )
        response = HttpResponse(link)
    live.remind_why(request, response)
    return response


def dress(request: Any) -> None:
    """Lay on the request who looks, and the frame of the page."""
    request.viewer = Viewer.of(request.user, instant.today())
    request.frame = frames.build(request)


def _touch(request: Any) -> None:
    now = instant.real()
    seen = request.session.get("seen")
    if seen is None or (now - datetime.fromisoformat(seen)).total_seconds() > _TOUCH:
        request.session["seen"] = now.isoformat()
        request.session["reminders"] = unseen(request.user.pk)


def reached(request: DeskRequest, matter: UUID, *, content: bool = False) -> tuple[Matter, access.Reach]:
    """The matter, if it lies within reach (with content, if that is needed); else the same answer as if absent."""
    found = access.find(request.viewer, matter)
    if found is None or (content and not found[1].content):
        known = Matter.objects.filter(pk=matter).values_list("pk", flat=True).first()
        view = {"view": request.resolver_match.url_name} if request.resolver_match else {}
        note("denied", officer=request.viewer.officer, outcome="refused", matter=known, details=view)
        raise Http404
    request.frame = frames.marked(request, found[0].kind)
    return found
