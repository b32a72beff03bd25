"""Figures leave the platform: the dashboard as one table, the records of a number exactly as many as it says."""

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from mingjian.ledger.models import Journal
from mingjian.web.desk import names
from tests.people import city
from tests.stories import assigned_lead, lead
from tests.web.sitting import Sitting, main

pytestmark = pytest.mark.django_db(transaction=True)
SAID = {"form": "xlsx", "purpose": "report", "recipient": "市委办", "remark": ""}
RECORDS = "/figures/leads_registered/records/"


@pytest.fixture
def people():
    names.forget()
    return city()


def asked(people):
    return f"?period=2023&scope={people.top.pk}"


def cells(response):
    return CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()


def test_dashboard_leaves_with_every_number_it_shows(people, settings):
    settings.MINGJIAN_EXPORT_ALONE = 20  # lines: of records, for numbers are counted already
    assigned_lead(people)
    lead(people)
    here = Sitting(people, "案管主任吴")
    shown = here.get("/figures/" + asked(people)).context["page"]
    rows = cells(here.post(shown.exporting, 200, **SAID))

    assert rows[0] == ["栏目", "项目", "数", "值"]
    heads = [["主要数字", one.label, f"数量（{one.unit}）", float(one.value)] for one in shown.numbers]
    assert rows[1 : 1 + len(heads)] == heads
    assert ["这一批问题线索走到了哪里？", "登记问题线索", "件数", 2.0] in rows
    tables = [chart.table for chart in shown.charts if chart.table] + [
        one for one in (shown.units, shown.heat, shown.sums) if one
    ]
    counted = sum(
        bool(cell.words) or not cell.blank for table in tables for row in table.rows for cell in row.cells[1:]
    )
    assert len(rows) == 1 + len(heads) + counted + 2
    assert rows[-1][0].startswith("范围：临江市，2023年；") and f"共{len(heads) + counted}个数" in rows[-1][0]
    assert Journal.objects.get(event="export").details["kind"] == "figures"


def test_records_leave_as_many_as_the_number_says_and_titles_only_within_content(people):
    mine = assigned_lead(people)
    for day in range(1, 4):
        lead(people, date(2023, 3, day), title="反映某镇截留补贴问题")
    here = Sitting(people, "案管王")
    shown = here.get(RECORDS + asked(people)).context["page"]
    rows = cells(here.post(shown.exporting, 200, **SAID))

    assert rows[0] == [column.label for column in shown.table.columns]
    assert (len(rows) - 3, shown.count) == (4, "4件")
    assert sorted(row[0] for row in rows[1:5]) == [f"临纪线〔2023〕{number}号" for number in range(1, 5)]
    assert {row[0]: row[-1] for row in rows[1:5]}[mine.number] == ""
    assert sum(row[-1] == "反映某镇截留补贴问题" for row in rows[1:5]) == 3
    (read,) = Journal.objects.filter(event="read_list", details__contains='"view":"export"')
    assert len(read.details["matters"]) == 3 and mine.id.hex not in read.details["matters"]


def test_too_many_records_are_asked_to_be_narrowed_down(people, monkeypatch):
    monkeypatch.setattr("mingjian.web.desk.figures_out.MOST", 1)
    lead(people)
    lead(people)
    here = Sitting(people, "案管王")

    page = here.get(f"{RECORDS}export/{asked(people)}")
    assert (
        "超过1条，请选较短的期间或者较小的单位。" in main(page)
        and '<button class="btn btn--primary">导出' not in page.content.decode()
    )


def test_nobody_takes_out_what_he_is_not_shown(people, monkeypatch):
    here = Sitting(people, "承办李")
    for address in ("/figures/export/", f"{RECORDS}export/", "/figures/nothing/records/export/"):
        here.get(address + asked(people), 404)
    monkeypatch.setattr("mingjian.web.desk.figure_blocks.is_small", lambda figure, asked: True)
    Sitting(people, "案管主任吴").get("/figures/form_uses/records/export/" + asked(people), 404)
