"""Choosing a password: one's own at any time, or the first one over a one-time link (AUTH-02, DUTY-07)."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mingjian.ledger import instant
from mingjian.ledger.journal import note
from mingjian.org.models import Officer
from mingjian.web.account import live, profile
from mingjian.web.account.gates import gate
from mingjian.web.desk import throttle
from mingjian.web.desk.officer import for_officers
from mingjian.web.desk.origin import source
from mingjian.web.desk.signing_in import LONGEST_PASSWORD
from mingjian.web.shared.fields import Field, failures_of
from mingjian.web.shared.parts import Head, Notice

_AT_LEAST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Password:
    """desk/password.html: the fields of a new password."""

    head: Head
    title: str
    action: str
    account: str
    fields: tuple[Field, ...]

    @property
    def failures(self) -> list[tuple[str, str]]:
        return failures_of(self.fields)


@require_http_methods(["GET", "POST"])
@for_officers
def change(request: Any) -> HttpResponse:
    """Change one's own password; the session goes on under a new id."""
    errors = _change(request) if request.method == "POST" else {}
    done = request.method == "POST" and not errors
    notices = (Notice(_("密码已修改。"), "ok"),) if done else _due(request)
    head = Head(title=_("修改密码"), failed=bool(errors), notices=notices)
    fields = (
        _field("current", _("现在的密码"), errors, autocomplete="current-password"),
        *_new_fields(errors),
    )
    page = Password(
        head=head,
        title=_("修改密码"),
        action=reverse("password"),
        account=request.user.username,
        fields=fields,
    )
    return render(request, "desk/password.html", {"page": page}, status=422 if errors else 200)


def _due(request: Any) -> tuple[Notice, ...]:
    """Why no other page opens: the password is too old for the profile in use."""
    if not request.session.get("must_change"):
        return ()
    days = profile.LASTS.days
    words = ngettext("密码使用满%(n)s天须更换，更换后继续。", "密码使用满%(n)s天须更换，更换后继续。", days)
    return (Notice(words % {"n": days}, "warn"),)


def _change(request: Any) -> dict[str, str]:
    """Do it, or say what is wrong. Guessing the present password is slowed like guessing at sign-in."""
    account, machine = request.user.username, source(request)
    wait = throttle.charge(account, machine)
    if wait:
        return {"current": ngettext("请于%(n)s秒后再试。", "请于%(n)s秒后再试。", wait) % {"n": wait}}
    if not request.user.check_password(request.POST.get("current", "")[:LONGEST_PASSWORD]):
        note(
            "password",
            officer=request.user.pk,
            outcome="refused",
            details={"other": request.user.pk, "reason": "wrong"},
        )
        return {"current": _("现在的密码不正确。")}
    throttle.refund(account, machine)
    errors = _wrong(request.POST, request.user)
    if not errors:
        with transaction.atomic():
            before = live.own(request)
            _set(request.user, request.POST["new"], but=before)
            update_session_auth_hash(request, request.user)
            request.session.pop("must_change", None)
            live.moved(request, before)
    return errors


@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Choose the password of an account over its one-time link, which then is used up."""
    officer = _invited(uid, token)
    errors = _wrong(request.POST, officer) if request.method == "POST" else {}
    if request.method == "POST" and not errors:
        with transaction.atomic():
            _set(officer, request.POST["new"])
        return HttpResponseRedirect(f"{reverse('sign_in')}?set=1")
    request.frame = gate()  # type: ignore[attr-defined]
    page = Password(
        head=Head(title=_("设置密码"), failed=bool(errors)), title=_("设置密码"),
        action=reverse("welcome", args=[uid, token]), account=officer.username, fields=_new_fields(errors),
    )  # fmt: skip
    return render(request, "desk/password.html", {"page": page}, status=422 if errors else 200)


def _invited(uid: str, token: str) -> Officer:
    """The officer of a link that still holds; used, old and invented links are all absent."""
    try:
        number = int(force_str(urlsafe_base64_decode(uid)))
    except (ValueError, OverflowError, UnicodeDecodeError):
        raise Http404 from None
    officer = Officer.objects.filter(pk=number, is_active=True).first()
    if officer is None or not default_token_generator.check_token(officer, token):
        raise Http404
    return officer


def _set(officer: Officer, password: str, but: str = "") -> None:
    """Everywhere but in that session one has to sign in anew."""
    officer.set_password(password)
    officer.password_on = instant.today()
    officer.save(update_fields=["password", "password_on"])
    live.end_all(officer.pk, but=but)
    note("password", officer=officer.pk, outcome="done", details={"other": officer.pk})


def _wrong(typed: Any, officer: Officer) -> dict[str, str]:
    """What is wrong with a new password, by field; nothing if it may be set."""
    new = typed.get("new", "")
    if len(new) > LONGEST_PASSWORD:
        return {"new": _("新密码太长，最多%(n)s个字符。") % {"n": LONGEST_PASSWORD}}
    try:
        validate_password(new, officer)
    except ValidationError as error:
        return {"new": _why(error.error_list[0].code)}
    if fault := profile.fault(new):
        return {"new": _why(fault)}
    if officer.check_password(new):
        return {"new": _("新密码与现在的相同，请换一个。")}
    return {} if new == typed.get("again") else {"again": _("两次填写的密码不同，请重新填写。")}


def _why(code: str) -> str:
    if code == "password_too_short":
        return _("新密码太短，至少%(n)s个字符。") % {"n": _AT_LEAST}
    if code == "password_too_similar":
        return _("新密码与账号或姓名太相近，请换一个。")
    if code == "password_of_few_sorts":
        return _("新密码须含大写字母、小写字母、数字、符号中的三种以上。")
    return _("新密码太常见，容易被猜到，请换一个。")


def _new_fields(errors: dict[str, str]) -> tuple[Field, ...]:
    hint = _("至少%(n)s个字符，可用任何文字和符号，也可粘贴") % {"n": _AT_LEAST}
    return (
        _field("new", _("新密码"), errors, hint=hint, autocomplete="new-password"),
        _field("again", _("再填一次"), errors, autocomplete="new-password"),
    )


def _field(name: str, label: str, errors: dict[str, str], *, autocomplete: str, hint: str = "") -> Field:
    return Field(
        name=name,
        label=label,
        secret=True,
        autocomplete=autocomplete,
        hint=hint,
        error=errors.get(name, ""),
        width="medium",
    )
