"""What every lawbook entry shares: a label in two languages, a date from which it holds, a citation."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Any, Literal, Protocol, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from mingjian.law.period import Period

Checked = Literal["read", "second_hand", "unverified", "house"]
Length = Annotated[Period, BeforeValidator(Period.read)]
_ONE_OF_SEVERAL = {"officer": "an", "member": "a", "keeper": "a", "deputy": "a"}  # the others are one person


class Entry(BaseModel):
    """An immutable piece of the lawbook; a name it does not know is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Labelled(Entry):
    """An entry that people see: `label` in Chinese, `en` its English twin."""

    label: str
    en: str

    def say(self, language: str = "zh") -> str:
        return self.en if language.startswith("en") else self.label


class Hinted(Labelled):
    """An entry that may be chosen or filled in, with a hint of when or how."""

    hint: str | None = None
    hint_en: str | None = None

    def hinted(self, language: str = "zh") -> str:
        return (self.hint_en if language.startswith("en") else self.hint) or ""


class Noted(Entry):
    """An entry with a note of its own, in both languages."""

    note: str | None = None
    note_en: str | None = None

    def noted(self, language: str = "zh") -> str:
        return (self.note_en if language.startswith("en") else self.note) or ""


def any_of(entries: Iterable[Labelled]) -> Labelled:
    """One of several, in both languages."""
    found = list(entries)
    return Labelled(label="／".join(one.label for one in found), en=" / ".join(one.en for one in found))


def whoever(entries: Iterable[Labelled]) -> Labelled:
    """Any of several who may do something, as a sentence names them."""
    found = list(entries)
    named = any_of(found)
    return Labelled(label=named.label, en=" or ".join(_with_article(one.en) for one in found))


def _with_article(named: str) -> str:
    first = named.partition(" ")[0]
    if first in ("the", "any", "whoever"):
        return named
    return f"{_ONE_OF_SEVERAL.get(first, 'the')} {named}"


def listed(entries: Iterable[Labelled]) -> Labelled:
    """Several side by side, in both languages."""
    found = list(entries)
    return Labelled(label="、".join(one.label for one in found), en=", ".join(one.en for one in found))


class Cite(Noted):
    """The ground of an entry at its value: instrument, article if somebody has checked it, and how well.

    `row` is the id of the row in the commission's own working reference, when the entry has another name.
    """

    instrument: str | None = None
    article: int | str | None = None
    checked: Checked
    row: str | None = None

    @model_validator(mode="after")
    def _prints_only_what_was_checked(self) -> Self:
        if self.article is not None and self.checked in ("unverified", "house"):
            raise ValueError("条文序号未经核对，不得写出；请删去 article，或核对后改 checked")
        if self.instrument is None and self.checked != "house":
            raise ValueError("除本机关内部规定（checked: house）外，须写明 instrument（依据的文件）")
        return self


class Version(Entry):
    """One dated value of an entry. It holds from `in_force` until the next version, or ends with `ends`."""

    in_force: date
    ends: date | None = None
    cite: Cite


class HasForce(Protocol):
    @property
    def in_force(self) -> date: ...

    @property
    def ends(self) -> date | None: ...


Dated = TypeVar("Dated", bound=HasForce)


def in_force(versions: Sequence[Dated], on: date) -> Dated | None:
    """The version that holds on the day, or None: before the first, or after the last has ended."""
    holding = None
    for version in versions:
        if version.in_force > on:
            break
        holding = version
    if holding is not None and holding.ends is not None and holding.ends < on:
        return None
    return holding


def by_code(value: Any, name: str) -> Any:
    """`{by: fact, code: x, …}` as `{by: fact, <name>: {code: x, …}}`, the shape that is kept."""
    if isinstance(value, dict) and "by" in value and name not in value:
        return {"by": value["by"], name: {key: item for key, item in value.items() if key != "by"}}
    return value
