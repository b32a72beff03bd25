"""The lawbook as the platform applies it, on any day: chapters, grounds, diagrams, and what a new version changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.lawbook import ANY, Bound, Lawbook
from mingjian.law.position import Position, project
from mingjian.law.values import Unreadable, read_date
from mingjian.ledger import access
from mingjian.ledger.history import history
from mingjian.web.desk import law_acts, law_indicators
from mingjian.web.desk import law_words as words
from mingjian.web.desk.frames import by_heading, language
from mingjian.web.desk.law_tables import SECTIONS, Chapter
from mingjian.web.desk.officer import for_officers
from mingjian.web.desk.pages import LawAct
from mingjian.web.desk.pages import Lawbook as Page
from mingjian.web.shared import phrases
from mingjian.web.shared.differing import Change, changes
from mingjian.web.shared.fields import Field
from mingjian.web.shared.frame import MenuGroup
from mingjian.web.shared.parts import Head, Link, Notice, Table

PROCEDURES = "procedures"
NAMED = (PROCEDURES, "taxonomies", "calendars")  # sections of which one entry is shown at a time
FIRST_KINDS = ("complaint", "lead", "case")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """desk/law_compare.html: a chapter before and after its last change."""

    head: Head
    title: str
    changes: tuple[Change, ...]
    old_label: str
    new_label: str
    back: Link
    new: str = ""
    """That there was nothing before, in a sentence."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: section, entry, the day, and whether it was given."""

    section: str
    name: str
    on: date
    query: str
    error: str = ""

    def href(self, section: str, name: str = "") -> str:
        """An address on the same day."""
        route, values = ("lawbook_entry", [section, name]) if name else ("lawbook_section", [section])
        return reverse(route, args=values) + self.query


@for_officers
def lawbook(request: Any, section: str = PROCEDURES, name: str = "") -> HttpResponse:
    """One chapter on the day asked for; with `m`, the way that one matter has gone is marked."""
    book: Lawbook = request.viewer.book
    asked = _asked(request, book, section, name)
    page = _procedure(request, book, asked) if section == PROCEDURES else _plain(book, asked)
    return render(request, "desk/lawbook.html", {"page": page}, status=422 if asked.error else 200)


@for_officers
def compare(request: Any, section: str, name: str = "") -> HttpResponse:
    """A chapter beside what it was before its last change."""
    book: Lawbook = request.viewer.book
    asked = _asked(request, book, section, name)
    since = max((day for day in _starts(book, asked) if day <= asked.on), default=None)
    if since is None:
        raise Http404
    before = replace(asked, on=since - timedelta(days=1))
    title, old = _title(book, asked), list(_lines(book, before))
    page = Comparison(
        head=Head(title=_("与旧版对照 %(title)s") % {"title": title}, crumbs=_crumbs(asked, title)), title=title,
        changes=changes(old, list(_lines(book, asked))) if old else (),
        new="" if old else _("%(title)s自%(day)s起新施行，没有旧版可以对照。") % {"title": title, "day": since},
        old_label=_("%(day)s以前") % {"day": since}, new_label=_("%(day)s以后") % {"day": since},
        back=Link(title, asked.href(asked.section, asked.name)),
    )  # fmt: skip
    return render(request, "desk/law_compare.html", {"page": page})


def _asked(request: Any, book: Lawbook, section: str, name: str) -> Asked:
    if section not in (PROCEDURES, "indicators", *SECTIONS):
        raise Http404
    today, on, error = request.viewer.on, request.viewer.on, ""
    given = request.GET.get("on", "").strip()
    if given:
        try:
            on = read_date(given)
        except Unreadable:
            error = _("日期“%(given)s”不对，请写成2026-11-23的形式。") % {"given": given[:20]}
    if section in NAMED and not name:
        name = _first(book, section, on)
    if name and name not in _names(book, section):
        raise Http404
    return Asked(section, name, on, f"?{urlencode({'on': on.isoformat()})}" if on != today else "", error)


def _first(book: Lawbook, section: str, on: date) -> str:
    names = _names(book, section)
    return (
        str(on.year)
        if section == "calendars" and str(on.year) in names
        else names[-1 if section == "calendars" else 0]
    )


def _names(book: Lawbook, section: str) -> list[str]:
    if section == PROCEDURES:
        kinds = book.kinds()
        return [
            *(kind for kind in FIRST_KINDS if kind in kinds),
            *(kind for kind in kinds if kind not in FIRST_KINDS),
            ANY,
        ]
    return list(book.sections[section]) if section in ("taxonomies", "calendars", "indicators") else []


