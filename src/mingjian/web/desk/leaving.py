"""我的导出: what an officer took out or asked to, and the word of a second person where much is to leave (LEAD-12)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mingjian.channels.register import columns
from mingjian.ledger import instant, journal
from mingjian.ledger.sealing import keys
from mingjian.ledger.viewer import Viewer
from mingjian.org.authority import Post, all_posts
from mingjian.org.models import Department
from mingjian.vault.envelope import LONG, Place, open_text, seal_text
from mingjian.web.account import reminders, stepping
from mingjian.web.desk import export_file, listing, registers
from mingjian.web.desk.export_file import Order
from mingjian.web.desk.frames import kind_label, language
from mingjian.web.desk.models import Leaving
from mingjian.web.desk.names import name
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.desk.pages import Export
from mingjian.web.office.pages import Button, Settings, draw, head, say
from mingjian.web.shared import phrases
from mingjian.web.shared.moments import minute
from mingjian.web.shared.parts import Cell, Column, Empty, Fact, Link, Row, Table, Tag

SHOWN = 50
LASTS = timedelta(days=7)  # in which a file that was agreed to may be fetched
_KEY = "leaving"


@dataclass(frozen=True, slots=True)
class Told:
    """As what, for what and to whom something leaves."""

    form: str
    purpose: str
    remark: str
    recipient: str


def keep(request: DeskRequest, order: Order, rows: int) -> Leaving:
    """Note an export: of few lines it leaves at once; of more than the installation allows it waits for a second person."""
    words = [order.remark, order.recipient, order.asked.words, [str(one) for one in order.asked.picked]]
    row = Leaving(kind=order.asked.kind, query=order.asked.query(s="", p="").removeprefix("?"),
                  columns=",".join(map(str, order.columns)), form=order.form, purpose=order.purpose, rows=rows)  # fmt: skip
    return _kept(request, row, words)


def keep_sheet(request: DeskRequest, told: Told, *, kind: str, title: str, scope: str, rows: int) -> Leaving:
    """The same for a table that is no register: it is fetched at its own address."""
    row = Leaving(
        kind=kind, query=address(request), columns="", form=told.form, purpose=told.purpose, rows=rows
    )
    return _kept(request, row, [told.remark, told.recipient, scope, [title]])


def address(request: DeskRequest) -> str:
    """Where a table that is no register is asked for, whoever has agreed to it."""
    query = request.GET.copy()
    query.pop("leaving", None)
    return request.path + (f"?{query.urlencode()}" if query else "")


def agreed(request: DeskRequest) -> tuple[Told, str] | None:
    """What one said of the table asked for here when one asked, and who agreed; None if nobody is said to have."""
    if "leaving" not in request.GET:
        return None
    try:
        row = Leaving.objects.filter(pk=UUID(request.GET["leaving"]), officer=request.viewer.officer).first()
    except ValueError:
        raise Http404 from None
    if row is None or row.query != address(request) or row.state != "agreed" or not _open(row):
        raise Http404
    remark, recipient, *_rest = _words(row)
    return Told(row.form, row.purpose, remark, recipient), name("officer", row.decided_by_id)


def _kept(request: DeskRequest, row: Leaving, words: list[Any]) -> Leaving:
    row.officer_id, row.department_id = request.viewer.officer, _department(request.viewer)
    row.at, row.state = instant.now(), "waiting" if needs_word(row.rows) else "alone"
    row.sealed = seal_text(keys().derive(_KEY), json.dumps(words), _place(row), LONG)
    with transaction.atomic():
        row.save(force_insert=True)
        if row.state == "waiting":
            _note(row, request.viewer.officer, "asked")
            reminders.of_export(row.id, _deciders(row, request.viewer.on), reminders.EXPORT_ASKED)
    return row


def put_before_another(request: DeskRequest) -> HttpResponse:
    """Back to one's exports, where it will be fetched."""
    say(request, _("已提交，待另一人批准；批准后在此取回。"))
    return HttpResponseRedirect(reverse("exports"))


def needs_word(rows: int) -> bool:
    return rows > int(settings.MINGJIAN_EXPORT_ALONE)


def _department(viewer: Viewer) -> int:
    if not viewer.posts:
        raise Http404
    return viewer.posts[0].department


def order_of(viewer: Viewer, row: Leaving) -> Order:
    """What was asked for, put together again; what it finds is judged anew by the reach of whoever looks."""
    remark, recipient, words, picked = _words(row)
    asked = listing.of(viewer, row.kind, QueryDict(row.query), words=words, picked=tuple(map(UUID, picked)))
    numbers = tuple(int(number) for number in row.columns.split(","))
    agreed = name("officer", row.decided_by_id) if row.state == "agreed" else ""
    return Order(asked=asked, columns=numbers, form=row.form, purpose=row.purpose, remark=remark, recipient=recipient,
                 agreed=agreed)  # fmt: skip


