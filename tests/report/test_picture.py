"""Charts on paper: the same numbers as the sentences, the colours of the page, real pictures in the Word file."""

import re
from io import BytesIO
from pathlib import Path

from django.utils.safestring import SafeString
from docx import Document

import mingjian
from mingjian.report.charts import RINGS, parts
from mingjian.report.drawing import Bar, ring
from mingjian.report.fill import fill
from mingjian.report.gbt9704 import Letterhead, to_docx
from mingjian.report.picture import _STYLE, pictures
from tests.report.conftest import edition, figures
from tests.report.test_fill import ON, WORDS

CSS = Path(mingjian.__file__).parent / "web/shared/static/mingjian/mingjian.css"


def of_figures(caption: str) -> SafeString:
    return parts(RINGS[caption], figures())


def test_pictures_stand_over_the_captions_that_the_text_has() -> None:
    text = fill(edition("S4"), figures(), words=WORDS, on=ON)
    drawn = pictures(text, of_figures)
    document = Document(BytesIO(to_docx(text, Letterhead(mark="临江市纪委监委"), charts=drawn)))
    plain = pictures(fill(edition("S4"), figures(), words=WORDS, on=ON, house={"charts": False}), of_figures)

    assert list(drawn) == ["chart_ranks", "chart_forms"]
    assert all(picture.startswith(b"\x89PNG") and len(picture) > 5000 for picture in drawn.values())
    assert len(document.inline_shapes) == 2
    assert plain == {}


def test_drawing_says_the_numbers_of_the_text() -> None:
    made = re.sub(r"<[^>]+>", "|", parts("form_uses.by_form", figures()))

    for said in ("202人次", "61.0%", "95人次", "28.7%", "16人次", "4.8%", "18人次", "5.5%", "331"):
        assert f"|{said}|" in made or said in made.replace("|", "")


def test_ring_closes_in_pixels() -> None:
    made = ring(tuple(Bar(label=str(n), value=n) for n in (50, 30, 20)), unit="件")
    lengths = [
        (float(one), float(rest)) for one, rest in re.findall(r'stroke-dasharray="([\d.]+) ([\d.]+)"', made)
    ]

    assert {round(one + rest) for one, rest in lengths} == {427}  # round the ring: 2π × 68
    assert [round(one) for one, _ in lengths] == [212, 126, 83]
    assert "pathLength" not in made


def test_colours_on_paper_are_those_of_the_page() -> None:
    css = CSS.read_text("utf-8")
    named = dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", css))
    page = {
        "c-ring1": "ring1",
        "c-ring2": "ring2",
        "c-ring3": "ring3",
        "c-ring4": "ring4",
        "c-ring5": "named2",
        "c-ring6": "named3",
    }

    for name, colour in page.items():
        assert f".{name} {{ stroke: {named[colour]}; }}" in _STYLE
    assert f".c-single {{ fill: {named['single']}; }}" in _STYLE
