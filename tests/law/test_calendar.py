"""China's working days and the end of every kind of limit, with the steps a reader can check."""

from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mingjian.law.calendar import Calendar, Year, after_pause, deadline, deadline_from
from mingjian.law.period import Period
from mingjian.law.reading import read, shape
from mingjian.law.steps import BEIJING, Line, say

FOLDER = Path(str(files("mingjian") / "lawbook" / "calendars"))
YEARS = [shape(Year, read(path, path.name)) for path in sorted(FOLDER.glob("*.yaml"))]
CALENDAR = Calendar(YEARS)
HOUSE = {"checked": "house"}


def due(period: str, start: date | datetime, *, shifts: bool = True) -> date | datetime:
    return deadline(Period.read(period), start, CALENDAR, shifts=shifts).due


def said(period: str, start: date | datetime, *, shifts: bool = True, language: str = "zh") -> list[str]:
    found = deadline(Period.read(period), start, CALENDAR, shifts=shifts)
    return [say(line, language) for line in found.lines]


def test_calendar_agrees_with_two_kept_libraries_on_every_day() -> None:
    other = holidays.country_holidays("CN", years=range(2018, 2027))
    days = [date(2018, 1, 1) + timedelta(days=number) for number in range(3287)]

    ours = [CALENDAR.is_working(day) for day in days]

    assert days[-1] == date(2026, 12, 31)
    assert ours == [chinese_calendar.is_workday(day) for day in days]
    assert ours == [other.is_working_day(day) for day in days]


def test_every_file_holds_the_year_it_is_named_for_and_was_published_before() -> None:
    names = [path.stem for path in sorted(FOLDER.glob("*.yaml"))]
    assert names == [str(year.year) for year in YEARS] == [str(year) for year in range(2018, 2027)]
    assert [year.year for year in YEARS if year.published >= date(year.year, 1, 1)] == []


def test_published_years_are_those_with_a_table() -> None:
    assert [year for year in range(2016, 2029) if CALENDAR.is_published(year)] == list(range(2018, 2027))


def test_a_year_without_a_table_rests_at_weekends_only() -> None:
    first = [date(2027, 1, day) for day in range(1, 8)]
    assert [day.day for day in first if CALENDAR.is_working(day)] == [1, 4, 5, 6, 7]


def test_next_working_is_the_day_itself_or_the_first_after() -> None:
    days = [date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 10), date(2026, 10, 11)]
    assert [CALENDAR.next_working(day) for day in days] == [
        date(2026, 9, 30),
        date(2026, 10, 8),
        date(2026, 10, 10),
        date(2026, 10, 12),
    ]


@pytest.mark.parametrize(
    ("rest", "work", "message"),
    [
        ([date(2030, 5, 1), date(2030, 5, 1)], [], "同一天写了两次，请删去一处"),
        ([date(2031, 5, 1)], [], "有不属于2030年的日期，请移到该年的文件"),
        ([date(2030, 5, 4)], [], "rest只写放假的星期一至星期五，work只写上班的星期六、星期日"),
        ([], [date(2030, 5, 1)], "rest只写放假的星期一至星期五，work只写上班的星期六、星期日"),
    ],
)
def test_a_year_refuses_days_that_change_nothing(rest: list[date], work: list[date], message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Year(year=2030, published=date(2029, 11, 1), cite=HOUSE, rest=rest, work=work)  # type: ignore[arg-type]
    assert refused.value.errors()[0]["msg"] == f"Value error, {message}"


def test_two_tables_for_one_year_are_refused() -> None:
    with pytest.raises(ValueError, match="同一年有两份工作日历"):
        Calendar([YEARS[0], YEARS[0]])


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("1 m", date(2026, 10, 26), date(2026, 11, 26)),  # the corresponding day, a Thursday
        ("1 m", date(2026, 9, 1), date(2026, 10, 8)),  # National Day, moved past the whole holiday
        ("1 m", date(2023, 12, 31), date(2024, 1, 31)),
        ("1 m", date(2024, 1, 31), date(2024, 2, 29)),  # no 31st: the last day of a leap February
        ("1 m", date(2023, 1, 31), date(2023, 2, 28)),
        ("3 m", date(2023, 11, 30), date(2024, 2, 29)),
        (
            "6 m",
            date(2025, 8, 31),
            date(2026, 2, 28),
        ),  # a Saturday, but worked instead of the Spring Festival
        ("1 y", date(2024, 2, 29), date(2025, 2, 28)),
        ("18 m", date(2023, 3, 10), date(2024, 9, 10)),
        ("7 d", date(2026, 11, 2), date(2026, 11, 9)),
        ("30 d", date(2026, 9, 2), date(2026, 10, 8)),
        ("15 d", date(2026, 9, 5), date(2026, 9, 20)),  # a Sunday, but worked
        ("5 wd", date(2026, 11, 2), date(2026, 11, 9)),
        (
            "5 wd",
            date(2026, 9, 30),
            date(2026, 10, 13),
        ),  # the holiday left out, worked Saturday 10-10 counted
        ("15 wd", date(2023, 9, 15), date(2023, 10, 12)),
        ("1 wd", date(2020, 1, 23), date(2020, 2, 3)),  # the holiday lengthened in 2020
    ],
)
def test_deadline_ends_on(period: str, start: date, end: date) -> None:
    assert due(period, start) == end


