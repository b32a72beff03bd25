"""Fields of a form as plain records; the layout follows from the kind, never from the act."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from mingjian.web.shared.parts import Chip

Kind = Literal[
    "text",
    "words",
    "date",
    "money",
    "number",
    "code",
    "codes",
    "officer",
    "officers",
    "unit",
    "department",
    "person",
    "persons",
    "meeting",
    "document",
    "flag",
    "period",
]
RADIO_AT_MOST = 6
SELECT_AT_MOST = 12
TEMPLATES = {
    "text": "line",
    "date": "date",
    "money": "line",
    "number": "line",
    "words": "words",
    "codes": "codes",
    "officer": "pick",
    "unit": "pick",
    "department": "pick",
    "person": "pick",
    "officers": "picks",
    "persons": "picks",
    "meeting": "group",
    "period": "group",
    "document": "drop",
    "flag": "flag",
}
GROUPS = {"codes", "meeting", "period", "officers", "persons"}


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    chosen: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of the form and where it stands."""

    key: str
    name: str
    size: str
    state: Literal["waiting", "sending", "checking", "accepted", "refused"] = "accepted"
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. `parts` are the fields of a group, `chosen` the people picked so far, `ready` stock phrases."""

    name: str
    label: str
    kind: Kind = "text"
    value: str = ""
    hint: str = ""
    error: str = ""
    required: bool = True
    needed: str = ""
    """When an optional field must be filled in after all, in place of "optional"."""
    choices: tuple[Choice, ...] = ()
    chosen: tuple[Chip, ...] = ()
    parts: tuple["Field", ...] = ()
    uploads: tuple[Upload, ...] = ()
    ready: tuple[str, ...] = ()
    unit: str = ""
    limit: int | None = None
    width: Literal["", "short", "medium", "long", "full"] = ""
    fixed: bool = False
    """Shown as text, not as a grey box."""
    derived: bool = False
    """Worked out by the platform; may be overwritten."""
    autocomplete: str = "off"
    secret: bool = False

    @property
    def id(self) -> str:
        return f"id_{self.name}"

    @property
    def template(self) -> str:
        if self.fixed:
            return "shared/fields/fixed.html"
        if self.kind == "code":
            return "shared/fields/radio.html" if self.is_radio else "shared/fields/select.html"
        return f"shared/fields/{TEMPLATES[self.kind]}.html"

    @property
    def is_radio(self) -> bool:
        return self.kind == "code" and len(self.choices) <= RADIO_AT_MOST and self.width != "short"

    @property
    def has_hints(self) -> bool:
        """Whether a choice is explained: such choices stand in columns."""
        return any(choice.hint for choice in self.choices)

    @property
    def is_blank_offered(self) -> bool:
        """Whether a select needs an empty choice: none may be chosen unseen, and an optional one must be undone."""
        return not any(choice.value == "" or (choice.chosen and self.required) for choice in self.choices)

    @property
    def is_long(self) -> bool:
        """Too long to be looked through: with script it is narrowed by typing words or pinyin."""
        return len(self.choices) > SELECT_AT_MOST

    @property
    def is_group(self) -> bool:
        """Drawn as a fieldset with a legend, because there is more than one control."""
        return not self.fixed and (self.kind in GROUPS or self.is_radio)

    @property
    def described_by(self) -> str:
        """Ids of hint and error, for aria-describedby."""
        ids = [f"{self.id}_hint"] if self.hint or self.unit or self.limit else []
        return " ".join([*ids, f"{self.id}_error"] if self.error else ids)

    @property
    def failures(self) -> list[tuple[str, str]]:
        """(id, sentence) of this field and its parts, for the summary of errors."""
        own = [(self.id, self.error)] if self.error else []
        return own + failures_of(self.parts)


def failures_of(fields: Iterable[Field]) -> list[tuple[str, str]]:
    """What is wrong in a form, field by field, for the summary of errors."""
    return [failure for field in fields for failure in field.failures]
