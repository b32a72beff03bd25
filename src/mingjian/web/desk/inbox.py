"""What waits for my word, what I have agreed to or returned, and what I have proposed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mingjian.law.lawbook import Bound
from mingjian.ledger import access, instant, journal, mine
from mingjian.ledger.access import Hit
from mingjian.ledger.models import Proposal
from mingjian.ledger.viewer import Viewer
from mingjian.web.account.live import is_office
from mingjian.web.desk import circulated, paging, proposals
from mingjian.web.desk.frames import told
from mingjian.web.desk.lines import Line, lines
from mingjian.web.desk.names import name
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.desk.pages import Approvals
from mingjian.web.desk.proposals import Told
from mingjian.web.shared import phrases
from mingjian.web.shared.parts import Cell, Column, Empty, Head, Link, Pager, Row, Table

SIZE = 50
TABS = ("waiting", "circulated", "agreed", "returned", "proposed")
_CODES = {"agreed": ("approve",), "returned": ("return",), "proposed": ()}


@for_officers
def approvals(request: DeskRequest) -> HttpResponse:
    """One list at a time; what waits stands first, in the order of deadlines."""
    viewer, tab = request.viewer, request.GET.get("tab", "")
    if is_office(viewer):
        raise Http404
    tab = tab if tab in TABS else "waiting"
    waiting = access.waiting_for(viewer) if tab == "waiting" else []
    count = len(waiting) if tab == "waiting" else len(access.waiting(viewer))
    papers = circulated.to_read(viewer)
    if tab == "waiting":
        table, pager = waiting_table(viewer, waiting), None
        if waiting:
            journal.note_reads({item.matter_id for item in waiting}, officer=viewer.officer, view="approvals")
    elif tab == "circulated":
        table, pager = circulated.table(viewer, papers), None
        if papers:
            journal.note_reads([matter.id for matter in papers], officer=viewer.officer, view="circulated")
    else:
        before = request.GET.get("n", "")
        start = int(before) if before.isdecimal() and len(before) < 8 else 0
        table, pager = _past(viewer, tab, paging.read_instant(request.GET.get("after")), start)
    head = Head(title=_("待我审批"), notices=told(request))
    reading = reverse("take_note") if tab == "circulated" and papers else ""
    page = Approvals(
        head=head, tabs=_tabs(tab, count, len(papers)), table=table, count=count, pager=pager, reading=reading
    )
    return render(request, "desk/approvals.html", {"page": page})


def _tabs(tab: str, count: int, papers: int) -> tuple[Link, ...]:
    labels = {
        "waiting": _("待批"),
        "circulated": _("待阅"),
        "agreed": _("已批"),
        "returned": _("我退回的"),
        "proposed": _("我呈报的"),
    }
    here = reverse("approvals")
    return tuple(
        Link(
            label,
            f"{here}?tab={code}" if code != "waiting" else here,
            current=code == tab,
            count={"waiting": count, "circulated": papers}.get(code),
        )
        for code, label in labels.items()
    )


def waiting_table(viewer: Viewer, waiting: Sequence[Proposal]) -> Table:
    """The proposals that wait for his word, the soonest deadline first."""
    known = proposals.told((item.matter_id, item.seq) for item in waiting)
    matters = list(dict.fromkeys(item.matter_id for item in waiting))
    listed = {line.matter.id: line for line in lines(viewer, [Hit(one, True) for one in matters])}
    rows = tuple(
        _row(viewer, item, known[item.matter_id, item.seq], listed[item.matter_id]) for item in waiting
    )
    columns = (
        Column(label=_("时限"), kind="lamp"),
        Column(label=_("事项"), kind="head"),
        Column(label=_("请求")),
        Column(label=_("呈报人"), kind="name"),
        Column(label=_("前手意见"), essential=False),
        Column(label=_("等候")),
    )
    empty = Empty(words=_("没有等您审批的事项。"), usual=_("呈报到您这一级的请求列在这里，先到期的在前。"),
                  links=(Link(_("回到工作台"), reverse("desk")),))  # fmt: skip
    return Table(caption=_("待我审批，按到期先后"), columns=columns, rows=rows, empty=empty)


def _row(viewer: Viewer, item: Proposal, told: Told, line: Line) -> Row:
    bound = viewer.book.bound(item.matter.kind, item.matter.procedure)
    by = (name("department_short", item.matter.department_id), name("officer", item.proposed_by_id))
    cells = (
        Cell(lamp=line.lamp),
        Cell(
            words=item.matter.number,
            href=reverse("approval", args=[item.matter_id, item.seq]),
            sub=line.title,
        ),
        Cell(words=proposals.request(viewer, bound, item.code, told.act["details"])),
        Cell(words=" ".join(part for part in by if part)),
        Cell(words=_before(viewer, told)),
        Cell(words=_waited(told.last["recorded_at"])),
    )
    return Row(cells=cells, key=f"{item.matter_id}-{item.seq}", late=line.lamp.kind == "overdue")


def _before(viewer: Viewer, told: Told) -> str:
    """The opinion given last: by which power."""
    if not told.opinions:
        return ""
    given = len(told.opinions) - 1
    asked = told.chain[given] if given < len(told.chain) else ""
    return (
        phrases.begun(_("%(power)s 同意") % {"power": proposals.power(viewer.book, asked)}) if asked else ""
    )


def _waited(since: datetime) -> str:
    hours = int((instant.now() - since).total_seconds() // 3600)
    if not hours:
        return _("不足1小时")
    if hours < 24:
        return ngettext("%(n)s小时", "%(n)s小时", hours) % {"n": hours}
    return ngettext("%(n)s天", "%(n)s天", hours // 24) % {"n": hours // 24}


def _past(
    viewer: Viewer, tab: str, after: tuple[datetime, UUID] | None, start: int
) -> tuple[Table, Pager | None]:
    own = mine.written(
        viewer, size=SIZE + 1, by_me=True, codes=_CODES[tab], proposals=tab == "proposed", after=after
    )
    shown = own[:SIZE]
    pairs = [(item.matter, item.seq if tab == "proposed" else item.about or 0) for item in shown]
    known = proposals.told(pairs)
    rows = tuple(
        _past_row(viewer, item, known.get(pair), tab) for item, pair in zip(shown, pairs, strict=True)
    )
    columns = (
        Column(label=_("事项"), kind="head"),
        Column(label=_("请求")),
        Column(label=_("呈报人"), kind="name", essential=False),
        Column(label=_("现在")),
        Column(label=_("办理日期"), kind="day"),
    )
    empty = Empty(words=_("还没有这样的记录。"), links=(Link(_("看待批"), reverse("approvals")),))
    caption = {
        "agreed": _("我同意的呈报，新的在前"),
        "returned": _("我退回的呈报，新的在前"),
        "proposed": _("我呈报的，新的在前"),
    }[tab]
    table = Table(caption=caption, columns=columns, rows=rows, empty=empty)
    last = start + len(shown)
    more = (
        f"?tab={tab}&after={paging.written([shown[-1].recorded_at], shown[-1].id)}&n={last}"
        if len(own) > SIZE
        else ""
    )
    pager = (
        Pager(first=start + 1, last=last, before=f"?tab={tab}" if after else "", after=more)
        if more or after
        else None
    )
    return table, pager


def _past_row(viewer: Viewer, item: mine.Written, told: Told | None, tab: str) -> Row:
    bound = viewer.book.bound(item.kind, item.procedure)
    seq = item.seq if tab == "proposed" else item.about
    # A proposer may by now see the line only: the matter's own page decides what it shows.
    href = (
        f"{reverse('matter', args=[item.matter])}#a{seq}"
        if tab == "proposed"
        else reverse("approval", args=[item.matter, seq])
    )
    asked = proposals.request(viewer, bound, told.act["code"], told.act["details"]) if told else ""
    cells = (
        Cell(words=item.number, href=href),
        Cell(words=asked),
        Cell(words=name("officer", told.act["officer_id"]) if told else ""),
        Cell(words=state(viewer, bound, told) if told else ""),
        Cell(day=item.on),
    )
    return Row(cells=cells, key=str(item.id))


def state(viewer: Viewer, bound: Bound, told: Told) -> str:
    """Where a proposal stands: who is asked next, or how it ended."""
    last = told.opinions[-1]["code"] if told.opinions else ""
    if last in ("return", "withdraw"):
        return proposals.act_label(bound, last)
    given = len(told.opinions)
    if given < len(told.chain):
        return _("待%(power)s审批") % {"power": proposals.power(viewer.book, told.chain[given])}
    return _("已批准")
