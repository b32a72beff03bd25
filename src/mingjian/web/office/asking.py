"""Powers by request and decision (DUTY-03): the system administrator asks, the security administrator decides.

Stand-ins during absence are asked for by the officer who will be away; what has been decided stays in the list.
"""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mingjian.ledger import instant
from mingjian.ledger.book import book
from mingjian.ledger.journal import note
from mingjian.org import granting
from mingjian.org.models import Appointment, Department, Officer, PowerRequest
from mingjian.web.account import factor, live, reminders
from mingjian.web.account.live import is_office
from mingjian.web.account.own import decided_words, stand_in_words
from mingjian.web.account.stepping import ask
from mingjian.web.desk.frames import language, post_there
from mingjian.web.desk.officer import for_officers
from mingjian.web.desk.staff import departments, officers, resolve
from mingjian.web.office.officers import posts_words
from mingjian.web.office.pages import Button, Form, Settings, Typed, draw, for_posts, head, holds, say
from mingjian.web.office.units import EVERYBODY
from mingjian.web.shared import phrases
from mingjian.web.shared.fields import Choice, Field
from mingjian.web.shared.moments import minute
from mingjian.web.shared.parts import Cell, Column, Empty, Fact, Link, Row, Table, Tag

SHOWN = 50


def changes() -> dict[str, str]:
    return {
        "appoint": _("任职"),
        "dismiss": _("免职"),
        "stand_in": _("代理"),
        "reset_factor": _("重置动态口令"),
    }


@for_posts(*EVERYBODY)
def requests(request: Any) -> HttpResponse:
    """What waits for a decision, then what was decided lately."""
    rows = PowerRequest.objects.select_related(
        "officer", "absent", "asked_by", "decided_by", "department__unit", "appointment__department__unit"
    )
    waiting, decided = (
        rows.filter(decided_by=None).order_by("pk"),
        rows.exclude(decided_by=None).order_by("-decided_at")[:SHOWN],
    )
    page = Settings(
        head=head(request, _("权限申请")), title=_("权限申请"),
        words=(_("权限由一人申请、另一人决定；申请人和受益人都不能决定。"),),
        tables=(_table(_("待决定"), waiting, _("没有待决定的申请。")), _table(_("已决定"), decided, _("还没有决定过的申请。"))),
    )  # fmt: skip
    return draw(request, page)


def _table(caption: str, rows: Any, nothing: str) -> Table:
    columns = (
        Column(label=_("编号"), kind="head"),
        Column(label=_("内容")),
        Column(label=_("申请人")),
        Column(label=_("结果")),
    )
    lines = tuple(
        Row(cells=(Cell(words=str(one.pk), href=reverse("power", args=[one.pk])), Cell(words=words_of(one)),
                   Cell(words=one.asked_by.name), Cell(tag=_result(one))))
        for one in rows
    )  # fmt: skip
    return Table(caption=caption, columns=columns, rows=lines, empty=Empty(words=nothing))


def words_of(one: PowerRequest) -> str:
    """The request in one line: who, what, from when until when."""
    days = {"since": one.since or "", "until": one.until or ""}
    span = (_("%(since)s至%(until)s") if one.until else _("%(since)s起")) % days
    if one.change == "appoint" and one.department is not None:
        post = post_there(book(), one.post)
        return phrases.named(
            one.officer.name,
            f"{changes()['appoint']} {one.department.unit.short}{one.department.short}{post}{phrases.aside(span)}",
        )
    if one.change == "dismiss" and one.appointment is not None:
        return phrases.named(
            one.officer.name,
            f"{changes()['dismiss']} {posts_words([one.appointment])}{phrases.aside(one.until)}",
        )
    if one.change == "stand_in":
        return stand_in_words(one)
    return phrases.named(one.officer.name, changes()[one.change])


def _result(one: PowerRequest) -> Tag:
    kind = "info" if one.decided_by_id is None else "ok" if one.is_agreed else "neutral"
    return Tag(decided_words(one), kind)


@for_posts(*EVERYBODY)
def power(request: Any, number: int) -> HttpResponse:
    """One request; the security administrator decides here."""
    one = _found(number)
    facts = [Fact(_("申请"), words_of(one), wide=True), Fact(_("事由"), one.reason, wide=True), Fact(_("申请人"), one.asked_by.name),
             Fact(_("申请时间"), minute(one.asked_at)), Fact(_("结果"), tag=_result(one))]  # fmt: skip
    if one.decided_by is not None:
        facts.append(Fact(_("决定人"), one.decided_by.name))
    decide = reverse("power_decide", args=[one.pk])
    buttons = (Button(label=_("同意"), action=decide, hidden=(("decision", "agree"),)),
               Button(label=_("不同意"), action=decide, hidden=(("decision", "refuse"),), is_red=True))  # fmt: skip
    page = Settings(
        head=head(request, _("权限申请")), title=_("权限申请第%(n)s号") % {"n": one.pk}, facts=tuple(facts),
        buttons=buttons if _may_decide(request, one) else (), back=Link(_("权限申请"), reverse("powers")),
    )  # fmt: skip
    return draw(request, page)


