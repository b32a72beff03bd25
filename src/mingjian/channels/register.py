"""Registers as spreadsheets: one line for each matter, headed as the lawbook names its fields."""

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import xlsxwriter
from django.db import models
from xlsxwriter.worksheet import Worksheet

from mingjian.law.lawbook import Lawbook
from mingjian.law.procedure import Field
from mingjian.law.values import BEIJING
from mingjian.ledger.kinds import kind as kind_named
from mingjian.ledger.models import NEVER, Matter

Value = str | date | int | None
MOST_LINES = 1_000_000  # of one sheet; more go on the next
_LIVE = ("=", "+", "-", "@", "\t", "\r")
_AT_ONCE = 500


class Column(NamedTuple):
    """A column: its heading, its width in characters, its value for a matter and that matter's record, its heading in English."""

    heading: str
    width: int
    value: Callable[[Matter, models.Model], Value]
    en: str

    def say(self, language: str = "zh") -> str:
        return self.en if language.startswith("en") else self.heading


@dataclass(frozen=True)
class Said:
    """The last line of a register: what was filtered, when it was made, whose copy it is."""

    filter: str
    at: datetime
    mark: str = ""
    each: str = "件"

    def line(self, count: int) -> str:
        made = self.at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
        mark = f"；{self.mark}" if self.mark else ""
        return f"范围：{self.filter}；导出时间：{made}；共{count}{self.each}{mark}"


def columns(book: Lawbook, kind: str, titles: Mapping[UUID, str] | None = None) -> list[Column]:
    """The columns of a kind: number, step, dates, unit, department, handler, then the coded columns of its record.

    With `titles` (content, P3: the page opens them for those within reach) the title follows the number.
    """
    steps = {version.in_force: version.steps for version in book.versions(kind)}
    found = [Column("编号", 22, lambda matter, _: matter.number, "Number")]
    if titles is not None:
        found.append(Column("标题", 40, lambda matter, _: titles.get(matter.pk, ""), "Title"))
    found += [
        Column("环节", 16, lambda matter, _: steps[matter.procedure][matter.step].label, "Step"),
        Column("登记日", 12, lambda matter, _: matter.opened_on, "Registered on"),
        Column("到期", 12, lambda matter, _: None if matter.due_on == NEVER else matter.due_on, "Due"),
        Column("办结日", 12, lambda matter, _: matter.closed_on, "Ended on"),
        Column("单位", 20, lambda matter, _: matter.unit.name, "Unit"),
        Column(
            "部门", 14, lambda matter, _: matter.department.name if matter.department else None, "Department"
        ),
        Column("承办人", 10, lambda matter, _: matter.handler.name if matter.handler else None, "Handler"),
    ]
    fields = {name: field for version in book.versions(kind) for name, field in version.fields.items()}
    record = kind_named(kind).columns
    return found + [
        _recorded(book, name, column, fields.get(name))
        for name, column in record.items()
        if _is_plain(column)
    ]


def _is_plain(column: "models.Field[Any, Any]") -> bool:
    """Ids of persons and matters say nothing in a spreadsheet; sealed words are opened by pages only."""
    return not isinstance(column, models.BinaryField | models.ForeignKey)


def _recorded(book: Lawbook, name: str, column: "models.Field[Any, Any]", field: Field | None) -> Column:
    heading = field.label if field else str(column.verbose_name)
    codes = book.taxonomy(field.codes).codes if field and field.codes else {}

    def value(_: Matter, record: models.Model) -> Value:
        found = getattr(record, name)
        if isinstance(found, bool):
            return "是" if found else "否"
        if found in codes:
            return codes[found].label
        return found if found is None or isinstance(found, date | int) else str(found)

    return Column(heading, max(12, 2 * len(heading)), value, field.en if field else _english(name))


def _english(name: str) -> str:
    """What no field of the lawbook names is called as its column is: decided_on, Decided on."""
    return name.removeprefix("is_").replace("_", " ").capitalize()


def lines(columns: Sequence[Column], kind: str, matters: Iterable[Matter]) -> Iterator[list[Value]]:
    """The lines of these matters in their order; records are read five hundred at a time."""
    record = kind_named(kind).record
    waiting: list[Matter] = []
    for matter in matters:
        waiting.append(matter)
        if len(waiting) == _AT_ONCE:
            yield from _lines(columns, record, waiting)
            waiting = []
    yield from _lines(columns, record, waiting)


def _lines(
    columns: Sequence[Column], record: type[models.Model], matters: Sequence[Matter]
) -> Iterator[list[Value]]:
    records = record._default_manager.in_bulk([matter.pk for matter in matters])
    for matter in matters:
        yield [column.value(matter, records[matter.pk]) for column in columns]


def matters_of(kind: str, unit_path: str = "") -> Iterator[Matter]:
    """All matters of a kind under a unit, by day of registration; for commands of the server, which print P2 only."""
    found = Matter.objects.filter(kind=kind, unit__path__startswith=unit_path).defer(
        "key", "title", "head", "random"
    )
    ordered = found.select_related("unit", "department", "handler").order_by(
        "opened_on", "unit", "number", "id"
    )
    return ordered.iterator(chunk_size=_AT_ONCE)


def write_register(
    path: Path, columns: Sequence[Column], lines: Iterable[Sequence[Value]], said: Said
) -> int:
    """Write a register, one line in memory at a time; the number of lines. The file is there whole or not at all.

    Dates are dates and counts are numbers; everything else, ids too, is text, and no cell is ever a formula (WEB-06).
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        book = xlsxwriter.Workbook(
            part, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        count = _write(book, columns, lines, said)
        book.close()
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count


def _write(
    book: xlsxwriter.Workbook, columns: Sequence[Column], lines: Iterable[Sequence[Value]], said: Said
) -> int:
    bold, day = (
        book.add_format({"bold": True, "bottom": 1}),
        book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
    )
    sheet, row, count = _sheet(book, columns, bold), 0, 0
    for line in lines:
        if row == MOST_LINES:
            sheet, row = _sheet(book, columns, bold), 0
        row, count = row + 1, count + 1
        for place, value in enumerate(line):
            if isinstance(value, date):
                sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), day)
            elif isinstance(value, int):
                sheet.write_number(row, place, value)
            elif value is not None:
                sheet.write_string(row, place, harmless(str(value)))
    sheet.write_string(row + 2, 0, harmless(said.line(count)))
    return count


def write_csv(path: Path, columns: Sequence[Column], lines: Iterable[Sequence[Value]], said: Said) -> int:
    """The same as text with commas, marked as UTF-8 so that office programs read it rightly; the number of lines."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(column.heading for column in columns)
        for line in lines:
            count += 1
            out.writerow("" if value is None else harmless(str(value)) for value in line)
        out.writerows([[], [harmless(said.line(count))]])
    return count


def _sheet(book: xlsxwriter.Workbook, columns: Sequence[Column], bold: Any) -> Worksheet:
    sheet = book.add_worksheet()
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.heading, bold)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return sheet


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula, not even after it has been saved as CSV and opened again."""
    return f"'{text}" if text.startswith(_LIVE) else text
