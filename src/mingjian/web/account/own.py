"""One's own account: who one is here, the second factor, the sessions with the ending of each, the last sign-ins (AUTH-10)."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from mingjian.ledger.journal import note
from mingjian.ledger.models import Journal
from mingjian.org.models import Appointment, PowerRequest
from mingjian.web.account import enrolling, factor, live
from mingjian.web.account.models import LiveSession, SecondFactor
from mingjian.web.account.stepping import ask
from mingjian.web.desk.frames import code_words
from mingjian.web.desk.names import name
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.shared import phrases
from mingjian.web.shared.moments import minute
from mingjian.web.shared.parts import Cell, Column, Empty, Fact, Head, Link, Notice, Row, Table, Tag

SHOWN = 20
_SEED, _SAID = "enrolling", "account_said"


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSession:
    """A browser in which the account is signed in."""

    facts: tuple[Fact, ...]
    end: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """account/own.html: the account as its officer sees it."""

    head: Head
    who: tuple[Fact, ...]
    factor: tuple[Fact, ...]
    enrol: Link
    codes: str
    sessions: tuple[OneSession, ...]
    end_others: str
    tries: Table
    is_office: bool


@for_officers
def account(request: DeskRequest) -> HttpResponse:
    """Everything about one's own account, with what can be done about it."""
    said = request.session.pop(_SAID, "")
    enrolled = SecondFactor.objects.filter(pk=request.user.pk).first()
    here, alive = live.own(request), live.sessions(request.viewer.officer)
    page = Own(
        head=Head(title=_("账号与安全"), notices=(Notice(said, "ok"),) if said else ()),
        who=_who(request),
        factor=_factor(enrolled),
        enrol=Link(_("换一个软件或令牌") if enrolled else _("登记动态口令"), reverse("factor")),
        codes=reverse("recovery_codes") if enrolled else "",
        sessions=tuple(_session(row, here) for row in alive),
        end_others=reverse("end_sessions") if len(alive) > 1 else "",
        tries=_tries(request.viewer.officer),
        is_office=live.is_office(request.viewer),
    )
    return render(request, "account/own.html", {"page": page})


@require_http_methods(["GET", "POST"])
@for_officers
def change_factor(request: Any) -> HttpResponse:
    """Enrol an app, or another one in its place; whoever has one proves it first."""
    asked = ask(request, _("登记动态口令"))
    if asked is not None:
        return asked
    seed = request.session.setdefault(_SEED, factor.new_seed())
    if "code" not in request.POST:
        return enrolling.draw(request, seed, request.user, action=reverse("factor"))
    codes = enrolling.take(request, seed, request.user)
    if codes is None:
        return enrolling.draw(request, seed, request.user, action=reverse("factor"), failed=True)
    del request.session[_SEED]
    with transaction.atomic():
        live.end_all(request.user.pk, but=live.own(request))
    request.session[_SAID] = _("已登记动态口令，今后登录须填写。其他会话已结束。")
    return enrolling.show_codes(request, codes, action=reverse("account_on"))


@require_POST
@for_officers
def recovery_codes(request: Any) -> HttpResponse:
    """Ten new recovery codes; the old ones end."""
    if not factor.is_enrolled(request.user.pk):
        raise Http404
    asked = ask(request, _("换发恢复码"))
    if asked is not None:
        return asked
    with transaction.atomic():
        codes = factor.new_codes(request.user.pk)
        note(
            "factor",
            officer=request.user.pk,
            outcome="done",
            details={"other": request.user.pk, "change": "codes"},
        )
    request.session[_SAID] = _("已换发恢复码，旧的全部作废。")
    return enrolling.show_codes(request, codes, action=reverse("account_on"))


@require_POST
@for_officers
def account_on(request: DeskRequest) -> HttpResponse:
    """On from the page of recovery codes."""
    return HttpResponseRedirect(reverse("account"))


