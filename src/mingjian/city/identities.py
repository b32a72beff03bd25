"""Who is meant: persons and organisations put on record when a procedure needs them."""

from collections.abc import Mapping

from mingjian.city.beside import Beside
from mingjian.city.life import Life
from mingjian.city.words import Subject, Words, vocabulary
from mingjian.parties.persons import (
    NewOrganisation,
    NewPerson,
    add_organisation,
    add_person,
    organisation_named,
)


def identified(life: Life, subject: Subject, *, role: str) -> str:
    """Somebody put on record and tied to a matter in a role, with the codes that figures need; the id."""
    return tied(life, person_of(life.world.words, subject), subject, role=role)


def person_of(words: Words, subject: Subject) -> str:
    """A new person, sealed; the id."""
    new = NewPerson(subject.name, subject.unit, subject.post, words.id_number())
    return str(add_person(new).pk)


def leader_or_new(world: Beside, subject: Subject) -> tuple[str, dict[str, str]]:
    """Whoever holds the post in the leading group of the unit, with the unit; else a new person.

    A number is drawn either way, so that the rest of the city stays as it is.
    """
    sitting, unit = (
        world.staff.leader(subject.unit, subject.post, world.today),
        organisation_named(subject.unit),
    )
    if sitting is None or unit is None:
        return person_of(world.words, subject), {}
    world.words.id_number()
    return sitting.person, {"organisation": str(unit.pk)}


def tied(life: Life, person: str, subject: Subject, *, role: str) -> str:
    """Tie a person on record to a matter."""
    life.do("identify", life.handler or life.head(), person=person, person_role=role, basis="干部档案、户籍信息核对一致。",
            **subject.codes)  # fmt: skip
    return person


def organisations() -> int:
    """The supervised units of the city and its counties, put on record; how many."""
    lists = vocabulary()
    forms = lists["party_forms"]
    found = [_unit(item, "city", item["name"], forms) for item in lists["city_units"]]
    for county in lists["counties"]:
        found += [
            _unit(item, "county", county["name"] + item["name"], forms) for item in lists["county_units"]
        ]
        found += [
            NewOrganisation(county["name"] + town, "township", "township", forms["township"], "local")
            for town in county["towns"][:2]
        ]
        found.append(
            NewOrganisation(county["name"] + "委", "party_organ", "county", "committee", "party_affairs")
        )
    for item in found:
        add_organisation(item)
    return len(found)


def _unit(item: Mapping[str, str], level: str, name: str, forms: Mapping[str, str]) -> NewOrganisation:
    return NewOrganisation(name, item["kind"], level, forms.get(item["kind"]), item["sector"])
