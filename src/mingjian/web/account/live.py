"""Where an account is signed in: so many sessions at once as the installation allows, each one can be ended (AUTH-06)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from mingjian.ledger import instant
from mingjian.ledger.journal import coming_from, note
from mingjian.ledger.viewer import Viewer
from mingjian.org.authority import posts_of
from mingjian.org.granting import ADMINISTRATORS
from mingjian.web.account import last_seen, profile
from mingjian.web.account.models import LiveSession
from mingjian.web.desk.origin import session_of, source
from mingjian.web.desk.session_store import stored

ADMINISTRATORS_IDLE = 10 * 60
REMEMBERED = timedelta(days=7)
ELSEWHERE, TIME = "elsewhere", "time"
_ENDED = "ended"  # the cookie that says so: it outlives requests that the page makes by itself, an address would not


def is_office(viewer: Viewer) -> bool:
    """Whether the officer only administers, and so sees no matters."""
    return bool(viewer.posts) and all(post.post in ADMINISTRATORS for post in viewer.posts)


def sessions(officer: int) -> Sequence[LiveSession]:
    """The sessions of an officer that go on, the newest first."""
    rows = list(LiveSession.objects.filter(officer=officer).order_by("-since"))
    alive = set(
        Session.objects.filter(
            pk__in=[row.session for row in rows], expire_date__gt=timezone.now()
        ).values_list("pk", flat=True)
    )
    return [row for row in rows if row.session in alive]


def in_the_way(request: HttpRequest, officer: int) -> LiveSession | None:
    """The session that must end before the officer may be signed in here too."""
    others = [row for row in sessions(officer) if row.session != own(request)]
    return others[-1] if len(others) >= settings.MINGJIAN_SESSIONS else None


def enter(request: HttpRequest, officer: Any, method: str) -> None:
    """Sign the officer in under a new session id; the oldest sessions beyond the limit end."""
    with transaction.atomic():
        for row in sessions(officer.pk)[max(0, settings.MINGJIAN_SESSIONS - 1) :]:
            end(row)
        request.session.flush()
        last_seen.remember(request.session, officer.pk)
        login(request, officer)
        now = timezone.now()
        request.session["began"], request.session["method"] = now.timestamp(), method
        request.session["verified"] = instant.real().isoformat()
        if any(post.post in ADMINISTRATORS for post in posts_of(officer.pk) if post.held(instant.today())):
            request.session["idle"] = ADMINISTRATORS_IDLE
        if profile.is_due(officer, instant.today()):
            request.session["must_change"] = True
        here(request)
        with coming_from(session=session_of(request)):
            note("sign_in", officer=officer.pk, outcome="done", details={"method": method})


def here(request: Any) -> None:
    """Remember this session as one in which its officer is signed in."""
    LiveSession.objects.create(
        session=own(request), officer=request.user, since=instant.now(), source=source(request)
    )


def moved(request: Any, before: str) -> None:
    """The session goes on under a new id, as after a change of password."""
    LiveSession.objects.filter(session=before).delete()
    here(request)


def end(row: LiveSession) -> None:
    """Sign out there: the next request of that browser is a stranger's."""
    Session.objects.filter(pk=row.session).delete()
    row.is_ended = True
    row.save(update_fields=["is_ended"])


def end_all(officer: int, but: str = "") -> int:
    """End every session of an officer but one; how many."""
    ended = [row for row in sessions(officer) if row.session != but]
    for row in ended:
        end(row)
    return len(ended)


def why_ended(request: HttpRequest) -> str:
    """Why the browser at the sign-in page is no longer signed in; nothing for whoever holds no session of ours."""
    told, key = request.COOKIES.get(_ENDED, ""), request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if told or not key:
        return told
    row = LiveSession.objects.filter(session=stored(key)).first()
    return "" if row is None else ELSEWHERE if row.is_ended else TIME


def remind_why(request: HttpRequest, response: HttpResponse) -> None:
    """With the end of its session the browser loses the only thing by which it is known: why is kept until it is read."""
    if why := why_ended(request):
        response.set_cookie(
            _ENDED, why, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE
        )


def told_why(request: HttpRequest, response: HttpResponse) -> None:
    """It was read, so it is not said again."""
    if _ENDED in request.COOKIES:
        response.delete_cookie(_ENDED, samesite="Strict")


def forget_old() -> int:
    """Drop what is kept of sessions long over; how many."""
    return LiveSession.objects.filter(since__lt=instant.now() - REMEMBERED).delete()[0]


def own(request: HttpRequest) -> str:
    """The id of this session as stored."""
    key = request.session.session_key
    return stored(key) if key else ""
