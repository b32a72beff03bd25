"""Editions: official texts as data, down to the clause with its slots for figures.

A section has paragraphs, a paragraph sentences, a sentence clauses. A clause is fixed text with slots:

    {petitions_received}            the figure of an indicator with its unit: 1432件次
    {form_uses.by_form:1}           one code of a broken-down indicator
    {form_uses.by_form:1|share}     its share: 61%      |bare without unit
    {cases_filed|growth}            上升4.1% over the same period last year, |change over the span just before
    {cases_filed|so_far}            the figure of the year so far
    {activities.by_kind:campaign|month}   the month of the first of its records: 5月     |day 5月8日
    {rules_made|titles}             the titles of its records, those that are announced: 《…》《…》等, nothing if none is
    {activities.by_kind:campaign|duration}   how long the first of its records is planned to last: 为期三个月的, nothing if unknown
    {period} {scope} {verb}         words: given by whoever makes the text, or from the house style

A clause that ends in `?` is optional: it goes, with its punctuation, when a figure in it is zero or missing.
Nothing else can put a number into a text: digits in fixed words are refused.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, model_validator

from mingjian.law.entry import Entry, Labelled, Version
from mingjian.law.slots import Slot, parse, slots, typed_counts
from mingjian.law.style import Style
from mingjian.law.table import Span, TableOf


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

    `open` stands before whichever sentence is the first to stay. `months`: only in the texts of these months alone.
    `evidence`: shortfalls whose figures the page lays beside the paragraph for the writer's judgement; `plans`: the tasks of next
    year likewise; neither is printed.
    A paragraph with a `table` has the words over it, if any, for its sentences. The words of a `prose` paragraph may be replaced by
    the writer's; numbers only through slots. Captions are numbered by the text: 图1, 图2; `beside` says what the outlines over a
    caption are, and is printed only where some are drawn.
    """

    id: str
    role: Literal["body", "caption", "table"] = "body"
    table: TableOf | None = None
    months: tuple[int, ...] = ()
    lead: str = ""
    open: str = ""
    prose: bool = False
    evidence: tuple[str, ...] = ()
    plans: bool = False
    beside: str = ""
    sentences: tuple[Annotated[Sentence, BeforeValidator(_sentence)], ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.sentences and self.table is None:
            raise ValueError("一段须有 sentences，或者有 table")
        return self


class Section(Entry):
    heading: str = ""
    numbered: bool = False
    paragraphs: tuple[Paragraph, ...]


class AddsUp(Entry):
    """What must add up in the text: the parts to their total; a part that is missing counts as nothing."""

    total: str
    parts: tuple[str, ...]


class Edition(Labelled, Version):
    """An official text in one version.

    `asks` are the words that must be given with it, `may_have` those that may; `needs` the indicators that may
    not exist yet: their clauses are optional, and a text says which were left out. `names` are fixed words that
    contain digits and are no counts. A title may have line breaks: where it breaks in print if it must.
    `like`: another edition whose text this one has, with a style laid over that one's. `spans` is what it may be made
    for; `binds`: only for periods in which it is in force.
    """

    id: str
    kind: Literal["bulletin", "annual"] = "bulletin"
    like: str | None = None
    spans: Literal["any", "month", "year"] = "any"
    binds: bool = False
    title: str = ""
    asks: tuple[str, ...] = ("period", "scope")
    may_have: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    style: Style = Style()
    adds_up: tuple[AddsUp, ...] = ()
    sections: tuple[Section, ...] = ()

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
        return tuple(dict.fromkeys([*found, *sorted(self.in_tables("period") | self.in_tables("so_far"))]))

    def in_tables(self, span: Span) -> set[str]:
        """The figures of a span that stand in tables."""
        return {name for part in self.paragraphs if part.table for name in part.table.asked(span)}

    def unknown(self, known: set[str]) -> tuple[str, ...]:
        """Indicators that are neither in the lawbook (`known`) nor declared in `needs`: numbers of nothing."""
        names = (name for name in self.indicators() if name.partition(":")[0] not in known)
        return tuple(name for name in names if name.partition(":")[0] not in self.needs)

    def leaves(self) -> Iterator[Leaf]:
        """Every piece of text of the body, openings and closings of groups too."""
        for paragraph in self.paragraphs:
            if paragraph.open:
                yield Leaf(text=paragraph.open)
            for sentence in paragraph.sentences:
                yield from _leaves(sentence)

    def over(self, other: "Edition") -> "Edition":
        """This edition with everything it does not say itself taken from the one it is like."""
        own = self.model_dump(by_alias=True, exclude_unset=True)
        style = other.style.with_(own.pop("style", {}))
        return Edition.model_validate(
            {**other.model_dump(by_alias=True), **own, "style": style.model_dump(by_alias=True)}
        )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.like and not (self.title and self.sections):
            raise ValueError("版式须有 title 和 sections，或者以 like 写明与哪一版式相同")
        return self

    @model_validator(mode="after")
    def _no_number_without_indicator(self) -> Self:
        fixed = [self.title, *(section.heading for section in self.sections)]
        fixed += [paragraph.lead for paragraph in self.paragraphs] + [leaf.text for leaf in self.leaves()]
        for text in fixed + self.style.all_words():
            parse(text)
            typed = typed_counts(text, self.names)
            if typed:
                raise ValueError(
                    f"“{text}”中的“{'、'.join(typed)}”没有指标；数字只能由指标给出，名称请列入 names"
                )
        return self

    @model_validator(mode="after")
    def _what_is_not_built_is_optional(self) -> Self:
        for leaf in self.leaves():
            waiting = [slot.name for slot in slots(leaf.text) if slot.name in {*self.needs, *self.may_have}]
            if waiting and not leaf.optional:
                raise ValueError(f"“{leaf.text}”用到可能没有的{'、'.join(waiting)}，句末须加?，没有时略去")
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