def test_measures_against_the_person_end_on_the_last_day_itself() -> None:
    assert due("3 m", date(2026, 7, 1), shifts=False) == date(2026, 10, 1)
    assert due("3 m", date(2026, 7, 1)) == date(2026, 10, 8)


def test_hours_run_from_the_instant_and_are_never_moved() -> None:
    assert due("24 h", datetime(2026, 9, 30, 18, 5)) == datetime(2026, 10, 1, 18, 5)
    assert due("12 h", datetime(2026, 9, 30, 18, 5, tzinfo=BEIJING)) == datetime(
        2026, 10, 1, 6, 5, tzinfo=BEIJING
    )


def test_hours_need_an_instant() -> None:
    with pytest.raises(ValueError) as refused:
        due("24 h", date(2026, 9, 30))
    assert str(refused.value) == "期限24小时须从时刻起算，2026-09-30只有日期，请补填时刻"


def test_days_begin_with_the_day_of_the_instant_in_beijing() -> None:
    assert due("7 d", datetime(2026, 11, 2, 23, 30)) == date(2026, 11, 9)
    assert due("7 d", datetime(2026, 11, 1, 16, 30, tzinfo=UTC)) == date(2026, 11, 9)


def test_a_deadline_is_provisional_where_a_year_is_not_published() -> None:
    asked = [("1 m", date(2026, 11, 20)), ("1 m", date(2026, 12, 20)), ("15 wd", date(2026, 12, 20))]

    found = [deadline(Period.read(period), start, CALENDAR) for period, start in asked]

    assert [(item.due, item.provisional) for item in found] == [
        (date(2026, 12, 21), False),
        (date(2027, 1, 20), True),
        (date(2027, 1, 8), True),
    ]
    assert say(found[1].lines[-1]) == "2027年放假安排尚未公布，暂按双休日推算"
    fixed = deadline(Period.read("3 m"), date(2026, 12, 20), CALENDAR, shifts=False)
    assert (fixed.due, fixed.provisional) == (date(2027, 3, 20), False)


@pytest.mark.parametrize(
    ("period", "start", "shifts", "zh", "en"),
    [
        (
            "1 m", date(2026, 10, 26), True,
            ["10-26起算，首日不计", "1个月的对应日11-26", "11-26星期四，工作日，不顺延"],
            ["Starts on 10-26; the first day is not counted",
             "The corresponding day after 1 month is 11-26",
             "11-26, a Thursday, is a working day; not moved"],
        ),
        (
            "1 m", date(2026, 9, 1), True,
            ["09-01起算，首日不计", "1个月的对应日10-01", "10-01星期四，放假，顺延至10-08星期四"],
            ["Starts on 09-01; the first day is not counted",
             "The corresponding day after 1 month is 10-01",
             "10-01, a Thursday, is a holiday; moved to 10-08, a Thursday"],
        ),
        (
            "1 m", date(2026, 1, 31), False,
            ["01-31起算，首日不计", "1个月后的月份没有31日，取月末02-28", "02-28星期六届满，遇节假日也不顺延"],
            ["Starts on 01-31; the first day is not counted",
             "The month after 1 month has no day 31; its last day is 02-28",
             "Ends on 02-28, a Saturday; never moved for a holiday"],
        ),
        (
            "5 wd", date(2026, 9, 30), True,
            ["09-30起算，首日不计", "自10-01逐日数工作日，第5个是10-13",
             "其间不计：双休日3天，放假10-01、10-02、10-05、10-06、10-07", "调休上班照计：10-10"],
            ["Starts on 09-30; the first day is not counted",
             "Working days counted from 10-01: number 5 is 10-13",
             "Not counted: 3 weekend days; holidays 10-01, 10-02, 10-05, 10-06, 10-07",
             "Counted, as shifted working days: 10-10"],
        ),
        (
            "10 d", date(2025, 12, 30), True,
            ["12-30起算，首日不计", "自12-31数满10天，至2026-01-09", "2026-01-09星期五，工作日，不顺延"],
            ["Starts on 12-30; the first day is not counted",
             "10 days from 12-31 end on 2026-01-09",
             "2026-01-09, a Friday, is a working day; not moved"],
        ),
        (
            "12 d", date(2026, 11, 2), True,
            ["11-02起算，首日不计", "自11-03数满12天，至11-14", "11-14星期六，双休日，顺延至11-16星期一"],
            ["Starts on 11-02; the first day is not counted",
             "12 days from 11-03 end on 11-14",
             "11-14, a Saturday, is at the weekend; moved to 11-16, a Monday"],
        ),
        (
            "24 h", datetime(2026, 11, 23, 9, 12), False,
            ["2026-11-23 09:12起24小时，至2026-11-24 09:12，不顺延"],
            ["24 hours from 2026-11-23 09:12 end at 2026-11-24 09:12; never moved"],
        ),
        (
            "3 wd", date(2027, 3, 1), True,
            ["03-01起算，首日不计", "自03-02逐日数工作日，第3个是03-04", "2027年放假安排尚未公布，暂按双休日推算"],
            ["Starts on 03-01; the first day is not counted",
             "Working days counted from 03-02: number 3 is 03-04",
             "The holidays of 2027 are not published yet; weekends only for now"],
        ),
    ],
)  # fmt: skip
def test_the_steps_can_be_checked_with_a_finger(
    period: str, start: date, shifts: bool, zh: list[str], en: list[str]
) -> None:
    assert said(period, start, shifts=shifts) == zh
    assert said(period, start, shifts=shifts, language="en") == en


