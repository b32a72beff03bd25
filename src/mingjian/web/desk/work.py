"""The desk: what is due, soonest first, over all kinds of matter; by post also what is late in one's departments."""

from collections import Counter
from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.running import Running
from mingjian.ledger import access, instant, journal, mine
from mingjian.ledger.access import Hit, Key
from mingjian.ledger.mine import Open
from mingjian.ledger.viewer import Viewer
from mingjian.web.account.live import is_office
from mingjian.web.desk import circulated, clocks, drafting, inbox, paging, panels
from mingjian.web.desk.due import due
from mingjian.web.desk.frames import kind_label, language, told
from mingjian.web.desk.lines import Line, leading, lines, shown_day
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.desk.pages import Beside, Desk, LampCount
from mingjian.web.desk.scopes import Asked, read, scopes, usual
from mingjian.web.office.desk import desk as office
from mingjian.web.shared.lamps import Lamp
from mingjian.web.shared.parts import (
    Cell,
    Column,
    Empty,
    Head,
    Link,
    Month,
    Notice,
    Pager,
    Row,
    Table,
    Tag,
)

SIZE = 50
_GROUP = {"today": "near", "done": "none"}  # a right whose time is over limits nothing any more


@for_officers
def desk(request: DeskRequest) -> HttpResponse:
    """The first page after signing in. Administrators and auditors see no matters (architecture: separate posts)."""
    viewer = request.viewer
    if is_office(viewer):
        return office(request)
    sheet = Sheet(viewer, read(request))
    page = sheet.page(told(request))
    shown = [line.matter.id for line in sheet.lines if line.content]
    if shown:
        journal.note_reads(shown, officer=viewer.officer, view="desk")
    if page.waiting is not None:
        journal.note_reads({item.matter for item in sheet.waiting}, officer=viewer.officer, view="approvals")
    return render(request, "desk/desk.html", {"page": page})


@for_officers
def beside(request: DeskRequest) -> HttpResponse:
    """What stands below the list: written lately, drafts, the days ahead. Loaded into the desk, or a page of its own."""
    sheet = Sheet(request.viewer, read(request))
    page = Beside(
        head=Head(title=_("最近写入"), crumbs=(Link(_("工作台"), reverse("desk")), Link(_("最近写入"), ""))),
        written=panels.lately(request.viewer),
        calendar=panels.weeks(request.viewer, sheet.work, sheet.waiting),
        drafts=drafting.left(request.viewer),
        subscribe=reverse("reminding") + "#feed",
    )
    template = "desk/beside.html" if request.htmx else "desk/beside_page.html"
    return render(request, template, {"page": page})


def today(viewer: Viewer) -> str:
    on = viewer.on
    day = on.isoformat() if language() == "en" else f"{on.year}年{on.month}月{on.day}日"
    kind = _("工作日") if viewer.book.calendar.is_working(on) else _("休息日")
    words = {
        "day": day,
        "weekday": Month(label="").weekdays[on.weekday()],
        "week": on.isocalendar().week,
        "kind": kind,
    }
    return _("今天%(day)s 星期%(weekday)s · 第%(week)s周 · %(kind)s") % words


