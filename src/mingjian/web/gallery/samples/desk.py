"""Sample of the desk."""

from datetime import date, datetime

from mingjian.web.desk.pages import Beside, CalendarLine, Desk, LampCount, Written
from mingjian.web.shared.lamps import Lamp, lamp
from mingjian.web.shared.parts import Cell, Column, Empty, Head, Link, Notice, Pager, Row, Table, Tag

MATTER, HERE = "/styleguide/matter/", "/styleguide/desk/"
TABS = (
    Link("待办", HERE, current=True, count=12),
    Link("待批", "/styleguide/approvals/", count=3),
    Link("待阅", HERE, count=5),
    Link("在办（等他人）", HERE, count=9),
    Link("已办", HERE),
)


def lines() -> tuple[tuple[Lamp, str, str, str, str, str, date | None], ...]:
    """Lamp, number, title, kind, step, what to do, due day; the lamps speak the reader's language."""
    return (
        (
            lamp(left=-3, unit="workday"),
            "清纪信〔2026〕410号",
            "反映柳溪镇低保资金发放问题",
            "信访举报",
            "已受理",
            "告知实名举报人受理情况",
            date(2026, 11, 18),
        ),
        (
            lamp(left=-1),
            "清纪改〔2026〕27号",
            "市水务局工程变更审批不规范",
            "整改督办",
            "整改中",
            "核验整改情况",
            date(2026, 11, 22),
        ),
        (
            lamp(left=0),
            "清纪线〔2026〕119号",
            "反映某街道办违规招聘问题",
            "问题线索",
            "已分办",
            "提出处置意见",
            date(2026, 11, 23),
        ),
        (
            lamp(left=3),
            "清纪线〔2026〕128号",
            "反映市市场监管局副局长周某违规发放津补贴问题",
            "问题线索",
            "已分办",
            "提出处置意见",
            date(2026, 11, 26),
        ),
        (
            lamp(left=3, unit="workday"),
            "清纪改〔2026〕31号",
            "市文旅局采购程序整改",
            "整改督办",
            "整改中",
            "核验整改情况",
            date(2026, 11, 26),
        ),
        (
            lamp(left=4),
            "清纪线〔2026〕131号",
            "反映南屏区某局公车私用问题",
            "问题线索",
            "已分办",
            "提出处置意见",
            date(2026, 11, 27),
        ),
        (
            lamp(left=18),
            "清纪案〔2026〕22号",
            "",
            "审查调查",
            "审查调查",
            "报送审查调查报告",
            date(2026, 12, 11),
        ),
        (
            lamp(left=22),
            "清纪谈〔2026〕45号",
            "2026年第四季度日常监督谈话",
            "日常监督",
            "已安排",
            "填写谈话记录",
            date(2026, 12, 15),
        ),
        (
            lamp(left=26),
            "清纪建〔2026〕12号",
            "关于规范国企招投标的纪检监察建议",
            "建议书",
            "待回复",
            "核对整改回复",
            date(2026, 12, 19),
        ),
        (
            lamp(left=40, reference=True),
            "清纪线〔2026〕97号",
            "反映某学校食堂采购问题",
            "问题线索",
            "初步核实",
            "报送初核情况报告",
            date(2027, 1, 2),
        ),
        (lamp(paused="退补", left=1), "清纪案〔2026〕9号", "", "案件审理", "退回补充", "等待补充材料", None),
        (lamp(), "清纪约〔2026〕6号", "约谈青阳县教育局", "日常监督", "已登记", "安排约谈", None),
    )


COLUMNS = (
    Column(label="时限", kind="lamp"),
    Column(label="事项", kind="head"),
    Column(label="种类", essential=False),
    Column(label="环节"),
    Column(label="要做什么"),
    Column(label="到期", kind="day"),
)


def desk() -> Desk:
    rows = tuple(
        Row(
            key=number,
            late=light.kind == "overdue",
            cells=(
                Cell(lamp=light),
                Cell(words=number, href=MATTER, sub=title, fresh=number.endswith("131号")),
                Cell(words=kind),
                Cell(tag=Tag(step, "info")),
                Cell(words=todo, href="/styleguide/act-form/"),
                Cell(day=due),
            ),
        )
        for light, number, title, kind, step, todo, due in lines()
    )
    last = "上次登录：2026-11-20 08:31，来自第二监督检查室03号机。"
    return Desk(
        head=Head(
            title="我的工作", notices=(Notice(last, "info", Link("不是您本人？", HERE), dismiss=HERE),)
        ),
        today="今天2026年11月23日 星期一 · 第48周 · 工作日",
        lamps=(
            LampCount(Lamp("overdue", "红灯"), "件超期", 2, HERE),
            LampCount(Lamp("near", "黄灯"), "件将到期", 4, HERE),
            LampCount(Lamp("running", "绿灯"), "件在期", 4, HERE),
            LampCount(Lamp("paused", "已暂停"), "件", 1, HERE),
            LampCount(Lamp("overdue", "本室红灯"), "件", 4, HERE),
        ),
        tabs=TABS,
        scopes=(Link("我的", HERE, current=True), Link("本室", HERE)),
        sorts=(Link("按到期先后", HERE, current=True), Link("按登记先后", HERE), Link("按编号", HERE)),
        table=Table(caption="待办事项，按到期先后", columns=COLUMNS, rows=rows),
        pager=Pager(first=1, last=12, total=12),
        printing=HERE,
        exporting=HERE,
        beside="/styleguide/desk-beside/",
    )


def desk_empty() -> Desk:
    return Desk(
        head=Head(title="我的工作"),
        today="今天2026年11月23日 星期一 · 第48周 · 工作日",
        lamps=tuple(
            LampCount(Lamp(k, w), label, 0, HERE)
            for k, w, label in (
                ("overdue", "红灯", "件超期"),
                ("near", "黄灯", "件将到期"),
                ("running", "绿灯", "件在期"),
            )
        ),
        tabs=TABS,
        table=Table(
            caption="待办事项",
            columns=COLUMNS,
            empty=Empty(
                words="目前没有要您办理的事项。",
                usual="最近的期限：2026-12-11，清纪案〔2026〕22号。",
                links=(Link("去看在办事项", HERE),),
            ),
        ),
    )


def beside() -> Beside:
    """Written lately, drafts, two weeks."""
    return Beside(
        head=Head(title="最近写入"),
        written=(
            Written(
                at=datetime(2026, 11, 23, 9, 12),
                who="王知秋",
                matter=Link("清纪线〔2026〕126号", MATTER),
                act="审批：同意",
            ),
            Written(
                at=datetime(2026, 11, 22, 16, 40),
                who="我",
                matter=Link("清纪信〔2026〕402号", MATTER),
                act="登记",
            ),
            Written(
                at=datetime(2026, 11, 20, 11, 5),
                who="赵启明",
                matter=Link("清纪线〔2026〕131号", MATTER),
                act="补充材料",
            ),
        ),
        calendar=(
            CalendarLine(on=date(2026, 11, 26), weekday="四", words="处置意见1件、整改核验1件"),
            CalendarLine(on=date(2026, 11, 27), weekday="五", words="处置意见1件"),
            CalendarLine(on=date(2026, 12, 1), weekday="二", words="元旦春节节点部署；月报：八项规定"),
            CalendarLine(on=date(2026, 12, 5), weekday="六", words="—", is_rest=True),
        ),
        drafts=(Link("提出处置意见（128号，2026-11-22 17:40）", "/styleguide/act-form/"),),
        subscribe=HERE,
    )
