"""The manual shows pictures that the walk takes, and names what the pages name; the walk itself is `make manual`."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.manual.album import DESK, ENGLISH, FORMS, MANUAL, ROOT

PAGES = sorted(page for page in MANUAL.glob("*.md") if page.stem != "en")
IN_ENGLISH = [MANUAL / "en.md", *sorted((MANUAL / "en").glob("*.md"))]
WALK = "".join(path.read_text("utf-8") for path in sorted(Path(__file__).parent.glob("*.py")))
LIGHT = 3_000_000  # bytes of all pictures


def pictures(folder: str = "pictures") -> set[str]:
    return {path.stem for path in (MANUAL / folder).glob("*.png")}


@pytest.mark.parametrize(("pages", "folder"), [(PAGES, "pictures"), (IN_ENGLISH, "pictures/en")])
def test_every_picture_is_shown_and_every_picture_shown_is_there(pages, folder):
    shown = {name for page in pages
             for name in re.findall(rf"\((?:\.\./)?{folder}/([\w-]+)\.png\)", page.read_text("utf-8"))}  # fmt: skip

    assert shown == pictures(folder)


def test_every_chapter_has_its_twin_and_every_link_leads_somewhere():
    assert {page.stem for page in PAGES} - {"README"} == {page.stem for page in IN_ENGLISH} - {"en"}
    for page in [*PAGES, *IN_ENGLISH]:
        for link in re.findall(r"\]\(([\w./-]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), (page.name, link)


def test_the_walk_takes_exactly_these_pictures():
    taken = set(re.findall(r'picture\("([\w-]+)"\)', WALK))
    taken |= {f"{name}-{shot}" for name, shots in FORMS.values() for shot in shots.split()}

    assert taken == pictures()
    assert set(ENGLISH) == pictures("pictures/en") < taken


def test_pictures_are_light_and_the_readme_shows_one():
    sizes = [path.stat().st_size for path in [*(MANUAL / "pictures").rglob("*.png"), DESK]]

    assert sum(sizes) < LIGHT
    assert "docs/desk.png" in (ROOT / "README.md").read_text("utf-8")
    assert "docs/desk.png" in (ROOT / "README.zh-CN.md").read_text("utf-8")


def lawbook(key: str) -> set[str]:
    """Every word of the lawbook under `label` or `en`, and the names of steps."""
    found = set[str]()
    for path in (ROOT / "src/mingjian/lawbook").rglob("*.yaml"):
        found |= set(_words(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader), key))
    return found


def _words(value: Any, key: str) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get(key), str):
            yield value[key]
        for part in value.values():
            yield from _words(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from _words(part, key)


def interface(mark: str) -> set[str]:
    """Every message of the pages in one language, as the catalogue has it."""
    catalogue = (ROOT / "src/mingjian/web/locale/en/LC_MESSAGES/django.po").read_text("utf-8")
    whole = re.sub(r'"\n"', "", catalogue)
    said = set(re.findall(rf'^{mark}(?:\[0\])? "(.+)"$', whole, re.MULTILINE))
    return said | {
        re.sub(r" ?[（(]%\(.+", "", words) for words in said
    }  # “暂不能办（3）” is written without its number


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_stands_in_quotation_marks_is_a_word_of_the_product(page):
    known = interface("msgid") | lawbook("label")
    said = set(re.findall("“(.+?)”", page.read_text("utf-8")))
    known |= {words.strip("“”") for words in known}  # the product quotes “一把手” itself

    assert said
    assert said - known == set()


@pytest.mark.parametrize("page", IN_ENGLISH, ids=lambda page: page.name)
def test_what_is_bold_in_english_is_a_word_of_the_product(page):
    known = (
        interface("msgstr")
        | lawbook("en")
        | {"EN", "First sign-in.", "The desk", "One way for every act.", "The matter's page"}
    )
    text = page.read_text("utf-8").replace("\n", " ")
    said = {re.sub(r"\s+", " ", words) for words in re.findall(r"\*\*(.+?)\*\*", text)}

    assert said
    assert said - known == set()
