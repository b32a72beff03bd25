"""Sample of a matter with everything on it."""

from datetime import date, datetime

from mingjian.web.desk.pages import Matter, PersonLine, Section
from mingjian.web.shared.graph import Edge, Graph, Node
from mingjian.web.shared.lamps import lamp
from mingjian.web.shared.parts import (
    Action,
    Blocked,
    Cell,
    Chip,
    Cite,
    Clock,
    Column,
    Entry,
    Fact,
    Head,
    Link,
    Mark,
    Notice,
    Opinion,
    Row,
    Step,
    Table,
    Tag,
    Track,
)

HERE = "/styleguide/matter/"
RULES = Cite("《监督执纪工作规则》", "second_hand", "/styleguide/lawbook/")
LI = Chip("李明远", "二室 二级主任科员")


def track() -> Track:
    return Track(
        steps=(
            Step("已登记", "done", date(2026, 10, 23)),
            Step("已分办", "done", date(2026, 10, 26)),
            Step("提出处置意见", "current", due=date(2026, 11, 26)),
            Step("审批"),
            Step("谈话函询／初步核实／暂存待查／予以了结"),
            Step("办结"),
        ),
        returns=(Step("退回补正", "done", date(2026, 11, 3)),),
        href="/styleguide/lawbook/",
    )


def actions() -> tuple[Action, ...]:
    return (
        Action(
            label="提出处置意见",
            href="/styleguide/act-form/",
            primary=True,
            after="待审批",
            approval="室主任 → 分管领导",
            cite=RULES,
        ),
        Action(label="申请延长", href="/styleguide/act-form/"),
        Action(label="补充材料", href="/styleguide/act-form/"),
        Action(label="申请回避", href="/styleguide/act-form/"),
        Action(label="登记过问、打听情况", href="/styleguide/act-form/"),
    )


def blocked() -> tuple[Blocked, ...]:
    return (
        Blocked("初步核实", "须先“审批”确定处置方式"),
        Blocked("审批", "您是提出意见的人，不得审批（职责分离）"),
        Blocked("移送审理", "缺：立案决定", (Link("去登记", "/styleguide/act-form/"),)),
    )


def clocks() -> tuple[Clock, ...]:
    return (
        Clock(
            name="处置意见",
            lamp=lamp(left=3),
            due_on=date(2026, 11, 26),
            open=True,
            cite=RULES,
            calendar=HERE,
            facts=(
                Fact("规则", "收到线索后一个月内提出"),
                Fact("起算", "第3条 分办", href="#a3", day=date(2026, 10, 26)),
                Fact("停止", "提出处置意见"),
                Fact("谁能延长", "分管领导，一次"),
            ),
            lines=(
                "2026-10-26分办，首日不计",
                "一个月的对应日为2026-11-26",
                "2026-11-26星期四，工作日，不顺延",
            ),
        ),
        Clock(
            name="核查",
            lamp=lamp(left=51, reference=True),
            due_on=date(2027, 1, 13),
            cite=Cite("依据待核，仅提示", "unverified"),
            facts=(Fact("规则", "初步核实期限，依据待核"),),
        ),
        Clock(
            name="巡察移交反馈",
            lamp=lamp(left=19),
            due_on=date(2026, 12, 12),
            first_due_on=date(2026, 11, 12),
            facts=(Fact("规则", "三个月内反馈办理情况"), Fact("延长", "第11条，一次一个月", href="#a11")),
        ),
    )


