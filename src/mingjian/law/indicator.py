"""Indicators: what each figure counts, from which day, by which date, and how that can be checked."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Discriminator, Tag, model_validator
from pydantic import Field as PydanticField

from mingjian.law.entry import Entry, Labelled, Noted, Version, in_force

Value = int | str
PRESENT, ABSENT = "present", "absent"
REST = "rest"


def _several(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else (value,)


Values = Annotated[tuple[Value, ...], BeforeValidator(_several)]


class BreakdownCode(Labelled):
    """A code of a breakdown named here, with the values of the column it stands for."""

    is_: Values = PydanticField(alias="is")


class Breakdown(Entry):
    """The figure by the codes of one column; `codes` names them here where the column's own do not do.

    - `only`: these of the column's own codes.
    - `counts`, `unit`, `where`, `needs`: as in the version, where the breakdown differs from its total.
    - Where persons are counted each gets one code, so that the codes add up to the persons: that of the
      gravest row by `gravest` (column → value → weight), else of the latest, else the first code listed.
    - `by: unit_level`: by the level of the unit whose row it is; its codes are named here.
    - `unknown`: rows that do not say are a code of their own, last; `share`: percentages that total 100.0.
    - `rest`: whatever the codes do not name (or does not say) is a code of its own, last.
    - `units`: code → unit, where a code is printed in another unit than the whole.
    """

    by: str
    codes: Mapping[str, BreakdownCode] | None = None
    only: tuple[str, ...] = ()
    counts: str | None = None
    unit: str | None = None
    where: Mapping[str, Values] = {}
    needs: tuple[str, ...] = ()
    gravest: Mapping[str, Mapping[str, int]] = {}
    unknown: bool = False
    rest: bool = False
    units: Mapping[str, str] = {}
    share: bool = False


class Identity(Entry):
    """What must hold between figures of one scope and period; `warns`: said, but no obstacle to issue.

    `adds_up`: the codes of this breakdown add up to `to` (else to the figure itself). `between: [a, b]`: the
    larger of a and b ≤ the figure ≤ a + b. `at_most`: the figure ≤ another.
    """

    adds_up: str | None = None
    to: str | None = None
    between: tuple[str, str] | None = None
    at_most: str | None = None
    warns: bool = False

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if sum(item is not None for item in (self.adds_up, self.between, self.at_most)) != 1:
            raise ValueError("一条核对关系只能写 adds_up、between、at_most 之一")
        return self


class LedTo(Entry):
    """Rows that led to more: by the period's end a row of `table`, dated `date`, has them in `column`."""

    table: str
    column: str
    date: str


class InTime(Entry):
    """A day that is known and not after the day in the column `by`, or not more than so many months or days after it."""

    by: str
    months: int = 0
    days: int = 0


def _in_time(value: Any) -> Any:
    return InTime(by=value) if isinstance(value, str) else value


class Repeats(Entry):
    """Rows that say again what an earlier one said: the same in the columns `by`, dated at most so many months before."""

    by: tuple[str, ...]
    months: int


class Follows(Entry):
    """Rows before which, at most so many months earlier or on the same day, a row of `table`, dated `date`, says the same in the column `by`."""

    table: str
    date: str
    by: str
    months: int


class Counted(Version):
    """A count of rows, or of distinct values of a column, dated within the period.

    - `table`: facts; `date`: the column that decides the period (none of `units`, which are always there);
      `counts`: `rows`, or the column whose distinct values are counted (rows where it is unknown are then no part of it).
    - `over`: not the period but the year up to its end, all time up to its end, or so many days up to its end.
    - `where`: column → value, values, `present` or `absent`; all hold. `either`: one of these is present.
    - `levels`: only units of these levels. `led_to`: only rows that led to a row elsewhere.
    - `in_time`: column → the column of its last day; `by_end`: columns whose day is known and not after the period.
    - `excludes`: an indicator that counts values (or rows) of the same sort; these are left out, whatever unit they are of.
    - `repeats`, `follows`: only such rows. `lasts`: the column of the last day up to which a row holds; what ended before
      the period did is left out; `until`: the column of the day that ends a row, only what has not ended by then.
    - `sums`: a column to add up instead of counting rows.
    - `needs`: columns that a counted row must know; rows that do not are listed and block issue.
    """

    table: str
    counts: str = "rows"
    sums: str | None = None
    unit: str
    date: str | None = None
    over: Literal["period", "year", "ever"] | int = "period"
    where: Mapping[str, Values] = {}
    either: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    led_to: LedTo | None = None
    in_time: Mapping[str, Annotated[InTime, BeforeValidator(_in_time)]] = {}
    by_end: tuple[str, ...] = ()
    excludes: str | None = None
    repeats: Repeats | None = None
    follows: Follows | None = None
    lasts: str | None = None
    until: str | None = None
    needs: tuple[str, ...] = ()
    breakdowns: Mapping[str, Breakdown] = {}
    identities: tuple[Identity, ...] = ()


class Rate(Version):
    """The figure `of` (or one of its codes) divided by `to`, with one decimal, half up: in percent, or in another unit.

    - `breakdowns`: the same code by code, for breakdowns that both have.
    - `per`: for each so many of `to`, where it is in another unit.
    - `least`: units are set side by side by it, but not one that has less than so much to divide by.
    """

    of: str
    to: str
    unit: str = "%"
    breakdowns: tuple[str, ...] = ()
    per: int = 1
    least: int | None = None


class DayElsewhere(Entry):
    """A day of the row of another table that the column `by` names."""

    table: str
    by: str
    day: str


class Median(Version):
    """The median of days from `start` to `end`, with one decimal, of the rows of the figure `median` that know both."""

    median: str
    start: str | DayElsewhere
    end: str
    unit: Literal["天"] = "天"

    @property
    def breakdowns(self) -> tuple[str, ...]:
        return ()


def _which(value: Any) -> str:
    said = value.keys() if isinstance(value, Mapping) else type(value).model_fields
    return "rate" if "of" in said else "median" if "median" in said else "counted"


IndicatorVersion = Annotated[
    Annotated[Counted, Tag("counted")] | Annotated[Rate, Tag("rate")] | Annotated[Median, Tag("median")],
    Discriminator(_which),
]


class Example(Entry):
    """A worked example: a few rows of facts and the figures they give.

    A row without `unit` belongs to the first of `units` (else to one city); `figures` are values by id, or
    [value, share]; `records` the ids behind a figure.
    """

    period: Annotated[str, BeforeValidator(str)]
    units: tuple[Mapping[str, Any], ...] = ({"id": "city", "name": "某市", "level": "city"},)
    facts: Mapping[str, tuple[Mapping[str, Any], ...]]
    figures: Mapping[str, float | int | tuple[int, float] | None]
    records: Mapping[str, tuple[str, ...]] = {}


class Indicator(Labelled, Noted):
    """A figure through time, with a note on its counting rule (口径) and an example that a test computes."""

    note: str
    versions: tuple[IndicatorVersion, ...]
    example: Example

    __hash__ = object.__hash__  # one object of the lawbook: what is made of it is kept by it

    @model_validator(mode="after")
    def _versions_in_order(self) -> Self:
        days = [version.in_force for version in self.versions]
        if not days or days != sorted(set(days)):
            raise ValueError("versions 须按 in_force 先后排列，至少一条，日期不得重复")
        return self

    def on(self, day: date) -> Counted | Rate | Median | None:
        """The definition in force on the day; for a period that is its last day."""
        return in_force(self.versions, day)
