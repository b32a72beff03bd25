"""Signing in and out: one answer for whatever was wrong, then the second step; everything in the journal."""

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mingjian.ledger import instant
from mingjian.ledger.journal import note
from mingjian.org.models import Officer
from mingjian.web.account import live
from mingjian.web.account.gates import gate
from mingjian.web.account.models import LiveSession
from mingjian.web.account.second_step import after_password, status
from mingjian.web.desk import throttle
from mingjian.web.desk.officer import for_officers
from mingjian.web.desk.origin import source
from mingjian.web.desk.pages import SignIn
from mingjian.web.shared.parts import Head, Notice

LONGEST_ACCOUNT, LONGEST_PASSWORD = 40, 1000


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
        _note_refused(named, "wait" if wait else "wrong" if named else "unknown")
        wait = wait or throttle.waiting(account, source(request))
        return _page(request, account=account, failed=True, wait=wait, following=following)
    throttle.refund(account, source(request))
    return after_password(request, officer, following)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; the browser forgets what it kept."""
    if request.user.is_authenticated:
        with transaction.atomic():
            note("sign_out", officer=request.user.pk, outcome="done")
            LiveSession.objects.filter(session=live.own(request)).delete()
            logout(request)
    response = HttpResponseRedirect(reverse("sign_in"))
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_POST
@for_officers
def stay(request: HttpRequest) -> HttpResponse:
    """Keep the session alive: the officer pressed 继续工作."""
    request.session["seen"] = instant.real().isoformat()
    return HttpResponse(status=204)


def _note_refused(officer: int | None, reason: str) -> None:
    note("sign_in", officer=officer, outcome="refused", details={"method": "password", "reason": reason})


def _page(
    request: Any, *, account: str = "", failed: bool = False, wait: int = 0, following: str = ""
) -> HttpResponse:
    page = SignIn(
        head=Head(title=_("登录"), failed=failed, notices=_notices(request)), action=reverse("sign_in"), account=account,
        failed=failed, wait=wait, following=following, phone=settings.MINGJIAN_PHONE,
    )  # fmt: skip
    request.frame = gate()
    response = render(request, "desk/sign_in.html", {"page": page}, status=status(failed, wait))
    live.told_why(request, response)
    return response


def _notices(request: HttpRequest) -> tuple[Notice, ...]:
    if "set" in request.GET:
        return (Notice(_("密码已设置，请登录。"), "ok"),)
    words = {
        live.ELSEWHERE: _("您的登录已在别处结束，请重新登录。已存为草稿的内容登录后仍在。"),
        live.TIME: _("登录已到时限，自动退出，请重新登录。已存为草稿的内容登录后仍在。"),
    }.get(live.why_ended(request))
    return (Notice(words, "info"),) if words else ()
