"""A text as an official document by GB/T 9704-2012: issuer's mark, number, title, body, signature, imprint."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from docx.document import Document as Docx
from docx.shared import Pt
from docx.text.paragraph import Paragraph as DocxParagraph

from mingjian.report import shapes, sheet
from mingjian.report.numbers import day
from mingjian.report.ruled import put_table
from mingjian.report.sheet import CENTRE, LEFT, RIGHT, Stroke, blank, put
from mingjian.report.text import Paragraph, Text


@dataclass(frozen=True)
class Letterhead:
    """What stands round the text of an official document. Empty parts are left out.

    `mark` is the issuer's name as printed in red; `signer` is given for papers to a higher organ only (签发人);
    `copies` counts from 1; `sealed`: the seal covers signature and date, which then stand further in.
    """

    mark: str = ""
    number: str = ""
    signer: str = ""
    copy: int | None = None
    secrecy: str = ""
    urgency: str = ""
    addressee: str = ""
    attachments: tuple[str, ...] = ()
    signature: str = ""
    dated: date | None = None
    sealed: bool = True
    note: str = ""
    copied_to: str = ""
    printed_by: str = ""
    printed_on: date | None = None


def to_docx(
    text: Text, letterhead: Letterhead, *, draft: bool = False, charts: Mapping[str, bytes] | None = None
) -> bytes:
    """The text as a Word file; `charts`: PNG by the id of the caption paragraph, other captions are left out."""
    document = sheet.new_sheet(title=text.title)
    put_head(document, letterhead)
    put_title(document, text.title_lines)
    put_addressee(document, letterhead.addressee)
    for paragraph in text.paragraphs:
        _body(document, paragraph, charts or {})
    put_foot(document, letterhead)
    if draft:
        shapes.watermark(document, "草稿")
    return sheet.saved(document)


def put_head(document: Docx, head: Letterhead) -> None:
    """Above the red line: three lines of marks, the issuer's mark 35 mm under the upper edge, number, signer."""
    if not head.mark:
        return
    for words, font in (
        (f"{head.copy:06d}" if head.copy else "", sheet.FANGSONG),
        (head.secrecy, sheet.HEITI),
        (head.urgency, sheet.HEITI),
    ):
        put(document, [Stroke(words, font)], align=LEFT)
    size = min(52.0, 0.98 * sheet.WIDTH.pt / sheet.ems(head.mark))
    put(
        document,
        [Stroke(head.mark, sheet.XIAOBIAOSONG, size, red=True)],
        align=CENTRE,
        pitch=size * 1.2,
        before=9,
    )
    blank(document, 2)
    _number(document, head)
    blank(document, 1)


def put_title(document: Docx, lines: Sequence[str]) -> None:
    """The title on one line if it fits, else broken where it breaks by meaning, after a blank line."""
    blank(document, 1)
    whole = "".join(lines)
    shown = [whole] if sheet.ems(whole) <= sheet.WIDTH.pt / sheet.SIZE_2 - 2 else lines
    for line in shown:
        put(document, [Stroke(line, sheet.XIAOBIAOSONG, sheet.SIZE_2)], align=CENTRE, pitch=34, keep=True)
    blank(document, 1)


def put_addressee(document: Docx, addressee: str) -> None:
    if addressee:
        put(document, f"{addressee}：", align=LEFT)


def put_foot(document: Docx, head: Letterhead) -> None:
    """Attachments, signature and date, note, and the imprint at the foot of the last, even page."""
    _attachments(document, head.attachments)
    if head.signature or head.dated:
        blank(document, 2)
        for paragraph in document.paragraphs[-3:]:  # a signature never stands alone on a page
            paragraph.paragraph_format.keep_with_next = True
        _signature(document, head)
    if head.note:
        put(document, f"（{head.note}）", first=2)
    if head.copied_to or head.printed_by:
        _imprint(document, head)


