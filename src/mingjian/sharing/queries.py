"""What can be asked of sharing: reports that nobody has used, who exchanges with whom, and what a person's file is made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from mingjian.ledger.book import book
from mingjian.ledger.models import Link, Matter
from mingjian.parties.models import Person, Role, Tenure
from mingjian.parties.persons import everybody
from mingjian.parties.queries import roles_of
from mingjian.sharing.models import SharedReport

End = tuple[object, object]
"""A unit and a department in it: by ids or by names, alike at both ends."""


def unused_reports(unit: int, on: date) -> list[SharedReport]:
    """Reports of a unit that were distributed and cited nowhere by a day, the oldest first."""
    rows = SharedReport.objects.select_related("matter").filter(matter__unit=unit, distributed_on__lte=on)
    return list(rows.filter(cited_on=None).order_by("distributed_on", "matter__number"))


def uses_of(report: Matter) -> list[Matter]:
    """The matters in which a report is cited, in the order of citing."""
    links = Link.objects.select_related("target").filter(origin=report, kind="cites").order_by("pk")
    return [link.target for link in links]


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


@dataclass(frozen=True)
class Part:
    """One matter in a person's file: since when, in which roles there."""

    matter: Matter
    since: date
    roles: tuple[str, ...]


def file_of(person: Person) -> list[Part]:
    """Every matter on which the person has a role, the latest first: the file assembles itself. Two statements."""
    grouped: dict[UUID, list[Role]] = {}
    for role in roles_of([person]):
        grouped.setdefault(role.matter_id, []).append(role)
    parts = [
        Part(
            roles[0].matter,
            min(role.since for role in roles),
            tuple(dict.fromkeys(role.role for role in roles)),
        )
        for roles in grouped.values()
    ]
    return sorted(parts, key=lambda part: (part.since, part.matter.number), reverse=True)


def missing_parts(person: UUID, on: date) -> list[str]:
    """The parts that every integrity file must have (`taxonomies/file_part`) and that this one has not by a day."""
    same = everybody([person])
    roles = Role.objects.filter(person__in=same, since__lte=on).exclude(matter__step="error")
    there = set(roles.values_list("matter__kind", flat=True))
    if Tenure.objects.filter(person__in=same, since__lte=on).exists():
        there.add("tenure")
    return [part for part in book().taxonomy("file_part").codes if part not in there]
