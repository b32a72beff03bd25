"""Periods are read as the lawbook writes them and said as officers write them."""

import pickle

import pytest

from mingjian.law.period import Period


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("15 wd", Period(15, "wd")),
        ("1 m", Period(1, "m")),
        ("24 h", Period(24, "h")),
        ("18 m", Period(18, "m")),
        ("1 y", Period(1, "y")),
        ("7d", Period(7, "d")),
        ("  30 d ", Period(30, "d")),
    ],
)
def test_read_takes_an_amount_and_a_unit(written: str, period: Period) -> None:
    assert Period.read(written) == period


def test_read_returns_a_period_as_it_is() -> None:
    period = Period(3, "m")
    assert Period.read(period) is period


@pytest.mark.parametrize(
    "written", ["", "15", "wd", "0 d", "-1 d", "1.5 y", "1 w", "十五 wd", "１５ wd", 15, None, ["1 m"]]
)
def test_read_refuses_what_is_no_period_and_says_how_to_write_it(written: object) -> None:
    with pytest.raises(ValueError) as refused:
        Period.read(written)
    assert str(refused.value) == (
        f"期限“{written}”不对；请写成数字加单位，如24 h（小时）、7 d（天）、15 wd（工作日）、1 m（月）、1 y（年）"
    )


@pytest.mark.parametrize(
    ("amount", "unit"), [(0, "d"), (-3, "m"), (1.5, "y"), (True, "d"), (1, "w"), ("1", "d")]
)
def test_a_period_is_a_whole_amount_of_a_known_unit(amount: object, unit: object) -> None:
    with pytest.raises(ValueError):
        Period(amount, unit)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        (Period(15, "wd"), "15个工作日", "15 working days"),
        (Period(1, "wd"), "1个工作日", "1 working day"),
        (Period(1, "m"), "1个月", "1 month"),
        (Period(18, "m"), "18个月", "18 months"),
        (Period(24, "h"), "24小时", "24 hours"),
        (Period(7, "d"), "7天", "7 days"),
        (Period(1, "y"), "1年", "1 year"),
        (Period(5, "y"), "5年", "5 years"),
    ],
)
def test_words_in_both_languages(period: Period, zh: str, en: str) -> None:
    assert (period.words(), period.words("zh-hans"), period.words("en")) == (zh, zh, en)


def test_a_period_is_written_back_as_it_is_read_and_is_hashable() -> None:
    period = Period(15, "wd")
    assert str(period) == "15 wd"
    assert Period.read(str(period)) == period
    assert {period: 1}[Period(15, "wd")] == 1
    assert pickle.loads(pickle.dumps(period)) == period
