"""From a spreadsheet register to figures in a Word report: imported, worked to their ends, counted, led back to."""

import shutil
import subprocess
from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from mingjian.channels.sample import HEAD, write_sample
from mingjian.conf.commands import app, exchange, figures  # noqa: F401 - they add the commands
from mingjian.ledger.models import Matter as Row
from mingjian.report.pdf import to_pdf
from tests.journeys import lives, texts
from tests.journeys.desk import Matter, Officer, Team
from tests.journeys.lives import Subject
from tests.journeys.windows import Plain

pytestmark = pytest.mark.django_db(transaction=True)

OFFICE = Subject("郑某", "市粮食储备库", "科长")
HEADMAN = Subject("姜某某", "北渡乡", "副主任")
PARKS = Subject("沈某", "市园林管理处", "副局长")
FAULTS = [
    "第14行B列“收到日期”：没有填写",
    "第39行B列“收到日期”（2025.2.30）：没有这一天",
    "第66行B列“收到日期”（上半年）：不是日期",
    "第90行B列“收到日期”（2205-04-01）：晚于今天（2026-01-05）",
    "第103行P列“办结日期”（2024-12-01）：早于收到日期（2025-05-03）",
    "第135行C列“信访方式”（托人带话）：不认识这种渠道",
    "第152行O列“办理结果”（已核查清楚）：看不出结论",
    "第179行H列“联系电话”：长号码已被表格软件改成数值，末几位已经丢失",
    "第211行M列“主要内容”：没有填写",
    "第248行E列“是否实名”（待定）：不认识",
    "有10行存在错误，没有导入任何内容",
]
PETITIONS_2026 = "处置信访举报3件，其中1件属实，1件部分属实，1件不属实作了结处理；给予1名党员干部纪律处分。"
REPORTS, LEADS, CASE = (
    ["grave report", "talked report", "untrue report"],
    ["grave lead", "talked lead", "untrue lead"],
    ["case"],
)
ANNUAL = [  # every number of the yearly report as printed, what it counts, and the matters behind it
    ("3件", "petitions_concluded", REPORTS),
    ("1件", "petitions_concluded.by_outcome:substantiated", ["grave report"]),
    ("1件", "petitions_concluded.by_outcome:partly_substantiated", ["talked report"]),
    ("1件", "petitions_concluded.by_outcome:unsubstantiated", ["untrue report"]),
    ("1名", "member_cadres_party_sanctioned", CASE),
    ("0件次", "petitions_received", []),
    ("3件", "leads_disposed", LEADS),
    ("1件", "cases_filed", CASE),
    ("1件", "cases_closed", CASE),
    ("1人", "persons_sanctioned", CASE),
    ("1人", "party_sanctioned", CASE),
    ("1人", "gov_sanctioned", CASE),
    ("1人", "persons_sanctioned.by_rank:township", CASE),
    ("2人次", "form_uses", ["case", "talked lead"]),
    ("1人次", "form_uses.by_form:1", ["talked lead"]),
    ("50%", "form_uses.by_form:1", ["talked lead"]),
    ("1人次", "form_uses.by_form:2", CASE),
    ("50%", "form_uses.by_form:2", CASE),
    ("1件次", "inquiries", ["talked lead"]),
]
BULLETIN = [*ANNUAL[5:8], ("1人", "cases_filed.by_rank:township", CASE), *ANNUAL[9:18]]


@pytest.fixture
def team(people) -> Team:
    return Team(people, Plain)


def test_a_register_is_imported_worked_and_counted(team, day, tmp_path):
    day(date(2026, 1, 5))
    register = _imported(tmp_path)

    day(date(2026, 1, 6))
    untrue = _taken_up(team, OFFICE)
    day(date(2026, 1, 7))
    talked = _taken_up(team, HEADMAN)
    day(date(2026, 1, 8))
    grave = _taken_up(team, PARKS)

    day(date(2026, 1, 12))
    _closed(team, *untrue)
    _talked(team, *talked)
    day(date(2026, 2, 2))
    case = _sanctioned(team, day, *grave)

    day(date(2027, 1, 8))
    pairs = {"untrue": untrue, "talked": talked, "grave": grave}
    numbers = {
        one.number: f"{name} {what}"
        for name, pair in pairs.items()
        for one, what in zip(pair, ("report", "lead"), strict=True)
    }
    reader = team["案管主任吴"]
    _last_year(reader, register)
    _this_year(reader, {**numbers, case.number: "case"})
    _in_word(reader, tmp_path)
    _on_the_command_line(grave[0], talked[0], untrue[0])


