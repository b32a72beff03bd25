"""What the component partials take: small frozen records of words, links and dates, already fit for this reader.

Words that come from the lawbook or from records are given in the reader's language; templates add only their own.
Empty texts, empty tuples and None always mean that the thing is not shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from django.utils.translation import gettext as _

from mingjian.web.shared.lamps import Lamp

TagKind = Literal["neutral", "info", "ok", "warn", "late", "paused", "open"]
Checked = Literal["read", "second_hand", "unverified", "house"]


@dataclass(frozen=True, slots=True)
class Link:
    """A word that leads somewhere; `count` stands behind it, `current` marks where one is."""

    label: str
    href: str
    current: bool = False
    count: int | None = None
    key: str = ""
    """Shortcut after "g" in the menu: d, a, t, and r1 to r9 for the registers."""


@dataclass(frozen=True, slots=True)
class Tag:
    word: str
    kind: TagKind = "neutral"


@dataclass(frozen=True, slots=True)
class Chip:
    """A person as a word: officer, person concerned, holder of a former post, recused, or a sealed reporter."""

    name: str
    small: str = ""
    kind: Literal["officer", "concerned", "former", "recused", "sealed"] = "officer"
    href: str = ""


@dataclass(frozen=True, slots=True)
class Cite:
    """A legal ground and how well it was checked; an unverified one prints no article."""

    words: str
    checked: Checked = "read"
    href: str = ""
    bare: bool = False
    """Without an instrument: its words say already that it is a rule of the house."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One pair of a description list."""

    label: str
    value: str = ""
    href: str = ""
    day: date | None = None
    tag: Tag | None = None
    wide: bool = False
    masked: str = ""
    """Address that reveals the masked value; the value is then shown with 显示."""
    whole: str = ""
    """All of what `value` shows the beginning of: a hash."""


@dataclass(frozen=True, slots=True)
class Notice:
    words: str
    kind: Literal["info", "ok", "warn", "error"] = "info"
    link: Link | None = None
    arrived: bool = False
    """True when it comes into an open page: then it is announced at once."""
    dismiss: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One stop of the track; alternatives are one label joined by ／."""

    label: str
    state: Literal["done", "current", "coming"] = "coming"
    on: date | None = None
    due: date | None = None
    times: int = 1
    by: str = ""


@dataclass(frozen=True, slots=True)
class Track:
    steps: tuple[Step, ...]
    returns: tuple[Step, ...] = ()
    href: str = ""

    @property
    def folded(self) -> tuple[Step, ...]:
        """Finished steps that fold away when the track has more than seven."""
        done = tuple(s for s in self.steps if s.state == "done")
        return done[:-1] if len(self.steps) > 7 else ()

    @property
    def shown(self) -> tuple[Step, ...]:
        return self.steps[len(self.folded) :]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A deadline with its derivation, line by line."""

    name: str
    lamp: Lamp
    due_on: date | None = None
    first_due_on: date | None = None
    facts: tuple[Fact, ...] = ()
    lines: tuple[str, ...] = ()
    cite: Cite | None = None
    calendar: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Opinion:
    """One approver's word on a proposal; with the paper of a decision that was taken elsewhere."""

    words: str
    by: str
    on: date | None = None
    papers: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act as a page of the file."""

    number: int
    on: date
    label: str
    by: Chip | None = None
    result: str = ""
    text: str = ""
    more: str = ""
    """What follows after eight lines, behind 展开."""
    facts: tuple[Fact, ...] = ()
    papers: tuple[Link, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    cite: Cite | None = None
    effects: tuple[str, ...] = ()
    state: Literal["normal", "fresh", "corrected", "correcting", "proposed", "returned", "routine"] = "normal"
    other: Link | None = None
    """The entry that corrects this one, or that this one corrects."""
    recorded_at: datetime | None = None
    """Given only when the entry was recorded more than a day later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """An act that this officer may do now."""

    label: str
    href: str
    primary: bool = False
    brief: bool = False
    """One that every kind of matter has: it stands folded below the others."""
    after: str = ""
    approval: str = ""
    cite: Cite | None = None


@dataclass(frozen=True, slots=True)
class Blocked:
    """An act that may not be done, with the reason and the fields that are missing."""

    label: str
    reason: str
    missing: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    label: str
    kind: Literal["text", "num", "day", "lamp", "head", "name", "heat"] = "text"
    essential: bool = True
    unit: str = ""
    sort: str = ""
    sorted: Literal["", "ascending", "descending"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell; the filled members are drawn in this order: lamp, words (a link with `href`), sub, day, tag, bar."""

    words: str = ""
    href: str = ""
    sub: str = ""
    lamp: Lamp | None = None
    day: date | None = None
    tag: Tag | None = None
    fresh: bool = False
    """New since the last visit."""
    heat: int | None = None
    """Step 0 to 5 of the heat scale."""
    strong: bool = False
    """The heading of the rows below it."""
    star: str = ""
    """A star before the words; this is what is spoken in its place."""
    blank: bool = False
    """Nothing stands here, or only a zero, and nothing is missing."""
    whole: str = ""
    """All of what `words` show the beginning of: a hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    cells: tuple[Cell, ...]
    key: str = ""
    heads: bool = False
    """Its first cell is the heading of the rows below it, as wide as the table; nothing stands in the others."""
    late: bool = False
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """What is empty and why, what usually comes here, what to do."""

    words: str
    usual: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    empty: Empty | None = None
    selectable: bool = False
    compact: bool = False
    stacks: bool = True
    """On narrow screens rows turn into label and value; small tables of figures stay tables, unless their English heads are wider than a phone."""
    foot: Row | None = None

    def lines(self) -> Iterator[tuple[Row, list[tuple[Column, Cell]]]]:
        """Rows with each cell beside its column."""
        for row in self.rows:
            yield row, list(zip(self.columns, row.cells, strict=True))

    def total(self) -> list[tuple[Column, Cell]]:
        return list(zip(self.columns, self.foot.cells, strict=True)) if self.foot else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Keyset paging; total None means that it is not known. `since` stands for the range where nobody counted."""

    since: str = ""
    first: int
    last: int
    total: int | None = None
    before: str = ""
    after: str = ""
    sizes: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    link: Link
    kind: Literal["product", "own", "shared"] = "product"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A counted figure: always with its unit, a link unless suppressed."""

    value: str
    unit: str = ""
    label: str = ""
    href: str = ""
    state: Literal["live", "frozen", "restated", "open", "suppressed"] = "live"
    change: str = ""
    direction: Literal["", "up", "down"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    words: str
    value: int = 0
    total: int = 0
    state: Literal["running", "done", "failed"] = "running"
    cancel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The viewer's mark over protected pages."""

    officer: str
    unit: str
    at: datetime
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Head of a page. `title` is the browser's title, most specific first, never a person's name."""

    title: str
    crumbs: tuple[Link, ...] = ()
    notices: tuple[Notice, ...] = ()
    about: tuple[str, ...] = ()
    secrecy: str = ""
    mark: Mark | None = None
    failed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of the working-day calendar: weeks from Monday, days outside the month are None."""

    label: str
    weeks: tuple[tuple["CalendarDay | None", ...], ...] = field(default=())

    @property
    def weekdays(self) -> tuple[str, ...]:
        return (_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日"))


@dataclass(frozen=True, slots=True)
class CalendarDay:
    on: date
    kind: Literal["work", "rest", "shifted_work", "shifted_rest"] = "work"
    marked: str = ""
