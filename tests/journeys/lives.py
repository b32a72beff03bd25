"""The ordinary course of a report, a lead and a case, act by act through the forms; each story adds what is its own."""

from typing import Any, NamedTuple

from tests.journeys.desk import Matter, Team


class Subject(NamedTuple):
    """Whom a matter is about."""

    name: str
    unit: str
    post: str

    @property
    def mention(self) -> str:
        return "，".join(self)


CONCERNED = "被反映人（已确认身份）"
MEMBERS = "审查调查组（审理组）成员"
BOTH, PANEL = ["调查陈", "调查褚"], ["审理蒋", "审理沈"]


def study(on: str, chair: str, *present: str) -> dict[str, Any]:
    return {"研究日期": on, "主持": chair, "参加": [chair, *present]}


def handed_over(team: Team, report: Matter) -> None:
    """An accepted report goes to the supervision office, whose head names the handler."""
    team["信访孙"].does(report, "移送承办部门", {"承办部门（室）": "二室"})
    team["主任张"].does(report, "签收", 承办人="承办李")
    team["案管王"].does(report, "案管部门签收通报")


def lead(team: Team, report: Matter, subject: Subject, title: str) -> Matter:
    """The report goes on as a lead, which case management assigns when the principal agrees."""
    team["承办李"].does(report, "转为问题线索", 标题=title, 反映内容摘要=title, 线索来源="信访举报", 被举报人=subject.mention,
                        被举报人职级="乡科级", 问题类别="违反廉洁纪律")  # fmt: skip
    found = team["案管王"].newest("lead")
    team["案管王"].does(found, "分办", {"承办部门（室）": "二室"}, 承办人="承办李")
    team["书记赵"].approves(found)
    return found


def disposed(team: Team, lead: Matter, on: str, way: str, **more: Any) -> None:
    """The way of disposal, proposed by the handler; who approves depends on the way."""
    team["承办李"].does(
        lead,
        "提出处置意见",
        处置方式=way,
        集体研究=study(on, "主任张", "承办李"),
        处置意见=f"建议{way}。",
        **more,
    )


def verified(team: Team, lead: Matter, subject: Subject, on: str) -> None:
    """Preliminary verification by two officers, which ends in the proposal to file."""
    handler = team["承办李"]
    handler.identifies(lead, 姓名=subject.name, 单位=subject.unit, 职务=subject.post, 身份="被反映人")
    handler.does(
        lead,
        "呈批初核方案",
        {CONCERNED: subject.name},
        核查组成员=["承办李", "承办郑"],
        初核方案="调取凭证，询问知情人。",
    )
    team.approve(lead, "主任张", "常委钱")
    handler.does(
        lead,
        "提出初核报告",
        核查结论="属实",
        参加人员=["承办李", "承办郑"],
        初核报告="反映的问题属实。",
        附件="初核报告.pdf",
    )
    handler.does(
        lead,
        "提出初核处置建议",
        处置建议="拟立案审查调查",
        集体研究=study(on, "主任张", "承办李"),
        分类处置意见="建议立案。",
    )
    team.approve(lead, "主任张", "常委钱", "书记赵")


def filed(team: Team, lead: Matter, subject: Subject, on: str) -> Matter:
    """The request for filing; with the last approval the case is there."""
    team["承办李"].does(
        lead, "呈批立案", {CONCERNED: subject.name, "案件承办部门（室）": "四室"}, 立案程序="立案审查调查", 是否同级党委管理的干部=False,
        被反映人职级="乡科级", 问题类别="违反廉洁纪律", 是否中共党员=True, 是否公职人员=True, 是否党员干部=True,
        案件承办人="调查陈", 集体研究=study(on, "主任张", "承办李"), 立案呈批报告="建议立案审查调查。", 附件="立案呈批报告.pdf",
    )  # fmt: skip
    team.approve(lead, "主任张", "常委钱", "书记赵")
    return team["案管王"].newest("case")


def investigated(team: Team, case: Matter, on: str) -> None:
    """Plan, facts shown, report signed, handed to trial."""
    handler = team["调查陈"]
    handler.does(case, "呈报审查调查方案", 是否严重违纪违法案件=False, 审查调查方案="分三步取证。")
    team.approve(case, "四室主任卫", "常委钱")
    handler.does(
        case,
        "事实材料与本人见面",
        共同承办人员=BOTH,
        事实材料="领取补贴四笔。",
        签署情况="签署并认可",
        附件="事实材料.pdf",
    )
    handler.does(case, "集体讨论并签署审查调查报告", 集体讨论=study(on, "四室主任卫", *BOTH), 审查调查报告="建议给予处分。",
                 报告签名人员=BOTH, 附件="审查调查报告.pdf")  # fmt: skip
    handler.does(case, "移送审理", {"承办部门（室）": "审理室"})
    team.approve(case, "四室主任卫", "常委钱", "书记赵")


def tried(team: Team, case: Matter, on: str) -> None:
    """Two officers of another department hear the person and report."""
    judge = team["审理蒋"]
    team["审理主任韩"].does(case, "受理审理", {MEMBERS: PANEL}, 承办人="审理蒋")
    judge.does(
        case,
        "告知事实依据并听取陈述申辩",
        共同承办人员=PANEL,
        陈述申辩="没有异议。",
        陈述申辩采纳情况="没有提出",
        附件="谈话笔录.pdf",
    )
    judge.does(case, "呈报审理报告", 集体讨论=study(on, "审理主任韩", *PANEL), 查明的违纪违法事实="冒领补贴四万元。", 审理意见="同意。",
               先行免职="不需要先行免职", 附件="审理报告.pdf")  # fmt: skip
    team.approve(case, "审理主任韩", "常委冯", "书记赵")


def proposed(team: Team, case: Matter) -> None:
    """A Party and a governmental sanction are proposed; to decide is for the meeting."""
    team["审理蒋"].does(
        case, "给予党纪处分和政务处分", {"是否同级党委委员、候补委员": False}, 党纪处分="严重警告", 政务处分="记大过", 是否同级党委管理的干部=False,
        决定后去向="结案", 查明的违纪违法事实="冒领补贴四万元。", 处分依据="依照条例和政务处分法。",
    )  # fmt: skip


def decided(team: Team, case: Matter) -> None:
    """What the meeting decided: one officer enters its paper, another compares."""
    team["案管王"].approves(case, "常委会会议同意。", 决定或者批件="常委会会议纪要.pdf")
    team["案管主任吴"].approves(case, "核对无误。")
