"""From a letter on the clerk's table to a sanction that is announced, through the pages, in a real browser."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.journeys import lives
from tests.journeys.desk import Matter, Team
from tests.journeys.lives import Subject
from tests.journeys.windows import Chromium

pytestmark = pytest.mark.django_db(transaction=True)

SUBJECT = Subject("贺某", "桥头镇人民政府", "副镇长")
TITLE = "反映桥头镇副镇长违规领取农机补贴问题"
REPORTER, PHONE = "何桂兰", "10012345678"


@pytest.fixture
def team(people, chromium, live_server) -> Iterator[Team]:
    found = Team(people, lambda: Chromium(chromium, live_server.url))
    yield found
    for officer in found.here.values():
        officer.window.close()


def test_a_report_becomes_a_sanction_that_is_announced(team, day):
    day(date(2025, 7, 1))
    report = _registered(team)
    lives.handed_over(team, report)

    day(date(2025, 7, 3))
    lead = lives.lead(team, report, SUBJECT, TITLE)

    day(date(2025, 7, 14))
    _disposed(team, lead)

    day(date(2025, 8, 20))
    lives.verified(team, lead, SUBJECT, "2025-08-20")
    case = lives.filed(team, lead, SUBJECT, "2025-08-20")

    day(date(2025, 9, 2))
    lives.investigated(team, case, "2025-09-02")

    day(date(2025, 9, 8))
    _panel_refused(team, case)
    lives.tried(team, case, "2025-09-08")

    day(date(2025, 9, 22))
    execution = _sanctioned(team, case)

    day(date(2025, 9, 29))
    _announced(team, execution)

    assert {name: officer.window.wrong for name, officer in team.here.items() if officer.window.wrong} == {}
    assert [officer.window.stored() for officer in team.here.values()] == [[0, 0, 0, 0]] * len(team.here)


def _registered(team: Team) -> Matter:
    """A signed letter: typed by one, compared with the original by another; who wrote it is sealed at once."""
    clerk = team["信访孙"]
    report = clerk.registers(
        "complaint", 标题=TITLE, 举报内容="该镇副镇长贺某用他人身份证领取农机补贴四万元。", 渠道="来信", 来源="本级受理", 内容类别="检举控告类",
        是否实名=True, 是否重复=False, 被举报人=SUBJECT.mention, 被举报人职级="乡科级", 问题类别="违反廉洁纪律",
        举报人姓名=REPORTER, 联系电话=PHONE, 附件="来信.pdf",
    )  # fmt: skip
    team["信访主任周"].does(report, "复核录入", 录入与原件是否一致=True)
    words = clerk.reads(report)
    assert "举报人" in words and "已封存" in words
    assert REPORTER not in words and PHONE not in words
    clerk.does(report, "受理")
    clerk.does(report, "告知受理情况", 告知反馈方式="电话告知", 告知反馈记录="已电话告知受理。")
    return report


def _disposed(team: Team, lead: Matter) -> None:
    """The first proposal goes back and is made again; who proposes does not approve."""
    handler, head = team["承办李"], team["主任张"]
    lives.disposed(team, lead, "2025-07-14", "谈话函询")
    handler.cannot_decide(head.asked(lead), "本件待承办部门（室）主要负责人审批。")
    head.returns(lead, "反映具体、可查，请改提初步核实。")
    assert "反映具体、可查，请改提初步核实。" in handler.reads(lead)
    lives.disposed(team, lead, "2025-07-14", "初步核实")
    team.approve(lead, "主任张", "常委钱")


def _panel_refused(team: Team, case: Matter) -> None:
    """Trial takes two officers, and nobody who investigated."""
    team["审理主任韩"].is_refused(
        case, "受理审理", "不少于2人，现有1人", {lives.MEMBERS: ["审理蒋"]}, 承办人="审理蒋"
    )
    team["审理主任韩"].is_refused(
        case,
        "受理审理",
        "调查陈：审查调查人员不得参与同一案件的审理",
        {lives.MEMBERS: ["审理蒋", "调查陈"]},
        承办人="审理蒋",
    )


def _sanctioned(team: Team, case: Matter) -> Matter:
    """The meeting decides: one officer enters its paper, another compares; then the sanction takes effect."""
    lives.proposed(team, case)
    enters = team["案管王"]
    address = enters.asked(case)
    enters.approves(case, "常委会会议同意。", 决定或者批件="常委会会议纪要.pdf")
    enters.cannot_decide(address, "本件待纪委常委会会议（核对确认）审批。")
    assert "会议审议" in enters.step(case)
    team["案管主任吴"].approves(case, "核对无误。")
    assert "逾期" not in team["审理蒋"].reads(case)
    assert "已作出处分决定" in team["审理蒋"].step(case)
    return team["审理蒋"].led_to(case, "处分执行")[0]


def _announced(team: Team, execution: Matter) -> None:
    """Both sanctions reach the person; the time of their effect runs."""
    judge = team["审理蒋"]
    form = judge.opens(execution, "宣布党纪处分决定")
    assert (
        " ".join(form.one("//div[@class='ground']/span[last()]").text_content().split())
        == "停止时限 宣布党纪处分"
    )
    judge.does(
        execution,
        "宣布党纪处分决定",
        宣布范围="所在单位全体党员",
        是否已归入本人档案=True,
        附件="宣布记录.pdf",
    )
    judge.does(
        execution,
        "送达政务处分决定",
        宣布范围="所在单位",
        是否已归入本人档案=True,
        是否已告知复审途径和期限=True,
        附件="送达回证.pdf",
    )
    assert "执行" in judge.step(execution)
    assert "政务处分期" in judge.window.one("//section[@id='clocks']").text_content()