def _imported(folder: Path) -> Path:
    """Faults are named, all of them, and nothing is kept; then every line is there once, however often it is imported."""
    faulty, right = folder / "台账（有误）.xlsx", folder / "台账.xlsx"
    write_sample(faulty, year=2025)
    write_sample(right, year=2025, faults=False)

    said = _run("import", "complaints", faulty, code=1).stderr.splitlines()
    assert [line.partition("；")[0] for line in said] == FAULTS
    assert not Row.objects.exists()

    assert _last_line("import", "complaints", right) == "新登记300件，补记结果0件，跳过已有0件。"
    assert _last_line("import", "complaints", right) == "新登记0件，补记结果0件，跳过已有300件。"
    assert Row.objects.count() == 300
    return right


def _taken_up(team: Team, about: Subject) -> tuple[Matter, Matter]:
    """An open line of the old register becomes a report in work, and its lead is with the second office."""
    clerk = team["信访孙"]
    report = clerk.searches("complaint", about.unit + about.name)
    clerk.does(report, "复核录入", 录入与原件是否一致=True)
    clerk.does(report, "受理")
    lives.handed_over(team, report)
    return report, lives.lead(team, report, about, f"反映{about.unit}{about.name}问题")


def _closed(team: Team, report: Matter, lead: Matter) -> None:
    """Not borne out, and closed; what is not borne out passes case management."""
    lives.disposed(
        team, lead, "2026-01-12", "予以了结", 了结理由="反映问题不实", 核查结论="不属实", 是否需要澄清=False
    )
    team.approve(lead, "主任张", "案管主任吴", "常委钱")
    team["承办李"].does(report, "办结", 核查结论="不属实", 办理情况及结论="经核查，反映的问题不属实。")
    team.approve(report, "主任张", "案管主任吴", "常委钱")


def _talked(team: Team, report: Matter, lead: Matter) -> None:
    """A talk, and a reminder."""
    handler, head, both = team["承办李"], team["主任张"], ["主任张", "承办李"]
    lives.disposed(team, lead, "2026-01-12", "谈话函询")
    team.approve(lead, "主任张", "常委钱")
    handler.does(
        lead,
        "呈批谈话（函询）方案",
        {"谈话（函询）方案": "就操办婚宴问题与本人谈话。"},
        谈话或者函询="谈话",
        工作预案="控制知悉范围。",
    )
    team.approve(lead, "主任张", "常委钱")
    head.does(lead, "进行谈话", 谈话人="主任张", 参加人员=both, 谈话地点="本机关谈话室", 附件="谈话笔录.pdf")
    handler.does(lead, "报告情况并提出处置意见", 谈话函询结果="谈话提醒、批评教育、责令检查、诫勉", 核查结论="部分属实",
                 集体研究=lives.study("2026-01-12", *both), 情况报告和处置意见="本人承认收受礼金，已退还。")  # fmt: skip
    team.approve(lead, "主任张", "常委钱")
    head.does(
        lead,
        "实施谈话提醒、批评教育、责令检查、诫勉",
        第一种形态措施="谈话提醒",
        谈话人="主任张",
        参加人员=both,
        附件="谈话提醒记录.pdf",
    )
    handler.does(report, "办结", 核查结论="部分属实", 办理情况及结论="收受礼金一节属实，已谈话提醒。")
    team.approve(report, "主任张", "常委钱")


