"""A dozen matters of one year, each with its own end: what they come to in the yearly report is known by hand."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pytest
from django.db import transaction

from mingjian.ledger.models import Matter
from mingjian.parties.persons import NewPerson, add_person
from tests.lives import (
    concluded,
    disposed,
    filed_case,
    inquired,
    parts,
    sanctioned,
    settled,
    taken_over,
    to_meeting,
)
from tests.people import City, city
from tests.stories import complaint, do, filed_lead, paper

YEAR = 2023
FIGURES = {
    "petitions_received": 5, "petitions_accusation": 4, "petitions_concluded": 4,
    "petitions_concluded.by_outcome:substantiated": 1, "petitions_concluded.by_outcome:mostly_substantiated": 1,
    "petitions_concluded.by_outcome:partly_substantiated": 1, "petitions_concluded.by_outcome:unsubstantiated": 1,
    "leads_registered": 6, "leads_disposed": 3, "inquiries": 2, "cases_filed": 6, "cases_filed.by_rank:county": 1,
    "cases_filed.by_rank:township": 4, "cases_closed": 3, "persons_sanctioned": 2, "persons_sanctioned.by_rank:county": 1,
    "persons_sanctioned.by_rank:township": 1, "party_sanctioned": 2, "gov_sanctioned": 2, "transferred": 1,
    "member_cadres_party_sanctioned": 1, "member_cadres_org_handled": 1, "form_uses": 5, "form_uses.by_form:1": 1,
    "form_uses.by_form:2": 3, "form_uses.by_form:4": 1, "bribe_givers_filed": 1, "bribe_givers_transferred": 1,
}  # fmt: skip


class Year(NamedTuple):
    people: City
    matters: dict[str, Matter]


@pytest.fixture(scope="module")
def year(django_db_setup, django_db_blocker) -> Iterator[Year]:
    """The dozen, made once for the tests of a module; what one of them adds is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        people = city()
        yield Year(people, dozen(people))
        transaction.set_rollback(True)


@pytest.fixture
def people(year: Year) -> City:
    return year.people


@pytest.fixture
def matters(year: Year) -> dict[str, Matter]:
    return year.matters


def dozen(people) -> dict[str, Matter]:
    """The matters by what they are, made through the ledger."""
    return {**_reports(people), **_leads(people), **_cases(people)}


def _reports(people) -> dict[str, Matter]:
    """Five received in the year, one in the year before; four concluded in the year, one joined, one not accepted."""
    old = taken_over(people, date(2022, 12, 1), content_class="appeal")
    do(people, old, "handle_directly", "承办李", date(2022, 12, 2))
    settled(
        people,
        old,
        "conclude",
        "承办李",
        date(2023, 2, 1),
        outcome="partly_true",
        conclusion="部分属实",
        needs_clarification=False,
    )
    true = concluded(people, date(2023, 3, 1), date(2023, 6, 1), "true")
    joined = complaint(people, date(2023, 3, 2))
    settled(people, joined, "join", "信访孙", date(2023, 3, 3), joined_to=str(true.pk), reason="同一问题")
    mostly = concluded(
        people, date(2023, 4, 3), date(2023, 6, 30), "mostly_true", handed_up=date(2023, 6, 20)
    )
    untrue = concluded(people, date(2023, 4, 10), date(2023, 9, 4), "untrue")
    empty = complaint(people, date(2023, 5, 4))
    settled(
        people,
        empty,
        "not_accept",
        "信访孙",
        date(2023, 5, 5),
        not_accepted_ground="no_substance",
        reason="只有罪名",
    )
    return {"old": old, "true": true, "joined": joined, "mostly": mostly, "untrue": untrue, "empty": empty}


def _leads(people) -> dict[str, Matter]:
    """One inquired twice and closed, one closed, one filed against two persons."""
    asked = disposed(people, "talk_inquiry", date(2023, 3, 20))
    inquired(people, asked, date(2023, 3, 21), "repeat_talk_inquiry")
    inquired(people, asked, date(2023, 4, 10), "accept_close")
    do(people, asked, "send_feedback_letter", "承办李", date(2023, 4, 26), documents=[paper(asked)])
    closed = disposed(people, "close", date(2023, 3, 22))
    two = [add_person(NewPerson(name)).pk for name in ("王建明", "赵立")]
    filed = filed_lead(people, two, date(2023, 4, 3))
    first, second = parts(filed, "filing")
    return {"asked": asked, "closed": closed, "filed": filed, "first": first, "second": second}


def _cases(people) -> dict[str, Matter]:
    """Four filed on request: a Party warning, expulsion with transfer, a measure alone, a second decision on the first person."""
    head, briber, clerk = (add_person(NewPerson(name)).pk for name in ("孙有为", "钱多", "李平"))
    county = {"rank_class": "county", "is_member_cadre": True}
    township = {"rank_class": "township", "is_member_cadre": False, "is_bribe_giver": True}
    warned = filed_case(people, head, date(2023, 5, 8), **county)
    to_meeting(people, warned, date(2023, 6, 5), date(2023, 7, 3))
    sanctioned(people, warned, date(2023, 7, 3), party_sanction="party_warning")
    expelled = filed_case(people, briber, date(2023, 5, 15), **township)
    to_meeting(people, expelled, date(2023, 6, 12), date(2023, 9, 18))
    sanctioned(
        people,
        expelled,
        date(2023, 9, 18),
        party_sanction="expulsion",
        gov_sanction="admin_dismissal",
        after_decision="transfer",
    )
    do(
        people,
        expelled,
        "transfer_to_procuratorate",
        "案管王",
        date(2023, 10, 9),
        documents=[paper(expelled)],
    )
    moved = filed_case(
        people, clerk, date(2023, 5, 22), **{**township, "is_member_cadre": True, "is_bribe_giver": False}
    )
    to_meeting(people, moved, date(2023, 6, 19), date(2023, 8, 7))
    settled(
        people,
        moved,
        "handle_by_organisation",
        "审理蒋",
        date(2023, 8, 7),
        organisational_measure="post_adjustment",
        reason="情节较轻",
    )
    again = filed_case(people, head, date(2023, 9, 4), **county)
    to_meeting(people, again, date(2023, 10, 9), date(2023, 11, 1))
    sanctioned(people, again, date(2023, 11, 1), gov_sanction="admin_warning")
    return {"warned": warned, "expelled": expelled, "moved": moved, "again": again}
