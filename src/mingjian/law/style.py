"""How a house writes its official texts: words, zeros, large numbers, comparison, charts; one style for each kind of house."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from mingjian.law.entry import Entry, Labelled, Version
from mingjian.law.slots import Slot


class Wan(Entry):
    """Counts from `at_least` on are printed in 万, half up; `always` and `never` name figures apart."""

    at_least: int
    decimals: int = 1
    always: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


class About(Entry):
    """Counts from `at_least` on are cut down to whole steps: 7543 as 7500余; of `figures` only, else of all."""

    at_least: int
    step: int = 100
    figures: tuple[str, ...] = ()


class Said(Entry):
    """A word from a day on."""

    since: date
    say: str


Word = str | tuple[Said, ...]
Base = Literal["year", "before"]  # the same period last year, the equal span just before


class Comparison(Entry):
    """Growth after figures: 立案402件（同比上升6.9%）. Not in paragraphs that the writer may rewrite.

    - `figures`: which are compared, all of them by default; `to`: the same period last year (`year`), the equal
      span just before (`before`); `words`: what each is called; `open`, `join`, `close`: the marks around.
    """

    figures: tuple[str, ...] | None = None
    to: tuple[Base, ...] = ("year",)
    words: dict[Base, str] = {"year": "同比", "before": "环比"}
    open: str = "（"
    join: str = "，"
    close: str = "）"


class Style(Entry):
    """How a house writes: its words, its marks, its way with zeros and large numbers.

    - `scope`: the scope word, instead of the name given; `words`: words for slots, dated if they change;
    - `ranks`: words for rank classes, `{rank:county}`; `units`: the printed unit of a figure, if another;
    - `hide`: figures that are not printed (`form_uses.by_form|share`: nor their shares), their clauses go; `show`: of those that the edition hides, which are;
    - `zero`: leave out optional zeros, or print; `trailing_zero`: 61.0% or 61%; `wan`, `about`: large numbers;
    - `periods`: words for periods, {第一季度: 1至3月}; `comparison`: growth after figures, none without;
    - `incomparable`: said where the definition changed in between;
    - `first_release`: the month of the house's first monthly release, from which they are numbered;
    - `titles`: how many titles of records are named before 等, the earliest first;
    - `charts`: drawings with their captions; `caption`: the mark between 图1 and its words.
    """

    scope: str | None = None
    words: dict[str, Word] = {}
    ranks: dict[str, str] = {}
    units: dict[str, str] = {}
    hide: tuple[str, ...] = ()
    show: tuple[str, ...] = ()
    zero: Literal["omit", "print"] = "omit"
    trailing_zero: bool = False
    wan: Wan | None = None
    about: About | None = None
    periods: dict[str, str] = {}
    comparison: Comparison | None = None
    incomparable: str = "口径不同，不可比"
    first_release: str | None = Field(default=None, pattern=r"^\d{4}-(0[1-9]|1[0-2])$")
    titles: int = Field(default=3, ge=0)
    charts: bool = True
    caption: str = "："

    def with_(self, house: Mapping[str, Any]) -> "Style":
        """This style with the settings of a house laid over it; words are merged by name, `hide` and `show` added."""
        own, changes = self.model_dump(by_alias=True), dict(house)
        for name in ("words", "ranks", "units", "periods"):
            if name in changes:
                changes[name] = {**own[name], **changes[name]}
        hidden = [*own["hide"], *changes.get("hide", ())]
        changes["hide"] = [name for name in hidden if name not in changes.get("show", ())]
        return Style.model_validate({**own, **changes})

    def word(self, slot: Slot, on: date) -> str | None:
        """The word for a slot on a day, None if the style has none."""
        if slot.name == "rank":
            return self.ranks.get(slot.code or "")
        word = self.words.get(slot.name)
        if isinstance(word, tuple):
            return next((said.say for said in reversed(word) if said.since <= on), None)
        return word

    def hides(self, slot: Slot) -> bool:
        """Whether the figure of a slot, everything of its indicator, or one way of printing it is left out."""
        return bool({slot.id, slot.name, f"{slot.name}|{slot.format}"} & set(self.hide))

    def all_words(self) -> list[str]:
        """Every fixed word, to be checked for typed numbers."""
        said = [word if isinstance(word, tuple) else (word,) for word in self.words.values()]
        words = [item.say if isinstance(item, Said) else item for items in said for item in items]
        compared = list(self.comparison.words.values()) if self.comparison else []
        return [*words, *self.ranks.values(), *compared, self.incomparable]


class House(Labelled, Version):
    """Settings over the styles of editions, for units of these levels or of these names.

    A house that names the unit comes before one that names its level; `editions` limits it to some.
    """

    levels: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    style: dict[str, Any]

    @model_validator(mode="after")
    def _settings_are_those_of_a_style(self) -> Self:
        Style().with_(self.style)
        return self

    def suits(self, edition: str, on: date) -> bool:
        """Whether the house writes this edition on the day."""
        holds = self.in_force <= on and (self.ends is None or on <= self.ends)
        return holds and (not self.editions or edition in self.editions)


def house_of(houses: Mapping[str, House], edition: str, *, unit: str, level: str, on: date) -> House | None:
    """The house of a unit: one that names it, else one that names its level, else none."""
    suiting = [house for house in houses.values() if house.suits(edition, on)]
    named = [house for house in suiting if unit in house.units]
    return next(iter([*named, *(house for house in suiting if level in house.levels)]), None)
