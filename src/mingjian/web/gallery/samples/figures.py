"""Sample of the dashboard and of a bulletin."""

from datetime import date

from mingjian.report.drawing import Bar, Quarter, bars, columns, ring
from mingjian.web.desk.figures import Check, Figures, Report, Run, Section, Source
from mingjian.web.shared.charts import Chart, heat_step
from mingjian.web.shared.fields import Choice, Field
from mingjian.web.shared.parts import Cell, Column, Fact, Head, Link, Number, Row, Step, Table, Tag, Track

HERE, LIST = "/styleguide/figures/", "/styleguide/register/"
LINKS = (Link("看记录", LIST), Link("口径", "/styleguide/lawbook/"))
FORMS = (
    Bar(label="第一种形态", value=202, unit="人次", share="61.0%", href=LIST),
    Bar(label="第二种形态", value=95, unit="人次", share="28.7%", href=LIST),
    Bar(label="第三种形态", value=16, unit="人次", share="4.8%", href=LIST),
    Bar(label="第四种形态", value=18, unit="人次", share="5.5%", href=LIST),
)
STAGES = (
    Bar(label="受理检举控告", value=611, unit="件", href=LIST),
    Bar(label="转为问题线索", value=402, unit="件", share="65.8%", href=LIST, young=31),
    Bar(label="初步核实", value=188, unit="件", share="46.8%", href=LIST, young=24),
    Bar(label="立案", value=71, unit="件", share="37.8%", href=LIST, young=9),
    Bar(label="给予处分", value=64, unit="人", href=LIST, break_before="以下按人计"),
)
RANKS = (
    Bar(label="县处级", value=9, unit="人", share="2.3%", href=LIST, other=7),
    Bar(label="乡科级", value=66, unit="人", share="16.9%", href=LIST, other=71),
    Bar(label="一般干部", value=104, unit="人", share="26.6%", href=LIST, other=98),
    Bar(label="农村、企业等其他人员", value=212, unit="人", share="54.2%", href=LIST, other=203),
)


def twin(caption: str, label: str, unit: str, rows: tuple[Bar, ...], with_share: bool = True) -> Table:
    """The same numbers as a table."""
    body = tuple(
        Row(
            cells=(
                Cell(words=row.label),
                Cell(words=f"{row.value}{row.unit if not unit else ''}", href=row.href),
                Cell(words=row.share),
            )
        )
        for row in rows
    )
    heads = (
        Column(label=label, kind="head"),
        Column(label="数量", kind="num", unit=unit),
        Column(label="占比" if with_share else "转化", kind="num"),
    )
    return Table(caption=caption, columns=heads, rows=body, compact=True, stacks=False)


def funnel() -> Chart:
    return Chart(
        title="从举报到处分走到哪里？",
        lead="2025年受理的检举控告，同一批次，至今",
        drawing=bars(STAGES),
        table=twin("从举报到处分，数据表", "环节", "", STAGES, False),
        sentence="611件检举控告中402件转为问题线索，占65.8%；斜线部分尚未走完。",
        links=LINKS,
    )


def forms() -> Chart:
    return Chart(
        title="“四种形态”各占多少？",
        drawing=ring(FORMS, unit="人次"),
        table=twin("四种形态，数据表", "形态", "人次", FORMS),
        sentence="第一种形态占61.0%，比上年同期高2.3个百分点。",
        links=LINKS,
    )


