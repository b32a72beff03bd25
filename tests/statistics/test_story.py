"""The story of a matter: what took effect, on which day, with corrections and annulments applied."""

from datetime import date

import pytest

from mingjian.ledger.book import book
from mingjian.ledger.history import history
from mingjian.statistics.story import Story, told
from tests import lives
from tests.lives import settle, settled
from tests.people import city
from tests.stories import do, lead

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    return city()


def story(matter) -> Story:
    return told(book(), matter.pk, matter.kind, history(matter.pk))


def disposed(people):
    """Proposed in March, the last approval in April."""
    matter = lives.assigned_lead(people)
    on = date(2023, 3, 30)
    settled(people, matter, "propose_disposal", "承办李", on, date(2023, 4, 3), disposal_way="close", close_ground="untrue",
            study=lives.study(people, on), disposal_opinion="不实")  # fmt: skip
    return matter


def test_effect_is_dated_by_its_last_approval(people):
    told_of = story(disposed(people))

    assert [(effect.seq, effect.on) for effect in told_of.effects] == [
        (1, date(2023, 3, 1)), (3, date(2023, 3, 2)), (7, date(2023, 4, 3))]  # fmt: skip
    first = told_of.first("disposed_on")
    assert (first.on, first.facts["disposal_way"], first.sets("disposed_on")) == (
        date(2023, 4, 3),
        "close",
        True,
    )
    assert (told_of.opened_on, told_of.closed_on, told_of.step) == (
        date(2023, 3, 1),
        date(2023, 4, 3),
        "closed",
    )


def test_corrected_value_and_day_take_the_place_of_the_old_ones(people):
    matter = disposed(people)
    do(
        people,
        matter,
        "correct",
        "承办李",
        date(2023, 4, 5),
        entry=7,
        values={"on": "2023-03-31"},
        reason="批准日期录错",
    )
    settle(people, matter, date(2023, 4, 5))

    assert story(matter).first("disposed_on").on == date(2023, 3, 31)


def test_annulled_act_did_not_happen(people):
    matter = disposed(people)
    do(people, matter, "annul", "承办李", date(2023, 4, 5), entry=4, reason="误报")
    settle(people, matter, date(2023, 4, 5))

    told_of = story(matter)
    assert (told_of.first("disposed_on"), told_of.closed_on, told_of.step) == (None, None, "assigned")


def test_proposal_that_waits_has_no_effect(people):
    matter = lead(people)
    do(people, matter, "assign", "案管王", date(2023, 3, 2), department=people.department("二室"))

    assert [effect.seq for effect in story(matter).effects] == [1]
