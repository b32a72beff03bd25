"""The lines of a list of posts: who holds what in which unit, every cell read, every mistake listed with its place."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from mingjian.channels.days import AS, NoDay, read_day
from mingjian.channels.faults import Fault, letter
from mingjian.channels.people import one_line
from mingjian.channels.reports import LOST, as_text, has_lost_digits
from mingjian.channels.synonyms import word_form
from mingjian.channels.table import Layout, Line, Register, read_register
from mingjian.law.lawbook import Lawbook

POSTS = Layout("posts", ("unit", "name", "title", "position"))
LONGEST = {"unit": 100, "name": 50, "title": 60, "id_number": 18}
# What lists write beside the labels of the lawbook's list `position`.
_WORDS = {
    "head": ("一把手", "主要负责人", "主要领导", "正职", "党政正职"),
    "deputy": ("副职", "领导副职", "班子副职领导"),
    "member": ("成员", "领导班子成员", "其他班子成员", "是"),
    "other": ("其他", "非班子成员", "不是班子成员", "中层", "中层干部", "否"),
}


class Named(NamedTuple):
    """Whom and which post a line speaks of. `row` as the spreadsheet numbers it."""

    row: int
    unit: str
    name: str
    id_number: str
    position: str
    title: str
    since: date
    until: date | None


class Posts(NamedTuple):
    """A list of posts as read."""

    register: Register
    lines: tuple[Named, ...]
    faults: tuple[Fault, ...]


def read_posts(path: Path, book: Lawbook, today: date, sheet: str | None = None) -> Posts:
    """Every line that can be read, and every mistake in those that cannot. Raises SheetRefused for what is no list of posts."""
    register = read_register(path, sheet, POSTS)
    known = position_words(book)
    lines, faults = [], list[Fault]()
    for line in register.lines:
        wrong = list(_wrong(register, line, known, today))
        faults += wrong
        if not wrong:
            lines.append(_named(register, line, known))
    return Posts(register, tuple(lines), tuple(faults))


def position_words(book: Lawbook) -> dict[str, str]:
    """The code of a position by how it may be written."""
    found = {word_form(word): code for code, words in _WORDS.items() for word in words}
    return found | {word_form(item.label): code for code, item in book.taxonomy("position").codes.items()}


def fault(register: Register, row: int, field: str, value: str, what: str, remedy: str) -> Fault:
    """A mistake at its place; what is private is never repeated."""
    item, column = POSTS.fields[field], register.column(field)
    shown = "" if item.is_private else value if len(value) <= 20 else value[:20] + "…"
    place = (letter(column.place), column.heading) if column else ("", item.label)
    return Fault(row, *place, shown, what, remedy)


def _text(line: Line, field: str) -> str:
    return one_line(as_text(line.cells.get(field, "")))


def _wrong(register: Register, line: Line, known: dict[str, str], today: date) -> Iterator[Fault]:
    for field, item in POSTS.fields.items():
        value = _text(line, field)
        if not value:
            if item.is_needed:
                yield fault(register, line.row, field, "", "没有填写", "请补填")
        elif field in LONGEST and len(value) > LONGEST[field]:
            yield fault(register, line.row, field, value, f"超过{LONGEST[field]}字", "请核对后缩短")
    if has_lost_digits(line.cells.get("id_number", "")):
        yield fault(register, line.row, "id_number", "", *LOST)
    position = _text(line, "position")
    if position and word_form(position) not in known:
        yield fault(
            register,
            line.row,
            "position",
            position,
            "不认识",
            "请写“一把手”、班子副职、班子成员、不在班子任职之一",
        )
    yield from _wrong_days(register, line, today)


def _wrong_days(register: Register, line: Line, today: date) -> Iterator[Fault]:
    days = {}
    for field in ("since", "until"):
        value = _text(line, field)
        try:
            days[field] = _day(register, line, field)
        except NoDay as error:
            yield fault(register, line.row, field, value, error.what, error.remedy)
            return
        day = days[field]
        if day is not None and day > today:
            yield fault(register, line.row, field, value, f"晚于今天（{today}）", "请核对后改正")
    since, until = days["since"], days["until"]
    if since is None and _text(line, "since"):
        yield fault(register, line.row, "since", _text(line, "since"), "不是日期", AS)
    if since and until and until < since:
        yield fault(
            register,
            line.row,
            "until",
            _text(line, "until"),
            f"早于任职日期（{since}）",
            "请核对两个日期后改正",
        )


def _day(register: Register, line: Line, field: str) -> date | None:
    """The day of a cell; somebody who still holds the post has none."""
    if _text(line, field) in ("", "至今", "现任", "在任", "—", "-"):
        return None
    return read_day(line.cells[field], register.year)


def _named(register: Register, line: Line, known: dict[str, str]) -> Named:
    since = _day(register, line, "since")
    assert since is not None
    return Named(line.row, _text(line, "unit"), _text(line, "name"), _text(line, "id_number").upper(),
                 known[word_form(_text(line, "position"))], _text(line, "title"), since, _day(register, line, "until"))  # fmt: skip
