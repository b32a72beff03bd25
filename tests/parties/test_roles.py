"""Roles are a projection of acts: kept by them one by one and in bulk, checked against them."""

from datetime import date

import pytest
from django.db import transaction

from mingjian.ledger.models import Act, Matter
from mingjian.ledger.record import record_acts
from mingjian.parties import checks, queries
from mingjian.parties.models import Role
from mingjian.parties.persons import NewPerson, add_person
from tests.people import city
from tests.stories import agree, assigned_lead, at, do, lead, verified_lead

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 3, 6)


@pytest.fixture
def people():
    return city()


@pytest.fixture
def person():
    return add_person(NewPerson("王建明"))


def problems(matter):
    with transaction.atomic():
        return checks.roles_are_what_acts_say(Matter.objects.get(pk=matter.pk))


def rows(matter):
    return list(
        Role.objects.filter(matter=matter)
        .order_by("since_by", "id")
        .values_list("person", "role", "rank_class")
    )


def identify(people, matter, person, on=DAY, **more):
    do(
        people,
        matter,
        "identify",
        "承办李",
        on,
        **{"person": str(person.pk), "person_role": "person_complained", **more},
    )


def test_persons_of_a_registration_have_roles_at_once(people, person):
    matter = lead(people, persons=[str(person.pk)])

    assert rows(matter) == [(person.pk, "person_complained", "township")]
    assert problems(matter) == []


def test_naming_the_same_person_again_adds_nothing(people, person):
    matter = verified_lead(people, [person.pk])

    assert rows(matter) == [(person.pk, "person_complained", None)]


def test_codes_are_known_from_the_day_on_which_they_were_said(people, person):
    matter = assigned_lead(people)
    identify(people, matter, person, rank_class="township")
    identify(people, matter, person, date(2023, 3, 9), rank_class="county", is_member_cadre=True)

    before, after = queries.roles_on(matter.pk, date(2023, 3, 8)), queries.roles_on(matter.pk)

    assert [(role.rank_class, role.is_member_cadre) for role in before] == [("township", None)]
    assert [(role.rank_class, role.is_member_cadre) for role in after] == [("county", True)]


def test_correction_of_another_act_leaves_roles_alone(people, person):
    matter = assigned_lead(people)
    identify(people, matter, person, rank_class="county")
    do(
        people,
        matter,
        "correct",
        "承办李",
        DAY,
        entry=1,
        values={"rank_class": "general"},
        reason="职级登记有误",
    )
    agree(people, matter, DAY, "主任张")

    assert rows(matter) == [(person.pk, "person_complained", "county")]
    assert problems(matter) == []


def test_many_acts_at_once_keep_the_same_roles(people, person):
    other = add_person(NewPerson("赵立"))
    with at(DAY), record_acts() as many:
        details = {
            "title": "反映某局问题",
            "lead_origin": "petition",
            "persons": [str(person.pk)],
            "rank_class": "township",
        }
        state = many.open("lead", by=people.id("案管王"), on=DAY, unit=people.unit.pk,
                          department=people.department("案管室"), details=details)  # fmt: skip
        many.act(state, "identify", by=people.id("案管王"), on=DAY,
                 details={"person": str(other.pk), "person_role": "witness", "rank_class": "other"})  # fmt: skip

    matter = Matter.objects.get()
    assert rows(matter) == [(person.pk, "person_complained", "township"), (other.pk, "witness", "other")]
    assert problems(matter) == []


def test_row_changed_by_hand_is_found(people, person):
    matter = assigned_lead(people)
    identify(people, matter, person, rank_class="county")
    entry = Act.objects.get(matter=matter, code="identify").seq

    Role.objects.filter(matter=matter).update(rank_class="other")

    assert problems(matter) == [
        f"{matter.number}：第{entry}条的人员身份没有存下来",
        f"{matter.number}：第{entry}条的人员身份不是办理行为所定",
    ]
