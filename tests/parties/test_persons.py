"""Persons on record: sealed, bound to their rows, found by keyed indexes."""

import pytest

from mingjian.parties import checks, persons
from mingjian.parties.models import Organisation, Person
from mingjian.parties.persons import AlreadyKnown, NewOrganisation, NewPerson, add_organisation, add_person
from mingjian.vault.profile import CannotOpen

pytestmark = pytest.mark.django_db(transaction=True)


def test_words_are_sealed_and_opened():
    person = add_person(NewPerson("王建明", unit="水务局", post="副局长", birth="1970-01"))

    person.refresh_from_db()
    assert persons.words_of(person) == {
        "name": "王建明",
        "unit": "水务局",
        "post": "副局长",
        "id_number": "",
        "birth": "1970-01",
    }
    assert "王建明".encode() not in bytes(person.name)
    assert list(checks.words_are_sealed()) == []


def test_ciphertext_of_another_row_or_column_does_not_open():
    one, other = add_person(NewPerson("王建明", unit="水务局")), add_person(NewPerson("赵立"))
    Person.objects.filter(pk=other.pk).update(name=one.name, key=one.key)
    other.refresh_from_db()
    one.name = one.unit

    for wrong in (one, other):
        with pytest.raises(CannotOpen):
            persons.words_of(wrong)


def test_plain_text_in_a_column_is_found():
    person = add_person(NewPerson("王建明"))
    Person.objects.filter(pk=person.pk).update(unit="水务局".encode())

    assert list(checks.words_are_sealed()) == [f"人员{person.pk}的unit不是密文"]


def test_candidates_come_likeliest_first():
    namesake = add_person(NewPerson("王建明", unit="教育局"))
    colleague = add_person(NewPerson("王建明", unit="水务局"))
    numbered = add_person(NewPerson("王健明", unit="水务局", id_number="11010119700101123X"))
    add_person(NewPerson("赵立", unit="水务局"))

    found = persons.candidates("王建明", "水 务局", "11010119700101123x")

    assert found == [numbered, colleague, namesake]


def test_name_is_needed():
    with pytest.raises(ValueError, match="请填写姓名"):
        add_person(NewPerson(" "))


def test_organisation_is_on_record_once():
    known = add_organisation(NewOrganisation("临江市水务局", "government"))

    with pytest.raises(AlreadyKnown) as found:
        add_organisation(NewOrganisation("临江市 水务局"))

    assert (found.value.known, Organisation.objects.count()) == (known.pk, 1)


def test_everybody_follows_chains_of_ties():
    one, two, three = (add_person(NewPerson(name)) for name in ("王建明", "王健明", "王剑明"))
    Person.objects.filter(pk=one.pk).update(same_as=two)
    Person.objects.filter(pk=two.pk).update(same_as=three)

    assert persons.roots([one.pk, two.pk, three.pk]) == dict.fromkeys([one.pk, two.pk, three.pk], three.pk)
    assert persons.everybody([one.pk]) == {one.pk, two.pk, three.pk}
    assert checks.ties_end() == []


def test_ties_in_a_circle_are_found():
    one, two = add_person(NewPerson("王建明")), add_person(NewPerson("王健明"))
    Person.objects.filter(pk=one.pk).update(same_as=two)
    Person.objects.filter(pk=two.pk).update(same_as=one)

    assert sorted(checks.ties_end()) == sorted(f"人员{person.pk}的关联循环，请分开" for person in (one, two))


def test_page_of_names_is_opened_without_further_queries(django_assert_num_queries):
    rows = [add_person(NewPerson(f"王建明{number}")) for number in range(3)]

    with django_assert_num_queries(0):
        assert persons.names(rows) == {row.pk: f"王建明{number}" for number, row in enumerate(rows)}