class Sheet:
    """The work in question, read once: list, lamp line, departments and calendar all come from it."""

    def __init__(self, viewer: Viewer, asked: Asked) -> None:
        self.viewer, self.asked = viewer, asked
        whose = "unit" if asked.whose == "unassigned" else asked.whose
        self.work = mine.pile(viewer, whose)  # type: ignore[arg-type]
        if asked.whose == "unassigned":
            self.work = [item for item in self.work if item.handler is None and item.asked is None]
        self.shown = {item.id: leading(item.clocks, item.due_on, viewer.book) for item in self.work}
        self.grouped = [(item, _group(viewer, self.shown[item.id])) for item in self.work]
        self.lines: list[Line] = []

    @cached_property
    def waiting(self) -> list[access.Waiting]:
        """The proposals that wait for his word."""
        return access.waiting(self.viewer)

    @cached_property
    def todo(self) -> list[Open]:
        return [item for item in self.work if item.asked is None]

    @cached_property
    def listed(self) -> list[Open]:
        """The matters of the list, all its pages: of the tab, or of the lamp or department that was chosen."""
        asked = self.asked
        if self._is_narrowed():
            found = [item for item, group in self.grouped if group == (asked.lamp or group)]
            if asked.department is not None:
                found = [item for item in found if (item.department or 0) == asked.department]
            if asked.days is not None:
                found = [item for item in found if panels.days_left(self.viewer, item) == asked.days]
        else:
            found = (
                self.todo if asked.tab == "todo" else [item for item in self.work if item.asked is not None]
            )
        return sorted(found, key=self._key)

    def _is_narrowed(self) -> bool:
        """A lamp, a department or a number of the heat map was chosen: no tab is."""
        return bool(self.asked.lamp) or self.asked.department is not None or self.asked.days is not None

    def _key(self, item: Open) -> Key:
        """By the day that its line shows, or by registration; the oldest first."""
        day = shown_day(self.shown[item.id], item.due_on)
        return Key((day, item.opened_on) if self.asked.sort == "due" else (item.opened_on,), item.id)

    def page(self, notices: tuple[Notice, ...] = ()) -> Desk:
        asked, viewer = self.asked, self.viewer
        rest = [item for item in self.listed if asked.after is None or self._key(item) > asked.after]
        table = panels.done(viewer) if asked.tab == "done" else self._table(rest[:SIZE])
        is_wide = asked.whose in ("department", "unit") and len({item.department for item in self.work}) > 1
        return Desk(
            head=Head(title=_("我的工作"), notices=notices),
            today=today(viewer),
            lamps=self._lamps(),
            tabs=self._tabs(),
            table=table,
            scopes=self._scopes(),
            sorts=self._sorts() if asked.tab != "done" else (),
            pager=self._pager(rest) if table.rows and asked.tab != "done" else None,
            waiting=inbox.waiting_table(viewer, access.proposals_of(self.waiting))
            if self._begins_with_approvals and self.waiting
            else None,
            overview=panels.overview(self.grouped, self._address) if is_wide else None,
            heat=panels.heat(viewer, self.work, self._address)
            if asked.whose == "unit" and self.work
            else None,
            beside=f"{reverse('beside')}{Asked(asked.whose).query()}",
        )

    def _address(self, **changes: Any) -> str:
        return Asked(self.asked.whose).query(**changes)

    def _lamps(self) -> tuple[LampCount, ...]:
        counts = Counter(group for _item, group in self.grouped)
        shown = (
            (Lamp("overdue", _("红灯")), _("件超期")),
            (Lamp("near", _("黄灯")), _("件将到期")),
            (Lamp("running", _("绿灯")), _("件在期")),
            (Lamp("reference", _("参考")), _("件")),
            (Lamp("paused", _("已暂停")), _("件")),
            (Lamp("none", _("无时限")), _("件")),
        )
        found = tuple(
            LampCount(lamp, label, counts[lamp.kind], self._address(lamp=lamp.kind),
                      current=self.asked.lamp == lamp.kind and self.asked.department is None)
            for lamp, label in shown
        )  # fmt: skip
        return (*found, *self._late_in_department())

    def _late_in_department(self) -> tuple[LampCount, ...]:
        """What is late in his department, for a head who looks at his own work."""
        if self.asked.whose != "mine" or not any(post.post == "head" for post in self.viewer.posts):
            return ()
        late = mine.late(self.viewer, "department", instant.now())
        address = Asked("department").query(lamp="overdue")
        return (LampCount(Lamp("overdue", _("本室红灯")), _("件"), late, address),)

    def _tabs(self) -> tuple[Link, ...]:
        asked = self.asked
        here = "" if self._is_narrowed() else asked.tab
        found = [
            Link(_("待办"), self._address(), current=here == "todo", count=len(self.todo)),
            Link(
                _("在办（等他人）"),
                self._address(tab="waiting"),
                current=here == "waiting",
                count=len(self.work) - len(self.todo),
            ),
            Link(_("已办"), self._address(tab="done"), current=here == "done"),
        ]
        approvals = Link(_("待批"), reverse("approvals"), count=len(self.waiting))
        papers = f"{reverse('approvals')}?tab=circulated"
        reading = Link(_("待阅"), papers, count=len(circulated.to_read(self.viewer)))
        if self._begins_with_approvals:
            return (approvals, reading, *found)
        return (found[0], approvals, reading, *found[1:])

    @property
    def _begins_with_approvals(self) -> bool:
        return usual(self.viewer) != "mine"

    @property
    def _leads(self) -> bool:
        return any(post.post == "leader_in_charge" for post in self.viewer.posts)

    def _scopes(self) -> tuple[Link, ...]:
        labels = {
            "mine": _("我的"),
            "department": _("分管部门") if self._leads else _("本室"),
            "unit": _("全机关"),
            "unassigned": _("待分办"),
        }
        open_to = scopes(self.viewer)
        links = tuple(
            Link(labels[name], Asked(name).query(), current=name == self.asked.whose) for name in open_to
        )
        return links if len(links) > 1 else ()

    def _sorts(self) -> tuple[Link, ...]:
        sort = self.asked.sort
        return (
            Link(_("按到期先后"), self.asked.query(sort=""), current=sort == "due"),
            Link(_("按登记先后"), self.asked.query(sort="opened"), current=sort == "opened"),
        )

    def _table(self, items: list[Open]) -> Table:
        running = {item.id: item.clocks for item in items}
        self.lines = lines(self.viewer, [Hit(item.id, item.content) for item in items], running)
        asked = {item.id: item.asked for item in items}
        alone = self.asked.whose == "mine"
        columns = [
            Column(label=_("时限"), kind="lamp"),
            Column(label=_("事项"), kind="head"),
            Column(label=_("种类"), essential=False),
            Column(label=_("环节")),
            Column(label=_("要做什么")),
            *([] if alone else [Column(label=_("承办"), kind="name", essential=False)]),
            Column(label=_("到期"), kind="day"),
        ]
        rows = tuple(self._row(line, asked[line.matter.id], alone=alone) for line in self.lines)
        return Table(caption=_("事项，按到期先后") if self.asked.sort == "due" else _("事项，按登记先后"), columns=tuple(columns),
                     rows=rows, empty=self._empty())  # fmt: skip

    def _row(self, line: Line, asked: str | None, *, alone: bool) -> Row:
        cells = [
            Cell(lamp=line.lamp),
            line.number_cell(),
            Cell(words=kind_label(self.viewer, line.matter.kind)),
            Cell(tag=line.step(self.viewer)),
            self._waiting(asked) if asked else due(self.viewer, line.matter),
            *([] if alone else [Cell(words=line.handled_by)]),
            Cell(day=line.due),
        ]
        return Row(cells=tuple(cells), key=str(line.matter.id), late=line.lamp.kind == "overdue")

    def _waiting(self, asked: str) -> Cell:
        power = self.viewer.book.power(asked.partition(":")[0]).say(language())
        return Cell(tag=Tag(_("待%(power)s审批") % {"power": power}, "info"))

    def _empty(self) -> Empty:
        if self._is_narrowed():
            return Empty(words=_("没有符合条件的事项。"), links=(Link(_("看全部待办"), self._address()),))
        if self.asked.tab == "waiting":
            return Empty(
                words=_("没有等待他人的事项。"),
                usual=_("呈报审批后，尚未批下的事项列在这里。"),
                links=(Link(_("看待办"), self._address()),),
            )
        ahead = min((item.due_on for item in self.work), default=None)
        usual_words = (
            _("最近的期限：%(day)s。") % {"day": ahead}
            if ahead and ahead.year < 9999
            else _("分给您承办的、无人承办而可由您办的事项列在这里，先到期的在前。")
        )
        others = (Link(_("去看在办事项"), self._address(tab="waiting")),)
        if self.asked.whose == "mine" and "department" in scopes(self.viewer):
            label = _("看分管部门的事项") if self._leads else _("看本室的事项")
            others = (*others, Link(label, Asked("department").query()))
        return Empty(words=_("目前没有要您办理的事项。"), usual=usual_words, links=others)

    def _pager(self, rest: list[Open]) -> Pager:
        first, total = len(self.listed) - len(rest), len(self.listed)
        shown = min(SIZE, len(rest))
        after = (
            self.asked.query(after=paging.written(*self._key(rest[shown - 1]))) if len(rest) > SIZE else ""
        )
        before = ""
        if first:
            start = max(0, first - SIZE)
            before = (
                self.asked.query(after=paging.written(*self._key(self.listed[start - 1])))
                if start
                else self.asked.query()
            )
        return Pager(first=first + 1, last=first + shown, total=total, before=before, after=after)


def _group(viewer: Viewer, clock: Running | None) -> str:
    """The part of the lamp line to which a matter belongs, by the clock that its line shows."""
    kind = clocks.lamp_of(clock, viewer.book, viewer.on).kind if clock else "none"
    return _GROUP.get(kind, kind)
