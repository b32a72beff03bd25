"""Tables of editions: the eight-point month in both schemes, own staff, reports received, the return on supervision."""

import json
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from mingjian.report.fill import FillError
from mingjian.report.issuing import Issue, issue
from mingjian.statistics.csvfacts import read_facts
from mingjian.statistics.kept import keep
from tests.figures.csv_folder import write_csv
from tests.figures.sample_city import sample_facts
from tests.figures.style_city import OLD, style_problems

pytestmark = pytest.mark.django_db
RELEASED = date(2031, 6, 27)
RELEASE = """\
6月27日，临江市纪委监委公布了2031年5月全市查处违反中央八项规定精神问题汇总情况。2031年5月，全市共查处违反中央八项规定精神问题46起，\
批评教育和处理61人，其中党纪政务处分44人。这是临江市纪委监委连续第17个月公布月报数据。
全市共查处形式主义、官僚主义问题20起，批评教育和处理35人。其中，查处履职尽责、服务经济社会发展和生态环境保护方面不担当、不作为、\
乱作为、假作为，严重影响高质量发展问题17起，占查处形式主义、官僚主义问题总数的85.0%。全市共查处享乐主义、奢靡之风问题26起，\
批评教育和处理26人。其中，违规收送名贵特产和礼品礼金问题11起，占享乐主义、奢靡之风问题总数的42.3%；违规吃喝问题6起，占23.1%；\
违规发放津补贴或福利问题4起，占15.4%。
从查处级别看，全市共查处县处级问题3起，乡科级及以下问题43起。其中，查处乡科级及以下问题占查处问题总数的93.5%。
驰而不息纠治“四风”，紧盯重要节点，对顶风违纪的从严查处、通报曝光。
"""
MONTH = [
    [46, 0, 0, 3, 43, 20, 1, 17, 1, 1, 0, 26, 11, 4, 7, 6, 2, 4, 3, 4, 1, 1, 0, 1],
    [61, 0, 0, 6, 55, 35, 2, 31, 1, 1, 0, 26, 11, 4, 7, 6, 2, 4, 3, 4, 1, 1, 0, 1],
    [44, 0, 0, 3, 41, 20, 1, 17, 1, 1, 0, 24, 11, 4, 7, 6, 2, 4, 3, 4, 0, 0, 0, 0],
]


@pytest.fixture
def made(tmp_path, settings):
    """An edition from CSV facts of the invented city with its eight-point months."""
    settings.MINGJIAN_DATA = tmp_path
    months = (
        style_problems()
        + style_problems("2031-03")
        + style_problems("2030-12")
        + style_problems("2019-11", OLD)
    )
    facts = {**sample_facts(), "style_problems": months}
    keep(read_facts(write_csv(tmp_path / "csv", facts)), tmp_path / "facts")

    def make(edition: str, period: str, **more: object) -> Issue:
        house = {"first_release": "2030-01"}
        return issue(edition, period=period, scope="city", imported=True, house=house, on=RELEASED, **more)  # type: ignore[arg-type]

    return make


def table(found: Issue, place: int = -1) -> list[list[object]]:
    return [[row["label"], *row["values"]] for row in found.text.as_json()["tables"][place]["rows"]]


def test_release_is_the_sample_sentence_for_sentence(made):
    text = made("eight_point", "2031-05").written("text").decode()

    assert text.startswith(
        f"2031年5月全市查处违反中央八项规定精神问题汇总情况\n{RELEASE}项目\t总计\t级别／省部级\t"
    )


def test_month_and_year_so_far_stand_one_over_the_other(made):
    rows = table(made("eight_point", "2031-05"))

    assert [row[1:] for row in rows[:3]] == MONTH
    assert [row[1:] for row in rows[3:]] == [[2 * count for count in row] for row in MONTH]
    assert [row[0] for row in rows] == [f"{when}{what}" for when in ("当月", "今年以来") for what in (
        "查处问题数（起）", "批评教育和处理人数（人）", "党纪政务处分人数（人）")]  # fmt: skip


