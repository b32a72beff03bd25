"""From a scripted dozen of matters to bulletins and the yearly report; each number leads back to its matters."""

import json
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path
from shutil import which

import pytest
from docx import Document
from docx.enum.section import WD_SECTION

from mingjian.parties.persons import NewPerson, add_person
from mingjian.report.charts import COMPARED, compared, months
from mingjian.report.editions import NoSuchEdition
from mingjian.report.issuing import Issue, issue
from mingjian.report.trace import trace
from mingjian.statistics.asking import ask
from mingjian.statistics.period import NoSuchPeriod
from mingjian.statistics.scope import NoSuchScope
from tests.dozen import FIGURES, YEAR, matters, people, year
from tests.lives import filed_case, sanctioned, to_meeting

pytestmark = pytest.mark.django_db
assert year and people and matters  # fixtures
S1 = """\
临江市纪委监委通报2023年全市纪检监察机关监督检查、审查调查情况
2023年，全市纪检监察机关共接收信访举报5件次，处置问题线索3件，谈话函询2件次，立案6件，处分2人（其中党纪处分2人、政务处分2人）。\
处分县处级干部1人，乡科级干部1人。
图1：全市纪检监察机关处分人员按职级划分图
2023年，全市纪检监察机关运用“四种形态”批评教育帮助和处理共5人次。其中，运用第一种形态批评教育帮助1人次，占总人次的20%；\
运用第二种形态处理3人次，占60%；运用第四种形态处理1人次，占20%。
图2：全市纪检监察机关运用“四种形态”占比图
"""
S4 = """\
临江市纪委监委通报2023年全市纪检监察机关监督检查、审查调查情况
2023年，全市纪检监察机关共接收信访举报5件次，其中检举控告类信访举报4件次。处置问题线索3件。立案6件，其中立案县处级干部1人、乡科级干部4人。\
处分2人，其中党纪处分2人、政务处分2人；处分县处级干部1人，乡科级干部1人。
图1：全市纪检监察机关处分人员按职级划分图
2023年，全市纪检监察机关运用“四种形态”批评教育和处理共5人次。其中，运用第一种形态批评教育和处理1人次，占总人次的20%；\
运用第二种形态处理3人次，占60%；运用第四种形态处理1人次，占20%。
图2：全市纪检监察机关运用“四种形态”占比图
2023年，全市纪检监察机关坚持受贿行贿一起查，立案行贿人员1人，移送检察机关1人。
"""
PETITIONS = "处置信访举报4件，其中1件属实，1件基本属实，1件部分属实，1件不属实作了结处理；给予1名党员干部纪律处分，1名党员干部受到组织处理。"


def names(matters, numbers: list[str]) -> list[str]:
    by_number = {matter.number: name for name, matter in matters.items()}
    return sorted(by_number.get(number, "?") for number in numbers)


def test_a_dozen_matters_give_their_figures(matters):
    answer = ask(period=str(YEAR))

    assert {name: answer.figures[name].value for name in FIGURES} == FIGURES
    assert answer.scope.name == "临江市"


def test_every_figure_opens_to_its_matters(matters):
    answer = ask(period=str(YEAR))
    counts = {
        name: figure.value
        for name, figure in answer.figures.items()
        if isinstance(figure.value, int) and figure.value
    }

    opened = {name: [record.number for record in answer.records(name)] for name in counts}

    assert {name: len(numbers) for name, numbers in opened.items()} == counts
    assert names(matters, opened["petitions_concluded"]) == ["mostly", "old", "true", "untrue"]
    assert names(matters, opened["persons_sanctioned"]) == [
        "again",
        "expelled",
    ]  # of two warnings the later one
    assert names(matters, opened["gov_sanctioned"]) == ["again", "expelled"]
    assert names(matters, opened["form_uses"]) == ["again", "asked", "expelled", "moved", "warned"]
    assert names(matters, opened["inquiries"]) == ["asked", "asked"]
    assert names(matters, opened["cases_filed.by_rank:township"]) == ["expelled", "first", "moved", "second"]
    assert names(matters, opened["cases_filed.by_rank:county"]) == ["again"]


@pytest.mark.parametrize(("edition", "text"), [("S1", S1), ("s4", S4)])
def test_bulletin_says_what_the_matters_come_to(matters, edition, text):
    made = issue(edition, period=str(YEAR))

    assert made.written("text").decode() == text
    assert made.obstacles == ()


def test_yearly_report_counts_the_matters_and_is_word(matters):
    made = issue("annual", period=str(YEAR), records=True)
    document = Document(BytesIO(made.written("docx", on=date(2024, 1, 15))))
    printed = [paragraph.text for paragraph in document.paragraphs]

    assert made.obstacles == ()
    assert made.text.title == "临江市纪委监委2023年工作报告"
    assert PETITIONS in printed
    assert [text for text in printed if text.startswith(("一、", "二、", "三、"))] == [
        "一、开展的主要工作", "二、存在的主要问题", "三、下步工作打算"]  # fmt: skip
    assert "临江市纪委监委" in printed
    assert "2024年1月15日" in printed
    assert document.sections[-1].start_type == WD_SECTION.EVEN_PAGE
    assert "临江市纪委监委办公室" in document.element.xml, "the imprint, which a bulletin has not"
    bulletin = Document(BytesIO(issue("S4", period=str(YEAR)).written("docx", on=date(2024, 1, 15))))
    assert (len(bulletin.sections), "办公室" in bulletin.element.xml) == (1, False)


