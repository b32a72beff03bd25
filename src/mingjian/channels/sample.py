"""A register of three hundred made-up reports as an office might keep it, with ten deliberate faults if wanted."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

COUNT = 300
HEAD = ("序号", "收到日期", "信访方式", "来源", "是否实名", "初/重信", "举报人", "联系电话", "被反映人", "单位", "职务", "职级", "主要内容", "办理情况",
        "办理结果", "办结日期", "批示")  # fmt: skip
_WIDTHS = (6, 12, 8, 12, 8, 8, 8, 14, 12, 18, 14, 10, 48, 36, 12, 12, 16)
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = ("某", "某某")
_PLACES = ("青石镇", "柳林镇", "东关街道", "北渡乡", "桥头村", "云台村", "南湖社区", "清河村")
_OFFICES = (
    "市水务局",
    "市交通运输局",
    "市住房保障中心",
    "市园林管理处",
    "市第三中学",
    "市中医院",
    "市粮食储备库",
    "市公共资源交易中心",
)
_IN_VILLAGES = (
    "在发放危房改造补助中收取好处费", "违规为亲属办理低保", "虚报冒领种粮补贴", "侵占村集体土地租金", "截留征地补偿款", "公开栏长期不更新村务",
    "违规操办子女婚宴并收受礼金",
)  # fmt: skip
_IN_OFFICES = (
    "在工程招标中为他人提供帮助并收受礼金", "公车私用，节假日用公车接送家人", "违规发放津贴补贴", "接受管理服务对象宴请", "对群众反映的问题推诿拖延",
    "在人员招聘中打招呼、递条子", "工作日午间饮酒影响工作", "默许亲属承揽本单位业务",
)  # fmt: skip
_RESULTS = (
    ("属实", 12),
    ("基本属实", 6),
    ("部分属实", 18),
    ("不属实", 40),
    ("查无实据", 12),
    ("经查不属实，予以了结", 12),
)
_DONE = "经谈话、查阅资料和走访了解，{}。"


def write_sample(path: Path, *, year: int = 2023, faults: bool = True, count: int = COUNT) -> None:
    """Write the register of a year: a merged title, dates as dates or as text, several persons in one cell.

    The same arguments give the same reports. With `faults`, ten lines have one mistake each (`FAULTS`).
    """
    days = [date(year, 1, 3) + timedelta(days=number * 360 // count) for number in range(count)]
    lines = [_line(Random(f"{year}/{number}"), day, number) for number, day in enumerate(days, 1)]  # noqa: S311 - made-up
    if faults:
        for place, (field, value) in FAULTS.items():
            lines[place - 1][HEAD.index(field)] = value(lines[place - 1], year)
    _write(path, year, lines)


def _line(random: Random, received: date, number: int) -> list[Any]:
    is_signed = random.random() < 0.4
    several = random.random() < 0.08
    village = random.random() < 0.5
    accused = "、".join(_name(random) for _ in range(2 if several else 1))
    concluded = _concluded(random, received, always=number in FAULTS)
    result = (
        random.choices([text for text, _ in _RESULTS], [weight for _, weight in _RESULTS])[0]
        if concluded
        else ""
    )
    shown = f"{received.year}.{received.month}.{received.day}" if number % 7 == 0 else received
    unit = random.choice(_PLACES if village else _OFFICES)
    return [
        number, shown, random.choices(("信", "来访", "电话", "网络举报"), (45, 15, 15, 25))[0],
        random.choices(("", "上级转办", "上级交办", "信访局转来"), (84, 8, 3, 5))[0], "实名" if is_signed else "匿名",
        "重信" if random.random() < 0.15 else "初信", _name(random) if is_signed else "", _phone(random) if is_signed else "",
        accused, unit, "村干部" if unit.endswith("村") else "工作人员" if several else random.choice(("副主任", "科长", "站长", "副局长")),
        "其他" if unit.endswith(("村", "社区")) else random.choice(("乡科级", "一般干部")),
        f"反映{unit}{accused}{random.choice(_IN_VILLAGES if village else _IN_OFFICES)}。（虚构第{number}件）", _DONE.format(result) if result else "正在办理",
        result, concluded or "", "请抓紧办理" if number % 40 == 0 else "",
    ]  # fmt: skip


def _name(random: Random) -> str:
    return random.choice(_SURNAMES) + random.choice(_GIVEN)


def _phone(random: Random) -> str:
    """A number that no network gives: none begins with 100."""
    return f"100{random.randrange(10**8):08d}"


def _concluded(random: Random, received: date, *, always: bool) -> date | None:
    """A day of the same year, or none yet."""
    day = received + timedelta(days=random.randrange(20, 120))
    return day if day.year == received.year and (always or random.random() < 0.9) else None


FAULTS: dict[int, tuple[str, Callable[[list[Any], int], Any]]] = {
    12: ("收到日期", lambda line, year: ""),
    37: ("收到日期", lambda line, year: f"{year}.2.30"),
    64: ("收到日期", lambda line, year: "上半年"),
    88: ("收到日期", lambda line, year: date(year + 180, 4, 1)),
    101: ("办结日期", lambda line, year: date(year - 1, 12, 1)),
    133: ("信访方式", lambda line, year: "托人带话"),
    150: ("办理结果", lambda line, year: "已核查清楚"),
    177: ("联系电话", lambda line, year: 990101199001010000.0),
    209: ("主要内容", lambda line, year: ""),
    246: ("是否实名", lambda line, year: "待定"),
}


def _write(path: Path, year: int, lines: list[list[Any]]) -> None:
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": datetime(year, 12, 31)})
    sheet = book.add_worksheet("登记台账")
    title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.merge_range(0, 0, 0, len(HEAD) - 1, f"{year}年信访举报登记台账（虚构）", title)
    for place, (text, width) in enumerate(zip(HEAD, _WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(1, place, text, head)
    for row, line in enumerate(lines, start=2):
        for place, value in enumerate(line):
            if isinstance(value, date):
                sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), day)
            elif value != "":
                sheet.write(row, place, value)
    sheet.write_string(len(lines) + 2, 0, "合计")
    sheet.write_string(len(lines) + 2, 1, f"{len(lines)}件")
    sheet.freeze_panes(2, 0)
    book.close()