@require_POST
@for_officers
def end_sessions(request: Any) -> HttpResponse:
    """End the session that is named, or every one but this."""
    here, named = live.own(request), request.POST.get("session", "")
    others = [row for row in live.sessions(request.viewer.officer) if row.session != here]
    ended = [row for row in others if named in ("", row.session[:12])]
    with transaction.atomic():
        for row in ended:
            details = {"other": request.user.pk, "ended": row.session[:16]}
            note("session", officer=request.user.pk, outcome="done", details=details)
            live.end(row)
    request.session[_SAID] = ngettext("已结束%(n)s个会话。", "已结束%(n)s个会话。", len(ended)) % {
        "n": len(ended)
    }
    return HttpResponseRedirect(reverse("account"))


def _who(request: DeskRequest) -> tuple[Fact, ...]:
    own = set(Appointment.objects.filter(officer=request.user.pk).values_list("pk", flat=True))
    held = phrases.listed(
        f"{name('department', post.department)}{code_words(request.viewer.book, 'post', post.post)}"
        for post in request.viewer.posts
        if post.appointment in own
    )
    away = _stand_ins(request)
    return (
        Fact(_("姓名"), request.user.name),
        Fact(_("账号"), request.user.username),
        Fact(_("现任职务"), held or "—", wide=True),
        *((Fact(_("外出代理"), phrases.listed(away), wide=True),) if away else ()),
    )


def _stand_ins(request: DeskRequest) -> list[str]:
    """Who stands in for whom, where the officer is one of the two and it has not ended; and what was decided on it."""
    me = request.user.pk
    asked = PowerRequest.objects.filter(
        Q(absent=me) | Q(officer=me, is_agreed=True), change="stand_in", until__gte=request.viewer.on
    )
    said = []
    for one in asked.select_related("officer", "absent").order_by("pk"):
        said.append(phrases.named(stand_in_words(one), decided_words(one)))
    return said


def stand_in_words(one: PowerRequest) -> str:
    """Who stands in for whom, from when until when."""
    span = _("%(since)s至%(until)s") % {"since": one.since, "until": one.until}
    words = {"officer": one.officer.name, "absent": one.absent.name if one.absent else "", "span": span}
    return _("%(officer)s代理%(absent)s（%(span)s）") % words


def decided_words(one: PowerRequest) -> str:
    return _("待决定") if one.decided_by_id is None else _("同意") if one.is_agreed else _("不同意")


def _factor(enrolled: SecondFactor | None) -> tuple[Fact, ...]:
    if enrolled is None:
        return (Fact(_("动态口令"), tag=Tag(_("未登记"), "warn")),)
    left = factor.codes_left(enrolled.pk)
    return (
        Fact(_("动态口令"), _("%(when)s登记") % {"when": minute(enrolled.since)}),
        Fact(_("恢复码"), ngettext("还有%(n)s个可用", "还有%(n)s个可用", left) % {"n": left}),
    )


def _session(row: LiveSession, here: str) -> OneSession:
    facts = (Fact(_("来自"), row.source), Fact(_("登录时间"), minute(row.since)))
    return OneSession(
        facts=facts, end="" if row.session == here else row.session[:12], is_here=row.session == here
    )


def _tries(officer: int) -> Table:
    rows = Journal.objects.filter(officer=officer, event="sign_in").order_by("-at")[:SHOWN]
    columns = (
        Column(label=_("时间"), kind="head"),
        Column(label=_("结果")),
        Column(label=_("方式")),
        Column(label=_("来自")),
    )
    return Table(
        caption=_("最近的登录"),
        columns=columns,
        rows=tuple(_try(row) for row in rows),
        compact=True,
        empty=Empty(words=_("没有记录。")),
    )


def _try(row: Any) -> Row:
    done = row.outcome == "done"
    tag = Tag(_("成功"), "neutral") if done else Tag(_("失败"), "late")
    ways = {
        "password": _("密码"),
        "password+totp": _("密码和动态口令"),
        "password+recovery": _("密码和恢复码"),
    }
    cells = (minute(row.at), ways.get(row.details.get("method", ""), "—"), row.details.get("zone") or "—")
    return Row(cells=(Cell(words=cells[0]), Cell(tag=tag), Cell(words=cells[1]), Cell(words=cells[2])))
