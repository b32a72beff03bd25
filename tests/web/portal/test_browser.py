"""The public site in Chromium, as a process of its own: from the first page to the receipt and the answer (desk.md 10: 1, 2, 4, 5, 7, 8, 9).

One walk without script by keyboard alone, through the register and back; one with axe, narrow and with wide spacing.
"""

import gzip
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from unicodedata import normalize
from urllib.request import urlopen

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from mingjian.channels.answering import answer_new
from mingjian.channels.fetching import fetch
from mingjian.channels.models import Mailbox
from mingjian.ledger import instant
from mingjian.parties.models import Complainant
from tests.journeys.test_keyboard_and_script import Keys
from tests.people import city
from tests.stories import do
from tests.web.portal.reporter import WHAT
from tests.web.portal.served import Served, served
from tests.web.shown import EVERYTHING, SCRIPT, SEES

STORES = """async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
  (await caches.keys()).length, document.cookie]"""
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
)
WIDER = """() => document.documentElement.scrollWidth > innerWidth ? [...document.querySelectorAll('body *')].filter(
  one => one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 80)) : []"""
SMALL = """() => [...document.querySelectorAll('a, button, summary, input:not([type=hidden])')].filter(one => {
  if (one.tabIndex < 0) return false;
  const box = one.getBoundingClientRect();
  return box.width > 1 && (box.width < 24 || box.height < 24);
}).map(one => one.outerHTML.slice(0, 80))"""
INLINE = """() => document.querySelectorAll('script, style, [style], [onclick], [onsubmit], iframe').length"""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("portal"), Path(settings.MINGJIAN_KEYS)) as found:
        yield found


