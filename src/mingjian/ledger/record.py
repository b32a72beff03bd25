"""The only code that writes an act or moves a matter."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from mingjian.law.position import Position
from mingjian.law.refusal import Refusal, Refused
from mingjian.ledger.before import Before
from mingjian.ledger.book import book
from mingjian.ledger.documents import Prepared, Staged, discard
from mingjian.ledger.kinds import kind as kind_named
from mingjian.ledger.loading import NoSuchMatter
from mingjian.ledger.memory import unswept
from mingjian.ledger.models import Act, Matter
from mingjian.ledger.order import Order
from mingjian.ledger.rows import Statement, Values, as_uuid, fetch, write, write_many
from mingjian.ledger.state import State
from mingjian.ledger.work import Work
from mingjian.org.authority import all_posts


class MovedOn(Exception):
    """The matter has moved on since the form was drawn: `since` is the sequence number that was expected."""

    def __init__(self, matter: UUID, since: int) -> None:
        super().__init__("本件在您填写期间已有新的办理记录，您的内容尚未提交，请核对后再办。")
        self.matter, self.since = matter, since


def record_act(
    matter: Matter,
    act: str,
    *,
    by: int | None,
    on: date,
    details: Mapping[str, Any] | None = None,
    at: datetime | None = None,
    about: int | None = None,
    documents: Sequence[Staged] = (),
    late_reason: str | None = None,
    expect: int | None = None,
    token: str | None = None,
) -> UUID:
    """Do an act to a matter: judged by the law, recorded, projected, in one transaction. The id of the act.

    `by` is the officer's id (None: the platform); `on` the day on which it happened, `at` its instant for limits
    in hours; `details` codes, dates and words by field; `about` the sequence number of the proposal that an
    opinion speaks of; `expect` the sequence number the form was drawn from; the same `token` twice is one act.
    Raises Refused (every reason, in two languages), MovedOn, NoSuchMatter; then nothing was written.
    """
    order = Order(act, by, on, details or {}, at, about, documents, late_reason, token)
    try:
        with transaction.atomic():
            work = Work(book())
            state = work.take(matter.id, matter.kind, by)
            known = _known(token)
            if known is not None:
                return known
            if expect is not None and expect != state.position.seq:
                raise MovedOn(matter.id, expect)
            row = work.do(state, order)
            write(work.statements())
            return row["id"]  # type: ignore[no-any-return]
    except (Refused, MovedOn, NoSuchMatter):
        for item in documents:
            discard(item)
        raise


def rehearse_act(
    matter: Matter,
    act: str,
    *,
    by: int,
    on: date,
    details: Mapping[str, Any],
    at: datetime | None = None,
    about: int | None = None,
    documents: Sequence[Staged] = (),
    late_reason: str | None = None,
) -> State:
    """What the act would lead to, for the page that asks to confirm; nothing is written, no paper is discarded.

    Raises Refused and NoSuchMatter as `record_act` would.
    """
    with transaction.atomic():
        work = Work(book())
        state = work.take(matter.id, matter.kind, by)
        work.do(state, Order(act, by, on, details, at, about, documents, late_reason))
        transaction.set_rollback(True)
    return state


def hindered(
    matter: Matter, position: Position, act: str, *, by: int, on: date, acts: Iterable[Values] = ()
) -> Refusal | None:
    """What other matters have against an act of this one, whatever is filled in: for pages, before they offer it. Nothing is locked.

    `acts`: what has been read of its file and need not be read again.
    """
    of = kind_named(matter.kind)
    if act not in of.at_once:
        return None
    state = State(
        matter.id, of, position, b"", {"number": matter.number}, acts={row["seq"]: row for row in acts}
    )
    try:
        of.before[act](Before(Work(book()), state, Order(act, by, on)))
    except Refused as refused:
        return refused.reasons[0]
    return None


def rehearse_opening(
    kind: str, act: str, *, by: int, on: date, unit: int, department: int | None, details: Mapping[str, Any],
    at: datetime | None = None, documents: Sequence[Staged] = (), late_reason: str | None = None, prepared: Prepared | None = None,
) -> State:  # fmt: skip
    """The same for an opening act; the number in it is not used up."""
    with transaction.atomic():
        state = Work(book()).open(
            kind,
            Order(act, by, on, details, at, None, documents, late_reason),
            unit=unit,
            department=department,
            prepared=prepared,
        )
        transaction.set_rollback(True)
    return state


def open_matter(
    kind: str,
    act: str = "register",
    *,
    by: int | None,
    on: date,
    unit: int,
    department: int | None,
    details: Mapping[str, Any],
    origin: Matter | None = None,
    link: str = "transfer",
    at: datetime | None = None,
    prepared: Prepared | None = None,
    documents: Sequence[Staged] = (),
    late_reason: str | None = None,
    token: str | None = None,
) -> Matter:
    """Open a matter by its first act. With `origin`, the act `transfer` there and the link are part of it.

    `by` is the officer, None the platform; `unit` gives the number; `department` is whose queue it is in first. The same `token` twice is one matter.
    `documents` were staged for `prepared`, the id and key that the matter gets. Raises Refused and NoSuchMatter;
    then nothing was written, no number was used, and the staged documents are gone.
    """
    order = Order(act, by, on, details, at, None, documents, late_reason, token)
    try:
        return _opened(
            kind, order, unit=unit, department=department, origin=origin, link=link, prepared=prepared
        )
    except (Refused, NoSuchMatter):
        for item in documents:
            discard(item)
        raise


def _opened(kind: str, order: Order, *, unit: int, department: int | None, origin: Matter | None, link: str,
            prepared: Prepared | None) -> Matter:  # fmt: skip
    with transaction.atomic():
        known = _known(order.token)
        if known is not None:
            for item in order.documents:
                discard(item)
            return Act.objects.select_related("matter").get(pk=known).matter
        work = Work(book())
        source = work.take(origin.id, origin.kind, order.by) if origin is not None else None
        state = work.open(kind, order, unit=unit, department=department, prepared=prepared)
        if source is not None:
            sent = {"other_matter": str(state.id), "link": link}
            work.do(
                source,
                Order("transfer", order.by, order.on, sent, late_reason=order.late_reason),
                granted=True,
            )
        write(work.statements())
    return Matter.objects.get(pk=state.id)


def _known(token: str | None) -> UUID | None:
    if token is None:
        return None
    rows = fetch("SELECT id FROM ledger_act WHERE token = %s", [token])
    return as_uuid(rows[0][0]) if rows else None


class Many:
    """Many acts in one transaction, for imports and simulated years: the same rules, written in bulk."""

    def __init__(self, size: int = 2000) -> None:
        self._work = Work(book(), posts=all_posts(), flush=self.write)
        self._size = size
        self._count = 0

    def open(self, kind: str, act: str = "register", *, by: int, on: date, unit: int, department: int | None,
             details: Mapping[str, Any], late_reason: str | None = None, token: str | None = None,
             prepared: Prepared | None = None) -> State:  # fmt: skip
        """A new matter; raises Refused."""
        order = Order(act, by, on, details, late_reason=late_reason, token=token)
        state = self._work.open(kind, order, unit=unit, department=department, prepared=prepared)
        self._counted()
        return state

    def act(self, state: State, act: str, *, by: int | None, on: date, details: Mapping[str, Any] | None = None,
            at: datetime | None = None, about: int | None = None, documents: Sequence[Staged] = (),
            late_reason: str | None = None) -> None:  # fmt: skip
        """An act on a matter of this work, with papers staged for it; raises Refused."""
        self._work.do(state, Order(act, by, on, details or {}, at, about, documents, late_reason))
        self._counted()

    def take(self, matter: Matter) -> State:
        """A matter that is in the database already."""
        return self._work.take(matter.id, matter.kind)

    def opened_by(self, state: State) -> list[State]:
        """The matters that acts on this one have opened within this work."""
        descent = self._work.duties.descent
        return [self._work.states[child] for child, origins in descent.items() if origins.get(state.id) == 1]

    def _counted(self) -> None:
        self._count += 1
        if self._count % self._size == 0:
            self.write()

    def write(self) -> None:
        """Write what has been done since the last time."""
        self.put(self._work.statements())

    def put(self, statements: list[Statement]) -> None:
        write_many(statements)


@contextmanager
def record_acts(size: int = 2000) -> Iterator[Many]:
    """Many acts, all or none: `with record_acts() as many: …`. Written every `size` acts, committed at the end."""
    with transaction.atomic(), unswept():
        many = Many(size)
        yield many
        many.write()
