"""The frame round the sample pages."""

from mingjian.web.shared.frame import Frame, MenuGroup
from mingjian.web.shared.parts import Link

GATES = {"sign-in", "sign-in-failed", "second-step", "step-up", "elsewhere"}


def sample_frame(name: str) -> Frame:
    """The frame of an officer; before sign-in only the commission and the language."""
    if name in GATES:
        return Frame(commission="清川市纪委监委", language="/i18n/setlang/", shortcuts=False, demo=True)
    here = f"/styleguide/{name}/"

    def link(label: str, page: str, count: int | None = None, key: str = "") -> Link:
        href = f"/styleguide/{page}/" if page else "/styleguide/"
        return Link(label, href, current=href == here, count=count, key=key)

    menu = (
        MenuGroup(
            "工作台",
            (link("我的工作", "desk", 12, "d"), link("待我审批", "approvals", 3, "a"), link("待阅", "", 5)),
        ),
        MenuGroup(
            "办理",
            (
                link("信访举报", "", key="r1"),
                link("问题线索", "register", key="r2"),
                link("审查调查", "", key="r3"),
                link("案件审理", "", key="r4"),
                link("处分执行", "", key="r5"),
                link("申诉复查", "", key="r6"),
            ),
        ),
        MenuGroup(
            "监督",
            (
                link("政治监督", ""),
                link("日常监督", ""),
                link("四风", ""),
                link("巡察", ""),
                link("责任制", ""),
                link("整改督办", ""),
                link("建议书", ""),
            ),
            folds=True,
        ),
        MenuGroup("对象", (link("单位", ""), link("廉政档案", ""))),
        MenuGroup(
            "统计", (link("数据看板", "figures", key="t"), link("通报", "report"), link("年度报告", ""))
        ),
        MenuGroup("依据", (link("规程法规", "lawbook"), link("存证核验", ""))),
    )
    return Frame(
        commission="清川市纪委监委",
        officer="李明远",
        department="第二监督检查室",
        home="/styleguide/desk/",
        menu=menu,
        search="/styleguide/register/",
        intake=Link("登记收件", "/styleguide/act-form/"),
        reminders=Link("提醒", "/styleguide/desk/", count=3),
        account=(Link("个人设置", "/styleguide/"), Link("我的导出", "/styleguide/")),
        sign_out="/styleguide/sign-in/",
        language="/i18n/setlang/",
        phone="8001",
        help="/styleguide/",
        version="0.1",
        lawbook="2026-11-01",
        journalled=name in {"matter", "approval", "approval-sheet"},
        demo=True,
        idle_seconds=1800,
        stay="/styleguide/desk/",
    )
