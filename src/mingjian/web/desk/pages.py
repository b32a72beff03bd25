"""View models of the case side: each page takes one of these as `page`, filled by its view, drawn by its template."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from mingjian.web.shared.fields import Field, failures_of
from mingjian.web.shared.frame import MenuGroup
from mingjian.web.shared.graph import Graph
from mingjian.web.shared.lamps import Lamp
from mingjian.web.shared.parts import (
    Action,
    Blocked,
    Chip,
    Cite,
    Clock,
    Entry,
    Fact,
    Head,
    Link,
    Month,
    Notice,
    Opinion,
    Pager,
    Table,
    Tag,
    Track,
    View,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """desk/sign_in.html: account and password. `wait` is how many seconds to wait after failures."""

    head: Head
    action: str
    account: str = ""
    failed: bool = False
    wait: int = 0
    following: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondStep:
    """desk/second_step.html: second factor at sign-in, or again before the act named in `purpose`."""

    head: Head
    action: str
    who: str
    label: str
    """Of the field, and the hint beside it."""
    hint: str
    change: str = ""
    key_action: str = ""
    failures: tuple[str, ...] = ()
    purpose: str = ""
    elsewhere: str = ""
    """Where and since when the account is already in use."""
    name: str = "code"
    """Of the field; `second_password` asks for the password, where no second factor is enrolled."""
    hidden: tuple[tuple[str, str], ...] = ()
    """What was typed in the form of the act, to be sent again with the code."""
    back: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """desk/export.html: what leaves, and what has to be said before it does."""

    head: Head
    title: str
    back: Link
    action: str
    facts: tuple[Fact, ...]
    fields: tuple[Field, ...]
    hindrance: str = ""
    needs_word: bool = False
    is_agreed: bool = False
    """A second person gave his word: what was said then holds, the file is only fetched."""
    proof: tuple[Field, ...] = ()
    """The factor once more."""

    @property
    def failures(self) -> list[tuple[str, str]]:
        return failures_of((*self.fields, *self.proof))


@dataclass(frozen=True, slots=True)
class LampCount:
    """One part of the lamp line: light and words, a link to the filtered list."""

    lamp: Lamp
    label: str
    count: int
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Something written lately: when, who, on which matter, which act."""

    at: datetime
    who: str
    matter: Link
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLine:
    on: date
    weekday: str
    words: str
    is_rest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """desk/desk.html: what is due, soonest first."""

    head: Head
    today: str
    lamps: tuple[LampCount, ...]
    tabs: tuple[Link, ...]
    table: Table
    sorts: tuple[Link, ...] = ()
    scopes: tuple[Link, ...] = ()
    pager: Pager | None = None
    waiting: Table | None = None
    """What waits for the word of a leader, with whom it stands first."""
    overview: Table | None = None
    """Departments by time limit, for those who answer for several."""
    heat: Table | None = None
    """全委时限, for case management and the principal."""
    printing: str = ""
    exporting: str = ""
    beside: str = ""
    """Address of what stands below the list, loaded after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """desk/beside.html: what was written lately, drafts, the days of two weeks."""

    head: Head
    written: tuple[Written, ...] = ()
    calendar: tuple[CalendarLine, ...] = ()
    drafts: tuple[Link, ...] = ()
    subscribe: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterBar:
    """Fields above a register. `search` is posted and never stands in the address; `chosen` removes one each."""

    action: str
    search_action: str = ""
    searched: str = ""
    fields: tuple[Field, ...] = ()
    days: tuple[Field, ...] = ()
    """From which day to which: the two are never parted."""
    more: tuple[Field, ...] = ()
    chosen: tuple[Link, ...] = ()
    clear: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    """Conditions without a field of their own, which stay when others change."""


@dataclass(frozen=True, slots=True)
class Jump:
    """Going to a day of a list without counting what lies before; `kept` are the conditions that stay."""

    action: str
    kept: tuple[tuple[str, str], ...]
    field: Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """desk/register.html: the register of one kind."""

    head: Head
    title: str
    views: tuple[View, ...]
    filters: FilterBar
    table: Table
    pager: Pager
    count: str
    actions: tuple[Action, ...] = ()
    save_view: str = ""
    sorts: tuple[Link, ...] = ()
    columns: str = ""
    """Address of columns and density."""
    is_compact: bool = False
    picking: str = ""
    """Address that takes the chosen rows; `query` are the conditions of the list."""
    query: str = ""
    reassigns: bool = False
    jump: Jump | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """Someone on a matter, with the post and rank held then; `matters` only inside scope."""

    chip: Chip
    role: str
    post: str = ""
    rank: str = ""
    matters: Link | None = None
    ask: str = ""
    """Where to ask for a sealed identity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """desk/matter.html: one matter, whole."""

    head: Head
    number: str
    kind: str
    lamp: Lamp
    title: str
    facts: tuple[Fact, ...]
    track: Track
    sections: tuple[Link, ...]
    content: bool = True
    """Whether its content lies within reach: persons and units are part of it."""
    summary: tuple[Fact, ...]
    entries: tuple[Entry, ...]
    due: Action | None = None
    actions: tuple[Action, ...] = ()
    briefs: tuple[Action, ...] = ()
    """Those of the actions that every kind of matter has."""
    blocked: tuple[Blocked, ...] = ()
    clocks: tuple[Clock, ...] = ()
    finished_clocks: tuple[Clock, ...] = ()
    people: tuple[PersonLine, ...] = ()
    lineage: str = ""
    """Addresses of the sections that are loaded after the page."""
    looked: str = ""
    documents: Table | None = None
    generate: tuple[Link, ...] = ()
    printing: str = ""
    orders: tuple[Link, ...] = ()
    only: tuple[Link, ...] = ()
    older: Link | None = None
    verified: str = ""
    verify: str = ""
    before: Link | None = None
    """What stands before and after it in the register one came from."""
    following: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """desk/matter_section.html: one section of a matter, loaded into its page or read alone."""

    head: Head
    number: str
    kind: str
    name: str
    title: str
    back: Link
    sections: tuple[Link, ...]
    lineage: Graph | None = None
    table: Table | None = None
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActForm:
    """desk/act_form.html: the form of one act. `seen` is the sequence number it was drawn from."""

    head: Head
    back: Link
    title: str
    action: str
    fields: tuple[Field, ...]
    seen: int
    token: str
    cite: Cite | None = None
    after: str = ""
    approval: str = ""
    stops: str = ""
    later: str = ""
    """The field that the next page asks for; what was typed there already travels in `hidden`."""
    hidden: tuple[tuple[str, str], ...] = ()
    warnings: tuple[Field, ...] = ()
    drafts: bool = True
    """What is typed is kept as a draft."""
    draft_at: str = ""
    submit: str = ""

    @property
    def failures(self) -> list[tuple[str, str]]:
        return [failure for entry in (*self.fields, *self.warnings) for failure in entry.failures]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """desk/confirm.html: what will be written and what changes; `severe` adds reason, factor and the red button."""

    head: Head
    title: str
    number: str
    action: str
    token: str
    seen: int
    written: tuple[Fact, ...] = ()
    heading: str = ""
    """Over what is written, where that is no file of a matter."""
    changes: tuple[Fact, ...] = ()
    warnings: tuple[str, ...] = ()
    severe: bool = False
    fields: tuple[Field, ...] = ()
    button: str = ""
    back: str = ""
    """Name and value under which the typed text travels back."""
    kept: str = ""
    hidden: tuple[tuple[str, str], ...] = ()

    @property
    def failures(self) -> list[tuple[str, str]]:
        return failures_of(self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approvals:
    """desk/approvals.html: what waits for my word; `reading`: where chosen papers are marked as read."""

    head: Head
    tabs: tuple[Link, ...]
    table: Table
    count: int = 0
    pager: Pager | None = None
    reading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """desk/approval.html and desk/approval_sheet.html: one proposal, its chain and my word on it."""

    head: Head
    title: str
    number: str
    matter: Link
    subject: str
    """The title of the matter."""
    request: str
    reason: str
    authority: str
    action: str
    seen: int
    token: str
    chain: Track
    opinions: tuple[Opinion, ...]
    answers_for: str = ""
    still_needs: str = ""
    cite: Cite | None = None
    lamp: Lamp | None = None
    papers: tuple[Link, ...] = ()
    opinion: Field | None = None
    fields: tuple[Field, ...] = ()
    """What else is asked for: day and paper of a decision that somebody outside has taken."""
    agree: str = ""
    """The word on the button, where it is not 同意."""
    excluded: str = ""
    overtaken: str = ""
    """Why it can only be returned."""
    remaining: int = 0
    following: Link | None = None
    recuse: str = ""
    meeting: str = ""
    sheet: str = ""
    back: Link | None = None
    """From the sheet to the page of the proposal."""
    facts: tuple[Fact, ...] = ()
    commission: str = ""
    secrecy: str = ""
    urgency: str = ""
    failures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LawAct:
    """An act as the lawbook declares it."""

    key: str
    label: str
    origin: str
    target: str
    by: str
    fields: str = ""
    cite: Cite | None = None
    note: str = ""
    """Of the ground: where it stands, if its article may not be named."""
    clock: str = ""
    approval: tuple[str, ...] = ()
    """One line for each case."""
    separation: str = ""
    must: str = ""
    counts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lawbook:
    """desk/lawbook.html: one chapter of the law as the platform applies it on a day."""

    head: Head
    tabs: tuple[Link, ...]
    on: Field
    title: str
    since: date | None = None
    checked: tuple[Tag, ...] = ()
    diagram: Graph | None = None
    acts: tuple[LawAct, ...] = ()
    months: tuple[Month, ...] = ()
    chapters: tuple[MenuGroup, ...] = ()
    printing: str = ""
    comparing: str = ""
    standing: str = ""
    """Address of what stands in each step now, loaded after the page."""
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """shared/error.html: a refusal or failure in one sentence, what was kept, where to go."""

    head: Head
    code: int
    sentence: str
    advice: str = ""
    request: str = ""
    links: tuple[Link, ...] = ()
    mine: tuple[Fact, ...] = ()
    meanwhile: tuple[Entry, ...] = ()
    notices: tuple[Notice, ...] = field(default=())
    kind: Literal["info", "warn", "error"] = "warn"
