"""Posts of many units on the pages: a spreadsheet in (looked at first, then all or nothing) and out again."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mingjian.channels.sheet import read_sheets
from mingjian.ledger.models import Journal
from mingjian.parties import tenures
from mingjian.parties.models import Tenure
from mingjian.parties.persons import NewOrganisation, add_organisation
from mingjian.web.desk import names
from mingjian.web.desk.models import Leaving
from tests.channels.books import write_book
from tests.channels.test_posts import HEAD, held, row
from tests.people import city
from tests.web.sitting import Sitting, links, main

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2024, 5, 6)
IN, OUT = "/units/posts/import/", "/units/posts/export/"


@pytest.fixture
def people():
    names.forget()
    return city()


@pytest.fixture
def unit(people):
    made = add_organisation(NewOrganisation("临江市财政局", "government"))
    other = add_organisation(NewOrganisation("临江市教育局", "government"))
    for one, department in ((made, "二室"), (other, "四室")):
        places = {"department": people.department(department), "group": None, "leader": None}
        tenures.entrust(one, places, since=date(2023, 1, 1), by=None)
    return made


@pytest.fixture
def here(people, unit):
    return Sitting(people, "承办李", on=TODAY)


def book(tmp_path, *rows):
    data = write_book(tmp_path / "任职.xlsx", [HEAD, *rows]).read_bytes()
    return SimpleUploadedFile("任职.xlsx", data)


def test_a_list_is_looked_at_first_and_then_put_on_record(here, unit, people, tmp_path):
    assert "任职情况表" in main(here.get(IN))
    looked = here.post(IN, 200, file=book(tmp_path, row(), row(name="郑某", position="副职", title="副局长")))

    words = main(looked)
    assert "新登记任职 2 其中新登记人员 2 登记免职 0 已有、跳过 0" in words
    assert "D 身份证号 证件号码" in words and "I 备注 不认识，不导入" in words
    assert not Tenure.objects.exists()
    assert here.post(IN, 302, do="1")["Location"] == "/units/"
    assert "已登记任职2条，登记免职0条。" in main(here.get("/units/"))
    assert [name for name, *_ in held(unit)] == ["郑某", "陈某"]
    again = main(
        here.post(IN, 200, file=book(tmp_path, row(), row(name="郑某", position="副职", title="副局长")))
    )
    assert "已有、跳过 2" in again and "导入 重新选择文件" not in again
    entry = Journal.objects.get(event="import")
    assert (entry.officer_id, entry.outcome, entry.details["rows"]) == (people.id("承办李"), "done", 2)


def test_faults_stand_with_row_and_column_and_nothing_can_be_put_on_record(here, unit, tmp_path):
    page = here.post(IN, 422, file=book(tmp_path, row(), row("临江市教育局"), row(name="")))

    assert "没有导入任何内容。请在表中改正后重新选择文件。" in main(page)
    assert "读到的行 3 有错误的行 2" in main(page) and "新登记任职" not in main(page)
    assert "3 B“单位名称” 临江市教育局 不由您所在部门联系，不能登记其任职 请移出本表，由联系部门导入" in main(
        page
    )
    assert "4 C“姓名” — 无 没有填写 请补填" in main(page)
    assert 'name="do"' not in page.content.decode()
    assert "这份表已不再保留" in main(here.post(IN, 422, do="1"))
    for bad, said in (
        (SimpleUploadedFile("a.xlsx", b"x"), "不是有效的电子表格"),
        (SimpleUploadedFile("a.exe", b"x"), "不是电子表格"),
    ):
        assert said in main(here.post(IN, 422, file=bad))
    assert "没有选择文件" in main(here.post(IN, 422))
    assert not Tenure.objects.exists()


def test_what_left_can_be_taken_in_again_and_adds_nothing(here, unit, people, tmp_path):
    here.post(IN, 200, file=book(tmp_path, row(), row(name="郑某", position="副职", until=date(2024, 1, 31))))
    here.post(IN, 302, do="1")
    assert OUT in links(here.get("/units/")) and f"{OUT}?unit={unit.pk}" in links(
        here.get(f"/units/{unit.pk}/")
    )
    assert "共2条" in main(here.get(OUT))
    assert "请选择用途。" in main(here.post(OUT, 422, form="xlsx", recipient="市委组织部"))

    answer = here.post(f"{OUT}?unit={unit.pk}", 200, form="xlsx", purpose="check", recipient="市委组织部")

    assert answer["Content-Disposition"] == 'attachment; filename="posts-2024-05-06.xlsx"'
    (tmp_path / "out.xlsx").write_bytes(answer.content)
    (sheet,) = read_sheets(tmp_path / "out.xlsx")
    assert sheet.rows[:3] == [
        ["单位", "姓名", "任职身份", "职务", "任职日期", "免职日期"],
        ["临江市财政局", "陈某", "“一把手”", "党组书记、局长", date(2022, 6, 1), ""],
        ["临江市财政局", "郑某", "班子副职", "党组书记、局长", date(2022, 6, 1), date(2024, 1, 31)],
    ]  # fmt: skip
    assert re.fullmatch(
        "范围：临江市财政局；导出时间：2024-05-06 11:00；共2条；用途：核对、检查；接收：市委组织部；导出人：.*承办李；标记.*",
        sheet.rows[-1][0],
    )
    back = main(here.post(IN, 200, file=SimpleUploadedFile("out.xlsx", answer.content)))
    assert "新登记任职 0" in back and "已有、跳过 2" in back
    entry = Journal.objects.get(event="export")
    assert entry.details == {**entry.details, "kind": "tenure", "rows": 2, "purpose": "check", "form": "xlsx"}


def test_many_posts_leave_with_the_word_of_a_second_person_and_strangers_find_nothing(
    here, unit, people, tmp_path, settings
):
    here.post(IN, 200, file=book(tmp_path, row(), row(name="郑某", position="副职")))
    here.post(IN, 302, do="1")
    settings.MINGJIAN_EXPORT_ALONE = 1

    here.post(OUT, 302, form="xlsx", purpose="check", recipient="市委组织部")
    assert not Journal.objects.filter(event="export").exists()
    asked = Leaving.objects.get()
    page = f"/exports/{asked.pk}/"
    assert "导出任职" in main(here.get("/exports/")) and "取回文件" not in main(here.get(page))
    fetched = f"{OUT}?leaving={asked.pk}"
    here.post(fetched, 404)
    head = Sitting(people, "主任张", on=TODAY)
    assert "共2条" in main(head.get(page)) and "市委组织部" in main(head.get(page))
    head.post(page, 302, decision="agreed")

    assert f'action="{fetched}"' in here.get(page).content.decode()
    answer = here.post(fetched, 200)

    (tmp_path / "out.xlsx").write_bytes(answer.content)
    (sheet,) = read_sheets(tmp_path / "out.xlsx")
    assert [line[1] for line in sheet.rows[1:3]] == ["陈某", "郑某"]
    assert "批准人：主任张" in sheet.rows[-1][0]
    head.post(fetched, 404)
    here.post(f"{OUT}?unit={unit.pk}&leaving={asked.pk}", 404)
    assert Journal.objects.get(event="export").details["rows"] == 2
    outside = Sitting(people, "审理蒋", on=TODAY)
    assert "没有可以导出的任职" in main(outside.get(OUT))
    outside.get(f"{OUT}?unit={unit.pk}", 404)
    here.get(f"{OUT}?unit=x", 404)
