"""The kinds of matter, as the rooms above declare them: the only way by which the ledger reaches their records."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models

from mingjian.ledger.models import Record
from mingjian.ledger.rows import Statement

if TYPE_CHECKING:
    from mingjian.law.position import Done
    from mingjian.ledger.before import Before
    from mingjian.ledger.state import State


@dataclass(frozen=True)
class Kind:
    """A kind: its typed record, and the acts that do more than set fields.

    For each of those the room has a function that is called like `record_act`, without the name of the act; for an
    opening act like `open_matter`, without kind and act.

    `before`: what the room refuses of an act, or adds to it, before the law judges it; asked for every way in. `at_once`: those
    of these acts whose refusal hangs on other matters alone, not on what is filled in: a page asks before it offers them.

    `person_role`: the role (a code of `person_role`) of whom its acts name as the person concerned.
    """

    name: str
    record: type[Record]
    acts: dict[str, Callable[..., Any]] = field(default_factory=dict)
    person_role: str = "related_person"
    before: dict[str, "Look"] = field(default_factory=dict)
    at_once: frozenset[str] = frozenset()

    @cached_property
    def columns(self) -> "dict[str, models.Field[Any, Any]]":
        """The columns of the record that acts project to, by the name of the field in the lawbook."""
        found = {}
        for column in self.record._meta.concrete_fields:
            if not column.primary_key:
                found[column.name] = column
        return found


# The details with which the act goes on; raises Refused.
Look = Callable[["Before"], Mapping[str, Any]]

_kinds: dict[str, Kind] = {}


def register(
    name: str,
    record: type[Record],
    acts: dict[str, Callable[..., Any]] | None = None,
    *,
    before: "dict[str, Look] | None" = None,
    at_once: Iterable[str] = (),
    person_role: str = "related_person",
) -> None:
    """Declare a kind; once, in the room's `apps.py`."""
    if name in _kinds and _kinds[name].record is not record:
        raise ValueError(f"kind {name!r} is registered twice")
    _kinds[name] = Kind(name, record, acts or {}, person_role, before or {}, frozenset(at_once))


def kind(name: str) -> Kind:
    return _kinds[name]


def names() -> list[str]:
    return list(_kinds)


class People:
    """What a room above makes of the persons whom acts name; that room puts its own in place (`follow_people`)."""

    def follow(
        self, state: "State", done: "Done", words: Mapping[str, Any], past: Sequence["Done"]
    ) -> list[Statement]:
        """What an act leads to beside the matter, written in its transaction. Raises Refused.

        `past`: every act of the matter if this one has corrected or annulled another, else nothing.
        """
        return []

    def codes(self, state: "State", person: str) -> dict[str, Any]:
        """The codes of a person on this matter, by the names of the fields that act forms use."""
        return {}

    def same(self, person: str) -> set[str]:
        """The ids of everybody who is known to be this person, himself among them."""
        return {person}


_people = People()


def follow_people(people: People) -> None:
    """Declare who keeps the roles of persons; once, in that room's `apps.py`."""
    global _people
    _people = people


def people() -> People:
    return _people
