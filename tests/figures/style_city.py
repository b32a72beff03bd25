"""The eight-point month of the invented city (statistics.md §3.5) as rows: 46 problems, 61 persons, 44 of them sanctioned."""

from itertools import chain, repeat
from typing import Any

PERIOD = "2031-05"
BY_TYPE = {
    "A1": 1,
    "A2": 17,
    "A3": 1,
    "A4": 1,
    "B1a": 4,
    "B1b": 7,
    "B2a": 2,
    "B2b": 4,
    "B3": 3,
    "B4": 4,
    "B5a": 1,
    "B6": 1,
}
OLD = {"N1": 5, "N2": 2, "N4": 3, "N6": 6, "N7": 8, "N9": 1}


def style_problems(month: str = PERIOD, by_type: dict[str, int] | None = None) -> list[dict[str, Any]]:
    """One problem a row; the first three at county level, the first fifteen with two persons, all but seventeen sanctioned."""
    types = list(chain.from_iterable(repeat(name, count) for name, count in (by_type or BY_TYPE).items()))
    return [
        {
            "id": f"{month}-{number:03}", "unit": ("own", "east", "west")[number % 3], "month": month, "type": name,
            "level": "county" if number < 3 else "township_below", "handled_count": 2 if number < 15 else 1,
            "sanctioned_count": 1 if number < 44 else 0,
        }
        for number, name in enumerate(types)
    ]  # fmt: skip
