"""Sample of a chapter of the lawbook."""

from datetime import date

from mingjian.web.desk.pages import LawAct, Lawbook
from mingjian.web.gallery.samples.form import RULES
from mingjian.web.shared.fields import Field
from mingjian.web.shared.frame import MenuGroup
from mingjian.web.shared.graph import Edge, Graph, Node
from mingjian.web.shared.parts import Cite, Fact, Head, Link, Tag

HERE, LIST = "/styleguide/lawbook/", "/styleguide/register/"


def diagram() -> Graph:
    names = {
        "reg": "登记",
        "ass": "分办",
        "pro": "提出处置意见",
        "app": "审批",
        "talk": "谈话函询",
        "ver": "初步核实",
        "hold": "暂存待查",
        "end": "予以了结",
        "case": "立案",
        "done": "办结",
    }
    edges = (
        "reg ass",
        "ass pro",
        "pro app",
        "app talk",
        "app ver",
        "app hold",
        "app end",
        "talk done",
        "ver case",
        "ver done",
        "hold ver",
        "end done",
        "app pro",
    )
    return Graph(
        caption="问题线索的程序图",
        nodes=tuple(
            Node(key=key, label=label, href=f"#act-{key}", here=key == "pro") for key, label in names.items()
        ),
        edges=tuple(Edge(*edge.split()) for edge in edges),
    )


def lawbook() -> Lawbook:
    return Lawbook(
        head=Head(title="规程法规 问题线索", crumbs=(Link("依据", HERE), Link("规程法规", HERE))),
        tabs=(
            Link("程序", HERE, current=True),
            Link("时限", HERE),
            Link("审批权限", HERE),
            Link("职责分离", HERE),
            Link("代码表", HERE),
            Link("指标", HERE),
            Link("法规文件", HERE),
            Link("日历", HERE),
            Link("变更记录", HERE),
        ),
        chapters=(
            MenuGroup(
                "办理", (Link("信访举报", HERE), Link("问题线索", HERE, current=True), Link("处分执行", HERE))
            ),
            MenuGroup("监督", (Link("问题整改", HERE), Link("谈话", HERE))),
        ),
        on=Field(name="on", label="按日期查看", kind="date", value="2026-11-23"),
        title="问题线索",
        since=date(2019, 1, 1),
        checked=(Tag("已核41条", "ok"), Tag("转引9条", "open"), Tag("待核6条", "open")),
        diagram=diagram(),
        printing=HERE,
        comparing=HERE,
        acts=(
            LawAct(
                key="pro",
                label="提出处置意见",
                origin="已分办、退回补正",
                target="待审批",
                by="承办人；须集体研究",
                fields="处置方式、处置意见、集体研究",
                cite=RULES,
                clock="一个月（自分办）；停止：处置意见",
                approval=("室主任 → 分管领导 → （按权限）主要负责人",),
                separation="提出人不得审批",
                counts=(Fact("现有", "37件在此环节", href=LIST), Fact("近一年", "使用986次", href=LIST)),
            ),
            LawAct(
                key="ass",
                label="分办",
                origin="已登记",
                target="已分办",
                by="案件监督管理室",
                fields="承办部门、承办人",
                cite=Cite("《监督执纪工作规则》第二十三条", "read"),
                clock="三个工作日（自登记）",
                approval=("主要负责人",),
            ),
            LawAct(
                key="hold",
                label="暂存待查",
                origin="待审批",
                target="暂存待查",
                by="承办人",
                fields="理由、复查日期",
                cite=Cite("内部规定", "house"),
                clock="复查日期到期提醒",
            ),
        ),
    )
