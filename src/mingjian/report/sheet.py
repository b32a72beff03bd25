"""The sheet of GB/T 9704-2012: page, grid, fonts, paragraphs, page numbers, letter paper.

22 lines of 28 characters on A4 come from an exact line pitch and a character spacing, measured in the office program:
its own character grid gives other counts there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from mingjian.report.packed import repacked

FANGSONG, KAITI, HEITI, SONGTI = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
XIAOBIAOSONG = "方正小标宋简体"
SIZE_2, SIZE_3, SIZE_4 = 22.0, 16.0, 14.0
PITCH = 28.95
WIDTH = Mm(156)
RED = RGBColor(0xFF, 0, 0)
LEFT, CENTRE, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
)  # fmt: skip
_TIGHTER = "-5"  # twentieths of a point: 16 pt characters 15.75 pt apart, 28 to 156 mm


@dataclass(frozen=True)
class Stroke:
    """Some words in one font; by default the body's."""

    text: str
    font: str = FANGSONG
    size: float = SIZE_3
    red: bool = False


def new_sheet(*, title: str, page_numbers: bool = True) -> Docx:
    """An empty document with the page of the standard. `title` goes into its properties, no other name does."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(25.5)
    _grid(section)
    _body_style(document)
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    if page_numbers:
        _page_numbers(document)
    return document


def put(
    place: Any,
    strokes: Iterable[Stroke] | str,
    *,
    align: WD_ALIGN_PARAGRAPH = BOTH,
    first: float = 0,
    left: float = 0,
    right: float = 0,
    pitch: float | None = PITCH,
    before: float = 0,
    keep: bool = False,
) -> Paragraph:
    """A paragraph in a document or cell. Indents are in characters, `pitch` the exact line height in points.

    `keep`: on the same page as the next paragraph.
    """
    paragraph: Paragraph = place.add_paragraph()
    write(paragraph, strokes)
    form = paragraph.paragraph_format
    form.alignment = align
    form.space_before, form.space_after = Pt(before), Pt(0)
    form.keep_with_next = keep or None
    if pitch is None:
        form.line_spacing_rule = WD_LINE_SPACING.SINGLE
    else:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for name, chars in (("firstLine", first), ("left", left), ("right", right)):
        if chars:
            indent.set(qn(f"w:{name}Chars"), str(round(chars * 100)))
            indent.set(qn(f"w:{name}"), str(round(chars * (SIZE_3 - 0.25) * 20)))
    return paragraph


def write(paragraph: Paragraph, strokes: Iterable[Stroke] | str) -> None:
    for stroke in [Stroke(strokes)] if isinstance(strokes, str) else strokes:
        run = paragraph.add_run(stroke.text)
        set_font(run, stroke.font, stroke.size)
        if stroke.red:
            run.font.color.rgb = RED


def set_font(run: Run, font: str, size: float) -> None:
    """The font by its real name for every script, so that digits too come from it."""
    run.font.size = Pt(size)
    _fonts(run._r.get_or_add_rPr(), font)
    if size != SIZE_3:
        spacing = parse_xml(f'<w:spacing {nsdecls("w")} w:val="0"/>')
        run._r.get_or_add_rPr().insert_element_before(
            spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs"
        )


def blank(place: Any, lines: int = 1) -> None:
    for _ in range(lines):
        put(place, "")


QR_WIDTH = Mm(32)


def picture(document: Docx, png: bytes, *, width: int | None = None) -> None:
    """A picture, as wide as most of the text unless told; single spacing, an exact pitch would clip it."""
    paragraph = put(document, "", align=CENTRE, pitch=None, keep=True)
    paragraph.add_run().add_picture(BytesIO(png), width=Emu(width or int(WIDTH * 0.8)))


def form_paper(document: Docx) -> None:
    """Narrower upper and lower margins, so that a form with its opinions stays on one page."""
    section = document.sections[0]
    section.top_margin, section.bottom_margin = Mm(25), Mm(15)


def right_tab(paragraph: Paragraph, inset: float) -> None:
    """A tab that ends text `inset` points before the right edge."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(WIDTH.pt - inset), WD_TAB_ALIGNMENT.RIGHT)


def even_page(document: Docx) -> None:
    """What follows begins on the next even page and has no page numbers; neither has a page left blank before it.

    The break stands in the last paragraph: one of its own would make a new page where the text fills the last.
    """
    last = document.paragraphs[-1]
    section = document.add_section(WD_SECTION.EVEN_PAGE)
    broken = document.paragraphs[-1]._p
    last._p.get_or_add_pPr().append(broken.pPr.sectPr)
    broken.getparent().remove(broken)
    for footer in (section.footer, section.even_page_footer):
        footer.is_linked_to_previous = False


