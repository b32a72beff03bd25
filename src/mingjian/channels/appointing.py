"""What importing a list of posts would do, and doing it: every line a post on record, all lines or none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError

from mingjian.channels.faults import Fault, SheetRefused, whole
from mingjian.channels.posts import Named, Posts, fault
from mingjian.channels.table import Register
from mingjian.ledger.journal import attempt
from mingjian.parties import tenures
from mingjian.parties.models import Organisation, Person, Tenure
from mingjian.parties.persons import (
    NewPerson,
    add_person,
    candidates,
    name_index,
    organisation_named,
    with_id_number,
)
from mingjian.parties.tenures import Post

KIND = "tenure"
Who = tuple[str, ...]
"""By what a person of the list is told from others: his number, or his name and unit."""


class Planned(NamedTuple):
    """A post to be put on record: of a person on record, or of one who is new (the same `who`, the same person)."""

    line: Named
    unit: UUID
    person: UUID | None
    who: Who


class Ending(NamedTuple):
    """A post on record that has ended since."""

    line: Named
    tenure: UUID


@dataclass
class Plan:
    """What an import would do; nothing is written. `known`: lines that are on record as they stand."""

    register: Register
    new: list[Planned] = field(default_factory=list)
    ended: list[Ending] = field(default_factory=list)
    known: int = 0
    differing: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def persons(self) -> int:
        """How many persons would be put on record."""
        return len({one.who for one in self.new if one.person is None})


def plan(posts: Posts, *, may_keep: Callable[[Organisation], bool] = lambda unit: True) -> Plan:
    """What importing these posts would do. `may_keep`: whether the record of a unit is kept by whoever imports."""
    found = Plan(posts.register, faults=list(posts.faults))
    units, seen = _Units(may_keep, posts.lines), dict[tuple[object, ...], int]()
    for line in posts.lines:
        try:
            _look(found, units, line, seen)
        except _Wrong as wrong:
            found.faults.append(fault(posts.register, line.row, *wrong.args))
    found.faults.sort(key=lambda one: (one.row, len(one.column), one.column))
    return found


class _Wrong(Exception):
    """Field, value, what is wrong, what to do."""


def _look(found: Plan, units: "_Units", line: Named, seen: dict[tuple[object, ...], int]) -> None:
    unit = units.of(line)
    person, who = units.person(line)
    key = (person or who, unit.pk, line.position, line.since)
    if key in seen:
        raise _Wrong("since", str(line.since), f"与第{seen[key]}行是同一人的同一任职", "请删去一行")
    seen[key] = line.row
    row = units.held(unit, person, line) if person else None
    if row is None:
        found.new.append(Planned(line, unit.pk, person, who))
    elif line.until is None or row.until == line.until:
        found.known += 1
    elif row.until is None:
        found.ended.append(Ending(line, row.pk))
    else:
        what = f"平台上登记的是{row.until}，没有改动"
        found.differing.append(
            fault(found.register, line.row, "until", str(line.until), what, "确需更改的请在单位页变更")
        )


class _Units:
    """The units of a list and who holds or held a post there, read once each."""

    def __init__(self, may_keep: Callable[[Organisation], bool], lines: Iterable[Named]) -> None:
        self._may_keep = may_keep
        self._numbers: dict[tuple[str, str], set[str]] = {}
        for line in lines:
            self._numbers.setdefault((line.name, line.unit), set()).update(filter(None, [line.id_number]))
        self._units: dict[str, Organisation | None] = {}
        self._allowed: dict[UUID, bool] = {}
        self._tenures: dict[UUID, list[Tenure]] = {}

    def of(self, line: Named) -> Organisation:
        if line.unit not in self._units:
            self._units[line.unit] = organisation_named(line.unit)
        unit = self._units[line.unit]
        if unit is None:
            raise _Wrong("unit", line.unit, "没有登记过这一单位", "请核对全称，或者先在“单位”中登记")
        if unit.pk not in self._allowed:
            self._allowed[unit.pk] = self._may_keep(unit)
        if not self._allowed[unit.pk]:
            raise _Wrong(
                "unit", line.unit, "不由您所在部门联系，不能登记其任职", "请移出本表，由联系部门导入"
            )
        return unit

    def _in(self, unit: Organisation) -> list[Tenure]:
        if unit.pk not in self._tenures:
            rows = Tenure.objects.select_related("person").filter(organisation=unit)
            self._tenures[unit.pk] = list(rows.order_by("since", "pk"))
        return self._tenures[unit.pk]

    def person(self, line: Named) -> tuple[UUID | None, Who]:
        """Whom a line means: by his number, that of another line of his among them; else whoever holds or held a post
        in the unit under that name. Nobody is merged unseen.
        """
        numbers = {line.id_number} if line.id_number else self._numbers[line.name, line.unit]
        if len(numbers) > 1:
            raise _Wrong("name", line.name, "本表中同名的有几人", "请在这一行补填证件号码")
        index = name_index(line.name)
        same = [row.person for row in self._in(self.of(line)) if bytes(row.person.name_index) == index]
        if numbers:
            return self._numbered(line, next(iter(numbers)), same), ("number", *numbers)
        counted = {person.same_as_id or person.pk for person in same}
        if len(counted) > 1 or (not counted and candidates(line.name, line.unit)):
            raise _Wrong(
                "name",
                line.name,
                "平台上已有同名的人员，不能认定是不是同一人",
                "请补填证件号码，或者在单位页逐人登记",
            )
        return next(iter(counted), None), ("name", line.name, line.unit)

    def _numbered(self, line: Named, number: str, same: Iterable[Person]) -> UUID | None:
        known = with_id_number(number)
        if known is not None and bytes(known.name_index) != name_index(line.name):
            raise _Wrong("name", line.name, "证件号码已登记为另一姓名的人员", "请核对姓名和证件号码")
        if known is None and any(person.id_index is None for person in same):
            raise _Wrong(
                "name",
                line.name,
                "本单位已有同名、没有登记证件号码的人员",
                "确为同一人的，各行都不填证件号码",
            )
        return known.pk if known else None

    def held(self, unit: Organisation, person: UUID | None, line: Named) -> Tenure | None:
        """The post on record that the line speaks of."""
        return next(
            (row for row in self._in(unit)
             if person in (row.person_id, row.person.same_as_id) and (row.position, row.since) == (line.position, line.since)),
            None,
        )  # fmt: skip


def carry_out(plan: Plan, *, by: int | None, progress: Callable[[], None] = lambda: None) -> None:
    """Do what the plan says, in one transaction; `progress` is called after each line.

    Raises SheetRefused if a line is faulty or somebody else has put the same posts on record meanwhile; then nothing was written.
    """
    if plan.faults:
        raise SheetRefused(plan.faults)
    details = {"kind": KIND, "rows": len(plan.new) + len(plan.ended)}
    try:
        with attempt("import", officer=by, details=details):
            _appoint(plan, by, progress)
            for one in plan.ended:
                assert one.line.until is not None
                tenures.end(Tenure.objects.get(pk=one.tenure), one.line.until, by=by)
                progress()
    except (IntegrityError, ValueError) as error:  # what was looked up has changed
        raise whole("刚才有人登记了相同的人员或者任职", "请重新导入一次，已有的行会自动跳过") from error


def _appoint(plan: Plan, by: int | None, progress: Callable[[], None]) -> None:
    persons: dict[Who, Person] = {}
    known = Person.objects.in_bulk([one.person for one in plan.new if one.person])
    for one in plan.new:
        line = one.line
        holder = known[one.person] if one.person else persons.get(one.who)
        if holder is None:
            new = NewPerson(line.name, line.unit, line.title, line.id_number)
            holder = persons[one.who] = add_person(new)
        tenures.appoint(holder, Post(one.unit, line.position, line.title, line.since, line.until), by=by)
        progress()
