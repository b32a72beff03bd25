"""Import and export as they are typed: what is printed, and one clear end."""

import pytest
from typer.testing import CliRunner

from mingjian.channels.sample import write_sample
from mingjian.conf.commands import app, exchange  # noqa: F401 - it adds the commands
from mingjian.ledger.models import Matter
from mingjian.ledger.rows import fetch
from mingjian.ledger.search import matching
from mingjian.org.models import Department
from tests.channels.books import GOOD, HEAD, line, write_book

pytestmark = pytest.mark.django_db(transaction=True)


def run(*words, **environment):
    return CliRunner().invoke(app, [str(word) for word in words], env=environment)


@pytest.fixture
def register(tmp_path):
    return write_book(tmp_path / "台账.xlsx", [(*HEAD, "批示"), [*GOOD, "阅"], [*line(渠道="来电"), ""]])


def test_import_says_what_it_understood_and_did(register, people):
    result = run("import", "complaints", register)

    said = result.stdout.splitlines()
    assert result.exit_code == 0, result.output
    assert said[0] == "台账.xlsx“Sheet1”表，登记到临江市纪委监委，登记人信访主任周（user5）。"
    assert [" ".join(row.strip("│").replace("│", " ").split()) for row in said if "批示" in row or "收到日期" in row] == [
        "A 收到日期 收到日期", "L 批示 不认识，不导入",
    ]  # fmt: skip
    assert said[-5:] == [
        "新的2件，已有现补结果0件，已有0件，有错误0行。", "渠道：来信1，来电1。", "内容类别：检举控告类2。", "核查结论：不属实2。",
        "新登记2件，补记结果0件，跳过已有0件。",
    ]  # fmt: skip
    assert Matter.objects.count() == 2
    assert (
        run("import", "complaints", register).stdout.splitlines()[-1]
        == "新登记0件，补记结果0件，跳过已有2件。"
    )


def test_imported_reports_are_found_at_once(register, people):
    run("import", "complaints", register)

    found = matching("虚报")
    assert {row[0] for row in fetch(found.text, found.values)} == {
        row[0] for row in fetch("SELECT id FROM ledger_matter")
    }
    assert Matter.objects.count() == 2


def test_bar_shows_on_a_screen_only(register, people):
    assert run("import", "complaints", register, "--dry-run").stderr == ""
    assert "2/2" in run("import", "complaints", register, FORCE_COLOR="1").stderr


def test_dry_run_writes_nothing(register, people):
    result = run("import", "complaints", register, "--dry-run")

    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "以上是预览，没有写入。")
    assert not Matter.objects.exists()


def test_faulty_file_lists_every_fault_and_imports_nothing(tmp_path, people):
    write_sample(tmp_path / "a.xlsx")

    result = run("import", "complaints", tmp_path / "a.xlsx")

    said = result.stderr.splitlines()
    assert (result.exit_code, len(said)) == (1, 11)
    assert said[0] == "第14行B列“收到日期”：没有填写；请补填日期。"
    assert said[-1] == "有10行存在错误，没有导入任何内容；请改正后重新导入。"
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["none.xlsx"], "没有文件none.xlsx；请核对文件名和所在目录。\n没有导入任何内容。"),
        (["a.xlsx", "--unit", "无此单位"], "没有单位“无此单位”，请核对编号或者全称。"),
        (
            ["a.xlsx", "--unit", "全市"],
            "没有信访举报部门，不能登记信访举报；请先建立单位和部门，或者用--unit另选单位。",
        ),
        (["a.xlsx", "--by", "nobody"], "没有启用的账号“nobody”，请核对。"),
    ],
)
def test_wrong_words_are_one_sentence(people, words, said):
    result = run("import", "complaints", *words)

    assert (result.exit_code, result.stderr.strip()) == (1, said)


def test_several_petition_departments_need_the_unit(register, people):
    Department.objects.create(unit=people.top, name="信访室", short="信访室", role="petition_dept")

    result = run("import", "complaints", register)
    assert (result.exit_code, result.stderr.strip()) == (
        1, "有几个信访举报部门：临江市纪委监委、临江市；请用--unit写明导入哪个单位。",
    )  # fmt: skip
    assert run("import", "complaints", register, "--unit", people.unit.pk).exit_code == 0


def test_officer_without_power_is_named_before_anything_is_written(register, people):
    result = run("import", "complaints", register, "--by", people.officers["承办李"].username)

    assert result.exit_code == 1
    assert result.stderr.startswith(
        "登记人在2023-03-05等2天没有信访举报部门的职务，不能登记当日的信访举报；请用--by另选"
    )
    assert not Matter.objects.exists()


def test_sample_can_be_written_and_imported(tmp_path, people):
    assert run("import", "sample", tmp_path / "a.xlsx", "--no-faults").exit_code == 0

    result = run("import", "complaints", tmp_path / "a.xlsx")
    assert result.stdout.splitlines()[-1] == "新登记300件，补记结果0件，跳过已有0件。"


def test_export_gives_the_register_back(register, tmp_path, people):
    run("import", "complaints", register)

    out = tmp_path / "out.xlsx"
    assert (
        run("export", "register", "complaint", out, "--unit", "市纪委监委").stdout.strip()
        == f"已写入{out}：2件。"
    )
    assert run("export", "register", "lead", out).stdout.strip() == f"已写入{out}：0件。"


def test_export_of_what_is_not_there_is_one_sentence(tmp_path, people):
    assert run("export", "register", "dog", tmp_path / "a.xlsx").stderr.startswith(
        "没有事项种类“dog”，可用：accountability（"
    )
    assert run("export", "register", "lead", tmp_path / "none" / "a.xlsx").stderr.strip() == (
        f"不能写到{tmp_path}/none/a.xlsx：请写已有目录中的.xlsx文件。"
    )
