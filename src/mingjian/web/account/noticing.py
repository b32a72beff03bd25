"""The list of reminders, and how one wants to be told: mail at once, once a day, not at all; the calendar address."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mingjian.ledger import instant, mine
from mingjian.ledger.journal import note
from mingjian.web.account.mailing import AT_ONCE, DIGEST
from mingjian.web.account.models import CalendarFeed, MailChoice, Reminder
from mingjian.web.account.own import decided_words, stand_in_words
from mingjian.web.account.reminders import (
    ADDED,
    APPROVAL,
    ASIDE,
    ASSIGNED,
    DUE,
    EXPORT_ASKED,
    RETURNED,
    UNPLACED,
)
from mingjian.web.desk import circulated
from mingjian.web.desk.frames import kind_label
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.shared import phrases
from mingjian.web.shared.fields import Choice, Field, failures_of
from mingjian.web.shared.moments import minute
from mingjian.web.shared.parts import Cell, Column, Empty, Fact, Head, Notice, Row, Table, Tag

SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminders:
    """account/reminders.html: what came, the newest first."""

    head: Head
    table: Table
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminding:
    """account/reminding.html: mail and calendar."""

    head: Head
    fields: tuple[Field, ...]
    facts: tuple[Fact, ...]
    address: str
    has_feed: bool

    @property
    def failures(self) -> list[tuple[str, str]]:
        return failures_of(self.fields)


@for_officers
def reminders(request: DeskRequest) -> HttpResponse:
    """What came to this officer: number, kind and what happened; whatever lies out of reach by now is left out."""
    rows = list(
        Reminder.objects.filter(officer=request.user)
        .select_related("matter", "power__officer", "power__absent")
        .order_by("-at", "-pk")[:SHOWN]
    )
    within = mine.within(request.viewer, [row.matter_id for row in rows if row.matter_id])
    table = Table(
        caption=_("提醒"), rows=tuple(_row(request, row) for row in rows if row.matter_id is None or row.matter_id in within),
        columns=(Column(label=_("事项"), kind="head"), Column(label=_("种类")), Column(label=_("提醒")), Column(label=_("时间"), kind="day")),
        empty=Empty(words=_("目前没有提醒。"), usual=_("新分办、待审批、被退回和将到期的事项，举报人在网站的补充，待批准和已答复的导出，已决定的外出代理，举报网站没有取入的信封，会出现在这里。")),
    )  # fmt: skip
    unseen = any(row.seen_at is None for row in rows)
    page = Reminders(
        head=Head(title=_("提醒")), table=table, seen=reverse("reminders_seen") if unseen else ""
    )
    return render(request, "account/reminders.html", {"page": page})


def _row(request: DeskRequest, row: Reminder) -> Row:
    tag = Tag(_("未阅"), "info") if row.seen_at is None else None
    if row.what == ASIDE:
        here = Cell(words=_("未取入的信封"), href=reverse("envelopes"))
        return Row(cells=(here, Cell(words=_("举报网站")), Cell(words=_("请核对原因"), tag=tag), Cell(words=minute(row.at))))  # fmt: skip
    if row.power is not None:
        here = Cell(words=_("外出代理"), href=reverse("account"))
        words = phrases.named(stand_in_words(row.power), decided_words(row.power))
        return Row(
            cells=(here, Cell(words=_("账号与安全")), Cell(words=words, tag=tag), Cell(words=minute(row.at)))
        )
    if row.matter is None:
        words = _("待您批准") if row.what == EXPORT_ASKED else _("已有答复")
        here = Cell(words=_("导出台账"), href=reverse("leaving", args=[row.leaving_id]))
        return Row(
            cells=(here, Cell(words=_("导出")), Cell(words=words, tag=tag), Cell(words=minute(row.at)))
        )
    words = {
        ASSIGNED: _("分给您办理"),
        APPROVAL: _("待您审批"),
        RETURNED: _("您的申请被退回"),
        DUE: _("将到期"),
        ADDED: _("举报人补充了材料"),
        UNPLACED: _("没有信访举报部门承办，请指定"),
    }[row.what]
    if row.what == ASSIGNED and row.matter.step in circulated.steps(request.viewer, row.matter.kind):
        words = _("请您阅知")
    if row.what == DUE:
        words = _("%(day)s到期") % {"day": date.fromordinal(row.seq)}
    address = (
        reverse("approval", args=[row.matter_id, row.seq])
        if row.what == APPROVAL
        else reverse("matter", args=[row.matter_id])
    )
    return Row(cells=(
        Cell(words=row.matter.number, href=address), Cell(words=kind_label(request.viewer, row.matter.kind)),
        Cell(words=words, tag=tag), Cell(words=minute(row.at)),
    ))  # fmt: skip


@require_POST
@for_officers
def reminders_seen(request: DeskRequest) -> HttpResponse:
    """All read."""
    Reminder.objects.filter(officer=request.user, seen_at=None).update(seen_at=instant.now())
    request.session["reminders"] = 0
    return HttpResponseRedirect(reverse("reminders"))


@require_http_methods(["GET", "POST"])
@for_officers
def reminding(request: Any) -> HttpResponse:
    """The choice of mail; POST keeps it."""
    choice = MailChoice.objects.filter(officer=request.user).first()
    how = request.POST.get("how", choice.how if choice else "none")
    address = request.POST.get("address", choice.address if choice else "").strip()[:120]
    error = _wrong(how, address) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        _keep(request, how, address)
    done = (Notice(_("已保存。"), "ok"),) if request.method == "POST" and not error else ()
    feed = CalendarFeed.objects.filter(officer=request.user).first()
    ways = {"none": _("不发邮件"), AT_ONCE: _("随时"), DIGEST: _("每天一次")}
    page = Reminding(
        head=Head(title=_("提醒方式"), failed=bool(error), notices=done),
        fields=(
            Field(name="how", label=_("邮件"), kind="code", choices=tuple(Choice(code, label, how == code) for code, label in ways.items()),
                  hint=_("邮件只说有新的事项，不含编号、内容和姓名")),
            Field(name="address", label=_("邮箱"), value=address, required=False, needed=phrases.aside(_("发邮件的须填")), width="long", error=error, autocomplete="email"),
        ),
        facts=(Fact(_("日历地址"), _("%(when)s启用") % {"when": minute(feed.since)} if feed else _("没有启用")),),
        address=request.session.pop("feed_address", ""), has_feed=feed is not None,
    )  # fmt: skip
    return render(request, "account/reminding.html", {"page": page}, status=422 if error else 200)


def _wrong(how: str, address: str) -> str:
    if how not in (AT_ONCE, DIGEST):
        return ""
    try:
        validate_email(address)
    except ValidationError:
        return (
            _("“%(address)s”不是邮箱地址，请核对。") % {"address": address} if address else _("请填写邮箱。")
        )
    return ""


def _keep(request: Any, how: str, address: str) -> None:
    with transaction.atomic():
        if how in (AT_ONCE, DIGEST):
            MailChoice.objects.update_or_create(
                officer=request.user, defaults={"how": how, "address": address}
            )
        else:
            MailChoice.objects.filter(officer=request.user).delete()
        note(
            "setting",
            officer=request.user.pk,
            outcome="done",
            details={"setting": f"mail_{how}" if how in (AT_ONCE, DIGEST) else "mail_none"},
        )
