"""A table of figures on the sheet of an official document: ruled, in the width of the text, its head on every page."""

from docx.document import Document as Docx
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Emu

from mingjian.report import sheet
from mingjian.report.sheet import CENTRE, LEFT, Stroke, put
from mingjian.report.text import Table

WIDEST = 8  # columns beside which a page of this width is turned into rows
_TOGETHER = 14  # rows that are not parted by a page
_SIZE, _PITCH = 12.0, 18.0


def put_table(document: Docx, made: Table) -> None:
    """The table; a form wider than the page stands with its codes down and its measures across."""
    table = made.turned() if made.width > WIDEST else made
    ruled = document.add_table(rows=0, cols=table.width)
    ruled.style = "Table Grid"
    ruled.alignment = WD_TABLE_ALIGNMENT.CENTER
    ruled.autofit = False
    first = sheet.WIDTH * (0.42 if table.width < 5 else 0.31)
    widths = [first, *([(sheet.WIDTH - first) / (table.width - 1)] * (table.width - 1))]
    for column, width in zip(ruled.columns, widths, strict=True):
        column.width = Emu(int(width))
    short = len(table.rows) <= _TOGETHER
    _line(ruled, [cell.words for cell in table.heads[0]], head=True, keep=True)
    for place, row in enumerate(table.rows, start=1):
        _line(ruled, [cell.words for cell in row], block=row[0].block, keep=short and place < len(table.rows))
    if table.note:
        put(document, [Stroke(f"注：{table.note}", size=_SIZE)], align=LEFT, pitch=_PITCH)


def _line(ruled, words: list[str], *, head: bool = False, block: bool = False, keep: bool = False) -> None:  # type: ignore[no-untyped-def]
    row = ruled.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    if head:
        properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    boxes = row.cells[:1] if block else row.cells
    if block:
        boxes = (row.cells[0].merge(row.cells[-1]),)
    for place, (box, said) in enumerate(zip(boxes, words, strict=False)):
        for paragraph in box.paragraphs:
            box._tc.remove(paragraph._p)
        box.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        font = sheet.HEITI if head or block else sheet.FANGSONG
        put(
            box,
            [Stroke(said, font, _SIZE)],
            align=CENTRE if head or place else LEFT,
            pitch=_PITCH,
            keep=keep or block,
        )
