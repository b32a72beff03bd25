"""The commands about figures: what they print, where they write, and the one sentence of each refusal."""

import json
import shutil
from datetime import date
from io import BytesIO
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from mingjian.conf.commands import exchange, figures, run
from mingjian.parties.persons import NewPerson, add_person
from mingjian.report.issuing import issue
from mingjian.statistics.asking import imported_folder
from tests.dozen import matters, people, year
from tests.figures.csv_folder import write_csv
from tests.figures.sample_city import sample_facts
from tests.lives import filed_case, sanctioned, to_meeting
from tests.report.measure import need_office, words
from tests.stories import complaint

pytestmark = pytest.mark.django_db
assert exchange and figures  # they add the commands
assert year and people and matters  # fixtures


@pytest.fixture
def imported(tmp_path: Path):
    """The sample city as CSV, imported; the dataset is gone afterwards."""
    folder = write_csv(tmp_path / "csv", sample_facts())
    assert run(["import", "facts", str(folder)]) == 0
    yield folder
    shutil.rmtree(imported_folder())


@pytest.fixture
def nothing_imported():
    """What a test imports is gone afterwards."""
    yield
    shutil.rmtree(imported_folder())


def said(capsys, *arguments: str) -> tuple[int, str, str]:
    code = run(list(arguments))
    found = capsys.readouterr()
    return code, found.out, found.err


def test_figure_prints_its_value_and_the_numbers_of_its_matters(matters, capsys):
    code, out, _ = said(capsys, "figure", "form_uses.by_form:2", "--period", "2023", "--records")

    by_day = [matters[name].number for name in ("warned", "moved", "again")]  # July, August, November
    assert code == 0
    assert out.splitlines() == [
        "临江市　2023年",
        "第二种形态　3人次（60%）",
        *(f"    {number}" for number in by_day),
    ]


def test_figure_in_json_has_the_ids_of_its_records(matters, capsys):
    _, out, _ = said(
        capsys, "figure", "cases_filed.by_rank:county", "--period", "2023", "--records", "--format", "json"
    )
    _, several, _ = said(capsys, "figure", "form_uses.by_form", "--period", "2023", "--format", "json")

    assert json.loads(out) == {
        "id": "cases_filed.by_rank:county", "label": "县处级干部", "value": 1, "printed": "1", "unit": "人",
        "records": [str(matters["again"].pk)],
    }  # fmt: skip
    assert [(item["id"], item["share_printed"]) for item in json.loads(several)] == [
        ("form_uses.by_form:1", "20%"), ("form_uses.by_form:2", "60%"), ("form_uses.by_form:3", "0%"),
        ("form_uses.by_form:4", "20%")]  # fmt: skip


def test_bulletin_is_printed_and_warnings_stay_apart(people, capsys):
    code, out, err = said(capsys, "bulletin", "--period", "2023", "--scope", "临江市", "--edition", "S4")

    assert code == 0
    assert out.startswith(
        "临江市纪委监委通报2023年全市纪检监察机关监督检查、审查调查情况\n2023年，全市纪检监察机关共接收信访举报5件次"
    )
    assert all(line.startswith("提示：") for line in err.splitlines())


def test_yearly_report_is_written_as_word(people, capsys, tmp_path):
    out = tmp_path / "report.docx"

    code, printed, _ = said(capsys, "report", "annual", "--year", "2023", "--out", str(out))

    assert (code, printed) == (0, f"已写入{out}。\n")
    assert any(
        "处置信访举报4件" in paragraph.text for paragraph in Document(BytesIO(out.read_bytes())).paragraphs
    )


def test_papers_are_written_as_pdf_with_number_and_signer(people, capsys, tmp_path):
    need_office()
    out = tmp_path / "report.pdf"
    arguments = [
        "report",
        "annual",
        "--year",
        "2023",
        "--out",
        str(out),
        "--number",
        "临纪〔2024〕3号",
        "--signer",
        "赵某某",
    ]

    code, printed, _ = said(capsys, *arguments)

    on_paper = "".join(word.text for word in words(out))
    assert (code, printed) == (0, f"已写入{out}。\n")
    assert "临纪〔2024〕3号签发人：赵某某" in on_paper
    assert "省纪委监委：" in on_paper and "处置信访举报4件" in on_paper