@require_POST
@for_posts("security_admin")
def power_decide(request: Any, number: int) -> HttpResponse:
    """The word of the second person; the factor is asked again (AUTH-07)."""
    one, decision = _found(number), request.POST.get("decision")
    if not _may_decide(request, one) or decision not in ("agree", "refuse"):
        raise Http404
    asked = ask(request, words_of(one)) if decision == "agree" else None
    if asked is not None:
        return asked
    with transaction.atomic():
        locked = PowerRequest.objects.select_for_update().get(pk=one.pk)
        if locked.decided_by_id is not None:
            raise Http404
        granting.decide(locked, by=request.user, agreed=decision == "agree", at=instant.now())
        if locked.is_agreed and locked.change == "reset_factor":
            factor.forget(locked.officer_id)
            live.end_all(locked.officer_id)
        if locked.change == "stand_in":
            reminders.of_stand_in(locked)
        _note(request, locked, "agreed" if locked.is_agreed else "refused")
    said = _("已同意：%(what)s。") if locked.is_agreed else _("未同意：%(what)s。")
    say(request, said % {"what": words_of(one)})
    return HttpResponseRedirect(reverse("powers"))


def _may_decide(request: Any, one: PowerRequest) -> bool:
    involved = {one.asked_by_id, one.officer_id, one.absent_id}
    return (
        one.decided_by_id is None
        and holds(request.viewer, "security_admin")
        and request.user.pk not in involved
    )


def _found(number: int) -> PowerRequest:
    rows = PowerRequest.objects.select_related(
        "officer", "absent", "asked_by", "decided_by", "department__unit", "appointment__department__unit"
    )
    one = rows.filter(pk=number).first()
    if one is None:
        raise Http404
    return one


@require_http_methods(["GET", "POST"])
@for_posts("system_admin")
def power_new(request: Any, number: int) -> HttpResponse:
    """Ask for a post, for the end of one, or for a lost app to be forgotten."""
    one = Officer.objects.filter(pk=number).first()
    if one is None:
        raise Http404
    typed = Typed(request.POST)
    if request.method == "POST" and (wanted := _wanted(request, typed, one)) is not None:
        _asked_for(request, wanted, "office_said")
        return HttpResponseRedirect(reverse("powers"))
    title = _("申请%(name)s的权限变更") % {"name": one.name}
    page = Form(head=head(request, _("权限申请"), failed=bool(typed.errors)), title=title, action=reverse("power_new", args=[one.pk]),
                fields=_fields(request, typed, one), submit=_("提出申请"), back=Link(_("账号"), reverse("officer", args=[one.pk])),
                words=(_("提出后由安全管理员决定，同意后生效。"),))  # fmt: skip
    return draw(request, page, 422 if typed.errors else 200)


def _wanted(request: Any, typed: Typed, one: Officer) -> PowerRequest | None:
    change, reason = typed.one("change"), typed.needed("reason", _("请填写事由，如任免文号。"))
    if change not in ("appoint", "dismiss", "reset_factor"):
        typed.errors["change"] = _("请选择变更。")
    wanted = PowerRequest(
        change=change, officer=one, reason=reason, asked_by=request.user, asked_at=instant.now()
    )
    if change == "appoint":
        _post(typed, wanted)
    elif change == "dismiss":
        wanted.until = typed.day("until")
        found = Appointment.objects.filter(pk=_number(typed.one("appointment")), officer=one).first()
        wanted.appointment = found
        if found is None:
            typed.errors["appointment"] = _("请选择要免去的职务。")
        elif wanted.until and wanted.until < found.since:
            typed.errors["until"] = _("免职日期不能早于任职日期%(day)s。") % {"day": found.since}
    return None if typed.errors else wanted


def _post(typed: Typed, wanted: PowerRequest) -> None:
    known = departments(None)
    place = resolve(typed.one("department"), known)
    wanted.department = Department.objects.filter(pk=_number(place or "")).first()
    if wanted.department is None:
        typed.errors["department"] = _("没有部门“%(name)s”，请从列表中选择。") % {
            "name": typed.one("department")
        }
    wanted.post, wanted.since, wanted.until = (
        typed.one("post"),
        typed.day("since"),
        typed.day("until", needed=False),
    )
    if wanted.since and not book().taxonomy("post").allows(wanted.post, wanted.since):
        typed.errors["post"] = _("请选择职务。")
    if wanted.since and wanted.until and wanted.until < wanted.since:
        typed.errors["until"] = _("结束日期不能早于开始日期。")
    if (
        not typed.errors
        and wanted.since
        and granting.excluded(wanted.officer_id, wanted.post, wanted.since, wanted.until)
    ):
        typed.errors["post"] = _("管理员职务不能与其他职务由一人兼任，请先免去其一。")


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() else 0


