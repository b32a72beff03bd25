"""What can be asked of sharing: who exchanges with whom, and what a person's file lacks."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from mingjian.ledger.book import book
from mingjian.parties.models import Role, Tenure
from mingjian.parties.persons import everybody

End = tuple[object, object]
"""A unit and a department in it: by ids or by names, alike at both ends."""


def pair(*ends: End) -> str:
    """The two ends of a hand-over as one pair: the same whoever sent."""
    return "|".join(sorted(f"{unit}/{department or ''}" for unit, department in ends))


class HandOver(NamedTuple):
    """What was sent from one unit and department to another, and when."""

    matter: UUID
    sender: End
    receiver: End
    sent_on: date


def last_exchanges(sent: Iterable[HandOver]) -> dict[str, HandOver]:
    """Of each pair of departments that exchanged the last hand-over."""
    return {
        pair(one.sender, one.receiver): one for one in sorted(sent, key=lambda one: (one.sent_on, one.matter))
    }


def missing_parts(person: UUID, on: date) -> list[str]:
    """The parts that every integrity file must have (`taxonomies/file_part`) and that this one has not by a day."""
    same = everybody([person])
    roles = Role.objects.filter(person__in=same, since__lte=on).exclude(matter__step="error")
    there = set(roles.values_list("matter__kind", flat=True))
    if Tenure.objects.filter(person__in=same, since__lte=on).exists():
        there.add("tenure")
    return [part for part in book().taxonomy("file_part").codes if part not in there]
