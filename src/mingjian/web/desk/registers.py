"""The register of one kind: filters, search, keyset pages. Every kind uses these same few functions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mingjian.ledger import access, journal, kinds
from mingjian.ledger.viewer import Viewer
from mingjian.parties.models import Organisation
from mingjian.parties.persons import organisation_name
from mingjian.web.account.live import is_office
from mingjian.web.desk import columns, habits, listing, paging, searching, staff, views
from mingjian.web.desk.frames import kind_label, language, told
from mingjian.web.desk.habits import Habits
from mingjian.web.desk.lines import Line
from mingjian.web.desk.listing import SIZES, Asked, Found, coded
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.desk.pages import FilterBar, Jump, Register
from mingjian.web.shared import phrases
from mingjian.web.shared.fields import Choice, Field
from mingjian.web.shared.parts import Action, Cell, Column, Empty, Head, Link, Notice, Pager, Row, Table, View


@for_officers
def register(request: DeskRequest, kind: str) -> HttpResponse:
    """The page of a register: at most eight statements with session and account."""
    if kind not in kinds.names() or is_office(request.viewer):
        raise Http404
    asked = listing.read(request, kind)
    page = listing.found(request.viewer, asked)
    total = listing.total(request.viewer, asked, page)
    upto = listing.counted_to(request.viewer, asked)
    title = _("%(kind)s台账") % {"kind": kind_label(request.viewer, kind)}
    liking = habits.of(request, kind)
    query = asked.query() if asked.query() != "?" else ""
    pager = _pager(asked, page, total if total is not None and total <= upto else None)
    model = Register(
        head=Head(title=title, notices=_notices(request, asked)),
        title=title,
        views=(*_views(asked), *views.above(request, asked)),
        filters=_filters(request.viewer, asked),
        table=_dressed(request, table(request.viewer, asked, page.lines, liking.columns, empty=_empty(request.viewer, asked)),
                       page.lines, liking),
        pager=pager,
        count=count_words(total, upto),
        actions=_actions(request.viewer, asked),
        save_view=reverse("views", args=[kind]) + query,
        sorts=_sorts(asked),
        columns=reverse("columns", args=[kind]) + query,
        is_compact=liking.is_compact,
        picking=reverse("pick", args=[kind]),
        query=query,
        reassigns=any(post.post == "head" for post in request.viewer.posts),
        jump=_jump(asked, request.viewer.on),
    )  # fmt: skip
    habits.come_to(request, kind, [line.matter.id for line in page.lines], pager)
    note(request, page.lines, view=f"register:{kind}")
    return render(request, "desk/register.html", {"page": model})


def _dressed(request: DeskRequest, made: Table, shown: list[Line], liking: Habits) -> Table:
    """The table as the officer likes it: rows that can be chosen, what is new marked, rows close together or not."""
    read = set(request.session.get("read", ()))
    rows = tuple(
        replace(row, cells=(row.cells[0], replace(row.cells[1], fresh=str(line.matter.id) not in read and liking.is_new(line.matter.created_at)),
                            *row.cells[2:]))
        for row, line in zip(made.rows, shown, strict=True)
    )  # fmt: skip
    return replace(made, rows=rows, selectable=True, compact=liking.is_compact)


def _jump(asked: Asked, today: date) -> Jump:
    """To a day of the order in which the list stands; the conditions of the list stay."""
    day = asked.jumped.isoformat() if asked.jumped else ""
    label = _("跳到登记日") if asked.sort == "opened" else _("跳到到期日")
    kept = parse_qsl(asked.query().removeprefix("?"))
    return Jump(
        reverse("register", args=[asked.kind]),
        tuple(kept),
        Field(
            name="at",
            label=label,
            kind="date",
            required=False,
            value=day,
            hint=_("如%(day)s") % {"day": today},
        ),
    )


def note(request: DeskRequest, shown: list[Line], view: str) -> None:
    """Lines whose titles are shown are a reading of their content (AUD-06)."""
    opened = [line.matter.id for line in shown if line.content]
    if opened:
        journal.note_reads(opened, officer=request.viewer.officer, view=view)


@require_POST
@for_officers
def search(request: DeskRequest, kind: str) -> HttpResponse:
    """Words never go into an address: they stay in the sealed session under a random name. The conditions of the list stay."""
    if kind not in kinds.names():
        raise Http404
    asked = listing.read(request, kind)
    name = searching.remember(request.session, request.POST.get("q", ""))
    if name:
        journal.note("search", officer=request.viewer.officer, outcome="done", details={"kind": kind})
    return HttpResponseRedirect(_address(asked.kind, asked.query(s=name)))


def _address(kind: str, query: str) -> str:
    return reverse("register", args=[kind]) + (query if query != "?" else "")


def _notices(request: DeskRequest, asked: Asked) -> tuple[Notice, ...]:
    said = []
    if listing.too_short(asked):
        said.append(Notice(_("请至少输入两个相连的字再检索。"), "warn"))
    if request.GET.get("s") and not asked.search:
        said.append(Notice(_("原来检索的文字已不再保留，下面没有按它检索。请重新输入。"), "warn"))
    return (*said, *told(request))


def _actions(viewer: Viewer, asked: Asked) -> tuple[Action, ...]:
    from mingjian.web.desk.opening import may_open, registering

    query = asked.query() if asked.query() != "?" else ""
    found = (
        [
            Action(
                label=registering(viewer, asked.kind),
                href=reverse("new", args=[asked.kind]),
                primary=True,
            )
        ]
        if may_open(viewer, asked.kind)
        else []
    )
    return (
        *found,
        Action(label=_("打印"), href=reverse("register_print", args=[asked.kind]) + query),
        Action(label=_("导出…"), href=reverse("export", args=[asked.kind]) + query),
    )


def _views(asked: Asked) -> tuple[View, ...]:
    base = reverse("register", args=[asked.kind])
    product = (
        (_("全部"), ""),
        (_("在办"), "?state=open"),
        (_("超期"), "?due=late"),
        (_("将到期"), "?due=near"),
        (_("已办结"), "?state=ended&sort=opened&down=1"),
    )
    here = asked.query()
    return tuple(View(Link(label, base + query, current=(query or "?") == here)) for label, query in product)


def chosen(viewer: Viewer, asked: Asked) -> tuple[Link, ...]:
    """The conditions of a list in words, each with the address of the list without it."""
    return tuple(_chosen(asked, [*_common(viewer, asked), *_days(asked), *_more(viewer, asked)]))


def condition_words(viewer: Viewer, asked: Asked) -> str:
    """What the list is filtered by, in words."""
    said = [link.label for link in chosen(viewer, asked)]
    return (
        _("；").join(said)
        if said
        else _("全部%(kind)s（本人可以查看的）") % {"kind": kind_label(viewer, asked.kind)}
    )


def _filters(viewer: Viewer, asked: Asked) -> FilterBar:
    """A search keeps the conditions; a condition keeps the search, the order and the size of the pages."""
    common, more, query = _common(viewer, asked), _more(viewer, asked), asked.query()
    days = _days(asked)
    named = {item.name for item in (*common, *days, *more)}
    return FilterBar(
        action=reverse("register", args=[asked.kind]),
        search_action=reverse("search", args=[asked.kind]) + (query if query != "?" else ""),
        searched=asked.words,
        fields=tuple(common),
        days=tuple(days),
        more=tuple(more),
        chosen=tuple(_chosen(asked, [*common, *days, *more])),
        clear=_address(asked.kind, asked.cleared()),
        kept=tuple(pair for pair in parse_qsl(query.removeprefix("?")) if pair[0] not in named),
    )


def _common(viewer: Viewer, asked: Asked) -> list[Field]:
    """The filters that every register has."""
    bound = viewer.book.bound(asked.kind, viewer.book.versions(asked.kind)[-1].in_force)
    fields = [
        _select(
            "step", _("环节"), {name: step.say(language()) for name, step in bound.steps.items()}, asked.step
        )
    ]
    due = {"late": _("超期"), "near": _("将到期"), "later": _("在期")}
    fields.append(_select("due", _("时限"), due, (asked.due,)))
    departments = staff.departments_to_filter_by(viewer.posts[0].unit if viewer.posts else None)
    fields.append(_select("department", _("承办部门"), departments, tuple(map(str, asked.department))))
    officers = staff.to_filter_by(viewer.posts[0].unit, viewer.on) if viewer.posts else {}
    fields.append(_select("handler", _("承办人"), officers, tuple(map(str, asked.handler))))
    return fields


def _days(asked: Asked) -> list[Field]:
    """Between which days a matter was registered."""
    return [
        _date("from", _("登记日自"), asked.opened_from),
        _date("to", _("登记日至"), asked.opened_to),
    ]


def _more(viewer: Viewer, asked: Asked) -> list[Field]:
    """A filter for each coded column of the record."""
    return [_coded(viewer, name, declared, asked) for name, declared in coded(viewer, asked.kind).items()]


def _coded(viewer: Viewer, name: str, declared: Any, asked: Asked) -> Field:
    codes = viewer.book.taxonomy(declared.codes).codes
    labels = {code: item.say(language()) for code, item in codes.items()}
    return _select(name, declared.say(language()), labels, tuple(asked.record.get(name, ())))


def _select(name: str, label: str, labels: Mapping[str, str], chosen: tuple[str, ...]) -> Field:
    choices = [Choice("", _("任意"), not any(chosen))]
    choices += [Choice(value, said, value in chosen) for value, said in labels.items()]
    return Field(name=name, label=label, kind="code", required=False, width="short", choices=tuple(choices))


def _date(name: str, label: str, value: date | None) -> Field:
    return Field(
        name=name, label=label, kind="date", required=False, value=value.isoformat() if value else ""
    )


def _chosen(asked: Asked, fields: list[Field]) -> list[Link]:
    found = []
    for item in fields:
        for choice in item.choices:
            if choice.chosen and choice.value:
                found.append(Link(phrases.chosen(item.label, choice.label), asked.query(**{item.name: ""})))
        if item.kind == "date" and item.value:
            found.append(Link(phrases.chosen(item.label, item.value), asked.query(**{item.name: ""})))
    if asked.state:
        label = _("在办") if asked.state == "open" else _("已办结")
        found.append(Link(_("状态＝%(state)s") % {"state": label}, asked.query(state="")))
    if asked.picks:
        words = ngettext("选出的%(n)s件", "选出的%(n)s件", len(asked.picked)) % {"n": len(asked.picked)}
        found.append(Link(words, asked.query(p="")))
    if asked.about:
        found.append(Link(_("单位＝%(unit)s") % {"unit": _unit(asked.about)}, asked.query(about="")))
    if asked.words:
        found.append(Link(_("检索＝%(words)s") % {"words": asked.words}, asked.query(s="")))
    return found


def _unit(organisation: UUID) -> str:
    """The name of the unit by which a list is narrowed."""
    found = Organisation.objects.filter(pk=organisation).first()
    return organisation_name(found) if found else _("没有登记的单位")


def table(
    viewer: Viewer, asked: Asked, page: list[Line], names: Sequence[str] = (), *,
    empty: Empty | None = None, printed: bool = False,
) -> Table:  # fmt: skip
    """The lines of a register under the columns wanted; on paper the heads are plain words."""
    shown = columns.chosen(viewer, asked, names, printed=printed)
    heads = (
        Column(label=_("时限"), kind="lamp"),
        Column(label=_("编号和标题"), kind="head"),
        *(item.column for item in shown),
    )
    rows = tuple(
        Row(cells=(Cell(lamp=line.lamp), line.number_cell(), *(item.cell(line) for item in shown)),
            key=str(line.matter.id), late=line.lamp.kind == "overdue")
        for line in page
    )  # fmt: skip
    caption = _("%(kind)s台账") % {"kind": kind_label(viewer, asked.kind)}
    return Table(caption=caption, columns=heads, rows=rows, empty=empty)


def _sorts(asked: Asked) -> tuple[Link, ...]:
    return (
        Link(_("按到期先后"), asked.query(sort="", down=""), current=asked.sort == "due"),
        Link(
            _("按登记先后"),
            asked.query(sort="opened", down=""),
            current=asked.sort == "opened" and not asked.down,
        ),
        Link(
            _("新登记的在前"),
            asked.query(sort="opened", down="1"),
            current=asked.sort == "opened" and asked.down,
        ),
    )


def _pager(asked: Asked, page: Found, total: int | None) -> Pager:
    """Next and previous by key; the first page is also reached without one."""
    after = before = ""
    start = asked.shown if page.has_before or asked.before else 0
    if page.has_after and page.last is not None:
        after = asked.query(after=paging.written(*page.last), n=start + len(page.lines))
    if page.has_before and page.first is not None:
        earlier = max(0, start - asked.size)
        before = asked.query(before=paging.written(*page.first), n=earlier) if earlier else asked.query()
    since = _("自%(day)s起") % {"day": asked.jumped} if asked.jumped and page.lines else ""
    return Pager(
        since=since,
        first=start + 1 if page.lines else 0,
        last=start + len(page.lines) if page.lines else 0,
        total=total,
        before=before,
        after=after,
        sizes=tuple(
            Link(str(size), asked.query(size=size), current=size == asked.size) for size in sorted(SIZES)
        ),
    )


def count_words(total: int | None, upto: int = access.COUNT_LIMIT) -> str:
    """共38件; exact up to the limit of counting."""
    if total is None:
        return _("不止一页")
    if total > upto:
        return _("1万件以上") if upto == access.COUNT_LIMIT else _("%(n)s件以上") % {"n": upto}
    return ngettext("共%(n)s件", "共%(n)s件", total) % {"n": total}


def _empty(viewer: Viewer, asked: Asked) -> Empty:
    kind = kind_label(viewer, asked.kind)
    if asked.query() != asked.cleared():
        links = (Link(_("清除条件"), _address(asked.kind, asked.cleared())),)
        return Empty(words=_("没有符合条件的%(kind)s。") % {"kind": kind}, links=links)
    from mingjian.web.desk.opening import may_open

    first = [Link(_("登记"), reverse("new", args=[asked.kind]))] if may_open(viewer, asked.kind) else []
    usual = _("您所在部门承办的、您参与办理的和按职责可以查看的事项列在这里。")
    return Empty(words=_("还没有您可以查看的%(kind)s。") % {"kind": kind}, usual=usual,
                 links=(*first, Link(_("回到工作台"), reverse("desk"))))  # fmt: skip
