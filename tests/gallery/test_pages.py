"""Rendered pages: nothing inline, sound structure, light, both languages."""

import gzip
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.test import Client

import mingjian.web.shared
from mingjian.web.gallery.samples import PAGES, STATUS

STATIC = Path(mingjian.web.shared.__file__).parent / "static/mingjian"
SPRITE = Path(mingjian.web.shared.__file__).parent / "templates/shared/sprite.html"
ALL = ["components", *PAGES]
KILOBYTES = {
    "sign-in": 6,
    "desk": 20,
    "register": 24,
    "matter": 30,
    "act-form": 14,
    "approvals": 16,
    "figures": 40,
    "report": 30,
    "lawbook": 30,
}


def _page(name: str, language: str = "zh-hans") -> str:
    client = Client(headers={"accept-language": language})
    client.cookies["django_language"] = language
    response = client.get(f"/styleguide/{name}/")
    assert response.status_code == STATUS.get(name, 200)
    return response.content.decode()


@pytest.mark.parametrize("name", ALL)
def test_page_has_nothing_inline(name):
    html = _page(name)

    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:|data:", html) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)", html) == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", ALL)
def test_page_has_one_title_and_skips_no_heading_level(name, language):
    html = re.sub(r"<dialog.*?</dialog>", "", _page(name, language), flags=re.S)
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]

    assert levels.count(1) == 1 or name == "approval-sheet"
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    assert f'<html lang="{"en" if language == "en" else "zh-Hans"}">' in html


@pytest.mark.parametrize("name", ALL)
def test_table_has_caption_and_scoped_heads(name):
    for table in re.findall(r"<table.*?</table>", _page(name), flags=re.S):
        assert "<caption" in table
        assert re.findall(r"<th(?![^>]*\sscope=)[ >]", table) == []


@pytest.mark.parametrize("name", ALL)
def test_label_and_description_ids_exist_once(name):
    html = _page(name)
    ids = re.findall(r'\sid="([^"]+)"', html)

    assert len(ids) == len(set(ids))
    for group in re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', html):
        assert set(group.split()) <= set(ids), group
    for target in re.findall(r'<label[^>]* for="([^"]+)"', html):
        assert target in ids


@pytest.mark.parametrize(("name", "limit"), KILOBYTES.items())
def test_page_is_light(name, limit):
    assert len(gzip.compress(_page(name).encode())) <= limit * 1000


def test_assets_are_light():
    def size(path: Path) -> int:
        return len(gzip.compress(path.read_bytes()))

    assert size(STATIC / "mingjian.css") <= 14_000
    assert size(STATIC / "mingjian.js") <= 5_000
    assert size(SPRITE) <= 3_000


def test_symbols_used_are_in_the_sprite():
    known = set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text(encoding="utf-8")))
    used = {name for page in ALL for name in re.findall(r'<use[^>]* href="#([^"]+)"', _page(page))}

    assert used <= known


def test_language_switch_is_kept():
    client = Client()

    client.post("/i18n/setlang/", {"language": "en", "next": "/styleguide/desk/"})

    assert "My work" in client.get("/styleguide/desk/").content.decode()
