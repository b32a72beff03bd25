"""Facts from a folder of CSV files, checked cell by cell; one mistake and nothing of the import is kept."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mingjian.statistics.engine import Facts
from mingjian.statistics.facts import TABLES, Column, Table

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
        column = f"「{self.column}」列" if self.column else ""
        return f"{self.file} 第{self.row}行{column}：{self.what}"


class FactsRefused(ValueError):
    """The import is refused; `mistakes` lists every one, the message the first twenty."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        shown = [str(mistake) for mistake in mistakes[:MOST_SHOWN]]
        more = len(mistakes) - len(shown)
        rest = [f"另有{more}处"] if more else []
        super().__init__("\n".join([*shown, *rest, "未导入任何内容；请改正后重新导入"]))
        self.mistakes = mistakes


def read_facts(folder: Path) -> Facts:
    """The facts in the CSV files of a folder, one file per table; files that are absent count as empty.

    UTF-8 with or without BOM, header row, comma, ISO dates, flags 0/1, empty is unknown. FactsRefused names
    file, row and column of every unknown column, code, unit or date, missing or repeated id. A file of
    another name is not read: `other_files` lists those.
    """
    if not folder.is_dir():
        raise FactsRefused([Mistake(str(folder), 0, "", "没有这个文件夹；请写存放CSV文件的文件夹")])
    mistakes: list[Mistake] = []
    cells = {name: _read(folder / f"{name}.csv", table, mistakes) for name, table in TABLES.items()}
    units = set(cells["units"].get("id", ()))
    for name, table in TABLES.items():
        mistakes += _checked(table, cells[name], units)
    if mistakes:
        raise FactsRefused(mistakes)
    return Facts({name: _rows(given) for name, given in cells.items() if given})


def other_files(folder: Path) -> list[str]:
    """Names of CSV files in the folder that are no table of facts, to be said aloud: one may be misspelt."""
    return sorted(path.name for path in folder.glob("*.csv") if path.stem not in TABLES)


def _read(path: Path, table: Table, mistakes: list[Mistake]) -> Cells:
    """The cells by column, every column of the file as long as the others; mistakes of form are added."""
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.reader(lines, strict=True))
    except UnicodeDecodeError:
        mistakes.append(Mistake(path.name, 1, "", "不是UTF-8编码；请另存为UTF-8的CSV"))
        return {}
    except csv.Error as error:
        mistakes.append(Mistake(path.name, 1, "", f"不是有效的CSV（{error}）；请核对引号和逗号"))
        return {}
    header = rows[0] if rows else []
    wrong = list(_header(path.name, table, header))
    numbered = [(number, row) for number, row in enumerate(rows[1:], 2) if row]
    wrong += [
        Mistake(path.name, number, "", f"有{len(row)}格，表头有{len(header)}列")
        for number, row in numbered
        if len(row) != len(header)
    ]
    mistakes += wrong
    if wrong:
        return {}
    columns = {name: [row[place] for _, row in numbered] for place, name in enumerate(header)}
    return {**columns, "": [str(number) for number, _ in numbered]}


def _header(file: str, table: Table, header: list[str]) -> Iterator[Mistake]:
    known = {column.name for column in table.columns}
    for name in header:
        if name not in known:
            yield Mistake(file, 1, name, "不认识的列；请核对拼写或删去")
    for name in sorted({name for name in header if header.count(name) > 1}):
        yield Mistake(file, 1, name, "这一列写了两次")
    for column in table.columns:
        if column.name not in header and not column.optional:
            yield Mistake(file, 1, column.name, "缺少这一列")


def _checked(table: Table, cells: Cells, units: set[str]) -> Iterator[Mistake]:
    file, rows = f"{table.name}.csv", cells.get("", [])
    for column in table.columns:
        given = cells.get(column.name)
        if given is None:
            continue
        wrong = {value: what for value in set(given) if (what := _wrong(value, column, units))}
        if wrong:
            for row, value in zip(rows, given, strict=True):
                if value in wrong:
                    yield Mistake(file, int(row), column.name, wrong[value])
        if column.type == "id":
            yield from _repeated(file, given, rows)


def _repeated(file: str, ids: list[str], rows: Iterable[str]) -> Iterator[Mistake]:
    first: dict[str, str] = {}
    for row, name in zip(rows, ids, strict=True):
        if name and name in first:
            yield Mistake(file, int(row), "id", f"编号「{name}」与第{first[name]}行重复")
        first.setdefault(name, row)


def _wrong(value: str, column: Column, units: set[str]) -> str | None:
    """What is wrong with a cell, or None."""
    if value == "":
        return "不能为空" if column.type == "id" or column.name == "unit" else None
    if column.type == "unit":
        return None if value in units else f"units.csv中没有单位「{value}」"
    if column.type == "code":
        return None if value in column.codes else f"没有「{value}」这一类；只能是{'、'.join(column.codes)}"
    if column.type == "flag":
        return None if value in ("0", "1") else f"「{value}」不对；只能是0或1"
    if column.type == "number":
        return None if value.isascii() and value.isdigit() else f"「{value}」不是数；请写0、1、2……"
    if column.type == "date":
        return None if _is_date(value) else f"没有「{value}」这一天；请写成2023-03-31的形式"
    if column.type == "month":
        return None if _is_date(f"{value}-01") else f"没有「{value}」这个月；请写成2023-03的形式"
    return None


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _rows(cells: Cells) -> Iterable[Mapping[str, Any]]:
    names = [name for name in cells if name]
    return [dict(zip(names, row, strict=True)) for row in zip(*(cells[name] for name in names), strict=True)]
