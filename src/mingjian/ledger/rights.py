"""What acts do to people's rights on a matter: who may see it from now on, and which duties were done."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from mingjian.law.separation import DutyDone
from mingjian.ledger.models import Ancestry, Duty, Participation
from mingjian.ledger.rows import Insert, Statement, Update, Values, as_uuid, fetch, table
from mingjian.ledger.sealing import keys
from mingjian.ledger.state import State
from mingjian.seal.canonical import canonical
from mingjian.vault.profile import CURRENT

_PARTICIPATION, _DUTY, _ANCESTRY = (table(model) for model in (Participation, Duty, Ancestry))
ROLES = ("handler", "team")


class Seats(NamedTuple):
    """Who held which role on a matter before an act, by the ids as acts have them."""

    handler: str | None
    team: tuple[str, ...]

    @staticmethod
    def of(state: State) -> "Seats":
        facts = state.position.facts
        return Seats(facts.get("handler"), tuple(facts.get("team") or ()))

    @property
    def held(self) -> dict[str, frozenset[int]]:
        handler = [int(self.handler)] if self.handler is not None else []
        return {"handler": frozenset(handler), "team": frozenset(map(int, self.team))}


def mac(matter: UUID, officer: int, role: str, since_by: int, since: date) -> bytes:
    """The keyed hash of a right (K5): what somebody writes into the table by hand does not have it."""
    return CURRENT.mac(keys().derive("rows"), canonical([matter.bytes, officer, role, since_by, since]))


def changes(state: State, was: Seats, act: Values) -> list[Statement]:
    """Participations begun and ended by an act."""
    now = Seats.of(state)
    if now == was and act["about"] is None:
        return []
    new, ended = [], []
    if now != was:
        held, left = now.held, was.held
        new = [_begun(state.id, who, role, act) for role in ROLES for who in sorted(held[role] - left[role])]
        ended = [(role, officer) for role in ROLES for officer in left[role] - held[role]]
    if act["about"] is not None and act["officer_id"] is not None:
        new.append(_begun(state.id, act["officer_id"], "approver", act))
    found: list[Statement] = [Insert(_PARTICIPATION, new)] if new else []
    if ended:
        gone = [{**_open_seat(state, officer, role), "until": act["on"]} for role, officer in ended]
        found.append(Update(_PARTICIPATION, _SEAT, gone))
    state.seated |= {(row["role"], row["officer_id"]): row["since_by"] for row in new}
    return found


def _open_seat(state: State, officer: int, role: str) -> Values:
    """The key of the participation that now ends: begun in this work, or the one that is open in the database."""
    since_by = state.seated.get((role, officer))
    if since_by is None:
        own = _PARTICIPATION.write("matter_id", state.id)
        since_by = fetch(_OPEN, [own, officer, role])[0][0]
    return dict(zip(_SEAT, (state.id, officer, role, since_by), strict=True))


_SEAT = ("matter_id", "officer_id", "role", "since_by")
_OPEN = "SELECT MAX(since_by) FROM ledger_participation WHERE matter_id = %s AND officer_id = %s AND role = %s AND until IS NULL"


def _begun(matter: UUID, officer: int, role: str, act: Values) -> Values:
    since_by, since = act["seq"], act["on"]
    return {
        "matter_id": matter, "officer_id": officer, "role": role, "since_by": since_by, "since": since,
        "until": None, "mac": mac(matter, officer, role, since_by, since),
    }  # fmt: skip


@dataclass
class Duties:
    """Duties done, in the database and in this work, and the descent of the matters in it.

    `born`: matters opened in this work; of one whose whole descent is born here the database knows nothing more.
    """

    kept: dict[UUID, set[tuple[int, str]]] = field(default_factory=dict)
    descent: dict[UUID, dict[UUID, int]] = field(default_factory=dict)
    offspring: dict[UUID, set[UUID]] = field(default_factory=dict)
    born: set[UUID] = field(default_factory=set)

    def keep(self, row: Values) -> bool:
        """Whether this work did not know it yet."""
        kept, duty = self.kept.setdefault(row["matter_id"], set()), (row["officer_id"], row["duty"])
        is_new = duty not in kept
        kept.add(duty)
        return is_new

    def keep_ancestor(self, descendant: UUID, ancestor: UUID, depth: int) -> None:
        self.descent.setdefault(descendant, {}).setdefault(ancestor, depth)
        self.offspring.setdefault(ancestor, set()).add(descendant)

    def ancestors(self, matter: UUID) -> Iterator[tuple[UUID, int]]:
        """The matter itself at depth 0, then everything from which it came."""
        yield matter, 0
        known = dict(self.descent.get(matter, {}))
        if not self._all_here(matter):
            sql = "SELECT ancestor_id, depth FROM ledger_ancestry WHERE descendant_id = %s"
            for ancestor, depth in fetch(sql, [_ANCESTRY.write("descendant_id", matter)]):
                known.setdefault(as_uuid(ancestor), depth)
        yield from known.items()

    def done_by(self, officer: int, matter: UUID) -> frozenset[DutyDone]:
        """What an officer has done on a matter and in its descent, back and forth."""
        found = {DutyDone(duty, "matter") for who, duty in self.kept.get(matter, ()) if who == officer}
        for other in (*self.descent.get(matter, ()), *self.offspring.get(matter, ())):
            found |= {DutyDone(duty, "descent") for who, duty in self.kept.get(other, ()) if who == officer}
        if not self._all_here(matter):
            own = _DUTY.write("matter_id", matter)
            rows = fetch(_DONE, [own, officer, own, own, own])
            found |= {DutyDone(duty, "matter" if near else "descent") for duty, near in rows}
        return frozenset(found)

    def _all_here(self, matter: UUID) -> bool:
        return matter in self.born and self.born.issuperset(self.descent.get(matter, ()))


_DONE = """
SELECT duty, matter_id = %s FROM ledger_duty WHERE officer_id = %s AND (matter_id = %s
    OR matter_id IN (SELECT ancestor_id FROM ledger_ancestry WHERE descendant_id = %s)
    OR matter_id IN (SELECT descendant_id FROM ledger_ancestry WHERE ancestor_id = %s))
"""
