"""Asking once more before a sensitive act: whoever proved a factor within five minutes is not asked (AUTH-07).

Before an act the answer to its form is the page of the second step, which holds all that was typed; with the code
it is sent to the same address and goes straight on. After a file no page can follow: a form that is answered by one
asks for the code among its own fields.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mingjian.ledger import instant
from mingjian.ledger.journal import note
from mingjian.web.account import factor
from mingjian.web.account.gates import gate
from mingjian.web.account.second_step import asks, failures, status, tried
from mingjian.web.desk import throttle
from mingjian.web.desk.origin import source
from mingjian.web.desk.pages import SecondStep
from mingjian.web.shared import phrases
from mingjian.web.shared.fields import Field
from mingjian.web.shared.parts import Head

FRESH = timedelta(minutes=5)
CODE, PASSWORD = "second_code", "second_password"
_OURS = {CODE, PASSWORD, "csrfmiddlewaretoken"}
LONGEST = 1000


def ask(request: Any, purpose: str) -> HttpResponse | None:
    """The page that asks for the factor again, or None: go on. `purpose` names the act in words."""
    if _is_fresh(request):
        return None
    if not {CODE, PASSWORD} & request.POST.keys():
        return _page(request, purpose)
    wait, proved = _judged(request)
    if not proved:
        return _page(request, purpose, failed=True, wait=wait)
    _remember(request)
    return None


def fields(request: Any, errors: Mapping[str, str]) -> tuple[Field, ...]:
    """What a form that is answered by a file asks besides; nothing of whoever proved a factor just now."""
    if _is_fresh(request):
        return ()
    asked = _asked(request)
    (label, hint), fills = (
        asks(is_password=asked == PASSWORD),
        "one-time-code" if asked == CODE else "current-password",
    )
    return (Field(name=asked, label=label, hint=hint, width="short", autocomplete=fills, secret=asked == PASSWORD, error=errors.get(asked, "")),)  # fmt: skip


def errors(request: Any) -> dict[str, str]:
    """What is wrong with the answer to `fields`; nothing: the factor is proved."""
    if _is_fresh(request):
        return {}
    asked = _asked(request)
    if not request.POST.get(asked):
        return {asked: _("请填写动态口令。") if asked == CODE else _("请填写密码。")}
    wait, proved = _judged(request)
    if not proved:
        return {asked: phrases.sentences(failures(wait, is_password=asked == PASSWORD))}
    _remember(request)
    return {}


def _asked(request: Any) -> str:
    """A code of the enrolled app; where the installation only offers one and none is enrolled, the password."""
    return CODE if factor.is_enrolled(request.user.pk) else PASSWORD


def _remember(request: Any) -> None:
    request.session["verified"] = instant.real().isoformat()


def _is_fresh(request: Any) -> bool:
    verified = request.session.get("verified")
    return verified is not None and timedelta() <= instant.real() - datetime.fromisoformat(verified) <= FRESH


def _judged(request: Any) -> tuple[int, bool]:
    if _asked(request) == CODE:
        wait, method = tried(request, request.user, request.POST.get(CODE, ""))
        return wait, method is not None
    account, machine = request.user.username, source(request)
    wait = throttle.charge(account, machine)
    proved = not wait and request.user.check_password(request.POST.get(PASSWORD, "")[:LONGEST])
    if proved:
        throttle.refund(account, machine)
    details = {"method": "password"} | ({} if proved else {"reason": "wait" if wait else "wrong"})
    note("second_step", officer=request.user.pk, outcome="done" if proved else "refused", details=details)
    return (wait or throttle.waiting(account, machine), False) if not proved else (0, True)


def _page(request: Any, purpose: str, *, failed: bool = False, wait: int = 0) -> HttpResponse:
    who = _("%(name)s（账号%(account)s）") % {"name": request.user.name, "account": request.user.username}
    hidden = tuple(
        (name, value) for name, values in request.POST.lists() if name not in _OURS for value in values
    )
    asked = _asked(request)
    label, hint = asks(is_password=asked == PASSWORD)
    page = SecondStep(
        head=Head(title=_("再次验证"), failed=failed), action=request.get_full_path(), who=who, purpose=purpose,
        failures=failures(wait, is_password=asked == PASSWORD) if failed else (), hidden=hidden, name=asked, label=label, hint=hint,
        back=request.get_full_path(),
    )  # fmt: skip
    request.frame = gate()
    return render(request, "desk/second_step.html", {"page": page}, status=status(failed, wait))
