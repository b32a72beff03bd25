"""Clocks: the time limits of the law, each dated and cited, with what extends it and when it is near."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, model_validator

from mingjian.law.condition import When, holds
from mingjian.law.entry import Entry, Labelled, Length, Version, by_code, in_force
from mingjian.law.period import Period


class ByFact(Entry):
    """A length by a code among the facts, written flat: `{by: party_sanction, expulsion: 5 y, …}`."""

    by: str
    lengths: dict[str, Length]

    @model_validator(mode="before")
    @classmethod
    def _from_flat(cls, value: Any) -> Any:
        return by_code(value, "lengths")


class UntilField(Entry):
    """A limit that an officer sets in a date field of the act that starts the clock."""

    until: str


def _limit(value: Any) -> Any:
    if isinstance(value, dict):
        return ByFact.model_validate(value) if "by" in value else UntilField.model_validate(value)
    return Period.read(value)


Limit = Annotated[Period | ByFact | UntilField, BeforeValidator(_limit)]


class Extension(Entry):
    """How a clock may be extended: through which approval, by how much, how often (None: as often as approved).

    `length` None: the length is decided case by case, up to `total` from the start if one is given.
    """

    approval: str
    length: Length | None = None
    total: Length | None = None
    times: int | None = 1


class ClockVersion(Version):
    """A limit from a day on. `rule` says it in words; `shifts`: a last day that is a holiday moves on.

    - `when`: the facts under which it runs at all; for others it is not started.
    - `counts_from`: the act that starts it, or the opening of the matter (limits that run from receipt, though
      only a later act shows that they apply).
    - `outlasts`: it runs on when the matter has ended, until an act stops it.
    - `running`: whether clocks that run already keep their rule, or get this one (`recompute`).
    """

    rule: str
    rule_en: str
    length: Limit
    warn: Length | None = None
    shifts: bool = True
    when: When = {}
    counts_from: Literal["act", "opening"] = "act"
    outlasts: bool = False
    extension: Extension | None = None
    running: Literal["keep", "recompute"] = "keep"

    @property
    def is_reference(self) -> bool:
        """A limit that nobody has read in its source: it may warn, it never turns red and never blocks."""
        return self.cite.checked == "unverified"

    @cached_property
    def asks_facts(self) -> bool:
        """Whether its length, or that it runs at all, depends on facts."""
        return bool(self.when) or not isinstance(self.length, Period)

    def length_for(self, facts: Mapping[str, Any]) -> Period | date | None:
        """The period, or the day set in the starting act; None where the facts give no limit."""
        if not holds(self.when, facts):
            return None
        if isinstance(self.length, ByFact):
            return self.length.lengths.get(str(facts.get(self.length.by)))
        if isinstance(self.length, UntilField):
            return facts.get(self.length.until)
        return self.length


class Clock(Labelled):
    """A limit through time.

    - `is_effect`: no task, but how long a sanction or measure weighs on the person.
    - `is_right`: no task, but how long somebody may ask for something; nobody is late when it has passed.
    """

    is_effect: bool = False
    is_right: bool = False
    versions: tuple[ClockVersion, ...]

    def binds(self, version: ClockVersion) -> bool:
        """Whether somebody is late when its day is past: not of a right, nor of an effect that weighs on after the matter."""
        return not (version.is_reference or self.passes(version))

    def passes(self, version: ClockVersion) -> bool:
        """Whether it just ends with its day: a right, or an effect that weighs on after the matter."""
        return self.is_right or (self.is_effect and version.outlasts)

    def on(self, day: date) -> ClockVersion | None:
        return in_force(self.versions, day)

    def version(self, day: date) -> ClockVersion:
        """The version in force from exactly that day."""
        return next(item for item in self.versions if item.in_force == day)

    def taking_over(self, day: date) -> ClockVersion | None:
        """The last version, come into force by that day, that clocks running under an earlier one get."""
        begun = [item for item in self.versions if item.running == "recompute" and item.in_force <= day]
        return begun[-1] if begun else None
