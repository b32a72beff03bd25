"""Contrast, recomputed from the token block of the style sheet (check 3 of the design)."""

import re
from pathlib import Path

import pytest

import mingjian.web.shared

SHEET = (Path(mingjian.web.shared.__file__).parent / "static/mingjian/mingjian.css").read_text(
    encoding="utf-8"
)
TOKENS = dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", SHEET[: SHEET.index("/* Ground */")]))
GROUNDS = ("paper", "page", "band")
TAGS = ("neutral", "info", "ok", "warn", "late", "paused", "open")
TEXTS = [(text, ground) for text in ("ink", "ink-2", "ink-3", "link") for ground in GROUNDS]
TEXTS += [("ink-3", ground) for ground in ("hover", "chosen", "fresh")]
TEXTS += [
    ("paper", "navy"),
    ("paper", "navy-2"),
    ("on-navy", "navy"),
    ("paper", "red"),
    ("red", "paper"),
    ("seen", "paper"),
]
TEXTS += [("error", "paper"), ("error", "page"), *((tag, f"{tag}-g") for tag in TAGS)]
TEXTS += [("ink", f"heat{n}") for n in range(4)] + [("paper", "heat4"), ("paper", "heat5")]
MARKS = (
    [("edge", ground) for ground in GROUNDS]
    + [("focus", ground) for ground in GROUNDS]
    + [("focus-navy", "navy")]
)
MARKS += [
    (name, "paper")
    for name in ("single", *(f"ring{n}" for n in range(1, 5)), *(f"named{n}" for n in range(1, 7)))
]
MARKS += [(f"{tag}-b", "paper") for tag in TAGS]


def _light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_light(TOKENS[one]), _light(TOKENS[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_is_readable_on_its_ground(text, ground):
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_mark_that_carries_meaning_is_visible(mark, ground):
    assert contrast(mark, ground) >= 3.0


def test_sheet_uses_no_colour_beside_the_tokens():
    rules = SHEET[SHEET.index("/* Ground */") :]
    # Paper has its own black and grey; the mark of the header and the group ground are the only literals on screen.
    allowed = {"#FFFFFF", "#000000", "#999999", "#5B789C", "#FAFBFC"}

    assert set(re.findall(r"#[0-9A-Fa-f]{6}\b", rules)) <= allowed


def test_sheet_keeps_to_what_old_browsers_know():
    # The print block may use more: paper comes from the browser at hand.
    for word in (
        ":has(",
        ":is(",
        ":where(",
        "@container",
        "color-mix(",
        "aspect-ratio",
        " inset:",
        "dvh",
        "@import",
        "url(",
    ):
        assert word not in SHEET, word
