"""The month review (AUD-13): rules find entries, conclusions are entries, the auditor signs a month that is over."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from mingjian.law.values import BEIJING
from mingjian.ledger import detecting
from mingjian.ledger.detecting import Hit
from mingjian.ledger.models import Journal
from mingjian.org.models import Unit
from tests.stories import assigned_lead
from tests.web.office.test_office import people as people
from tests.web.sitting import Sitting, main

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "/settings/review/"
MONTH, NEXT = date(2023, 2, 1), date(2023, 3, 20)
MORNING = datetime(2023, 2, 14, 9, 30, tzinfo=BEIJING)


def noted(event, officer, at=MORNING, outcome="done", matter=None, **details):
    Journal.objects.create(
        at=at, event=event, officer_id=officer, matter=matter, outcome=outcome, details=details
    )


def asked_for(people, *, times=5):
    """An officer tries five times to open what is not his."""
    for minute in range(times):
        noted("denied", people.id("承办郑"), MORNING + timedelta(minutes=minute), "refused", view="matter")


def test_denied_opens_are_entries_and_five_in_a_day_are_a_hit(people):
    lead = assigned_lead(people)
    here = Sitting(people, "审理蒋")
    for _ in range(4):
        here.get(f"/m/{lead.pk}/", 404)
    here.get(f"/m/{uuid4()}/", 404)
    known = Journal.objects.filter(event="denied", officer=people.id("审理蒋"), outcome="refused")

    assert [row.matter_id for row in known.order_by("pk")] == [lead.pk] * 4 + [None], (
        "absent and forbidden alike"
    )
    day = known[0].at.astimezone(BEIJING).date()
    assert detecting.hits(day) == [Hit("denied_often", day, people.id("审理蒋"), "", 5)]


def test_four_denied_opens_or_five_in_two_days_are_none(people):
    asked_for(people, times=4)
    noted("denied", people.id("承办郑"), MORNING + timedelta(days=1), "refused", view="matter")

    assert detecting.hits(MONTH) == []


def test_exports_count_out_of_hours_and_on_days_off(people):
    who, monday = people.id("承办李"), datetime(2023, 2, 20, tzinfo=BEIJING)
    for hours, rows in ((10, 500), (6, 49), (6, 50), (24 + 20, 60), (24 + 20, 55), (-24 + 10, 70)):
        noted("export", who, monday + timedelta(hours=hours), kind="lead", rows=rows)

    assert [(hit.rule, hit.day.day, hit.count) for hit in detecting.hits(MONTH)] == [
        ("left_out_of_hours", 19, 70), ("left_out_of_hours", 20, 50), ("left_out_of_hours", 21, 60),
    ]  # fmt: skip


def test_matters_of_another_unit_are_counted_once_a_day(people):
    """Who holds a post there opens them without a hit; what he has never worked on is another rule, with its own number."""
    leads = [assigned_lead(people, title=f"反映问题{number}") for number in range(3)]
    other = Unit.objects.create(name="望河区纪委监委", short="望河区", code="望", level="own", path="9/")
    for lead in leads:
        for _ in range(2):
            noted("read", people.id("主任张"), matter=lead, view="matter")
    assert detecting.hits(MONTH) == []

    type(leads[0]).objects.filter(pk__in=[lead.pk for lead in leads]).update(unit=other)
    assert detecting.hits(MONTH) == [Hit("other_unit", MORNING.date(), people.id("主任张"), "", 3)]


def test_opening_many_and_working_on_none_are_hits(people, monkeypatch):
    leads = [assigned_lead(people, title=f"反映问题{number}") for number in range(3)]
    for code in ("many_opened", "read_without_work"):
        monkeypatch.setitem(detecting._declared()["rules"][code], "least", 3)
    for lead in leads:
        noted("read", people.id("调查陈"), matter=lead, view="matter")

    assert detecting.hits(MONTH) == [
        Hit("many_opened", MORNING.date(), people.id("调查陈"), "", 3),
        Hit("read_without_work", date(2023, 2, 28), people.id("调查陈"), "", 3),
    ]


def test_one_person_looked_up_by_three_within_a_week(people):
    person = uuid4().hex
    for day, who in enumerate(("承办李", "承办郑", "主任张")):
        noted("file", people.id(who), MORNING + timedelta(days=3 * day), person=person, purpose="check")
    for who in ("承办李", "承办郑"):
        noted("file", people.id(who), person=uuid4().hex, purpose="check")

    assert detecting.hits(MONTH) == [Hit("one_person_often", date(2023, 2, 20), None, person, 3)]


def test_month_is_signed_once_every_hit_has_its_conclusion(people):
    asked_for(people)
    here = Sitting(people, "审管己", on=NEXT)
    page = main(here.get(f"{HERE}?month=2023-02"))
    assert "多次被拒绝" in page and "承办郑" in page and "5次" in page and "还有提示没有结论" in page
    assert "签署本月审查" not in page
    here.post(f"{HERE}sign/", 404, month="2023-02")

    hit = f"{HERE}conclude/?month=2023-02&hit=denied_often:2023-02-14:{people.id('承办郑')}"
    assert "请选择结论。" in main(here.post(hit, 422))
    here.post(hit, conclusion="reminded")
    page = main(here.get(f"{HERE}?month=2023-02"))
    assert "已提醒本人改正" in page and "改结论" in page
    assert "都不能再改" in main(here.post(f"{HERE}sign/", 200, month="2023-02"))
    assert not Journal.objects.filter(event="audit_review").exists()
    here.post(f"{HERE}sign/?month=2023-02&sure=1")

    page = main(here.get(f"{HERE}?month=2023-02"))
    assert "审管己于" in page and "待存证" in page and "签署本月审查" not in page
    here.get(hit, 404)
    rows = Journal.objects.filter(event__in=["detection", "audit_review"]).order_by("pk")
    assert [
        {
            key: value
            for key, value in row.details.items()
            if key in ("kind", "period", "other", "change", "hits")
        }
        for row in rows
    ] == [
        {"kind": "denied_often", "period": "2023-02-14", "other": people.id("承办郑"), "change": "reminded"},
        {"period": "2023-02", "hits": 1},
    ]


def test_month_that_runs_is_not_signed(people):
    here = Sitting(people, "审管己", on=NEXT)

    assert "本月尚未结束" in main(here.get(f"{HERE}?month=2023-03"))
    assert "2023-03" in main(here.get(f"{HERE}?month=2031-01")), "a month to come is this one"
    here.post(f"{HERE}sign/", 404, month="2023-03")


def test_nobody_concludes_of_himself(people):
    """An auditor's own hits are the security administrator's, who sees no others (DUTY-05)."""
    noted("export", people.id("审管己"), MORNING.replace(hour=23), kind="journal", rows=900)
    asked_for(people)
    own = f"{HERE}conclude/?month=2023-02&hit=left_out_of_hours:2023-02-14:{people.id('审管己')}"
    Sitting(people, "审管己", on=NEXT).get(own, 404)
    here = Sitting(people, "安管戊", on=NEXT)
    page = main(here.get(f"{HERE}?month=2023-02"))

    assert "900行" in page and "承办郑" not in page and "/settings/journal/?event" not in page
    here.post(own, conclusion="explained")
    assert "工作需要，情况正常" in main(here.get(f"{HERE}?month=2023-02"))
    for who in ("系管丁", "书记赵", "承办李"):
        Sitting(people, who, on=NEXT).get(HERE, 404)
