"""The walk: a letter out of scope, closed by the clerk; and a report that becomes a lead, a case and a sanction, act by act.

What the pages refuse ends the walk. Days are those of the demo city, which stands at the end of 2023.
"""

from collections.abc import Callable
from datetime import date

from tests.journeys import lives
from tests.journeys.desk import Matter
from tests.journeys.filling import fill
from tests.journeys.lives import Subject
from tests.manual.newcomers import Commission, Newcomer

SUBJECT = Subject("贺某", "桥头镇人民政府", "副镇长")
TITLE = "反映桥头镇副镇长违规领取农机补贴问题"
Turn = Callable[[date], None]


def walk(team: Commission, turn: Turn) -> None:
    """From the first sign-in of five newcomers to the first matter that each has closed or seen closed."""
    turn(date(2024, 1, 2))
    clerk = team["信访孙"]
    _looked_around(clerk)
    _refused(team, clerk)
    report = _taken_in(team, clerk)
    turn(date(2024, 1, 4))
    lead = lives.lead(team, report, SUBJECT, TITLE)
    _supervised(team, lead)
    turn(date(2024, 2, 19))
    lives.verified(team, lead, SUBJECT, "2024-02-19")
    case = _filed(team, lead)
    turn(date(2024, 3, 4))
    team.cast["常委钱"] = "leader2"  # in charge of the investigation office
    lives.investigated(team, case, "2024-03-04")
    team.cast["常委钱"] = "leader"
    turn(date(2024, 3, 11))
    _tried(team, case)
    turn(date(2024, 3, 25))
    _sanctioned(team, case)
    _concluded(team, report, lead)
    turn(date(2024, 3, 26))
    _audited(team, report)


def _looked_around(clerk: Newcomer) -> None:
    """The desk of the first day, the register, the help."""
    clerk.visits("/")
    clerk.picture("clerk-desk")
    clerk.visits("/register/complaint/")
    clerk.picture("clerk-complaints")
    clerk.visits("/help/")
    clerk.picture("help")


def _refused(team: Commission, clerk: Newcomer) -> None:
    """A wage dispute is not for the commission: the head agrees, the writer is told, the matter is closed."""
    letter = clerk.registers(
        "complaint", 标题="请求追讨工资", 举报内容="包工头拖欠三个月工资，请求帮助讨要。", 渠道="来信", 来源="本级受理",
        内容类别="业务范围外", 是否实名=True, 是否重复=False, 举报人姓名="龚立春", 联系电话="10012340000", 附件="来信.pdf",
    )  # fmt: skip
    team["信访主任周"].does(letter, "复核录入", 录入与原件是否一致=True)
    clerk.does(
        letter, "不予受理", 不予受理情形="应当通过诉讼、仲裁、行政裁决、行政复议等途径解决", 理由="属劳动报酬争议。",
        应当反映的机关或者途径="劳动保障监察机构；劳动人事争议仲裁委员会",
    )  # fmt: skip
    team.approve(letter, "信访主任周")
    clerk.does(
        letter,
        "告知不予受理",
        告知反馈方式="电话告知",
        告知反馈记录="已电话说明应当反映的途径，来信人表示清楚。",
    )
    assert "不予受理" in clerk.step(letter)
    clerk.picture("clerk-closed")


def _taken_in(team: Commission, clerk: Newcomer) -> Matter:
    """A signed letter: typed by one, compared by another, accepted, its writer told, handed to the supervision office."""
    report = clerk.registers(
        "complaint", 标题=TITLE, 举报内容="该镇副镇长贺某用他人身份证领取农机补贴四万元。", 渠道="来信", 来源="本级受理",
        内容类别="检举控告类", 是否实名=True, 是否重复=False, 被举报人=SUBJECT.mention, 被举报人职级="乡科级",
        问题类别="违反廉洁纪律", 举报人姓名="何桂兰", 联系电话="10012345678", 附件="来信.pdf",
    )  # fmt: skip
    team["信访主任周"].does(report, "复核录入", 录入与原件是否一致=True)
    clerk.does(report, "受理")
    clerk.does(report, "告知受理情况", 告知反馈方式="电话告知", 告知反馈记录="已电话告知受理。")
    lives.handed_over(team, report)
    return report


def _supervised(team: Commission, lead: Matter) -> None:
    """The way of disposal, proposed by the handler, agreed by the head and the leader in charge."""
    supervisor = team["承办李"]
    supervisor.visits("/")
    supervisor.picture("supervisor-desk")
    lives.disposed(team, lead, "2024-01-04", "初步核实")
    team.approve(lead, "主任张", "常委钱")


def _filed(team: Commission, lead: Matter) -> Matter:
    """The secretary is the last to agree to filing: from his desk to the page of the proposal."""
    secretary = team["书记赵"]

    def shown(proposal: str) -> None:
        secretary.picture("secretary-list")
        secretary.visits(proposal)
        secretary.picture("secretary-proposal")

    secretary.before["approve"] = shown
    case = lives.filed(team, lead, SUBJECT, "2024-02-19")
    secretary.picture("secretary-approved")
    return case


def _tried(team: Commission, case: Matter) -> None:
    judge = team["审理蒋"]
    lives.tried(team, case, "2024-03-11")
    judge.visits("/")
    judge.picture("trial-desk")


def _sanctioned(team: Commission, case: Matter) -> None:
    """The meeting decides, the decision is announced, both sanctions run."""
    judge = team["审理蒋"]
    lives.proposed(team, case)
    lives.decided(team, case)
    execution = judge.led_to(case, "处分执行")[0]
    judge.does(
        execution,
        "宣布党纪处分决定",
        宣布范围="所在单位全体党员",
        是否已归入本人档案=True,
        附件="宣布记录.pdf",
    )
    judge.does(execution, "送达政务处分决定", 宣布范围="所在单位", 是否已归入本人档案=True, 是否已告知复审途径和期限=True,
               附件="送达回证.pdf")  # fmt: skip
    judge.visits(case.path)
    judge.picture("trial-case")


def _concluded(team: Commission, report: Matter, lead: Matter) -> None:
    """Lead and report end when the case is decided, and whoever signed is told the result."""
    supervisor = team["承办李"]
    supervisor.does(lead, "立案后办结")
    supervisor.does(report, "办结", 核查结论="属实", 办理情况及结论="经核查属实，已给予处分。")
    team.approve(report, "主任张", "常委钱")
    supervisor.does(report, "反馈办理结果", 告知反馈方式="电话告知", 告知反馈记录="已当面反馈办理结果。")
    assert "已办结" in supervisor.step(report)
    supervisor.picture("supervisor-closed")


def _audited(team: Commission, report: Matter) -> None:
    """The auditor sees numbers and codes, verifies the chain of the closed report, reads who did what."""
    auditor = team["审计"]
    auditor.visits("/")
    auditor.picture("auditor-desk")
    auditor.visits("/verify/")
    auditor.picture("auditor-verification")
    fill(auditor.window, {"事项编号": report.number})
    auditor.window.press(auditor.window.one("//main//button[normalize-space()='核验一件']"))
    assert report.number in auditor.window.words() and "一致" in auditor.window.words(), (
        auditor.window.words()
    )
    auditor.picture("auditor-verified")
