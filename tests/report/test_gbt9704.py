"""The layout of GB/T 9704-2012, read from the file and measured on the page."""

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from mingjian.law.edition import Edition
from mingjian.report.fill import fill
from mingjian.report.gbt9704 import Letterhead, to_docx
from mingjian.report.pdf import to_pdf
from mingjian.report.text import Paragraph, Run, Text
from mingjian.statistics.figure import Figure
from tests.report.measure import Word, count_pages, need_office, red_rows, words

HEAD = Letterhead(
    mark="中共某市纪律检查委员会文件", number="某纪〔2024〕3号", signer="张某某", copy=12, secrecy="秘密★1年",
    addressee="某省纪委监委", attachments=("数据表", "名词解释"), signature="中共某市纪律检查委员会",
    dated=date(2024, 1, 15), copied_to="某市委办公室，" * 5, printed_by="某市纪委监委办公室",
    printed_on=date(2024, 1, 16),
)  # fmt: skip
YEAR = {"period": "2023年", "scope": "全市", "city": "某市"}


def plain_text(*paragraphs: str) -> Text:
    made = tuple(Paragraph(f"p{n}", "body", (Run(text),)) for n, text in enumerate(paragraphs))
    return Text(("试排",), "2023年", "全市", "t", date(2023, 1, 1), made, {})


def made(folder: Path, name: str, content: bytes) -> Path:
    path = folder / f"{name}.docx"
    path.write_bytes(content)
    return path


def test_no_part_of_the_file_bears_the_time_of_writing() -> None:
    with ZipFile(BytesIO(to_docx(plain_text("字"), HEAD))) as file:
        assert {part.date_time for part in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Word], list[Word], list[float]]:
    """Words of a page of solid text, words and red lines of a whole document, from one conversion."""
    need_office()
    folder = tmp_path_factory.mktemp("layout")
    solid = made(folder, "solid", to_docx(plain_text("国" * 28 * 22 * 3), Letterhead()))
    whole = made(folder, "whole", to_docx(plain_text("字" * 40), HEAD))
    pdfs = to_pdf([solid, whole])
    return words(pdfs[0]), words(pdfs[1]), red_rows(pdfs[1])


def lines(found: list[Word], page: int) -> list[Word]:
    return [word for word in found if word.page == page and set(word.text) == {"国"}]


def test_a_page_has_22_lines_of_28_characters(pages: tuple[list[Word], ...]) -> None:
    full = lines(pages[0], 2)

    assert [len(line.text) for line in full] == [28] * 22


def test_margins_and_line_pitch_are_those_of_the_standard(pages: tuple[list[Word], ...]) -> None:
    full = lines(pages[0], 2)

    assert full[0].left == pytest.approx(28, abs=0.2)
    assert full[0].right == pytest.approx(210 - 26, abs=0.6)
    assert (full[-1].top - full[0].top) / 21 == pytest.approx(225 / 22, abs=0.05)
    assert full[0].top > 37 and full[-1].bottom < 297 - 35 + 0.5


def test_page_numbers_stand_outside_under_the_text(pages: tuple[list[Word], ...]) -> None:
    numbers = {word.page: word for word in pages[0] if word.text.isdigit()}

    assert [numbers[page].text for page in (1, 2, 3)] == ["1", "2", "3"]
    assert numbers[1].left > 160 and numbers[2].left < 45 and numbers[3].left > 160
    assert numbers[1].top == pytest.approx(297 - 35 + 4.5, abs=1.5)


def test_head_is_red_and_in_its_place(pages: tuple[list[Word], ...]) -> None:
    _, whole, red = pages
    find = {word.text: word for word in whole}

    assert find["中共某市纪律检查委员会文件"].top == pytest.approx(37 + 35, abs=3)
    assert find["000012"].top == pytest.approx(37 + 4, abs=2)
    number = next(word for word in whole if word.text.startswith("某纪"))
    assert red and red[0] - number.bottom == pytest.approx(4, abs=1.5)


def test_imprint_stands_at_the_foot_of_an_even_page(pages: tuple[list[Word], ...]) -> None:
    office = next(word for word in pages[1] if word.text.startswith("某市纪委监委办公室"))

    assert office.page % 2 == 0
    assert office.bottom == pytest.approx(297 - 35, abs=3)


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, list[Word]]]:
    """Pages and words of reports whose text ends on an odd page, on an even one, and with the last line of an odd one."""
    need_office()
    folder = tmp_path_factory.mktemp("imprint")
    foot = Letterhead(printed_by="某市纪委监委办公室", printed_on=date(2024, 1, 16))
    lines = {"odd": 10, "even": 30, "full": 18}
    files = [
        made(folder, name, to_docx(plain_text(*["国" * 20] * count), foot)) for name, count in lines.items()
    ]
    return {pdf.stem: (count_pages(pdf), words(pdf)) for pdf in to_pdf(files)}