def _words(row: Leaving) -> list[Any]:
    found: list[Any] = json.loads(open_text(keys().derive(_KEY), bytes(row.sealed), _place(row)))
    return found


def _is_sheet(row: Leaving) -> bool:
    return row.query.startswith("/")


def _called(viewer: Viewer, row: Leaving) -> str:
    """What leaves: the kind of the register, or what the table is called."""
    return _words(row)[3][0] if _is_sheet(row) else kind_label(viewer, row.kind)


def _place(row: Leaving) -> Place:
    return Place("web_desk_leaving", "sealed", row.id.bytes, _KEY.encode())


@for_officers
def exports(request: DeskRequest) -> HttpResponse:
    """One's own exports, and above them those that wait for one's word."""
    own = Leaving.objects.filter(officer=request.viewer.officer).order_by("-at", "-id")[:SHOWN]
    waiting = _waiting(request.viewer)
    mine = _table(request.viewer, _("我的导出"), list(own), Empty(
        words=_("您还没有导出过台账。"), usual=_("在台账中选好条件，再点“导出”。导出的和申请导出的都列在这里。"),
        links=(Link(_("回到工作台"), reverse("desk")),)))  # fmt: skip
    asked = (_table(request.viewer, _("待我批准的导出"), waiting, Empty(words="")),) if waiting else ()
    words = _("超过%(n)s件的导出须经另一人批准，批准后七日内在此取回。") % {
        "n": settings.MINGJIAN_EXPORT_ALONE
    }
    page = Settings(
        head=head(request, _("我的导出")), title=_("我的导出"), words=(words,), tables=(*asked, mine)
    )
    return draw(request, page)


def _agrees(post: Post, department: Department) -> bool:
    """Whether a post gives the word for exports of a department: who heads or leads it, and the principal of its unit."""
    if post.post == "principal":
        return post.unit == department.unit_id
    return post.department == department.pk and post.post in ("head", "leader_in_charge")


def _waiting(viewer: Viewer) -> list[Leaving]:
    """What this officer may agree to, the oldest first: never what he asked for himself."""
    rows = (
        Leaving.objects.filter(state="waiting").exclude(officer=viewer.officer).select_related("department")
    )
    return [
        row
        for row in rows.order_by("at", "id")
        if any(_agrees(post, row.department) for post in viewer.posts)
    ]


def _deciders(row: Leaving, on: date) -> set[int]:
    """Whoever may agree to it on the day."""
    posts = all_posts().items()
    may = {
        officer
        for officer, held in posts
        if any(post.held(on) and _agrees(post, row.department) for post in held)
    }
    return may - {row.officer_id}


def _table(viewer: Viewer, caption: str, rows: list[Leaving], empty: Empty) -> Table:
    columns = (
        Column(label=_("时间"), kind="head"),
        Column(label=_("台账")),
        Column(label=_("数量"), kind="num"),
        Column(label=_("用途")),
        Column(label=_("申请人"), essential=False),
        Column(label=_("结果")),
    )
    found = tuple(
        Row(cells=(Cell(words=minute(row.at), href=reverse("leaving", args=[row.id])),
                   Cell(words=_called(viewer, row)), Cell(words=str(row.rows)), Cell(words=export_file.purposes()[row.purpose]),
                   Cell(words=name("officer", row.officer_id)), Cell(tag=_state(row))))
        for row in rows
    )  # fmt: skip
    return Table(caption=caption, columns=columns, rows=found, empty=empty)


def _state(row: Leaving) -> Tag:
    if row.state == "agreed" and not _open(row):
        return Tag(_("已过期"), "neutral")
    return {
        "alone": Tag(_("已导出"), "neutral"),
        "waiting": Tag(_("待批准"), "info"),
        "agreed": Tag(_("可取回"), "ok"),
        "refused": Tag(_("不同意"), "late"),
    }[row.state]


def _open(row: Leaving) -> bool:
    return row.decided_at is not None and instant.now() - row.decided_at <= LASTS


@require_http_methods(["GET", "POST"])
@for_officers
def leaving(request: DeskRequest, leaving: UUID) -> HttpResponse:
    """One export: its officer fetches what was agreed to, a second person gives his word; to others it does not exist."""
    row = Leaving.objects.filter(pk=leaving).first()
    if row is None:
        raise Http404
    is_own = row.officer_id == request.viewer.officer
    decides = not is_own and row.state == "waiting" and row in _waiting(request.viewer)
    if not (is_own or decides or row.decided_by_id == request.viewer.officer):
        raise Http404
    if request.method == "GET":
        return _page(request, row, is_own=is_own, decides=decides)
    if not (is_own or decides):
        raise Http404
    return _decide(request, row) if decides else _fetch(request, row)