def trend() -> Chart:
    values = (88, 95, 101, 96, 104, 112, 98, 107, 119, 124, 131, 47)
    labels = [f"{year % 100}年{q}季" for year in (2024, 2025, 2026) for q in (1, 2, 3, 4)]
    quarters = tuple(
        Quarter(
            label=label, value=value, href=LIST, last_year=values[n - 4] if n >= 4 else None, is_open=n == 11
        )
        for n, (label, value) in enumerate(zip(labels, values, strict=True))
    )
    rows = tuple(
        Row(
            cells=(
                Cell(words=q.label),
                Cell(words=str(q.value), href=LIST),
                Cell(words=str(q.last_year) if q.last_year else ""),
            )
        )
        for q in quarters
    )
    heads = (
        Column(label="季度", kind="head"),
        Column(label="立案", kind="num", unit="件"),
        Column(label="上年同期", kind="num", unit="件"),
    )
    return Chart(
        title="立案怎样变化？",
        drawing=columns(quarters),
        table=Table(caption="立案，十二个季度", columns=heads, rows=rows, compact=True, stacks=False),
        sentence="2026年第三季度立案131件，比上年同期多24件。",
        links=LINKS,
        open_period=True,
    )


def ranks() -> Chart:
    return Chart(
        title="处分了哪些职级的人员？",
        drawing=bars(RANKS),
        table=twin("处分人员按职级，数据表", "职级", "人", RANKS),
        lead="细框为上年同期",
        sentence="处分391人，其中县处级9人、乡科级66人。",
        links=LINKS,
    )


def heat() -> Table:
    bands = ("超30以上", "超8–30", "超1–7", "今日", "余1–3", "余4–7", "余8–15", "余16以上")
    counts = {
        "第一监督检查室": (0, 0, 1, 0, 2, 4, 9, 21),
        "第二监督检查室": (0, 1, 3, 1, 5, 6, 12, 18),
        "第三监督检查室": (0, 0, 0, 0, 1, 3, 8, 25),
        "第四审查调查室": (1, 0, 2, 0, 3, 2, 5, 11),
        "案件审理室": (0, 0, 0, 1, 2, 5, 6, 4),
    }
    highest = max(max(row) for row in counts.values())
    rows = tuple(
        Row(
            cells=(
                Cell(words=name, href=LIST),
                *(Cell(words=str(n), href=LIST if n else "", heat=heat_step(n, highest)) for n in row),
            )
        )
        for name, row in counts.items()
    )
    heads = (Column(label="部门", kind="head"), *(Column(label=band, kind="num") for band in bands))
    return Table(caption="在办事项按部门和距到期天数", columns=heads, rows=rows, stacks=False)


def figures() -> Figures:
    def pick(name: str, label: str, *words: str) -> Field:
        return Field(
            name=name,
            label=label,
            kind="code",
            width="short",
            choices=tuple(Choice(str(i), w) for i, w in enumerate(words)),
        )

    return Figures(
        head=Head(title="数据看板 2026年1至9月", crumbs=(Link("统计", HERE), Link("数据看板", HERE))),
        action=HERE,
        exporting=HERE,
        choices=(
            pick("scope", "范围", "全市", "市本级", "青阳县"),
            pick("period", "期间", "2026年1至9月", "2026年第三季度"),
            pick("than", "比较", "上年同期", "不比较"),
        ),
        definition="口径2026-01-01版，已结账2026-10-12",
        numbers=(
            Number(label="接收信访举报", value="1432", unit="件次", href=LIST, change="4.1%", direction="up"),
            Number(label="处置问题线索", value="986", unit="件", href=LIST, change="2.0%", direction="down"),
            Number(label="立案", value="402", unit="件", href=LIST, change="6.9%", direction="up"),
            Number(label="处分", value="391", unit="人", href=LIST, change="3.2%", direction="up"),
            Number(label="移送检察机关", value="18", unit="人", href=LIST, change="＋3"),
        ),
        charts=(funnel(), forms(), trend(), ranks()),
        heat=heat(),
        heat_note="每格为在办件数，点数字看清单。",
        sums=Table(
            caption="期初、新收、办结、在办",
            columns=(
                Column(label="事项", kind="head"),
                *(
                    Column(label=label, kind="num", unit="件")
                    for label in ("期初在办", "新收", "办结", "期末在办")
                ),
                Column(label="核对"),
            ),
            rows=(
                Row(
                    cells=(
                        Cell(words="登记问题线索、处置问题线索"),
                        *(Cell(words=number, href=LIST) for number in ("214", "1043", "986", "271")),
                        Cell(tag=Tag("相符", "ok")),
                    )
                ),
            ),
            compact=True,
        ),
        computed="计算于2026-11-23 10:31，用时0.4秒",
    )


