"""What is refused is refused for every way in, with rule and remedy: one act, many acts; pages and commands call these two."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import pytest

from mingjian.law.refusal import Refused
from mingjian.ledger import kinds
from mingjian.ledger.joining import tied
from mingjian.ledger.models import Act, Matter
from mingjian.ledger.record import open_matter, record_act, record_acts
from mingjian.org.models import Appointment, Department, Officer
from mingjian.parties.persons import NewOrganisation, NewPerson, add_organisation, add_person
from tests.people import SINCE, City, city, county_where_zheng_served
from tests.stories import agree, assigned_lead, at, do, opened, paper

pytestmark = pytest.mark.django_db(transaction=True)

ON_PAGES_ONLY = {"complaint.record_identity"}  # it seals who reports beside the act


class Wrong(NamedTuple):
    """An act that must not be done, and the sentence that says so; `matter` None: it would open one of the kind."""

    matter: Matter | None
    kind: str
    act: str
    who: str
    on: date
    details: dict[str, Any]
    sentence: str


@pytest.fixture
def people():
    """The city with an inspection office, and a county where 承办郑 once served."""
    found = city()
    office = Department.objects.create(unit=found.unit, name="巡察办", short="巡察办", role="inspection_body")
    found.departments["巡察办"] = office
    found.officers["巡察员许"] = Officer.objects.create(username="xu", name="巡察员许")
    Appointment.objects.create(
        officer=found.officers["巡察员许"], department=office, post="member", since=SINCE
    )
    return found


def check_without_method(people: City) -> Wrong:
    on = date(2023, 5, 4)
    return Wrong(
        None,
        "check",
        "plan",
        "承办李",
        on,
        {"title": "检查某局", "check_line": "daily"},
        "请填写“监督方法”。",
    )


def closed_by_its_cause(people: City) -> Wrong:
    on = date(2023, 3, 1)
    finding = opened(people, "finding", "register", "案管王", "二室", on, title="台账不全", finding_origin="self_check", found_on="2023-03-01",
                     finding_facts="缺页。", caused_by_department=people.department("二室"), handler=people.id("承办郑"))  # fmt: skip
    do(
        people,
        finding,
        "dispose",
        "承办郑",
        on,
        finding_disposal="at_once",
        limit_on="2023-04-01",
        requirement="补齐",
    )
    agree(people, finding, on, "主任张")
    do(people, finding, "report_progress", "承办郑", on, progress="已补", documents=[paper(finding)])
    do(people, finding, "self_report", "承办郑", on, self_report="已补齐", documents=[paper(finding)])
    details = {"is_on_site": True, "verification": "属实"}
    return Wrong(
        finding,
        "finding",
        "verify",
        "承办李",
        on,
        details,
        "您在“责任部门（本系统）”所写的单位任职，不得“验收”，请由其他单位的人员办理（本机关内部规定）。",
    )


def talk_below_rank(people: City) -> Wrong:
    on = date(2023, 3, 1)
    person = str(add_person(NewPerson("方某", "某局", "局长")).pk)
    talk = opened(people, "talk", "plan", "承办李", "二室", on, title="监督谈话", talk_kind="supervisory", person=person, is_head=True,
                  talk_reason="履责")  # fmt: skip
    details = {
        "talker": people.id("承办李"),
        "talk_place": "机关",
        "talk_content": "履责情况。",
        "statement_wanted": False,
    }
    return Wrong(
        talk,
        "talk",
        "hold",
        "承办李",
        on,
        details,
        "“谈话人”须是纪检监察机关主要负责人，请另选（《党内监督条例》）。",
    )


def opinion_that_omits(people: City) -> Wrong:
    on = date(2023, 5, 4)
    person = add_person(NewPerson("方某", "某局", "副局长"))
    do(
        people,
        assigned_lead(people),
        "identify",
        "承办李",
        date(2023, 3, 6),
        person=str(person.pk),
        person_role="person_complained",
    )
    request = opened(people, "opinion_request", "register", "案管王", "案管室", on, title="提拔任用征求意见", requested_by="市委组织部",
                     received_on="2023-05-04", opinion_purpose="promotion", limit_on="2023-05-11", persons=[str(person.pk)])  # fmt: skip
    do(people, request, "send_out", "案管王", on, check_roles=["supervision_dept"])
    do(people, tied(request, "answer")[0], "answer", "承办李", on, leads_count=0, answer_text="未收到。")
    do(people, request, "merge", "案管王", on, merged_text="未收到。")
    opinion = tied(request, "opens")[0]
    details = {"opinion_class": "none", "leads_count": 1, "grounds": "无。"}
    return Wrong(opinion, "integrity_opinion", "propose", "案管王", on, details,
                 "该人员还有1件未办结的问题线索或者案件，意见不能写“未收到问题线索”；请选暂缓提出意见、建议暂缓使用或者建议不宜使用（本机关内部规定）。")  # fmt: skip


def team_with_one_who_served(people: City) -> Wrong:
    on = date(2023, 2, 6)
    county = county_where_zheng_served(people)
    round_ = opened(
        people,
        "inspection_round",
        "register",
        "巡察员许",
        "巡察办",
        on,
        title="第五轮",
        inspection_type="regular",
        round_number=5,
    )
    do(people, round_, "add_subject", "巡察员许", on, title="对青山县委的巡察", subject_level="county", subject_unit=str(county.pk),
       subject=_county_committee())  # fmt: skip
    team = [people.id(name) for name in ("承办李", "承办郑", "调查陈")]
    return Wrong(tied(round_, "opens")[0], "inspection", "form_team", "巡察员许", on, {"handler": team[0], "team": team},
                 "承办郑曾在被巡察单位的纪检监察机关任职，须回避，不得列入“巡察组成员”，请另选他人。")  # fmt: skip


def _county_committee() -> str:
    return str(add_organisation(NewOrganisation("青山县委", "party_organ")).pk)


def one(people: City, wrong: Wrong) -> None:
    by = people.id(wrong.who)
    if wrong.matter is None:
        open_matter(
            wrong.kind,
            wrong.act,
            by=by,
            on=wrong.on,
            unit=people.unit.pk,
            department=people.department("二室"),
            details=wrong.details,
        )
    else:
        record_act(
            wrong.matter,
            wrong.act,
            by=by,
            on=wrong.on,
            details=wrong.details,
            documents=[paper(wrong.matter)],
        )


def many(people: City, wrong: Wrong) -> None:
    by = people.id(wrong.who)
    with record_acts() as acts:
        if wrong.matter is None:
            acts.open(
                wrong.kind,
                wrong.act,
                by=by,
                on=wrong.on,
                unit=people.unit.pk,
                department=people.department("二室"),
                details=wrong.details,
            )
        else:
            acts.act(
                acts.take(wrong.matter),
                wrong.act,
                by=by,
                on=wrong.on,
                details=wrong.details,
                documents=[paper(wrong.matter)],
            )


@pytest.mark.parametrize("way", [one, many])
@pytest.mark.parametrize(
    "story",
    [
        check_without_method,
        closed_by_its_cause,
        talk_below_rank,
        opinion_that_omits,
        team_with_one_who_served,
    ],
)
def test_refused_with_rule_and_remedy_and_nothing_written(
    people: City, story: Callable[[City], Wrong], way: Callable[[City, Wrong], None]
) -> None:
    wrong = story(people)
    before = Act.objects.count(), Matter.objects.count()

    with pytest.raises(Refused) as refused, at(wrong.on):
        way(people, wrong)

    assert str(refused.value) == wrong.sentence
    assert (Act.objects.count(), Matter.objects.count()) == before


def test_only_what_writes_more_than_its_act_is_done_by_a_function_of_its_room():
    assert {f"{name}.{act}" for name in kinds.names() for act in kinds.kind(name).acts} == ON_PAGES_ONLY
