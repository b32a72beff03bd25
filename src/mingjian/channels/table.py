"""The register in a sheet: where its headings are, what each means, and the lines below them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from mingjian.channels.days import year_in
from mingjian.channels.faults import Fault, SheetRefused, letter, whole
from mingjian.channels.sheet import Cell, Merge, Sheet, read_sheets
from mingjian.channels.synonyms import Heading, field_of, heading_form, headings

_SEARCHED = 20  # rows among which the headings are looked for
_ENOUGH = 3  # headings by which a row is known
_ENDS = ("合计", "总计", "小计", "共计", "制表", "填表", "审核", "备注", "说明", "注", "范围")
PEOPLE = (
    "accused",
    "accused_unit",
    "accused_post",
)  # what a report spread over several rows may have in each


class Layout(NamedTuple):
    """A kind of register: the file of its headings, the fields that make a row a line, those whose cells may be merged
    over several rows of one line, and columns that need another one beside them.
    """

    headings: str
    told_by: tuple[str, ...]
    spread: tuple[str, ...] = ()
    together: tuple[tuple[str, str], ...] = ()

    @property
    def fields(self) -> dict[str, Heading]:
        return headings(self.headings)


REPORTS = Layout("headings", ("received_on", "content", "title", "channel", "accused"), ("content", "title"),
                 (("result", "concluded_on"),))  # fmt: skip


class Column(NamedTuple):
    """A column of the sheet: its place from 0, its heading as written, the field it means (None: unknown)."""

    place: int
    heading: str
    field: str | None


@dataclass(frozen=True)
class Line:
    """One report: the number of its first row as the spreadsheet counts, and its cells by field.

    Where it stands in several rows (content merged over them), the fields of PEOPLE have one value for each row.
    """

    row: int
    cells: dict[str, Cell]
    people: dict[str, list[Cell]]


@dataclass(frozen=True)
class Register:
    """A register as read: its columns, its lines, the year that its title names, rows that were passed over."""

    file: str
    sheet: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    year: int | None
    passed_over: tuple[int, ...]

    def column(self, field: str) -> Column | None:
        return next((column for column in self.columns if column.field == field), None)


class _Head(NamedTuple):
    first: int
    last: int
    columns: tuple[Column, ...]

    @property
    def known(self) -> int:
        return len({column.field for column in self.columns} - {None})

    @property
    def rank(self) -> tuple[int, int, int]:
        """More fields are better, then fewer columns for the same field, then fewer rows."""
        named = sum(column.field is not None for column in self.columns)
        return self.known, self.known - named, self.first - self.last


def read_register(path: Path, sheet: str | None = None, layout: Layout = REPORTS) -> Register:
    """The register in a file. Raises SheetRefused: no such file or sheet, no headings, two for one field, one missing."""
    found = [(one, head) for one in read_sheets(path) if (head := _head(one, layout)) is not None]
    if sheet is not None:
        found = [(one, head) for one, head in found if one.name == sheet]
    if not found:
        where = f"{path.name}的“{sheet}”表" if sheet else path.name
        raise whole(f"{where}的前{_SEARCHED}行中找不到表头", f"请在一行中写明{_needed(layout)}等栏目名称")
    if len(found) > 1:
        names = "、".join(f"“{one.name}”" for one, _ in found)
        raise whole(f"{path.name}有几张台账：{names}", "请用--sheet写明导入哪一张")
    one, head = found[0]
    _check(head.columns, layout)
    titles = [str(cell) for row in one.rows[: head.first] for cell in row]
    lines, passed_over = _lines(one, head, layout)
    year = year_in(" ".join(titles), one.name, path.stem)
    return Register(path.name, one.name, head.columns, tuple(lines), year, tuple(passed_over))


def _needed(layout: Layout) -> str:
    return "、".join(item.label for item in layout.fields.values() if item.is_needed)


def _head(sheet: Sheet, layout: Layout) -> _Head | None:
    """The row, or the two rows under merged headings, that know most fields."""
    heads = []
    for number in range(min(_SEARCHED, len(sheet.rows))):
        heads.append(_Head(number, number, _columns(layout, sheet.rows[number])))
        if number + 1 < len(sheet.rows) and any(
            item.top == number and item.left < item.right for item in sheet.merges
        ):
            heads.append(
                _Head(number, number + 1, _columns(layout, sheet.rows[number], sheet.rows[number + 1]))
            )
    known = [head for head in heads if head.known >= _ENOUGH]
    return max(known, key=lambda head: head.rank, default=None)


def _columns(
    layout: Layout, upper: Sequence[Cell], lower: Sequence[Cell] | None = None
) -> tuple[Column, ...]:
    found = []
    for place, cell in enumerate(upper):
        above, below = str(cell).strip(), str(lower[place]).strip() if lower else ""
        if not below or below == above:
            found.append(Column(place, above, field_of(above, layout.headings)))
        else:
            field = field_of(above + below, layout.headings) or field_of(below, layout.headings)
            found.append(Column(place, f"{above}/{below}" if above else below, field))
    return tuple(column for column in found if column.heading)


def _check(columns: Sequence[Column], layout: Layout) -> None:
    faults = []
    for field, item in layout.fields.items():
        same = [column for column in columns if column.field == field]
        if len(same) > 1:
            names = "和".join(f"{letter(column.place)}列“{column.heading}”" for column in same)
            faults.append(
                Fault(0, "", "", "", f"{names}都是“{item.label}”", "请删去一列，或者改写一列的名称")
            )
        elif not same and item.is_needed and not any(column.field == item.instead for column in columns):
            faults.append(_missing(item, layout))
    known = {column.field for column in columns}
    for one, beside in layout.together:
        if one in known and beside not in known:
            has, lacks = layout.fields[one].label, layout.fields[beside].label
            faults.append(
                Fault(
                    0,
                    "",
                    "",
                    "",
                    f"有“{has}”一栏，没有“{lacks}”一栏",
                    f"请增加“{lacks}”一栏，未办结的留空",
                )
            )
    if faults:
        raise SheetRefused(faults)


def _missing(item: Heading, layout: Layout) -> Fault:
    other = layout.fields[item.instead].label if item.instead else ""
    label = f"“{item.label}”{f'或者“{other}”' if other else ''}"
    return Fault(0, "", "", "", f"没有{label}一栏", f"请增加这一栏（栏名可写{'、'.join(item.words[:4])}等）")


def _lines(sheet: Sheet, head: _Head, layout: Layout) -> tuple[list[Line], list[int]]:
    fields = {column.field: column.place for column in head.columns if column.field}
    spans = _spans(sheet.merges, fields, head.last, layout)
    lines, passed_over = [], []
    number = head.last + 1
    while number < len(sheet.rows):
        last = spans.get(number, number)
        rows = sheet.rows[number : last + 1]
        if _is_line(rows[0], head, fields, layout):
            lines.append(_line(number, rows, fields))
        elif any(str(cell).strip() for cell in rows[0]):
            passed_over.append(number + 1)
        number = last + 1
    return lines, passed_over


def _spans(merges: Sequence[Merge], fields: dict[str, int], above: int, layout: Layout) -> dict[int, int]:
    """The last row, by the first, of reports whose content is merged over several rows."""
    places = {fields[name] for name in layout.spread if name in fields}
    return {
        item.top: item.bottom
        for item in merges
        if item.top > above and item.left in places and item.bottom > item.top
    }


def _is_line(row: Sequence[Cell], head: _Head, fields: dict[str, int], layout: Layout) -> bool:
    """Whether a row is a report, and not empty, a sum, a remark below the table, or the headings once more."""
    if all(heading_form(str(row[column.place])) in heading_form(column.heading) for column in head.columns):
        return False
    first = next((str(cell).strip() for cell in row if str(cell).strip()), "")
    facts = [row[place] for field, place in fields.items() if field in layout.told_by]
    written = [cell for cell in facts if str(cell).strip()]
    if len(written) > 1 and len(set(map(str, written))) == 1:
        return False  # one remark merged over the whole row is the same in every cell
    return len(written) > 2 or (bool(written) and not heading_form(first).startswith(_ENDS))


def _line(number: int, rows: Sequence[Sequence[Cell]], fields: dict[str, int]) -> Line:
    cells = {field: next(_written(rows, place), "") for field, place in fields.items()}
    people = {field: [row[fields[field]] for row in rows] for field in PEOPLE if field in fields}
    return Line(number + 1, cells, people)


def _written(rows: Sequence[Sequence[Cell]], place: int) -> Iterator[Cell]:
    return (row[place] for row in rows if str(row[place]).strip())
