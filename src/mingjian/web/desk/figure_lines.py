"""Records behind a figure as lines: number, kind, step, dates; titles only of matters whose content lies within reach."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.ledger import access
from mingjian.ledger.access import Hit, Sql, Wanted
from mingjian.ledger.history import placeholders
from mingjian.ledger.models import Matter
from mingjian.ledger.rows import table
from mingjian.ledger.sealing import title
from mingjian.ledger.viewer import Viewer
from mingjian.parties.models import Tenure
from mingjian.parties.persons import organisation_name
from mingjian.statistics.asking import Record
from mingjian.statistics.records import LAST
from mingjian.web.desk.frames import kind_label, language
from mingjian.web.desk.lines import lines
from mingjian.web.desk.names import name
from mingjian.web.shared.parts import Cell, Column, Empty, Head, Link, Row, Table, Tag

_MATTER = table(Matter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """desk/figure_records.html: what a number counts, a page at a time."""

    head: Head
    title: str
    lead: str
    count: str
    table: Table
    start: str = ""
    following: str = ""
    exporting: str = ""


class Reach(NamedTuple):
    """The matters that the officer may know of, and those of them whose content he may read."""

    matters: dict[UUID, Matter]
    content: set[UUID]


def records_page(
    viewer: Viewer,
    found: Sequence[Record],
    *,
    title: str,
    count: str,
    back: str,
    lead: str,
    start: str = "",
    following: str = "",
    exporting: str = "",
    above: tuple[Link, ...] = (),
) -> Records:
    """The page of these records; a fixed number of statements, whatever their number. `above`: where the number stands."""
    above = above or (Link(_("数据看板"), reverse("figures")),)
    return Records(
        head=Head(title=_("%(figure)s的记录") % {"figure": title}, crumbs=(*above, Link(title, back), Link(_("记录"), ""))),
        title=title, lead=lead, count=count, start=start, following=following, exporting=exporting,
        table=records_table(viewer, found, reach_of(viewer, found), title=title),
    )  # fmt: skip


def reach_of(viewer: Viewer, found: Sequence[Record]) -> Reach:
    """How far the matters behind these records lie within reach."""
    matters = within_reach(viewer, [record.matter for record in found if record.matter])
    return Reach(matters, content_of(viewer, list(matters.values())))


def records_table(viewer: Viewer, found: Sequence[Record], reach: Reach, *, title: str) -> Table:
    posts = Tenure.objects.select_related("organisation").in_bulk([one.post for one in found if one.post])
    dated = any(record.day for record in found)
    rows = []
    for record in found:
        cells = _post(posts.get(record.post)) if record.post else _cells(viewer, record, reach)
        if cells is not None:
            first, *rest = cells
            rows.append(Row(cells=(first, *([_day(record.day)] if dated else []), *rest)))
    return Table(caption=_("%(figure)s所计的记录") % {"figure": title}, columns=record_columns(dated=dated), rows=tuple(rows),
                 empty=Empty(words=_("没有记录。")))  # fmt: skip


def record_columns(*, dated: bool) -> tuple[Column, ...]:
    """`dated`: with the days by which the records count, where any is known."""
    return (
        Column(label=_("编号"), kind="head"), *([Column(label=_("计入日"), kind="day")] if dated else []), Column(label=_("种类"), essential=False), Column(label=_("环节")), Column(label=_("单位")),
        Column(label=_("登记日"), kind="day"), Column(label=_("办结日"), kind="day", essential=False), Column(label=_("标题")),
    )  # fmt: skip


def due_page(
    viewer: Viewer, ids: Sequence[UUID], *, title: str, count: str, back: str, start: str, following: str
) -> Records:
    """Open matters by their limits, the soonest first: how late each is, and who handles it."""
    matters = within_reach(viewer, ids)
    content = content_of(viewer, list(matters.values()))
    hits = [Hit(one, one in content) for one in ids if one in matters]
    rows = []
    for line in lines(viewer, hits, matters=matters):
        number = line.number_cell()
        if not (line.content or line.matter.unit_id in viewer.units(line.matter.kind)):
            number = replace(number, href="")
        rows.append(Row(cells=(
            Cell(lamp=line.lamp), number, Cell(words=kind_label(viewer, line.matter.kind)), Cell(tag=line.step(viewer)),
            Cell(words=line.handled_by), Cell(day=line.due),
        ), late=line.lamp.kind == "overdue"))  # fmt: skip
    heads = (
        Column(label=_("时限"), kind="lamp"), Column(label=_("编号和标题"), kind="head"), Column(label=_("种类"), essential=False),
        Column(label=_("环节")), Column(label=_("承办"), kind="name"), Column(label=_("到期"), kind="day"),
    )  # fmt: skip
    return Records(
        head=Head(title=title, crumbs=(Link(_("数据看板"), back), Link(title, ""))),
        title=title, lead=_("今天的在办事项，先到期的在前"), count=count, start=start, following=following,
        table=Table(caption=title, columns=heads, rows=tuple(rows), empty=Empty(words=_("没有记录。"))),
    )  # fmt: skip


def _day(day: str) -> Cell:
    """The day by which a record counts; a month where the facts know no more, nothing if they no longer have it."""
    if day == LAST:
        return Cell()
    return Cell(day=date.fromisoformat(day)) if len(day) == 10 else Cell(words=day)


def _cells(viewer: Viewer, record: Record, reach: Reach) -> tuple[Cell, ...] | None:
    """One record; none where the officer is kept from the matter, as if it were not there."""
    if record.matter is None:
        return (Cell(words=record.number or record.id), *(Cell(),) * 6)
    matter = reach.matters.get(record.matter)
    if matter is None:
        return None
    opens = matter.id in reach.content or matter.unit_id in viewer.units(matter.kind)
    step = viewer.book.bound(matter.kind, matter.procedure).steps[matter.step]
    return (
        Cell(words=matter.number, href=reverse("matter", args=[matter.id]) if opens else ""),
        Cell(words=kind_label(viewer, matter.kind)), Cell(tag=Tag(step.say(language()), "neutral" if step.end else "info")),
        Cell(words=name("unit_short", matter.unit_id)), Cell(day=matter.opened_on), Cell(day=matter.closed_on),
        Cell(words=title(matter) if matter.id in reach.content else ""),
    )  # fmt: skip


def _post(tenure: Tenure | None) -> tuple[Cell, ...] | None:
    """The post of a principal head: the page of his unit tells who holds it."""
    if tenure is None:
        return None
    unit = Cell(
        words=organisation_name(tenure.organisation),
        href=reverse("organisation", args=[tenure.organisation_id]),
    )
    term = (Cell(day=tenure.since), Cell(day=tenure.until), Cell())
    return (unit, Cell(words=_("“一把手”任职")), Cell(), Cell(), *term)


def within_reach(viewer: Viewer, ids: Sequence[UUID]) -> dict[UUID, Matter]:
    """The matters but those above the officer's level, or from which the officer is kept."""
    rows = Matter.objects.filter(pk__in=ids, secrecy__lte=viewer.clearance).exclude(
        blocks__officer=viewer.officer
    )
    return {matter.id: matter for matter in rows}


def content_of(viewer: Viewer, matters: Sequence[Matter]) -> set[UUID]:
    """Those whose content lies within reach: asked of the one place that knows, once for each kind."""
    found: set[UUID] = set()
    for kind in {matter.kind for matter in matters}:
        ids = [_MATTER.write("id", matter.id) for matter in matters if matter.kind == kind]
        match = Sql(f"SELECT id FROM ledger_matter WHERE id IN ({placeholders(ids)})", tuple(ids))
        found |= {hit.id for hit in access.page(viewer, Wanted(kind, match=match), size=len(ids))[0]}
    return found
