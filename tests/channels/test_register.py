"""Registers go out: every kind, P2 only unless the page brings titles, no cell a formula."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from mingjian.channels import register as module
from mingjian.channels.importing import record
from mingjian.channels.preview import look
from mingjian.channels.register import Column, Said, columns, harmless, lines, matters_of, write_register
from mingjian.law.values import BEIJING
from mingjian.ledger.book import book
from mingjian.ledger.kinds import names
from mingjian.ledger.models import Matter
from tests.channels.books import GOOD, HEAD, line, write_book

AT = datetime(2024, 5, 6, 10, 30, tzinfo=BEIJING)
SAID = Said("市纪委监委，信访举报", AT)
TEXT = Column("内容", 20, lambda matter, record: None, "Text")


def cells(path):
    return [
        sheet.to_python()
        for sheet in map(
            CalamineWorkbook.from_path(path).get_sheet_by_name, CalamineWorkbook.from_path(path).sheet_names
        )
    ]


@pytest.fixture
def reports(tmp_path, desk):
    rows = [
        HEAD,
        line(收到日期=date(2023, 3, 9), 办理结果="", 办结日期="", 反映内容="标记甲"),
        line(举报人="标记乙", 联系方式="10011112222"),
        GOOD,
    ]
    return record(look(write_book(tmp_path / "in.xlsx", rows), desk, on=date(2024, 5, 6)))


@pytest.mark.django_db(transaction=True)
def test_register_has_header_then_coded_columns_by_their_labels(tmp_path, reports):
    head = columns(book(), "complaint")
    count = write_register(
        tmp_path / "out.xlsx", head, lines(head, "complaint", matters_of("complaint")), SAID
    )

    (rows,) = cells(tmp_path / "out.xlsx")
    assert count == 3
    assert rows[0][:12] == [
        "编号",
        "环节",
        "登记日",
        "到期",
        "办结日",
        "单位",
        "部门",
        "承办人",
        "渠道",
        "来源",
        "内容类别",
        "是否实名",
    ]
    first = dict(zip(rows[0], rows[1], strict=True))
    assert {name: first[name] for name in ("编号", "环节", "登记日", "办结日", "单位", "部门", "渠道", "是否实名", "核查结论")} == {
        "编号": "临纪信〔2023〕1号", "环节": "已登记结果", "登记日": date(2023, 3, 5), "办结日": date(2023, 4, 6), "单位": "临江市纪委监委",
        "部门": "信访室", "渠道": "来信", "是否实名": "否", "核查结论": "不属实",
    }  # fmt: skip
    last = dict(zip(rows[0], rows[3], strict=True))
    assert (last["编号"], last["环节"], last["办结日"], last["核查结论"]) == (
        "临纪信〔2023〕3号",
        "待复核录入",
        "",
        "",
    )
    assert rows[-1][0] == "范围：市纪委监委，信访举报；导出时间：2024-05-06 10:30；共3件"


@pytest.mark.django_db(transaction=True)
def test_register_without_titles_holds_no_content(tmp_path, reports):
    head = columns(book(), "complaint")
    write_register(tmp_path / "out.xlsx", head, lines(head, "complaint", matters_of("complaint")), SAID)

    said = str(cells(tmp_path / "out.xlsx"))
    assert not any(marker in said for marker in ("标记甲", "标记乙", "张某", "10011112222", "虚报"))


@pytest.mark.django_db(transaction=True)
def test_page_brings_titles_for_those_within_reach(tmp_path, reports):
    matters = list(Matter.objects.order_by("number"))
    head = columns(book(), "complaint", {matters[0].pk: "=HYPERLINK(1)", matters[1].pk: "反映某事"})
    write_register(
        tmp_path / "out.xlsx", head, lines(head, "complaint", matters), Said("我的在办", AT, "周某专用")
    )

    (rows,) = cells(tmp_path / "out.xlsx")
    assert [row[1] for row in rows[:4]] == ["标题", "'=HYPERLINK(1)", "反映某事", ""]
    assert rows[-1][0] == "范围：我的在办；导出时间：2024-05-06 10:30；共3件；周某专用"


@pytest.mark.django_db(transaction=True)
def test_every_kind_has_columns(people):
    for kind in names():
        head = [column.heading for column in columns(book(), kind)]
        assert head[:8] == ["编号", "环节", "登记日", "到期", "办结日", "单位", "部门", "承办人"], kind
        assert len(head) == len(set(head)), (kind, head)


@pytest.mark.django_db(transaction=True)
def test_number_of_queries_does_not_grow_with_the_lines(reports):
    head = columns(book(), "complaint")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        found = list(lines(head, "complaint", matters_of("complaint")))

    assert (len(found), len(captured)) == (3, 2)


def test_cells_that_would_be_formulas_are_made_harmless(tmp_path):
    texts = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "正常", "510101199001010000"]

    write_register(tmp_path / "out.xlsx", [TEXT], [[text] for text in texts], SAID)

    assert [harmless(text) for text in texts] == [
        "'=1+1",
        "'+1",
        "'-1",
        "'@x",
        "'\t=1",
        "'\r=1",
        "正常",
        "510101199001010000",
    ]
    (rows,) = cells(tmp_path / "out.xlsx")
    assert [row[0] for row in rows[1:5]] == ["'=1+1", "'+1", "'-1", "'@x"]
    assert rows[8][0] == "510101199001010000"


def test_long_registers_go_on_on_another_sheet(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST_LINES", 2)

    assert write_register(tmp_path / "out.xlsx", [TEXT], [["a"], ["b"], ["c"]], SAID) == 3
    first, second = cells(tmp_path / "out.xlsx")
    assert first == [["内容"], ["a"], ["b"]]
    assert second[:2] == [["内容"], ["c"]] and second[-1][0].endswith("共3件")


def test_register_that_breaks_off_leaves_the_old_file(tmp_path):
    (tmp_path / "out.xlsx").write_bytes(b"old")

    def broken():
        yield ["a"]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_register(tmp_path / "out.xlsx", [TEXT], broken(), SAID)

    assert [path.name for path in tmp_path.iterdir()] == ["out.xlsx"]
    assert (tmp_path / "out.xlsx").read_bytes() == b"old"
