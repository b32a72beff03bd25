"""Persons and organisations: sealed when they are written, opened by name, found by keyed indexes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from mingjian.ledger import instant, journal
from mingjian.ledger.sealing import keys, matter_key
from mingjian.parties.models import Organisation, Person
from mingjian.vault.blind import exact
from mingjian.vault.envelope import Place, new_key, open_text, seal_text

WORDS = ("name", "unit", "post", "id_number", "birth")
# What a unit is: the columns that say it, each with the list of its codes.
DESCRIBED = {
    "kind": "unit_kind",
    "supervised_level": "supervised_level",
    "party_form": "party_form",
    "sector": "sector",
}


@dataclass(frozen=True, repr=False)
class NewPerson:
    """Who somebody is, as an officer found out. `officer`: his account, if he works in a commission."""

    name: str
    unit: str = ""
    post: str = ""
    id_number: str = ""
    birth: str = ""
    officer: int | None = None


@dataclass(frozen=True, repr=False)
class NewOrganisation:
    """A unit concerned, with the codes that say what it is (`DESCRIBED`), as far as they are known."""

    name: str
    kind: str = "other"
    supervised_level: str | None = None
    party_form: str | None = None
    sector: str | None = None


class AlreadyKnown(ValueError):
    """Somebody is on record already: choose `known` instead."""

    def __init__(self, known: UUID, what: str) -> None:
        super().__init__(f"{what}已有登记，请从候选中选择，不要新建。")
        self.known = known


def add_person(new: NewPerson) -> Person:
    """Seal and store a new person. Raises AlreadyKnown for an id number on record, ValueError without a name."""
    if not new.name.strip():
        raise ValueError("请填写姓名。")
    found = with_id_number(new.id_number) if new.id_number else None
    if found is not None:
        raise AlreadyKnown(found.pk, "这一证件号码")
    person = Person(officer_id=new.officer, created_at=instant.now())
    key = new_key()
    person.key = keys().wrap(key, person.pk.bytes)
    _fill(person, key, {name: getattr(new, name) for name in WORDS})
    person.save(force_insert=True)
    return person


def rewrite(person: Person, words: Mapping[str, str]) -> None:
    """New words for a person on record (not stored yet); the indexes follow."""
    _fill(person, _key(person), {**words_of(person), **words})


def _fill(person: Person, key: bytes, words: Mapping[str, str]) -> None:
    for name in WORDS:
        text = words.get(name, "").strip()
        setattr(person, name, seal_text(key, text, _place("person", name, person.pk)) if text else None)
    person.name_index = name_index(words["name"])
    person.name_unit_index = name_unit_index(words["name"], words.get("unit", ""))
    number = words.get("id_number", "").strip()
    person.id_index = exact(number, keys().derive("numbers"), "id_number") if number else None


def words_of(person: Person) -> dict[str, str]:
    """The opened words; empty where nothing is known. Raises CannotOpen after the key was destroyed."""
    key = _key(person)
    return {name: _opened(key, person, name) for name in WORDS}


def _opened(key: bytes, person: Person, name: str) -> str:
    sealed = getattr(person, name)
    return open_text(key, bytes(sealed), _place("person", name, person.pk)) if sealed else ""


def names(persons: Iterable[Person]) -> dict[UUID, str]:
    """Names by id: a page of thirty opens thirty small values."""
    return {person.pk: _opened(_key(person), person, "name") for person in persons}


def with_id_number(number: str) -> Person | None:
    """The person with this id number, as whom others may have turned out to be."""
    index = exact(number, keys().derive("numbers"), "id_number")
    return Person.objects.filter(id_index=index).order_by("created_at").first()


def name_index(name: str) -> bytes:
    return exact(name, keys().derive("names"), "name")


def name_unit_index(name: str, unit: str) -> bytes | None:
    """None without a unit: a name alone says little."""
    return exact(f"{name}\n{unit}", keys().derive("names"), "name with unit") if unit.strip() else None


def candidates(name: str, unit: str = "", id_number: str = "") -> list[Person]:
    """Persons on record who may be meant, likeliest first: same number, same name and unit, same name. At most 50."""
    wanted: list[dict[str, Any]] = []
    if id_number.strip():
        wanted.append({"id_index": exact(id_number, keys().derive("numbers"), "id_number")})
    if name.strip() and unit.strip():
        wanted.append({"name_unit_index": name_unit_index(name, unit)})
    if name.strip():
        wanted.append({"name_index": name_index(name)})
    found: dict[UUID, Person] = {}
    for condition in wanted:
        for person in Person.objects.filter(**condition).order_by("-created_at")[:50]:
            found.setdefault(person.pk, person)
    return list(found.values())[:50]


def add_organisation(new: NewOrganisation) -> Organisation:
    """Seal and store a unit. Raises AlreadyKnown for a name on record."""
    index = organisation_index(new.name)
    known = Organisation.objects.filter(name_index=index).first()
    if known is not None:
        raise AlreadyKnown(known.pk, "这一单位")
    codes = {field: getattr(new, field) for field in DESCRIBED}
    organisation = Organisation(**codes, name_index=index, created_at=instant.now())
    key = new_key()
    organisation.key = keys().wrap(key, organisation.pk.bytes)
    organisation.name = seal_text(key, new.name.strip(), _place("organisation", "name", organisation.pk))
    organisation.save(force_insert=True)
    return organisation


def describe(organisation: Organisation, codes: Mapping[str, str | None], *, by: int) -> None:
    """Say anew what a unit is (`DESCRIBED`); the journal keeps that it was said anew."""
    with transaction.atomic():
        Organisation.objects.filter(pk=organisation.pk).update(**{field: codes[field] for field in DESCRIBED})
        details = {"organisation": organisation.pk.hex, "change": "described"}
        journal.note("party", officer=by, outcome="done", details=details)


def organisation_named(name: str) -> Organisation | None:
    """The unit on record with this name."""
    return Organisation.objects.filter(name_index=organisation_index(name)).first()


def organisation_name(organisation: Organisation) -> str:
    key = matter_key(organisation.key, organisation.pk)
    return open_text(key, bytes(organisation.name), _place("organisation", "name", organisation.pk))


def organisation_index(name: str) -> bytes:
    return exact(name, keys().derive("names"), "organisation")


def root(person: Person) -> Person:
    """The person as whom this one is counted."""
    while person.same_as is not None:
        person = person.same_as
    return person


def roots(persons: Iterable[UUID]) -> dict[UUID, UUID]:
    """For each person the one as whom he is counted. One query for each step of ties, usually one."""
    wanted = set(persons)
    found = {person: person for person in wanted}
    while wanted:
        ties = dict(Person.objects.filter(pk__in=wanted).exclude(same_as=None).values_list("pk", "same_as"))
        found = {person: ties.get(end, end) for person, end in found.items()}
        wanted = set(ties.values())
    return found


def everybody(persons: Iterable[UUID]) -> set[UUID]:
    """These persons, and all who turned out to be one with them."""
    return with_others(set(roots(persons).values()))


def with_others(counted: set[UUID]) -> set[UUID]:
    """Persons as whom somebody is counted, and all who turned out to be one with them. Usually one query."""
    found = reached = counted
    while reached:
        reached = set(Person.objects.filter(same_as__in=reached).values_list("pk", flat=True)) - found
        found = found | reached
    return found


def _key(person: Person) -> bytes:
    return matter_key(person.key, person.pk)


def _place(table: str, column: str, row: UUID) -> Place:
    return Place(f"parties_{table}", column, row.bytes, row.bytes)
