"""What is wrong in a spreadsheet: where it stands, what it is, what to do now."""

from collections.abc import Sequence
from typing import NamedTuple


class Fault(NamedTuple):
    """One mistake. `row` as the spreadsheet numbers it (0: the file as a whole), `column` its letter, `heading` its name."""

    row: int
    column: str
    heading: str
    value: str
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f"第{self.row}行" if self.row else ""
        place += f"{self.column}列" if self.column else ""
        place += f"“{self.heading}”" if self.heading else ""
        value = f"（{self.value}）" if self.value else ""
        return f"{place}{value}{'：' if place or value else ''}{self.what}；{self.remedy}。"


class SheetRefused(Exception):
    """Nothing was taken from the file; `faults` lists every mistake found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


def whole(what: str, remedy: str) -> SheetRefused:
    """A mistake of the file as a whole."""
    return SheetRefused([Fault(0, "", "", "", what, remedy)])


def letter(column: int) -> str:
    """The letters of a column, counted from 0: A, B, … Z, AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
