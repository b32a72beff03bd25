"""Spreadsheets for tests: rows as given, dates as dates."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

HEAD = (
    "收到日期",
    "渠道",
    "是否实名",
    "举报人",
    "联系方式",
    "被反映人",
    "单位",
    "职务",
    "反映内容",
    "办理结果",
    "办结日期",
)
GOOD = (
    date(2023, 3, 5),
    "来信",
    "匿名",
    "",
    "",
    "张某",
    "青石镇",
    "站长",
    "反映张某虚报补贴",
    "不属实",
    date(2023, 4, 6),
)


def line(**changed: Any) -> list[Any]:
    """A good line with some cells changed, by heading."""
    return [changed.get(heading, value) for heading, value in zip(HEAD, GOOD, strict=True)]


def write_book(
    path: Path,
    *sheets: Iterable[Sequence[Any]],
    names: Sequence[str] = (),
    merges: Iterable[tuple[int, int, int, int]] = (),
) -> Path:
    """One sheet for each table of rows; `merges` of the first as (top, left, bottom, right) from 0."""
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, rows in enumerate(sheets):
        sheet = book.add_worksheet(names[number] if names else None)
        kept = [list(row) for row in rows]
        if number == 0:
            for top, left, bottom, right in merges:
                sheet.merge_range(top, left, bottom, right, kept[top][left])
        for at, row in enumerate(kept):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, place, datetime(value.year, value.month, value.day), day)
                elif value not in ("", None):
                    sheet.write(at, place, value)
    book.close()
    return path
