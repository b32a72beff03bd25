"""Signing in, lawbook, verification and figures in a real browser: by keyboard, without script, at every width."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from mingjian.ledger.sealer import seal_new
from tests.ledger.seals import NOON, assigned, state_file
from tests.people import city
from tests.stories import assigned_lead
from tests.web.desk import at_desk

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "长江之水 flows east 42"
PAGES = (
    "/password/", "/law/", "/law/clocks/", "/law/taxonomies/", "/law/indicators/", "/law/indicators/persons_sanctioned/",
    "/law/calendars/", "/law/changes/", "/law/procedures/measure/compare/", "/law/?on=x", "/verify/", "/figures/",
    "/figures/leads_registered/", "/figures/leads_registered/records/?period=2023", "/bulletin/", "/annual/",
    "/reports/annual/write/political/", "/nowhere/",
)  # fmt: skip


@pytest.fixture
def people() -> Iterator[object]:
    state_file().unlink(missing_ok=True)
    made = city()
    made.officers["书记赵"].set_password(PASSWORD)
    made.officers["书记赵"].save()
    assigned(made)
    seal_new(NOON)
    yield made
    state_file().unlink(missing_ok=True)


def secretary(people) -> str:
    return people.officers["书记赵"].username


def entered(browser: Browser, live_server, people, **context) -> tuple[Page, list[str]]:
    """A page of the secretary, signed in through the form, and what went wrong in it."""
    page, wrong = browser.new_context(locale="zh-CN", **context).new_page(), []
    page.on(
        "request",
        lambda request: None if request.url.startswith(live_server.url) else wrong.append(request.url),
    )
    page.on(
        "console",
        lambda message: (
            wrong.append(message.text)
            if message.type == "error" and "status of" not in message.text
            else None
        ),
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{live_server.url}/sign-in/?next=/law/")
    page.fill("#id_account", secretary(people))
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/law/")
    return page, wrong


def test_signing_in_and_out_needs_no_pointer(chromium, live_server, people):
    page = chromium.new_context(locale="zh-CN").new_page()
    page.goto(f"{live_server.url}/password/")
    for keys in ("Tab", "Tab"):
        page.keyboard.press(keys)
    assert page.evaluate("document.activeElement.id") == "id_account"
    page.keyboard.type(secretary(people))
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/password/")
    page.click("details.account summary")
    page.click("text=退出登录")
    page.wait_for_url("**/sign-in/")
    page.go_back()

    assert "/sign-in/" in page.url, "what was seen before is asked for again, and refused"


def test_mistake_puts_focus_on_its_sentence(chromium, live_server, people):
    page = chromium.new_context(locale="zh-CN").new_page()
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("#id_account", secretary(people))
    page.fill("#id_password", "wrong")
    page.click("main button")

    page.wait_for_function("document.activeElement.className === 'errsum'")
    assert page.title().startswith("错误：")
    assert page.input_value("#id_account") == secretary(people)
    assert page.input_value("#id_password") == ""


def test_second_machine_takes_over_without_script(chromium, live_server, people):
    entered(chromium, live_server, people)
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/sign-in/?next=/verify/")
    page.fill("#id_account", secretary(people))
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.click("text=在此登录并结束那边的会话")

    page.wait_for_url(f"{live_server.url}/verify/")


# What never breaks, each with its height in lines of its own.
LINES = """() => [...document.querySelectorAll('time, .no, .lamp, .fig, .idbar h1')].filter(one => one.offsetHeight).map(
  one => [one.textContent, one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight)])"""


@pytest.mark.parametrize("width", [1440, 1024, 390, 320])
def test_no_page_scrolls_sideways(chromium, live_server, people, width):
    page, _wrong = entered(chromium, live_server, people, viewport={"width": width, "height": 800})
    wide, broken, seen = [], [], 0
    for path in PAGES:
        page.goto(live_server.url + path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
        lines = page.evaluate(LINES)
        broken += [(path, words) for words, height in lines if height > 1.6]
        seen += len(lines)

    assert wide == []
    assert broken == [], "dates, numbers of matters, figures and lamps stand on one line"
    assert seen > len(PAGES)


def test_number_of_a_bulletin_shows_its_source_beside_it(chromium, live_server, people):
    """desk.md 5.15: a part that fails shows its error in place, with a second try."""
    page, wrong = entered(chromium, live_server, people, viewport={"width": 1440, "height": 900})
    page.goto(f"{live_server.url}/bulletin/?period=2023")
    page.route("**/figures/**", lambda route: route.abort())
    page.click("article a.run >> nth=0")
    page.wait_for_selector("#source .lost")
    assert "这一部分没有取到。" in page.inner_text("#source")
    page.unroute("**/figures/**")
    wrong.clear()  # the browser says itself that a request was cut off
    page.click("text=重试")
    page.wait_for_selector("#source .value")

    assert "0件次" in page.inner_text("#source")
    assert page.url == f"{live_server.url}/bulletin/?period=2023"
    page.wait_for_function("document.activeElement.id === 'source-title'")
    assert wrong == []


def test_typed_number_in_a_report_is_refused_beside_the_field(chromium, live_server, people):
    page, _wrong = entered(chromium, live_server, people)
    page.goto(f"{live_server.url}/reports/annual/write/political/?period=2023")
    page.fill("#id_words", "处置问题线索391件。")
    page.click("text=保存本段")

    assert "“391”像是数字" in page.inner_text("#id_words_error")
    assert page.input_value("#id_words") == "处置问题线索391件。"


def test_long_list_is_narrowed_by_pinyin(chromium, live_server, people):
    """Words, whole syllables, first letters or a mixture; what was not taken is not kept (desk.md 5.3)."""
    page, wrong = entered(chromium, live_server, people)
    page.goto(f"{live_server.url}/register/lead/")
    offered = {}
    for typed in ("czyj", "chuzhiyj", "chu zhi", "处置意见", "xyz"):
        page.click("#id_step")
        page.keyboard.type(typed)
        offered[typed] = page.locator("#id_step_options li").all_inner_texts()
        page.keyboard.press("Escape")
        page.locator("#id_step").blur()
        assert page.input_value("#id_step") == "任意", "what was not taken is not kept"
    page.click("#id_step")
    page.keyboard.type("czyj")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert offered["czyj"] == offered["chuzhiyj"] == offered["处置意见"] == ["处置意见待审批"]
    assert "处置意见待审批" in offered["chu zhi"]
    assert offered["xyz"] == ["没有符合的"]
    assert "step=disposal_proposed" in page.url and page.input_value("#id_step") == "处置意见待审批"
    assert wrong == []


def test_after_adding_to_a_list_focus_stays_with_it(chromium, live_server, people):
    lead = assigned_lead(people)
    there = chromium.new_context(locale="zh-CN")
    cookies = at_desk(people.officers["承办李"]).cookies.items()
    there.add_cookies([{"name": name, "value": one.value, "url": live_server.url} for name, one in cookies])
    page = there.new_page()
    page.goto(f"{live_server.url}/m/{lead.pk}/do/propose_disposal/")
    page.fill("#id_study_present_add", people.officers["主任张"].name)
    with page.expect_navigation():
        page.click("#id_study_present button[name=add]")

    assert page.evaluate("document.activeElement.id") == "id_study_present_add"