def _procedure(request: Any, book: Lawbook, asked: Asked) -> Page:
    bound = _bound(book, asked)
    if bound is None:
        notice = Notice(_("%(day)s没有施行中的这一程序。") % {"day": asked.on}, "warn")
        return _page(book, asked, Chapter(_title(book, asked), ()), notice=notice)
    marks = tuple(act.cite.checked for act in bound.procedure.acts.values())
    chapter = Chapter(
        bound.procedure.say(language()),
        (law_acts.steps(bound, book),) if bound.steps else (),
        marks,
        bound.in_force,
    )
    page = _page(book, asked, chapter)
    return replace(
        page,
        acts=law_acts.acts(bound, book, asked.on),
        diagram=law_acts.diagram(bound, passed(request, bound)),
        standing=_standing(request, asked.name) if bound.steps and asked.on == request.viewer.on else "",
    )


def _bound(book: Lawbook, asked: Asked) -> Bound | None:
    return book.procedure(asked.name, asked.on)


def _standing(request: Any, kind: str) -> str:
    """Where the chapter gets what stands in each step now; the way of the one matter stays marked."""
    matter = request.GET.get("m", "")
    return reverse("lawbook_standing", args=[kind]) + (f"?{urlencode({'m': matter})}" if matter else "")


def passed(request: Any, bound: Bound) -> tuple[str, ...]:
    """The steps that the matter named by `m` has gone through, if it lies within reach and follows this version."""
    given = request.GET.get("m", "")
    try:
        found = access.find(request.viewer, UUID(given)) if given else None
    except ValueError:
        found = None
    if found is None or (found[0].kind, found[0].procedure) != (bound.kind, bound.in_force):
        return ()
    position, steps = Position(bound, request.viewer.book), []
    for done in history(found[0].id):
        project(position, done)
        steps.append(position.step)
    return tuple(step for step in steps if step)


def _plain(book: Lawbook, asked: Asked) -> Page:
    return _page(book, asked, _chapter(book, asked))


def _chapter(book: Lawbook, asked: Asked) -> Chapter:
    if asked.section == "indicators":
        show = law_indicators.entry if asked.name else law_indicators.listing
        return show(book, asked.on, asked.name)
    return SECTIONS[asked.section](book, asked.on, asked.name)


def _page(book: Lawbook, asked: Asked, chapter: Chapter, notice: Notice | None = None) -> Page:
    comparing = (
        reverse("lawbook_compare", args=[asked.section, asked.name])
        if asked.name
        else reverse("lawbook_compare_section", args=[asked.section])
    )
    return Page(
        head=Head(title=_("规程法规 %(title)s") % {"title": chapter.title}, crumbs=_crumbs(asked, chapter.title),
                  notices=(notice,) if notice else (), failed=bool(asked.error)),
        tabs=_tabs(asked), chapters=_chapters(book, asked), title=chapter.title, since=chapter.since,
        on=Field(name="on", label=_("按日期查看"), kind="date", value=asked.on.isoformat(), error=asked.error),
        checked=words.checked_counts(chapter.checked), tables=chapter.tables, months=chapter.months,
        comparing=comparing + asked.query if _changed(book, asked) else "",
    )  # fmt: skip


def _tabs(asked: Asked) -> tuple[Link, ...]:
    labels = {
        PROCEDURES: _("程序"), "clocks": _("时限"), "approvals": _("审批权限"), "separations": _("职责分离"),
        "taxonomies": _("代码表"), "indicators": _("指标"), "instruments": _("法规文件"), "calendars": _("日历"),
        "changes": _("变更记录"),
    }  # fmt: skip
    return tuple(
        Link(label, asked.href(section), current=section == asked.section)
        for section, label in labels.items()
    )


def _chapters(book: Lawbook, asked: Asked) -> tuple[MenuGroup, ...]:
    """The entries of a section; procedures under the headings of the menu."""
    if asked.section not in NAMED:
        return ()

    def link(number: int, name: str) -> Link:
        return Link(
            _label(book, asked.section, name), asked.href(asked.section, name), current=name == asked.name
        )

    if asked.section == "calendars":
        return (MenuGroup("", tuple(link(0, name) for name in _names(book, asked.section))),)
    if asked.section == "taxonomies":
        return tuple(_code_tables(book, asked.on, link))
    groups = (MenuGroup(label, links) for _name, label, links in by_heading(book, link))
    return (*groups, MenuGroup(_("共有"), (link(0, ANY),)))


