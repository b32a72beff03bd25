"""Instruments: the laws and Party regulations that entries cite, with their dates of force."""

from datetime import date
from typing import Literal

from mingjian.law.entry import Checked, Entry, Labelled, Noted

Kind = Literal["law", "party_regulation", "supervisory_regulation", "administrative_regulation",
               "statistical_standard", "house"]  # fmt: skip


class Amendment(Entry):
    """A later text of the same instrument. `renumbered`: article numbers moved, old numbers do not carry over."""

    in_force: date
    adopted: date | None = None
    renumbered: bool = False
    checked: Checked


class Instrument(Labelled, Noted):
    """One instrument. `label` is the full official name, `short` the name used in citations on pages."""

    id: str
    short: str
    kind: Kind
    in_force: date
    published: date | None = None
    amended: tuple[Amendment, ...] = ()
    replaces: str | None = None
    repealed_on: date | None = None
    checked: Checked

    def holds(self, on: date) -> bool:
        return self.in_force <= on and (self.repealed_on is None or on < self.repealed_on)


_DIGITS = "零一二三四五六七八九"


def article_words(article: int | str) -> str:
    """第二十四条 for 24; a text such as “五十五之一” is printed as it stands."""
    return f"第{han(int(article)) if str(article).isdigit() else article}条"


def article_numbers(article: int | str) -> str:
    """24 for 24; a text in Chinese numerals, “二十三条、第二十五”, as 23, 25."""
    said = str(article)
    if said.isascii():
        return said
    for number in range(999, 0, -1):
        said = said.replace(han(number), str(number))
    return said.replace("条", "").replace("、第", ", ").replace("之", "-")


def han(number: int) -> str:
    """A number below 1000 in Chinese: 二十四."""
    if number < 10:
        return _DIGITS[number]
    if number < 20:
        return "十" + (_DIGITS[number % 10] if number % 10 else "")
    if number < 100:
        return _DIGITS[number // 10] + han(10 + number % 10)
    rest = number % 100
    tail = "" if not rest else ("零" + han(rest) if rest < 10 else ("一" if rest < 20 else "") + han(rest))
    return _DIGITS[number // 100] + "百" + tail
