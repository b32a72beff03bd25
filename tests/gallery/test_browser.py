"""Pages in a real browser: accessible, silent towards the network, usable by keyboard and at every width."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from mingjian.web.gallery.samples import PAGES

ALL = ["components", *PAGES]
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}


def _open(context: BrowserContext, gallery: str, name: str) -> tuple[Page, list[str]]:
    """The page and what went wrong: requests elsewhere, complaints of the browser."""
    page, wrong = context.new_page(), []
    page.on("request", lambda r: None if r.url.startswith(gallery) else wrong.append(r.url))
    page.on(
        "console", lambda m: wrong.append(m.text) if m.type == "error" and "status of" not in m.text else None
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{gallery}/styleguide/{name}/")
    return page, wrong


@pytest.mark.parametrize("context", ["zh-hans", "en"], indirect=True)
@pytest.mark.parametrize("name", ALL)
def test_page_is_accessible_and_asks_nobody_else(context, gallery, name):
    page, wrong = _open(context, gallery, name)
    page.evaluate(
        "document.querySelectorAll('main details').forEach(d => d.open = true); window.scrollTo(0, 0)"
    )

    # The page's own policy forbids evaluated script, so axe runs through the protocol, outside of it.
    found = Axe().run(page, options=RULES).response["violations"]

    grave = [
        (v["id"], [n["html"][:160] for n in v["nodes"]][:4])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert grave == []
    assert wrong == []


WIDER = """width => [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > width
    && !e.closest(".scroll, [tabindex='0']")).map(e => e.outerHTML.slice(0, 90)).slice(0, 4)"""  # what sticks out


@pytest.mark.parametrize("width", [1440, 1024, 390, 320])
def test_no_page_scrolls_sideways(context, gallery, width):
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    wide = []
    for name in ALL:
        page.goto(f"{gallery}/styleguide/{name}/")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append((name, page.evaluate(WIDER, width)))

    assert wide == []


def test_browser_storage_stays_empty(context, gallery):
    page, _wrong = _open(context, gallery, "register")

    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert context.cookies() == [] or {c["name"] for c in context.cookies()} == {"csrftoken"}


def test_pages_work_without_script(chromium, gallery):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{gallery}/styleguide/matter/")

    page.click(".menu-button")

    assert page.is_visible("nav.menu >> text=问题线索")
    assert page.is_visible("text=一个月的对应日为2026-11-26")
    context.close()


def test_shortcuts_move_focus(context, gallery):
    page, _wrong = _open(context, gallery, "register")

    page.keyboard.press("j")
    assert "112号" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("j")
    assert "113号" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.press("?")
    assert page.is_hidden("#keys"), "ignored while typing"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.is_visible("#keys")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/styleguide/desk/")


def test_focus_goes_to_errors_first(context, gallery):
    page, _wrong = _open(context, gallery, "act-form-errors")

    assert page.title().startswith("错误：")
    page.wait_for_function("document.activeElement.className === 'errsum'")


def test_calendar_fills_the_date(context, gallery):
    page, wrong = _open(context, gallery, "act-form")

    page.click("#id_on ~ button")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")

    assert page.input_value("#id_on") == "2026-11-22"
    assert page.evaluate("document.activeElement.id") == "id_on"
    assert wrong == []


def test_counter_and_stock_phrase(context, gallery):
    page, _wrong = _open(context, gallery, "approval")

    page.click("summary:has-text('常用语')")
    page.click("button:has-text('拟同意，请审示。')")

    assert "拟同意，请审示。" in page.input_value("#id_opinion")
    assert page.inner_text("[data-counter]") == f"已写{len(page.input_value('#id_opinion'))}字"


def test_lamps_differ_without_colour(context, gallery):
    page, _wrong = _open(context, gallery, "components")
    session = context.new_cdp_session(page)
    session.send("Emulation.setEmulatedVisionDeficiency", {"type": "achromatopsia"})

    lamps = page.query_selector_all("section[aria-labelledby=g-lamp] .lamp")
    drawn = {lamp.screenshot() for lamp in lamps}

    assert len(lamps) == 12
    assert len(drawn) == 12


def test_targets_are_large_enough(context, gallery):
    page, _wrong = _open(context, gallery, "register")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, select, input:not([type=hidden]), .views a, .tabs a, .pager a')]
        .filter(e => e.offsetParent && !e.closest('.sr'))
        .map(e => [e.outerHTML.slice(0, 80), (e.closest('label') || e).getBoundingClientRect()])
        .filter(([h, r]) => r.width < 24 || r.height < 24).map(([h]) => h)"""
    )

    assert small == []
