"""The register of one kind: filters, search, keyset pages. Every kind uses these same few functions."""

import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mingjian.law.values import Unreadable, read_date
from mingjian.ledger import access, kinds
from mingjian.ledger.access import Key, Wanted
from mingjian.ledger.viewer import Viewer
from mingjian.web.desk.frames import kind_label, language
from mingjian.web.desk.lines import Line, lines
from mingjian.web.desk.names import names
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.desk.pages import FilterBar, Register
from mingjian.web.shared.fields import Choice, Field
from mingjian.web.shared.parts import Action, Cell, Column, Empty, Head, Link, Pager, Row, Table, View

SIZES = (50, 100, 20)
DUE = ("late", "near", "later")
_NEAR = 7  # days that the filter 将到期 looks ahead
SHOWN = 3  # coded columns of the record that a register shows


@dataclass(frozen=True)
class Asked:
    """What the address asks for: codes and dates only; typed words lie in the session under a random name."""

    kind: str
    step: tuple[str, ...] = ()
    due: str = ""
    handler: tuple[int, ...] = ()
    department: tuple[int, ...] = ()
    opened_from: date | None = None
    opened_to: date | None = None
    state: str = ""
    record: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    search: str = ""
    words: str = ""
    sort: str = "due"
    down: bool = False
    size: int = SIZES[0]
    after: Key | None = None
    shown: int = 0
    """How many rows the pages before this one had."""

    def query(self, **changes: Any) -> str:
        """The address of this list with some things changed; a page begins at its first row unless `after` is given."""
        now = {
            "step": self.step, "due": self.due, "handler": self.handler, "department": self.department,
            "from": self.opened_from, "to": self.opened_to, "state": self.state, **self.record, "s": self.search,
            "sort": self.sort if self.sort != "due" else "", "down": "1" if self.down else "",
            "size": self.size if self.size != SIZES[0] else "",
        }  # fmt: skip
        pairs = {name: value for name, value in {**now, **changes}.items() if value not in ("", None, (), 0)}
        return f"?{urlencode(pairs, doseq=True)}" if pairs else "?"


def read(request: DeskRequest, kind: str) -> Asked:
    """The filters of an address; what is not understood is left out, never guessed."""
    given = request.GET
    search = given.get("s", "")
    return Asked(
        kind=kind,
        step=tuple(value for value in given.getlist("step") if value),
        due=given.get("due", "") if given.get("due") in DUE else "",
        handler=_numbers(given.getlist("handler")),
        department=_numbers(given.getlist("department")),
        opened_from=_day(given.get("from")),
        opened_to=_day(given.get("to")),
        state=given.get("state", "") if given.get("state") in ("open", "ended") else "",
        record={name: tuple(v for v in given.getlist(name) if v) for name in coded(request.viewer, kind) if given.get(name)},
        search=search,
        words=request.session.get("searches", {}).get(search, ""),
        sort=given.get("sort", "due") if given.get("sort") in access.SORTS else "due",
        down=given.get("down") == "1",
        size=int(given["size"]) if given.get("size") in map(str, SIZES) else SIZES[0],
        after=_key(given.get("after")),
        shown=int(given["n"]) if given.get("n", "").isdigit() else 0,
    )


def wanted(asked: Asked, today: date) -> Wanted:
    """The filters as the ledger understands them."""
    due = {"late": (None, today - timedelta(days=1)), "near": (today, today + timedelta(days=_NEAR)),
           "later": (today + timedelta(days=_NEAR + 1), None)}.get(asked.due, (None, None))  # fmt: skip
    numberlike = asked.words if asked.words and _is_number(asked.words) else ""
    return Wanted(
        kind=asked.kind, step=asked.step, handler=asked.handler, department=asked.department, number=numberlike,
        opened_from=asked.opened_from, opened_to=asked.opened_to, due_from=due[0], due_to=due[1],
        is_open=True if asked.due else {"open": True, "ended": False}.get(asked.state),
        record=asked.record, match=_match(asked.words) if asked.words and not numberlike else None,
        sort=asked.sort, descending=asked.down,
    )  # fmt: skip


def coded(viewer: Viewer, kind: str) -> dict[str, Any]:
    """The record's columns that hold one code of a list: what can be chosen in filters, in the order of the lawbook."""
    fields = viewer.book.bound(kind, viewer.book.versions(kind)[-1].in_force).fields
    columns = kinds.kind(kind).columns
    return {name: declared for name, declared in fields.items() if declared.type == "code" and name in columns}


