"""Dates as registers have them: cells of dates, numbers that were dates, and every way of writing one."""

import re
from datetime import date, datetime, timedelta
from unicodedata import normalize

from mingjian.channels.sheet import Cell

_FULL = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?(?:[T ]*\d{1,2}[:时].*)?")
_PLAIN = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NO_YEAR = re.compile(r"(\d{1,2})[-./月](\d{1,2})[日号]?")
_SHORT_YEAR = re.compile(r"\d{2}[-./年]\d{1,2}[-./月]\d{1,2}[日号]?")
_NO_DAY = re.compile(r"\d{4}[-./年]\d{1,2}月?")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_SERIALS = range(36526, 73051)  # the days of 2000 to 2099 as a spreadsheet counts them, from 1899-12-30
AS = "请写成2023-03-05的形式"


class NoDay(ValueError):
    """A cell that is no date: what is wrong, what to do."""

    def __init__(self, what: str, remedy: str = AS) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


def read_day(cell: Cell, year: int | None = None) -> date:
    """The date of a cell; `year` is that of the register's title, for dates written without one. Raises NoDay."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise NoDay("不是日期")
    if isinstance(cell, int | float):
        if cell in _SERIALS:
            return date(1899, 12, 30) + timedelta(days=int(cell))
        cell = str(int(cell)) if float(cell).is_integer() else str(cell)
    return _written(re.sub(r"\s*([-./年月])\s*|\s+(?=[日号])", r"\1", normalize("NFKC", cell).strip()), year)


def _written(text: str, year: int | None) -> date:
    full = _FULL.fullmatch(text) or _PLAIN.fullmatch(text)
    if full:
        return _day(int(full[1]), int(full[2]), int(full[3]))
    if _SHORT_YEAR.fullmatch(text):
        raise NoDay("年份只有两位")
    without = _NO_YEAR.fullmatch(text)
    if without and "月" in text:
        if year is None:
            raise NoDay("没有年份", "请写全年月日，或者在表的标题中写明年份（如“2023年信访举报登记台账”）")
        return _day(year, int(without[1]), int(without[2]))
    if _NO_DAY.fullmatch(text) or without:
        raise NoDay("没有写全年月日")
    raise NoDay("不是日期")


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoDay("没有这一天", "请核对后写成2023-03-05的形式") from None


def year_in(*texts: str) -> int | None:
    """The one year that the first text with a year names; None if it names several, or none does."""
    for text in texts:
        years = {int(year) for year in _YEAR.findall(normalize("NFKC", text))}
        if years:
            return years.pop() if len(years) == 1 else None
    return None