@pytest.mark.parametrize(("name", "text", "blank", "pages"), [
    ("odd", [1], [], 2), ("even", [1, 2], [3], 4), ("full", [1], [], 2),
])  # fmt: skip
def test_imprint_has_an_even_page_of_its_own_without_a_number(
    ended: dict[str, tuple[int, list[Word]]], name: str, text: list[int], blank: list[int], pages: int
) -> None:
    count, found = ended[name]
    on_page = {page: {word.text for word in found if word.page == page} for page in range(1, count + 1)}

    assert count == pages
    assert [page for page, said in on_page.items() if "国" * 20 in said] == text
    assert [page for page, said in on_page.items() if not said] == blank
    assert [page for page, said in on_page.items() if str(page) in said] == text, (
        "numbers under the text only"
    )
    imprint = "".join(word.text for word in found if word.page == pages)
    assert imprint == "某市纪委监委办公室2024年1月16日印发"


def test_fonts_are_named_as_offices_have_them(annual: Edition, city: dict[str, Figure]) -> None:
    text = fill(annual, city, words=YEAR, on=date(2023, 12, 31))

    document = Document(BytesIO(to_docx(text, HEAD)))

    fonts = {}
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if run.text.strip():
                fonts.setdefault(run.text[:8], run._r.rPr.rFonts.get(qn("w:eastAsia")))
    assert fonts["中共某市纪律检查"] == fonts["某市纪委监委20"] == "方正小标宋简体"
    assert fonts["一、开展的主要工"] == fonts["秘密★1年"] == "黑体"
    assert fonts["一是强化政治监督"] == fonts["张某某"] == "楷体_GB2312"
    assert fonts["某省纪委监委："] == "仿宋_GB2312"


def test_document_says_exactly_the_text(annual: Edition, city: dict[str, Figure]) -> None:
    text = fill(annual, city, words=YEAR, on=date(2023, 12, 31))

    document = Document(BytesIO(to_docx(text, Letterhead())))

    assert [p.text for p in document.paragraphs if p.text] == [text.title, *map(str, text.paragraphs)]
    body = [p for p in document.paragraphs if p.text.startswith("处置信访举报")]
    assert body[0]._p.pPr.ind.get(qn("w:firstLineChars")) == "200"


def test_a_caption_is_printed_with_its_chart_only(s4: Edition, city: dict[str, Figure]) -> None:
    text = fill(s4, city, words={**YEAR, "issuer": "某市纪委监委"}, on=date(2031, 6, 30))
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
        "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
    )

    without = Document(BytesIO(to_docx(text, Letterhead())))
    chart = Document(BytesIO(to_docx(text, Letterhead(), charts={"chart_forms": png})))

    assert not [p.text for p in without.paragraphs if p.text.startswith("图")]
    assert [p.text[:2] for p in chart.paragraphs if p.text.startswith("图")] == ["图2"]
    assert len(chart.inline_shapes) == 1


def test_a_long_title_breaks_by_meaning(s4: Edition, city: dict[str, Figure]) -> None:
    text = fill(s4, city, words={**YEAR, "issuer": "某市纪委监委"}, on=date(2031, 6, 30))

    document = Document(BytesIO(to_docx(text, Letterhead())))

    titles = [p.text for p in document.paragraphs if p.text][:3]
    assert titles == ["某市纪委监委通报", "2023年全市纪检监察机关", "监督检查、审查调查情况"]


def test_a_draft_is_marked_on_odd_and_even_pages() -> None:
    draft = Document(BytesIO(to_docx(plain_text("字"), Letterhead(), draft=True)))
    final = Document(BytesIO(to_docx(plain_text("字"), Letterhead())))

    def marks(document: object) -> list[int]:
        section = document.sections[0]  # type: ignore[attr-defined]
        return [
            part._element.xml.count('string="草稿"') for part in (section.header, section.even_page_header)
        ]

    assert (marks(draft), marks(final)) == ([1, 1], [0, 0])


def test_the_file_names_no_person() -> None:
    properties = Document(BytesIO(to_docx(plain_text("字"), Letterhead()))).core_properties

    assert (properties.title, properties.author, properties.comments) == ("试排", "", "")
