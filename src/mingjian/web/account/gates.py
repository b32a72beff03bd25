"""Before anybody is signed in: the frame of those pages, and what is known of who has begun."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from mingjian.ledger import instant
from mingjian.org.models import Officer, Unit
from mingjian.web.shared.frame import Frame

_KEY = "pending"
LASTS = timedelta(minutes=10)


def gate() -> Frame:
    """The frame before signing in: the commission and the language, nothing else."""
    own = (
        Unit.objects.filter(level="own", until=None)
        .order_by("path", "pk")
        .values_list("name", flat=True)
        .first()
    )
    return Frame(commission=own or "", language=reverse("language"), phone=settings.MINGJIAN_PHONE,
                 shortcuts=False, demo=settings.MINGJIAN_DEMO)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An officer whose password was right, who is not signed in yet. `method`: what has been proved so far."""

    officer: Officer
    following: str
    method: str
    seed: str
    is_whole: bool


def begin(request: HttpRequest, officer: Any, following: str) -> None:
    """The password was right: a new session, which opens nothing yet."""
    request.session.flush()
    request.session[_KEY] = {
        "officer": officer.pk,
        "until": (instant.real() + LASTS).timestamp(),
        "following": following,
        "method": "password",
        "seed": "",
        "is_whole": False,
    }


def keep(request: HttpRequest, **changed: Any) -> None:
    """Something more is known: the seed that is being enrolled, a second factor that was right."""
    request.session[_KEY] = {**request.session[_KEY], **changed}


def pending(request: HttpRequest) -> Pending | None:
    """Who has begun to sign in here, if it is not too long ago."""
    kept = request.session.get(_KEY)
    if kept is None or kept["until"] < instant.real().timestamp():
        return None
    officer = Officer.objects.filter(pk=kept["officer"], is_active=True).first()
    if officer is None:
        return None
    return Pending(
        officer=officer,
        following=kept["following"],
        method=kept["method"],
        seed=kept["seed"],
        is_whole=kept["is_whole"],
    )


def safe(request: HttpRequest, following: str) -> str:
    """The page that was asked for before signing in, if it is one of ours."""
    if following and url_has_allowed_host_and_scheme(following, {request.get_host()}, request.is_secure()):
        return following
    return reverse("desk")
