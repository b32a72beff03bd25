"""Cases: of whom, with what result, and what the database refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from mingjian.cases import checks, queries
from mingjian.cases.models import Appeal, Case, Execution, Measure
from mingjian.law.refusal import Refused
from mingjian.ledger.models import Participation
from mingjian.ledger.verify import verify_one
from mingjian.parties.acts import tie
from mingjian.parties.models import Role
from mingjian.parties.persons import NewPerson, add_person
from tests.lives import filed_case, settled
from tests.people import city
from tests.stories import agree, case, do, paper

pytestmark = pytest.mark.django_db(transaction=True)
FILED = date(2023, 5, 8)


@pytest.fixture
def people():
    return city()


@pytest.fixture
def person():
    return add_person(NewPerson("王建明", unit="临江市水务局"))


def filed(people, person, **more):
    matter = case(people, person and person.pk, FILED, **more)
    agree(people, matter, FILED, "四室主任卫", "常委钱", "书记赵")
    return matter


def test_case_has_its_person_and_role(people, person):
    matter = filed(people, person, is_member_cadre=True)

    row = Case.objects.get(pk=matter.pk)
    assert (row.person_id, row.rank_class, row.filed_on) == (person.pk, "county", FILED)
    role = Role.objects.get(matter=matter)
    assert (role.person_id, role.role, role.rank_class, role.is_member_cadre) == (
        person.pk,
        "person_concerned",
        "county",
        True,
    )


def test_witness_who_is_identified_is_not_the_person_concerned(people, person):
    matter = filed(people, person)
    witness = add_person(NewPerson("赵立"))

    do(
        people,
        matter,
        "identify",
        "调查陈",
        FILED,
        person=str(witness.pk),
        person_role="witness",
        rank_class="other",
    )

    row = Case.objects.get(pk=matter.pk)
    assert (row.person_id, row.rank_class) == (person.pk, "county")
    assert list(Role.objects.filter(matter=matter).order_by("since_by").values_list("person", "role")) == [
        (person.pk, "person_concerned"), (witness.pk, "witness")]  # fmt: skip


def test_cases_of_somebody_follow_ties(people, person):
    other = add_person(NewPerson("王健明"))
    first, second = filed(people, person), filed(people, other)
    tie(other, same_as=person, by=people.id("案管王"))

    assert {row.matter for row in queries.cases_of([person])} == {first, second}


def test_sanction_opens_its_execution(people, person):
    matter = sanctioned(people, person)

    row = Case.objects.get(pk=matter.pk)
    assert (row.case_outcome, row.party_sanction, row.decided_on) == (
        "sanctioned",
        "party_warning",
        date(2023, 7, 3),
    )
    execution = Execution.objects.get()
    assert [item.pk for item in queries.executions_of(matter)] == [execution.pk]
    assert (execution.person_id, execution.party_sanction) == (person.pk, "party_warning")
    assert Role.objects.get(matter=execution.pk).role == "sanctioned_person"
    assert checks.check(people.unit.pk) == []


def sanctioned(people, person):
    """A filed case through investigation and trial to a Party warning."""
    return tried(people, handed_to_trial(people, person), date(2023, 7, 3))


def handed_to_trial(people, person):
    matter = filed(people, person)
    both = [people.id("调查陈"), people.id("调查褚")]
    do(people, matter, "reassign", "四室主任卫", FILED, handler=people.id("调查陈"), reason="承办")
    do(people, matter, "approve_plan", "调查陈", FILED, is_serious_case=False, plan="方案")
    agree(people, matter, FILED, "四室主任卫", "常委钱")
    shown = date(2023, 6, 5)
    do(
        people,
        matter,
        "show_facts",
        "调查陈",
        shown,
        officers=both,
        fact_sheet="事实",
        signing="agreed",
        documents=[paper(matter)],
    )
    study = {"on": shown.isoformat(), "chair": people.id("四室主任卫"), "present": both}
    do(
        people,
        matter,
        "sign_report",
        "调查陈",
        shown,
        study=study,
        report="报告",
        signers=both,
        documents=[paper(matter)],
    )
    do(people, matter, "hand_over", "调查陈", shown, department=people.department("审理室"))
    agree(people, matter, shown, "四室主任卫", "常委钱", "书记赵")
    return matter


def test_whoever_investigated_is_not_made_the_handler_of_the_trial(people, person):
    """Nor a member of its panel; another investigation may well be given to him."""
    matter, panel = handed_to_trial(people, person), [people.id("审理蒋"), people.id("审理沈")]
    named = "调查陈：审查调查人员不得参与同一案件的审理，不得参加“受理审理”（职责分离）。"

    for team, handler in ((panel, "调查陈"), ([panel[0], people.id("调查陈")], "审理蒋")):
        with pytest.raises(Refused, match=named):
            do(
                people,
                matter,
                "accept_trial",
                "审理蒋",
                date(2023, 7, 3),
                team=team,
                handler=people.id(handler),
            )


def tried(people, matter, on):
    panel = [people.id("审理蒋"), people.id("审理沈")]
    do(people, matter, "accept_trial", "审理蒋", on, team=panel, handler=people.id("审理蒋"))
    study = {"on": on.isoformat(), "chair": people.id("审理主任韩"), "present": panel}
    do(people, matter, "report_trial", "审理蒋", on, study=study, findings="事实清楚", trial_opinion="同意", prior_removal="not_needed",
       documents=[paper(matter)])  # fmt: skip
    agree(people, matter, on, "审理主任韩", "常委冯", "书记赵")
    do(people, matter, "decide_party", "审理蒋", on, party_sanction="party_warning", managed_by_same_level=False,
       is_committee_member=False, after_decision="close", findings="违反廉洁纪律", grounds="依照条例")  # fmt: skip
    do(people, matter, "approve", "案管王", on, documents=[paper(matter, "会议纪要.txt")])
    do(people, matter, "approve", "案管主任吴", on)
    return matter


def test_appeal_knows_the_sanction_decided_and_makes_it_no_heavier(people, person):
    case_, on = sanctioned(people, person), date(2023, 8, 1)
    do(people, case_, "receive_appeal", "信访孙", on, appeal_kind="party_review",
       review_department=people.department("二室"), documents=[paper(case_)])  # fmt: skip
    appeal = Appeal.objects.get()
    assert (appeal.decided_party_sanction, appeal.decided_gov_sanction) == ("party_warning", None)
    matter, reviewers = appeal.matter, [people.id("承办李"), people.id("承办郑")]
    do(people, matter, "accept", "承办李", on, handler=people.id("承办李"))
    agree(people, matter, on, "主任张", "常委钱")
    do(people, matter, "form_team", "承办李", on, team=reviewers)
    study = {"on": on.isoformat(), "chair": people.id("主任张"), "present": reviewers}
    change = {"study": study, "appeal_outcome": "change", "conclusion": "变更原处分。"}

    with pytest.raises(Refused, match="“变更后的党纪处分”不能为严重警告：重于原决定的警告"):
        do(people, matter, "decide", "承办李", on, **change, party_sanction="party_serious_warning",
           documents=[paper(matter)])  # fmt: skip
    do(
        people,
        matter,
        "decide",
        "承办李",
        on,
        **change,
        party_sanction="party_warning",
        documents=[paper(matter)],
    )


def test_database_refuses_what_cannot_be(people, person):
    matter = filed(people, person)
    wrong = (
        {"decided_on": date(2023, 5, 7)},
        {"transferred_on": date(2023, 5, 7)},
        {"case_outcome": "exempted"},
        {"case_outcome": "sanctioned", "decided_on": FILED},
    )

    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=matter.pk).update(**values)


def test_checks_name_a_case_of_nobody(people):
    matter = filed(people, None, is_unit_case=True)
    Case.objects.filter(pk=matter.pk).update(is_unit_case=False)

    assert checks.check(people.unit.pk) == [f"{matter.number}：已立案，却没有写明被审查调查人"]


def test_measure_is_listed_with_its_case(people, person):
    matter = filed(people, person)
    do(people, matter, "reassign", "四室主任卫", FILED, handler=people.id("调查陈"), reason="承办")

    do(people, matter, "take_measure", "调查陈", FILED, measure="freeze", measure_person=str(person.pk))

    measure = Measure.objects.get()
    assert [item.pk for item in queries.measures_of(matter)] == [measure.pk]
    assert (measure.measure, measure.person_id) == ("freeze", person.pk)


def test_whoever_leaves_the_team_takes_part_no_more(people, person):
    matter = filed_case(people, person.pk, FILED)
    for team in (["调查陈", "调查褚"], ["调查陈", "承办郑"]):
        settled(people, matter, "form_team", "调查陈", FILED, team=[people.id(name) for name in team])

    seats = Participation.objects.filter(matter=matter, role="team", until=None)
    assert {seat.officer.name for seat in seats} == {"调查陈", "承办郑"}
    assert verify_one(matter.pk).problems == []
