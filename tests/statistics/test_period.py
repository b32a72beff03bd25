"""How periods are written, which days they hold, how they are said."""

from datetime import date

import pytest

from mingjian.statistics.period import NoSuchPeriod, parse


@pytest.mark.parametrize(
    ("written", "end", "words", "en", "code"),
    [
        ("2023Q1", date(2023, 3, 31), "2023年第一季度", "first quarter of 2023", "2023Q1"),
        ("2023H1", date(2023, 6, 30), "2023年上半年", "first half of 2023", "2023H1"),
        ("2023Q2", date(2023, 6, 30), "2023年上半年", "first half of 2023", "2023H1"),
        ("2023Q3", date(2023, 9, 30), "2023年1至9月", "January to September 2023", "2023Q3"),
        ("2023", date(2023, 12, 31), "2023年", "2023", "2023"),
        ("2023q4", date(2023, 12, 31), "2023年", "2023", "2023"),
    ],
)
def test_cumulative_period_runs_from_new_year(
    written: str, end: date, words: str, en: str, code: str
) -> None:
    period = parse(written)

    assert (period.start, period.end, period.words(), period.words("en"), period.code) == (
        date(2023, 1, 1),
        end,
        words,
        en,
        code,
    )


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
    ],
)
def test_month_is_that_month_alone(written: str, start: date, end: date) -> None:
    period = parse(written)

    assert (period.start, period.end) == (start, end)
    assert period.words() == f"{start.year}年{start.month}月"


def test_year_before_is_the_same_period_a_year_earlier() -> None:
    assert parse("2024H1").year_before() == parse("2023H1")
    assert parse("2024-02").year_before().end == date(2023, 2, 28)
    assert parse("2024").year_before() == parse("2023")


def test_period_holds_both_its_ends() -> None:
    period = parse("2023Q1")

    days = [date(2022, 12, 31), date(2023, 1, 1), date(2023, 3, 31), date(2023, 4, 1)]
    assert [day in period for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    "written", ["", "23Q1", "2023Q5", "2023-13", "2023-00", "2023-1", "2023年", "2023Q1 x"]
)
def test_parse_refuses_anything_else(written: str) -> None:
    with pytest.raises(ValueError, match="请写成2023Q1、2023H1、2023Q3、2023或2023-03"):
        parse(written)


@pytest.mark.parametrize(
    ("written", "words", "en", "before", "so_far"),
    [
        ("2023-02..2023-05", "2023年2至5月", "2023-02 to 2023-05", "2022-10..2023-01", "2023-01..2023-05"),
        ("2022-11..2023-01", "2022年11月至2023年1月", "2022-11 to 2023-01", "2022-08..2022-10", "2023-01"),
        ("2023-01..2023-06", "2023年上半年", "first half of 2023", "2022-07..2022-12", "2023H1"),
        ("2023-04", "2023年4月", "2023-04", "2023-03", "2023-01..2023-04"),
        ("2023-12", "2023年12月", "2023-12", "2023-11", "2023"),
    ],
)
def test_run_of_months_is_said_moved_and_widened(
    written: str, words: str, en: str, before: str, so_far: str
) -> None:
    period = parse(written)

    assert (period.words(), period.words("en")) == (words, en)
    assert (period.just_before().code, period.so_far().code) == (before, so_far)
    assert parse(period.year_before().code).year_before().year_before().end.year == period.end.year - 3


def test_year_so_far_begins_with_a_scheme_that_is_younger() -> None:
    assert parse("2019-12").so_far(date(2019, 12, 1)).code == "2019-12"
    assert parse("2020-03").so_far(date(2019, 12, 1)).code == "2020Q1"


@pytest.mark.parametrize("written", ["2023-05..2023-02", "2023-13", "2023-02..2023-13", "1899", "2023-00"])
def test_months_that_are_none_are_refused(written: str) -> None:
    with pytest.raises(NoSuchPeriod, match="不认识期间"):
        parse(written)
