"""The journal: what happens beside acts (sign-ins, sensitive reads, exports, administration), as ids and codes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, NamedTuple
from uuid import UUID

import yaml
from django.db import transaction

from mingjian.ledger import instant
from mingjian.ledger.models import Journal

Outcome = Literal["done", "refused", "failed"]
GROUP = 200  # reads of a list are one event for at most so many ids (LED-05)
ORIGIN = frozenset(
    {"session", "zone", "request", "post", "reason"}
)  # what every event may say of its origin (AUD-03)
_CODE = re.compile(r"[A-Za-z0-9_.:/+-]{1,80}")
_origin: ContextVar[Mapping[str, Any]] = ContextVar("origin", default=MappingProxyType({}))


class Event(NamedTuple):
    """A type of journal entry, as `events.yaml` declares it."""

    label: str
    en: str
    rooms: tuple[str, ...]
    fields: frozenset[str]
    protection: str
    reader: tuple[str, ...]
    retention: str


@cache
def events() -> dict[str, Event]:
    """The inventory of event types by code (AUD-01)."""
    found = yaml.safe_load((files("mingjian.ledger") / "events.yaml").read_text("utf-8"))
    return {
        code: Event(item["label"], item["en"], _rooms(item["room"]), frozenset(item["fields"]), item["class"],
                    tuple(item["reader"]), item["retention"])
        for code, item in found.items()
    }  # fmt: skip


def _rooms(room: str | list[str]) -> tuple[str, ...]:
    return (room,) if isinstance(room, str) else tuple(room)


def note(
    event: str,
    *,
    officer: int | None,
    outcome: Outcome,
    matter: UUID | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Write one journal entry, in the caller's transaction: no event, no change (AUD-04).

    `details`: ids and codes of the fields that the inventory declares. ValueError for anything else, so that no
    words can get in (AUD-07). A failure must outlive its rollback: note it after the atomic block, or use `attempt`.
    """
    values = {**_origin.get(), **(details or {})}
    _check(event, values)
    Journal.objects.create(
        at=instant.now(), event=event, officer_id=officer, matter_id=matter, outcome=outcome, details=values
    )


def note_reads(matters: Iterable[UUID], *, officer: int, view: str) -> None:
    """Note that a list with content was shown: one entry for up to 200 matters. Call it before the page leaves (AUD-06)."""
    shown = [matter.hex for matter in matters]
    for start in range(0, len(shown), GROUP):
        note(
            "read_list",
            officer=officer,
            outcome="done",
            details={"view": view, "matters": shown[start : start + GROUP]},
        )


@contextmanager
def attempt(
    event: str, *, officer: int | None, matter: UUID | None = None, details: Mapping[str, Any] | None = None
) -> Iterator[None]:
    """An operation in a transaction of its own, noted with it; if it fails, rolled back and noted all the same (AUD-05).

    `with attempt("export", officer=…): …`. The error goes on to the caller; the entry keeps its code, not its words.
    """
    try:
        with transaction.atomic(
            durable=True
        ):  # an outer transaction would take the note of a failure with it
            yield
            note(event, officer=officer, outcome="done", matter=matter, details=details)
    except Exception as error:
        reasons = getattr(error, "reasons", ())
        reason = reasons[0].code if reasons else type(error).__name__
        outcome: Outcome = "refused" if reasons else "failed"
        note(
            event,
            officer=officer,
            outcome=outcome,
            matter=matter,
            details={**(details or {}), "reason": reason},
        )
        raise


@contextmanager
def coming_from(**origin: Any) -> Iterator[None]:
    """Where events within come from: session (its hash), zone, request, post; set once for each request (AUD-03)."""
    token = _origin.set({**_origin.get(), **origin})
    try:
        yield
    finally:
        _origin.reset(token)


def _check(event: str, details: Mapping[str, Any]) -> None:
    declared = events().get(event)
    if declared is None:
        raise ValueError(f"events.yaml中没有事件“{event}”，请先登记再记录。")
    for name, value in details.items():
        if name not in declared.fields | ORIGIN:
            raise ValueError(f"事件“{event}”没有字段“{name}”，请先在events.yaml中登记。")
        items = value if isinstance(value, list) else [value]
        if len(items) > GROUP or not all(_is_code(item) for item in items):
            raise ValueError(f"事件“{event}”的字段“{name}”只能是编号或代码，不能是文字。")


def _is_code(value: Any) -> bool:
    return (
        value is None
        or isinstance(value, bool | int)
        or (isinstance(value, str) and bool(_CODE.fullmatch(value)))
    )