def _code_tables(book: Lawbook, on: date, link: Callable[[int, str], Link]) -> Iterator[MenuGroup]:
    """The code tables under the heading of the menu whose procedures ask for them; of several headings, or of none: last."""
    users: dict[str, set[str]] = {}
    headings = by_heading(book, lambda _number, kind: Link(kind, ""))
    for heading, _label, kinds in headings:
        for kind in kinds:
            bound = book.procedure(kind.label, on)
            for field in bound.procedure.fields.values() if bound else ():
                users.setdefault(field.codes or "", set()).add(heading)
    names = sorted(_names(book, "taxonomies"), key=lambda name: book.taxonomy(name).say(language()))
    for heading, label, _kinds in headings:
        own = tuple(link(0, name) for name in names if users.get(name) == {heading})
        if own:
            yield MenuGroup(label, own)
    yield MenuGroup(_("各类共有"), tuple(link(0, name) for name in names if len(users.get(name, ())) != 1))


def _label(book: Lawbook, section: str, name: str) -> str:
    if section == PROCEDURES:
        return _("各类共有") if name == ANY else book.versions(name)[-1].say(language())
    return name if section == "calendars" else str(book.find(section, name).say(language()))


def _title(book: Lawbook, asked: Asked) -> str:
    return (
        _label(book, asked.section, asked.name)
        if asked.name
        else next(tab.label for tab in _tabs(asked) if tab.current)
    )


def _crumbs(asked: Asked, title: str) -> tuple[Link, ...]:
    section = next(tab for tab in _tabs(asked) if tab.current)
    last = Link(title, asked.href(asked.section, asked.name))
    return (Link(_("规程法规"), reverse("lawbook")), section, *((last,) if asked.name else ()))


def _changed(book: Lawbook, asked: Asked) -> bool:
    """Whether something changed until the day after it had begun."""
    return any(day <= asked.on for day in _starts(book, asked)[1:])


def _starts(book: Lawbook, asked: Asked) -> list[date]:
    """The days from which something of the chapter holds anew, in order."""
    if asked.section == PROCEDURES:
        days = {version.in_force for version in book.versions(asked.name)}
    elif asked.section in ("clocks", "approvals", "indicators"):
        entries = book.entries(asked.section)
        wanted = [entries[asked.name]] if asked.name else entries.values()
        days = {version.in_force for entry in wanted for version in entry.versions}
    elif asked.section == "separations":
        days = {rule.in_force for rule in book.separations()}
    elif asked.section == "taxonomies":
        entry = book.taxonomy(asked.name)
        days = {entry.in_force, *(code.since for code in entry.codes.values() if code.since)}
    else:
        days = set()
    return sorted(days)


def _lines(book: Lawbook, asked: Asked) -> Iterator[tuple[str, str]]:
    """A chapter line by line, each with what it is about, so that a change can be found."""
    if asked.section == PROCEDURES:
        bound = _bound(book, asked)
        if bound is not None:
            yield from _table_lines(law_acts.steps(bound, book))
            for act in law_acts.acts(bound, book, asked.on):
                yield from _act_lines(act)
        return
    for table in _chapter(book, asked).tables:
        yield from _table_lines(table)


def _act_lines(act: LawAct) -> Iterator[tuple[str, str]]:
    facts = ((_("从"), act.origin), (_("到"), act.target), (_("由"), act.by), (_("填写"), act.fields), (_("时限"), act.clock),
             (_("审批"), phrases.clauses(act.approval)), (_("分离"), act.separation), (_("依据"), act.cite.words if act.cite else ""))  # fmt: skip
    for label, value in facts:
        if value:
            yield phrases.named(act.label, label), value


def _table_lines(table: Table) -> Iterator[tuple[str, str]]:
    """A row: of what, and what each column says; since when it holds stands at the head of the comparison."""
    for row in table.rows:
        if row.heads:
            continue
        cells = [
            phrases.named(column.label, cell.words or f"{cell.day}")
            for column, cell in zip(table.columns[1:], row.cells[1:], strict=True)
            if (cell.words or cell.day) and column.label != _("施行")
        ]
        yield row.cells[0].words, phrases.clauses(cells)
