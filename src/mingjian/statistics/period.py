"""Reporting periods: cumulative from 1 January as bulletins are, a single month, or any run of months."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_WRITTEN = re.compile(r"(\d{4})(?:(Q[1-4]|H[12])|-(\d{2}))?")
_SPAN = re.compile(r"(\d{4})-(\d{2})\.\.(\d{4})-(\d{2})")
_LAST_MONTH = {"Q1": 3, "Q2": 6, "H1": 6, "Q3": 9, "Q4": 12, "H2": 12, None: 12}
_WORDS = {3: ("第一季度", "first quarter of {}"), 6: ("上半年", "first half of {}"),
          9: ("1至9月", "January to September {}"), 12: ("", "{}")}  # fmt: skip


class NoSuchPeriod(ValueError):
    """A period that nobody can read; says how periods are written."""


@dataclass(frozen=True, order=True)
class Period:
    """The days of a figure, `start` and `end` included, Beijing time; `code` is how it is written: 2023H1.

    `2023Q1`, `2023H1` (also `2023Q2`), `2023Q3` and `2023` run from 1 January: bulletins are cumulative.
    `2023-03` is that month alone, `2023-02..2023-05` a run of months.
    """

    start: date
    end: date
    code: str

    @property
    def year(self) -> int:
        return self.start.year

    @property
    def is_month(self) -> bool:
        return (self.start.year, self.start.month) == (self.end.year, self.end.month)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def year_before(self) -> "Period":
        """The same period of the year before, for 同比."""
        return span(_shifted(self.start, -12), _shifted(self.end, -12))

    def just_before(self) -> "Period":
        """The equal number of months just before, for 环比."""
        months = 12 * (self.end.year - self.start.year) + self.end.month - self.start.month + 1
        return span(_shifted(self.start, -months), _shifted(self.start, -1))

    def so_far(self, since: date | None = None) -> "Period":
        """From 1 January of its last year, or from `since` if that is later, to its end."""
        first = date(self.end.year, 1, 1)
        return span(max(first, since) if since and since <= self.end else first, self.end)

    def since(self, over: int | str) -> date | None:
        """The first day of what ends with it: of the `period` itself, the `year`, so many days before; None for `ever`."""
        if isinstance(over, int):
            return self.end - timedelta(days=over)
        return {"period": self.start, "year": date(self.end.year, 1, 1), "ever": None}[over]

    def words(self, language: str = "zh") -> str:
        """2023年第一季度, 2023年上半年, 2023年1至9月, 2023年, 2023年3月, 2023年第二季度; in English `first half of 2023`."""
        chinese = not language.startswith("en")
        if self.is_month:
            return f"{self.year}年{self.end.month}月" if chinese else self.code
        if ".." not in self.code:
            zh, en = _WORDS[self.end.month]
            return f"{self.year}年{zh}" if chinese else en.format(self.year)
        quarter, rest = divmod(self.start.month - 1, 3)
        if rest == 0 and (self.end.year, self.end.month) == (self.year, self.start.month + 2):
            place = "一二三四"[quarter], ("first", "second", "third", "fourth")[quarter]
            return f"{self.year}年第{place[0]}季度" if chinese else f"{place[1]} quarter of {self.year}"
        if not chinese:
            return self.code.replace("..", " to ")
        last = "" if self.end.year == self.year else f"{self.end.year}年"
        return f"{self.year}年{self.start.month}{'月' if last else ''}至{last}{self.end.month}月"


def span(first: date, last: date) -> Period:
    """The months from that of `first` to that of `last`, written in the shortest way."""
    start, end = first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])
    code = f"{start:%Y-%m}..{end:%Y-%m}"
    if (start.year, start.month) == (end.year, end.month):
        code = f"{start:%Y-%m}"
    elif start.year == end.year and start.month == 1:
        code = {3: f"{end.year}Q1", 6: f"{end.year}H1", 9: f"{end.year}Q3", 12: f"{end.year}"}.get(
            end.month, code
        )
    return Period(start, end, code)


def latest(end: date, months: int) -> list[Period]:
    """The twelve spans of so many months (1, a quarter's 3) up to that in which a day lies, the earliest first."""
    last = (end.year * 12 + end.month - 1) // months
    begun = [date(place * months // 12, place * months % 12 + 1, 1) for place in range(last - 11, last + 1)]
    return [span(day, _shifted(day, months - 1)) for day in begun]


def _shifted(day: date, by: int) -> date:
    """The first day of the month so many months on."""
    place = day.year * 12 + day.month - 1 + by
    return date(place // 12, place % 12 + 1, 1)


def parse(text: str) -> Period:
    """The period as it is written; NoSuchPeriod with a sentence otherwise."""
    written = text.strip().upper()
    run, match = _SPAN.fullmatch(written), _WRITTEN.fullmatch(written)
    if run and _months((int(run[1]), int(run[2])), (int(run[3]), int(run[4]))):
        return span(date(int(run[1]), int(run[2]), 1), date(int(run[3]), int(run[4]), 1))
    if match is None or not _months((int(match[1]), int(match[3] or 1)), (int(match[1]), 12)):
        raise NoSuchPeriod(f"不认识期间“{text}”；请写成2023Q1、2023H1、2023Q3、2023或2023-03")
    year, month = int(match[1]), int(match[3] or 0)
    return span(date(year, month or 1, 1), date(year, month or _LAST_MONTH[match[2]], 1))


def _months(first: tuple[int, int], last: tuple[int, int]) -> bool:
    """Whether these are months of a year that anybody means, in their order."""
    return first <= last and all(1900 < year <= 2999 and 1 <= month <= 12 for year, month in (first, last))
