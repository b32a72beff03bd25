"""Asking once more before a sensitive act: whoever proved a factor within five minutes is not asked (AUTH-07).

The answer to the act's own form is then the page of the second step, which holds all that was typed; with the
code it is sent to the same address and goes straight on.
"""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mingjian.ledger import instant
from mingjian.ledger.journal import note
from mingjian.web.account import factor
from mingjian.web.account.gates import gate
from mingjian.web.account.second_step import status, tried
from mingjian.web.desk import throttle
from mingjian.web.desk.origin import source
from mingjian.web.desk.pages import SecondStep
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
    request.session["verified"] = instant.real().isoformat()
    return None


def _is_fresh(request: Any) -> bool:
    verified = request.session.get("verified")
    return verified is not None and timedelta() <= instant.real() - datetime.fromisoformat(verified) <= FRESH


def _judged(request: Any) -> tuple[int, bool]:
    """A code of the enrolled app; where the installation only offers one and none is enrolled, the password."""
    if factor.is_enrolled(request.user.pk):
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
    page = SecondStep(
        head=Head(title=_("再次验证"), failed=failed), action=request.get_full_path(), who=who, purpose=purpose,
        failed=failed, wait=wait, hidden=hidden, name=CODE if factor.is_enrolled(request.user.pk) else PASSWORD,
        back=request.get_full_path(),
    )  # fmt: skip
    request.frame = gate()
    return render(request, "desk/second_step.html", {"page": page}, status=status(failed, wait))
