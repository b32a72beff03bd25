"""What hangs on other matters is looked at before an act is offered: until they have come so far its reason stands in its place (desk.md 10.12)."""

from datetime import date

import pytest

from mingjian.ledger.joining import tied
from mingjian.ledger.models import Act
from mingjian.org.models import Appointment, Department, Officer
from mingjian.parties.persons import NewPerson, add_person
from mingjian.web.desk import names
from tests.inspection.test_acts import OFFICE, county_where_zheng_served, round_with_subject
from tests.people import SINCE, city
from tests.stories import agree, do, paper
from tests.supervision.test_acts import DAY, checks_of, given, request
from tests.web.sitting import Sitting, links, main, plain

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    names.forget()
    return city()


def inspects(people):
    """An inspection office beside the other departments."""
    office = Department.objects.create(
        unit=people.unit, name="巡察办", short="巡察办", role="inspection_body"
    )
    people.departments["巡察办"] = office
    for number, (name, post) in enumerate(OFFICE.items()):
        officer = people.officers.get(name) or Officer.objects.create(username=f"inspect{number}", name=name)
        people.officers[name] = officer
        Appointment.objects.create(officer=officer, department=office, post=post, since=SINCE)


def shown(sitting, matter, act, sentence):
    """Whether the page offers the act; if not, it says why, and so does the form."""
    page = sitting.get(f"/m/{matter.pk}/")
    offered = f"/m/{matter.pk}/do/{act}/" in links(page)
    assert (sentence in main(page)) != offered
    form = sitting.get(f"/m/{matter.pk}/do/{act}/", 200 if offered else 409)
    assert offered or sentence in plain(form)
    return offered


def test_opinions_are_merged_and_answered_when_everybody_has_spoken(people):
    persons = [add_person(NewPerson(name, "某局", "副局长")) for name in ("方某", "袁某")]
    matter = request(people, persons)
    do(people, matter, "send_out", "案管王", DAY, check_roles=["petition_dept", "supervision_dept"])
    checks, here = checks_of(matter), Sitting(people, "案管王", on=DAY)

    assert not shown(
        here, matter, "merge", f"{'、'.join(check.number for check in checks)}尚未答复，不能汇总。"
    )
    with_two = here.statements(f"/m/{matter.pk}/")
    for check, who in zip(checks, ("信访孙", "承办李"), strict=True):
        do(people, check, "answer", who, DAY, leads_count=0, answer_text="未收到。")
    assert shown(here, matter, "merge", "尚未答复")
    assert max(with_two, here.statements(f"/m/{matter.pk}/")) <= 16

    do(people, matter, "merge", "案管王", DAY, merged_text="均未收到。")
    opinions = tied(matter, "opens")
    assert not shown(
        here, matter, "reply", f"{'、'.join(one.number for one in opinions)}还没有提出意见，不能复函。"
    )
    for one in opinions:
        given(people, matter, one, opinion_class="none", leads_count=0, grounds="未收到。")
    assert shown(here, matter, "reply", "还没有提出意见")


def test_a_round_ends_when_its_subjects_have(people):
    inspects(people)
    round_, matter = round_with_subject(people, county_where_zheng_served(people))
    do(people, round_, "launch", "巡察员许", date(2023, 2, 6), plan="方案", documents=[paper(round_)])
    agree(people, round_, date(2023, 2, 7), "常委冯")
    for name in ("巡察员何", "巡察办主任施"):
        do(people, round_, "approve", name, date(2023, 2, 8), documents=[paper(round_)])
    do(
        people,
        round_,
        "report_results",
        "巡察员许",
        date(2023, 5, 8),
        overall_report="综合",
        documents=[paper(round_)],
    )
    for on in (date(2023, 5, 9), date(2023, 5, 18)):
        for name in ("巡察员何", "巡察办主任施"):
            do(people, round_, "approve", name, on, documents=[paper(round_)])
    here = Sitting(people, "巡察员许", on=date(2023, 6, 1))

    assert not shown(here, round_, "conclude", f"{matter.number}尚未归档，本轮不能办结。")
    assert "本轮不能办结。" in plain(here.post(f"/m/{round_.pk}/do/conclude/", 409, confirmed="1"))
    assert not Act.objects.filter(matter=round_, code="conclude").exists()
