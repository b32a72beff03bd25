"""Cells become the fields of a report; every mistake is listed with row, column, value and remedy."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingjian.channels.reports import assumed, read_reports
from mingjian.channels.synonyms import Words, headings
from mingjian.channels.table import PEOPLE, Column, Line, Register, read_register
from mingjian.law.lawbook import load
from tests.channels.books import GOOD, HEAD, line, write_book

WORDS = Words(load())
TODAY = date(2024, 5, 6)


def read(tmp_path, *rows, head=HEAD, title=""):
    table = [[title], head, *rows] if title else [head, *rows]
    register = read_register(write_book(tmp_path / "台账.xlsx", table))
    reports, faults = read_reports(register, WORDS, TODAY)
    return reports, [str(fault) for fault in faults]


def test_line_becomes_a_report(tmp_path):
    (report,), faults = read(tmp_path, GOOD)

    assert faults == []
    assert report.details == {
        "title": "反映张某虚报补贴", "content": "反映张某虚报补贴", "channel": "letter", "origin": "self", "content_class": "accusation",
        "is_repeat": False, "is_signed": False, "is_imported": True, "mentions": [{"name": "张某", "unit": "青石镇", "post": "站长"}],
    }  # fmt: skip
    assert (report.row, report.on, report.outcome, report.concluded_on, report.conclusion, report.progress) == (
        2, date(2023, 3, 5), "untrue", date(2023, 4, 6), "不属实", "",
    )  # fmt: skip
    assert report.reporters == ()


def test_open_report_keeps_what_is_said_of_its_handling(tmp_path):
    head = (*HEAD, "办理情况", "信访编号")
    (report,), faults = read(
        tmp_path, [*line(办理结果="在办", 办结日期=""), "已转二室核查", "信2023-7"], head=head
    )

    assert faults == []
    assert (report.outcome, report.concluded_on, report.progress, report.number) == (
        None,
        None,
        "已转二室核查",
        "信2023-7",
    )


def test_result_may_stand_in_the_handling_text(tmp_path):
    head = (*HEAD[:9], "办理情况", "办结日期")
    (report,), faults = read(
        tmp_path, [*GOOD[:9], "经核查，部分属实，已批评教育", date(2023, 4, 6)], head=head
    )

    assert (faults, report.outcome, report.conclusion) == ([], "partly_true", "经核查，部分属实，已批评教育")


def test_signed_follows_the_column_else_name_and_contact(tmp_path):
    named = {"举报人": "周某", "联系方式": "10011112222"}
    rows = [
        line(**named, 是否实名=""),
        line(举报人="周某", 是否实名=""),
        line(**named, 是否实名="否"),
        line(是否实名="实名"),
    ]
    reports, faults = read(tmp_path, *rows)

    assert faults == []
    assert [report.details["is_signed"] for report in reports] == [True, False, False, True]
    assert [len(report.reporters) for report in reports] == [1, 1, 1, 0]


def test_source_says_where_from_and_the_channel_then_is_other(tmp_path):
    head = ("收到日期", "来源", "反映内容")
    rows = [["2023.3.5", "上级交办", "一"], ["2023.3.5", "信访局转来", "二"], ["2023.3.5", "来信", "三"]]
    reports, faults = read(tmp_path, *rows, head=head)

    names = ("channel", "origin", "is_assigned_from_above", "is_from_petition_bureau")
    assert faults == []
    assert [tuple(report.details.get(name) for name in names) for report in reports] == [
        ("other", "superior", True, None), ("other", "self", None, True), ("letter", "self", None, None),
    ]  # fmt: skip


def test_day_without_year_takes_that_of_the_title(tmp_path):
    cells = {"收到日期": "3月5日", "办结日期": "4月6日"}

    reports, faults = read(tmp_path, line(**cells), title="2023年信访举报台账")
    assert (faults, reports[0].on, reports[0].concluded_on) == ([], date(2023, 3, 5), date(2023, 4, 6))
    assert read(tmp_path, line(**cells))[1] == [
        f"第2行{place}（{day}）：没有年份；请写全年月日，或者在表的标题中写明年份（如“2023年信访举报登记台账”）。"
        for place, day in (("A列“收到日期”", "3月5日"), ("K列“办结日期”", "4月6日"))
    ]


OUTCOMES = "请写属实、基本属实、部分属实、不属实、无法查实、诬告陷害、错告、不再办理之一"
CHANNELS = "请写来信、来访、网络举报、来电、其他之一，上级转来的写上级转办或者上级交办"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"收到日期": ""}, "A列“收到日期”：没有填写；请补填日期"),
        ({"收到日期": "2023.2.30"}, "A列“收到日期”（2023.2.30）：没有这一天；请核对后写成2023-03-05的形式"),
        ({"收到日期": date(2203, 3, 5)}, "A列“收到日期”（2203-03-05）：晚于今天（2024-05-06）；请核对后改正"),
        ({"办结日期": date(2023, 3, 4)}, "K列“办结日期”（2023-03-04）：早于收到日期（2023-03-05）；请核对两个日期后改正"),
        ({"办结日期": date(2024, 5, 7)}, "K列“办结日期”（2024-05-07）：晚于今天（2024-05-06）；请核对后改正"),
        ({"办结日期": ""}, "K列“办结日期”：有办理结果，没有办结日期；请补填办结日期，未办结的删去结果"),
        ({"办结日期": "上旬"}, "K列“办结日期”（上旬）：不是日期；请写成2023-03-05的形式"),
        ({"办理结果": ""}, f"J列“办理结果”：有办结日期，没有办理结果；{OUTCOMES}，或者删去办结日期"),
        ({"办理结果": "已核查"}, f"J列“办理结果”（已核查）：看不出结论；{OUTCOMES}，未办结的留空"),
        ({"办理结果": "属实，不属实"}, "J列“办理结果”（属实，不属实）：写有几种结论：属实、不属实；请只写一种；各被反映人结论不同的写部分属实"),
        ({"渠道": "托人带话"}, f"B列“渠道”（托人带话）：不认识这种渠道；{CHANNELS}"),
        ({"渠道": ""}, "B列“渠道”：没有填写；请补填来信、来访、来电或者网络举报"),
        ({"是否实名": "待定"}, "C列“是否实名”（待定）：不认识；请写实名或者匿名"),
        ({"联系方式": 990101199001010000.0}, "E列“联系方式”：长号码已被表格软件改成数值，末几位已经丢失；请将该列设为文本后重新填写"),
        ({"被反映人": "张某、李某、王某", "单位": "青石镇、柳林镇"}, "G列“单位”（青石镇、柳林镇）：有2项，被反映人有3名；请逐人写齐，用顿号分开，或者只写一项共用"),
        ({"反映内容": " "}, "I列“反映内容”：没有填写；请补填反映的主要内容"),
    ],
)  # fmt: skip
def test_mistake_says_where_what_and_what_to_do(tmp_path, changed, said):
    assert read(tmp_path, line(**changed)) == ([], [f"第2行{said}。"])


def test_channel_and_source_must_agree(tmp_path):
    _, faults = read(tmp_path, [*GOOD, "来电"], head=(*HEAD, "来源"))

    assert faults == ["第2行L列“来源”（来电）：与渠道一栏说的不同；请核对后改正一处。"]


def test_codes_are_read_and_unknown_ones_named(tmp_path):
    head = (*HEAD, "职级", "问题类别", "内容类别", "是否重复")
    reports, faults = read(
        tmp_path, [*GOOD, "正科级", "廉洁纪律", "检举", "重信"], [*GOOD, "大官", "", "", ""], head=head
    )

    kept = {
        name: reports[0].details[name] for name in ("rank_class", "behaviour", "content_class", "is_repeat")
    }
    assert kept == {
        "rank_class": "township",
        "behaviour": "integrity",
        "content_class": "accusation",
        "is_repeat": True,
    }
    assert faults == [
        "第3行L列“职级”（大官）：不认识；请写省部级、厅局级、县处级、乡科级、一般干部、农村、企业等其他人员之一，或者留空。"
    ]


def test_reporter_is_in_no_message(tmp_path):
    marked = {"举报人": "标记甲", "联系方式": 990101199001010000.0, "收到日期": ""}
    _, faults = read(tmp_path, line(**marked))

    assert len(faults) == 2
    assert not any("标记甲" in fault or "9901" in fault for fault in faults)


def test_key_is_the_receipt_not_its_layout_or_later_result(tmp_path):
    other = line(收到日期="2023.3.5", 办理结果="", 办结日期="", 反映内容="反映张某 虚报补贴")
    reports, _ = read(tmp_path, GOOD, other, line(反映内容="反映张某虚报补助"))

    assert reports[0].key == reports[1].key != reports[2].key


def test_title_is_the_first_sentence_cut_for_lists(tmp_path):
    long = "张某利用职务便利为他人在工程招标中提供帮助并多次收受礼金和贵重物品。另有其他问题。"
    (report,), _ = read(tmp_path, line(反映内容=long))

    assert report.details["title"] == "反映张某利用职务便利为他人在工程招标中提供帮助并多次收受礼…"


def test_what_is_taken_for_granted_is_said(tmp_path):
    register = read_register(write_book(tmp_path / "a.xlsx", [HEAD, GOOD]))

    assert assumed(register) == ["没有“是否重复”一栏：一律按初次", "没有“内容类别”一栏：一律按检举控告类"]


CELLS = st.one_of(
    st.text(max_size=30), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.times(), st.timedeltas(),
    st.sampled_from(["来信", "3月5日", "2023.3.5", "实名", "属实", "不属实，属实", "张某、李某", "匿名", "上级交办", 990101199001010000.0, 44990.0]),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(headings(), CELLS)), min_size=1, max_size=3))
def test_whatever_stands_in_the_cells_is_a_report_or_a_fault(rows):
    columns = tuple(
        Column(place, item.label, field) for place, (field, item) in enumerate(headings().items())
    )
    lines = tuple(
        Line(number, cells, {field: [cells[field]] for field in PEOPLE})
        for number, cells in enumerate(rows, 2)
    )

    reports, faults = read_reports(Register("a.xlsx", "表", columns, lines, 2023, ()), WORDS, TODAY)

    assert {report.row for report in reports} | {fault.row for fault in faults} == {
        item.row for item in lines
    }
    assert not {report.row for report in reports} & {fault.row for fault in faults}
    assert all(report.on <= (report.concluded_on or TODAY) <= TODAY for report in reports)
