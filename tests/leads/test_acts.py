"""Leads: opened from any matter, filed with one case for each person, ended after the cases."""

from datetime import date

import pytest

from mingjian.cases.models import Case
from mingjian.law.refusal import Refused
from mingjian.leads import acts, checks, queries
from mingjian.leads.models import Lead
from mingjian.ledger.models import Act, Link, Matter
from mingjian.parties.models import Role
from mingjian.parties.persons import NewPerson, add_person
from tests.people import city
from tests.stories import agree, at, complaint, do, filed_lead, lead, paper, study, verified_lead

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 3, 1)


@pytest.fixture
def people():
    return city()


def test_lead_is_opened_from_any_matter_in_one_transaction(people):
    origin = complaint(people)

    with at(DAY):
        matter = acts.open_lead(origin=origin, by=people.id("案管王"), on=DAY, unit=people.unit.pk,
                                details={"title": "反映某镇问题", "lead_origin": "petition"})  # fmt: skip

    assert (matter.department.name, matter.step) == ("案管室", "registered")
    assert list(Link.objects.values_list("origin", "target", "kind")) == [(origin.pk, matter.pk, "transfer")]
    assert Act.objects.get(matter=origin, code="transfer").details == {
        "link": "transfer",
        "other_matter": str(matter.pk),
    }


def test_refused_lead_leaves_no_trace_on_its_origin(people):
    origin = complaint(people)

    with pytest.raises(Refused), at(DAY):
        acts.open_lead(origin=origin, by=people.id("案管王"), on=DAY, unit=people.unit.pk,
                       details={"title": "反映某镇问题", "lead_origin": "nowhere"})  # fmt: skip

    assert (Matter.objects.count(), Act.objects.filter(matter=origin).count()) == (1, 1)


def test_filing_opens_one_case_for_each_person_with_his_own_codes(people):
    head, clerk = add_person(NewPerson("王建明")), add_person(NewPerson("赵立"))
    matter = verified_lead(people, [head.pk, clerk.pk])
    for person, rank, is_head in ((head, "county", True), (clerk, "other", False)):
        do(people, matter, "identify", "承办李", date(2023, 3, 21), person=str(person.pk), person_role="person_complained",
           rank_class=rank, is_village_head=is_head)  # fmt: skip
    studied = study(people, date(2023, 4, 3), "主任张", "承办李")

    do(people, matter, "request_filing", "承办李", date(2023, 4, 3), persons=[str(head.pk), str(clerk.pk)], case_track="both",
       managed_by_same_level=False, rank_class="township", behaviour="integrity", is_party_member=True,
       is_public_official=True, study=studied, case_department=people.department("四室"), filing_report="建议立案", documents=[paper(matter)])  # fmt: skip
    agree(people, matter, date(2023, 4, 4), "主任张", "常委钱", "书记赵")

    cases = Case.objects.order_by("matter__number").values_list(
        "person", "rank_class", "is_village_head", "behaviour", "filed_on"
    )
    assert list(cases) == [
        (head.pk, "county", True, "integrity", date(2023, 4, 4)),
        (clerk.pk, "other", False, "integrity", date(2023, 4, 4)),
    ]
    roles = (
        Role.objects.filter(matter__kind="case")
        .order_by("matter__number")
        .values_list("person", "role", "rank_class")
    )
    assert list(roles) == [(head.pk, "person_concerned", "county"), (clerk.pk, "person_concerned", "other")]
    assert [case.number for case in queries.cases_of(matter)] == ["临纪案〔2023〕1号", "临纪案〔2023〕2号"]
    assert checks.check(people.unit.pk) == []


def test_one_person_is_filed_with_what_the_request_says(people):
    person = add_person(NewPerson("王建明"))

    filed_lead(people, [person.pk])

    case = Case.objects.get()
    assert (case.person_id, case.rank_class, case.is_party_member) == (person.pk, "township", True)


def test_second_filing_of_a_person_is_tied_to_the_open_case(people):
    person = add_person(NewPerson("王建明"))

    first, second = filed_lead(people, [person.pk]), filed_lead(people, [person.pk])

    case = Case.objects.get()
    assert queries.cases_of(first) == queries.cases_of(second) == [case.matter]


def test_lead_ends_only_after_its_cases(people):
    matter = filed_lead(people, [add_person(NewPerson("王建明")).pk])

    with pytest.raises(Refused) as refusal:
        do(people, matter, "conclude_filed", "承办李", date(2023, 4, 10))

    assert str(refusal.value) == "案件临纪案〔2023〕1号尚未办结，问题线索不能办结。"


def test_pending_leads_are_those_of_that_day(people):
    first, second = lead(people, date(2023, 3, 1)), lead(people, date(2023, 3, 3))
    assert queries.pending_leads(people.unit.pk, date(2023, 3, 2)) == [first]
    assert queries.pending_leads(people.unit.pk, date(2023, 3, 3)) == [first, second]

    disposed = verified_lead(people, [add_person(NewPerson("王建明")).pk])

    assert disposed in queries.pending_leads(people.unit.pk, date(2023, 3, 19))
    assert disposed not in queries.pending_leads(people.unit.pk, date(2023, 3, 20))
    assert Lead.objects.get(pk=disposed.pk).disposed_on == date(2023, 3, 20)


def test_case_does_not_stay_with_the_supervision_department_of_a_city(people):
    person = add_person(NewPerson("王建明", unit="临江市水务局"))
    matter = verified_lead(people, [person.pk])
    filing = {
        "persons": [str(person.pk)], "case_track": "both", "managed_by_same_level": False, "rank_class": "township",
        "behaviour": "integrity", "is_party_member": True, "is_public_official": True, "filing_report": "建议立案",
        "study": study(people, date(2023, 4, 3), "主任张", "承办李"),
    }  # fmt: skip

    with pytest.raises(Refused) as refusal:
        do(people, matter, "request_filing", "承办李", date(2023, 4, 3), documents=[paper(matter)], **filing)

    assert [(reason.say(), reason.field) for reason in refusal.value.reasons] == [
        ("市地级以上监督检查部门不承办立案审查调查，二室不能承办，请指定其他承办部门。", "case_department")
    ]
