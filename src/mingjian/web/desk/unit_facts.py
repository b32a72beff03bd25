"""What is known of a unit on a day: who is responsible, who leads it, and the matters that the officer may read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.db.models import BigIntegerField, CharField, DateField, Value
from django.db.models.functions import Cast

from mingjian.law.running import Running, is_late
from mingjian.ledger import instant, mine
from mingjian.ledger.access import Sql
from mingjian.ledger.history import placeholders
from mingjian.ledger.models import Act, Matter
from mingjian.ledger.rows import table
from mingjian.ledger.viewer import Viewer
from mingjian.parties import tenures
from mingjian.parties.models import Organisation, Person, Role
from mingjian.parties.tenures import Held
from mingjian.rectification.models import AdviceLetter, Finding
from mingjian.sharing.models import SharedReport, Transfer
from mingjian.sharing.queries import HandOver, last_exchanges
from mingjian.supervision.models import StyleProblem
from mingjian.supervision.queries import Watched, watched
from mingjian.web.desk.lines import open_clocks

# The sections of a unit's page, each with its kinds of matter; what is of no section is casework.
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "activities": (
        "check",
        "talk",
        "duty_report",
        "life_meeting",
        "unit_plan",
        "topic",
        "visit_plan",
        "directive",
    ),
    "findings": ("finding", "style_problem"),
    "letters": ("advice_letter",),
    "transfers": ("transfer", "shared_report"),
    "inspection": ("inspection_plan", "inspection_round", "inspection"),
    "responsibility": (
        "responsibility_list",
        "responsibility_letter",
        "work_task",
        "accountability",
        "tolerance",
    ),
    "opinions": ("opinion_request", "opinion_check", "integrity_opinion"),
    "ecology": (
        "ecology_report",
        "risk_point",
        "personal_report",
        "integrity_statement",
        "integrity_agreement",
        "integrity_file",
        "interference",
    ),
}
CLOSED_OFF = ("closed_off", "filed")
_ROLE, _PERSON, _TRANSFER = table(Role), table(Person), table(Transfer)


def section_of(kind: str) -> str:
    return next((name for name, kinds in SECTIONS.items() if kind in kinds), "casework")


_RECORDS = ("finding", "style_problem", "advice_letter", "shared_report", "transfer")


class Days(NamedTuple):
    """The days of a finding (found, due, verified), a letter (answered, due), a report (distributed, cited) or a
    hand-over (sent, received); where it went, and the origin of a finding or a problem of style.
    """

    first: date | None
    second: date | None
    third: date | None
    to_unit: int | None
    origin: str | None


@dataclass(frozen=True)
class UnitFacts:
    """A unit on a day, read step by step: each property is one statement, and only what a page needs is read."""

    viewer: Viewer
    unit: Organisation
    on: date

    @cached_property
    def oversight(self) -> tenures.Oversight | None:
        return tenures.responsible(self.unit.pk, self.on)

    @cached_property
    def leaders(self) -> list[Held]:
        return tenures.opened(tenures.leading(self.unit.pk, self.on))

    @cached_property
    def _all(self) -> list[mine.Tied]:
        """Matters about the unit (marked), and those in which its leaders have a role."""
        unit = _ROLE.write("organisation_id", self.unit.pk)
        about = Sql(f"SELECT matter_id FROM {_ROLE.name} WHERE organisation_id = %s", (unit,))
        marked = Sql(f"m.id IN ({about.text})", about.values)
        if self.oversight is not None and self.oversight.group_id is not None:
            group = self.oversight.group_id
            crossing = f"SELECT matter_id FROM {_TRANSFER.name} WHERE to_unit_id = %s"
            own = "SELECT id FROM ledger_matter WHERE kind = 'transfer' AND unit_id = %s"
            text = f"{about.text} UNION {crossing} UNION {own}"
            about = Sql(text, (unit, group, group))
            marked = Sql(f"m.id IN ({text})", about.values)
        leaders = [_PERSON.write("id", one) for one in self._leaders]
        if leaders:
            some = placeholders(leaders)
            same = f"SELECT id FROM {_PERSON.name} WHERE id IN ({some}) OR same_as_id IN ({some})"
            text = f"{about.text} UNION SELECT matter_id FROM {_ROLE.name} WHERE person_id IN ({same})"
            about = Sql(text, (*about.values, *leaders, *leaders))
        return mine.tied(self.viewer, about, marked)

    @property
    def _leaders(self) -> list[UUID]:
        return sorted({as_counted(held) for held in self.leaders})

    @cached_property
    def tied(self) -> list[Matter]:
        """The matters about the unit that the officer may read, the latest first."""
        return [item.matter for item in self._all if item.marked]

    @cached_property
    def year(self) -> list[Matter]:
        """Those registered in the year of the day looked at, until that day."""
        return [item for item in self.tied if date(self.on.year, 1, 1) <= item.opened_on <= self.on]

    @cached_property
    def clocks(self) -> dict[UUID, list[Running]]:
        return open_clocks(item.id for item in self.tied if item.closed_on is None)

    @cached_property
    def watched(self) -> dict[UUID, Watched]:
        """Talks, reports on duty and checks by matter, as far as they lie within reach."""
        known = {item.matter.id for item in self._all}
        found = watched(self.unit.pk, self._leaders)
        return {matter: item for matter, item in found.items() if matter in known}

    @cached_property
    def records(self) -> dict[UUID, Days]:
        """What pages need of findings, problems of style, letters, reports and hand-overs. One statement."""
        ids = [item.id for item in self.tied if item.kind in _RECORDS]
        # PostgreSQL asks of every part of a union what sort of nothing it has
        nowhere, nothing, no_day = (
            Cast(Value(None), sort) for sort in (BigIntegerField(), CharField(), DateField())
        )
        findings, style, letters, reports, transfers = (
            Finding.objects.filter(pk__in=ids).values_list("pk", "found_on", "limit_on", "verified_on", nowhere, "finding_origin"),
            StyleProblem.objects.filter(pk__in=ids).values_list("pk", "matter__opened_on", no_day, no_day, nowhere, "style_source"),
            AdviceLetter.objects.filter(pk__in=ids).values_list("pk", "replied_on", "reply_due_on", no_day, nowhere, nothing),
            SharedReport.objects.filter(pk__in=ids).values_list("pk", "distributed_on", "cited_on", no_day, nowhere, nothing),
            Transfer.objects.filter(pk__in=ids).values_list("pk", "sent_on", "received_on", no_day, "to_unit", nothing),
        )  # fmt: skip
        rows = findings.union(style, letters, reports, transfers, all=True) if ids else ()
        return {pk: Days(*values) for pk, *values in rows}

    def days(self, kind: str, among: Iterable[Matter]) -> dict[UUID, Days]:
        """The records of one kind."""
        return {
            item.id: self.records[item.id] for item in among if item.kind == kind and item.id in self.records
        }

    @cached_property
    def received(self) -> set[UUID]:
        """Hand-overs that came to the group that is stationed in the unit."""
        group = self.oversight.group_id if self.oversight else None
        return {
            pk
            for pk, row in self.days("transfer", self.year).items()
            if group is not None and row.to_unit == group
        }

    @cached_property
    def silent(self) -> set[UUID]:
        """The last hand-over between each two departments that exchanged in earlier years and not in this one.

        The sender is whoever opened the matter, as its first act tells; the receiver has it now. One statement.
        """
        days = self.days("transfer", self.tied)
        first = dict(Act.objects.filter(matter__in=days, seq=1).values_list("matter", "details"))
        sent = [
            HandOver(item.id, (first[item.id]["unit"], first[item.id].get("department")),
                     (days[item.id].to_unit or item.unit_id, item.department_id), day)
            for item in self.tied
            if item.id in days and (day := days[item.id].first) is not None and day <= self.on
        ]  # fmt: skip
        return {one.matter for one in last_exchanges(sent).values() if one.sent_on < date(self.on.year, 1, 1)}

    @property
    def reports(self) -> list[Days]:
        """Reports about the unit that were distributed for use."""
        return [row for row in self.days("shared_report", self.tied).values() if row.first is not None]

    def late(self, item: Matter) -> bool:
        now = instant.now()
        return any(is_late(clock, self.viewer.book, now) for clock in self.clocks.get(item.id, ()))

    def last(self, held: Held, kind: str) -> date | None:
        """The last day on which a leader was talked with, or reported on duty, until the day looked at."""
        days = [
            item.held_on
            for item in self.watched.values()
            if item.kind == kind
            and item.person == as_counted(held)
            and item.held_on
            and item.held_on <= self.on
        ]
        return max(days, default=None)

    def not_this_year(self, kind: str, *, heads: bool) -> list[Held]:
        """Heads, or the others of the leading group, with whom this has not been done in the year."""
        first = date(self.on.year, 1, 1)
        found: dict[UUID, Held] = {}
        for held in self.leaders:
            last = self.last(held, kind)
            if (held.row.position == "head") == heads and (last is None or last < first):
                found.setdefault(as_counted(held), held)
        return list(found.values())


def as_counted(held: Held) -> UUID:
    """The person as whom the holder of a post is counted."""
    return held.row.person.same_as_id or held.row.person_id


Counted = Callable[[UnitFacts], list[Matter]]


def _of(section: str) -> Counted:
    return lambda facts: [item for item in facts.year if item.kind in SECTIONS[section]]


def _heads(facts: UnitFacts) -> list[Matter]:
    return [item for item in facts.year if item.id in facts.watched and facts.watched[item.id].is_head]


def _closed_off(facts: UnitFacts) -> list[Matter]:
    return [item for item in _of("findings")(facts) if item.step in CLOSED_OFF]


def _late(facts: UnitFacts) -> list[Matter]:
    return [item for item in _of("findings")(facts) if facts.late(item)]


def _replied(in_time: bool) -> Counted:
    def found(facts: UnitFacts) -> list[Matter]:
        days = facts.days("advice_letter", facts.year)
        rows = [(item, days[item.id]) for item in facts.year if item.id in days]
        return [
            item
            for item, row in rows
            if row.first and (row.second is None or row.first <= row.second) == in_time
        ]

    return found


def _handed(inward: bool) -> Counted:
    return lambda facts: [
        item for item in facts.year if item.kind == "transfer" and (item.id in facts.received) == inward
    ]


def _silent(facts: UnitFacts) -> list[Matter]:
    return [item for item in facts.tied if item.id in facts.silent]


# What the page counts, each under the section whose list shows exactly those records.
COUNTED: Mapping[str, tuple[str, Counted]] = {
    "activities": ("activities", _of("activities")),
    "heads": ("activities", _heads),
    "findings": ("findings", _of("findings")),
    "closed_off": ("findings", _closed_off),
    "late": ("findings", _late),
    "letters": ("letters", _of("letters")),
    "in_time": ("letters", _replied(in_time=True)),
    "overdue": ("letters", _replied(in_time=False)),
    "transfers": ("transfers", _of("transfers")),
    "sent": ("transfers", _handed(inward=False)),
    "received": ("transfers", _handed(inward=True)),
    "silent": ("transfers", _silent),
}
