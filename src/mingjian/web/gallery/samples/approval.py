"""Sample of the approvals."""

from dataclasses import replace
from datetime import date

from mingjian.web.desk.pages import Approval, Approvals
from mingjian.web.gallery.samples.form import ONCE, OPINION, RULES
from mingjian.web.shared.fields import Field
from mingjian.web.shared.lamps import lamp
from mingjian.web.shared.parts import Cell, Column, Fact, Head, Link, Opinion, Row, Step, Table, Track

HERE, MATTER, ONE = "/styleguide/approvals/", "/styleguide/matter/", "/styleguide/approval/"


def approvals() -> Approvals:
    lines = (
        (
            "2天",
            "清纪线〔2026〕128号",
            "反映市市场监管局副局长周某违规发放津补贴问题",
            "处置意见：初步核实",
            "二室 李明远",
            "室主任 拟同意",
            lamp(left=3),
        ),
        ("4小时", "清纪案〔2026〕22号", "", "延长谈话期限", "四室 孙若溪", "", lamp(left=9)),
        (
            "1天",
            "清纪改〔2026〕31号",
            "市文旅局采购程序整改",
            "整改销号",
            "三室 钱守正",
            "室主任 同意",
            lamp(left=14),
        ),
    )
    rows = tuple(
        Row(
            key=number,
            cells=(
                Cell(lamp=light),
                Cell(words=number, href=ONE, sub=title),
                Cell(words=ask),
                Cell(words=who),
                Cell(words=before),
                Cell(words=waits),
            ),
        )
        for waits, number, title, ask, who, before, light in lines
    )
    columns = (
        Column(label="时限", kind="lamp"),
        Column(label="事项", kind="head"),
        Column(label="请求"),
        Column(label="呈报人"),
        Column(label="前手意见", essential=False),
        Column(label="等候"),
    )
    return Approvals(
        head=Head(title="待我审批"),
        count=3,
        table=Table(caption="待我审批，按到期先后", columns=columns, rows=rows),
        tabs=(
            Link("待批", HERE, current=True, count=3),
            Link("已批", HERE),
            Link("我退回的", HERE),
            Link("我呈报的", HERE),
        ),
    )


def approval() -> Approval:
    return Approval(
        head=Head(
            title="呈批 清纪线〔2026〕128号 问题线索",
            secrecy="内部资料 注意保存",
            crumbs=(Link("待我审批", HERE), Link("清纪线〔2026〕128号", ONE)),
        ),
        title="处置意见",
        number="清纪线〔2026〕128号",
        matter=Link("打开事项", MATTER),
        subject="反映某局副局长周某违规发放津贴问题",
        request="采取初步核实方式处置",
        reason=OPINION,
        authority="分管领导（至此为止）",
        action=ONE,
        seen=15,
        token=ONCE,
        lamp=lamp(left=3),
        cite=RULES,
        chain=Track(
            (
                Step("承办人", "done", date(2026, 11, 23), by="李明远"),
                Step("室主任", "done", date(2026, 11, 23), by="张文礼 拟同意"),
                Step("分管领导（您）", "current", due=date(2026, 11, 26)),
                Step("主要负责人"),
            )
        ),
        opinions=(
            Opinion("建议初步核实。", "承办人 李明远", date(2026, 11, 23)),
            Opinion("拟同意，请知秋同志审示。", "室主任 张文礼", date(2026, 11, 23)),
        ),
        papers=(Link("集体研究记录", MATTER), Link("线索材料（3）", MATTER)),
        answers_for="您对处置方式是否适当、程序是否齐备负责。",
        still_needs="您同意后即生效，不须再报。",
        sheet="/styleguide/approval-sheet/",
        opinion=Field(
            name="opinion",
            label="意见",
            kind="words",
            value="同意。",
            ready=("同意。", "拟同意，请审示。", "请补充可查性分析后再报。"),
        ),
        remaining=2,
        recuse="/styleguide/act-form/",
        meeting="/styleguide/act-form/",
    )


def approval_excluded() -> Approval:
    return replace(
        approval(),
        excluded="您曾承办本件，不得审批（职责分离）。由案件监督管理室指定人员办理。",
        lamp=lamp(left=-1),
    )


def approval_sheet() -> Approval:
    page = approval()
    return replace(
        page,
        title="关于反映周某违规发放津补贴问题线索的处置意见",
        commission="清川市纪委监委",
        secrecy="内部资料",
        urgency="平件",
        facts=(
            Fact("呈报部门", "第二监督检查室"),
            Fact("呈报日期", day=date(2026, 11, 23)),
            Fact("被反映人", "周某，某局副局长，乡科级正职"),
            Fact("附件", "集体研究记录1份，线索材料3份"),
        ),
        opinions=(*page.opinions, Opinion("", "分管领导"), Opinion("", "主要负责人")),
    )
