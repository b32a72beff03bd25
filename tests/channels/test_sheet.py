"""Files become sheets of cells; what is no spreadsheet is refused with one sentence."""

from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from mingjian.channels import sheet as module
from mingjian.channels.faults import SheetRefused
from mingjian.channels.sheet import Merge, Sheet, read_sheets
from tests.channels.books import write_book


def test_cells_keep_their_places_and_merged_ones_are_filled(tmp_path):
    rows = [["", ""], ["标题", ""], [date(2023, 3, 5), "a"], ["", "b"]]
    path = write_book(tmp_path / "a.xlsx", rows, names=["一月"], merges=[(1, 0, 1, 1), (2, 0, 3, 0)])

    day = date(2023, 3, 5)
    filled = [["", ""], ["标题", "标题"], [day, "a"], [day, "b"]]
    assert read_sheets(path) == [Sheet("一月", filled, (Merge(1, 0, 1, 1), Merge(2, 0, 3, 0)))]


def test_hidden_sheets_are_not_read(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet("看得见").write(0, 0, "x")
    book.add_worksheet("看不见").hide()
    book.close()

    assert [sheet.name for sheet in read_sheets(tmp_path / "a.xlsx")] == ["看得见"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_the_encodings_that_offices_use(tmp_path, encoding):
    path = tmp_path / "台账.csv"
    path.write_bytes('收到日期,内容\r\n2023.3.5,"第一行\n第二行"\r\n2023.3.6\r\n'.encode(encoding))

    assert read_sheets(path) == [
        Sheet("台账", [["收到日期", "内容"], ["2023.3.5", "第一行\n第二行"], ["2023.3.6", ""]])
    ]


def refusal(path):
    with pytest.raises(SheetRefused) as refused:
        read_sheets(path)
    return str(refused.value)


def test_what_is_no_spreadsheet_is_refused(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"no spreadsheet")
    (tmp_path / "b.pdf").write_bytes(b"%PDF")
    (tmp_path / "c.csv").write_bytes(b"\xff\xff\xff\xff")
    (tmp_path / "d.xls").write_bytes(b"")
    with ZipFile(tmp_path / "e.xlsx", "w") as archive:
        archive.writestr("hello.txt", "x")

    assert refusal(tmp_path / "none.xlsx") == "没有文件none.xlsx；请核对文件名和所在目录。"
    assert refusal(tmp_path / "b.pdf") == "b.pdf不是电子表格；请用.xlsx、.xls或.csv文件。"
    assert refusal(tmp_path / "c.csv") == "c.csv的文字编码不认识；请另存为.xlsx，再导入。"
    for name in ("a.xlsx", "d.xls", "e.xlsx"):
        assert (
            refusal(tmp_path / name)
            == f"{name}不是有效的电子表格，或者已经损坏；请用表格软件打开后另存为.xlsx，再导入。"
        )


def test_file_that_is_too_large_is_refused(tmp_path, monkeypatch):
    path = write_book(tmp_path / "a.xlsx", [["x"]] * 12)
    with ZipFile(tmp_path / "bomb.xlsx", "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 4000)
    monkeypatch.setattr(module, "MOST_ROWS", 10)

    assert refusal(path) == "a.xlsx的“Sheet1”表超过10行；请分成几个文件。"
    monkeypatch.setattr(module, "MOST_UNPACKED", 3000)
    assert refusal(tmp_path / "bomb.xlsx") == "bomb.xlsx展开后过大；请删去空白格式和图片，另存后再导入。"
    monkeypatch.setattr(module, "MOST_BYTES", 1 << 10)
    assert refusal(path) == "a.xlsx超过0MB；请删去图片，或者分成几个文件。"
