"""The pages of the daily work as documents: nothing inline, sound structure, light, both languages."""

import gzip
import re
from datetime import date
from itertools import pairwise

import pytest

from mingjian.ledger.search import index_new
from mingjian.web.desk import names
from tests.people import city
from tests.stories import agree, assigned_lead, complaint, lead
from tests.web.sitting import TODAY, Sitting
from tests.web.test_approving import proposed

pytestmark = pytest.mark.django_db(transaction=True)
KILOBYTES = {
    "/": 20,
    "/?whose=unit": 20,
    "/register/lead/": 24,
    "/approvals/": 16,
}  # desk.md 10, with fifty rows
PAGES = (
    "/", "/?whose=unit", "/?whose=unassigned", "/?tab=waiting", "/?tab=done", "/?lamp=overdue", "/approvals/", "/approvals/?tab=proposed",
    "/register/lead/", "/register/case/", "/register/lead/?step=assigned", "/register/lead/export/", "/register/lead/print/", "/find/",
)  # fmt: skip


@pytest.fixture
def people():
    names.forget()
    return city()


def pages(people):
    """Every page with something on it, as case management sees it; the page of a proposal and its sheet as the head does."""
    assigned_lead(people)
    lead(people, date(2023, 3, 10))
    complaint(people)
    matter = proposed(people)
    agree(people, matter, TODAY, "主任张")
    index_new(everything=True)
    here, head = Sitting(people, "案管主任吴"), Sitting(people, "主任张")
    found = here.post("/find/", q="违规发放")["Location"]
    shown = {path: here.get(path) for path in (*PAGES, found, f"/approvals/{matter.id}/4/")}
    wrong = here.post("/register/lead/export/", 422, purpose="", recipient="")
    sheet = head.get(f"/approvals/{matter.id}/4/sheet/")
    return {**shown, "wrong": wrong, "sheet": sheet}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_is_sound(people, language, monkeypatch):
    if language == "en":
        monkeypatch.setattr("django.conf.settings.LANGUAGE_CODE", "en")
    for path, response in pages(people).items():
        html = response.content.decode()
        assert f'<html lang="{"en" if language == "en" else "zh-Hans"}">' in html
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:|data:", html) == [], path
        bare = re.sub(r"<dialog.*?</dialog>", "", html, flags=re.S)
        levels = [int(level) for level in re.findall(r"<h([1-6])", bare)]
        assert levels.count(1) == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels)), (path, levels)
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), path
        for group in re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', html):
            assert set(group.split()) <= set(ids), (path, group)
        for table in re.findall(r"<table.*?</table>", html, flags=re.S):
            assert "<caption" in table, path
            assert re.findall(r"<th(?![^>]*\sscope=)[ >]", table) == [], path


def test_english_pages_hold_no_chinese_but_what_was_recorded(people, monkeypatch):
    monkeypatch.setattr("django.conf.settings.LANGUAGE_CODE", "en")
    recorded = [
        "临江市纪委监委",
        "临纪线",
        "临纪信",
        "反映某局违规发放津贴问题",
        "反映某镇干部违规领取补贴问题",
        "反映不实，建议予以了结",
        "违规发放",
        "同意",
        "拟",
        "请审示",
        "请补充材料后再报",
        "中文",
        "中",
        "文",
        "明鉴",
        "号",
        "我",
    ]
    recorded += [*people.officers, *people.departments]
    for path, response in pages(people).items():
        if path in (
            "/register/lead/export/",
            "wrong",
        ):  # headings of the sheet are those of the file, which is Chinese
            continue
        html = re.sub(r"<head.*?</head>|<[^>]+>", " ", response.content.decode(), flags=re.S)
        for words in sorted(recorded, key=len, reverse=True):
            html = html.replace(words, "")
        assert set(re.findall(r"[\u3400-\u9fff]+", html)) == set(), path


def test_pages_are_light(people):
    for number in range(50):
        assigned_lead(people, date(2023, 3, 1 + number % 9))
        proposed(people)
    here, head = Sitting(people, "书记赵"), Sitting(people, "主任张")

    for path, limit in KILOBYTES.items():
        page = (head if path == "/approvals/" else here).get(path).content
        assert len(gzip.compress(page)) <= limit * 1000, path
