"""The register of intercessions: quick to write, out of reach of those who are asked."""

from datetime import date

import pytest

from mingjian.law.refusal import Refused
from mingjian.ledger.access import reach
from mingjian.ledger.joining import tied
from mingjian.ledger.models import Block
from mingjian.ledger.record import open_matter, record_acts
from mingjian.ledger.viewer import Viewer
from mingjian.team import checks
from mingjian.team.models import Intercession
from tests.people import city
from tests.stories import agree, assigned_lead, at, do

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 3, 6)


@pytest.fixture
def people():
    return city()


def register(people, about, who="信访孙", **more):
    details = {
        "title": "某局退休干部打听线索进展", "intercession_kind": "asks", "happened_on": "2023-03-05", "about_matter": str(about.pk),
        "who": [{"name": "主任张"}], "manner": "电话", "said": "问查到哪一步了", **more,
    }  # fmt: skip
    with at(DAY):
        return open_matter("intercession", by=people.id(who), on=DAY, unit=people.unit.pk, department=people.department("信访室"),
                           details=details)  # fmt: skip


def test_intercession_goes_to_cadre_supervision(people):
    about = assigned_lead(people)

    matter = register(people, about)

    row = Intercession.objects.get()
    assert (matter.department.name, row.about_matter_id, row.happened_on) == (
        "干部监督室",
        about.pk,
        date(2023, 3, 5),
    )
    assert checks.check(people.unit.pk) == []


def test_those_who_handle_the_matter_and_whoever_asked_do_not_see_it(people):
    about = assigned_lead(people)

    matter = register(people, about)

    blocked = set(Block.objects.filter(matter=matter).values_list("officer__name", flat=True))
    assert blocked == {"案管王", "书记赵", "承办李", "主任张"}
    assert reach(Viewer.of(people.officers["承办李"], DAY), matter) == (False, False)
    assert reach(Viewer.of(people.officers["干监杨"], DAY), matter) == (True, True)


def test_many_at_once_are_out_of_reach_too(people):
    about = assigned_lead(people)
    details = {
        "title": "打听线索进展", "intercession_kind": "asks", "happened_on": "2023-03-05", "about_matter": str(about.pk),
        "who": [{"name": "林某"}], "manner": "电话", "said": "问查到哪一步了",
    }  # fmt: skip

    with at(DAY), record_acts() as many:
        for by in ("信访孙", "承办李"):
            many.open("intercession", by=people.id(by), on=DAY, unit=people.unit.pk, department=people.department("二室"),
                      details=details)  # fmt: skip

    rows = Block.objects.order_by("matter__number").values_list("matter__number", "officer__name")
    blocked = {number: {name for of, name in rows if of == number} for number, _ in rows}
    assert list(blocked.values()) == [{"案管王", "书记赵", "承办李"}, {"案管王", "书记赵"}]


def test_handler_who_reports_is_not_blocked(people):
    about = assigned_lead(people)

    matter = register(people, about, who="承办李")

    assert not Block.objects.filter(matter=matter, officer=people.id("承办李")).exists()


def lent(people, about, on=date(2023, 3, 1), officer="承办郑"):
    details = {
        "title": "抽调", "seconded": str(people.id(officer)), "about_matter": str(about.pk), "from_on": "2023-03-06",
        "until_on": "2023-06-05", "tasks": "外查",
    }  # fmt: skip
    with at(on):
        return open_matter(
            "secondment",
            by=people.id("调查陈"),
            on=on,
            unit=people.unit.pk,
            department=people.department("四室"),
            details=details,
        )


def test_one_case_one_secondment(people):
    lead = assigned_lead(people)
    matter = lent(people, lead, date(2023, 3, 3))

    with pytest.raises(Refused) as refusal:
        lent(people, lead, date(2023, 3, 6))

    assert str(refusal.value) == f"承办郑已在{matter.number}中抽调，一案一借，结束后才能再抽调。"
    agree(people, matter, date(2023, 3, 6), "四室主任卫", "常委钱")
    do(people, matter, "begin", "调查陈", date(2023, 3, 6))
    do(people, matter, "end_service", "调查陈", date(2023, 3, 20))
    assert lent(people, lead, date(2023, 3, 21)).kind == "secondment"


def test_nobody_is_lent_to_a_case_that_has_ended(people):
    on = date(2023, 3, 6)
    with at(on):
        matter = open_matter(
            "team_activity", by=people.id("案管王"), on=on, unit=people.unit.pk, department=people.department("案管室"),
            details={"title": "参观", "team_activity_kind": "visit", "planned_on": "2023-03-10"},
        )  # fmt: skip
    do(people, matter, "cancel", "案管王", date(2023, 3, 7), reason="天气")

    with pytest.raises(Refused) as refusal:
        lent(people, matter, date(2023, 3, 8))

    assert str(refusal.value) == "所填案件（事项）已经办结，不能再为其抽调人员。"


def test_contact_is_out_of_reach_of_those_who_handle_the_matter(people):
    lead = assigned_lead(people)
    details = {
        "title": "偶遇涉案人员", "contact_party": "related_person", "happened_on": "2023-03-05", "is_approved": False,
        "about_matter": str(lead.pk), "who": [{"name": "邓某"}], "manner": "路遇", "said": "未谈案情",
    }  # fmt: skip
    with at(date(2023, 3, 6)):
        matter = open_matter("contact", by=people.id("调查陈"), on=date(2023, 3, 6), unit=people.unit.pk,
                             department=people.department("四室"), details=details)  # fmt: skip

    assert matter.department_id == people.department("干部监督室")
    assert Block.objects.filter(matter=matter, officer=people.id("承办李")).exists()


def test_screening_hands_own_staff_to_cadre_supervision(people):
    on = date(2023, 6, 1)
    with at(on):
        matter = open_matter(
            "team_activity", by=people.id("案管王"), on=on, unit=people.unit.pk, department=people.department("案管室"),
            details={"title": "排查整治", "team_activity_kind": "screening_round", "planned_on": "2023-06-02"},
        )  # fmt: skip
    do(
        people,
        matter,
        "hold",
        "案管王",
        date(2023, 6, 2),
        attendance=30,
        materials="自查表",
        problems_found=2,
    )
    do(people, matter, "open_lead", "案管王", date(2023, 6, 5), title="某干部问题", summary="私存材料")

    lead = tied(matter, "transfer")[0]
    assert (lead.kind, lead.department_id) == ("lead", people.department("干部监督室"))
    assert lead.acts.get(seq=1).details["is_own_cadre"] is True


def test_who_handled_a_matter_does_not_review_its_quality(people):
    about = assigned_lead(people)
    details = {"title": "评查一件线索", "about_matter": str(about.pk), "review_focus": "程序"}
    with at(DAY):
        matter = open_matter("case_review", "plan", by=people.id("干监杨"), on=DAY, unit=people.unit.pk,
                             department=people.department("干部监督室"), details=details)  # fmt: skip
    said = {"review_text": "程序完备", "problems_count": "0", "case_quality": "qualified"}

    with pytest.raises(Refused) as refusal:
        do(
            people,
            matter,
            "review",
            "干监杨",
            DAY,
            officers=[str(people.id("干监杨")), str(people.id("承办李"))],
            **said,
        )

    assert str(refusal.value) == "承办李办理过被评查的事项，不得担任“评查人员”，请另选他人。"
    do(
        people,
        matter,
        "review",
        "干监杨",
        DAY,
        officers=[str(people.id("干监杨")), str(people.id("信访孙"))],
        **said,
    )
    matter.refresh_from_db()
    assert matter.step == "reviewed"
