"""Conditions: a rule that holds only for matters whose listed facts have one of the listed values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mingjian.law.procedure import Field
    from mingjian.law.taxonomy import Taxonomy

Fact = str | bool | int
When = dict[str, Fact | tuple[Fact, ...]]

_YES_NO = {True: ("是", "yes"), False: ("否", "no")}


def values(wanted: Fact | tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The values of which a fact must have one."""
    return wanted if isinstance(wanted, tuple) else (wanted,)


def holds(when: Mapping[str, Fact | tuple[Fact, ...]], facts: Mapping[str, Any]) -> bool:
    """Whether every fact named has one of the values wanted; a flag that nobody has answered counts as no."""
    return not when or all(_answered(facts.get(name)) in values(wanted) for name, wanted in when.items())


def _answered(fact: Any) -> Any:
    return False if fact is None else fact


def branch(fact: Any) -> str:
    """The key under which a branch stands for a fact: its code, or true and false for a flag."""
    fact = _answered(fact)
    return str(fact).lower() if isinstance(fact, bool) else str(fact)


@dataclass(frozen=True)
class Condition:
    """A condition as people read it: “内容类别”为申诉类或批评建议类."""

    when: Mapping[str, Fact | tuple[Fact, ...]]
    fields: Mapping[str, "Field"]
    taxonomy: Callable[[str], "Taxonomy"]

    def say(self, language: str = "zh") -> str:
        english = language.startswith("en")
        parts = [self._part(name, values(wanted), language) for name, wanted in self.when.items()]
        return (" and " if english else "且").join(parts)

    def _part(self, name: str, wanted: tuple[Fact, ...], language: str) -> str:
        english = language.startswith("en")
        field = self.fields[name]
        codes = self.taxonomy(field.codes).codes if field.codes else {}
        said = [self._value(value, codes, english) for value in wanted]
        label = field.say(language)
        return f"“{label}” is {' or '.join(said)}" if english else f"“{label}”为{'或'.join(said)}"

    @staticmethod
    def _value(value: Fact, codes: Mapping[str, Any], english: bool) -> str:
        if not codes:
            return _YES_NO[bool(value)][english]
        if value is False:
            return "not given" if english else "未填"
        return str(codes[str(value)].say("en" if english else "zh"))
