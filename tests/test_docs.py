"""The documents say what is there: glossary as the lawbook, identifiers as the code, paths and links that exist."""

import importlib
import re
from pathlib import Path

import pytest

from mingjian.law.lawbook import packaged
from tests.glossary import PAGE, tables, written

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "docs").rglob("*.md"))
GLOSSARY = PAGE.read_text(encoding="utf-8")


def test_glossary_is_as_the_lawbook_says():
    assert written(GLOSSARY, packaged()) == GLOSSARY, "run: python -m tests.glossary"


def test_glossary_names_every_kind_power_duty_code_list_and_indicator():
    book = packaged()
    wanted = {*book.kinds(), *book.taxonomy("duty").codes}
    for section in ("powers", "taxonomies", "indicators", "instruments"):
        wanted |= set(book.entries(section))

    assert {name for name in wanted if f"| `{name}` |" not in GLOSSARY} == set()
    assert len(tables(book)) == 13


def test_glossary_names_code_that_exists():
    names = re.findall(r"`(mingjian\.[\w.]+)`", GLOSSARY)

    assert len(names) > 30
    assert [name for name in names if not exists(name)] == []


def exists(name: str) -> bool:
    """Whether a dotted name leads to something: a module, then attributes or annotated fields."""
    parts, place = name.split("."), 1
    found = importlib.import_module(parts[0])
    while place < len(parts) and importlib.util.find_spec(".".join(parts[: place + 1])):
        place += 1
        found = importlib.import_module(".".join(parts[:place]))
        if not hasattr(found, "__path__"):
            break
    for part in parts[place:]:
        if not hasattr(found, part) and part not in getattr(found, "__annotations__", {}):
            return False
        found = getattr(found, part, None)
    return True


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_link_to_what_exists(page):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", sorted((ROOT / "docs/how-to").glob("*.md")), ids=lambda page: page.name)
def test_guides_name_files_that_exist_and_fit_on_a_page(page):
    text = page.read_text(encoding="utf-8")
    paths = re.findall(r"`((?:src|tests|docs)/[\w./-]+)`", text)

    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []
    assert len(text.splitlines()) <= 90


def test_guides_quote_the_lawbook_as_it_is():
    """Whatever a guide shows of a label still stands in the lawbook."""
    lawbook = "\n".join(path.read_text("utf-8") for path in (ROOT / "src/mingjian/lawbook").rglob("*.yaml"))
    labels = {
        label
        for page in (ROOT / "docs/how-to").glob("*.md")
        for label in re.findall(r"label: ([\u3400-\u9fff]+)", page.read_text("utf-8"))
    }

    assert len(labels) >= 8
    assert {label for label in labels if f"label: {label}" not in lawbook} == set()
