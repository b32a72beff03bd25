"""Signing in and out: one answer for whatever was wrong, one session for each account, everything in the journal."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mingjian.ledger import instant
from mingjian.ledger.journal import coming_from, note
from mingjian.org.authority import posts_of
from mingjian.org.models import Officer, Unit
from mingjian.web.desk import last_seen, throttle
from mingjian.web.desk.models import SignedIn
from mingjian.web.desk.officer import for_officers
from mingjian.web.desk.origin import session_of, source
from mingjian.web.desk.pages import SignIn
from mingjian.web.desk.session_store import stored
from mingjian.web.shared.frame import Frame
from mingjian.web.shared.parts import Head, Notice

ADMINISTRATORS = {"system_admin", "security_admin", "audit_admin"}
ADMINISTRATORS_IDLE = 10 * 60
LONGEST_ACCOUNT, LONGEST_PASSWORD = 40, 1000
_PENDING, _PENDING_SECONDS = "pending", 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """desk/elsewhere.html: the account is in use on another machine; the officer chooses."""

    head: Head
    action: str
    words: str
    following: str
    cancel: str


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


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Account and password."""
    if request.method == "POST":
        return _attempt(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("desk"))
    return _page(request, following=request.GET.get("next", ""))


def _attempt(request: HttpRequest) -> HttpResponse:
    account = request.POST.get("account", "").strip()[:LONGEST_ACCOUNT]
    password, following = request.POST.get("password", "")[:LONGEST_PASSWORD], request.POST.get("next", "")
    named = Officer.objects.filter(username=account).values_list("pk", flat=True).first()
    wait = throttle.charge(account, source(request))
    # An unknown, a disabled and a mistaken account cost one password hash each: the time tells nothing (AUTH-05).
    officer = None if wait else authenticate(request, username=account, password=password)
    if officer is None:
        _note("refused", named, reason="wait" if wait else "wrong" if named else "unknown")
        wait = wait or throttle.waiting(account, source(request))
        return _page(request, account=account, failed=True, wait=wait, following=following)
    throttle.refund(account, source(request))
    other = _live(officer)
    if other is None or other.session == _stored(request):
        return _enter(request, officer, following)
    request.session.flush()
    request.session[_PENDING] = {
        "officer": officer.pk,
        "until": timezone.now().timestamp() + _PENDING_SECONDS,
    }
    return _elsewhere(request, other, following)


@require_POST
def sign_in_here(request: HttpRequest) -> HttpResponse:
    """End the session on the other machine and go on here; only just after the right password."""
    pending = request.session.get(_PENDING)
    request.session.flush()
    if "cancel" in request.POST or pending is None or pending["until"] < timezone.now().timestamp():
        return HttpResponseRedirect(reverse("sign_in"))
    officer = Officer.objects.filter(pk=pending["officer"], is_active=True).first()
    return (
        _enter(request, officer, request.POST.get("next", ""))
        if officer
        else HttpResponseRedirect(reverse("sign_in"))
    )


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; the browser forgets what it kept."""
    if request.user.is_authenticated:
        with transaction.atomic():
            note("sign_out", officer=request.user.pk, outcome="done")
            logout(request)
    response = HttpResponseRedirect(reverse("sign_in"))
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_POST
@for_officers
def stay(request: HttpRequest) -> HttpResponse:
    """Keep the session alive: the officer pressed 继续工作."""
    request.session["seen"] = instant.now().isoformat()
    return HttpResponse(status=204)


def _enter(request: HttpRequest, officer: Any, following: str) -> HttpResponse:
    """Sign the officer in, under a new session id; another session of the account ends (AUTH-06)."""
    with transaction.atomic():
        before = SignedIn.objects.select_for_update().filter(officer=officer).first()
        if before is not None:
            Session.objects.filter(pk=before.session).delete()
        request.session.flush()
        last_seen.remember(request.session, officer.pk, before)
        login(request, officer)
        request.session["began"] = timezone.now().timestamp()
        if any(post.post in ADMINISTRATORS for post in posts_of(officer.pk) if post.held(instant.today())):
            request.session["idle"] = ADMINISTRATORS_IDLE
        now_at(request)
        with coming_from(session=session_of(request)):
            _note("done", officer.pk)
    return HttpResponseRedirect(_safe(request, following))


def now_at(request: Any) -> None:
    """The account is now in this session, and in no other."""
    values = {"session": _stored(request), "since": instant.now(), "source": source(request)}
    SignedIn.objects.update_or_create(officer=request.user, defaults=values)


def _live(officer: Any) -> SignedIn | None:
    """Where the account is signed in at this moment."""
    row = SignedIn.objects.filter(officer=officer).first()
    alive = row and Session.objects.filter(pk=row.session, expire_date__gt=timezone.now()).exists()
    return row if alive else None


def _stored(request: HttpRequest) -> str:
    key = request.session.session_key
    return stored(key) if key else ""


def _note(outcome: Any, officer: int | None, reason: str | None = None) -> None:
    details = {"method": "password"} | ({"reason": reason} if reason else {})
    note("sign_in", officer=officer, outcome=outcome, details=details)


def _safe(request: HttpRequest, following: str) -> str:
    """The page that was asked for before signing in, if it is one of ours."""
    if following and url_has_allowed_host_and_scheme(following, {request.get_host()}, request.is_secure()):
        return following
    return reverse("desk")


def _page(
    request: HttpRequest, *, account: str = "", failed: bool = False, wait: int = 0, following: str = ""
) -> HttpResponse:
    notices = (Notice(_("密码已设置，请登录。"), "ok"),) if "set" in request.GET else ()
    page = SignIn(
        head=Head(title=_("登录"), failed=failed, notices=notices), action=reverse("sign_in"), account=account,
        failed=failed, wait=wait, following=following, phone=settings.MINGJIAN_PHONE,
    )  # fmt: skip
    request.frame = gate()  # type: ignore[attr-defined]
    return render(
        request, "desk/sign_in.html", {"page": page}, status=(429 if wait else 422) if failed else 200
    )


def _elsewhere(request: HttpRequest, other: SignedIn, following: str) -> HttpResponse:
    words = _("您的账号正在另一台机器上使用（%(where)s，自%(when)s）。") % {
        "where": other.source,
        "when": localtime(other.since).strftime("%Y-%m-%d %H:%M"),
    }
    page = Elsewhere(head=Head(title=_("登录")), action=reverse("sign_in_here"), words=words, following=following,
                     cancel=reverse("sign_in"))  # fmt: skip
    request.frame = gate()  # type: ignore[attr-defined]
    return render(request, "desk/elsewhere.html", {"page": page})
