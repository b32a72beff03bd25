"""The register of one kind: filters, search, keyset pages. Every kind uses these same few functions."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mingjian.ledger import access, journal, kinds
from mingjian.ledger.viewer import Viewer
from mingjian.web.desk import listing, paging, searching
from mingjian.web.desk.frames import kind_label, language
from mingjian.web.desk.lines import Line
from mingjian.web.desk.listing import SIZES, Asked, Found, coded
from mingjian.web.desk.names import names
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.desk.pages import FilterBar, Register
from mingjian.web.shared.fields import Choice, Field
from mingjian.web.shared.parts import Action, Cell, Column, Empty, Head, Link, Notice, Pager, Row, Table, View

SHOWN = 2  # coded columns of the record that a register shows; more do not fit beside long English words


@for_officers
def register(request: DeskRequest, kind: str) -> HttpResponse:
    """The page of a register: at most eight statements with session and account."""
    if kind not in kinds.names():
        raise Http404
    asked = listing.read(request, kind)
    page = listing.found(request.viewer, asked)
    total = listing.total(request.viewer, asked, page)
    title = _("%(kind)s台账") % {"kind": kind_label(request.viewer, kind)}
    model = Register(
        head=Head(title=title, notices=_notices(asked)),
        title=title,
        views=_views(asked),
        filters=_filters(request.viewer, asked),
        table=table(request.viewer, asked, page.lines, empty=_empty(request.viewer, asked)),
        pager=_pager(asked, page, total),
        count=count_words(total),
        actions=_actions(request.viewer, asked),
        sorts=_sorts(asked),
    )
    note(request, page.lines, view=f"register:{kind}")
    return render(request, "desk/register.html", {"page": model})


def note(request: DeskRequest, shown: list[Line], view: str) -> None:
    """Lines whose titles are shown are a reading of their content (AUD-06)."""
    opened = [line.matter.id for line in shown if line.content]
    if opened:
        journal.note_reads(opened, officer=request.viewer.officer, view=view)


@require_POST
@for_officers
def search(request: DeskRequest, kind: str) -> HttpResponse:
    """Words never go into an address: they stay in the sealed session under a random name."""
    if kind not in kinds.names():
        raise Http404
    name = searching.remember(request.session, request.POST.get("q", ""))
    back = reverse("register", args=[kind])
    if name:
        journal.note("search", officer=request.viewer.officer, outcome="done", details={"kind": kind})
    return HttpResponseRedirect(f"{back}?{urlencode({'s': name})}" if name else back)


def _notices(asked: Asked) -> tuple[Notice, ...]:
    return (Notice(_("请至少输入两个相连的字再检索。"), "warn"),) if listing.too_short(asked) else ()


def _actions(viewer: Viewer, asked: Asked) -> tuple[Action, ...]:
    from mingjian.web.desk.opening import may_open

    query = asked.query() if asked.query() != "?" else ""
    found = (
        [Action(label=_("登记"), href=reverse("new", args=[asked.kind]), primary=True)]
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
    return tuple(_chosen(asked, [*_common(viewer, asked), *_more(viewer, asked)]))


def _filters(viewer: Viewer, asked: Asked) -> FilterBar:
    return FilterBar(
        action=reverse("register", args=[asked.kind]),
        search_action=reverse("search", args=[asked.kind]),
        searched=asked.words,
        fields=tuple(_common(viewer, asked)),
        more=tuple(_more(viewer, asked)),
        chosen=chosen(viewer, asked),
        clear=reverse("register", args=[asked.kind]),
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
    departments = {str(number): label for number, label in names("department_short").items()}
    fields.append(_select("department", _("承办部门"), departments, tuple(map(str, asked.department))))
    fields.append(_date("from", _("登记日自"), asked.opened_from))
    fields.append(_date("to", _("登记日至"), asked.opened_to))
    return fields


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
                found.append(Link(f"{item.label}＝{choice.label}", asked.query(**{item.name: ""})))
        if item.kind == "date" and item.value:
            found.append(Link(f"{item.label}＝{item.value}", asked.query(**{item.name: ""})))
    if asked.words:
        found.append(Link(_("检索＝%(words)s") % {"words": asked.words}, asked.query(s="")))
    return found


def table(
    viewer: Viewer, asked: Asked, page: list[Line], *, empty: Empty | None = None, printed: bool = False
) -> Table:
    """The lines of a register under its columns; on paper the heads are plain words."""
    shown = list(coded(viewer, asked.kind).items())[:SHOWN]
    columns = (
        Column(label=_("时限"), kind="lamp"),
        Column(label=_("编号和标题"), kind="head"),
        *(Column(label=declared.say(language()), essential=False) for _name, declared in shown),
        Column(label=_("环节")),
        Column(label=_("承办")),
        *((Column(label=_("登记日"), kind="day"), Column(label=_("到期"), kind="day")) if printed
          else (_sortable(asked, _("登记日"), "opened"), _sortable(asked, _("到期"), "due"))),
    )  # fmt: skip
    rows = tuple(_row(viewer, line, shown) for line in page)
    caption = _("%(kind)s台账") % {"kind": kind_label(viewer, asked.kind)}
    return Table(caption=caption, columns=columns, rows=rows, empty=empty)


def _row(viewer: Viewer, line: Line, shown: list[tuple[str, Any]]) -> Row:
    cells = [Cell(lamp=line.lamp), line.number_cell()]
    for name_, declared in shown:
        code = getattr(line.record, name_, None)
        codes = viewer.book.taxonomy(declared.codes).codes
        cells.append(Cell(words=codes[code].say(language()) if code in codes else ""))
    cells += [
        Cell(tag=line.step(viewer)),
        Cell(words=line.handled_by),
        Cell(day=line.matter.opened_on),
        Cell(day=line.due),
    ]
    return Row(cells=tuple(cells), key=str(line.matter.id), late=line.lamp.kind == "overdue")


def _sortable(asked: Asked, label: str, sort: str) -> Column:
    is_now = asked.sort == sort
    down = is_now and not asked.down
    href = asked.query(sort=sort if sort != "due" else "", down="1" if down else "")
    return Column(
        label=label,
        kind="day",
        sort=href,
        sorted=("descending" if asked.down else "ascending") if is_now else "",
    )


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
    return Pager(
        first=start + 1 if page.lines else 0,
        last=start + len(page.lines) if page.lines else 0,
        total=total if total is not None and total <= access.COUNT_LIMIT else None,
        before=before,
        after=after,
        sizes=tuple(
            Link(str(size), asked.query(size=size), current=size == asked.size) for size in sorted(SIZES)
        ),
    )


def count_words(total: int | None) -> str:
    """共38件; exact up to the limit of counting."""
    if total is None:
        return _("不止一页")
    if total > access.COUNT_LIMIT:
        return _("1万件以上")
    return ngettext("共%(n)s件", "共%(n)s件", total) % {"n": total}


def _empty(viewer: Viewer, asked: Asked) -> Empty:
    kind = kind_label(viewer, asked.kind)
    if asked.query() != "?":
        links = (Link(_("清除条件"), reverse("register", args=[asked.kind])),)
        return Empty(words=_("没有符合条件的%(kind)s。") % {"kind": kind}, links=links)
    usual = _("您所在部门承办的、您参与办理的和按职责可以查看的事项列在这里。")
    return Empty(words=_("还没有您可以查看的%(kind)s。") % {"kind": kind}, usual=usual,
                 links=(Link(_("回到工作台"), reverse("desk")),))  # fmt: skip