def _decide(request: DeskRequest, row: Leaving) -> HttpResponse:
    decision = request.POST.get("decision")
    if decision not in ("agreed", "refused"):
        raise Http404
    if decision == "agreed" and (asked := stepping.ask(request, _("批准导出台账"))) is not None:
        return asked
    with transaction.atomic():
        done = Leaving.objects.filter(pk=row.pk, state="waiting").update(
            state=decision, decided_by=request.viewer.officer, decided_at=instant.now()
        )
        if not done:
            raise Http404
        _note(row, request.viewer.officer, decision)
        reminders.of_export(row.id, [row.officer_id], reminders.EXPORT_DECIDED)
    say(request, _("已同意导出，由申请人取回。") if decision == "agreed" else _("已答复不同意导出。"))
    return HttpResponseRedirect(reverse("exports"))


def _fetch(request: DeskRequest, row: Leaving) -> HttpResponse:
    if row.state != "agreed" or not _open(row) or _is_sheet(row):
        raise Http404
    if errors := stepping.errors(request):
        return _page(request, row, is_own=True, errors=errors)
    order = order_of(request.viewer, row)
    return send(request, order, row)


def send(request: DeskRequest, order: Order, row: Leaving | None = None) -> HttpResponse:
    """The file leaves, noted whether it succeeds or not; without `row` the export is noted in the officer's list too."""
    found = list(listing.everything(request.viewer, order.asked))
    details = {"kind": order.asked.kind, "rows": len(found), "purpose": order.purpose, "form": order.form}
    with journal.attempt("export", officer=request.viewer.officer, details=details):
        if row is None:
            keep(request, order, len(found))
        return export_file.made(request, order, found)


def _note(row: Leaving, officer: int, change: str) -> None:
    details = {
        "kind": row.kind,
        "rows": row.rows,
        "purpose": row.purpose,
        "leaving": row.id.hex,
        "change": change,
    }
    journal.note("export_request", officer=officer, outcome="done", details=details)


def _page(
    request: DeskRequest,
    row: Leaving,
    *,
    is_own: bool,
    decides: bool = False,
    errors: Mapping[str, str] = MappingProxyType({}),
) -> HttpResponse:
    """What was asked for and what became of it: to fetch for whoever asked, to decide for a second person."""
    title, back, facts = _("导出台账"), Link(_("我的导出"), reverse("exports")), _facts(request, row)
    if is_own and row.state == "agreed" and _open(row):
        fetched = Export(head=head(request, title, failed=bool(errors)), title=title, back=back, action=_fetched_at(row), facts=facts,
                         fields=(), is_agreed=True, proof=stepping.fields(request, errors))  # fmt: skip
        return render(request, "desk/export.html", {"page": fetched}, status=422 if errors else 200)
    buttons = _decisions(row) if decides else ()
    return draw(
        request, Settings(head=head(request, title), title=title, facts=facts, buttons=buttons, back=back)
    )


def _facts(request: DeskRequest, row: Leaving) -> tuple[Fact, ...]:
    remark, recipient, *_rest = _words(row)
    return (
        Fact(_("台账"), _called(request.viewer, row)),
        *_what(request, row),
        Fact(_("用途"), export_file.purpose_words(row.purpose, remark), wide=True),
        Fact(_("接收单位或者人员"), recipient, wide=True),
        Fact(_("申请人"), f"{name('department', row.department_id)} {name('officer', row.officer_id)}"),
        Fact(_("申请时间"), minute(row.at)),
        Fact(_("结果"), tag=_state(row)),
        *([Fact(_("决定人"), name("officer", row.decided_by_id))] if row.decided_by_id else []),
    )  # fmt: skip


def _what(request: DeskRequest, row: Leaving) -> tuple[Fact, ...]:
    """Which lines and columns, and how many."""
    if _is_sheet(row):
        return Fact(_("范围"), _words(row)[2], wide=True), Fact(_("数量"), count_words(row.rows))
    order, every = order_of(request.viewer, row), columns(request.viewer.book, row.kind, {})
    shown = phrases.listed(every[number].say(language()) for number in order.columns if number < len(every))
    return (
        Fact(_("范围"), registers.condition_words(request.viewer, order.asked), wide=True),
        Fact(_("数量"), registers.count_words(row.rows)), Fact(_("列"), shown, wide=True),
    )  # fmt: skip


def count_words(n: int) -> str:
    return ngettext("共%(n)s条", "共%(n)s条", n) % {"n": n}


def _decisions(row: Leaving) -> tuple[Button, ...]:
    here = reverse("leaving", args=[row.id])
    return (Button(label=_("同意"), action=here, hidden=(("decision", "agreed"),)),
            Button(label=_("不同意"), action=here, hidden=(("decision", "refused"),), is_red=True))  # fmt: skip


def _fetched_at(row: Leaving) -> str:
    if not _is_sheet(row):
        return reverse("leaving", args=[row.id])
    return f"{row.query}{'&' if '?' in row.query else '?'}leaving={row.id}"
