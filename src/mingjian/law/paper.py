"""Standard papers of case work as data: forms with ruled rows, letters, decisions, records.

Slots name facts: `{title}`; in what is repeated for each person, `{person.name}`. A text that ends in `?` is left out
when a fact in it is missing; anything else is printed with a blank to fill in by hand.
"""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, model_validator

from mingjian.law.entry import Entry, Labelled, Version
from mingjian.law.slots import Slot, parse

# What every paper may name without saying so: the matter's and the office's own facts.
STANDING = frozenset(
    {
        "number",
        "title",
        "unit",
        "handler",
        "on",
        "opened_on",
        "issuer",
        "persons",
        "opinions",
        "secrecy",
        "report_url",
    }
)
_PERSON = frozenset({"person.name", "person.unit", "person.post"})


def _text(value: object) -> object:
    if isinstance(value, str):
        return {"text": value.removesuffix("?"), "optional": value.endswith("?")}
    return value


class Line(Entry):
    """A paragraph of a paper. `each: persons` repeats it; `label` begins it in 黑体 (headings of records)."""

    text: str = ""
    label: str = ""
    optional: bool = False
    each: Literal["persons"] | None = None
    align: Literal["body", "left", "centre", "right"] = "body"


class Cell(Entry):
    """A labelled box of a form; `width` in parts of the row."""

    label: str
    text: str = ""
    width: int = 1


class Row(Entry):
    """A row of a form, `lines` high at least. `each: persons` repeats it for each person."""

    cells: tuple[Cell, ...] = ()
    lines: int = 1
    each: Literal["persons"] | None = None


class OpinionRows(Entry):
    """A row for each post that gives its opinion, in this order; blank until it has.

    Opinions of other posts follow, so that the form always shows the whole chain of approval.
    """

    opinions: tuple[str, ...]
    lines: int = 3


class Paper(Labelled, Version):
    """One standard paper.

    - `form`: title and ruled rows; `letter`: issuer's mark, addressee, text, signature; `decision`: mark,
      number, title, text, signature; `record`: title, labelled lines, text, places to sign.
    - `facts`: what it needs beside the standing facts, with the words for saying that one is missing;
      `may_have`: facts that it can do without.
    - `qr`: an address, drawn as a QR code under the text with `qr_label` beneath it.
    """

    layout: Literal["form", "letter", "decision", "record"]
    title: str
    facts: dict[str, str] = {}
    may_have: dict[str, str] = {}
    addressee: str = ""
    rows: tuple[Row | OpinionRows, ...] = ()
    body: tuple[Annotated[Line, BeforeValidator(_text)], ...] = ()
    signed: bool = True
    signers: tuple[str, ...] = ()
    foot: Annotated[Line | None, BeforeValidator(_text)] = None
    qr: str = ""
    qr_label: str = ""

    def texts(self) -> Iterator[str]:
        """Every text with slots."""
        yield from (self.title, self.addressee, self.qr, self.qr_label)
        yield from (line.text for line in (*self.body, self.foot) if line)
        for row in self.rows:
            if isinstance(row, Row):
                yield from (cell.text for cell in row.cells)

    def names(self) -> set[str]:
        """The facts that the paper prints."""
        return {part.name for text in self.texts() for part in parse(text) if isinstance(part, Slot)}

    @model_validator(mode="after")
    def _names_only_what_it_asks_for(self) -> Self:
        unknown = self.names() - STANDING - _PERSON - self.facts.keys() - self.may_have.keys()
        if unknown:
            raise ValueError(f"文书用到{'、'.join(sorted(unknown))}，请在 facts 或 may_have 中写明是什么")
        idle = (self.facts.keys() | self.may_have.keys()) - self.names()
        if idle:
            raise ValueError(f"文书没有用到{'、'.join(sorted(idle))}，请删去")
        if bool(self.rows) != (self.layout == "form"):
            raise ValueError("form 须有且只有 rows，其他格式写 body")
        return self
