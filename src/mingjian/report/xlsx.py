"""A text as a spreadsheet: its tables as they are laid out, and its figures one row each in printed order."""

from io import BytesIO
from typing import Any

import xlsxwriter

from mingjian.report.text import Paragraph, Table, TableCell, Text, as_number

_HEAD = ("指标", "编号", "数值", "单位", "占比（%）", "正文写法", "记录数", "口径版本")
_Cell = str | int | float | None
_WIDTHS = (36, 40, 12, 8, 10, 16, 8, 12)


def to_xlsx(text: Text) -> bytes:
    """A workbook: a sheet for each table, then 数据 with a row for each figure once. Codes and labels are text cells."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    forms = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
        "over": book.add_format(
            {"border": 1, "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True}
        ),
        "label": book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"}),
        "block": book.add_format({"border": 1, "bold": True}),
        "number": book.add_format({"border": 1, "align": "right", "valign": "vcenter"}),
    }
    for number, part in enumerate((part for part in text.paragraphs if part.table), start=1):
        _table(book, _name(part, number), text.title, part, forms)
    _figures(book, text, forms)
    book.close()
    return stream.getvalue()


def _name(part: Paragraph, number: int) -> str:
    words = "".join(run.text for run in part.runs)
    return (f"{number}{words.partition('，')[0]}" if words else "汇总表")[:31]


def _table(book: Any, name: str, title: str, part: Paragraph, forms: Any) -> None:
    """Title, what the table is called, the lines of its head with merged cells, its rows, its note."""
    table, sheet = part.table, book.add_worksheet(name)
    assert table is not None
    sheet.write_string(0, 0, title, forms["title"])
    sheet.write_string(1, 0, "".join(run.text for run in part.runs))
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, table.width - 1, 12 if table.width < 12 else 9)
    _heads(sheet, table, 2, forms["over"])
    first = 2 + len(table.heads)
    for place, row in enumerate(table.rows, start=first):
        for column, cell in enumerate(row):
            _put(sheet, place, column, cell, forms)
    sheet.write_string(first + len(table.rows), 0, table.note)
    sheet.freeze_panes(first, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _heads(sheet: Any, table: Table, top: int, form: Any) -> None:
    taken: set[tuple[int, int]] = set()
    for line, cells in enumerate(table.heads):
        column = 0
        for cell in cells:
            while (line, column) in taken:
                column += 1
            last_line, last = line + cell.lines - 1, column + cell.columns - 1
            taken |= {(x, y) for x in range(line, last_line + 1) for y in range(column, last + 1)}
            if (last_line, last) == (line, column):
                sheet.write_string(top + line, column, cell.words, form)
            else:
                sheet.merge_range(top + line, column, top + last_line, last, cell.words, form)


def _put(sheet: Any, row: int, column: int, cell: TableCell, forms: Any) -> None:
    if cell.figure is not None and cell.figure.unit != "%":
        sheet.write_number(row, column, as_number(cell.figure.value), forms["number"])
        return
    form = forms["block"] if cell.block else forms["number"] if column else forms["label"]
    sheet.write_string(row, column, cell.words, form)


def _figures(book: Any, text: Text, forms: Any) -> None:
    sheet = book.add_worksheet("数据")
    sheet.write_string(0, 0, text.title, forms["title"])
    for column, (label, width) in enumerate(zip(_HEAD, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, label, forms["head"])
    rows = _rows(text)
    for row, entry in enumerate(rows, start=2):
        for column, value in enumerate(entry):
            if isinstance(value, str):
                sheet.write_string(row, column, value)
            elif value is not None:
                sheet.write_number(row, column, value)
    sheet.freeze_panes(2, 0)
    sheet.print_area(0, 0, 1 + len(rows), len(_HEAD) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _rows(text: Text) -> list[tuple[_Cell, ...]]:
    rows: list[tuple[_Cell, ...]] = []
    for entry in text.as_json(records=True)["figures"]:
        if "period" in entry or "scope" in entry:
            continue
        figure = text.figure(entry["id"])
        printed = entry["printed"] + entry["unit"]
        rows.append((figure.label, figure.id, entry["value"], entry["unit"], as_number(figure.share), printed,
                     len(figure.records), figure.definition.isoformat()))  # fmt: skip
    return rows
