"""What each figure counts (口径), with its worked example: chapters of the lawbook that figures link to."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.indicator import ABSENT, PRESENT, Counted, Indicator, IndicatorVersion, InTime, Median, Rate
from mingjian.law.lawbook import Lawbook
from mingjian.statistics.codes import LEVEL
from mingjian.statistics.facts import TABLES
from mingjian.statistics.plan import plan
from mingjian.web.desk import counted
from mingjian.web.desk import law_words as words
from mingjian.web.desk.frames import language
from mingjian.web.desk.law_tables import Chapter
from mingjian.web.shared import phrases
from mingjian.web.shared.parts import Cell, Column, Row, Table


def listing(book: Lawbook, on: date, _name: str) -> Chapter:
    """All figures in force on the day."""
    rows, marks = [], []
    for name, entry in book.entries("indicators").items():
        version = entry.on(on)
        if version is not None:
            marks.append(version.cite.checked)
            rows.append(Row(cells=(
                Cell(words=entry.say(language()), href=reverse("lawbook_entry", args=["indicators", name])),
                Cell(words=entry.noted(language())), Cell(words=counted.unit(version.unit)), Cell(day=version.in_force), words.ground(book, version.cite),
            )))  # fmt: skip
    heads = (Column(label=_("指标"), kind="head"), Column(label=_("口径")), Column(label=_("单位")),
             Column(label=_("施行"), kind="day"), Column(label=_("依据"), kind="name"))  # fmt: skip
    return Chapter(
        _("指标"), (Table(caption=_("指标"), columns=heads, rows=tuple(rows), compact=True),), tuple(marks)
    )


def entry(book: Lawbook, on: date, name: str) -> Chapter:
    """One figure: its definition on the day, the rows of its example and the figures they give."""
    found: Indicator = book.find("indicators", name)
    version = found.on(on)
    if version is None:
        return Chapter(found.say(language()), ())
    tables = (_definition(found, version, book), *_facts(found), _figures(name, found, book, on))
    return Chapter(found.say(language()), tables, (version.cite.checked,), version.in_force)


def _definition(found: Indicator, version: IndicatorVersion, book: Lawbook) -> Table:
    pairs = [
        (_("说明"), Cell(words=found.noted(language()))),
        (_("单位"), Cell(words=counted.unit(version.unit))),
    ]
    if isinstance(version, Counted):
        pairs += _counted(version, book)
    elif isinstance(version, Rate):
        pairs += [
            (_("分子"), Cell(words=_figure(version.of, book))),
            (_("分母"), Cell(words=_figure(version.to, book))),
            *([(_("每多少分母"), Cell(words=str(version.per)))] if version.per > 1 else []),
            *([(_("单位并列时分母最少"), Cell(words=str(version.least)))] if version.least else []),
        ]
    else:
        pairs += _median(version, book)
    pairs.append((_("依据"), words.ground(book, version.cite)))
    rows = tuple(Row(cells=(Cell(words=label), cell)) for label, cell in pairs)
    heads = (Column(label=_("要素"), kind="head"), Column(label=_("规定")))
    return Table(caption=_("口径"), columns=heads, rows=rows, compact=True)


def _median(version: Median, book: Lawbook) -> list[tuple[str, Cell]]:
    start = version.start if isinstance(version.start, str) else version.start.day
    return [
        (_("哪些记录的中位数"), Cell(words=_figure(version.median, book))),
        (_("自哪一天起"), Cell(words=_column(start))),
        (_("至哪一天止"), Cell(words=_column(version.end))),
    ]


def _counted(version: Counted, book: Lawbook) -> list[tuple[str, Cell]]:
    grain = (
        _("一条记录计一次")
        if version.counts == "rows"
        else _("同一%(what)s计一次") % {"what": _column(version.counts)}
    )
    pairs = [
        (_("计什么"), _rows(version.table)),
        (_("怎么计"), grain),
        (_("按哪一天计"), _column(version.date) if version.date else ""),
        (_("看多长时间"), _over(version.over)),
        (
            _("条件"),
            phrases.clauses(
                _condition(version.table, name, values) for name, values in version.where.items()
            ),
        ),
        (_("还须"), phrases.clauses(_further(version, book))),
        (_("至少有一项"), words.joined(_column(name) for name in version.either)),
        (_("必须写明"), words.joined(_column(name) for name in version.needs)),
        (_("分项"), words.joined(dict.fromkeys(_column(part.by) for part in version.breakdowns.values()))),
    ]
    return [(label, Cell(words=said)) for label, said in pairs if said]


def _further(version: Counted, book: Lawbook) -> Iterator[str]:
    """What a row must meet besides what its columns say: units, other days, other rows."""
    if version.levels:
        yield _("单位属于%(levels)s") % {
            "levels": words.joined(LEVEL[level][language() == "en"] for level in version.levels)
        }
    for day, limit in version.in_time.items():
        yield _in_time(day, limit)
    for day in version.by_end:
        yield _("%(day)s不晚于期末") % {"day": _column(day)}
    if version.lasts:
        yield _("%(day)s不早于期末") % {"day": _column(version.lasts)}
    if version.until:
        yield _("期末尚无%(day)s") % {"day": _column(version.until)}
    if version.led_to:
        yield _("期末前已有%(rows)s") % {"rows": _rows(version.led_to.table)}
    if version.repeats:
        yield _("此前%(months)s个月内已有%(by)s相同的") % {
            "months": version.repeats.months, "by": words.joined(_column(name) for name in version.repeats.by)
        }  # fmt: skip
    if version.follows:
        yield _("此前%(months)s个月内有%(by)s相同的%(rows)s") % {
            "months": version.follows.months, "by": _column(version.follows.by), "rows": _rows(version.follows.table)
        }  # fmt: skip
    if version.excludes:
        yield _("不属于“%(figure)s”") % {"figure": _figure(version.excludes, book)}


def _in_time(day: str, limit: InTime) -> str:
    said = {"day": _column(day), "by": _column(limit.by), "n": limit.days or limit.months}
    if limit.days:
        return _("%(day)s在%(by)s后%(n)s天内") % said
    return (_("%(day)s在%(by)s后%(n)s个月内") if limit.months else _("%(day)s不晚于%(by)s")) % said


def _rows(table: str) -> str:
    found = TABLES[table]
    return found.en if language() == "en" else found.label


def _over(over: str | int) -> str:
    """Where a figure looks further back than its period."""
    if isinstance(over, int):
        return _("截至期末的%(days)s天") % {"days": over}
    return {"year": _("期末当年年初以来"), "ever": _("截至期末的全部")}.get(over, "")


def _condition(table: str, name: str, values: tuple[Any, ...]) -> str:
    column = TABLES[table].column(name)
    codes = column.codes if column else {}
    special = {PRESENT: _("已有"), ABSENT: _("没有")}
    yes_no = {0: _("否"), 1: _("是")} if column and column.type == "flag" else {}
    said = [
        special.get(str(value))
        or yes_no.get(value)
        or codes.get(str(value), (str(value),) * 2)[language() == "en"]
        for value in values
    ]
    return phrases.named(_column(name), words.joined(said))


def _facts(found: Indicator) -> list[Table]:
    """The rows of the example, one table for each sort of facts."""
    tables = []
    for name, rows in found.example.facts.items():
        columns = list(dict.fromkeys(key for row in rows for key in row))
        heads = tuple(Column(label=_column(key), kind="head" if key == "id" else "text") for key in columns)
        body = tuple(
            Row(cells=tuple(Cell(words=_value(name, key, row.get(key))) for key in columns)) for row in rows
        )
        label = TABLES[name].en if language() == "en" else TABLES[name].label
        tables.append(
            Table(caption=_("算例：%(table)s") % {"table": label}, columns=heads, rows=body, compact=True)
        )
    return tables


def _figures(name: str, found: Indicator, book: Lawbook, on: date) -> Table:
    labels = _labels(book, on)
    rows = tuple(
        Row(cells=(Cell(words=labels.get(figure, figure)), Cell(words=_result(value)),
                   Cell(words=words.joined(found.example.records.get(figure, ())))))
        for figure, value in found.example.figures.items()
    )  # fmt: skip
    caption = _("算例的结果，%(period)s") % {"period": found.example.period}
    heads = (
        Column(label=_("数字"), kind="head"),
        Column(label=_("结果"), kind="num"),
        Column(label=_("所计记录")),
    )
    return Table(caption=caption, columns=heads, rows=rows, compact=True)


def _labels(book: Lawbook, on: date) -> Mapping[str, str]:
    planned = plan(book.entries("indicators"), on, language=language())
    found = {item.id: item.label for item in planned.counts.values()}
    found |= {
        code.id: phrases.named(item.label, code.label)
        for item in planned.counts.values()
        for code in item.codes
    }
    return found | {item.id: item.label for item in (*planned.quotients, *planned.middles)}


def _figure(figure: str, book: Lawbook) -> str:
    return str(book.find("indicators", figure.partition(".")[0]).say(language()))


def _value(table: str, name: str, value: Any) -> str:
    column = TABLES[table].column(name)
    if value is None or column is None:
        return "" if value is None else str(value)
    if column.type == "flag":
        return _("是") if value else _("否")
    return column.codes[str(value)][language() == "en"] if str(value) in column.codes else str(value)


def _result(value: Any) -> str:
    if isinstance(value, tuple):
        return f"{value[0]}{phrases.aside(f'{value[1]}%')}"
    return "" if value is None else str(value)


def _column(name: str) -> str:
    return _columns().get(name, name)


def _columns() -> dict[str, str]:
    """What the columns of facts are called on pages."""
    return {
        "id": _("编号"), "unit": _("单位"), "person": _("人员"), "lead": _("线索"), "origin": _("来源"),
        "month": _("月份"), "type": _("类型"), "level": _("层级"), "channel": _("渠道"), "form": _("形态"),
        "measure": _("处理方式"), "agreement": _("与其他机关的约定"), "behaviour": _("问题类别"), "outcome": _("结果"),
        "content_class": _("内容类别"), "disposal_way": _("处置方式"), "rank_class": _("职级"),
        "party_sanction": _("党纪处分"), "gov_sanction": _("政务处分"), "joined_to": _("并入"),
        "received_on": _("接收日"), "concluded_on": _("办结日"), "registered_on": _("登记日"), "disposed_on": _("处置日"),
        "decided_on": _("决定日"), "filed_on": _("立案日"), "closed_on": _("结案日"), "transferred_on": _("移送检察机关日"),
        "is_repeat": _("重复件"), "is_signed": _("实名"), "is_own_cadre": _("本系统干部"), "is_member_cadre": _("党员干部"),
        "is_village_head": _("村干部"), "is_bribe_giver": _("行贿人员"), "is_assigned_from_above": _("上级交办"),
        "handled_count": _("处理人数"), "sanctioned_count": _("处分人数"), "department": _("部门"),
        "drawn_up_on": _("制发日"), "sent_on": _("移交日"), "found_on": _("发现日"), "due_on": _("整改期限"),
        "verified_on": _("认定整改日"), "rechecked_on": _("回头看日"), "held_on": _("开展日"), "planned_on": _("计划日"),
        "recorded_on": _("登记入库日"), "issued_on": _("签发日"), "replied_on": _("回复日"), "started_on": _("开始日"),
        "recovered_on": _("到位日"), "pair": _("往来双方"), "kind": _("种类"), "subject": _("涉及单位"),
        "category": _("问题分类"), "scope": _("层面"), "sector": _("重点领域"), "grade": _("可查性"),
        "recheck": _("抽查结果"), "is_head": _("“一把手”"), "unit_level": _("单位层级"), "methods": _("方法（种）"),
    }  # fmt: skip
