"""The other chapters of the lawbook as tables, each as it stands on a day."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.entry import Checked, HasForce
from mingjian.law.lawbook import ANY, Bound, Lawbook
from mingjian.law.taxonomy import Taxonomy
from mingjian.web.desk import law_words as words
from mingjian.web.desk.frames import code_words, in_order, language
from mingjian.web.shared import phrases
from mingjian.web.shared.parts import CalendarDay, Cell, Column, Month, Row, Table


class Chapter(NamedTuple):
    """What a chapter shows: its tables, from when it holds, how well each entry was checked."""

    title: str
    tables: tuple[Table, ...]
    checked: tuple[Checked, ...] = ()
    since: date | None = None
    months: tuple[Month, ...] = ()


def clocks(book: Lawbook, on: date, _name: str) -> Chapter:
    rows, marks = [], []
    for owner, entries in _by_procedure(book, on, "clocks"):
        fields = owner.fields if owner else words.all_fields(book, on)
        lines = []
        for entry in entries:
            version = entry.on(on)
            marks.append(version.cite.checked)
            lines.append(
                Row(cells=(
                    Cell(words=entry.say(language())),
                    Cell(words=version.rule_en if language() == "en" else version.rule),
                    Cell(words=words.length(version, fields, book)),
                    Cell(words="" if entry.passes(version) else words.extension(version, book)),
                    Cell(day=version.in_force),
                    words.ground(book, version.cite),
                ))
            )  # fmt: skip
        rows += _under(_owner(owner), lines)
    heads = (
        _head(_("时限")),
        _col(_("规则")),
        _col(_("长度")),
        _col(_("延长")),
        _day(),
        _col(_("依据")),
    )
    return Chapter(_("时限"), (_table(_("时限"), heads, rows),), tuple(marks))


def approvals(book: Lawbook, on: date, _name: str) -> Chapter:
    rows, marks = [], []
    for owner, entries in _by_procedure(book, on, "approvals"):
        fields = owner.fields if owner else words.all_fields(book, on)
        lines = []
        for entry in entries:
            version = entry.on(on)
            for when, chain, cite in words.chains(version, fields, book):
                marks.append(cite.checked)
                lines.append(Row(cells=(Cell(words=entry.say(language())), Cell(words=when or _("各种情形")), Cell(words=chain),
                                        Cell(day=version.in_force), words.ground(book, cite))))  # fmt: skip
        rows += _under(_owner(owner), lines)
    heads = (_head(_("审批")), _col(_("适用情形")), _col(_("依次报")), _day(), _col(_("依据")))
    return Chapter(_("审批权限"), (_table(_("审批权限"), heads, rows),), tuple(marks))


def _by_procedure(book: Lawbook, on: date, section: str) -> Iterator[tuple[Bound | None, list[Any]]]:
    """The entries that hold on the day under the procedure whose acts name them; None: of several, or of none in particular."""
    users: dict[str, list[Bound]] = {}
    for kind in (*in_order(), ANY):
        bound = book.procedure(kind, on)
        for name in dict.fromkeys(_names(bound, section)) if bound else ():
            users.setdefault(name, []).append(bound)
    owned: dict[str, list[Any]] = {}
    bounds: dict[str, Bound] = {}
    for name, entry in book.entries(section).items():
        if entry.on(on) is not None:
            found = users.get(name, [])
            owner = found[0] if len(found) == 1 and found[0].kind != ANY else None
            owned.setdefault(owner.kind if owner else "", []).append(entry)
            if owner:
                bounds[owner.kind] = owner
    for kind in (*in_order(), ""):
        if kind in owned:
            yield bounds.get(kind), owned[kind]


def _names(bound: Bound, section: str) -> Iterator[str]:
    """What the acts and steps of a procedure name of a section."""
    own = bound.procedure
    for act in own.acts.values():
        if section == "approvals":
            yield from (act.approval,) if act.approval else ()
        else:
            yield from (*act.starts, *act.stops, *act.pauses, *act.resumes)
            yield from (*act.proposed.starts, *act.proposed.stops) if act.proposed else ()
    if section == "clocks":
        yield from (step.clock for step in own.steps.values() if step.clock)


def _owner(bound: Bound | None) -> str:
    return bound.procedure.say(language()) if bound else _("各类共有")


def _under(title: str, lines: list[Row]) -> list[Row]:
    """Rows below what they have in common."""
    blank = (Cell(blank=True),) * (len(lines[0].cells) - 1)
    return [Row(cells=(Cell(words=title, strong=True), *blank), heads=True), *lines]


def separations(book: Lawbook, on: date, _name: str) -> Chapter:
    over = {"proposal": _("同一呈报"), "matter": _("同一事项"), "descent": _("同一事项及其来龙去脉")}
    rows, marks = [], []
    for rule in book.separations():
        if rule.in_force <= on and (rule.ends is None or on <= rule.ends):
            marks.append(rule.cite.checked)
            pair = _("%(one)s与%(other)s互斥") if rule.mutual else _("%(one)s之后不得%(other)s")
            said = pair % {
                "one": code_words(book, "duty", rule.duty),
                "other": code_words(book, "duty", rule.excludes),
            }
            rows.append(Row(cells=(Cell(words=rule.say(language())), Cell(words=said), Cell(words=over[rule.over]),
                                   Cell(day=rule.in_force), words.ground(book, rule.cite))))  # fmt: skip
    for kind in book.kinds():
        bound = book.procedure(kind, on)
        excluded = (
            (*bound.procedure.excluded_departments.values(), *bound.procedure.excluded_receivers.values())
            if bound
            else ()
        )
        for barred in excluded:
            marks.append(barred.cite.checked)
            rows.append(Row(cells=(Cell(words=barred.say(language())), Cell(words=_("部门和单位")),
                                   Cell(words=bound.procedure.say(language())), Cell(day=bound.in_force),
                                   words.ground(book, barred.cite))))  # fmt: skip
    heads = (_head(_("职责分离")), _col(_("职责")), _col(_("范围")), _day(), _col(_("依据")))
    return Chapter(_("职责分离"), (_table(_("职责分离"), heads, rows),), tuple(marks))


def taxonomies(book: Lawbook, on: date, name: str) -> Chapter:
    found: Taxonomy = book.taxonomy(name)
    codes = [code for code in found.codes.values() if (code.since or found.in_force) <= on]
    rows = [
        Row(cells=(Cell(words=code.say(language())), Cell(words=code.hinted(language())), Cell(day=code.since or found.in_force),
                   Cell(day=code.until), words.ground(book, code.cite or found.cite)))
        for code in codes
    ]  # fmt: skip
    heads = (
        _head(_("名称")),
        _col(_("说明")),
        _day(_("启用")),
        _day(_("停用")),
        _col(_("依据")),
    )
    title = found.say(language())
    marks = tuple((code.cite or found.cite).checked for code in codes)
    return Chapter(title, (_table(title, heads, rows),), marks, found.in_force)


def instruments(book: Lawbook, on: date, _name: str) -> Chapter:
    rows, marks = [], []
    for item in sorted(book.entries("instruments").values(), key=lambda one: one.in_force):
        if item.in_force > on:
            continue
        marks.append(item.checked)
        amended = words.joined(f"{later.in_force}" for later in item.amended if later.in_force <= on)
        full = item.en if language() == "en" else f"《{item.label}》"
        rows.append(Row(cells=(Cell(words=full), Cell(day=item.in_force), Cell(words=amended),
                               Cell(day=item.repealed_on), Cell(tag=words.checked_tag(item.checked), sub=item.noted(language())))))  # fmt: skip
    heads = (
        _head(_("法规文件")),
        _day(_("施行")),
        _col(_("修订后施行")),
        _day(_("废止")),
        _col(_("施行日期核对")),
    )
    return Chapter(_("法规文件"), (_table(_("法规文件"), heads, rows),), tuple(marks))


def calendars(book: Lawbook, on: date, name: str) -> Chapter:
    """The working days of a year, month by month, and what the yearly notice changes."""
    year = book.entries("calendars")[name]
    heads = (_head(_("安排")), _col(_("日期")), _col(_("依据")))
    changed = ((_("放假的工作日"), year.rest), (_("上班的双休日"), year.work))
    rows = [Row(cells=(Cell(words=label), Cell(words=words.joined(f"{day:%m-%d}" for day in days)), words.ground(book, year.cite)))
            for label, days in changed]  # fmt: skip
    title = _("%(year)s年工作日历") % {"year": year.year}
    months = tuple(month(book, year.year, number, {on: _("当日")}) for number in range(1, 13))
    return Chapter(title, (_table(title, heads, rows),), (year.cite.checked,), year.published, months)


def changes(book: Lawbook, on: date, _name: str) -> Chapter:
    """What came into force when, latest first; what is to come stands on top."""
    found = sorted(_dated(book), key=lambda item: item.label)
    found.sort(key=lambda item: item.section)
    found.sort(key=lambda item: item.day, reverse=True)
    rows = []
    for day, group in groupby(found, key=lambda item: item.day):
        lines = [
            Row(cells=(Cell(words=item.label, href=item.href), Cell(words=item.section), Cell(words=item.change)))
            for item in group
        ]  # fmt: skip
        rows += _under(day.isoformat() + phrases.aside("" if day <= on else _("尚未施行")), lines)
    heads = (_head(_("条目")), _col(_("类别")), _col(_("变更")))
    return Chapter(_("变更记录"), (_table(_("变更记录"), heads, rows),))


class Dated(NamedTuple):
    """An entry on the day from which it holds anew, or no longer."""

    day: date
    section: str
    label: str
    change: str
    href: str


def _dated(book: Lawbook) -> Iterator[Dated]:
    labels = {"clocks": _("时限"), "approvals": _("审批权限"), "indicators": _("指标")}
    for section, said in labels.items():
        for name, entry in book.entries(section).items():
            place = reverse("lawbook_entry", args=[section, name]) if section == "indicators" else reverse("lawbook_section", args=[section])  # fmt: skip
            yield from _versions(entry.versions, said, entry.say(language()), place)
    place = reverse("lawbook_section", args=["separations"])
    for rule in book.separations():
        yield from _versions((rule,), _("职责分离"), rule.say(language()), place)
    for kind in (*book.kinds(), ANY):
        label = book.versions(kind)[-1].say(language()) if kind != ANY else _("各类共有")
        yield from _versions(
            book.versions(kind), _("程序"), label, reverse("lawbook_entry", args=["procedures", kind])
        )


def _versions(versions: Iterable[HasForce], section: str, label: str, place: str) -> Iterator[Dated]:
    """Each version as what it does to the entry; the address leads to the day from which it holds."""
    for number, version in enumerate(versions):
        change = _("修订") if number else _("新增")
        yield Dated(version.in_force, section, label, change, f"{place}?on={version.in_force}")
        if version.ends:
            after = version.ends + timedelta(days=1)
            yield Dated(after, section, label, _("废止"), f"{place}?on={version.ends}")


def month(book: Lawbook, year: int, number: int, marks: Mapping[date, str]) -> Month:
    """A month with its working and shifted days; some days carry a word."""
    first = date(year, number, 1)
    days: list[CalendarDay | None] = [None] * first.weekday()
    day = first
    while day.month == number:
        days.append(CalendarDay(day, _sort(book, day), marks.get(day, "")))
        day += timedelta(days=1)
    days += [None] * (-len(days) % 7)
    label = _("%(year)s年%(month)s月") % {"year": year, "month": number}
    return Month(label=label, weeks=tuple(tuple(days[at : at + 7]) for at in range(0, len(days), 7)))


def _sort(book: Lawbook, day: date) -> str:
    works, shifted = book.calendar.is_working(day), book.calendar.is_shifted(day)
    return ("shifted_work" if works else "shifted_rest") if shifted else "work" if works else "rest"


def _table(caption: str, heads: tuple[Column, ...], rows: list[Row]) -> Table:
    return Table(caption=caption, columns=heads, rows=tuple(rows), compact=True)


def _head(label: str) -> Column:
    return Column(label=label, kind="head")


def _col(label: str) -> Column:
    return Column(label=label)


def _day(label: str = "") -> Column:
    return Column(label=label or _("施行"), kind="day")


SECTIONS: dict[str, Callable[[Lawbook, date, str], Chapter]] = {
    "clocks": clocks,
    "approvals": approvals,
    "separations": separations,
    "taxonomies": taxonomies,
    "instruments": instruments,
    "calendars": calendars,
    "changes": changes,
}