def _fields(request: Any, typed: Typed, one: Officer) -> tuple[Field, ...]:
    posts = book().taxonomy("post").on(request.viewer.on)
    wanted = typed.one("change") or "appoint"
    kinds = tuple(
        Choice(code, label, wanted == code) for code, label in changes().items() if code != "stand_in"
    )
    held = Appointment.objects.filter(officer=one, until=None).select_related("department__unit")
    error = typed.errors.get
    return (
        Field(name="change", label=_("变更"), kind="code", choices=kinds, error=error("change", "")),
        Field(name="department", label=_("部门"), kind="department", value=typed.one("department"), required=False, needed=phrases.aside(_("任职须填")),
              choices=tuple(item.choice() for item in departments(None)), error=error("department", ""), width="long"),
        Field(name="post", label=_("职务"), kind="code", width="short", required=False, needed=phrases.aside(_("任职须填")), error=error("post", ""),
              choices=tuple(Choice(code, item.say(language()), typed.one("post") == code) for code, item in posts.items())),
        Field(name="since", label=_("开始日期"), kind="date", value=typed.one("since"), required=False, needed=phrases.aside(_("任职须填")), error=error("since", "")),
        Field(name="appointment", label=_("要免去的职务"), kind="code", width="short", required=False, needed=phrases.aside(_("免职须填")), error=error("appointment", ""),
              choices=tuple(Choice(str(item.pk), posts_words([item]), typed.one("appointment") == str(item.pk)) for item in held)),
        Field(name="until", label=_("结束日期"), kind="date", value=typed.one("until"), required=False, needed=phrases.aside(_("免职须填")), error=error("until", "")),
        Field(name="reason", label=_("事由"), value=typed.one("reason"), width="long", hint=_("如任免文号"), error=error("reason", "")),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_officers
def stand_in(request: Any) -> HttpResponse:
    """Who holds my powers while I am away: asked for by me, decided by the security administrator."""
    if is_office(request.viewer) or not request.viewer.posts:
        raise Http404
    typed = Typed(request.POST)
    if request.method == "POST" and (wanted := _absence(request, typed)) is not None:
        _asked_for(request, wanted, "account_said")
        return HttpResponseRedirect(reverse("account"))
    known = officers(request.viewer.posts[0].unit, request.viewer.on)
    fields = (
        Field(name="officer", label=_("代理人"), kind="officer", value=typed.one("officer"), error=typed.errors.get("officer", ""),
              choices=tuple(item.choice() for item in known if item.id != str(request.user.pk)), width="long"),
        Field(name="since", label=_("开始日期"), kind="date", value=typed.one("since"), error=typed.errors.get("since", "")),
        Field(name="until", label=_("结束日期"), kind="date", value=typed.one("until"), error=typed.errors.get("until", "")),
        Field(name="reason", label=_("事由"), value=typed.one("reason"), width="long", error=typed.errors.get("reason", "")),
    )  # fmt: skip
    page = Form(head=head(request, _("外出代理"), failed=bool(typed.errors)), title=_("外出代理"), action=reverse("stand_in"), fields=fields,
                submit=_("提出申请"), back=Link(_("账号与安全"), reverse("account")),
                words=(_("代理期间，代理人享有您各职务的权限，期满自动终止；回避、职责分离仍按代理人本人计算。申请由安全管理员审批。"),))  # fmt: skip
    return draw(request, page, 422 if typed.errors else 200)


def _absence(request: Any, typed: Typed) -> PowerRequest | None:
    since, until = typed.day("since"), typed.day("until")
    reason = typed.needed("reason", _("请填写事由，如出差、休假。"))
    found = resolve(typed.one("officer"), officers(request.viewer.posts[0].unit, request.viewer.on))
    if found is None or found == str(request.user.pk):
        typed.errors["officer"] = _("请从本单位人员中选择代理人。")
    if since and until and until < since:
        typed.errors["until"] = _("结束日期不能早于开始日期。")
    if typed.errors or found is None or since is None or until is None:
        return None
    if not granting.may_stand_in(int(found), request.user.pk, since, until):
        typed.errors["officer"] = _("管理员不能代理，也不能由他人代理。")
        return None
    return PowerRequest(change="stand_in", officer_id=int(found), absent=request.user, since=since, until=until, reason=reason,
                        asked_by=request.user, asked_at=instant.now())  # fmt: skip


def _asked_for(request: Any, wanted: PowerRequest, said: str) -> None:
    """`said`: under which key the page that comes next finds what was done."""
    with transaction.atomic():
        wanted.save()
        _note(request, wanted, "asked")
    request.session[said] = _("已提出申请，待安全管理员决定。")


def _note(request: Any, one: PowerRequest, change: str) -> None:
    details = {
        "other": one.officer_id,
        "absent": one.absent_id,
        "request": one.pk,
        "kind": one.change,
        "change": change,
    }
    note("power", officer=request.user.pk, outcome="done", details=details)