def test_a_step_is_plain_data() -> None:
    assert deadline(Period(1, "m"), date(2026, 10, 26), CALENDAR).lines[1] == Line(
        "corresponding_day", (("year", 2026), ("period", "1 m"), ("end", "2026-11-26"), ("missing", 26))
    )


def test_an_extension_is_counted_from_the_day_after_the_old_end() -> None:
    found = deadline_from(date(2026, 10, 8), Period.read("1 m"), CALENDAR)

    assert found.due == date(2026, 11, 9)
    assert [say(line) for line in found.lines] == [
        "原期限10-08届满，自次日接算",
        "1个月的对应日11-08",
        "11-08星期日，双休日，顺延至11-09星期一",
    ]
    assert say(found.lines[0], "en") == "The limit ended on 10-08; counting goes on from the next day"
    assert deadline_from(date(2026, 10, 8), Period.read("1 m"), CALENDAR, shifts=False).due == date(
        2026, 11, 8
    )


def paused(due: date | datetime, days: int, *, shifts: bool = True):
    begun = date(2026, 9, 1)
    return after_pause(due, begun, begun + timedelta(days=days), CALENDAR, shifts=shifts, year=2026)


def test_a_pause_adds_the_days_it_lasted() -> None:
    assert paused(date(2026, 9, 24), 7, shifts=False).due == date(2026, 10, 1)
    assert paused(date(2026, 9, 24), 7).due == date(2026, 10, 8)
    assert paused(date(2026, 10, 1), 0, shifts=False).due == date(2026, 10, 1)
    assert paused(datetime(2026, 9, 30, 9, 0), 2).due == datetime(2026, 10, 2, 9, 0)
    assert [say(line) for line in paused(date(2026, 9, 24), 7).lines] == [
        "09-01至09-08暂停7天，相应延至10-01",
        "10-01星期四，放假，顺延至10-08星期四",
    ]


def test_a_pause_into_a_year_without_holidays_is_provisional() -> None:
    assert paused(date(2026, 12, 30), 7).provisional
    assert not paused(date(2026, 12, 30), 7, shifts=False).provisional


def test_a_pause_cannot_be_shorter_than_nothing() -> None:
    with pytest.raises(ValueError, match="暂停天数-1不对"):
        paused(date(2026, 9, 24), -1)


DAYS = st.dates(date(2018, 1, 1), date(2026, 6, 30))


@given(DAYS, st.integers(1, 60))
def test_working_days_are_exactly_as_many_as_asked(start: date, amount: int) -> None:
    end = due(f"{amount} wd", start)

    span = [start + timedelta(days=number) for number in range(1, (end - start).days + 1)]
    assert sum(chinese_calendar.is_workday(day) for day in span) == amount
    assert chinese_calendar.is_workday(end)


@given(DAYS, st.integers(1, 24), st.sampled_from("dmy"))
def test_a_limit_that_shifts_ends_on_a_working_day_and_never_before_the_fixed_one(
    start: date, amount: int, unit: str
) -> None:
    moved, fixed = due(f"{amount} {unit}", start), due(f"{amount} {unit}", start, shifts=False)

    assert moved == CALENDAR.next_working(fixed) >= fixed > start