@pytest.mark.parametrize("month", ["2031-05", "2031-03", "2031-04", "2030-12"])
def test_table_adds_up_in_every_row(made, month):
    rows = [row[1:] for row in table(made("eight_point", month))]

    for (
        total,
        *levels,
        group_a,
        a1,
        a2,
        a3,
        a4,
        a5,
        group_b,
        b1,
        b1a,
        b1b,
        b2,
        b2a,
        b2b,
        b3,
        b4,
        b5,
        b5a,
        b5b,
        b6,
    ) in rows:
        assert total == sum(levels) == group_a + group_b
        assert group_a == a1 + a2 + a3 + a4 + a5
        assert group_b == b1 + b2 + b3 + b4 + b5 + b6
        assert (b1, b2, b5) == (b1a + b1b, b2a + b2b, b5a + b5b)
    for handled, sanctioned in ((rows[1], rows[2]), (rows[4], rows[5])):
        assert all(one >= other for one, other in zip(handled, sanctioned, strict=True))


def test_december_gives_the_whole_year_and_a_month_without_problems_has_no_shares(made):
    december = made("eight_point", "2030-12").text.plain()
    empty = made("eight_point", "2031-04").text.plain()

    assert (
        "\n全年，全市共查处违反中央八项规定精神问题46起，批评教育和处理61人，其中党纪政务处分44人。\n"
        in december
    )
    assert "全年" not in empty
    assert "2031年4月，全市共查处违反中央八项规定精神问题0起，批评教育和处理0人。这是" in empty
    assert "占" not in empty.split("项目\t")[0]


def test_nine_types_are_printed_for_the_months_in_which_they_were_counted(made):
    old = made("eight_point_old", "2019-11")

    assert [row[1:] for row in table(old)[:1]] == [[25, 0, 0, 3, 22, 5, 2, 0, 3, 0, 6, 8, 0, 1]]
    assert old.obstacles == ()
    for edition, month in (("eight_point", "2019-11"), ("eight_point_old", "2019-12")):
        with pytest.raises(FillError, match="的期间，2019年1[12]月请换别的版式"):
            made(edition, month)
    with pytest.raises(FillError, match="按月生成，请把期间写成2031-06这样的月份"):
        made("eight_point", "2031H1")


def test_json_lists_cells_with_their_period_and_records(made):
    found = json.loads(made("eight_point", "2031-05", records=True).written("json", records=True))
    by_place = {(item["id"], item.get("period", "")): item for item in found["figures"]}

    assert by_place["style_problems.by_type:B1b", ""]["value"] == 7
    assert by_place["style_problems.by_type:B1b", "2031-01..2031-05"]["value"] == 14
    for (name, _), item in by_place.items():
        if name.startswith("style_problems"):
            assert len(item["records"]) == item["value"], name


def test_spreadsheet_has_the_form_with_its_two_lines_of_heads(made):
    book = CalamineWorkbook.from_filelike(
        BytesIO(made("eight_point", "2031-05", records=True).written("xlsx"))
    )
    rows = book.get_sheet_by_name("汇总表").to_python(skip_empty_area=False)

    assert book.sheet_names == ["汇总表", "数据"]
    assert [cell for cell in rows[2] if cell] == [
        "项目",
        "总计",
        "级别",
        "形式主义、官僚主义问题",
        "享乐主义、奢靡之风问题",
    ]
    assert [row[1:] for row in rows[4:7]] == MONTH


def test_paper_prints_the_form_turned(made):
    document = Document(BytesIO(made("eight_point", "2031-05").written("docx")))
    (ruled,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in ruled.rows]

    assert rows[1] == ["总计", "46", "61", "44", "92", "122", "88"]
    assert [row[0] for row in rows if len(set(row)) == 1] == [
        "级别",
        "形式主义、官僚主义问题",
        "享乐主义、奢靡之风问题",
    ]


