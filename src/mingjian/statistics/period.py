"""Reporting periods: cumulative from 1 January as bulletins are, or a single month."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_WRITTEN = re.compile(r"(\d{4})(?:(Q[1-4]|H[12])|-(\d{2}))?")
_LAST_MONTH = {"Q1": 3, "Q2": 6, "H1": 6, "Q3": 9, "Q4": 12, "H2": 12, None: 12}
_WORDS = {3: ("第一季度", "first quarter of {}"), 6: ("上半年", "first half of {}"),
          9: ("1至9月", "January to September {}"), 12: ("", "{}")}  # fmt: skip


class NoSuchPeriod(ValueError):
    """A period that nobody can read; says how periods are written."""


@dataclass(frozen=True, order=True)
class Period:
    """The days of a figure, `start` and `end` included, Beijing time; `code` is how it is written: 2023H1.

    `2023Q1`, `2023H1` (also `2023Q2`), `2023Q3` and `2023` run from 1 January: bulletins are cumulative.
    `2023-03` is that month alone.
    """

    start: date
    end: date
    code: str

    @property
    def year(self) -> int:
        return self.start.year

    @property
    def is_month(self) -> bool:
        return "-" in self.code

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def year_before(self) -> "Period":
        """The same period of the year before, for 同比."""
        return parse(f"{self.year - 1}{self.code[4:]}")

    def just_before(self) -> "Period":
        """The equal number of months just before, for 环比; one that runs into another year has a code of its own."""
        months = self.end.month - self.start.month + 1
        first, last = _shifted(self.start, -months), _shifted(self.start, -1)
        end = date(last.year, last.month, monthrange(last.year, last.month)[1])
        whole = {(1, 12): f"{first.year}", (last.month, last.month): f"{last:%Y-%m}"}
        code = whole.get((first.month, last.month)) if first.year == last.year else None
        return Period(first, end, code or f"{first:%Y-%m}..{last:%Y-%m}")

    def words(self, language: str = "zh") -> str:
        """2023年第一季度, 2023年上半年, 2023年1至9月, 2023年, 2023年3月; in English `first half of 2023`."""
        chinese = not language.startswith("en")
        if self.is_month:
            return f"{self.year}年{self.end.month}月" if chinese else self.code
        zh, en = _WORDS[self.end.month]
        return f"{self.year}年{zh}" if chinese else en.format(self.year)


def _shifted(month: date, by: int) -> date:
    place = month.year * 12 + month.month - 1 + by
    return date(place // 12, place % 12 + 1, 1)


def parse(text: str) -> Period:
    """The period written as 2023Q1, 2023H1, 2023Q3, 2023 or 2023-03; NoSuchPeriod with a sentence otherwise."""
    match = _WRITTEN.fullmatch(text.strip().upper())
    if match is None or not 1900 <= int(match[1]) <= 2999 or not 1 <= int(match[3] or 1) <= 12:
        raise NoSuchPeriod(f"不认识期间「{text}」；请写成2023Q1、2023H1、2023Q3、2023或2023-03")
    year, month = int(match[1]), int(match[3] or 0)
    last = month or _LAST_MONTH[match[2]]
    code = {"Q2": f"{year}H1", "Q4": f"{year}", "H2": f"{year}"}.get(match[2], match[0])
    return Period(date(year, month or 1, 1), date(year, last, monthrange(year, last)[1]), code)
