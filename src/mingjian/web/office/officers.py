"""Accounts: who has one, what is still missing, the one-time link; posts are asked for in `asking`."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from mingjian.ledger.book import book
from mingjian.ledger.journal import note
from mingjian.org.models import SYSTEM, Appointment, Officer
from mingjian.web.account import live
from mingjian.web.account.models import SecondFactor
from mingjian.web.desk.frames import code_words, language, post_there
from mingjian.web.office.pages import Button, Form, Settings, Typed, draw, for_posts, head, holds, say
from mingjian.web.office.units import EVERYBODY
from mingjian.web.shared import phrases
from mingjian.web.shared.fields import Field
from mingjian.web.shared.parts import Cell, Column, Empty, Fact, Link, Row, Table, Tag
from mingjian.web.shared.reading import by_pinyin

SIZE = 50


@require_http_methods(["GET", "POST"])
@for_posts(*EVERYBODY)
def officers(request: Any) -> HttpResponse:
    """Every account with its posts and what it still lacks, or those of a name; fifty to a page, in the chosen order."""
    after, sought = request.GET.get("after", "")[:40], Typed(request.POST).one("sought", 50)
    orders, order = _orders(request.viewer.on), request.GET.get("order", "")
    order = order if order in orders else "account"
    known = Officer.objects.filter(Q(username__icontains=sought) | Q(name__icontains=sought))
    names = sorted(known.values_list("pk", "username", "name"), key=orders[order][1])
    start = next((at + 1 for at, (_pk, username, _name) in enumerate(names) if username == after), 0)
    shown = [pk for pk, _username, _name in names[start : start + SIZE]]
    found = Officer.objects.prefetch_related("appointments__department__unit").in_bulk(shown)
    enrolled = set(SecondFactor.objects.filter(pk__in=shown).values_list("pk", flat=True))
    table = Table(
        caption=ngettext("共%(n)s个账号", "共%(n)s个账号", len(names)) % {"n": len(names)}, rows=tuple(_row(found[pk], pk in enrolled, request.viewer.on) for pk in shown),
        columns=(Column(label=_("账号"), kind="head"), Column(label=_("姓名")), Column(label=_("现任职务")), Column(label=_("状态"))),
        empty=Empty(words=_("没有符合条件的账号。"), links=(Link(_("看全部账号"), reverse("officers")),)),
    )  # fmt: skip
    links = [Link(_("新建账号"), reverse("officer_new"))] if holds(request.viewer, "system_admin") else []
    is_more = len(names) > start + SIZE and not sought
    following = f"?{urlencode({'order': order, 'after': found[shown[-1]].username})}" if is_more else ""
    sorts = tuple(
        Link(label, f"?order={code}", current=code == order) for code, (label, _key) in orders.items()
    )
    search = Field(name="sought", label=_("账号或者姓名"), value=sought, width="medium", required=False)
    page = Settings(head=head(request, _("人员账号")), title=_("人员账号"), tables=(table,), links=tuple(links), following=following, search=search,
                    sorts=() if sought else sorts)  # fmt: skip
    return draw(request, page)


Named = tuple[int, str, str]


def _orders(on: date) -> dict[str, tuple[str, Callable[[Named], Any]]]:
    """How the list may be ordered: label, and the key of (id, account, name). Those without a post stand last."""
    ranks, held = list(book().taxonomy("post").codes), {}
    rows = Appointment.objects.filter(Q(until=None) | Q(until__gte=on), since__lte=on)
    for officer, path, department, post in rows.values_list("officer", "department__unit__path", "department", "post"):  # fmt: skip
        place = (path, department, ranks.index(post))
        held[officer] = min(held.get(officer, place), place)
    return {
        "account": (_("按账号"), lambda one: one[1]),
        "name": (_("按姓名拼音"), lambda one: (by_pinyin(one[2]), one[1])),
        "post": (_("按职务"), lambda one: (one[0] not in held, held.get(one[0], ()), one[1])),
    }


def _row(one: Officer, enrolled: bool, on: Any) -> Row:
    return Row(cells=(
        Cell(words=one.username, href=reverse("officer", args=[one.pk])), Cell(words=one.name),
        Cell(words=posts_words([item for item in one.appointments.all() if _held(item, on)])), Cell(tag=state(one, enrolled)),
    ))  # fmt: skip


def state(one: Officer, enrolled: bool) -> Tag:
    """What the account still lacks before its officer can work with it."""
    if not one.is_active:
        return Tag(_("已停用"), "neutral")
    if not one.has_usable_password():
        return Tag(_("待设密码"), "warn")
    return Tag(_("启用"), "ok") if enrolled else Tag(_("待登记动态口令"), "warn")


def _held(item: Appointment, on: Any) -> bool:
    return bool(item.since <= on and (item.until is None or on <= item.until))


def posts_words(items: list[Appointment]) -> str:
    """Where the officer holds which post, each unit once; a unit and its only department may have one name."""
    between = "" if language() == "zh" else " "
    held: dict[str, list[str]] = {}
    for item in items:
        unit, department = item.department.unit, item.department.short
        place = "" if unit.level == SYSTEM else unit.short
        post = code_words(book(), "post", item.post) if not place else post_there(book(), item.post)
        inside = [] if not place or department == place else [department]
        held.setdefault(place, []).append(between.join([*inside, post]))
    return phrases.clauses(_held_there(place, posts, between) for place, posts in held.items()) or "—"


def _held_there(place: str, posts: list[str], between: str) -> str:
    """One post behind its unit, several after a colon."""
    if not place:
        return phrases.listed(posts)
    return f"{place}{between}{posts[0]}" if len(posts) == 1 else phrases.named(place, phrases.listed(posts))


@require_http_methods(["GET", "POST"])
@for_posts("system_admin")
def officer_new(request: Any) -> HttpResponse:
    """An account without a password; its officer sets one over the link shown next."""
    typed = Typed(request.POST)
    if request.method == "POST":
        account, name = (
            typed.needed("username", _("请填写账号。"), 40),
            typed.needed("name", _("请填写姓名。"), 50),
        )
        if account and Officer.objects.filter(username=account).exists():
            typed.errors["username"] = _("账号“%(account)s”已经存在，请换一个。") % {"account": account}
        if not typed.errors:
            with transaction.atomic():
                made = Officer(username=account, name=name)
                made.set_unusable_password()
                made.save()
                _note(request, made.pk, "made")
            say(
                request,
                _("已建账号%(account)s。下一步：生成一次性链接交本人，再申请职务。") % {"account": account},
            )
            return HttpResponseRedirect(reverse("officer", args=[made.pk]))
    fields = tuple(
        Field(name=name, label=label, value=typed.one(name), error=typed.errors.get(name, ""), hint=hint)
        for name, label, hint in (("username", _("账号"), _("登录用，建立后不改")), ("name", _("姓名"), ""))
    )
    page = Form(head=head(request, _("新建账号"), failed=bool(typed.errors)), title=_("新建账号"), action=reverse("officer_new"), fields=fields,
                submit=_("新建账号"), back=Link(_("人员账号"), reverse("officers")),
                words=(_("账号不带任何权限；权限来自职务，由安全管理员批准。"),))  # fmt: skip
    return draw(request, page, 422 if typed.errors else 200)


@for_posts(*EVERYBODY)
def officer(request: Any, number: int) -> HttpResponse:
    """One account: posts that are and were held, and what the system administrator may do about it."""
    return draw(request, _one(request, _found(number)))


@require_POST
@for_posts("system_admin")
def officer_link(request: Any, number: int) -> HttpResponse:
    """A one-time link for the officer; the administrator never knows the password (DUTY-07)."""
    one = _found(number)
    if not one.is_active:
        raise Http404
    with transaction.atomic():
        _note(request, one.pk, "linked")
    path = reverse(
        "welcome", args=[urlsafe_base64_encode(force_bytes(one.pk)), default_token_generator.make_token(one)]
    )
    words = (_("请将链接当面或者经保密渠道交本人，只能用一次；本人登录或者设密码后失效。"),)
    link = Fact(_("一次性链接"), request.build_absolute_uri(path), wide=True)
    return draw(request, _one(request, one, words=words, facts=(link,)))


@require_POST
@for_posts("system_admin")
def officer_switch(request: Any, number: int) -> HttpResponse:
    """Disable the account, which ends its sessions at once, or enable it again."""
    one = _found(number)
    if one.pk == request.user.pk:
        raise Http404
    with transaction.atomic():
        one.is_active = not one.is_active
        one.save(update_fields=["is_active"])
        if not one.is_active:
            live.end_all(one.pk)
        _note(request, one.pk, "enabled" if one.is_active else "disabled")
    say(request, _("已启用账号。") if one.is_active else _("已停用账号，其会话已结束。"))
    return HttpResponseRedirect(reverse("officer", args=[number]))


@require_POST
@for_posts("system_admin")
def officer_sessions(request: Any, number: int) -> HttpResponse:
    """End every session of the account."""
    with transaction.atomic():
        ended = live.end_all(_found(number).pk)
        note("session", officer=request.user.pk, outcome="done", details={"other": number, "ended": ended})
    say(request, ngettext("已结束%(n)s个会话。", "已结束%(n)s个会话。", ended) % {"n": ended})
    return HttpResponseRedirect(reverse("officer", args=[number]))


def _found(number: int) -> Officer:
    one = Officer.objects.filter(pk=number).first()
    if one is None:
        raise Http404
    return one


def _one(
    request: Any, one: Officer, *, words: tuple[str, ...] = (), facts: tuple[Fact, ...] = ()
) -> Settings:
    may = holds(request.viewer, "system_admin")
    enrolled = SecondFactor.objects.filter(pk=one.pk).exists()
    appointments = list(
        Appointment.objects.filter(officer=one).select_related("department__unit").order_by("-since", "-pk")
    )
    about = (
        Fact(_("账号"), one.username),
        Fact(_("状态"), tag=state(one, enrolled)),
        *facts,
    )
    asking = reverse("power_new", args=[one.pk])
    links = (Link(_("申请任免"), asking),) if may else ()
    return Settings(
        head=head(request, _("账号")), title=one.name, words=words, facts=about, links=links,
        tables=(_appointments(appointments),), buttons=_buttons(request, one) if may else (), back=Link(_("人员账号"), reverse("officers")),
    )  # fmt: skip


def _appointments(rows: list[Appointment]) -> Table:
    lines = tuple(
        Row(
            cells=(
                Cell(words=posts_words([item])),
                Cell(day=item.since),
                Cell(day=item.until, words="" if item.until else "—"),
            )
        )
        for item in rows
    )
    columns = (
        Column(label=_("职务"), kind="head"),
        Column(label=_("任职日期"), kind="day"),
        Column(label=_("免职日期"), kind="day"),
    )
    return Table(
        caption=_("任职"), columns=columns, rows=lines, empty=Empty(words=_("还没有职务，不能办理任何事项。"))
    )


def _buttons(request: Any, one: Officer) -> tuple[Button, ...]:
    found = (
        [Button(label=_("生成一次性链接"), action=reverse("officer_link", args=[one.pk]))]
        if one.is_active
        else []
    )
    found.append(Button(label=_("结束其全部会话"), action=reverse("officer_sessions", args=[one.pk])))
    if one.pk != request.user.pk:
        label = _("停用账号") if one.is_active else _("启用账号")
        found.append(
            Button(label=label, action=reverse("officer_switch", args=[one.pk]), is_red=one.is_active)
        )
    return tuple(found)


def _note(request: Any, other: int, change: str) -> None:
    note("officer", officer=request.user.pk, outcome="done", details={"other": other, "change": change})
