"""The list of a register: what its address asks for, and the page of lines that answers it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from mingjian.law.running import references
from mingjian.law.values import Unreadable, read_date
from mingjian.ledger import access, instant, kinds
from mingjian.ledger.access import Key, Wanted
from mingjian.ledger.models import NEVER, Matter
from mingjian.ledger.rows import table
from mingjian.ledger.viewer import Viewer
from mingjian.parties.models import Role
from mingjian.web.desk import paging, picking, searching
from mingjian.web.desk.lines import Line, lines
from mingjian.web.desk.officer import DeskRequest

SIZES = (50, 100, 20)
DUE = ("late", "near", "later")
_NEAR = 7  # days that the filter 将到期 looks ahead
_AT_ONCE = 500  # lines read at once where all are wanted


@dataclass(frozen=True)
class Asked:
    """What the address asks for: codes and dates only; typed words lie in the session under a random name."""

    kind: str
    step: tuple[str, ...] = ()
    due: str = ""
    handler: tuple[int, ...] = ()
    department: tuple[int, ...] = ()
    opened_from: date | None = None
    opened_to: date | None = None
    state: str = ""
    record: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    search: str = ""
    words: str = ""
    picks: str = ""
    about: UUID | None = None
    """Only matters that have to do with this unit, and whose content the officer may read."""
    picked: tuple[UUID, ...] = ()
    """Lines chosen by hand, and the random name under which the session keeps them."""
    sort: str = "due"
    down: bool = False
    size: int = SIZES[0]
    after: Key | None = None
    before: Key | None = None
    shown: int = 0
    """How many rows the pages before this one had."""
    jumped: date | None = None
    """The day to which the officer has gone; how many rows lie before it is not counted."""

    def query(self, **changes: Any) -> str:
        """The address of this list with some things changed; a page begins at its first row unless `after` is given."""
        now = {
            "step": self.step, "due": self.due, "handler": self.handler, "department": self.department,
            "from": self.opened_from, "to": self.opened_to, "state": self.state, **self.record, "s": self.search,
            "p": self.picks, "about": self.about or "",
            "sort": self.sort if self.sort != "due" else "", "down": "1" if self.down else "",
            "size": self.size if self.size != SIZES[0] else "",
        }  # fmt: skip
        pairs = {name: value for name, value in {**now, **changes}.items() if value not in ("", None, (), 0)}
        return f"?{urlencode(pairs, doseq=True)}" if pairs else "?"

    def cleared(self) -> str:
        """The address of the whole register, in the order and in pages of the size chosen."""
        return Asked(kind=self.kind, sort=self.sort, down=self.down, size=self.size).query()


def read(request: DeskRequest, kind: str) -> Asked:
    """The filters of an address; what is not understood, or no longer remembered, is left out, never guessed."""
    search, picks = request.GET.get("s", ""), request.GET.get("p", "")
    words, picked = searching.recall(request.session, search), picking.recall(request.session, picks)
    return replace(
        of(request.viewer, kind, request.GET, words=words, picked=picked),
        search=search if words else "",
        picks=picks,
    )


def of(viewer: Viewer, kind: str, given: QueryDict, *, words: str, picked: tuple[UUID, ...]) -> Asked:
    """The same of codes and days, words and lines that were kept."""
    sort = given.get("sort", "due") if given.get("sort") in access.SORTS else "due"
    down, jumped = given.get("down") == "1", _day(given.get("at"))
    return Asked(
        kind=kind,
        step=tuple(value for value in given.getlist("step") if value),
        due=given.get("due", "") if given.get("due") in DUE else "",
        handler=_numbers(given.getlist("handler")),
        department=_numbers(given.getlist("department")),
        opened_from=_day(given.get("from")),
        opened_to=_day(given.get("to")),
        state=given.get("state", "") if given.get("state") in ("open", "ended") else "",
        record={
            name: tuple(v for v in given.getlist(name) if v)
            for name in coded(viewer, kind)
            if given.get(name)
        },
        words=words,
        about=_id(given.get("about")),
        picked=picked,
        sort=sort,
        down=down,
        size=int(given["size"]) if given.get("size") in map(str, SIZES) else SIZES[0],
        after=paging.of_day(jumped, sort, down=down) if jumped else paging.read(given.get("after"), sort),
        before=paging.read(given.get("before"), sort),
        shown=int(given["n"]) if given.get("n", "").isdecimal() and len(given["n"]) < 8 else 0,
        jumped=jumped,
    )


def wanted(viewer: Viewer, asked: Asked) -> Wanted:
    """The filters as the ledger understands them."""
    today = viewer.on
    due = {"near": (today, today + timedelta(days=_NEAR)),
           "later": (today + timedelta(days=_NEAR + 1), None)}.get(asked.due, (None, None))  # fmt: skip
    late = access.Late(instant.now(), references(viewer.book)) if asked.due == "late" else None
    number = searching.number(asked.words)
    return Wanted(
        kind=asked.kind, step=asked.step, handler=asked.handler, department=asked.department, number=number,
        only=asked.picked,
        opened_from=asked.opened_from, opened_to=asked.opened_to, due_from=due[0], due_to=due[1], late=late,
        is_open=True if asked.due else {"open": True, "ended": False}.get(asked.state),
        record=asked.record, match=_match(asked, number),
        sort=asked.sort, descending=asked.down,
    )  # fmt: skip


def _match(asked: Asked, number: str) -> access.Sql | None:
    """The ids to which the list is narrowed: by words in sealed text, by the unit concerned, or by both."""
    found = searching.match(asked.words) if asked.words and not number else None
    if asked.about is None:
        return found
    role = table(Role)
    both = f" AND matter_id IN ({found.text})" if found else ""
    text = f"SELECT matter_id FROM {role.name} WHERE organisation_id = %s{both}"
    return access.Sql(text, (role.write("organisation_id", asked.about), *(found.values if found else ())))


def coded(viewer: Viewer, kind: str) -> dict[str, Any]:
    """The record's columns that hold one code of a list: what can be chosen in filters, in the order of the lawbook."""
    fields = viewer.book.bound(kind, viewer.book.versions(kind)[-1].in_force).fields
    columns = kinds.kind(kind).columns
    return {
        name: declared for name, declared in fields.items() if declared.type == "code" and name in columns
    }


