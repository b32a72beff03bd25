"""How an officer likes lists to be drawn, when he last looked, where he came from: read once a session, most kept from one to the next."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.ledger import instant
from mingjian.web.desk.models import Habit
from mingjian.web.shared.parts import Link, Pager

FILE = "file"  # the acts of a matter as a file
READ_AT_MOST = 500  # matters that a session remembers as read one by one
_KEY, _ROWS = "habits", "rows"


@dataclass(frozen=True)
class Habits:
    """`columns`: those shown, in order; none means the usual ones. `since`: what came after it is new."""

    columns: tuple[str, ...] = ()
    is_compact: bool = False
    is_oldest_first: bool = False
    since: str = ""

    def is_new(self, at: datetime) -> bool:
        return bool(self.since) and at > datetime.fromisoformat(self.since)


def of(request: Any, place: str) -> Habits:
    """The habits at a register, or with the file; the first look of a session is noted as the last visit."""
    kept = request.session.get(_KEY, {})
    if place not in kept:
        row = Habit.objects.filter(officer=request.user.pk, place=place).first()
        found = _habits(row) if row else Habits()
        Habit.objects.update_or_create(
            officer_id=request.user.pk, place=place, defaults={"seen_at": instant.now()}
        )
        _remember(request, place, found)
        return found
    values = kept[place]
    return Habits(**{**values, "columns": tuple(values["columns"])})


def keep(request: Any, place: str, **changes: Any) -> None:
    """Change some habits, now and for the sessions to come."""
    found = Habits(**{**asdict(of(request, place)), **changes})
    values = {
        "columns": ",".join(found.columns),
        "is_compact": found.is_compact,
        "is_oldest_first": found.is_oldest_first,
    }
    Habit.objects.update_or_create(officer_id=request.user.pk, place=place, defaults=values)
    _remember(request, place, found)


def read(request: Any, matters: list[str]) -> None:
    """These matters are not new any more in this session."""
    known = [one for one in request.session.get("read", []) if one not in matters]
    request.session["read"] = [*known, *matters][-READ_AT_MOST:]


def everything_read(request: Any, place: str) -> None:
    keep(request, place, since=instant.now().isoformat())


def come_to(request: Any, kind: str, matters: Sequence[UUID], pager: Pager) -> None:
    """The page of a register that is open now, with its conditions: codes and days, as they stand in its address.

    Of the last one also its rows, so that one can go from matter to matter as they stand there.
    """
    query, kept = request.META["QUERY_STRING"], request.session.get("lists", {})
    if kept.get(kind, "") != query:
        request.session["lists"] = {**kept, kind: query}
    rows = [kind, pager.before, pager.after, *(one.hex for one in matters)]
    if request.session.get(_ROWS) != rows:
        request.session[_ROWS] = rows


def neighbours(request: Any, matter: UUID) -> tuple[Link | None, Link | None]:
    """What stands before and after a matter in the register one came from; at either end the page before or after."""
    if matter.hex not in (rows := request.session.get(_ROWS, ())):
        return None, None
    kind, before, after, *ids = rows
    here, register = ids.index(matter.hex), reverse("register", args=[kind])
    back = Link(_("上一页"), register + before) if before else None
    on = Link(_("下一页"), register + after) if after else None
    if here:
        back = Link(_("上一件"), reverse("matter", args=[UUID(ids[here - 1])]))
    if here + 1 < len(ids):
        on = Link(_("下一件"), reverse("matter", args=[UUID(ids[here + 1])]))
    return back, on


def back_to(request: Any, kind: str, matter: UUID) -> str:
    """Back to the page of the register that one came from, at the row of the matter."""
    query = request.session.get("lists", {}).get(kind, "")
    return reverse("register", args=[kind]) + (f"?{query}" if query else "") + f"#r{matter}"


def _habits(row: Habit) -> Habits:
    columns = tuple(name for name in row.columns.split(",") if name)
    return Habits(
        columns, row.is_compact, row.is_oldest_first, row.seen_at.isoformat() if row.seen_at else ""
    )


def _remember(request: Any, place: str, found: Habits) -> None:
    request.session[_KEY] = {
        **request.session.get(_KEY, {}),
        place: {**asdict(found), "columns": list(found.columns)},
    }