def test_trace_of_the_yearly_report_leads_each_number_to_its_matters(matters):
    made = issue("annual", period=str(YEAR), records=True)

    traced = [
        (item.place, item.printed, item.figure, names(matters, numbers(made, item.figure)))
        for item in trace(made.text)
    ]
    opened = {item.figure: len(item.records) for item in trace(made.text) if item.unit != "%"}

    assert opened == {item.figure: item.value for item in trace(made.text) if item.unit != "%"}
    assert [item for item in traced if item[0] == "petitions"] == [
        ("petitions", "4件", "petitions_concluded", ["mostly", "old", "true", "untrue"]),
        ("petitions", "1件", "petitions_concluded.by_outcome:substantiated", ["true"]),
        ("petitions", "1件", "petitions_concluded.by_outcome:mostly_substantiated", ["mostly"]),
        ("petitions", "1件", "petitions_concluded.by_outcome:partly_substantiated", ["old"]),
        ("petitions", "1件", "petitions_concluded.by_outcome:unsubstantiated", ["untrue"]),
        ("petitions", "1名", "member_cadres_party_sanctioned", ["warned"]),
        ("petitions", "1名", "member_cadres_org_handled", ["moved"]),
    ]


def numbers(made: Issue, figure: str) -> list[str]:
    return [record.number for record in made.answer.records(figure)]


@pytest.mark.skipif(which("soffice") is None, reason="no office program")
def test_yearly_report_opens_in_the_office_program(matters, tmp_path: Path):
    from mingjian.report.pdf import to_pdf

    path = tmp_path / "report.docx"
    path.write_bytes(issue("annual", period=str(YEAR)).written("docx", draft=True))

    pdf = to_pdf([path])[0]

    said = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "处置信访举报4件" in "".join(said.split())
    *_text, last, _end = said.split("\f")
    assert (said.count("\f") % 2, last.split()) == (0, ["临江市纪委监委办公室"])


def test_json_has_the_figures_in_printed_order_with_records_if_asked(matters):
    made = issue("S4", period=str(YEAR), records=True)

    found = json.loads(made.written("json", records=True))

    assert list(found) == ["title", "period", "scope", "edition", "text", "figures", "source"]
    assert [item["id"] for item in found["figures"]][:4] == [
        "petitions_received", "petitions_accusation", "leads_disposed", "cases_filed"]  # fmt: skip
    shares = {
        item["id"]: (item["value"], item["share"], item["share_printed"])
        for item in found["figures"]
        if "share" in item
    }
    assert shares["form_uses.by_form:2"] == (3, 60.0, "60%")
    assert all(len(item["records"]) == item["value"] for item in found["figures"])


def test_scopes_part_the_city(people, matters):
    own = ask(["cases_filed"], period="2023", scope="临江市纪委监委")

    assert (own.figures["cases_filed"].value, own.scope.unit) == (6, str(people.unit.pk))
    text = issue("S4", period="2023", scope=str(people.unit.pk)).text
    assert text.plain().startswith("2023年，临江市本级纪检监察机关共接收信访举报5件次")


def test_growth_is_said_only_where_last_year_is_known(people, matters):
    filed_case(people, add_person(NewPerson("周正")).pk, date(2024, 3, 4))
    before, after = issue("annual", period="2023"), issue("annual", period="2024")

    assert "同比" not in before.text.plain()
    assert "立案1件（同比下降83.3%）" in after.text.plain()


def test_record_that_lacks_what_a_figure_needs_is_named_and_blocks(people):
    case = filed_case(people, add_person(NewPerson("王建明")).pk, date(2023, 5, 8), is_member_cadre=None)
    to_meeting(people, case, date(2023, 6, 5), date(2023, 7, 3))
    sanctioned(people, case, date(2023, 7, 3), party_sanction="party_warning")

    made = issue("annual", period="2023")

    assert [str(obstacle) for obstacle in made.obstacles] == [
        f"处分有1条没有“是否党员干部”，“受党纪处分的党员干部”数不准；请补充或者更正：{case.number}"
    ]
    assert [record.matter for record in made.obstacles[0].records] == [case.pk]


def test_small_cells_warn_and_do_not_block(matters):
    made = issue("S4", period="2023")

    assert "县处级干部仅1人，公布后可能被辨认；请考虑合并" in [warning.sentence for warning in made.warnings]
    assert made.obstacles == ()


def test_wrong_question_is_answered_by_one_sentence(people):
    with pytest.raises(NoSuchPeriod, match="不认识期间“2023年”；请写成2023Q1"):
        issue("S4", period="2023年")
    with pytest.raises(NoSuchScope, match="没有单位“邻水市”；请写单位的编号或全称"):
        issue("S4", period="2023", scope="邻水市")
    with pytest.raises(NoSuchEdition, match="没有版式“S9”，可用：S0（"):
        issue("S9", period="2023")


def test_analysis_of_reports_is_drawn_by_month_and_channel_beside_the_year_before(people, matters):
    made = issue("petitions", period="2023")
    answer = made.answer

    columns = [
        (column.label, column.value, column.last_year) for column, _ in months(answer, "petitions_received")
    ]
    bars = compared(COMPARED["chart_channels"], answer.again([COMPARED["chart_channels"]]), {})
    document = Document(BytesIO(made.written("docx")))

    assert [label for label, _, _ in columns] == [f"{month}月" for month in range(1, 13)]
    assert (
        sum(value for _, value, _ in columns)
        == answer.again(["petitions_received"])["petitions_received"].value
        == 5
    )
    assert (
        sum(before or 0 for _, _, before in columns)
        == ask(["petitions_received"], period="2022").figures["petitions_received"].value
        == 1
    )
    assert sum(bar.value for bar in bars) == 5
    assert len(document.inline_shapes) == 2
    assert [str(part) for part in made.text.paragraphs if part.role == "caption"] == [
        "图1：全市接收信访举报逐月图（细框为上年同月）", "图2：全市接收信访举报分渠道图",
    ]  # fmt: skip