@for_officers
def register(request: DeskRequest, kind: str) -> HttpResponse:
    """The page of a register: at most eight statements with session and account."""
    if kind not in kinds.names():
        raise Http404
    asked = read(request, kind)
    page, more = found(request.viewer, asked)
    total = access.count(request.viewer, wanted(asked, request.viewer.on))
    model = Register(
        head=Head(title=_("%(kind)s台账") % {"kind": kind_label(request.viewer, kind)}),
        title=_("%(kind)s台账") % {"kind": kind_label(request.viewer, kind)},
        views=_views(asked),
        filters=_filters(request.viewer, asked),
        table=_table(request.viewer, asked, page),
        pager=_pager(asked, page, more, total),
        count=_count(total),
        actions=_actions(request.viewer, kind),
        sorts=_sorts(asked),
    )
    return render(request, "desk/register.html", {"page": model})


def found(viewer: Viewer, asked: Asked) -> tuple[list[Line], bool]:
    """The lines of one page; a page of hits in sealed text is checked against the opened text."""
    hits, more = access.page(viewer, wanted(asked, viewer.on), size=asked.size, after=asked.after)
    page = lines(viewer, hits)
    if asked.words and not _is_number(asked.words):
        from mingjian.ledger.search import recheck

        kept = recheck([line.matter for line in page], asked.words)
        page = [line for line in page if line.matter.id in kept]
    return page, more


@require_POST
@for_officers
def search(request: DeskRequest, kind: str) -> HttpResponse:
    """Words never go into an address: they stay in the sealed session under a random name."""
    words = request.POST.get("q", "").strip()[:200]
    back = reverse("register", args=[kind])
    if not words:
        return HttpResponseRedirect(back)
    kept = dict(list(request.session.get("searches", {}).items())[-9:])
    number = secrets.token_hex(8)
    request.session["searches"] = {**kept, number: words}
    return HttpResponseRedirect(f"{back}?{urlencode({'s': number})}")


def _match(words: str) -> Any:
    from mingjian.ledger.search import matching

    return matching(words)


def _is_number(words: str) -> bool:
    """Whether what was typed looks like a document number: digits, or the brackets round a year."""
    return "〔" in words or any(sign.isdigit() for sign in words)


def _actions(viewer: Viewer, kind: str) -> tuple[Action, ...]:
    from mingjian.web.desk.opening import may_open

    found = [Action(label=_("登记"), href=reverse("new", args=[kind]), primary=True)] if may_open(viewer, kind) else []
    return (*found, Action(label=_("导出…"), href=reverse("export", args=[kind])))


def _views(asked: Asked) -> tuple[View, ...]:
    base = reverse("register", args=[asked.kind])
    product = ((_("全部"), ""), (_("在办"), "?state=open"), (_("超期"), "?due=late"), (_("将到期"), "?due=near"), (_("已办结"), "?state=ended"))
    here = asked.query(after=None)
    return tuple(View(Link(label, base + query, current=(query or "?") == here)) for label, query in product)


def _filters(viewer: Viewer, asked: Asked) -> FilterBar:
    bound = viewer.book.bound(asked.kind, viewer.book.versions(asked.kind)[-1].in_force)
    fields = [_select("step", _("环节"), {name: step.say(language()) for name, step in bound.steps.items()}, asked.step)]
    due = {"late": _("超期"), "near": _("将到期"), "later": _("在期")}
    fields.append(_select("due", _("时限"), due, (asked.due,)))
    departments = {str(number): label for number, label in names("department_short").items()}
    fields.append(_select("department", _("承办部门"), departments, tuple(map(str, asked.department))))
    fields.append(_date("from", _("登记日自"), asked.opened_from))
    fields.append(_date("to", _("登记日至"), asked.opened_to))
    more = [_coded(viewer, name, declared, asked) for name, declared in coded(viewer, asked.kind).items()]
    return FilterBar(
        action=reverse("register", args=[asked.kind]),
        search_action=reverse("search", args=[asked.kind]),
        searched=asked.words,
        fields=tuple(fields),
        more=tuple(more),
        chosen=tuple(_chosen(asked, [*fields, *more])),
        clear=reverse("register", args=[asked.kind]),
    )


def _coded(viewer: Viewer, name: str, declared: Any, asked: Asked) -> Field:
    codes = viewer.book.taxonomy(declared.codes).codes
    labels = {code: item.say(language()) for code, item in codes.items()}
    return _select(name, declared.say(language()), labels, tuple(asked.record.get(name, ())))


def _select(name: str, label: str, labels: Mapping[str, str], chosen: tuple[str, ...]) -> Field:
    choices = [Choice("", _("任意"), not any(chosen))]
    choices += [Choice(value, said, value in chosen) for value, said in labels.items()]
    return Field(name=name, label=label, kind="code", required=False, width="short", choices=tuple(choices))


def _date(name: str, label: str, value: date | None) -> Field:
    return Field(name=name, label=label, kind="date", required=False, value=value.isoformat() if value else "")


