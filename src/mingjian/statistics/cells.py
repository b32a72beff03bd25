"""CSV files of facts cell by cell: what is wrong in which row and column."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mingjian.statistics.facts import Column, Table

Cells = dict[str, list[str]]
MOST_SHOWN = 20


@dataclass(frozen=True)
class Mistake:
    """One mistake: file, row as a spreadsheet numbers it (the header is row 1), column, what is wrong."""

    file: str
    row: int
    column: str
    what: str

    def __str__(self) -> str:
        row = f" 第{self.row}行" if self.row else ""
        column = f"“{self.column}”列" if self.column else ""
        return f"{self.file}{row}{column}：{self.what}"


class FactsRefused(ValueError):
    """The import is refused; `mistakes` lists every one, the message the first twenty."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        shown = [str(mistake) for mistake in mistakes[:MOST_SHOWN]]
        more = len(mistakes) - len(shown)
        rest = [f"另有{more}处"] if more else []
        super().__init__("\n".join([*shown, *rest, "未导入任何内容；请改正后重新导入"]))
        self.mistakes = mistakes


def read(path: Path, table: Table, mistakes: list[Mistake]) -> Cells:
    """The cells by column, every column of the file as long as the others; mistakes of form are added."""
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            same: dict[str, str] = {}
            rows = [[same.setdefault(cell, cell) for cell in row] for row in csv.reader(lines, strict=True)]
    except UnicodeDecodeError:
        mistakes.append(Mistake(path.name, 1, "", "不是UTF-8编码；请另存为UTF-8的CSV"))
        return {}
    except csv.Error as error:
        mistakes.append(Mistake(path.name, 1, "", f"不是有效的CSV（{error}）；请核对引号和逗号"))
        return {}
    header = rows[0] if rows else []
    found = list(columns_wrong(path.name, table, header))
    numbered = [(number, row) for number, row in enumerate(rows[1:], 2) if row]
    found += [
        Mistake(path.name, number, "", f"有{len(row)}格，表头有{len(header)}列")
        for number, row in numbered
        if len(row) != len(header)
    ]
    mistakes += found
    if found:
        return {}
    columns = {name: [row[place] for _, row in numbered] for place, name in enumerate(header)}
    return {**columns, "": [str(number) for number, _ in numbered]}


def columns_wrong(file: str, table: Table, header: list[str]) -> Iterator[Mistake]:
    known = {column.name for column in table.columns}
    for name in header:
        if name not in known:
            yield Mistake(file, 1, name, "不认识的列；请核对拼写或删去")
    for name in sorted({name for name in header if header.count(name) > 1}):
        yield Mistake(file, 1, name, "这一列写了两次")
    for column in table.columns:
        if column.name not in header and not column.optional:
            yield Mistake(file, 1, column.name, "缺少这一列")


def checked(table: Table, cells: Cells, units: set[str]) -> Iterator[Mistake]:
    file, rows = f"{table.name}.csv", cells.get("", [])
    for column in table.columns:
        given = cells.get(column.name)
        if given is None:
            continue
        told = {value: what for value in set(given) if (what := wrong(value, column, units))}
        if told:
            for row, value in zip(rows, given, strict=True):
                if value in told:
                    yield Mistake(file, int(row), column.name, told[value])
        if column.type == "id":
            yield from _repeated(file, given, rows)


def _repeated(file: str, ids: list[str], rows: Iterable[str]) -> Iterator[Mistake]:
    first: dict[str, str] = {}
    for row, name in zip(rows, ids, strict=True):
        if name and name in first:
            yield Mistake(file, int(row), "id", f"编号“{name}”与第{first[name]}行重复")
        first.setdefault(name, row)


def wrong(value: str, column: Column, units: set[str]) -> str | None:
    """What is wrong with a cell, or None."""
    if value == "":
        return "不能为空" if column.type == "id" or column.name == "unit" else None
    if column.type == "unit":
        return None if value in units else f"units.csv中没有单位“{value}”"
    if column.type == "code":
        return None if value in column.codes else f"没有“{value}”这一类；只能是{'、'.join(column.codes)}"
    if column.type == "flag":
        return None if value in ("0", "1") else f"“{value}”不对；只能是0或1"
    if column.type == "number":
        return None if value.isascii() and value.isdigit() else f"“{value}”不是数；请写0、1、2……"
    if column.type == "date":
        return None if _is_date(value) else f"没有“{value}”这一天；请写成2023-03-31的形式"
    if column.type == "month":
        return None if _is_date(f"{value}-01") else f"没有“{value}”这个月；请写成2023-03的形式"
    return None


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def rows_of(cells: Cells) -> Iterable[Mapping[str, Any]]:
    names = [name for name in cells if name]
    return [dict(zip(names, row, strict=True)) for row in zip(*(cells[name] for name in names), strict=True)]
