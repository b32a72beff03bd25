"""What nobody did in time goes up by itself, from the head of the department to the principal head (LEAD-02)."""

from datetime import date

import pytest

from mingjian.ledger.models import Act, Clock
from mingjian.ledger.upkeep import escalate
from mingjian.ledger.verify import verify
from tests.people import city
from tests.stories import agree, at, do, lead

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    return city()


def reports(matter) -> list[tuple]:
    """What was reported: day, by whom, limit, to whom."""
    found = Act.objects.filter(matter=matter, code="escalate").order_by("seq")
    return [(act.on, act.officer, act.details["clock"], act.details["escalated_to"]) for act in found]


def rounds(*days: date) -> list[int]:
    found = []
    for day in days:
        with at(day, 1):
            found.append(escalate(day))
    return found


def test_lead_that_nobody_assigns_goes_up_step_by_step(people):
    matter = lead(people, date(2023, 3, 1))

    days = [date(2023, 3, day) for day in (8, 9, 10, 15, 29, 30)]
    assert rounds(*days) == [0, 1, 0, 1, 1, 0]

    limit = "assignment_house"
    assert reports(matter) == [
        (date(2023, 3, 9), None, limit, "dept_head"),
        (date(2023, 3, 15), None, limit, "leader_in_charge"),
        (date(2023, 3, 29), None, limit, "principal"),
    ]
    assert Clock.objects.values_list("rule", "escalated", "state").get() == (limit, 3, "running")
    assert verify(open_words=True).is_sound


def test_approver_who_lets_it_lie_is_reported_too(people):
    matter = lead(people, date(2023, 3, 1))
    place = {"department": people.department("二室"), "handler": people.id("承办李")}
    do(people, matter, "assign", "案管王", date(2023, 3, 2), **place)

    assert rounds(date(2023, 3, 10)) == [1]
    agree(people, matter, date(2023, 3, 13), "书记赵")
    assert rounds(date(2023, 3, 14)) == [0]

    assert reports(matter) == [(date(2023, 3, 10), None, "approval_house", "dept_head")]
    assert verify(open_words=True).is_sound


def test_hidden_report_is_found(people):
    matter = lead(people, date(2023, 3, 1))
    rounds(date(2023, 3, 9))

    Clock.objects.filter(matter=matter).update(escalated=0)

    assert [str(problem) for problem in verify(open_words=False).problems] == [
        f"{matter.number}第1条：时限assignment_house的escalated存为“0”，按办理记录应为“1”。"
    ]