def test_pdf_without_the_office_program_says_what_to_do(people, capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    out = tmp_path / "s4.pdf"

    code, _, err = said(capsys, "bulletin", "--period", "2023", "--format", "pdf", "--out", str(out))

    assert (code, out.exists()) == (1, False)
    assert "服务器上没有LibreOffice，不能转为PDF；请安装libreoffice-writer，或下载Word文件。" in err


def test_spreadsheet_holds_each_figure_with_the_number_of_its_records(people, tmp_path, capsys):
    out = tmp_path / "s4.xlsx"

    assert said(capsys, "bulletin", "--period", "2023", "--format", "xlsx", "--out", str(out))[0] == 0

    rows = CalamineWorkbook.from_path(out).get_sheet_by_name("数据").to_python()[2:]
    assert {row[1]: (row[2], row[6]) for row in rows}["persons_sanctioned"] == (2, 2)
    assert all(row[2] == row[6] for row in rows)


def test_nothing_is_issued_while_records_lack_what_is_needed(people, capsys, tmp_path):
    case = filed_case(people, add_person(NewPerson("王建明")).pk, date(2023, 5, 8), is_member_cadre=None)
    to_meeting(people, case, date(2023, 6, 5), date(2023, 7, 3))
    sanctioned(people, case, date(2023, 7, 3), party_sanction="party_warning")
    out = tmp_path / "report.docx"
    arguments = ["report", "annual", "--year", "2023", "--out", str(out)]

    code, _, err = said(capsys, *arguments)
    assert (code, out.exists()) == (1, False)
    assert [line for line in err.splitlines() if not line.startswith("提示：")] == [
        f"不符：处分有1条没有“是否党员干部”，“受党纪处分的党员干部”数不准；请补充或者更正：{case.number}",
        "核对有1处不符，没有输出；请补正后再生成，或者加--draft先看草稿。",
    ]

    assert said(capsys, *arguments, "--draft")[0] == 0
    assert out.exists()


def test_imported_city_prints_the_published_figures(imported, capsys):
    _, out, _ = said(
        capsys, "bulletin", "--period", "2031H1", "--scope", "city", "--edition", "S4", "--format", "json"
    )
    code, figure, note = said(capsys, "figure", "persons_sanctioned", "--period", "2031H1", "--scope", "city", "--format", "json",
                           "--records")  # fmt: skip

    printed = {
        item["id"]: (item["printed"], len(item.get("records", []))) for item in json.loads(out)["figures"]
    }
    assert (printed["persons_sanctioned"], printed["form_uses.by_form:4"]) == (("391", 0), ("18", 0))
    assert note == "提示：数据取自导入的统计台账，不是本平台的事项。\n"
    assert (code, json.loads(figure)["value"], len(json.loads(figure)["records"])) == (0, 391, 391)


def test_own_units_come_before_imported_ones_of_the_same_name(people, imported, capsys):
    _, own, _ = said(
        capsys, "figure", "cases_filed", "--period", "2031H1", "--scope", "临江市", "--format", "json"
    )
    _, other, _ = said(
        capsys,
        "figure",
        "cases_filed",
        "--period",
        "2031H1",
        "--scope",
        "临江市",
        "--format",
        "json",
        "--imported",
    )

    assert (json.loads(own)["value"], json.loads(other)["value"]) == (0, 402)


def test_paper_says_which_dataset_counts_where_both_know_the_unit_and_period(people, imported):
    complaint(people, on=date(2031, 3, 3))

    own, other = (
        issue("S4", period="2031H1", scope="临江市", imported=imported) for imported in (False, True)
    )

    said = [
        next(item.sentence for item in made.warnings if item.sentence.startswith("数取自"))
        for made in (own, other)
    ]
    assert said == [
        "数取自本平台的事项；导入的统计台账中同一单位同期有接收信访举报1432件次、登记问题线索986件、立案402件，没有计入",
        "数取自导入的统计台账；本平台的事项中同一单位同期有接收信访举报1件次，没有计入",
    ]
    assert [json.loads(made.written("json"))["source"] for made in (own, other)] == ["matters", "imported"]
    assert not [
        item for item in issue("S4", period="2032H1", scope="临江市").warnings if "数取自" in item.sentence
    ]


def test_import_with_a_mistake_keeps_the_former_dataset(imported, tmp_path, capsys):
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "units.csv").write_text("id,name,parent,level\ncity,临江市,,planet\n", encoding="utf-8")

    code, _, err = said(capsys, "import", "facts", str(broken))

    assert code == 1
    assert err.splitlines()[0].startswith("units.csv 第2行“level”列：没有“planet”这一类；")
    assert (
        json.loads(
            said(
                capsys, "figure", "cases_filed", "--period", "2031H1", "--scope", "city", "--format", "json"
            )[1]
        )["value"]
        == 402
    )


