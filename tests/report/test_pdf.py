"""Conversion by the office program."""

import re
from datetime import date
from pathlib import Path

import pytest

from mingjian.report.gbt9704 import Letterhead, to_docx
from mingjian.report.pdf import NoOfficeProgram, to_pdf
from mingjian.report.text import Paragraph, Run, Text
from tests.report.measure import need_office, words


def document(words: str) -> bytes:
    text = Text(("题",), "", "", "t", date(2023, 1, 1), (Paragraph("p", "body", (Run(words),)),), {})
    return to_docx(text, Letterhead())


def test_files_of_one_name_are_converted_each_beside_itself(tmp_path: Path) -> None:
    need_office()
    paths = [tmp_path / name / "件.docx" for name in ("a", "b")]
    for path in paths:
        path.parent.mkdir()
        path.write_bytes(document(f"第{path.parent.name}份"))

    made = to_pdf(paths)

    assert made == [path.with_suffix(".pdf") for path in paths]
    assert ["".join(word.text for word in words(pdf))[:4] for pdf in made] == ["题第a份", "题第b份"]


def test_every_mark_at_the_end_of_a_line_is_printed(tmp_path: Path) -> None:
    need_office()
    text = (
        "四是在锻造纪检监察铁军上持续用力。加强思想淬炼、政治历练、实践锻炼、专业训练，严格执行回避、保密和打听案情、"
        "过问案件、说情干预登记备案等规定，推动监督执纪执法规范化、法治化、正规化，坚决防治“灯下黑”。"
    )
    path = tmp_path / "件.docx"
    path.write_bytes(document(text))

    (pdf,) = to_pdf([path])

    printed = "".join(word.text for word in words(pdf))
    assert re.sub(r"—\d+—", "", printed) == f"题{text}"


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    need_office()
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04 nothing")

    with pytest.raises(NoOfficeProgram, match=r"坏[.]docx没有转成PDF"):
        to_pdf([broken], tmp_path / "out")


def test_without_the_office_program_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NoOfficeProgram, match="请安装libreoffice-writer"):
        to_pdf([tmp_path / "a.docx"])
