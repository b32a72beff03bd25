"""Shares that total 100.0, the published samples, and what holds for any counts."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mingjian.statistics.shares import share, shares

COUNTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=12)


def decimals(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


def test_shares_give_missing_tenths_to_the_largest_remainders() -> None:
    assert shares([202, 95, 16, 18]) == decimals("61.0", "28.7", "4.8", "5.5")
    assert shares([223, 121, 16, 24]) == decimals("58.1", "31.5", "4.2", "6.2")


def test_shares_prefer_the_earlier_of_equal_remainders() -> None:
    assert shares([1, 1, 1]) == decimals("33.4", "33.3", "33.3")
    assert shares([1, 1, 1, 1, 1, 1]) == decimals("16.7", "16.7", "16.7", "16.7", "16.6", "16.6")


def test_shares_of_nothing_are_none() -> None:
    assert shares([0, 0]) == [None, None]
    assert shares([]) == []


@given(COUNTS)
def test_shares_total_one_hundred_and_stay_within_a_tenth(counts: list[int]) -> None:
    found = shares(counts)

    total = sum(counts)
    if total == 0:
        assert found == [None] * len(counts)
        return
    assert sum(found) == 100
    for count, percent in zip(counts, found, strict=True):
        assert abs(percent - Decimal(100 * count) / total) < Decimal("0.1")
        assert count or percent == 0


@given(COUNTS)
def test_shares_keep_the_order_of_counts(counts: list[int]) -> None:
    found = shares(counts)

    if sum(counts):
        pairs = sorted(zip(counts, found, strict=True), reverse=True)
        assert all(one[1] >= other[1] for one, other in pairwise(pairs))


def test_share_rounds_half_up() -> None:
    assert share(17, 20) == Decimal("85.0")
    assert share(1, 800) == Decimal("0.1")
    assert share(43, 46) == Decimal("93.5")
    assert share(1, 0) is None
