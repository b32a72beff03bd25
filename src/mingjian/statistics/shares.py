"""Shares in percent: those that must total 100.0, and those that stand alone."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal


def shares(counts: Sequence[int]) -> list[Decimal] | list[None]:
    """Percentages with one decimal that total exactly 100.0, by the largest-remainder method on tenths.

    Each share is taken down to one decimal; the missing tenths go to the largest remainders, to the earlier
    one where two are equal. Nothing counted at all has no shares: a list of None.
    """
    total = sum(counts)
    if total == 0:
        return [None] * len(counts)
    tenths = [count * 1000 // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda place: (-(counts[place] * 1000 % total), place))
    for place in by_remainder[: 1000 - sum(tenths)]:
        tenths[place] += 1
    return [Decimal(tenth) / 10 for tenth in tenths]


def share(part: int, total: int) -> Decimal | None:
    """One independent percentage with one decimal, rounded half up; None of nothing."""
    return ratio(100 * part, total)


def ratio(part: int, total: int) -> Decimal | None:
    """So much for each of the total, with one decimal, rounded half up; None of nothing."""
    return (Decimal(part) / total).quantize(Decimal("0.1"), ROUND_HALF_UP) if total else None


def median(numbers: Mapping[int, int]) -> Decimal | None:
    """The middle of numbers that occur so many times, with one decimal; of an even number halfway between the two."""
    total = sum(numbers.values())
    if not total:
        return None
    ordered, below = sorted(numbers), 0
    middles = []
    for number in ordered:
        first, below = below, below + numbers[number]
        middles += [number for place in {(total - 1) // 2, total // 2} if first <= place < below]
    return (Decimal(sum(middles)) / len(middles)).quantize(Decimal("0.1"))