def _chosen(asked: Asked, fields: list[Field]) -> list[Link]:
    found = []
    for item in fields:
        for choice in item.choices:
            if choice.chosen and choice.value:
                found.append(Link(f"{item.label}＝{choice.label}", asked.query(**{item.name: ""}, after=None)))
        if item.kind == "date" and item.value:
            found.append(Link(f"{item.label}＝{item.value}", asked.query(**{item.name: ""}, after=None)))
    if asked.words:
        found.append(Link(_("检索＝%(words)s") % {"words": asked.words}, asked.query(s="", after=None)))
    return found


def _table(viewer: Viewer, asked: Asked, page: list[Line]) -> Table:
    shown = list(coded(viewer, asked.kind).items())[:SHOWN]
    columns = [
        Column(label=_("时限"), kind="lamp"),
        Column(label=_("编号和标题"), kind="head"),
        *(Column(label=declared.say(language()), essential=False) for _name, declared in shown),
        Column(label=_("环节")),
        Column(label=_("承办")),
        _sortable(asked, _("登记日"), "opened"),
        _sortable(asked, _("到期"), "due"),
    ]
    records = kinds.kind(asked.kind).record.objects.in_bulk([line.matter.id for line in page]) if shown else {}
    rows = tuple(_row(viewer, line, records.get(line.matter.id), shown) for line in page)
    return Table(caption=_("%(kind)s台账") % {"kind": kind_label(viewer, asked.kind)}, columns=tuple(columns), rows=rows,
                 empty=_empty(viewer, asked))  # fmt: skip


def _row(viewer: Viewer, line: Line, record: Any, shown: list[tuple[str, Any]]) -> Row:
    cells = [Cell(lamp=line.lamp), line.number_cell()]
    for name_, declared in shown:
        code = getattr(record, name_, None)
        codes = viewer.book.taxonomy(declared.codes).codes
        cells.append(Cell(words=codes[code].say(language()) if code in codes else ""))
    cells += [Cell(tag=line.step(viewer)), Cell(words=line.handled_by), Cell(day=line.matter.opened_on), Cell(day=line.due)]
    return Row(cells=tuple(cells), key=str(line.matter.id), late=line.lamp.kind == "overdue")


def _sortable(asked: Asked, label: str, sort: str) -> Column:
    is_now = asked.sort == sort
    down = is_now and not asked.down
    href = asked.query(sort=sort if sort != "due" else "", down="1" if down else "", after=None)
    return Column(label=label, kind="day", sort=href, sorted=("descending" if asked.down else "ascending") if is_now else "")


def _sorts(asked: Asked) -> tuple[Link, ...]:
    return (
        Link(_("按到期先后"), asked.query(sort="", down=""), current=asked.sort == "due"),
        Link(_("按登记先后"), asked.query(sort="opened", down=""), current=asked.sort == "opened" and not asked.down),
        Link(_("新登记的在前"), asked.query(sort="opened", down="1"), current=asked.sort == "opened" and asked.down),
    )


def _pager(asked: Asked, page: list[Line], more: bool, total: int) -> Pager:
    after = ""
    if more and page:
        last = page[-1].matter
        key = _written(Key(last.opened_on if asked.sort == "opened" else last.due_on, last.id))
        after = asked.query(after=key, n=asked.shown + len(page))
    return Pager(
        first=asked.shown + 1 if page else 0,
        last=asked.shown + len(page),
        total=total if total <= access.COUNT_LIMIT else None,
        before=asked.query(after=None) if asked.after else "",
        after=after,
        sizes=tuple(Link(str(size), asked.query(size=size, after=None), current=size == asked.size) for size in sorted(SIZES)),
    )


def _count(total: int) -> str:
    if total > access.COUNT_LIMIT:
        return _("1万件以上")
    return ngettext("共%(n)s件", "共%(n)s件", total) % {"n": total}


def _empty(viewer: Viewer, asked: Asked) -> Empty:
    kind = kind_label(viewer, asked.kind)
    if asked.query(after=None) != "?":
        links = (Link(_("清除条件"), reverse("register", args=[asked.kind])),)
        return Empty(words=_("没有符合条件的%(kind)s。") % {"kind": kind}, links=links)
    usual = _("您所在部门承办的、您参与办理的和按职责可以查看的事项列在这里。")
    return Empty(words=_("还没有您可以查看的%(kind)s。") % {"kind": kind}, usual=usual,
                 links=(Link(_("回到工作台"), reverse("desk")),))  # fmt: skip


def _numbers(values: list[str]) -> tuple[int, ...]:
    return tuple(int(value) for value in values if value.isdigit())


def _day(value: str | None) -> date | None:
    try:
        return read_date(value) if value else None
    except Unreadable:
        return None


def _written(key: Key) -> str:
    return base64.urlsafe_b64encode(json.dumps([key.sort.isoformat(), key.id.hex]).encode()).decode().rstrip("=")


def _key(text: str | None) -> Key | None:
    """Where a page begins; an address that somebody has damaged begins at the first row."""
    if not text:
        return None
    try:
        day, number = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        return Key(date.fromisoformat(day), UUID(number))
    except (ValueError, TypeError):
        return None


