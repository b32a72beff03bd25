"""Editions: official texts as data, down to the clause with its slots for figures.

A section has paragraphs, a paragraph sentences, a sentence clauses. A clause is fixed text with slots:

    {petitions_received}            the figure of an indicator with its unit: 1432件次
    {form_uses.by_form:1}           one code of a broken-down indicator
    {form_uses.by_form:1|share}     its share: 61%      |bare without unit      |growth 上升4.1%
    {period} {scope} {verb}         words: given by whoever makes the text, or from the house style

A clause that ends in `?` is optional: it goes, with its punctuation, when a figure in it is zero or missing.
Nothing else can put a number into a text: digits in fixed words are refused.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from mingjian.law.entry import Entry, Labelled, Version
from mingjian.law.slots import Slot, parse, slots, typed_counts


class Leaf(Entry):
    """A piece of text with slots; written as a string, optional if that ends in `?`."""

    text: str
    optional: bool = False

    @property
    def parts(self) -> tuple[str | Slot, ...]:
        return parse(self.text)


class Group(Entry):
    """Clauses joined by a mark, between an opening and a closing; it goes when none of its clauses stays."""

    open: str = ""
    clauses: tuple["Clause", ...]
    join: str = "，"
    close: str = ""


def _clause(value: Any) -> Any:
    if isinstance(value, str):
        return {"text": value.removesuffix("?"), "optional": value.endswith("?")}
    return value


def _sentence(value: Any) -> Any:
    return {"clauses": [value]} if isinstance(value, str) else value


Clause = Annotated[Leaf | Group, BeforeValidator(_clause)]


class Sentence(Group):
    """A group that ends with a full stop; written as a string if it is one clause."""

    close: str = "。"


class Paragraph(Entry):
    """A paragraph. `lead` is its headline (numbered 一是, 二是 … in a numbered section).

    The words of a `prose` paragraph may be replaced by the writer's; numbers only through slots.
    """

    id: str
    role: Literal["body", "caption"] = "body"
    lead: str = ""
    prose: bool = False
    sentences: tuple[Annotated[Sentence, BeforeValidator(_sentence)], ...]


class Section(Entry):
    heading: str = ""
    numbered: bool = False
    paragraphs: tuple[Paragraph, ...]


class Wan(Entry):
    """Counts from `at_least` on are printed in 万, half up; `always` and `never` name figures apart."""

    at_least: int
    decimals: int = 1
    always: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


class Said(Entry):
    """A word from a day on."""

    since: date
    say: str


Word = str | tuple[Said, ...]


class Style(Entry):
    """How a house writes: its words, its marks, its way with zeros and large numbers.

    - `scope`: the scope word, instead of the name given; `words`: words for slots, dated if they change;
    - `ranks`: words for rank classes, `{rank:county}`; `units`: the printed unit of a figure, if another;
    - `hide`: figures this house does not print, their clauses go; `zero`: leave out optional zeros, or print;
    - `trailing_zero`: 61.0% or 61%; `wan`: large numbers; `periods`: words for periods, {第一季度: 1至3月};
    - `comparison`: whether growth over last year is printed when it is known; `captions`: captions of charts.
    """

    scope: str | None = None
    words: dict[str, Word] = {}
    ranks: dict[str, str] = {}
    units: dict[str, str] = {}
    hide: tuple[str, ...] = ()
    zero: Literal["omit", "print"] = "omit"
    trailing_zero: bool = False
    wan: Wan | None = None
    periods: dict[str, str] = {}
    comparison: bool = True
    captions: bool = True

    def with_(self, house: Mapping[str, Any]) -> "Style":
        """This style with the settings of a house laid over it; word lists are merged by name."""
        own = self.model_dump(by_alias=True)
        merged = {
            name: {**own[name], **value} if isinstance(own.get(name), dict) and value else value
            for name, value in house.items()
        }
        return Style.model_validate({**own, **merged})

    def word(self, slot: Slot, on: date) -> str | None:
        """The word for a slot on a day, None if the style has none."""
        if slot.name == "rank":
            return self.ranks.get(slot.code or "")
        word = self.words.get(slot.name)
        if isinstance(word, tuple):
            return next((said.say for said in reversed(word) if said.since <= on), None)
        return word


class AddsUp(Entry):
    """What must add up in the text: the parts to their total; a part that is missing counts as nothing."""

    total: str
    parts: tuple[str, ...]


class Edition(Labelled, Version):
    """An official text in one version.

    `asks` are the words that must be given with it, `may_have` those that may; `needs` the indicators that may
    not exist yet: their clauses are optional, and a text says which were left out. `names` are fixed words that
    contain digits and are no counts. A title may have line breaks: where it breaks in print if it must.
    """

    id: str
    kind: Literal["bulletin", "annual"]
    title: str
    asks: tuple[str, ...] = ("period", "scope")
    may_have: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    style: Style = Style()
    adds_up: tuple[AddsUp, ...] = ()
    sections: tuple[Section, ...] = Field(min_length=1)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(paragraph for section in self.sections for paragraph in section.paragraphs)

    def is_word(self, slot: Slot) -> bool:
        """Whether a slot is filled with a word; otherwise it names an indicator."""
        return slot.name in {"rank", *self.asks, *self.may_have, *self.style.words}

    def indicators(self) -> tuple[str, ...]:
        """Every indicator that the text names, once, in order."""
        found: dict[str, None] = {}
        for leaf in self.leaves():
            found.update({slot.name: None for slot in slots(leaf.text) if not self.is_word(slot)})
        return tuple(found)

    def unknown(self, known: set[str]) -> tuple[str, ...]:
        """Indicators that are neither in the lawbook (`known`) nor declared in `needs`: numbers of nothing."""
        return tuple(name for name in self.indicators() if name not in known and name not in self.needs)

    def leaves(self) -> Iterator[Leaf]:
        """Every piece of text of the body, openings and closings of groups too."""
        for paragraph in self.paragraphs:
            for sentence in paragraph.sentences:
                yield from _leaves(sentence)

    @model_validator(mode="after")
    def _no_number_without_indicator(self) -> Self:
        fixed = [self.title, *(section.heading for section in self.sections)]
        fixed += [paragraph.lead for paragraph in self.paragraphs] + [leaf.text for leaf in self.leaves()]
        for text in fixed + _style_words(self.style):
            parse(text)
            typed = typed_counts(text, self.names)
            if typed:
                raise ValueError(
                    f"「{text}」中的「{'、'.join(typed)}」没有指标；数字只能由指标给出，名称请列入 names"
                )
        return self

    @model_validator(mode="after")
    def _what_is_not_built_is_optional(self) -> Self:
        for leaf in self.leaves():
            waiting = [slot.name for slot in slots(leaf.text) if slot.name in {*self.needs, *self.may_have}]
            if waiting and not leaf.optional:
                raise ValueError(f"「{leaf.text}」用到可能没有的{'、'.join(waiting)}，句末须加?，没有时略去")
        ids = [paragraph.id for paragraph in self.paragraphs]
        if len(ids) != len(set(ids)):
            raise ValueError("段落编号 id 有重复，请改名")
        return self


def _leaves(clause: Leaf | Group) -> Iterator[Leaf]:
    if isinstance(clause, Leaf):
        yield clause
        return
    yield from (Leaf(text=text) for text in (clause.open, clause.join, clause.close) if text)
    for child in clause.clauses:
        yield from _leaves(child)


def _style_words(style: Style) -> list[str]:
    said = [[word] if isinstance(word, str) else [item.say for item in word] for word in style.words.values()]
    return [text for texts in said for text in texts] + list(style.ranks.values())
