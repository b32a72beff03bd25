"""How numbers are written."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjian.law.style import Style, Wan
from mingjian.report import numbers

NATIONAL = Style(wan=Wan(at_least=10_000, always=("by_rank:county",), never=("by_rank:bureau",)))


@pytest.mark.parametrize(
    "count, printed", [(90_000, "9万"), (123_456, "12.3万"), (123_500, "12.4万"), (9_999, "9999"), (0, "0")]
)
def test_number_in_wan_drops_the_trailing_zero(count: int, printed: str) -> None:
    assert numbers.number(count, NATIONAL, "x", "件") == printed


def test_number_in_wan_by_name_not_by_size() -> None:
    printed = [
        numbers.number(n, NATIONAL, f"by_rank:{c}", "人") for n, c in ((6_000, "county"), (20_000, "bureau"))
    ]

    assert printed == ["0.6万", "20000"]


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=0, max_value=3))
def test_wan_is_within_half_a_unit_of_the_exact_count(count: int, decimals: int) -> None:
    printed = numbers.wan(count, decimals=decimals, trailing_zero=True)

    digits = Decimal(printed.removesuffix("万"))
    assert abs(digits * 10_000 - count) * 2 <= Decimal(10_000).scaleb(-decimals)
    assert -digits.as_tuple().exponent == decimals


@given(st.decimals(min_value=0, max_value=100, places=1))
def test_share_reads_back_as_the_same_share(percent: Decimal) -> None:
    for trailing_zero in (True, False):
        printed = numbers.share(percent, trailing_zero=trailing_zero)

        assert Decimal(printed.removesuffix("%")) == percent
        assert trailing_zero or not printed.endswith(".0%")


@pytest.mark.parametrize(
    "now, before, unit, printed",
    [
        (402, 376, "件", "上升6.9%"),
        (98, 100, "件", "下降2%"),
        (5, 5, "件", "持平"),
        (3, 0, "件", "增加3件"),
        (Decimal("61.0"), Decimal("58.7"), "%", "上升2.3个百分点"),
    ],
)
def test_growth_is_computed_from_exact_values(now: int, before: int, unit: str, printed: str) -> None:
    assert numbers.growth(now, before, unit, Style()) == printed


def test_money_has_two_decimals_at_most() -> None:
    assert [numbers.number(Decimal(v), Style(), "m", "万元") for v in ("12.60", "7", "3.456")] == [
        "12.6",
        "7",
        "3.46",
    ]


def test_day_has_no_leading_zeros() -> None:
    assert numbers.day(date(2023, 4, 7)) == "2023年4月7日"