@dataclass(frozen=True)
class Found:
    """A page of lines, the first and last key of what was read for it, and whether there are pages before and after."""

    lines: list[Line]
    first: Key | None = None
    last: Key | None = None
    has_before: bool = False
    has_after: bool = False


def found(viewer: Viewer, asked: Asked) -> Found:
    """The lines of one page; hits in sealed text are checked against the opened text."""
    if too_short(asked) or (asked.picks and not asked.picked):
        return Found([])
    want, back = wanted(viewer, asked), asked.before is not None
    if back:
        want = replace(want, descending=not want.descending)
    hits, more = access.page(viewer, want, size=asked.size, after=asked.before or asked.after)
    read_lines = lines(viewer, hits[::-1] if back else hits, record=kinds.kind(asked.kind).record)
    ends = (
        (_key(asked, read_lines[0].matter), _key(asked, read_lines[-1].matter))
        if read_lines
        else (None, None)
    )
    before, after = (more, True) if back else (asked.after is not None, more)
    return Found(_in_order(asked, _checked(asked, read_lines)), *ends, before, after)


def everything(viewer: Viewer, asked: Asked) -> Iterator[Line]:
    """All lines of the list, a few hundred read at a time."""
    step: Asked | None = replace(asked, size=_AT_ONCE, after=None, before=None)
    while step is not None:
        part = found(viewer, step)
        yield from part.lines
        step = replace(step, after=part.last) if part.has_after else None


def total(viewer: Viewer, asked: Asked, page: Found) -> int | None:
    """How many lines the list has. Of hits in text over several pages it is not known: only opening them would tell."""
    if asked.picks and not asked.picked:
        return 0
    if not page.has_before and not page.has_after:
        return len(page.lines)
    if _is_text(asked):
        return None
    return access.count(viewer, wanted(viewer, asked), upto=counted_to(viewer, asked))


def counted_to(viewer: Viewer, asked: Asked) -> int:
    """How far the lines are counted."""
    return access.counted_to(wanted(viewer, asked))


def too_short(asked: Asked) -> bool:
    """Words that cannot be looked up: a single character."""
    return _is_text(asked) and searching.match(asked.words) is None


def _is_text(asked: Asked) -> bool:
    return bool(asked.words) and not searching.number(asked.words)


def _checked(asked: Asked, read_lines: list[Line]) -> list[Line]:
    if not _is_text(asked):
        return read_lines
    kept = searching.holding([line.matter for line in read_lines], asked.words)
    return [line for line in read_lines if line.matter.id in kept]


def _in_order(asked: Asked, read_lines: list[Line]) -> list[Line]:
    """Lines of a page by the days that they show: a limit that is late hides a reference that was over before it."""
    if asked.sort != "due":
        return read_lines
    return sorted(read_lines, key=lambda line: line.due or NEVER, reverse=asked.down)


def _key(asked: Asked, matter: Matter) -> Key:
    return Key(tuple(getattr(matter, column) for column in access.SORTS[asked.sort]), matter.id)


def _numbers(values: list[str]) -> tuple[int, ...]:
    return tuple(int(value) for value in values if value.isdecimal() and len(value) < 12)


def _id(value: str | None) -> UUID | None:
    try:
        return UUID(value) if value else None
    except ValueError:
        return None


def _day(value: str | None) -> date | None:
    try:
        return read_date(value) if value else None
    except Unreadable:
        return None