def letter_paper(document: Docx, mark: str) -> None:
    """The first page of a letter: issuer's name in red 30 mm from the edge, double red lines, no page number."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance = Mm(30)
    header, footer = section.first_page_header, section.first_page_footer
    for part in (header, footer):
        part.is_linked_to_previous = False
        part._element.remove(part.paragraphs[0]._p)
    size = min(36.0, 0.95 * WIDTH.pt / ems(mark))
    put(header, [Stroke(mark, XIAOBIAOSONG, size, red=True)], align=CENTRE, pitch=size * 1.2)
    for part, line in ((header, "thickThinSmallGap"), (footer, "thinThickSmallGap")):
        ruled = put(part, "", pitch=6)
        ruled.paragraph_format.left_indent = ruled.paragraph_format.right_indent = Mm(-7)
        border(ruled, 18, "FF0000", line)


def border(paragraph: Paragraph, eighths: int, colour: str, line: str = "single") -> None:
    """A line under a paragraph, its strength in eighths of a point."""
    bottom = f'<w:bottom w:val="{line}" w:sz="{eighths}" w:space="0" w:color="{colour}"/>'
    element = parse_xml(f"<w:pBdr {nsdecls('w')}>{bottom}</w:pBdr>")
    paragraph._p.get_or_add_pPr().insert_element_before(
        element, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def saved(document: Docx) -> bytes:
    """The file; the same paper is the same bytes whenever it is written, so its parts bear no time of writing."""
    stream = BytesIO()
    document.save(stream)
    return repacked(stream)


def ems(text: str) -> float:
    """The width of a text in characters: Latin letters and digits are half of one."""
    return sum(0.5 if ord(character) < 0x2000 else 1 for character in text)


def _grid(section: Any) -> None:
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    pitch = round(PITCH * 20)
    properties.append(parse_xml(f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{pitch}"/>'))


def _body_style(document: Docx) -> None:
    style = document.styles["Normal"]
    style.font.size = Pt(SIZE_3)
    properties = style.element.get_or_add_rPr()
    _fonts(properties, FANGSONG)
    spacing = parse_xml(f'<w:spacing {nsdecls("w")} w:val="{_TIGHTER}"/>')
    properties.insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang")
    language = parse_xml(f'<w:lang {nsdecls("w")} w:val="en-US" w:eastAsia="zh-CN"/>')
    properties.append(language)
    paragraph = style.element.get_or_add_pPr()
    for name in ("widowControl", "autoSpaceDE", "autoSpaceDN", "adjustRightInd", "snapToGrid"):
        paragraph.append(parse_xml(f'<w:{name} {nsdecls("w")} w:val="0"/>'))
    order = ["widowControl", "autoSpaceDE", "autoSpaceDN", "adjustRightInd", "snapToGrid", "spacing"]
    children = {qn(f"w:{name}"): place for place, name in enumerate(order)}
    paragraph[:] = sorted(paragraph, key=lambda child: children.get(child.tag, len(order)))


def _fonts(properties: Any, font: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)
    fonts.set(qn("w:hint"), "eastAsia")  # quotation marks and dashes too
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _page_numbers(document: Docx) -> None:
    """— 1 — in 14 pt 宋体, odd pages right, even pages left, one character in."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, align in ((section.footer, RIGHT), (section.even_page_footer, LEFT)):
        footer.is_linked_to_previous = False
        footer._element.remove(footer.paragraphs[0]._p)
        left, right = (1, 0) if align == LEFT else (0, 1)
        _page_field(put(footer, [], align=align, pitch=SIZE_4, left=left, right=right))


def _page_field(paragraph: Paragraph) -> None:
    write(paragraph, [Stroke("— ", SONGTI, SIZE_4)])
    for xml in ('<w:fldChar {} w:fldCharType="begin"/>', '<w:instrText {} xml:space="preserve"> PAGE </w:instrText>',
                '<w:fldChar {} w:fldCharType="separate"/>', "<w:t {}>1</w:t>",
                '<w:fldChar {} w:fldCharType="end"/>'):  # fmt: skip
        run = paragraph.add_run()
        set_font(run, SONGTI, SIZE_4)
        run._r.append(parse_xml(xml.format(nsdecls("w"))))
    write(paragraph, [Stroke(" —", SONGTI, SIZE_4)])
