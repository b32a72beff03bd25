"""From a spreadsheet register to figures in a Word report: imported, worked to their ends, counted, led back to."""

from datetime import date

import pytest
from typer.testing import CliRunner

from mingjian.channels.sample import write_sample
from mingjian.conf.commands import app, exchange, figures  # noqa: F401 - they add the commands
from mingjian.ledger.models import Matter as Row
from mingjian.report.issuing import issue
from mingjian.report.trace import trace
from tests.journeys import lives
from tests.journeys.desk import Matter, Team
from tests.journeys.lives import Subject
from tests.journeys.windows import Plain

pytestmark = pytest.mark.django_db(transaction=True)

YEAR = 2025
FAULTS = 10  # deliberate ones in the sample
OFFICE = Subject("郑某", "市粮食储备库", "科长")
HEADMAN = Subject("姜某某", "北渡乡", "副主任")
LAST_WORD = {"不属实": ("主任张", "案管主任吴", "常委钱")}  # what is not borne out passes case management
PARKS = Subject("沈某", "市园林管理处", "副局长")


def run(*words, code: int = 0):
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def team(people) -> Team:
    return Team(people, Plain)


def test_a_register_is_imported_worked_and_counted(team, day, tmp_path):
    day(date(2026, 1, 5))
    _imported(tmp_path)

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
    _sanctioned(team, day, *grave)

    day(date(2027, 1, 8))
    for edition in ("annual", "S4"):
        _opens_to_its_records(edition)
    counted = {item.figure for item in trace(issue("annual", period="2026", records=True).text)}
    assert "persons_sanctioned" in counted


def _opens_to_its_records(edition: str) -> None:
    """Every counted number of the text leads back to exactly as many records, each with its matter."""
    made = issue(edition, period="2026", records=True)
    for item in trace(made.text):
        if item.unit == "%":
            continue
        records = made.answer.records(item.figure)
        assert len(records) == item.value, item.figure
        assert all(record.number for record in records), item.figure


def _taken_up(team: Team, about: Subject) -> tuple[Matter, Matter]:
    """An open line of the old register becomes a report in work, and its lead is with the second office."""
    clerk = team["信访孙"]
    report = clerk.searches("complaint", about.unit + about.name)
    if "待复核录入" in clerk.step(report):
        clerk.does(report, "复核录入", 录入与原件是否一致=True)
    clerk.does(report, "受理")
    lives.handed_over(team, report)
    return report, lives.lead(team, report, about, f"反映{about.unit}{about.name}问题")


def _closed(team: Team, report: Matter, lead: Matter) -> None:
    """Not borne out, and closed."""
    lives.disposed(
        team, lead, "2026-01-12", "予以了结", 了结理由="反映问题不实", 核查结论="不属实", 是否需要澄清=False
    )
    team.approve(lead, "主任张", "案管主任吴", "常委钱")
    _concluded(team, report, "不属实")


def _talked(team: Team, report: Matter, lead: Matter) -> None:
    """A talk, and a reminder."""
    handler, head = team["承办李"], team["主任张"]
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
    head.does(
        lead,
        "进行谈话",
        谈话人="主任张",
        参加人员=["主任张", "承办李"],
        谈话地点="本机关谈话室",
        附件="谈话笔录.pdf",
    )
    handler.does(
        lead,
        "报告情况并提出处置意见",
        谈话函询结果="谈话提醒、批评教育、责令检查、诫勉",
        核查结论="部分属实",
        集体研究=lives.study("2026-01-12", "主任张", "承办李"),
        情况报告和处置意见="本人承认收受礼金，已退还。",
    )
    team.approve(lead, "主任张", "常委钱")
    head.does(
        lead,
        "实施谈话提醒、批评教育、责令检查、诫勉",
        第一种形态措施="谈话提醒",
        谈话人="主任张",
        参加人员=["主任张", "承办李"],
        附件="谈话提醒记录.pdf",
    )
    _concluded(team, report, "部分属实")


def _sanctioned(team: Team, day, report: Matter, lead: Matter) -> None:
    """Verified, filed, tried, decided; the report is concluded when the case is."""
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
    lives.decided(team, case)
    team["承办李"].does(lead, "立案后办结")
    _concluded(team, report, "属实")


def _concluded(team: Team, report: Matter, outcome: str) -> None:
    team["承办李"].does(report, "办结", 核查结论=outcome, 办理情况及结论=f"经核查，反映的问题{outcome}。")
    team.approve(report, *LAST_WORD.get(outcome, ("主任张", "常委钱")))


def _imported(folder) -> None:
    """Faults are named, all of them, and nothing is kept; then everything is there once, however often it is imported."""
    faulty, right = folder / "台账（有误）.xlsx", folder / "台账.xlsx"
    write_sample(faulty, year=YEAR)
    write_sample(right, year=YEAR, faults=False)

    said = run("import", "complaints", faulty, code=1).stderr.splitlines()
    assert sum("行" in line for line in said) >= FAULTS
    assert not Row.objects.exists()

    assert (
        run("import", "complaints", right).stdout.splitlines()[-1]
        == "新登记300件，补记结果0件，跳过已有0件。"
    )
    assert (
        run("import", "complaints", right).stdout.splitlines()[-1]
        == "新登记0件，补记结果0件，跳过已有300件。"
    )
    assert Row.objects.count() == 300
