"""A workbook or a CSV file as sheets of cells, nothing interpreted yet."""

import csv
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from mingjian.channels.faults import SheetRefused, whole

Cell = str | float | bool | date | datetime | time | timedelta
MOST_ROWS = 100_000
MOST_BYTES = 50 << 20
MOST_UNPACKED = 1 << 30
_KINDS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")


@dataclass(frozen=True)
class Merge:
    """Cells merged into one: rows and columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet; `rows[0]` is its first row. An empty cell is ''. Merged cells are listed and filled."""

    name: str
    rows: list[list[Cell]]
    merges: tuple[Merge, ...] = ()


def read_sheets(path: Path) -> list[Sheet]:
    """The visible sheets of a file. Raises SheetRefused with one sentence for a file that cannot be read."""
    if not path.is_file():
        raise whole(f"没有文件{path.name}", "请核对文件名和所在目录")
    if path.suffix.lower() not in _KINDS:
        raise whole(f"{path.name}不是电子表格", "请用.xlsx、.xls或.csv文件")
    if path.stat().st_size > MOST_BYTES:
        raise whole(f"{path.name}超过{MOST_BYTES >> 20}MB", "请删去图片，或者分成几个文件")
    sheets = [_csv(path)] if path.suffix.lower() == ".csv" else _workbook(path)
    for sheet in sheets:
        if len(sheet.rows) > MOST_ROWS:
            raise whole(f"{path.name}的“{sheet.name}”表超过{MOST_ROWS}行", "请分成几个文件")
    return sheets


def _workbook(path: Path) -> list[Sheet]:
    _refuse_bomb(path)
    try:
        with CalamineWorkbook.from_path(path) as book:
            shown = [
                item.name
                for item in book.sheets_metadata
                if item.visible == SheetVisibleEnum.Visible and item.typ == SheetTypeEnum.WorkSheet
            ]
            return [_sheet(book.get_sheet_by_name(name)) for name in shown]
    except PasswordError:
        raise whole(f"{path.name}有打开密码", "请取消密码后另存，再导入") from None
    except (CalamineError, OSError):
        raise _damaged(path) from None


def _refuse_bomb(path: Path) -> None:
    """A small archive that unpacks to more than memory holds is no register."""
    try:
        with ZipFile(path) as archive:
            if sum(item.file_size for item in archive.infolist()) > MOST_UNPACKED:
                raise whole(f"{path.name}展开后过大", "请删去空白格式和图片，另存后再导入")
    except BadZipFile:
        return  # .xls is no archive; a damaged .xlsx is found by the reader


def _damaged(path: Path) -> SheetRefused:
    return whole(f"{path.name}不是有效的电子表格，或者已经损坏", "请用表格软件打开后另存为.xlsx，再导入")


def _sheet(sheet: CalamineSheet) -> Sheet:
    rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)  # type: ignore[assignment]
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    merges = [
        Merge(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    return Sheet(sheet.name, rows, tuple(_filled(rows, merges)))


def _filled(rows: list[list[Cell]], merges: list[Merge]) -> list[Merge]:
    """Write the value of each merged cell into all it covers; the merges, cut to what there is."""
    found = []
    for merge in merges:
        if merge.top >= len(rows) or merge.left >= len(rows[merge.top]):
            continue
        cut = Merge(
            merge.top, merge.left, min(merge.bottom, len(rows) - 1), min(merge.right, len(rows[0]) - 1)
        )
        for row in rows[cut.top : cut.bottom + 1]:
            row[cut.left : cut.right + 1] = [rows[cut.top][cut.left]] * (cut.right - cut.left + 1)
        found.append(cut)
    return found


def _csv(path: Path) -> Sheet:
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise whole(f"{path.name}的文字编码不认识", "请另存为.xlsx，再导入")
    try:
        rows: list[list[Cell]] = [
            list(row) for row in csv.reader(text.splitlines(keepends=True), strict=True)
        ]
    except csv.Error:
        raise _damaged(path) from None
    width = max((len(row) for row in rows), default=0)
    return Sheet(path.stem, [row + [""] * (width - len(row)) for row in rows])
