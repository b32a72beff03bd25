"""Measures taken from a PDF: where words stand, where ink is."""

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

MM = 72 / 25.4
TOOLS = ("soffice", "pdftotext", "pdftoppm")


class Word(NamedTuple):
    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


def need_office() -> None:
    """Skip aloud where the office program, the PDF tools or Chinese fonts are missing."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    fonts = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True).stdout
    if not fonts.strip():
        pytest.skip("no Chinese fonts installed (Debian: fonts-noto-cjk, fonts-lxgw-wenkai)")


def words(pdf: Path) -> list[Word]:
    """Every word of a PDF, in millimetres from the upper left corner."""
    xml = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    found, page = [], 0
    for line in xml.splitlines():
        page += line.strip().startswith("<page ")
        if match := re.search(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', line):
            left, top, right, bottom = (float(value) / MM for value in match.groups()[:4])
            found.append(Word(page, left, top, right, bottom, match[5]))
    return found


def body_lines(found: list[Word]) -> list[Word]:
    """The lines set in the size that most of the text has, from the top of the first page down; page numbers are not among them."""
    (size, _), *_ = Counter(round(word.bottom - word.top, 1) for word in found).most_common()
    rows: dict[tuple[int, float], list[Word]] = {}
    for word in found:
        if abs(word.bottom - word.top - size) < 0.15:
            rows.setdefault((word.page, round(word.top)), []).append(word)
    return [
        Word(
            page,
            row[0].left,
            row[0].top,
            max(word.right for word in row),
            row[0].bottom,
            "".join(word.text for word in row),
        )
        for (page, _), row in sorted(rows.items())
    ]


def count_pages(pdf: Path) -> int:
    """Pages of a PDF, blank ones among them."""
    xml = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return xml.count("<page ")


def red_rows(pdf: Path) -> list[float]:
    """Millimetres from the top of the first page of rows that are red over most of the text's width."""
    dpi = 100
    command = ["pdftoppm", "-r", str(dpi), "-f", "1", "-l", "1", pdf]
    ppm = subprocess.run(command, capture_output=True, check=True).stdout
    _, size, _, pixels = ppm.split(b"\n", 3)
    width, height = map(int, size.split())
    rows = []
    for row in range(height):
        line = pixels[row * width * 3 : (row + 1) * width * 3]
        red = sum(r > 200 and g < 120 for r, g in zip(line[::3], line[1::3], strict=True))
        if red > 0.7 * width:
            rows.append(row / dpi * 25.4)
    return rows
