"""Sample of a register."""

from datetime import date, timedelta

from mingjian.web.desk.pages import FilterBar, Jump, Register
from mingjian.web.shared.fields import Choice, Field
from mingjian.web.shared.lamps import lamp
from mingjian.web.shared.parts import Action, Cell, Column, Empty, Head, Link, Pager, Row, Table, Tag, View

HERE, MATTER = "/styleguide/register/", "/styleguide/matter/"
TODAY = date(2026, 11, 23)
TITLES = (
    "反映市市场监管局副局长周某违规发放津补贴问题",
    "反映南屏区某局公车私用问题",
    "反映青阳县某镇干部收受礼金问题",
    "反映市文旅局采购程序问题",
    "反映柳溪镇村集体资产处置问题",
    "反映某国企招投标中违规指定供应商、在评标环节打招呼并收受礼品礼金的问题",
    "反映某街道办违规招聘问题",
    "反映某学校食堂采购问题",
)
OFFICERS = ("二室 李明远", "二室 赵启明", "四室 孙若溪", "三室 钱守正")
RANKS = ("乡科级", "县处级", "—", "一般干部")
STEPS = ("已分办", "已提出处置意见", "初步核实", "谈话函询")
SOURCES = ("巡察移交", "信访举报", "监督发现", "上级交办")


def _select(name: str, label: str, *labels: str, chosen: str = "") -> Field:
    choices = tuple(Choice(str(i), text, text == chosen) for i, text in enumerate(labels))
    return Field(name=name, label=label, kind="code", required=False, width="short", choices=choices)


def filters() -> FilterBar:
    return FilterBar(
        action=HERE,
        search_action=HERE,
        fields=(
            _select("step", "环节", *STEPS),
            _select("source", "来源", *SOURCES, chosen="巡察移交"),
            _select("handler", "承办", *OFFICERS),
            _select("due", "时限", "超期", "将到期", "在期", chosen="将到期"),
            Field(name="from", label="登记日自", kind="date", value="2026-01-01"),
            Field(name="to", label="至", kind="date"),
        ),
        more=(
            _select("rank", "被反映人职级", *RANKS),
            _select("kind", "问题类别", "违反廉洁纪律", "违反工作纪律"),
            _select("secrecy", "密级", "内部", "秘密"),
        ),
        chosen=(Link("时限＝将到期", HERE), Link("来源＝巡察移交", HERE)),
        clear=HERE,
    )


COLUMNS = (
    Column(label="时限", kind="lamp", sort=HERE, sorted="ascending"),
    Column(label="编号与标题", kind="head", sort=HERE),
    Column(label="来源", essential=False),
    Column(label="被反映人职级", essential=False),
    Column(label="环节"),
    Column(label="承办"),
    Column(label="登记日", kind="day", sort=HERE, essential=False),
    Column(label="到期", kind="day"),
)
VIEWS = (
    View(Link("全部", HERE, current=True)),
    View(Link("我的", HERE)),
    View(Link("本室超期", HERE), "shared"),
    View(Link("2026年未了结", HERE)),
    View(Link("巡察移交", HERE), "own"),
)
ACTIONS = (
    Action(label="打印", href=HERE),
    Action(label="导出…", href=HERE),
    Action(label="登记线索", href="/styleguide/act-form/", primary=True),
)


def rows(count: int = 16) -> tuple[Row, ...]:
    found = []
    for n in range(count):
        left = (-5, -1, 0, 2, 3, 5, 8, 12, 17, 21, 26, 33)[n % 12]
        number = f"清纪线〔2026〕{112 + n}号"
        light = lamp(left=left, warn=5) if n != 9 else lamp(paused="协查", left=left)
        found.append(
            Row(
                key=number,
                late=left < 0,
                chosen=n == 3,
                cells=(
                    Cell(lamp=light),
                    Cell(words=number, href=MATTER, sub=TITLES[n % 8], fresh=n == 4),
                    Cell(words=SOURCES[n % 4]),
                    Cell(words=RANKS[n % 4] if n % 4 != 2 else ""),
                    Cell(tag=Tag(STEPS[n % 4], "info")),
                    Cell(words=OFFICERS[n % 4]),
                    Cell(day=TODAY - timedelta(days=30 - left)),
                    Cell(day=TODAY + timedelta(days=left)),
                ),
            )
        )
    return tuple(found)


def register() -> Register:
    return Register(
        head=Head(title="问题线索台账", crumbs=(Link("台账", HERE), Link("问题线索", HERE))),
        title="问题线索台账",
        views=VIEWS,
        filters=filters(),
        table=Table(caption="问题线索，按到期先后", columns=COLUMNS, rows=rows(), selectable=True),
        pager=Pager(
            first=1,
            last=16,
            total=38,
            after=HERE,
            sizes=(Link("16", HERE, current=True), Link("50", HERE), Link("100", HERE)),
        ),
        count="共38件",
        actions=ACTIONS,
        save_view=HERE,
        sorts=(Link("按到期先后", HERE, current=True), Link("按登记先后", HERE), Link("按编号", HERE)),
        columns=HERE,
        picking=HERE,
        reassigns=True,
        jump=Jump(HERE, (), Field(name="at", label="跳到到期日", kind="date", required=False)),
    )


def register_empty() -> Register:
    return Register(
        head=Head(title="问题线索台账", crumbs=(Link("台账", HERE), Link("问题线索", HERE))),
        title="问题线索台账",
        views=VIEWS,
        filters=filters(),
        table=Table(
            caption="问题线索",
            columns=COLUMNS,
            empty=Empty(
                words="没有符合条件的线索。",
                usual="条件：时限为将到期，来源为巡察移交。",
                links=(Link("清除条件", HERE), Link("登记线索", "/styleguide/act-form/")),
            ),
        ),
        pager=Pager(first=0, last=0, total=0),
        count="共0件",
        actions=ACTIONS,
    )