def test_exported_facts_are_parquet_by_table(people, tmp_path, capsys):
    folder = tmp_path / "out"

    code, out, _ = said(capsys, "export", "facts", str(folder))

    assert (code, out) == (
        0,
        "已导出：单位2，信访举报6，问题线索6，谈话函询2，立案6，处分3，组织处理1，运用“四种形态”5，请示审批39。\n",
    )
    assert sum(pq.read_table(path).num_rows for path in (folder / "sanctions").iterdir()) == 3
    assert {path.name for path in (folder / "petitions").iterdir()} >= {"2023-03.parquet", "2023-05.parquet"}
    assert "王建明" not in "".join(str(pq.read_table(path).to_pylist()) for path in folder.rglob("*.parquet"))


def test_exported_facts_taken_in_again_give_the_same_figures_and_records(
    people, nothing_imported, tmp_path, capsys
):
    period = ["--period", "2023"]
    figures = [
        "petitions_received",
        "leads_disposed.by_way",
        "persons_sanctioned.by_rank",
        "form_uses.by_form",
        "activities.by_kind",
    ]
    own = [said(capsys, "figure", name, *period, "--records", "--format", "json")[1] for name in figures]

    assert said(capsys, "export", "facts", str(tmp_path / "out"))[0] == 0
    code, out, _ = said(capsys, "import", "facts", str(tmp_path / "out"))

    assert (code, out[:20]) == (0, "已导入：单位2，信访举报6，问题线索6，")
    again = [
        said(capsys, "figure", name, *period, "--records", "--format", "json", "--imported")[1]
        for name in figures
    ]
    assert again == own
    assert said(capsys, "export", "facts", str(tmp_path / "again"), "--imported")[0] == 0
    names = sorted(path.relative_to(tmp_path / "out") for path in (tmp_path / "out").rglob("*.parquet"))
    assert [
        path
        for path in names
        if not pq.read_table(tmp_path / "out" / path).equals(pq.read_table(tmp_path / "again" / path))
    ] == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["bulletin", "--period", "2023X"],
            "不认识期间“2023X”；请写成2023Q1、2023H1、2023Q3、2023或2023-03",
        ),
        (["bulletin", "--period", "2023", "--scope", "邻水市"], "没有单位“邻水市”；请写单位的编号或全称"),
        (["bulletin", "--period", "2023", "--edition", "S9"], "没有版式“S9”，可用：S0（"),
        (["bulletin", "--period", "2023", "--edition", "annual"], "没有版式“annual”，可用：S0（"),
        (
            ["bulletin", "--period", "2023", "--format", "odt"],
            "不能输出“odt”；可用：text、docx、pdf、xlsx、json。",
        ),
        (["figure", "cases_opened", "--period", "2023"], "2023-12-31没有名为“cases_opened”的指标；请用"),
        (
            ["figure", "cases_filed", "--period", "2023", "--imported"],
            "没有导入的统计台账；请先用mingjian import facts导入",
        ),
        (["report", "annual", "--year", "23"], "不认识期间“23”；请写成"),
        (["import", "facts", "nowhere"], "nowhere：没有这个文件夹；请写存放CSV文件的文件夹"),
    ],
)
def test_wrong_question_is_one_sentence_and_exit_code_1(people, capsys, arguments, sentence):
    code, out, err = said(capsys, *arguments)

    assert (code, out) == (1, "")
    assert err.startswith(sentence)
    assert len(err.splitlines()) <= 2


def test_bulletin_is_written_as_the_name_of_its_file_says(people, tmp_path, capsys):
    out = tmp_path / "s1.docx"

    code, _, _ = said(capsys, "bulletin", "--period", "2023", "--edition", "S1", "--out", str(out), "--draft")

    assert code == 0
    assert "接收信访举报" in "".join(paragraph.text for paragraph in Document(out).paragraphs)
