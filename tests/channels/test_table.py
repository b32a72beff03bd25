"""Where a register begins, what its headings mean, and which rows are reports."""

from datetime import date

import pytest

from mingjian.channels.faults import SheetRefused
from mingjian.channels.table import read_register
from tests.channels.books import GOOD, HEAD, line, write_book


def refusal(path, sheet=None):
    with pytest.raises(SheetRefused) as refused:
        read_register(path, sheet)
    return str(refused.value).splitlines()


def fields(register):
    return [column.field for column in register.columns]


def test_headings_in_any_order_below_title_rows(tmp_path):
    rows = [["某市纪委监委信访举报登记表", "", "", ""], ["填报单位：信访室", "", "", "2023年"],
            ["主要内容", "序号", "来信时间", "领导批示", "举报方式"], ["反映某事", 1, date(2023, 3, 5), "阅", "信"]]  # fmt: skip
    register = read_register(write_book(tmp_path / "a.xlsx", rows, merges=[(0, 0, 0, 4)]))

    assert fields(register) == ["content", "serial", "received_on", None, "channel"]
    assert (register.year, register.passed_over) == (2023, ())
    (only,) = register.lines
    assert (only.row, only.cells["content"], only.cells["received_on"]) == (4, "反映某事", date(2023, 3, 5))


def test_headings_on_two_rows_under_merged_ones(tmp_path):
    rows = [["收到日期", "渠道", "被反映人", "", "", "举报人", "", "反映内容"], ["", "", "姓名", "单位", "职务", "姓名", "电话", ""],
            [date(2023, 3, 5), "信", "张某", "青石镇", "站长", "周某", "10011112222", "反映某事"]]  # fmt: skip
    merges = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 4), (0, 5, 0, 6), (0, 7, 1, 7)]
    register = read_register(write_book(tmp_path / "a.xlsx", rows, merges=merges))

    assert fields(register) == [
        "received_on",
        "channel",
        "accused",
        "accused_unit",
        "accused_post",
        "reporter",
        "contact",
        "content",
    ]
    assert register.columns[3].heading == "被反映人/单位"
    assert [item.row for item in register.lines] == [3]


def test_content_merged_over_rows_is_one_report_with_several_persons(tmp_path):
    rows = [HEAD, GOOD, line(被反映人="李某", 单位="柳林镇"), line(反映内容="另一件")]
    register = read_register(write_book(tmp_path / "a.xlsx", rows, merges=[(1, 0, 2, 0), (1, 8, 2, 8)]))

    assert [item.row for item in register.lines] == [2, 4]
    assert register.lines[0].people["accused"] == ["张某", "李某"]
    assert register.lines[0].people["accused_unit"] == ["青石镇", "柳林镇"]
    assert register.lines[1].people["accused"] == ["张某"]


def test_date_merged_over_rows_is_the_date_of_each(tmp_path):
    rows = [HEAD, GOOD, line(反映内容="另一件", 收到日期="")]
    register = read_register(write_book(tmp_path / "a.xlsx", rows, merges=[(1, 0, 2, 0)]))

    assert [item.cells["received_on"] for item in register.lines] == [date(2023, 3, 5)] * 2


def test_sums_remarks_empty_rows_and_repeated_headings_are_no_reports(tmp_path):
    remark = ["说明：本表由信访室填写"] + [""] * (len(HEAD) - 1)
    rows = [HEAD, GOOD, [], HEAD, line(反映内容="另一件"), ["合计", "2件"], remark, ["制表人：某某"]]
    register = read_register(write_book(tmp_path / "a.xlsx", rows, merges=[(6, 0, 6, 10)]))

    assert [item.row for item in register.lines] == [2, 5]
    assert register.passed_over == (4, 6, 7, 8)


def test_two_headings_for_one_field_are_named(tmp_path):
    rows = [["收到日期", "登记时间", "渠道", "反映内容"], ["", "", "", ""]]

    assert refusal(write_book(tmp_path / "a.xlsx", rows)) == [
        "A列“收到日期”和B列“登记时间”都是“收到日期”；请删去一列，或者改写一列的名称。"
    ]


def test_missing_headings_are_named_with_what_may_be_written(tmp_path):
    rows = [["举报人", "职务", "办理结果", "反映内容"]]

    assert refusal(write_book(tmp_path / "a.xlsx", rows)) == [
        "没有“收到日期”一栏；请增加这一栏（栏名可写收到日期、收到时间、收到日、收件日期等）。",
        "没有“渠道”或者“来源”一栏；请增加这一栏（栏名可写渠道、举报渠道、信访渠道、来件渠道等）。",
        "有“办理结果”一栏，没有“办结日期”一栏；请增加“办结日期”一栏，未办结的留空。",
    ]


def test_file_without_headings_is_refused(tmp_path):
    path = write_book(tmp_path / "a.xlsx", [["这里", "没有"], ["台账", "！"]])

    assert refusal(path) == ["a.xlsx的前20行中找不到表头；请在一行中写明收到日期、渠道、反映内容等栏目名称。"]


def test_several_registers_in_one_file_need_a_name(tmp_path):
    path = write_book(
        tmp_path / "a.xlsx",
        [HEAD, GOOD],
        [["汇总", "无关"]],
        [HEAD, GOOD, GOOD],
        names=["一月", "汇总", "二月"],
    )

    assert refusal(path) == ["a.xlsx有几张台账：“一月”、“二月”；请用--sheet写明导入哪一张。"]
    assert refusal(path, "汇总") == [
        "a.xlsx的“汇总”表的前20行中找不到表头；请在一行中写明收到日期、渠道、反映内容等栏目名称。"
    ]
    assert len(read_register(path, "二月").lines) == 2