def entries() -> tuple[Entry, ...]:
    return (
        Entry(
            number=14,
            on=date(2026, 11, 17),
            label="补充材料",
            by=LI,
            text="收到某局财务凭证复印件12页。",
            papers=(Link("凭证（扫描件）", HERE),),
            recorded_at=datetime(2026, 11, 20, 9, 12),
            state="fresh",
        ),
        Entry(
            number=13,
            on=date(2026, 11, 12),
            label="集体研究",
            by=Chip("张文礼", "二室主任"),
            facts=(Fact("主持", "张文礼"), Fact("参加", "李明远、赵启明、钱守正")),
            text="一致认为反映的发放津补贴事项时间、金额、文号具体，可以通过调取凭证核查；不宜直接谈话函询。",
            more="会议同时要求先向审计部门了解2025年度审计情况，注意保密范围。",
            papers=(Link("集体研究记录", HERE),),
        ),
        Entry(
            number=12,
            on=date(2026, 11, 5),
            label="更正",
            by=LI,
            text="更正第9条“涉嫌金额”：1.26万元改为12.6万元。理由：笔误。",
            state="correcting",
            other=Link("看第9条", "#a9"),
        ),
        Entry(
            number=11,
            on=date(2026, 11, 4),
            label="申请延长",
            result="同意",
            by=LI,
            text="巡察移交反馈期限延长一个月。",
            opinions=(Opinion("同意。", "分管领导 王知秋", date(2026, 11, 4)),),
            effects=("延长：巡察移交反馈",),
        ),
        Entry(
            number=10,
            on=date(2026, 11, 3),
            label="提出处置意见",
            result="退回补正",
            by=LI,
            text="建议采取谈话函询方式处置。",
            state="returned",
            opinions=(Opinion("请补充可查性分析后再报。", "室主任 张文礼", date(2026, 11, 3)),),
            cite=RULES,
        ),
        Entry(
            number=9,
            on=date(2026, 10, 30),
            label="登记问题线索要素",
            by=LI,
            facts=(Fact("问题类别", "违反中央八项规定精神"), Fact("涉嫌金额", "1.26万元")),
            state="corrected",
            other=Link("已由第12条更正", "#a12"),
        ),
        Entry(number=4, on=date(2026, 10, 27), label="送阅", by=LI, state="routine"),
        Entry(
            number=3,
            on=date(2026, 10, 26),
            label="分办",
            result="第二监督检查室",
            by=Chip("陈立本", "案件监督管理室主任"),
            opinions=(Opinion("同意分办。", "主要负责人 王知秋", date(2026, 10, 26)),),
            cite=Cite("《监督执纪工作规则》第二十三条", "read"),
            effects=("开始：处置意见",),
        ),
        Entry(
            number=2,
            on=date(2026, 10, 23),
            label="集中管理",
            by=Chip("陈立本", "案件监督管理室主任"),
            state="routine",
        ),
        Entry(
            number=1,
            on=date(2026, 10, 23),
            label="登记",
            by=Chip("何清", "案件监督管理室 四级主任科员"),
            text="由清巡移〔2026〕7号转来。",
        ),
    )


def lineage() -> Graph:
    return Graph(
        caption="本件的来龙去脉",
        nodes=(
            Node(
                key="i",
                kind="巡察",
                label="清巡〔2026〕3号",
                step="已反馈",
                href=HERE,
                lamp=lamp(left=1, done=True),
            ),
            Node(
                key="c",
                kind="信访举报",
                label="清纪信〔2026〕355号",
                step="已转办",
                href=HERE,
                lamp=lamp(left=2, done=True),
            ),
            Node(
                key="t",
                kind="巡察移交",
                label="清巡移〔2026〕7号",
                step="办理中",
                href=HERE,
                lamp=lamp(left=19),
            ),
            Node(
                key="m",
                kind="问题线索",
                label="清纪线〔2026〕128号",
                step="已分办",
                href=HERE,
                lamp=lamp(left=3),
                here=True,
            ),
            Node(
                key="r",
                kind="整改督办",
                label="清纪改〔2026〕33号",
                step="整改中",
                href=HERE,
                lamp=lamp(left=30),
            ),
            Node(
                key="a",
                kind="建议书",
                label="清纪建〔2026〕14号",
                step="待回复",
                href=HERE,
                lamp=lamp(paused="协商", left=1),
            ),
        ),
        edges=(
            Edge("i", "t", "移交"),
            Edge("c", "m", "转为线索"),
            Edge("t", "m", "转为线索"),
            Edge("m", "r", "转出"),
            Edge("r", "a", "提出建议"),
        ),
    )


