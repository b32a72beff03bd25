"""The figures of a text as a spreadsheet: one row for each number, in printed order."""

from io import BytesIO

import xlsxwriter

from mingjian.report.text import Text, as_number

_HEAD = ("指标", "编号", "数值", "单位", "占比（%）", "正文写法", "记录数", "口径版本")
_Cell = str | int | float | None
_WIDTHS = (36, 40, 12, 8, 10, 16, 8, 12)


def to_xlsx(text: Text) -> bytes:
    """A workbook with one sheet: title, heads, a row for each figure once. Codes and labels are text cells."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("数据")
    title = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    sheet.write_string(0, 0, text.title, title)
    for column, (label, width) in enumerate(zip(_HEAD, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, label, head)
    for row, entry in enumerate(_rows(text), start=2):
        for column, value in enumerate(entry):
            if isinstance(value, str):
                sheet.write_string(row, column, value)
            elif value is not None:
                sheet.write_number(row, column, value)
    sheet.freeze_panes(2, 0)
    sheet.print_area(0, 0, 1 + len(text.figures), len(_HEAD) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    return stream.getvalue()


def _rows(text: Text) -> list[tuple[_Cell, ...]]:
    rows: list[tuple[_Cell, ...]] = []
    for entry in text.as_json(records=True)["figures"]:
        figure = text.figures[entry["id"]]
        printed = entry["printed"] + entry["unit"]
        rows.append((figure.label, figure.id, entry["value"], entry["unit"], as_number(figure.share), printed,
                     len(figure.records), figure.definition.isoformat()))  # fmt: skip
    return rows
