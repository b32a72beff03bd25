"""The other chapters of the lawbook as tables, each as it stands on a day."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _

from mingjian.law.entry import Checked
from mingjian.law.lawbook import Lawbook
from mingjian.law.taxonomy import Taxonomy
from mingjian.web.desk import law_words as words
from mingjian.web.desk.frames import code_words, language
from mingjian.web.shared.parts import CalendarDay, Cell, Column, Month, Row, Table, Tag


class Chapter(NamedTuple):
    """What a chapter shows: its tables, from when it holds, how well each entry was checked."""

    title: str
    tables: tuple[Table, ...]
    checked: tuple[Checked, ...] = ()
    since: date | None = None
    months: tuple[Month, ...] = ()


def clocks(book: Lawbook, on: date, _name: str) -> Chapter:
    fields, rows, marks = words.all_fields(book, on), [], []
    for entry in book.entries("clocks").values():
        version = entry.on(on)
        if version is not None:
            marks.append(version.cite.checked)
            rule = version.rule_en if language() == "en" else version.rule
            cells = (
                entry.say(language()),
                rule,
                words.length(version, fields, book),
                words.extension(version, book),
            )
            rows.append(
                Row(
                    cells=(
                        *(Cell(words=cell) for cell in cells),
                        Cell(day=version.in_force),
                        words.ground(book, version.cite),
                    )
                )
            )
    heads = (
        _head(_("时限")),
        _col(_("规则")),
        _col(_("长度")),
        _col(_("延长"), extra=True),
        _day(),
        _col(_("依据")),
    )
    return Chapter(_("时限"), (_table(_("时限"), heads, rows),), tuple(marks))


def approvals(book: Lawbook, on: date, _name: str) -> Chapter:
    fields, rows, marks = words.all_fields(book, on), [], []
    for entry in book.entries("approvals").values():
        version = entry.on(on)
        for when, chain, cite in words.chains(version, fields, book) if version else ():
            marks.append(cite.checked)
            rows.append(Row(cells=(Cell(words=entry.say(language())), Cell(words=when), Cell(words=chain),
                                   Cell(day=version.in_force), words.ground(book, cite))))  # fmt: skip
    heads = (_head(_("审批")), _col(_("适用情形")), _col(_("依次报")), _day(), _col(_("依据")))
    return Chapter(_("审批权限"), (_table(_("审批权限"), heads, rows),), tuple(marks))


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
    rows = [
        Row(cells=(Cell(words=code.say(language())), Cell(words=key), Cell(words=code.hinted(language())),
                   Cell(day=code.since or found.in_force), Cell(day=code.until), words.ground(book, code.cite)))
        for key, code in found.codes.items() if (code.since or found.in_force) <= on
    ]  # fmt: skip
    heads = (
        _head(_("名称")),
        _col(_("代码")),
        _col(_("说明")),
        _day(_("启用")),
        _day(_("停用")),
        _col(_("依据"), extra=True),
    )
    title = found.say(language())
    return Chapter(title, (_table(title, heads, rows),), (found.cite.checked,), found.in_force)


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
    heads = (_head(_("法规文件")), _day(_("施行")), _col(_("修订后施行")), _day(_("废止")), _col(_("核对")))
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
    found = sorted(set(_dated(book)), key=lambda item: (item[0], item[1]), reverse=True)
    rows = [
        Row(cells=(Cell(words=day.isoformat(), tag=None if day <= on else Tag(_("尚未施行"), "warn")),
                   Cell(words=section), Cell(words=words.joined(label for _d, _s, label in group))))
        for (day, section), group in groupby(found, key=lambda item: item[:2])
    ]  # fmt: skip
    heads = (_head(_("施行日")), _col(_("类别")), _col(_("条目")))
    return Chapter(_("变更记录"), (_table(_("变更记录"), heads, rows),))


def _dated(book: Lawbook) -> list[tuple[date, str, str]]:
    labels = {"clocks": _("时限"), "approvals": _("审批权限"), "indicators": _("指标")}
    found = [
        (version.in_force, labels[section], entry.say(language()))
        for section in labels for entry in book.entries(section).values() for version in entry.versions
    ]  # fmt: skip
    found += [(rule.in_force, _("职责分离"), rule.say(language())) for rule in book.separations()]
    found += [
        (item.in_force, _("程序"), item.say(language())) for item in book.entries("procedures").values()
    ]
    return found


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


def _col(label: str, *, extra: bool = False) -> Column:
    return Column(label=label, essential=not extra)


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