def matter() -> Matter:
    documents = Table(
        caption="文书材料",
        columns=(
            Column(label="名称", kind="head"),
            Column(label="种类", essential=False),
            Column(label="日期", kind="day"),
            Column(label="页数", kind="num"),
            Column(label="随第几条", kind="num"),
            Column(label="大小", kind="num", essential=False),
        ),
        rows=(
            Row(
                cells=(
                    Cell(words="凭证（扫描件）", href=HERE),
                    Cell(words="书证"),
                    Cell(day=date(2026, 11, 17)),
                    Cell(words="12"),
                    Cell(words="14"),
                    Cell(words="3.1兆"),
                )
            ),
            Row(
                cells=(
                    Cell(words="集体研究记录", href=HERE),
                    Cell(words="会议记录"),
                    Cell(day=date(2026, 11, 12)),
                    Cell(words="3"),
                    Cell(words="13"),
                    Cell(words="0.2兆"),
                )
            ),
            Row(
                cells=(
                    Cell(words="线索移交函", href=HERE),
                    Cell(words="函"),
                    Cell(day=date(2026, 10, 23)),
                    Cell(words="2"),
                    Cell(words="1"),
                    Cell(words="0.1兆"),
                )
            ),
        ),
    )
    return Matter(
        head=Head(
            title="清纪线〔2026〕128号 问题线索",
            secrecy="内部资料 注意保存",
            crumbs=(
                Link("台账", "/styleguide/register/"),
                Link("问题线索", "/styleguide/register/"),
                Link("清纪线〔2026〕128号", HERE),
            ),
            notices=(Notice("已写入第14条“补充材料”。期限2026-11-26。", "ok"),),
            mark=Mark(
                officer="李明远", unit="第二监督检查室", at=datetime(2026, 11, 23, 9, 2), number="M-7F3A-19C2"
            ),
        ),
        number="清纪线〔2026〕128号",
        kind="问题线索",
        lamp=lamp(left=3),
        title="反映市市场监管局副局长周某违规发放津补贴问题",
        facts=(
            Fact("承办", "第二监督检查室 李明远"),
            Fact("自", day=date(2026, 10, 26)),
            Fact("来源", "巡察移交"),
            Fact("登记", day=date(2026, 10, 23)),
            Fact("适用规程", "线索2019-01-01版", href="/styleguide/lawbook/"),
            Fact("密级", "内部资料"),
        ),
        track=track(),
        sections=(
            Link("概况", "#summary", current=True),
            Link("卷宗", "#file", count=14),
            Link("文书材料", "#documents", count=3),
            Link("涉及人员", "#people", count=2),
            Link("来龙去脉", "#lineage"),
            Link("查阅记录", "#looked"),
        ),
        summary=(
            Fact(
                "反映内容摘要",
                "2025年春节至2026年6月，该局以值班费名义向机关在编人员发放津补贴，未列入工资总额，涉及5个科室41人；发放单由周某签批。",
                wide=True,
            ),
            Fact("问题类别", "违反中央八项规定精神 › 违规发放津补贴"),
            Fact("涉嫌金额", "126000.00元（反映）"),
            Fact("可查性", "具体、可查"),
            Fact("交办要求", "无"),
        ),
        entries=entries(),
        due=actions()[0],
        actions=actions(),
        blocked=blocked(),
        clocks=clocks(),
        finished_clocks=(
            Clock(name="分办", lamp=lamp(left=2, done=True), due_on=date(2026, 10, 28)),
            Clock(name="初次反馈", lamp=lamp(left=-2, done=True), due_on=date(2026, 10, 30)),
        ),
        people=(
            PersonLine(
                chip=Chip("周某", "某局副局长", "concerned", HERE),
                role="被反映人",
                rank="乡科级正职",
                matters=Link("本人涉及2件", HERE),
            ),
            PersonLine(chip=Chip("举报人", kind="sealed"), role="需审批后查阅", ask="/styleguide/act-form/"),
        ),
        lineage="/styleguide/matter-lineage/",
        documents=documents,
        generate=(Link("呈批表", "/styleguide/approval-sheet/"), Link("函询通知书", HERE)),
        looked="/styleguide/matter-lineage/",
        printing="/styleguide/matter/",
        orders=(Link("新的在上", HERE, current=True), Link("旧的在上", HERE)),
        only=(Link("全部", HERE, current=True), Link("审批", HERE), Link("材料", HERE)),
        older=Link("第5至8条", HERE),
        verified="本卷14条，链完好，最近存证2026-11-23 08:50 第88213号",
        verify=HERE,
    )


def extra_tags() -> tuple[Tag, ...]:
    """One tag of each kind."""
    return (
        Tag("已归档"),
        Tag("办理中", "info"),
        Tag("已批准", "ok"),
        Tag("退回补正", "warn"),
        Tag("超期", "late"),
        Tag("暂存待查", "paused"),
        Tag("依据待核", "open"),
    )


def section() -> Section:
    """One section as a page of its own."""
    here = "/styleguide/matter/"
    return Section(
        head=Head(title="清纪线〔2026〕128号 来龙去脉"),
        number="清纪线〔2026〕128号",
        kind="问题线索",
        name="lineage",
        title="来龙去脉",
        back=Link("返回清纪线〔2026〕128号", here),
        sections=(Link("文书材料", here), Link("来龙去脉", here, current=True)),
        lineage=lineage(),
    )