def _number(document: Docx, head: Letterhead) -> None:
    """The number, and for papers upward the signer; the red line 4 mm below."""
    strokes = [Stroke(head.number)]
    if head.signer:
        strokes += [Stroke("\t签发人："), Stroke(head.signer, sheet.KAITI)]
    paragraph = put(document, strokes, align=LEFT if head.signer else CENTRE, left=1 if head.signer else 0)
    if head.signer:
        sheet.right_tab(paragraph, sheet.SIZE_3)
    sheet.border(put(document, "", pitch=11.3), 12, "FF0000")


def _body(document: Docx, paragraph: Paragraph, charts: Mapping[str, bytes]) -> None:
    if paragraph.role == "caption":
        if paragraph.id in charts:
            sheet.picture(document, charts[paragraph.id])
            put(document, str(paragraph), align=CENTRE)
        return
    if paragraph.table is not None:
        if paragraph.runs:
            put(
                document,
                [Stroke("".join(run.text for run in paragraph.runs), sheet.KAITI)],
                first=2,
                keep=True,
            )
        put_table(document, paragraph.table)
        return
    if paragraph.role == "heading":
        put(document, [Stroke(str(paragraph), sheet.HEITI)], first=2, keep=True)
        return
    put(
        document,
        [Stroke(run.text, sheet.KAITI if run.lead else sheet.FANGSONG) for run in paragraph.runs],
        first=2,
    )


def _attachments(document: Docx, attachments: Sequence[str]) -> None:
    if not attachments:
        return
    blank(document, 1)
    for place, name in enumerate(attachments, start=1):
        number = f"{place}．" if len(attachments) > 1 else ""
        lead = "附件：" if place == 1 else "　　　"
        put(document, f"{lead}{number}{name}", align=LEFT, first=2)


def _signature(document: Docx, head: Letterhead) -> None:
    """Date four characters from the right under a seal, two without; the issuer's name centred over it."""
    dated = day(head.dated) if head.dated else "　　　　年　　月　　日"
    inset = 4.0 if head.sealed else 2.0
    name = inset + (sheet.ems(dated) - sheet.ems(head.signature)) / 2
    shift = max(0.0, 1 - name)
    put(document, head.signature, align=RIGHT, right=name + shift, keep=True)
    put(document, dated, align=RIGHT, right=inset + shift)


def _imprint(document: Docx, head: Letterhead) -> None:
    """Ruled lines in a text box at the lower edge of the next even page, which has no number.

    Always a page of its own: where the text ends on an even page already, nothing that Word lays out can tell, so a blank
    page without a number comes between, as the standard allows; a sheet more, but never an imprint on an odd page.
    A box and not a frame: the office program loses the place of frames that hold ruled paragraphs.
    """
    sheet.even_page(document)
    anchor = put(document, "")
    ruled = [_rule(document, thick=True)]
    height = 6.0
    if head.copied_to:
        words = f"抄送：{head.copied_to}。"
        copied = put(document, [Stroke(words, size=sheet.SIZE_4)], align=LEFT, pitch=_ROW, right=_INSET)
        copied.paragraph_format.left_indent = Pt(4 * sheet.SIZE_4)
        copied.paragraph_format.first_line_indent = Pt(-3 * sheet.SIZE_4)
        ruled += [copied, _rule(document, thick=not head.printed_by)]
        height += _ROW * ceil((sheet.ems(words) - 3) * sheet.SIZE_4 / (sheet.WIDTH.pt - 5 * sheet.SIZE_4))
    if head.printed_by:
        printed = f"{day(head.printed_on)}印发" if head.printed_on else ""
        words = f"{head.printed_by}\t{printed}"
        line = put(document, [Stroke(words, size=sheet.SIZE_4)], align=LEFT, pitch=_ROW, left=_INSET)
        sheet.right_tab(line, sheet.SIZE_4)
        ruled += [line, _rule(document, thick=True)]
        height += _ROW
    shapes.box_at_foot(anchor, ruled, height)


def _rule(document: Docx, *, thick: bool) -> DocxParagraph:
    """A line of 0.35 mm, or of 0.25 mm between two rows."""
    paragraph = put(document, "", pitch=2)
    sheet.border(paragraph, 8 if thick else 6, "000000")
    return paragraph


_INSET = sheet.SIZE_4 / sheet.SIZE_3
_ROW = 26.0
