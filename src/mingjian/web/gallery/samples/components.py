"""Samples of every component in every state."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from mingjian.web.gallery.samples import figures, form, matter, register
from mingjian.web.shared.differing import Change
from mingjian.web.shared.lamps import lamp
from mingjian.web.shared.parts import (
    CalendarDay,
    Chip,
    Cite,
    Fact,
    Link,
    Month,
    Notice,
    Number,
    Pager,
    Progress,
    Step,
    Table,
    Track,
)

HERE = "/styleguide/components/"


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    label: str
    samples: tuple[Any, ...]
    inline: bool = False
    flush: bool = False
    fieldlike: bool = False


def lamps() -> tuple[Any, ...]:
    """The nine states of 3.3, with the variants in hours and working days."""
    return (
        lamp(left=-5),
        lamp(left=0),
        lamp(left=3),
        lamp(left=18),
        lamp(paused="退补", left=1),
        lamp(left=18, reference=True),
        lamp(left=1, done=True),
        lamp(left=-2, done=True),
        lamp(),
        lamp(left=2, unit="workday"),
        lamp(minutes=320),
        lamp(minutes=-75),
    )


def month() -> Month:
    first = date(2026, 10, 1)
    shifted = {date(2026, 10, 10): "shifted_work"} | {
        first + timedelta(days=n): "shifted_rest" for n in range(7)
    }
    days: list[CalendarDay | None] = [None] * first.weekday()
    for n in range(31):
        on = first + timedelta(days=n)
        kind: Any = shifted.get(on, "rest" if on.weekday() > 4 else "work")
        days.append(CalendarDay(on, kind, "起算" if n == 25 else ""))
    days += [None] * (-len(days) % 7)
    return Month(label="2026年10月", weeks=tuple(tuple(days[n : n + 7]) for n in range(0, len(days), 7)))


def long_track() -> Track:
    done = tuple(Step(f"环节{n}", "done", date(2026, 3, n)) for n in range(1, 8))
    return Track(
        (*done, Step("审理", "current", due=date(2026, 12, 1), times=2), Step("处分决定"), Step("执行"))
    )


def component_groups() -> tuple[Group, ...]:
    table = Table(caption="台账样例", columns=register.COLUMNS, rows=register.rows(4), selectable=True)
    empty = register.register_empty().table
    return (
        Group("tag", "状态标签", matter.extra_tags(), inline=True),
        Group("lamp", "时限灯", lamps(), inline=True),
        Group(
            "chip",
            "人员",
            (
                Chip("李明远", "二室", href=HERE),
                Chip("周某", "某局副局长", "concerned"),
                Chip("陈立本", "三室", "former"),
                Chip("孙若溪", "四室", "recused"),
                Chip("举报人", kind="sealed"),
            ),
            inline=True,
        ),
        Group(
            "cite",
            "依据",
            (
                Cite("《监督执纪工作规则》第二十三条"),
                Cite("《监督执纪工作规则》", "second_hand"),
                Cite("依据待核", "unverified"),
                Cite("登记工作规范", "house"),
            ),
            inline=True,
        ),
        Group(
            "fig",
            "数字",
            (
                Number(label="处分", value="391", unit="人", href=HERE),
                Number(label="处分", value="379", unit="人", href=HERE, state="frozen"),
                Number(label="处分", value="380", unit="人", href=HERE, state="restated"),
                Number(label="处分", value="47", unit="人", href=HERE, state="open"),
                Number(value="＜3", unit="人", state="suppressed"),
            ),
            inline=True,
        ),
        Group(
            "notice",
            "通知",
            tuple(
                Notice(words, kind, Link("查看", HERE), dismiss=HERE)
                for words, kind in (
                    ("本页数据截至2026-11-23 10:31。", "info"),
                    ("已提交，待张文礼审批。期限2026-11-26。", "ok"),
                    ("距到期不足3日。", "warn"),
                    ("链不完整，请立即联系管理员，电话8001。", "error"),
                )
            ),
        ),  # type: ignore[arg-type]
        Group("strip", "密级条", ("内部资料 注意保存", "机密★5年")),
        Group("errsum", "错误汇总", ([("id_on", "请填写办理日期。"), ("id_opinion", "请填写处置意见。")],)),
        Group("track", "办理进程", (matter.track(), long_track())),
        Group(
            "facts",
            "事项要素",
            ((*matter.matter().summary, Fact("证件", "3201**********1234", masked=HERE)),),
        ),
        Group(
            "entry",
            "卷宗条目",
            (
                *matter.entries(),
                replace(matter.entries()[4], number=21, state="proposed", opinions=(), result=""),
            ),
        ),
        Group("clock", "时限推算", (*matter.clocks(), *matter.matter().finished_clocks), flush=True),
        Group(
            "actlist",
            "可办与不可办",
            ({"actions": matter.actions(), "blocked": matter.blocked()},),
            flush=True,
        ),
        Group("views", "视图", (register.VIEWS,)),
        Group("filterbar", "筛选", (register.filters(),), flush=True),
        Group(
            "table",
            "表格",
            (table, replace(table, caption="紧凑表格样例", compact=True, selectable=False), empty),
        ),
        Group(
            "pager",
            "翻页",
            (
                Pager(first=1, last=50, total=12345, after=HERE),
                Pager(first=51, last=100, before=HERE, after=HERE),
                Pager(first=101, last=120, total=120, before=HERE),
            ),
            flush=True,
        ),
        Group("sections", "本件内容", (matter.matter().sections,)),
        Group(
            "tabs",
            "清单切换",
            ((Link("待办", HERE, current=True, count=12), Link("待批", HERE, count=3), Link("已办", HERE)),),
            flush=True,
        ),
        Group("field", "字段", form.fields(), fieldlike=True),
        Group(
            "field-errors",
            "字段：有错误",
            tuple(
                replace(f, name=f"wrong_{f.name}")
                for f in form.act_form_errors().fields
                if f.error and f.kind != "meeting"
            ),
            fieldlike=True,
        ),
        Group("graph", "关系图", (matter.lineage(),), flush=True),
        Group("chart", "图", (figures.ranks(),)),
        Group(
            "progress",
            "进度",
            (
                Progress(words="正在核验：第128000条，共420000条", value=128000, total=420000, cancel=HERE),
                Progress(words="已核验420000条，全部一致", state="done"),
                Progress(words="核验中断：无法读取密钥文件", state="failed"),
            ),
        ),
        Group(
            "diff",
            "对照",
            (
                (
                    Change("室主任 → 分管领导", "室主任 → 主要负责人", "审批"),
                    Change("", "复查日期到期提醒", "时限"),
                ),
            ),
        ),
        Group("calendar", "工作日历", ((month(),),)),
    )
