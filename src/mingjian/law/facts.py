"""Facts of a kind: which rows of the statistical ledger its matters stand for."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, model_validator

from mingjian.law.entry import Entry
from mingjian.law.indicator import Values
from mingjian.law.procedure import Names

ON, OPENED_ON, CLOSED_ON, MATTER, STEP = "on", "opened_on", "closed_on", "matter", "step"
ALWAYS = frozenset({ON, OPENED_ON, CLOSED_ON, MATTER, STEP})


class Linked(Entry):
    """A value taken from the matters that a matter is tied to, by kind.

    `led_to`: the first of that kind opened from it; `came_from`: the first of that kind it was opened from;
    `count`: how many of that kind were opened from it.
    """

    led_to: str | None = None
    came_from: str | None = None
    count: str | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if sum(item is not None for item in (self.led_to, self.came_from, self.count)) != 1:
            raise ValueError("须写 led_to、came_from、count 之一")
        return self

    @property
    def kind(self) -> str:
        return str(self.led_to or self.came_from or self.count)


class Said(Entry):
    """A value from the matter's acts: what the last of the acts `by` said of a field, or 0 or 1 for whether there was one.

    `many`: how many items the list says; `present`: 1 if it says anything.
    """

    by: Names
    says: str | None = None
    counts: Literal["many", "present"] | None = None


Source = str | Linked | Said


def _source(value: Any) -> Any:
    if isinstance(value, str | Linked | Said):
        return value
    return (Said if "by" in value else Linked).model_validate(value)


class FactRow(Entry):
    """Rows of one table of facts that a matter stands for.

    - `when`: one row for the matter, once this day of its record is known; the unit and department that had the
      matter then; values as they are at the end.
    - `each`: instead, a row each time one of these acts takes effect; values as the act says them, what it does
      not ask as known by then. The day is `on`.
    - `for_each`: of that, one row for each person in this list field; the person stands in the column `person`.
    - `where`: only if these fields have one of these values (`present`, `absent`).
    - `values`: column → field of the matter, `on`, `opened_on`, `closed_on`, `matter`, `step`, a tie (`Linked`), or what
      certain acts said (`Said`).
    - `fixed`: column → a value of its own, such as the kind of activity.
    """

    table: str
    when: str | None = None
    each: Names = ()
    for_each: str | None = None
    where: Mapping[str, Values] = {}
    values: Mapping[str, Annotated[Source, BeforeValidator(_source)]] = {}
    fixed: Mapping[str, int | str] = {}

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if (self.when is None) == (not self.each):
            raise ValueError("须写 when（某日已知即成一行）或者 each（某办理行为每次一行）之一")
        return self


class Facts(Entry):
    """The rows of facts of one kind of matter; the file is called as the kind."""

    rows: tuple[FactRow, ...]