def opened(chromium: Browser, site: Served, **more) -> tuple[Page, list[str]]:
    """A tab, and what it asks of others or complains of."""
    tab, wrong = chromium.new_context(locale="zh-CN", **more).new_page(), list[str]()
    tab.on("request", lambda asked: None if asked.url.startswith(site.address) else wrong.append(asked.url))
    tab.on("console", lambda said: wrong.append(said.text) if "status of 4" not in said.text else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.goto(site.address)
    return tab, wrong


def reported(tab: Page) -> str:
    """By keyboard alone from the first page to the receipt; the query code on it."""
    keys = Keys(tab)
    keys.presses("开始填写")
    keys.types("姓名", "钱某")
    keys.types("单位", "临江市某局")
    keys.presses("下一步")
    keys.to("检举控告")
    tab.keyboard.press("Space")
    keys.types("经过", WHAT["text"])
    keys.presses("下一步")
    keys.to("没有材料")
    tab.keyboard.press("Space")
    keys.presses("下一步")
    keys.to("实名")
    tab.keyboard.press("Space")
    keys.types("姓名", "孙小某")
    keys.types("电话", "13800001234")
    keys.presses("下一步")
    assert WHAT["text"] in tab.inner_text("main")
    keys.presses("提交")
    assert tab.inner_text("h1") == "已收到"
    return tab.inner_text(".code")


@pytest.mark.django_db(transaction=True)
def test_report_by_keyboard_without_script_reaches_the_desk_and_is_answered(chromium, site):
    tab, wrong = opened(chromium, site, java_script_enabled=False)
    code = reported(tab)
    people = city()

    assert fetch(site.folder, unit=people.unit, on=instant.today()).registered == 1
    matter = Mailbox.objects.select_related("matter").get().matter
    do(people, matter, "accept", "信访孙", date.today())
    do(people, matter, "ask_reporter", "信访孙", date.today(), question="现金是在哪里给的？")
    answer_new(site.folder)
    assert Complainant.objects.get().is_named

    keys = Keys(tab)
    keys.presses("查进展、补充材料")
    keys.types("查询码", code.lower())
    keys.presses("查询")
    words = tab.inner_text("main")
    assert matter.number in words and "请补充" in words and "现金是在哪里给的？" in words
    keys.types("补充的内容", "在他的办公室。")
    keys.presses("提交补充")
    assert "补充的内容已经收到。" in tab.inner_text("main")
    assert fetch(site.folder, unit=people.unit, on=instant.today()).added == 1

    tab.goto(site.address)
    keys.presses("离开本页")
    tab.goto(f"{site.address}/receipt/")
    assert "本次填写已经结束。" in tab.inner_text("main")
    assert wrong == []
    tab.context.close()


def looked_at(tab: Page, name: str) -> list[str]:
    """What is wrong with a page: for axe, at 320 pixels, with wide spacing, with small targets, with anything inline."""
    found = [f"{name}: {fault}" for fault in tab.evaluate(SEES, EVERYTHING)]
    found += [f"{name}: small {one}" for one in tab.evaluate(SMALL)]
    found += [f"{name}: inline"] * bool(tab.evaluate(INLINE))
    tab.set_viewport_size({"width": 320, "height": 640})
    found += [f"{name}: wider {one}" for one in tab.evaluate(WIDER)]
    tab.evaluate(
        "text => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text); document.adoptedStyleSheets = [sheet]; }",
        SPACED,
    )
    found += [f"{name}: wider when spaced {one}" for one in tab.evaluate(WIDER)]
    tab.set_viewport_size({"width": 1280, "height": 800})
    return found


def test_every_page_is_sound_for_axe_narrow_and_spaced_in_both_languages(chromium, site):
    faults = list[str]()
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
    context.add_init_script(path=SCRIPT)
    tab, wrong = context.new_page(), list[str]()
    tab.on("request", lambda asked: None if asked.url.startswith(site.address) else wrong.append(asked.url))

    def look(name: str) -> None:
        faults.extend(looked_at(tab, name))

    def go(button: str = "main form .btn--primary") -> None:
        with tab.expect_navigation():
            tab.click(button)

    tab.goto(site.address)
    go("text=English")
    look("start")
    go("text=Larger")
    go()
    look("whom")
    go()
    look("whom, refused")
    tab.check("#id_unknown")
    go()
    look("what")
    tab.check("input[value=appeal]")
    tab.fill("#id_text", f"{WHAT['text']}13800001234")
    go()
    tab.set_input_files("#id_papers", [{"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"}])
    go("button[value=papers]")
    look("papers")
    go("text=中文")
    go()
    tab.check("input[value=anonymous]")
    look("who")
    go()
    look("check")
    tab.check("input[value=keep]")
    go()
    look("receipt")
    printed = tab.pdf(format="A4")
    code = tab.inner_text(".code")
    tab.goto(f"{site.address}/report/whole/")
    tab.goto(site.address)
    go("text=一页填完")
    look("whole")
    tab.goto(f"{site.address}/query/")
    tab.fill("#id_code", "x")
    go()
    look("query, refused")
    tab.fill("#id_code", code)
    go()
    look("box")
    tab.goto(f"{site.address}/nowhere/")
    look("nowhere")

    assert faults == []
    assert tab.evaluate(STORES) == [0, 0, 0, 0, ""]
    assert wrong == []
    assert [cookie["name"] for cookie in context.cookies()] == ["report"]
    pages_hold(printed, code)
    context.close()


def pages_hold(printed: bytes, code: str) -> None:
    """The receipt on paper: one page, its words as text (desk.md 10, check 17)."""
    pages = PdfReader(BytesIO(printed)).pages
    text = "".join(normalize("NFKC", pages[0].extract_text()).split())
    assert len(pages) == 1
    assert code.replace(" ", "") in text
    assert "回执号" in text and "离开本页" not in text


def test_pages_are_light(site):
    """desk.md 10, weights: 10 kB HTML, 25 kB at the first visit."""
    html = {path: len(gzip.compress(urlopen(site.address + path).read())) for path in ("/", "/query/")}
    sheets = sum(len(gzip.compress(urlopen(f"{site.address}/static/{name}").read())) for name in (
        "mingjian/mingjian.css", "portal/portal.css", "mingjian/icon.svg"))  # fmt: skip

    assert max(html.values()) <= 10_000
    assert max(html.values()) + sheets <= 25_000
