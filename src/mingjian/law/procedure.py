"""Procedures: the steps, acts and fields of one kind of matter, from a day on."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, model_validator
from pydantic import Field as PydanticField

from mingjian.law.condition import When, branch, holds
from mingjian.law.entry import Cite, Entry, Hinted, Labelled, Length, by_code

EACH = "each"  # what an `opens` names for the value of the list that it goes through
_REPORTED = re.compile("(?:再次)?反映(.+)问题")
WORDS = ("text", "line", "mentions")  # protection class P3: sealed with the act; every other type is P2
FieldType = Literal[
    "text", "line", "mentions", "announced", "code", "codes", "date", "instant", "integer", "money", "flag",
    "officer", "officers", "department", "unit", "person", "persons", "organisation", "matter", "meeting", "clock", "period",
    "entry", "values",
]  # fmt: skip
Effect = Literal[
    "approve",
    "return",
    "withdraw",
    "correct",
    "annul",
    "extend",
    "recuse",
    "move_version",
    "recompute",
    "identify",
    "escalate",
]


def _several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_several)]


class Field(Hinted):
    """What an act asks for. Words (P3) are sealed; codes, dates, numbers and ids (P2) are plain.

    `codes` names the taxonomy of a code field; `least` the smallest number of entries, or of people present
    at a meeting; money is in yuan with two decimals, given as text; an instant is Beijing time; `anywhere`:
    departments and officers of every unit may be chosen, else those of the matter's own; `of`: the acts whose entries an
    `entry` may name; `announced` is the title of a
    paper that is distributed by this very act (P0): plain, since official texts name it.
    """

    type: FieldType
    codes: str | None = None
    least: int | None = None
    anywhere: bool = False
    of: tuple[str, ...] = ()

    @property
    def is_sealed(self) -> bool:
        return self.type in WORDS


class Step(Labelled):
    """A state of a matter. Every step that is no end names the clock that runs while the matter is in it.

    `due`: the act that ordinarily comes next, what a list says is to be done; several where it depends on the
    facts (the first whose `when` holds). `sealed`: nobody here reads the content of a matter in it, whatever his reach.
    `told`: what whoever reported is told meanwhile, a code of `reporter_progress`.
    """

    told: str | None = None
    clock: str | None = None
    due: Names = ()
    end: bool = False
    sealed: bool = False


class ByField(Entry):
    """The next step by a code, written flat: `{by: disposal_way, close: closed, …}`; by a flag: true and false.

    The field is one of the act, or a column of the record that an earlier act has filled.
    """

    by: str
    steps: dict[str, str]

    @model_validator(mode="before")
    @classmethod
    def _from_flat(cls, value: Any) -> Any:
        return by_code(value, "steps")

    def step(self, facts: Mapping[str, Any]) -> str | None:
        """The next step for these facts."""
        return self.steps.get(branch(facts.get(self.by)))


class Opens(Entry):
    """Another matter that the act opens when it takes effect, one for each value of a list field if given.

    `fields` maps fields of the opening act there to fields or columns here; `link` is the kind of link.
    `unit` names the field that holds the unit there (else the same unit), `role` the function of the department
    that gets it (else the same department); the role `each` is the value of the list field itself.
    `titled` is what it is called if the act gives it no title of its own: `{}` stands for what the opening matter is
    about, for a report 反映某某问题 without this frame, since what follows is no longer what was said of somebody.
    """

    kind: str
    act: str = "register"
    link: str
    for_each: str | None = None
    unit: str | None = None
    role: str | None = None
    titled: str = "{}"
    fields: dict[str, str] = {}

    def title(self, opening: str) -> str:
        """What the opened matter is called after the opening one."""
        if self.titled == "{}":
            return opening
        reported = _REPORTED.fullmatch(opening)
        return self.titled.replace("{}", reported[1] if reported else opening)


class Proposed(Entry):
    """What a proposal does at once, before anybody has approved it."""

    to: str
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()


class Asked(NamedTuple):
    """A field as an act asks for it."""

    name: str
    optional: bool


def _asked(value: Any) -> Any:
    if isinstance(value, str):
        return Asked(value.removesuffix("?"), value.endswith("?"))
    return value


AskedField = Annotated[Asked, BeforeValidator(_asked)]


class Act(Labelled):
    """What may be done: from which steps, by whom, with what, and what follows.

    - `from_`: steps; `new` opens a matter; `any` is every step that is no end; `ended` every end.
    - `when`: the facts (columns of the record) under which it is possible at all.
    - `needs`: optional fields that must be there under a condition (`law.needing`): `{probation_term: {party_sanction: probation}}`.
    - `must`: rules that are more than listed facts, by name (`law.predicate`).
    - `at_most`: numbers that are a part of another, `{failed_count: items_count}`: none is larger than its whole.
    - `approval`: recorded as proposed, in effect with the last approval; `returned`: the step after a return.
    - `sets`: columns of the record; the value `on` is the day on which the act takes effect.
    - `starts`, `stops`, `pauses`, `resumes`: clocks beside the one that belongs to the step.
    - `at_end_of`: clocks by whose end it takes place of itself, recorded by the platform the day after (`law.lapse`);
      `not_while`: clocks that must not run then, because their end is not read in its source or needs a decision.
    - `ties`: fields that name another matter, with the kind of the link that this makes.
    - `escalates`: to whom the platform reports a limit that nobody kept, and how long after its last day; from below
      upwards (`law.escalation`).
    - `goes_to`: the function of the department of the same unit to which the matter goes when the act is done.
    - `effect`: what the engine itself does, for the acts that every kind has (`procedures/any`).
    - `holders`: fields that name an officer, each with the eligibility (`lawbook/eligibility`) that he must have;
      `not_of`: fields that name a unit or a department, whose own officers may neither do nor approve it.
    - `duty`: what separations look at; `officers`: how many officers must act together;
      `attach`: a document is required; `papers`: standard papers that can be made from it;
      `severe`: cannot be undone (always, or under a condition), so the page asks once more; `instant`: the hour counts, not only the day.
    """

    from_: Names = PydanticField(alias="from")
    by: Names
    when: When = {}
    fields: tuple[AskedField, ...] = ()
    needs: dict[str, When] = {}
    must: tuple[str, ...] = ()
    at_most: dict[str, str] = {}
    approval: str | None = None
    proposed: Proposed | None = None
    to: str | ByField | None = None
    returned: str | None = None
    sets: dict[str, str | bool] = {}
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    at_end_of: Names = ()
    not_while: Names = ()
    escalates: dict[str, Length] = {}
    opens: Opens | None = None
    ties: dict[str, str] = {}
    goes_to: str | None = None
    effect: Effect | None = None
    holders: dict[str, str] = {}
    not_of: Names = ()
    duty: str | None = None
    officers: int = 1
    attach: bool = False
    papers: tuple[str, ...] = ()
    severe: bool | When = False
    instant: bool = False
    cite: Cite

    @property
    def opening(self) -> bool:
        return "new" in self.from_

    @property
    def moves(self) -> bool:
        """Whether it changes the step, at once or when it takes effect."""
        return self.to is not None or self.proposed is not None

    def reason(self, fields: Mapping[str, Field]) -> str | None:
        """The field in which a severe act says why: `reason` where it asks for it, else the last text that must be given."""
        asked = [one.name for one in self.fields if not one.optional and one.name in fields]
        words = [name for name in asked if fields[name].type == "text"]
        return "reason" if "reason" in words else words[-1] if words else None

    def is_severe(self, details: Mapping[str, Any]) -> bool:
        """Whether what is about to be written cannot be undone."""
        return holds(self.severe, details) if isinstance(self.severe, dict) else self.severe

    def targets(self) -> set[str]:
        """Every step to which it may lead."""
        steps = set(self.to.steps.values()) if isinstance(self.to, ByField) else {self.to}
        steps |= {self.proposed.to if self.proposed else None, self.returned}
        return {step for step in steps if step}


class Moves(Entry):
    """Where each step of the version before goes, when open matters move to this one."""

    move: dict[str, str]


class Excluded(Labelled):
    """Departments that may not have a matter of this kind: of a function, in commissions of these levels.

    The label says it as a sentence. Departments are no concern of `law`: the ledger holds to it when a matter is
    opened or goes to another department.
    """

    role: str
    levels: tuple[str, ...]
    cite: Cite


class Barred(Labelled):
    """To whom a matter of this kind may not be sent: to a unit that itself is named in it. The label says it."""

    cite: Cite


class Procedure(Labelled):
    """One kind of matter from a day on.

    `sign` is the character of its document number (线 in X纪线〔2023〕1号); `shows`: the columns of the record that its
    register shows unless the officer chooses others, where the usual ones do not serve.
    """

    kind: str
    sign: str | None = None
    in_force: date
    ends: date | None = None
    cite: Cite
    open_matters: Moves | None = None
    excluded_departments: dict[str, Excluded] = {}
    excluded_receivers: dict[str, Barred] = {}
    shows: tuple[str, ...] = ()
    fields: dict[str, Field] = {}
    steps: dict[str, Step] = {}
    acts: dict[str, Act]
