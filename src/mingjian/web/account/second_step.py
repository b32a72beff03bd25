"""The second step of signing in: a code of the app or a recovery code, the first enrolment, and one session only."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from mingjian.ledger.journal import note
from mingjian.web.account import enrolling, factor, gates, live
from mingjian.web.account.gates import Pending
from mingjian.web.account.models import LiveSession
from mingjian.web.desk import throttle
from mingjian.web.desk.origin import source
from mingjian.web.desk.pages import SecondStep
from mingjian.web.shared.moments import minute
from mingjian.web.shared.parts import Head


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """account/elsewhere.html: the account is in use on another machine; the officer chooses."""

    head: Head
    action: str
    words: str


def after_password(request: HttpRequest, officer: Any, following: str) -> HttpResponse:
    """What comes next: the code, or enrolling, or (where the installation only offers it) nothing."""
    gates.begin(request, officer, following)
    if factor.is_enrolled(officer.pk):
        return HttpResponseRedirect(reverse("second_step"))
    if settings.MINGJIAN_SECOND_FACTOR == "required":
        return HttpResponseRedirect(reverse("first_enrolment"))
    return _proved(request)


@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """The code of the app; every failure gets the same answer."""
    begun = gates.pending(request)
    if begun is None or begun.is_whole:
        return HttpResponseRedirect(reverse("sign_in"))
    if request.method != "POST":
        return _page(request, begun)
    wait, method = tried(request, begun.officer, request.POST.get("code", ""))
    if method is None:
        return _page(request, begun, failed=True, wait=wait)
    gates.keep(request, method=f"password+{method}")
    return _proved(request)


def tried(request: HttpRequest, officer: Any, typed: str) -> tuple[int, factor.Method | None]:
    """Judge a code, each failure slowing the next; the seconds to wait, and which factor was proved."""
    name, machine = f"second {officer.pk}", source(request)
    wait = throttle.charge(name, machine)
    method = None if wait else factor.check(officer.pk, typed)
    if method is None:
        note(
            "second_step",
            officer=officer.pk,
            outcome="refused",
            details={"reason": "wait" if wait else "wrong"},
        )
        return wait or throttle.waiting(name, machine), None
    throttle.refund(name, machine)
    note("second_step", officer=officer.pk, outcome="done", details={"method": method})
    return 0, method


@require_http_methods(["GET", "POST"])
def first_enrolment(request: HttpRequest) -> HttpResponse:
    """An account without a second factor gets one before it gets in."""
    begun = gates.pending(request)
    if begun is None or begun.is_whole or factor.is_enrolled(begun.officer.pk):
        return HttpResponseRedirect(reverse("sign_in"))
    seed = begun.seed or factor.new_seed()
    gates.keep(request, seed=seed)
    request.frame = gates.gate()  # type: ignore[attr-defined]
    if request.method != "POST":
        return enrolling.draw(request, seed, begun.officer, action=reverse("first_enrolment"))
    codes = enrolling.take(request, seed, begun.officer)
    if codes is None:
        return enrolling.draw(request, seed, begun.officer, action=reverse("first_enrolment"), failed=True)
    gates.keep(request, method="password+totp", seed="")
    return enrolling.show_codes(request, codes, action=reverse("sign_in_on"))


@require_POST
def sign_in_on(request: HttpRequest) -> HttpResponse:
    """On from the page of recovery codes: the second factor was proved there."""
    begun = gates.pending(request)
    if begun is None or begun.method == "password":
        return HttpResponseRedirect(reverse("sign_in"))
    return _proved(request)


@require_POST
def sign_in_here(request: HttpRequest) -> HttpResponse:
    """End the session on the other machine and go on here; only after everything was proved."""
    begun = gates.pending(request)
    if "cancel" in request.POST or begun is None or not begun.is_whole:
        request.session.flush()
        return HttpResponseRedirect(reverse("sign_in"))
    return _enter(request, begun)


def _proved(request: HttpRequest) -> HttpResponse:
    begun = gates.pending(request)
    assert begun is not None
    other = live.in_the_way(request, begun.officer.pk)
    if other is None:
        return _enter(request, begun)
    gates.keep(request, is_whole=True)
    return _elsewhere(request, other)


def _enter(request: HttpRequest, begun: Pending) -> HttpResponse:
    with transaction.atomic():
        live.enter(request, begun.officer, begun.method)
    return HttpResponseRedirect(gates.safe(request, begun.following))


def _page(request: HttpRequest, begun: Pending, *, failed: bool = False, wait: int = 0) -> HttpResponse:
    who = _("%(name)s（账号%(account)s）") % {"name": begun.officer.name, "account": begun.officer.username}
    label, hint = asks()
    page = SecondStep(head=Head(title=_("验证身份"), failed=failed), action=reverse("second_step"), who=who, label=label, hint=hint,
                      change=reverse("sign_in"), failures=failures(wait) if failed else ())  # fmt: skip
    request.frame = gates.gate()  # type: ignore[attr-defined]
    return render(request, "desk/second_step.html", {"page": page}, status=status(failed, wait))


def asks(*, is_password: bool = False) -> tuple[str, str]:
    """What is asked for, and how it is to be given."""
    if is_password:
        return _("密码"), _("您还没有登记动态口令，请再填一次密码")
    return _("动态口令"), _("6位数字，30秒内有效；手机不在身边时填一个恢复码")


def failures(wait: int, *, is_password: bool = False) -> tuple[str, ...]:
    """What is said of a proof that failed, and how long the next has to wait."""
    code = _("动态口令或者恢复码不正确、已过期或者已经用过，请填新的。")
    wrong = _("密码不正确。") if is_password else code
    again = ngettext("请于%(n)s秒后再试。", "请于%(n)s秒后再试。", wait) % {"n": wait}
    return (wrong, again) if wait else (wrong,)


def status(failed: bool, wait: int) -> int:
    return (429 if wait else 422) if failed else 200


def _elsewhere(request: HttpRequest, other: LiveSession) -> HttpResponse:
    words = _("您的账号正在另一台机器上使用（%(where)s，自%(when)s）。") % {
        "where": other.source,
        "when": minute(other.since),
    }
    page = Elsewhere(head=Head(title=_("登录")), action=reverse("sign_in_here"), words=words)
    request.frame = gates.gate()  # type: ignore[attr-defined]
    return render(request, "account/elsewhere.html", {"page": page})
