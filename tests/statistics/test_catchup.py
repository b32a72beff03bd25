"""Facts caught up: what changed and no more, whatever the order of recording; the same as built anew."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingjian.ledger.models import Act
from mingjian.parties.acts import separate, tie
from mingjian.parties.persons import NewPerson, add_person
from mingjian.statistics import catchup
from mingjian.statistics.catchup import catch_up, rebuild
from mingjian.statistics.models import FACT_MODELS, FactsOf, FactsUpTo
from tests.lives import concluded, disposed, filed_case, inquired, sanctioned, settled, to_meeting
from tests.people import city
from tests.stories import complaint, do, lead

pytestmark = pytest.mark.django_db(transaction=True)
DAY, LATER = date(2023, 3, 1), date(2023, 6, 1)


@pytest.fixture
def people():
    return city()


def everything() -> dict[str, list]:
    return {name: sorted(model.objects.values_list(), key=str) for name, model in FACT_MODELS.items()}


def some_lives(people) -> Iterator[None]:
    """Lives in pieces, so that facts can be caught up in between."""
    leading = complaint(people)
    yield
    later = complaint(people)
    settled(people, later, "join", "信访孙", DAY, joined_to=str(leading.pk), reason="同一问题")
    yield
    concluded(people, DAY, LATER, "partly_true")
    asked = disposed(people, "talk_inquiry", date(2023, 3, 20))
    yield
    inquired(people, asked, date(2023, 3, 21), "repeat_talk_inquiry")
    yield
    person = add_person(NewPerson("王建明"))
    case = filed_case(people, person.pk, date(2023, 5, 8), is_member_cadre=True)
    yield
    inquired(people, asked, date(2023, 4, 10), "accept_close")
    to_meeting(people, case, date(2023, 6, 5), date(2023, 7, 3))
    yield
    sanctioned(people, case, date(2023, 7, 3), party_sanction="expulsion")
    settled(people, leading, "end_as_error", "信访孙", LATER, reason="重复录入")


def test_caught_up_in_pieces_equals_built_anew(people):
    for _ in some_lives(people):
        catch_up()
    catch_up()
    pieces = everything()

    count = rebuild()

    assert everything() == pieces
    assert {name: len(rows) for name, rows in pieces.items() if rows} == {
        "petitions": 2, "leads": 2, "inquiries": 2, "cases": 1, "sanctions": 1, "form_uses": 2, "proposals": 13,
    }  # fmt: skip
    assert count == FactsOf.objects.count()


def test_nothing_new_derives_nothing_and_writes_nothing(people):
    lead(people)
    assert catch_up() == 1
    before = everything()

    with CaptureQueriesContext(connection) as queries:
        assert catch_up() == 0

    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []
    assert len(queries) <= 4
    assert everything() == before


def test_one_new_act_derives_one_matter(people):
    matters = [lead(people) for _ in range(3)]
    catch_up()

    do(people, matters[1], "assign", "案管王", date(2023, 3, 2), department=people.department("二室"))

    assert catch_up() == 1
    assert catch_up() == 0


def test_act_recorded_long_before_it_was_committed_is_noticed(people):
    """The clock of acts may lie far behind: a long import, a simulated year."""
    with_late_clock = lead(people, date(2023, 9, 1))
    catch_up()

    early = lead(people, date(2023, 3, 1))

    assert catch_up() == 1
    assert set(FACT_MODELS["leads"].objects.values_list("id", flat=True)) == {
        str(with_late_clock.pk),
        str(early.pk),
    }


def test_number_of_acts_is_kept(people):
    disposed(people, "close", date(2023, 3, 20))
    catch_up()
    concluded(people, DAY, LATER, "true")
    catch_up()

    assert FactsUpTo.objects.get().acts == Act.objects.count()


def test_changed_code_lists_derive_everything_again(people, monkeypatch):
    lead(people)
    complaint(people)
    catch_up()

    monkeypatch.setattr(catchup, "DERIVATION", 10**6)

    assert catch_up() == 2
    assert catch_up() == 0


def persons() -> list[str]:
    return sorted(FACT_MODELS["cases"].objects.values_list("person", flat=True))


def test_persons_who_prove_to_be_one_count_as_one_and_apart_again(people):
    one, other = add_person(NewPerson("王建明")), add_person(NewPerson("王健明"))
    for person in (one, other):
        filed_case(people, person.pk, date(2023, 5, 8))
    lead(people)
    catch_up()
    assert persons() == sorted([str(one.pk), str(other.pk)])

    tie(other, same_as=one, by=people.id("案管王"))
    assert catch_up() == 1
    assert persons() == [str(one.pk), str(one.pk)]

    separate(other, by=people.id("案管王"))
    assert catch_up() == 1
    assert persons() == sorted([str(one.pk), str(other.pk)])
