"""Refusals: every reason why something may not be done, as a code with its particulars, said in two languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mingjian.law import words


@dataclass(frozen=True)
class Refusal:
    """One reason why an act may not be done: a code of `words`, its particulars, the field it concerns."""

    code: str
    particulars: Mapping[str, Any] = field(default_factory=dict)
    field: str | None = None

    def say(self, language: str = "zh") -> str:
        spoken = {name: item.say(language) if hasattr(item, "say") else item
                  for name, item in self.particulars.items()}  # fmt: skip
        return words.say(self.code, language, **spoken)

    def __str__(self) -> str:
        return self.say()


class Refused(Exception):
    """An act that may not be done; `reasons` lists every reason found."""

    def __init__(self, reasons: Iterable[Refusal]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(str(reason) for reason in self.reasons))


@dataclass(frozen=True)
class Kind:
    """A type of value, said as what was expected."""

    name: str

    def say(self, language: str = "zh") -> str:
        return words.kind(self.name, language)
