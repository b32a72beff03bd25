"""One number of a bulletin, table or report, with what it takes to print and to open it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Figure:
    """A computed figure.

    - `id`: the indicator, or one code of a breakdown: `persons_sanctioned.by_rank:county`.
    - `label`: the indicator's label, or that of the code.
    - `value`: a count, a rate in percent with one decimal, or None where a rate has nothing to divide by.
    - `unit`: 件, 件次, 人, 人次, 起, % …; never mixed.
    - `share`: percent of the breakdown's total with one decimal; the shares of a breakdown total 100.0.
    - `records`: ids of the fact rows counted, in order; empty unless they were asked for.
    - `definition`: the day from which the definition used is in force.
    """

    id: str
    label: str
    value: int | Decimal | None
    unit: str
    share: Decimal | None
    records: tuple[str, ...]
    definition: date