def test_own_staff_are_counted_apart(tmp_path, settings):
    settings.MINGJIAN_DATA = tmp_path
    own = {"unit": "u", "is_own_cadre": 1}
    day = date(2031, 5, 1)
    facts = {
        "units": [{"id": "u", "name": "临江市", "level": "city"}],
        "petitions": [{**own, "id": f"p{n}", "received_on": day, "content_class": "accusation", "channel": "letter", "origin": "self",
                       "is_repeat": 0, "is_signed": 1} for n in range(9)],
        "leads": [{**own, "id": f"l{n}", "origin": "own", "registered_on": day, "disposal_way": "close", "disposed_on": day} for n in range(5)],
        "inquiries": [{**own, "id": f"q{n}", "decided_on": day} for n in range(3)],
        "cases": [{**own, "id": "c1", "person": "a", "filed_on": day, "rank_class": "county", "transferred_on": day}],
        "sanctions": [{**own, "id": "s1", "person": "a", "decided_on": day, "party_sanction": "expulsion", "rank_class": "county"}],
        "form_uses": [{**own, "id": f"f{n}", "person": f"x{n}", "decided_on": day, "form": "1" if n else "4"} for n in range(4)],
    }  # fmt: skip
    keep(read_facts(write_csv(tmp_path / "csv", facts)), tmp_path / "facts")

    assert issue("own_cadre", period="2031", imported=True).text.plain() == (
        "2031年，全市纪检监察机关共接收涉及纪检监察干部问题线索或者反映9件次，处置涉及纪检监察干部问题线索5件，谈话函询3件次，"
        "立案1件，处分1人（其中县处级干部1人），移送检察机关1人。\n"
        "2031年，全市纪检监察机关运用“四种形态”批评教育和处理纪检监察干部共4人次。"
        "其中，运用第一种形态批评教育和处理3人次；运用第四种形态处理1人次。"
    )


def test_reports_received_are_parted_in_every_way_with_their_base(made):
    found = made("petitions", "2031H1")
    tables = {item["id"]: item for item in found.text.as_json()["tables"]}

    assert list(tables) == [
        "channels",
        "origins",
        "content",
        "repeats",
        "signed",
        "ranks",
        "behaviours",
        "units",
        "outcomes",
    ]
    assert [row["label"] for row in tables["content"]["rows"]] == [
        "接收信访举报", "检举控告", "申诉", "批评建议", "业务范围外", "无实质内容"]  # fmt: skip
    assert [row["values"][:2] for row in tables["content"]["rows"]] == [
        [1432, "100.0%"], [611, "42.7%"], [90, "6.3%"], [230, "16.0%"], [401, "28.0%"], [100, "7.0%"]]  # fmt: skip
    assert tables["repeats"]["note"] == "占比以检举控告类信访举报为基数。上年同期的记录不全，不作比较。"
    for name in ("channels", "origins", "content", "repeats", "signed", "ranks", "behaviours"):
        whole, *parts = [row["values"][0] for row in tables[name]["rows"]]
        assert sum(parts) == whole, name


def test_last_year_change_and_growth_stand_beside_the_count(made):
    found = made("petitions", "2031-12")
    channels = next(item for item in found.text.as_json()["tables"] if item["id"] == "channels")

    assert channels["rows"][0]["values"] == [0, "—", 40, "−40", "下降100%"]


def test_what_begins_within_last_year_is_not_compared_with(made):
    """The records of the sample city begin in the last month of 2030."""
    found = made("petitions", "2031")
    channels = next(item for item in found.text.as_json()["tables"] if item["id"] == "channels")

    assert channels["rows"][0]["values"] == [1472, "100.0%", "—", "—", "—"]


def test_units_stand_side_by_side_and_add_up_to_the_whole(made):
    found = made("petitions", "2031H1")
    whole, *units = next(item for item in found.text.as_json()["tables"] if item["id"] == "units")["rows"]

    assert (whole["label"], whole["values"]) == ("全市", [1432, 611, 0])
    assert [sum(unit["values"][place] for unit in units) for place in range(3)] == whole["values"]
    assert [unit["values"][0] for unit in units] == sorted(
        (unit["values"][0] for unit in units), reverse=True
    )


def test_return_on_supervision_says_what_is_not_counted_yet(made):
    found = made("supervision", "2031H1")
    rows = {row[0]: row[1] for row in table(found)}

    assert rows["查处违反中央八项规定精神问题（起）"] == 92
    assert rows["谈话函询（件次）"] == 142
    assert rows["政治监督"] == ""
    assert found.obstacles == ()
