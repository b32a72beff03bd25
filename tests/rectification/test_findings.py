"""A finding in the ledger: opened from a check with both ends tied, kept from the unit that caused it, handed over as a lead."""

from datetime import date

import pytest

from mingjian.law.refusal import Refused
from mingjian.ledger.models import Link, Matter
from mingjian.ledger.record import open_matter
from mingjian.rectification.models import Finding
from mingjian.statistics.asking import ask
from tests.people import city
from tests.stories import agree, at, do, finding, paper

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 3, 6)


@pytest.fixture
def people():
    return city()


def check(people) -> Matter:
    with at(DAY):
        return open_matter(
            "check", "plan", by=people.id("承办李"), on=DAY, unit=people.unit.pk, department=people.department("二室"),
            details={"title": "检查某局", "check_line": "daily", "methods": ["papers"], "handler": people.id("承办李")},
        )  # fmt: skip


def reported(people, **more) -> Matter:
    """A finding whose rectification the handler's colleague has reported."""
    matter = finding(people, DAY, **more)
    do(
        people,
        matter,
        "dispose",
        "承办李",
        DAY,
        finding_disposal="at_once",
        requirement="补齐。",
        limit_on="2023-04-06",
    )
    agree(people, matter, DAY, "主任张")
    do(
        people,
        matter,
        "self_report",
        "承办郑",
        date(2023, 3, 20),
        self_report="已补齐。",
        documents=[paper(matter)],
    )
    return matter


def refusals(act, *args, **more) -> dict[str, str]:
    with pytest.raises(Refused) as caught:
        act(*args, **more)
    return {reason.code: reason.say() for reason in caught.value.reasons}


def test_a_check_opens_a_finding_and_both_show_the_tie(people):
    origin = check(people)
    do(people, origin, "open_finding", "承办李", DAY, finding_title="接待无公函", finding_origin="daily_supervision", found_on="2023-03-06",
       finding_facts="两次。")  # fmt: skip

    (link,) = Link.objects.filter(origin=origin)
    assert (link.kind, link.target.kind) == ("finding", "finding")
    assert Finding.objects.get(pk=link.target_id).found_on == DAY


def test_officers_of_the_department_that_caused_it_do_not_verify(people):
    matter = reported(people, caused_by_department=people.department("二室"))

    said = refusals(
        do,
        people,
        matter,
        "verify",
        "主任张",
        date(2023, 3, 22),
        is_on_site=True,
        verification="属实。",
        documents=[paper(matter)],
    )

    assert said == {
        "own_unit": "您在“责任部门（本系统）”所写的单位任职，不得“验收”，请由其他单位的人员办理（本机关内部规定）。"
    }


def test_verified_and_closed_off_it_counts_as_rectified(people):
    matter = reported(people)
    do(
        people,
        matter,
        "verify",
        "主任张",
        date(2023, 3, 22),
        is_on_site=True,
        verification="属实。",
        documents=[paper(matter)],
    )
    do(people, matter, "close_off", "主任张", date(2023, 3, 23), reason="到位。")
    agree(people, matter, date(2023, 3, 24), "常委钱")
    finding(people, DAY)

    with at(date(2023, 4, 3)):
        answer = ask(["findings_found", "findings_verified", "rectification_rate"], period="2023Q1")

    assert Matter.objects.get(pk=matter.pk).step == "closed_off"
    assert {name: str(figure.value) for name, figure in answer.figures.items()} == {
        "findings_found": "2", "findings_verified": "1", "rectification_rate": "50.0",
    }  # fmt: skip


def test_what_is_a_breach_goes_to_case_management_as_a_lead(people):
    matter = finding(people, DAY)
    do(people, matter, "dispose", "承办李", DAY, finding_disposal="lead", requirement="移送。")
    agree(people, matter, DAY, "主任张")
    do(
        people,
        matter,
        "hand_over_lead",
        "承办李",
        DAY,
        lead_title="反映某局接待问题",
        lead_summary="两次。",
        lead_origin="found_in_supervision",
    )

    lead = Matter.objects.get(kind="lead")
    assert (lead.department.name, Link.objects.get(target=lead).origin_id) == ("案管室", matter.pk)
