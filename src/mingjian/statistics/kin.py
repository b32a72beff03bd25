"""Matters told together with those on which their facts depend: joined, split, handed on, executed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from mingjian.complaints.models import Complaint
from mingjian.law.lawbook import Lawbook
from mingjian.law.position import Done
from mingjian.law.values import BEIJING
from mingjian.ledger.history import done_of, placeholders
from mingjian.ledger.models import Act, Link, Matter
from mingjian.ledger.rows import fetch, table
from mingjian.statistics.story import Story, told

_ACT = table(Act)
_READ = ("matter_id", "seq", "code", "on", "officer_id", "details", "at", "about", "recorded_at")
_FAMILY = {("complaint", "split"), ("complaint", "transfer"), ("case", "execution")}


class Tie(NamedTuple):
    """A link between two matters, with the kinds of both."""

    origin: UUID
    target: UUID
    link: str
    origin_kind: str
    target_kind: str

    @property
    def in_family(self) -> bool:
        """Whether the facts of one depend on the other."""
        same = self.origin_kind == self.target_kind or self.link == "execution"
        return same and (self.origin_kind, self.link) in _FAMILY


@dataclass(frozen=True)
class Kin:
    """Stories by matter, the links that touch them, and as whom each person counts (`parties`, same as)."""

    stories: Mapping[UUID, Story]
    ties: Collection[Tie]
    roots: Mapping[str, str] = field(default_factory=dict)
    _out: dict[UUID, list[Tie]] = field(default_factory=dict)
    _in: dict[UUID, list[Tie]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for tie in self.ties:
            self._out.setdefault(tie.origin, []).append(tie)
            self._in.setdefault(tie.target, []).append(tie)

    def of(self, story: Story, link: str) -> list[Story]:
        """Matters to which this one led by a link: of the same kind, or its executions."""
        wanted = "execution" if link == "execution" else story.kind
        ties = [
            tie for tie in self._out.get(story.matter, ()) if (tie.link, tie.target_kind) == (link, wanted)
        ]
        return [self.stories[tie.target] for tie in ties]

    def led_on(self, story: Story, link: str) -> bool:
        """Whether this matter led to another of its kind by a link."""
        return any(
            (tie.link, tie.target_kind) == (link, story.kind) for tie in self._out.get(story.matter, ())
        )

    def came_from(self, story: Story, *links: str) -> bool:
        """Whether this matter came from another of its kind by one of these links."""
        return any(
            tie.link in links and tie.origin_kind == story.kind for tie in self._in.get(story.matter, ())
        )

    def opened(self, story: Story, kind: str) -> list[UUID]:
        """The matters of a kind to which this one led."""
        return [tie.target for tie in self._out.get(story.matter, ()) if tie.target_kind == kind]

    def origins(self, story: Story, kind: str) -> list[UUID]:
        """The matters of a kind that led to this one."""
        return [tie.origin for tie in self._in.get(story.matter, ()) if tie.origin_kind == kind]

    def lead_of(self, story: Story) -> str | None:
        """The lead whose filing opened this case."""
        leads = self.origins(story, "lead")
        return str(leads[0]) if leads else None

    def root(self, person: str | None) -> str | None:
        return self.roots.get(person, person) if person else None


def kin(book: Lawbook, matters: Collection[UUID], roots: Mapping[str, str]) -> Kin:
    """The stories of these matters and of all on which their facts depend, or which depend on them."""
    ties: set[Tie] = set()
    found, fresh = set(matters), set(matters)
    while fresh:
        new = _ties(fresh)
        ties |= new
        relatives = {matter for tie in new if tie.in_family for matter in (tie.origin, tie.target)}
        fresh = (relatives | _joined(fresh)) - found
        found |= fresh
    ordered = sorted(ties, key=lambda tie: (tie.origin, tie.target, tie.link))
    return Kin(stories(book, found), ordered, roots)


def _ties(matters: Collection[UUID]) -> set[Tie]:
    columns = ("origin_id", "target_id", "kind", "origin__kind", "target__kind")
    found: set[Tie] = set()
    for end in ("origin__in", "target__in"):
        found |= {Tie(*row) for row in Link.objects.filter(**{end: matters}).values_list(*columns)}
    return found


def _joined(matters: Collection[UUID]) -> set[UUID]:
    """Reports joined to these, and those to which these were joined."""
    rows = Complaint.objects.exclude(joined_to=None)
    later = rows.filter(joined_to__in=matters).values_list("pk", flat=True)
    leading = rows.filter(pk__in=matters).values_list("joined_to", flat=True)
    return {*later, *leading}


def stories(book: Lawbook, matters: Iterable[UUID]) -> dict[UUID, Story]:
    """The stories of these matters, in the order of their ids, from two statements."""
    kinds = dict(Matter.objects.filter(pk__in=matters).order_by("pk").values_list("pk", "kind"))
    ids = [_ACT.write("matter_id", matter) for matter in kinds]
    sql = f"SELECT {_ACT.selected(names=_READ)} FROM {_ACT.name} WHERE matter_id IN ({placeholders(ids)}) ORDER BY matter_id, seq"
    acts: dict[UUID, list[Done]] = {}
    recorded: dict[UUID, dict[int, date]] = {}
    for row in fetch(sql, ids):
        values = _ACT.read_some(_READ, row)
        acts.setdefault(values["matter_id"], []).append(done_of(values))
        day = values["recorded_at"].astimezone(BEIJING).date()
        recorded.setdefault(values["matter_id"], {})[values["seq"]] = day
    return {
        matter: told(book, matter, kind, acts[matter], recorded[matter]) for matter, kind in kinds.items()
    }
