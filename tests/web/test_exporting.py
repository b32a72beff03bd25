"""A register leaves the platform: purpose first, titles as far as they are within reach, the last line says what it is."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.db import IntegrityError
from python_calamine import CalamineWorkbook

from mingjian.channels.register import columns
from mingjian.ledger import kinds
from mingjian.ledger.book import book
from mingjian.ledger.models import Journal
from mingjian.org.models import Appointment
from mingjian.web.account.models import Reminder
from mingjian.web.desk import names
from mingjian.web.desk.models import Leaving
from tests.people import city
from tests.stories import assigned_lead, lead
from tests.web.sitting import Sitting, links, main

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "/register/lead/export/"


@pytest.fixture
def people():
    names.forget()
    return city()


def headings(sitting):
    """The columns that the page offers, by heading."""
    html = sitting.get(HERE).content.decode()
    return {
        label: value
        for value, label in re.findall(r'name="columns" value="(\d+)"[^>]*><label[^>]*>([^<]+)</label>', html)
    }


def export(sitting, query="", status=200, columns=("编号", "标题", "环节", "部门"), **more):
    offered = headings(sitting)
    values = {
        "columns": [offered[name] for name in columns],
        "purpose": "report",
        "recipient": "市委办",
        "remark": "",
        **more,
    }
    return sitting.post(HERE + query, status, **values)


def cells(response):
    return CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()


def test_page_says_what_will_leave_and_asks_for_purpose_and_recipient(people):
    lead(people)
    here = Sitting(people, "案管王")
    text = main(here.get(f"{HERE}?step=registered"))
    for words in ("导出问题线索台账", "环节＝已登记", "共1件", "用途", "接收单位或者人员", "内部资料"):
        assert words in text

    page = here.post(HERE, 422, columns=[], purpose="", recipient=" ")
    for words in ("请至少选一列。", "请选择用途。", "请填写接收单位或者人员。"):
        assert words in main(page)
    assert "请写明" in main(export(here, status=422, purpose="other"))
    assert not Journal.objects.filter(event="export").exists()


def test_sheet_holds_titles_only_within_content_and_says_what_it_is(people):
    assigned_lead(people)
    lead(people, date(2023, 3, 3), title="=反映某镇截留补贴问题")
    here = Sitting(people, "案管王")

    response = export(here, purpose="meeting", remark="常委会")
    rows = cells(response)
    assert rows[:3] == [
        ["编号", "标题", "环节", "部门"],
        ["临纪线〔2023〕2号", "'=反映某镇截留补贴问题", "已登记", "案管室"],
        ["临纪线〔2023〕1号", "", "已分办", "二室"],
    ]
    last = rows[-1][0]
    for words in (
        "范围：全部问题线索（本人可以查看的）",
        "共2件",
        "用途：会议材料（常委会）",
        "接收：市委办",
        "案管室 案管王",
        "2023-03-20 11:00",
    ):
        assert words in last
    assert response["Content-Disposition"] == 'attachment; filename="lead-2023-03-20.xlsx"'


def test_sheet_has_as_many_lines_as_the_list(people):
    assigned_lead(people)
    for day in range(1, 9):
        lead(people, date(2023, 3, day))
    here = Sitting(people, "案管王")

    for query, count in (("", 9), ("?step=assigned", 1), ("?from=2023-03-05", 4), ("?state=ended", 0)):
        assert f"共{count}件" in main(here.get(f"/register/lead/{query}"))
        assert f"共{count}件" in main(here.get(HERE + query))
        rows = cells(export(here, query))
        assert (len(rows) - 3, f"共{count}件" in rows[-1][0]) == (count, True), query


def test_export_is_noted_without_a_word_of_content(people):
    matter = lead(people)
    here = Sitting(people, "案管王")
    export(here, remark="给领导看")

    entry = Journal.objects.get(event="export")
    assert (entry.outcome, entry.officer_id) == ("done", people.id("案管王"))
    assert {name: entry.details[name] for name in ("kind", "rows", "purpose")} == {
        "kind": "lead",
        "rows": 1,
        "purpose": "report",
    }
    assert "给领导看" not in str(entry.details)
    reads = [
        row.details["matters"]
        for row in Journal.objects.filter(event="read_list", details__contains='"view":"export"')
    ]
    assert reads == [[matter.id.hex]]


def test_print_shows_the_list_and_is_noted(people):
    lead(people)
    page = Sitting(people, "案管王").get("/register/lead/print/?step=registered")

    text = main(page)
    for words in (
        "问题线索台账",
        "环节＝已登记",
        "共1件",
        "临纪线〔2023〕1号",
        "打印人 临江市纪委监委 案管室 案管王",
    ):
        assert words in text
    assert "?sort" not in page.content.decode()
    assert Journal.objects.filter(event="print").count() == 1


def test_unknown_register_is_absent(people):
    here = Sitting(people, "案管王")

    assert here.get("/register/nothing/export/", 404).status_code == 404
    assert here.get("/register/nothing/print/", 404).status_code == 404


def test_statements_do_not_grow_with_rows(people):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def written():
        with CaptureQueriesContext(connection) as captured:
            export(here)
        return len(captured)

    lead(people)
    here = Sitting(people, "案管王")
    here.get(HERE)
    one = [here.statements(HERE), here.statements("/register/lead/print/"), written()]
    for _ in range(29):
        lead(people)

    assert [here.statements(HERE), here.statements("/register/lead/print/"), written()] == one


@pytest.fixture
def one_alone(settings):
    """Whoever takes out more than one line needs the word of a second person."""
    settings.MINGJIAN_EXPORT_ALONE = 1


def asked_for(people, who="案管王"):
    lead(people)
    lead(people, date(2023, 3, 3))
    here = Sitting(people, who)
    here.post(
        HERE, 302, columns=["0", "1"], purpose="check", remark="年中核对", recipient="市委办", form="csv"
    )
    return here, f"/exports/{Leaving.objects.get().pk}/"


def test_many_lines_leave_by_the_word_of_a_second_person(people, one_alone):
    here, address = asked_for(people)
    head = Sitting(people, "案管主任吴")

    assert not Journal.objects.filter(event="export").exists()
    assert "待批准" in main(here.get("/exports/")) and "取回文件" not in main(here.get(address))
    assert "待我批准的导出" in main(head.get("/exports/"))
    for words in (
        "全部问题线索",
        "共2件",
        "编号、标题",
        "核对、检查（年中核对）",
        "市委办",
        "案管室 案管王",
        "同意",
    ):
        assert words in main(head.get(address))
    head.post(address, 302, decision="agreed")
    response = here.post(address, 200)
    lines = response.content.decode("utf-8-sig").splitlines()

    assert lines[0] == "编号,标题" and lines[1].startswith("临纪线〔2023〕")
    assert "批准人：案管主任吴" in lines[-1] and "共2件" in lines[-1]
    assert response["Content-Disposition"] == 'attachment; filename="lead-2023-03-20.csv"'
    changes = Journal.objects.filter(event="export_request").order_by("id")
    assert [(row.officer_id, row.details["change"]) for row in changes] == [
        (people.id("案管王"), "asked"),
        (people.id("案管主任吴"), "agreed"),
    ]
    assert Journal.objects.get(event="export").details["rows"] == 2


def test_whoever_may_agree_is_reminded_and_whoever_asked_hears_of_it(people, one_alone):
    here, address = asked_for(people)

    came = {(row.officer_id, row.what) for row in Reminder.objects.all()}
    assert came == {(people.id(who), "export_asked") for who in ("案管主任吴", "常委冯", "书记赵")}
    head = Sitting(people, "案管主任吴")
    assert "导出台账 导出 待您批准 未阅" in main(head.get("/reminders/")) and address in links(
        head.get("/reminders/")
    )
    assert "导出台账" not in main(here.get("/reminders/"))
    head.post(address, 302, decision="agreed")
    assert "导出台账 导出 已有答复 未阅" in main(here.get("/reminders/"))


def test_nobody_agrees_to_his_own_export_and_a_stranger_does_not_see_it(people, one_alone):
    here, address = asked_for(people, "案管主任吴")

    here.post(address, 404, decision="agreed")
    Sitting(people, "主任张").get(address, 404)
    Sitting(people, "案管王").post(address, 404, decision="agreed")
    Sitting(people, "书记赵").post(address, 302, decision="refused")
    assert "不同意" in main(here.get(address))
    here.post(address, 404)
    with pytest.raises(IntegrityError):
        Leaving.objects.update(decided_by=people.id("案管主任吴"))


def test_agreed_export_is_fetched_within_a_week_and_within_reach_of_that_day(people, one_alone):
    _here, address = asked_for(people)
    Sitting(people, "常委冯").post(address, 302, decision="agreed")

    Sitting(people, "案管王", on=date(2023, 3, 28)).post(address, 404)
    assert "已过期" in main(Sitting(people, "案管王", on=date(2023, 3, 28)).get("/exports/"))
    Appointment.objects.filter(officer=people.id("案管王")).update(until=date(2023, 3, 21))
    response = Sitting(people, "案管王", on=date(2023, 3, 22)).post(address, 200)
    assert "共0件" in response.content.decode("utf-8-sig")


def test_few_lines_leave_at_once_and_stand_in_the_list(people):
    lead(people)
    here = Sitting(people, "案管王")

    assert "您还没有导出过台账。" in main(here.get("/exports/"))
    text = export(here, form="csv").content.decode("utf-8-sig")
    assert text.splitlines()[0] == "编号,标题,环节,部门"
    assert "已导出" in main(here.get("/exports/"))


def test_every_heading_of_a_register_has_its_english():
    headings = {column.say("en") for kind in kinds.names() for column in columns(book(), kind, {})}

    assert [heading for heading in headings if re.search(r"[\u3400-\u9fff]", heading)] == []
    assert {"Title", "Disposed on", "Way of disposal"} <= headings
