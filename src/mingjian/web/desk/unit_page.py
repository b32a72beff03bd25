"""The page of a unit under supervision: who leads it, what was done this year, what is wanting; facts only, no score."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.values import Unreadable, read_date
from mingjian.ledger import journal
from mingjian.ledger.access import Hit
from mingjian.ledger.models import Matter
from mingjian.parties.models import Organisation, Role
from mingjian.parties.persons import organisation_name
from mingjian.parties.tenures import Held
from mingjian.rectification.queries import responsible_for
from mingjian.web.account.live import is_office
from mingjian.web.desk import describing
from mingjian.web.desk.frames import code_words, kind_label, told
from mingjian.web.desk.keeping import may_entrust, may_keep
from mingjian.web.desk.lines import Line, lines
from mingjian.web.desk.names import name
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.desk.unit_facts import COUNTED, SECTIONS, UnitFacts, section_of
from mingjian.web.shared import phrases
from mingjian.web.shared.fields import Field
from mingjian.web.shared.parts import Cell, Column, Empty, Fact, Head, Link, Pager, Row, Table

SHOWN, SIZE = 10, 50  # findings on the first page, lines of a section


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPage:
    """desk/unit.html: the unit, its sections, and what the chosen one shows."""

    head: Head
    title: str
    facts: tuple[Fact, ...]
    sections: tuple[Link, ...]
    day: Field
    action: str
    tables: tuple[Table, ...]
    leading: Table | None = None
    rail: Table | None = None
    wanting: tuple[str, ...] = ()
    registers: tuple[Link, ...] = ()
    keeps: tuple[Link, ...] = ()
    pager: Pager | None = None


def section_label(section: str) -> str:
    return {
        "activities": _("监督活动"), "findings": _("问题与整改"), "letters": _("建议书"), "transfers": _("移交往来"),
        "inspection": _("巡察"), "responsibility": _("责任制"), "opinions": _("廉政意见"), "ecology": _("政治生态材料"),
        "casework": _("信访和案件"),
    }[section]  # fmt: skip


def counted_label(key: str) -> str:
    return {
        "activities": _("监督活动（次）"), "heads": _("其中对“一把手”（次）"), "findings": _("发现问题（个）"),
        "closed_off": _("其中已销号（个）"), "late": _("其中超期（个）"), "letters": _("建议书和函件（份）"),
        "in_time": _("其中按期回复（份）"), "overdue": _("其中逾期回复（份）"), "transfers": _("移交往来（件）"), "sent": _("其中移出（件）"), "received": _("其中移入（件）"),
        "silent": _("曾有往来、今年无交流的部门（对）"),
    }[key]  # fmt: skip


@for_officers
def organisation(request: DeskRequest, organisation: UUID) -> HttpResponse:
    """The first page: responsible, leading group, this year, what is wanting, findings."""
    facts, error = _facts(request, organisation)
    open_first = sorted(_findings(facts), key=lambda item: (item.closed_on is not None, item.due_on))
    listed = _lines(facts, open_first[:SHOWN])
    _note(request, listed)
    page = _page(
        request, facts, error, section="", tables=(_finding_table(facts, listed),), first=(_leading(facts), _year(facts)),
        wanting=_wanting(facts),
    )  # fmt: skip
    return render(request, "desk/unit.html", {"page": page}, status=422 if error else 200)


@for_officers
def section(request: DeskRequest, organisation: UUID, section: str) -> HttpResponse:
    """One section: exactly the records that its number on the first page counts, or all of them."""
    if section != "casework" and section not in SECTIONS:
        raise Http404
    facts, error = _facts(request, organisation)
    only = request.GET.get("only", "")
    if only and (only not in COUNTED or COUNTED[only][0] != section):
        raise Http404
    chosen = (
        COUNTED[only][1](facts) if only else [one for one in facts.tied if section_of(one.kind) == section]
    )
    start = _start(request, chosen)
    shown = chosen[start : start + SIZE]
    listed = _lines(facts, shown)
    _note(request, listed)
    caption = counted_label(only) if only else section_label(section)
    table = (
        _finding_table(facts, listed, caption) if section == "findings" else _table(facts, listed, caption)
    )
    page = _page(
        request, facts, error, section=section, tables=(table,), registers=_registers(facts, chosen, whole=not only),
        pager=_pager(request, chosen, start, len(shown)),
    )  # fmt: skip
    return render(request, "desk/unit.html", {"page": page}, status=422 if error else 200)


def _facts(request: DeskRequest, organisation: UUID) -> tuple[UnitFacts, str]:
    """The unit on the day that was typed; today if none was, or none that can be read."""
    found = Organisation.objects.filter(pk=organisation).first()
    if found is None or is_office(request.viewer):
        raise Http404
    typed, error, on = request.GET.get("on", ""), "", request.viewer.on
    try:
        on = read_date(typed) if typed else on
    except Unreadable:
        error = _("“%(typed)s”不是日期，请写成如%(day)s的日期。") % {
            "typed": typed,
            "day": request.viewer.on,
        }
    if on > request.viewer.on:
        error, on = _("查看日期%(day)s晚于今天，请改为今天或以前。") % {"day": on}, request.viewer.on
    return UnitFacts(request.viewer, found, on), error


def _page(
    request: DeskRequest, facts: UnitFacts, error: str, *, section: str, tables: tuple[Table, ...],
    first: tuple[Table, Table] | None = None, wanting: tuple[str, ...] = (), registers: tuple[Link, ...] = (), pager: Pager | None = None,
) -> UnitPage:  # fmt: skip
    title = organisation_name(facts.unit)
    crumbs = (Link(_("单位"), reverse("units")), Link(title, ""))
    day = Field(
        name="on", label=_("查看日期"), kind="date", required=False, value=facts.on.isoformat(), error=error
    )
    return UnitPage(
        head=Head(title=_("单位"), crumbs=crumbs, failed=bool(error), notices=told(request)),
        title=title,
        facts=_head_line(facts),
        sections=_sections(facts, section),
        day=day,
        action=request.path,
        tables=tables,
        leading=first[0] if first else None,
        rail=first[1] if first else None,
        wanting=wanting,
        registers=registers,
        keeps=_keeps(facts) if not section else (),
        pager=pager,
    )


def _address(facts: UnitFacts, section: str = "", **more: str) -> str:
    name = "organisation_section" if section else "organisation"
    path = reverse(name, args=[facts.unit.pk, section] if section else [facts.unit.pk])
    if facts.on != facts.viewer.on:
        more["on"] = facts.on.isoformat()
    return f"{path}?{urlencode(more)}" if more else path


def _head_line(facts: UnitFacts) -> tuple[Fact, ...]:
    found = describing.facts(facts.viewer, facts.unit)
    held = facts.oversight
    if held is None:
        return (*found, Fact(_("联系部门"), _("还没有明确")))
    if held.department_id:
        since = _("%(department)s（自%(day)s）") % {
            "department": name("department", held.department_id),
            "day": held.since,
        }
        found.append(Fact(_("联系部门"), since))
    if held.group_id:
        found.append(Fact(_("派驻机构"), name("unit", held.group_id)))
    if held.leader_id:
        found.append(Fact(_("分管领导"), name("officer", held.leader_id)))
    return tuple(found)


def _sections(facts: UnitFacts, current: str) -> tuple[Link, ...]:
    """The first page, then each section with how many records it lists."""
    counts = dict.fromkeys((*SECTIONS, "casework"), 0)
    for item in facts.tied:
        counts[section_of(item.kind)] += 1
    own = [
        Link(section_label(key), _address(facts, key), current=key == current, count=counts[key])
        for key in counts
    ]
    return (Link(_("概况"), _address(facts), current=not current), *own)


def _keeps(facts: UnitFacts) -> tuple[Link, ...]:
    found = []
    if may_keep(facts.viewer, facts.oversight):
        found.append(Link(_("登记任职"), reverse("tenure_new", args=[facts.unit.pk])))
        found.append(Link(_("更正单位资料"), reverse("description", args=[facts.unit.pk])))
        found.append(
            Link(_("导出任职"), f"{reverse('posts_export')}?{urlencode({'unit': str(facts.unit.pk)})}")
        )
    if may_entrust(facts.viewer):
        found.append(Link(_("调整联系分工"), reverse("oversight", args=[facts.unit.pk])))
    return tuple(found)


def _leading(facts: UnitFacts) -> Table:
    may = may_keep(facts.viewer, facts.oversight)
    rows = tuple(Row(cells=_leader(facts, held, may), key=str(held.row.pk)) for held in facts.leaders)
    columns = [
        Column(label=_("职务"), kind="head"), Column(label=_("姓名")), Column(label=_("任职起"), kind="day"),
        Column(label=_("最近谈话"), kind="day"), Column(label=_("最近述责述廉"), kind="day"),
        *([Column(label=_("维护"))] if may else []),
    ]  # fmt: skip
    empty = Empty(words=_("还没有登记领导班子。"), usual=_("登记后，这里列出这一天在任的“一把手”、副职和班子成员。"),
                  links=tuple(_keeps(facts)[:1]) if may else ())  # fmt: skip
    return Table(caption=_("领导班子"), columns=tuple(columns), rows=rows, empty=empty)


def _leader(facts: UnitFacts, held: Held, may: bool) -> tuple[Cell, ...]:
    star = _("“一把手”") if held.row.position == "head" else ""
    change = Cell(words=_("变更"), href=reverse("tenure", args=[facts.unit.pk, held.row.pk]))
    return (
        Cell(words=held.title, star=star), Cell(words=held.name, href=reverse("person_purpose", args=[held.row.person_id])),
        Cell(day=held.row.since), Cell(day=facts.last(held, "talk")), Cell(day=facts.last(held, "duty_report")),
        *([change] if may else []),
    )  # fmt: skip


def _year(facts: UnitFacts) -> Table:
    """What was registered in the year until the day; each number leads to exactly those records."""
    rows = tuple(
        Row(cells=(Cell(words=counted_label(key), strong=key == section), Cell(words=str(len(counted(facts))), href=_address(facts, section, only=key))),
            late=key == "late" and bool(counted(facts)))
        for key, (section, counted) in COUNTED.items()
    )  # fmt: skip
    caption = _("%(year)s年登记（您有权查阅的）") % {"year": facts.on.year}
    columns = (Column(label=_("事项"), kind="head"), Column(label=_("数量"), kind="num"))
    return Table(caption=caption, columns=columns, rows=rows, compact=True, stacks=False)


def _wanting(facts: UnitFacts) -> tuple[str, ...]:
    """What has not been done yet, with the names; nothing where everything is."""
    found = []
    for heads, kind, words in (
        (True, "talk", _("“一把手”今年未谈话%(n)s人（%(names)s）")), (False, "talk", _("班子成员今年未谈话%(n)s人（%(names)s）")),
        (True, "duty_report", _("“一把手”今年未述责述廉%(n)s人（%(names)s）")),
    ):  # fmt: skip
        missing = facts.not_this_year(kind, heads=heads)
        if missing:
            found.append(words % {"n": len(missing), "names": phrases.listed(held.name for held in missing)})
    unused = sum(report.second is None for report in facts.reports)
    if unused:
        found.append(_("未被引用的报告%(n)s份，共%(all)s份") % {"n": unused, "all": len(facts.reports)})
    if facts.oversight is None:
        found.append(_("还没有明确联系部门"))
    if not facts.leaders:
        found.append(_("还没有登记领导班子"))
    return tuple(found)


ORIGINS = {
    "finding": "finding_origin",
    "style_problem": "style_source",
}  # the list of codes that says where each comes from


def _findings(facts: UnitFacts) -> list[Matter]:
    return [item for item in facts.tied if item.kind in SECTIONS["findings"]]


def _lines(facts: UnitFacts, shown: Sequence[Matter]) -> list[Line]:
    """The lines of some records, in their order; all is known already."""
    known = {item.id: item for item in shown}
    return lines(facts.viewer, [Hit(one, True) for one in known], facts.clocks, matters=known)


def _finding_table(facts: UnitFacts, listed: Sequence[Line], caption: str = "") -> Table:
    responsible = responsible_for([line.matter for line in listed])
    rows = []
    for line in listed:
        row = facts.records.get(line.matter.id)
        origin = code_words(facts.viewer.book, ORIGINS[line.matter.kind], row.origin if row else None)
        rows.append(Row(key=str(line.matter.id), late=line.lamp.kind == "overdue", cells=(
            Cell(lamp=line.lamp), line.number_cell(), Cell(words=origin), Cell(day=row.first if row else line.matter.opened_on),
            Cell(words=phrases.listed(responsible.get(line.matter.id, ()))), Cell(words=line.handled_by),
            Cell(day=row.second if row and row.second else line.due), Cell(tag=line.step(facts.viewer)),
            Cell(day=row.third if row else None),
        )))  # fmt: skip
    columns = (
        Column(label=_("时限"), kind="lamp"), Column(label=_("问题"), kind="head"), Column(label=_("来源"), essential=False),
        Column(label=_("发现日期"), kind="day", essential=False), Column(label=_("责任人"), kind="name"), Column(label=_("承办"), kind="name", essential=False), Column(label=_("整改期限"), kind="day"),
        Column(label=_("环节")), Column(label=_("核验"), kind="day", essential=False),
    )  # fmt: skip
    empty = Empty(
        words=_("没有您有权查阅的问题。"), usual=_("检查、巡察、信访等发现的责任单位是本单位的问题列在这里。")
    )
    return Table(caption=caption or _("问题与整改"), columns=columns, rows=tuple(rows), empty=empty)


def _table(facts: UnitFacts, listed: Sequence[Line], caption: str) -> Table:
    roles = _roles(facts, listed)
    rows = tuple(
        Row(key=str(line.matter.id), late=line.lamp.kind == "overdue", cells=(
            Cell(lamp=line.lamp), line.number_cell(), Cell(words=kind_label(facts.viewer, line.matter.kind)),
            Cell(words=phrases.listed(code_words(facts.viewer.book, "person_role", role) for role in roles.get(line.matter.id, ()))),
            Cell(tag=line.step(facts.viewer)), Cell(words=line.handled_by), Cell(day=line.matter.opened_on)))
        for line in listed
    )  # fmt: skip
    columns = (
        Column(label=_("时限"), kind="lamp"), Column(label=_("编号和标题"), kind="head"), Column(label=_("种类")), Column(label=_("身份"), essential=False),
        Column(label=_("环节")), Column(label=_("承办"), kind="name", essential=False), Column(label=_("登记日期"), kind="day"),
    )  # fmt: skip
    empty = Empty(words=_("没有您有权查阅的事项。"), usual=_("办理中写明与本单位有关的事项列在这里。"))
    return Table(caption=caption, columns=columns, rows=rows, empty=empty)


def _roles(facts: UnitFacts, listed: Sequence[Line]) -> dict[UUID, dict[str, None]]:
    """In which roles the unit stands in these matters."""
    rows = Role.objects.filter(
        organisation=facts.unit, matter__in=[line.matter.id for line in listed]
    ).order_by("since", "id")
    found: dict[UUID, dict[str, None]] = {}
    for matter, role in rows.values_list("matter", "role"):
        found.setdefault(matter, {})[role] = None
    return found


def _registers(facts: UnitFacts, chosen: Sequence[Matter], *, whole: bool) -> tuple[Link, ...]:
    """The registers of the kinds that are listed, narrowed to the unit: there the list is printed and exported."""
    if not whole or not chosen:
        return ()
    counts: dict[str, int] = {}
    for item in chosen:
        counts[item.kind] = counts.get(item.kind, 0) + 1
    query = urlencode({"about": str(facts.unit.pk)})
    return tuple(
        Link(_("%(kind)s台账") % {"kind": kind_label(facts.viewer, kind)}, f"{reverse('register', args=[kind])}?{query}", count=n)
        for kind, n in counts.items()
        if kind != "transfer"
    )  # fmt: skip


def _start(request: DeskRequest, chosen: Sequence[Matter]) -> int:
    """Where the page begins: after the record that the address names."""
    after = request.GET.get("after", "")
    return next((place + 1 for place, item in enumerate(chosen) if item.id.hex == after), 0)


def _pager(request: DeskRequest, chosen: Sequence[Matter], start: int, shown: int) -> Pager | None:
    if len(chosen) <= SIZE:
        return None
    kept = {key: request.GET[key] for key in ("on", "only") if request.GET.get(key)}
    earlier = {"after": chosen[start - SIZE - 1].id.hex} if start > SIZE else {}
    before = f"?{urlencode({**kept, **earlier})}" if start else ""
    after = (
        f"?{urlencode({**kept, 'after': chosen[start + shown - 1].id.hex})}"
        if start + shown < len(chosen)
        else ""
    )
    return Pager(first=start + 1, last=start + shown, total=len(chosen), before=before, after=after)


def _note(request: DeskRequest, listed: Sequence[Line]) -> None:
    """Titles are content: showing them is a reading (AUD-06)."""
    if listed:
        journal.note_reads(
            [line.matter.id for line in listed], officer=request.viewer.officer, view="organisation"
        )
