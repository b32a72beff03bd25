"""The search in the header: all kinds of matter within reach, by number or by words; what was typed is posted."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mingjian.ledger import access, journal, kinds
from mingjian.ledger.access import Wanted
from mingjian.ledger.models import Matter
from mingjian.ledger.viewer import Viewer
from mingjian.web.desk import registers, searching
from mingjian.web.desk.frames import kind_label
from mingjian.web.desk.lines import Line, lines
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.shared.parts import Cell, Column, Empty, Head, Link, Notice, Row, Table

EACH = 20  # lines of one kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What was found of one kind; `more` leads to its register with the same search."""

    table: Table
    more: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """desk/find.html: what was found, by kind."""

    head: Head
    action: str
    words: str
    count: str
    groups: tuple[Group, ...]
    empty: Empty | None = None


@for_officers
def find(request: DeskRequest) -> HttpResponse:
    """POST keeps what was typed and goes on to the result, or straight to the matter that has just this number."""
    if request.method == "POST":
        return _asked(request)
    name = request.GET.get("s", "")
    words = searching.recall(request.session, name)
    too_short = bool(words) and not searching.number(words) and searching.match(words) is None
    found = {} if not words or too_short else _found(request.viewer, words)
    groups = tuple(
        _group(request.viewer, kind, shown, name, more=more) for kind, (shown, more) in found.items()
    )
    shown = [line for group, _more in found.values() for line in group]
    if words:
        journal.note(
            "search",
            officer=request.viewer.officer,
            outcome="done",
            details={"kind": "all", "hits": len(shown)},
        )
    registers.note(request, shown, view="find")
    notice = (Notice(_("请至少输入两个相连的字再检索。"), "warn"),) if too_short else ()
    page = Finding(
        head=Head(title=_("找事项"), notices=notice),
        action=reverse("find"),
        words=words,
        count=ngettext("找到%(n)s件", "找到%(n)s件", len(shown)) % {"n": len(shown)},
        groups=groups,
        empty=None if groups else _empty(words),
    )
    return render(request, "desk/find.html", {"page": page})


def _asked(request: DeskRequest) -> HttpResponse:
    typed = request.POST.get("q", "")
    number = searching.number(typed)
    exact = Matter.objects.filter(number=number).first() if number else None
    if exact is not None and access.reach(request.viewer, exact).line:
        return HttpResponseRedirect(reverse("matter", args=[exact.id]))
    name = searching.remember(request.session, typed)
    return HttpResponseRedirect(f"{reverse('find')}?{urlencode({'s': name})}" if name else reverse("find"))


def _found(viewer: Viewer, words: str) -> dict[str, tuple[list[Line], bool]]:
    """By kind the first lines and whether there are more. One statement for all kinds, two or three for all lines."""
    number = searching.number(words)
    match = None if number else searching.match(words)
    asked = (
        Wanted(kind, number=number, match=match, sort="opened", descending=True) for kind in kinds.names()
    )
    by_kind: dict[str, list[Line]] = {kind: [] for kind in kinds.names()}
    for line in lines(viewer, access.pages(viewer, asked, size=EACH + 1)):
        by_kind[line.matter.kind].append(line)
    shown = [line for found in by_kind.values() for line in found[:EACH]]
    kept = {line.matter.id for line in shown}
    if not number:
        kept = searching.holding([line.matter for line in shown], words)
    found = {
        kind: ([line for line in some[:EACH] if line.matter.id in kept], len(some) > EACH)
        for kind, some in by_kind.items()
    }
    return {kind: group for kind, group in found.items() if group[0]}


def _group(viewer: Viewer, kind: str, shown: Sequence[Line], name: str, *, more: bool) -> Group:
    columns = (
        Column(label=_("时限"), kind="lamp"),
        Column(label=_("编号和标题"), kind="head"),
        Column(label=_("环节")),
        Column(label=_("承办"), kind="name"),
        Column(label=_("登记日"), kind="day"),
    )
    rows = tuple(
        Row(cells=(Cell(lamp=line.lamp), line.number_cell(), Cell(tag=line.step(viewer)), Cell(words=line.handled_by),
                   Cell(day=line.matter.opened_on)), key=str(line.matter.id), late=line.lamp.kind == "overdue")
        for line in shown
    )  # fmt: skip
    register = f"{reverse('register', args=[kind])}?{urlencode({'s': name})}"
    label = _("还有更多，到台账中看全部") if more else _("在台账中打开")
    return Group(
        table=Table(caption=kind_label(viewer, kind), columns=columns, rows=rows), more=Link(label, register)
    )


def _empty(words: str) -> Empty:
    if not words:
        return Empty(words=_("请输入编号、标题或者正文中的词。"), usual=_("人员不在此查找。"))
    return Empty(
        words=_("没有找到您可以查看的事项。"),
        usual=_("编号可以只写一部分，如〔2026〕128；词语至少两个字。人员不在此查找。"),
        links=(Link(_("回到工作台"), reverse("desk")),),
    )
