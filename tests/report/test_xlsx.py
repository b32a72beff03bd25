"""The spreadsheet of a text reads back as the figures."""

from datetime import date
from io import BytesIO

from python_calamine import CalamineWorkbook

from mingjian.law.edition import Edition
from mingjian.report.fill import fill
from mingjian.report.xlsx import to_xlsx
from mingjian.statistics.figure import Figure


def test_xlsx_has_a_row_for_each_figure(s1: Edition, city: dict[str, Figure]) -> None:
    words = {"period": "2031年上半年", "scope": "全市", "issuer": "某市纪委监委"}
    text = fill(s1, city, words=words, on=date(2031, 6, 30))

    rows = CalamineWorkbook.from_filelike(BytesIO(to_xlsx(text))).get_sheet_by_name("数据").to_python()

    assert rows[0][0] == text.title
    assert rows[1] == ["指标", "编号", "数值", "单位", "占比（%）", "正文写法", "记录数", "口径版本"]
    assert rows[2] == [
        "petitions_received",
        "petitions_received",
        1432,
        "件次",
        "",
        "1432件次",
        1432,
        "2024-01-01",
    ]
    assert rows[-1] == [
        "form_uses.by_form:4",
        "form_uses.by_form:4",
        18,
        "人次",
        5.5,
        "18人次",
        18,
        "2024-01-01",
    ]
    assert len(rows) == 2 + len(text.figures)
