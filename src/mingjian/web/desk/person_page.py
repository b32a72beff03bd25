"""A person's file: posts, what weighs on him now, the matters that the officer may read, who looked; facts in the order of days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.running import Running, version_of
from mingjian.law.values import BEIJING
from mingjian.ledger import journal
from mingjian.ledger.models import Journal
from mingjian.parties.models import Person
from mingjian.parties.persons import organisation_name, with_others, words_of
from mingjian.parties.tenures import career, title_of
from mingjian.web.desk import clocks, dossier
from mingjian.web.desk.dossier import Entry
from mingjian.web.desk.frames import language, mark
from mingjian.web.desk.lookup import purpose_words
from mingjian.web.desk.names import name as name_of
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.shared.parts import Cell, Cite, Column, Empty, Fact, Head, Link, Row, Table

LOOKED = 50  # readings of a file that are listed
# The sections of a file beside the first page: each shows the matters of some kinds.
SECTIONS = {
    "sanctions": ("case", "execution", "appeal", "accountability", "after_case", "measure"),
    "talks": ("talk", "duty_report", "lead"),
    "opinions": ("integrity_opinion", "opinion_request"),
}


def section_label(section: str) -> str:
    return {"sanctions": _("处分与处理"), "talks": _("谈话与函询"), "opinions": _("廉政意见")}[section]


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """desk/dossier.html: facts of a person or of the list of a matter, and tables."""

    head: Head
    title: str
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    sections: tuple[Link, ...] = ()
    influence: tuple["Influence", ...] = ()
    printing: str = ""
    exporting: str = ""


@dataclass(frozen=True, slots=True)
class Influence:
    """A period in which a sanction or measure weighs on the person: its name, its days, the rule, the ground."""

    label: str
    since: date
    until: date
    rule: str
    cite: Cite
    matter: Link


@dataclass(frozen=True)
class Opened:
    """A file opened for a purpose: the person, himself and whoever turned out to be him, what was stated."""

    person: Person
    ids: Sequence[UUID]
    purpose: str
    about: UUID | None


def _opened(request: DeskRequest, person: UUID) -> Opened:
    """The file, for the purpose stated at the search; without one it is absent."""
    stated = request.session.get("looked_up", {}).get(str(person))
    found = Person.objects.filter(pk=person).first()
    if stated is None or found is None:
        raise Http404
    purpose, about = stated
    return Opened(found, sorted(with_others({found.pk})), purpose, UUID(about) if about else None)


@for_officers
def person(request: DeskRequest, person: UUID) -> HttpResponse:
    """The first page; opening it is a journal entry."""
    file = _opened(request, person)
    entries = dossier.of_person(request.viewer, file.ids)
    _note(request, file, entries)
    tables = (_career(file), dossier.listed(request.viewer, entries, _("涉及事项（您有权查阅的）")))
    return _draw(request, file, entries, "", tables, tuple(_influences(request, entries)))


@for_officers
def section(request: DeskRequest, person: UUID, section: str) -> HttpResponse:
    """The matters of one sort, or who looked at the file; opening it is a journal entry too."""
    if section != "looked" and section not in SECTIONS:
        raise Http404
    file = _opened(request, person)
    entries = dossier.of_person(request.viewer, file.ids)
    shown = [entry for entry in entries if entry.line.matter.kind in SECTIONS.get(section, ())]
    table = (
        _looked(file)
        if section == "looked"
        else dossier.listed(request.viewer, shown, section_label(section))
    )
    _note(request, file, shown)
    return _draw(request, file, entries, section, (table,))


@for_officers
def number(request: DeskRequest, person: UUID) -> HttpResponse:
    """The number of the identity card in full, for the purpose stated; a journal entry of its own."""
    file = _opened(request, person)
    details = {"field": "id_number", "person": file.person.pk.hex, "purpose": file.purpose}
    journal.note("reveal", officer=request.viewer.officer, outcome="done", matter=file.about, details=details)
    words = words_of(file.person)
    facts = (Fact(_("姓名"), words["name"]), Fact(_("证件号码"), words["id_number"]))
    back = Link(_("廉政档案"), reverse("person", args=[file.person.pk]))
    page = File(
        head=Head(title=_("证件号码"), crumbs=(Link(_("查找人员"), reverse("people")), back, Link(_("证件号码"), "")), mark=mark(request)),
        title=_("证件号码"), facts=facts, tables=(), notes=(_purpose(file), _("显示一次，记一次日志。")),
    )  # fmt: skip
    return render(request, "desk/dossier.html", {"page": page})


def _note(request: DeskRequest, file: Opened, shown: Sequence[Entry]) -> None:
    viewer = request.viewer
    details = {"person": file.person.pk.hex, "purpose": file.purpose}
    journal.note("file", officer=viewer.officer, outcome="done", matter=file.about, details=details)
    journal.note_reads([item.line.matter.id for item in shown], officer=viewer.officer, view="file")


def _purpose(file: Opened) -> str:
    return _("本次查阅事由：%(purpose)s，已记录。") % {"purpose": purpose_words(file.purpose)}


def _draw(
    request: DeskRequest, file: Opened, entries: Sequence[Entry], section: str, tables: tuple[Table, ...],
    influence: tuple[Influence, ...] = (),
) -> HttpResponse:  # fmt: skip
    words = words_of(file.person)
    page = File(
        head=Head(
            title=_("廉政档案"),
            crumbs=(Link(_("查找人员"), reverse("people")), Link(_("廉政档案"), "")),
            mark=mark(request),
        ),
        title=words["name"],
        facts=_facts(file, words),
        sections=_sections(file, entries, section),
        influence=influence,
        tables=tables,
        notes=(
            _purpose(file),
            _("按日期排列，只列事实；不属实的报告与其他报告同样列出，并注明核查结论和澄清日期。"),
        ),
    )
    return render(request, "desk/dossier.html", {"page": page})


def _facts(file: Opened, words: dict[str, str]) -> tuple[Fact, ...]:
    labels = (("unit", _("单位")), ("post", _("职务")), ("birth", _("出生年月")))
    found = [Fact(label, words[key]) for key, label in labels if words[key]]
    if words["id_number"]:
        shown = reverse("person_number", args=[file.person.pk])
        found.append(Fact(_("证件号码"), masked(words["id_number"]), masked=shown))
    return tuple(found)


def _sections(file: Opened, entries: Sequence[Entry], current: str) -> tuple[Link, ...]:
    own = [
        Link(section_label(key), reverse("person_section", args=[file.person.pk, key]), current=key == current,
             count=sum(entry.line.matter.kind in kinds for entry in entries))
        for key, kinds in SECTIONS.items()
    ]  # fmt: skip
    first = Link(_("任职、现行影响、涉及事项"), reverse("person", args=[file.person.pk]), current=not current)
    looked = Link(
        _("查阅记录"), reverse("person_section", args=[file.person.pk, "looked"]), current=current == "looked"
    )
    return (first, *own, looked)


def _career(file: Opened) -> Table:
    rows = tuple(
        Row(cells=(Cell(words=title_of(row)), Cell(words=organisation_name(row.organisation), href=reverse("organisation", args=[row.organisation_id])),
                   Cell(day=row.since), Cell(day=row.until, words="" if row.until else _("至今"))))
        for row in career(file.ids)
    )  # fmt: skip
    columns = (
        Column(label=_("职务"), kind="head"),
        Column(label=_("单位")),
        Column(label=_("任职"), kind="day"),
        Column(label=_("免职"), kind="day"),
    )
    empty = Empty(
        words=_("没有登记过任职。"),
        usual=_("在单位页登记的任职列在这里；上面的单位、职务是确认身份时填写的。"),
    )
    return Table(caption=_("任职经历"), columns=columns, rows=rows, empty=empty)


def _influences(request: DeskRequest, entries: Sequence[Entry]) -> Iterator[Influence]:
    """What the law says still weighs on the person today, of matters within reach."""
    for entry in entries:
        for clock in entry.clocks:
            until = clock.due_day if clock.due is not None else None
            if until is not None and until >= request.viewer.on:
                found = _influence(request, entry, clock, until)
                if found is not None:
                    yield found


def _influence(request: DeskRequest, entry: Entry, clock: Running, until: date) -> Influence | None:
    book = request.viewer.book
    declared = book.find("clocks", clock.rule)
    if not declared.is_effect:
        return None
    version = version_of(clock, book)
    since = clock.start.date() if isinstance(clock.start, datetime) else clock.start
    rule = version.rule_en if language() == "en" else version.rule
    matter = Link(entry.line.matter.number, entry.line.href)
    return Influence(declared.say(language()), since, until, rule, clocks.cite(book, version.cite), matter)


def _looked(file: Opened) -> Table:
    """Who opened the file, for what; the latest first."""
    about = Q()
    for one in file.ids:
        about |= Q(details__contains=f'"person":"{one.hex}"')
    seen = Journal.objects.filter(about, event__in=["file", "reveal"]).order_by("-id")[:LOOKED]
    events = journal.events()
    cells = tuple(
        Row(cells=(
            Cell(words=f"{row.at.astimezone(BEIJING):%Y-%m-%d %H:%M}"), Cell(words=name_of("officer", row.officer_id)),
            Cell(words=events[row.event].label if language() == "zh" else events[row.event].en),
            Cell(words=purpose_words(row.details["purpose"]) if row.details.get("purpose") else ""),
        ))
        for row in seen
    )  # fmt: skip
    heads = (_("人员"), _("方式"), _("事由"))
    columns = (Column(label=_("时间"), kind="head"), *(Column(label=label) for label in heads))
    return Table(
        caption=_("查阅记录"), columns=columns, rows=cells, empty=Empty(words=_("还没有人查阅过这份档案。"))
    )


def masked(number: str) -> str:
    """3201**********1234."""
    return number[:4] + "*" * max(0, len(number) - 8) + number[-4:] if len(number) > 8 else "*" * len(number)
