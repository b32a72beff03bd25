"""Posts that people hold in units concerned, and who of the commission is responsible for a unit, by day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from mingjian.ledger import journal
from mingjian.ledger.sealing import matter_key
from mingjian.parties.models import Organisation, Oversight, Person, Tenure
from mingjian.parties.persons import NewPerson, add_person, names
from mingjian.vault.envelope import Place, open_text, seal_text

LEADING = ("head", "deputy", "member")


class Held(NamedTuple):
    """A post as it is shown: the row, the name of who holds it, its words."""

    row: Tenure
    name: str
    title: str


class Post(NamedTuple):
    """A post to be put on record."""

    organisation: UUID
    position: str
    title: str
    since: date
    until: date | None = None


def appoint(person: Person | NewPerson, post: Post, *, by: int | None) -> Tenure:
    """Put a post on record, of somebody new or known. Raises AlreadyKnown, ValueError with one sentence."""
    if not post.title.strip():
        raise ValueError("请填写职务。")
    if post.until is not None and post.until < post.since:
        raise ValueError(f"免职日期{post.until}早于任职日期{post.since}，请核对。")
    with transaction.atomic():
        holder = add_person(person) if isinstance(person, NewPerson) else person
        same = Tenure.objects.filter(
            person=holder, organisation=post.organisation, position=post.position, since=post.since
        )
        if same.exists():
            raise ValueError("此人这一天起的同一任职已有登记，请核对任职日期。")
        made = _sealed(holder, post)
        made.save(force_insert=True)
        _note(made, "appointed", by)
    return made


def _sealed(holder: Person, post: Post) -> Tenure:
    row = uuid4()
    sealed = seal_text(_key(holder), post.title.strip(), _place(row, holder.pk))
    return Tenure(pk=row, person=holder, organisation_id=post.organisation, position=post.position, title=sealed,
                  since=post.since, until=post.until)  # fmt: skip


def end(tenure: Tenure, until: date, *, by: int) -> None:
    """The last day of a post. Raises ValueError for a day before its first."""
    if until < tenure.since:
        raise ValueError(f"免职日期{until}早于任职日期{tenure.since}，请核对。")
    with transaction.atomic():
        Tenure.objects.filter(pk=tenure.pk).update(until=until)
        _note(tenure, "dismissed", by)


def strike(tenure: Tenure, *, by: int) -> None:
    """Take away a post that was put down by mistake."""
    with transaction.atomic():
        _note(tenure, "struck", by)
        tenure.delete()


def leading(organisation: UUID, on: date) -> list[Tenure]:
    """The leading group of a unit on a day: heads, deputies, members; in each the longest in office first. One statement."""
    rows = Tenure.objects.select_related("person").filter(
        _on(on), organisation=organisation, position__in=LEADING
    )
    return sorted(rows, key=lambda row: (LEADING.index(row.position), row.since, row.pk))


def career(persons: Iterable[UUID]) -> list[Tenure]:
    """The posts that somebody has held, as whomever he was put down (`persons.everybody`), the latest first."""
    rows = Tenure.objects.select_related("person", "organisation").filter(person__in=persons)
    return list(rows.order_by("-since", "position", "pk"))


def opened(rows: Iterable[Tenure]) -> list[Held]:
    """The rows with their sealed words."""
    rows = list(rows)
    known = names({row.person_id: row.person for row in rows}.values())
    return [Held(row, known[row.person_id], title_of(row)) for row in rows]


def title_of(row: Tenure) -> str:
    return open_text(_key(row.person), bytes(row.title), _place(row.pk, row.person_id))


def responsible(organisation: UUID, on: date) -> Oversight | None:
    """Who is responsible for a unit on a day."""
    rows = Oversight.objects.filter(organisation=organisation, since__lte=on).order_by("-since")
    return rows.select_related("department", "group", "leader").first()


def entrusted(departments: Iterable[int], groups: Iterable[int], leader: int, on: date) -> list[Oversight]:
    """The units for which one of these is responsible on a day. One statement."""
    later = Oversight.objects.filter(
        organisation=OuterRef("organisation"), since__gt=OuterRef("since"), since__lte=on
    )
    own = Q(department__in=departments) | Q(group__in=groups) | Q(leader=leader)
    rows = Oversight.objects.filter(own, ~Exists(later), since__lte=on).select_related("organisation")
    return list(rows.order_by("since", "pk"))


def entrust(
    organisation: Organisation, places: Mapping[str, int | None], *, since: date, by: int | None
) -> Oversight:
    """From this day on these are responsible: department, group, leader. What stood there for the same day is replaced."""
    if not any(places.values()):
        raise ValueError("联系部门、派驻机构和分管领导至少填写一项。")
    with transaction.atomic():
        values = {f"{name}_id": place for name, place in places.items()}
        made, _ = Oversight.objects.update_or_create(organisation=organisation, since=since, defaults=values)
        details = {"organisation": organisation.pk.hex, "change": "entrusted"}
        journal.note("party", officer=by, outcome="done", details=details)
    return made


def _on(day: date) -> Q:
    return Q(since__lte=day) & (Q(until=None) | Q(until__gte=day))


def _note(tenure: Tenure, change: str, by: int | None) -> None:
    details = {"person": tenure.person_id.hex, "organisation": tenure.organisation_id.hex, "change": change}
    journal.note("party", officer=by, outcome="done", details=details)


def _key(person: Person) -> bytes:
    return matter_key(person.key, person.pk)


def _place(row: UUID, person: UUID) -> Place:
    return Place("parties_tenure", "title", row.bytes, person.bytes)