def report() -> Report:
    def fig(words: str, key: str) -> Run:
        return Run(words, "/styleguide/report/", key)

    return Report(
        head=Head(
            title="情况通报 2026年1至9月",
            crumbs=(Link("统计", HERE), Link("通报", HERE), Link("2026年1至9月", HERE)),
        ),
        title="2026年1至9月全市纪检监察机关监督检查审查调查情况",
        track=Track(
            (
                Step("草稿", "done", date(2026, 10, 9)),
                Step("核对", "current", due=date(2026, 10, 14)),
                Step("审签"),
                Step("印发"),
            )
        ),
        sections=(
            Section(
                key="petitions",
                title="一、信访举报",
                paragraphs=(
                    (
                        Run("2026年1至9月，全市纪检监察机关共接收信访举报"),
                        fig("1432件次", "r1"),
                        Run("，其中检举控告类"),
                        fig("611件次", "r2"),
                        Run("。处置问题线索"),
                        fig("986件", "r3"),
                        Run("。"),
                    ),
                ),
            ),
            Section(
                key="cases",
                title="二、立案与处分",
                state="wanting",
                paragraphs=(
                    (
                        Run("立案"),
                        fig("402件", "r4"),
                        Run("，其中立案县处级干部"),
                        fig("9人", "r5"),
                        Run("、乡科级干部"),
                        fig("66人", "r6"),
                        Run("。处分"),
                        fig("391人", "r7"),
                        Run("（其中党纪处分"),
                        fig("367人", "r8"),
                        Run("、政务处分"),
                        fig("58人", "r9"),
                        Run("）。处分县处级干部9人、乡科级干部66人，一般干部104人，农村、企业等其他人员"),
                        Run("212人", state="suspect"),
                        Run("。"),
                    ),
                ),
            ),
            Section(
                key="forms",
                title="三、运用“四种形态”",
                paragraphs=(
                    (
                        Run("全市纪检监察机关运用“四种形态”批评教育和处理共"),
                        fig("331人次", "r10"),
                        Run("。其中，运用第一种形态"),
                        fig("202人次", "r11"),
                        Run("，占总人次的"),
                        fig("61.0%", "r12"),
                        Run("；第二种形态"),
                        fig("95人次", "r13"),
                        Run("，占"),
                        fig("28.7%", "r14"),
                        Run("；第三种形态"),
                        fig("16人次", "r15"),
                        Run("，占"),
                        fig("4.8%", "r16"),
                        Run("；第四种形态"),
                        fig("18人次", "r17"),
                        Run("，占"),
                        fig("5.5%", "r18"),
                        Run("。"),
                    ),
                ),
            ),
        ),
        checks=(
            Check(words="四种形态合计与分项一致", passed=True),
            Check(words="党纪政务并处计一人", passed=True),
            Check(words="各单位合计等于全市", passed=True),
            Check(words="职级缺2条", passed=False, mend=Link("去补", LIST)),
        ),
        source=Source(
            title="处分人数",
            value="391人",
            facts=(
                Fact("口径", "决定日在期内，同一人党纪政务并处计1人"),
                Fact("版本", "2026-01-01"),
                Fact("记录", "391条", href=LIST),
                Fact("上年同期", "379人（冻结值）"),
                Fact("同时用于", "八项规定月报、年度报告"),
                Fact("变动", "本周＋2", href=LIST),
            ),
            links=(Link("看清单", LIST), Link("口径", "/styleguide/lawbook/")),
        ),
        hindrance="有未通过的检查：职级缺2条。",
        submit="送审签",
        exports=(
            Link("文本", HERE),
            Link("Word（公文格式）", HERE),
            Link("表格", HERE),
            Link("PDF", HERE),
            Link("数据", HERE),
        ),
        compare=HERE,
    )
