"""Enrolling an app or token: the QR code and the typed secret, proved by a first code; then recovery codes, once."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from mingjian.ledger.journal import note
from mingjian.web.account import factor
from mingjian.web.shared.fields import Field
from mingjian.web.shared.parts import Head


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """account/enrol.html: what the app reads, and the first code it shows."""

    head: Head
    action: str
    account: str
    drawing: SafeString
    secret: str
    code: Field

    @property
    def failures(self) -> list[tuple[str, str]]:
        return self.code.failures


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """account/codes.html: the recovery codes; no other page shows them again."""

    head: Head
    action: str
    codes: tuple[str, ...]


def draw(request: HttpRequest, seed: str, officer: Any, *, action: str, failed: bool = False) -> HttpResponse:
    """The page of enrolment; the seed stays the same until a code was right."""
    error = _("动态口令不正确或已过期，请输入新的口令。") if failed else ""
    code = Field(name="code", label=_("动态口令"), hint=_("软件上显示的6位数字，30秒内有效"), error=error, width="short",
                 autocomplete="one-time-code")  # fmt: skip
    page = Enrolment(
        head=Head(title=_("登记动态口令"), failed=failed), action=action, account=officer.username,
        drawing=mark_safe(factor.drawing(seed, officer.username)),  # noqa: S308 - drawn by us, holds no typed text
        secret=factor.grouped(seed), code=code,
    )  # fmt: skip
    return render(request, "account/enrol.html", {"page": page}, status=422 if failed else 200)


def take(request: HttpRequest, seed: str, officer: Any) -> list[str] | None:
    """Enrol what the first code proves; the new recovery codes, or None if it proves nothing."""
    with transaction.atomic():
        if factor.enrol(officer.pk, seed, request.POST.get("code", "")):
            note(
                "factor",
                officer=officer.pk,
                outcome="done",
                details={"other": officer.pk, "change": "enrolled"},
            )
            return factor.new_codes(officer.pk)
    note("factor", officer=officer.pk, outcome="refused", details={"other": officer.pk, "change": "enrolled"})
    return None


def show_codes(request: HttpRequest, codes: list[str], *, action: str) -> HttpResponse:
    page = Codes(head=Head(title=_("恢复码")), action=action, codes=tuple(codes))
    return render(request, "account/codes.html", {"page": page})