def _sanctioned(team: Team, day, report: Matter, lead: Matter) -> Matter:
    """Verified, filed, tried, decided; lead and report are concluded when the case is."""
    lives.disposed(team, lead, "2026-02-02", "初步核实")
    team.approve(lead, "主任张", "常委钱")
    day(date(2026, 3, 9))
    lives.verified(team, lead, PARKS, "2026-03-09")
    case = lives.filed(team, lead, PARKS, "2026-03-09")
    day(date(2026, 3, 16))
    lives.investigated(team, case, "2026-03-16")
    day(date(2026, 3, 18))
    lives.tried(team, case, "2026-03-18")
    day(date(2026, 4, 1))
    lives.proposed(team, case)
    assert [shut for officer in team.here.values() for shut in officer.shut(report, lead, case)] == []
    lives.decided(team, case)
    team["承办李"].does(lead, "立案后办结")
    team["承办李"].does(report, "办结", 核查结论="属实", 办理情况及结论="经核查属实，已给予处分。")
    team.approve(report, "主任张", "常委钱")
    return case


def _last_year(reader: Officer, register: Path) -> None:
    """The register as it was kept: every line received, its results as the sheet has them, and no lead invented."""
    rows = [
        dict(zip(HEAD, row, strict=True))
        for row in CalamineWorkbook.from_path(register).get_sheet_by_index(0).to_python()[2:302]
    ]
    said = Counter(row["办理结果"] for row in rows if row["办理结果"])
    untrue, printed = (
        said["不属实"] + said["经查不属实，予以了结"],
        reader.visits("/annual/?period=2025").words(),
    )

    assert (
        f"处置信访举报{said.total()}件，其中{said['属实']}件属实，{said['基本属实']}件基本属实，{said['部分属实']}件部分属实，"
        f"{untrue}件不属实作了结处理，{said['查无实据']}件"
    ) in printed
    assert {run.text for run in texts.numbers(reader) if "leads" in run.get("href")} == {"0件"}
    received = next(run for run in texts.numbers(reader) if "/petitions_received/" in run.get("href"))
    assert received.text == "300件次"
    assert sorted(texts.opened(reader, received)) == sorted(
        f"临纪信〔2025〕{number}号" for number in range(1, 301)
    )


def _this_year(reader: Officer, names: dict[str, str]) -> None:
    """Each number of both texts leads, through what it counts, to exactly the matters that it counts."""
    for address, wanted in (
        ("/annual/?period=2026", ANNUAL),
        ("/bulletin/?edition=S4&period=2026", BULLETIN),
    ):
        reader.visits(address)
        found = [
            (run.text, texts.figure(run), sorted(names[number] for number in texts.opened(reader, run)))
            for run in texts.numbers(reader)
        ]
        assert found == wanted


def _in_word(reader: Officer, folder: Path) -> None:
    """The file of the page is a Word file on official paper, which the office program opens."""
    reader.visits("/annual/?period=2026")
    link = reader.window.one("//main//a[text()='Word（公文格式）']")
    content = reader.window.client.get(link.get("href")).content
    document = Document(BytesIO(content))
    assert PETITIONS_2026 in [paragraph.text for paragraph in document.paragraphs]
    sheet = document.sections[0]
    assert [
        round(side.mm) for side in (sheet.page_width, sheet.page_height, sheet.top_margin, sheet.left_margin)
    ] == [210, 297, 37, 28]
    if shutil.which("soffice") and shutil.which("pdftotext"):
        (folder / "年度报告.docx").write_bytes(content)
        pdf = to_pdf([folder / "年度报告.docx"])[0]
        printed = subprocess.run(
            ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
        ).stdout
        assert "处置信访举报3件，其中1件属实" in "".join(printed.split())


def _on_the_command_line(*reports: Matter) -> None:
    said = _run("figure", "petitions_concluded", "--period", "2026", "--records").stdout.splitlines()
    assert said[1] == "处置信访举报　3件"
    assert sorted(line.strip() for line in said[2:]) == sorted(report.number for report in reports)


def _run(*words: object, code: int = 0):
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result


def _last_line(*words: object) -> str:
    return _run(*words).stdout.splitlines()[-1]
