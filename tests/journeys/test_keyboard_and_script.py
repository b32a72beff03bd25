"""The same pages by keyboard alone, without script, in both languages: nothing out of sight, nothing asked of another machine."""

from collections.abc import Iterator
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from mingjian.ledger.models import Matter as Row
from tests.journeys import lives
from tests.journeys.desk import PASSWORD, Matter, Team
from tests.journeys.windows import SIZE, Chromium
from tests.stories import assigned_lead, do, study

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = date(2025, 7, 14)
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}
FOCUS = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect(), style = getComputedStyle(here);
  const label = here.labels && here.labels.length ? here.labels[0].innerText : here.getAttribute('aria-label') || here.innerText;
  const on = document.elementFromPoint(box.left + Math.min(box.width, 30) / 2, box.top + Math.min(box.height, 30) / 2);
  return {
    id: here.id, words: label.trim(),
    seen: box.width > 0 && !!on && (here.contains(on) || on.contains(here) || (here.labels && here.labels[0] && here.labels[0].contains(on))),
    marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
  };
}"""


@pytest.fixture
def lead(people, day) -> Matter:
    """A lead with its handler, who is to propose its way."""
    day(TODAY)
    made = assigned_lead(people, on=date(2025, 7, 10))
    return Matter(made.number, f"/m/{made.pk}/")


@pytest.fixture
def opened(people, chromium, live_server) -> Iterator[list[Chromium]]:
    """The windows of a test, closed before its server is."""
    found: list[Chromium] = []
    yield found
    for window in found:
        window.close()


class Keys:
    """Somebody without a pointer: every stop of the focus is in sight, marked, and under nothing."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, words: str) -> None:
        """Tab as far as the control that is called so."""
        passed = []
        for _ in range(120):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(FOCUS)
            assert stop["seen"] and stop["marked"], stop
            if stop["words"].startswith(words):
                return
            passed.append(stop["words"][:20])
        raise AssertionError(f"“{words}” is not reached on {self.page.url}: {passed}")

    def types(self, words: str, text: str) -> None:
        self.to(words)
        self.page.keyboard.type(text)

    def presses(self, words: str) -> None:
        self.to(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


def test_an_act_is_proposed_and_approved_by_keyboard_alone(people, chromium, live_server, lead, opened):
    """desk.md 10.2: sign in, desk, matter, act, confirm; sign in, approvals, agree, see the entry; return the next one."""
    row, other = Row.objects.get(number=lead.number), assigned_lead(people, on=date(2025, 7, 11))
    studied = study(people, TODAY, "主任张", "承办李")
    do(people, other, "propose_disposal", "承办李", TODAY, disposal_way="prelim_verification", study=studied,
       disposal_opinion="建议初核")  # fmt: skip
    do(people, other, "approve", "主任张", TODAY)
    keys = _at_the_keys(people, chromium, live_server, opened, "承办李")

    keys.presses(lead.number)
    keys.presses("提出处置意见")
    keys.to("谈话函询")
    keys.page.keyboard.press("ArrowDown")
    assert keys.page.is_checked("input[value=prelim_verification]")
    keys.types("研究日期", "20250714")
    keys.types("主持", "主任张")
    keys.types("添加：参加", "主任张")
    keys.presses("添加")
    assert keys.page.evaluate(FOCUS)["words"] == "添加：参加", "the next one is typed at once"
    keys.page.keyboard.type("承办李")
    keys.presses("添加")
    keys.types("处置意见", "反映具体、可查，建议初步核实。")
    keys.presses("核对并提交")
    assert keys.page.locator("main").get_by_text("提交后不能修改，只能另作更正。").is_visible()
    keys.presses("提交")

    focus = keys.page.evaluate(FOCUS)
    assert focus["id"] == "a4" and focus["seen"]
    assert "提出处置意见" in focus["words"] and "反映具体、可查，建议初步核实。" in focus["words"]

    do(people, row, "approve", "主任张", TODAY)
    keys = _at_the_keys(people, chromium, live_server, opened, "常委钱")
    keys.presses("待我审批")
    keys.presses(lead.number)
    keys.presses("同意")
    assert "已提交：审批同意" in keys.page.inner_text("main")
    assert other.number in keys.page.inner_text("h1"), "the next one opens"
    keys.to("意见（退回补正、不同意的须写明理由）")
    keys.page.keyboard.press("Control+A")
    keys.page.keyboard.type("请补充财务资料后再报。")
    keys.presses("退回补正")
    assert "已提交：退回补正" in keys.page.inner_text("main")

    keys.presses("已批")
    keys.presses(lead.number)
    keys.presses("打开事项")
    entry = keys.page.inner_text("#a6")
    assert "同意" in entry and "常委钱" in entry, entry
    assert "拟初步核实" in keys.page.inner_text("ol.track [aria-current=step]")
    assert [window.wrong for window in opened] == [[], []]


def _at_the_keys(people, chromium, live_server, opened, name: str) -> Keys:
    """Somebody who signs in without a pointer."""
    opened.append(Chromium(chromium, live_server.url))
    keys, account = Keys(opened[-1].tab), people.officers[name].username
    opened[-1].visit("/")
    keys.types("账号", account)
    keys.types("密码", PASSWORD + account)
    keys.presses("登录")
    return keys


def test_the_same_is_done_without_script(people, chromium, live_server, lead, opened):
    def open_one() -> Chromium:
        opened.append(Chromium(chromium, live_server.url, script=False))
        return opened[-1]

    team = Team(people, open_one)
    lives.disposed(team, lead, TODAY.isoformat(), "谈话函询")
    assert opened[0].tab.evaluate("document.activeElement.id") == "a4"
    team["主任张"].returns(lead, "请改提初步核实。")
    lives.disposed(team, lead, TODAY.isoformat(), "初步核实")
    team.approve(lead, "主任张", "常委钱")
    assert "拟初步核实" in team["承办李"].step(lead)
    assert [window.wrong for window in opened] == [[]] * 3


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_of_the_work_are_accessible(people, chromium, live_server, lead, opened, language):
    """Empty and filled, with errors, before confirming, with an opinion asked; at 1440, and no scrolling at 390 and 320."""
    found: dict = {}

    def enter(name: str) -> Chromium:
        window = Chromium(chromium, live_server.url)
        opened.append(window)
        window.context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
        _sign_in(window, people.officers[name].username)
        return window

    def look(window: Chromium, *paths: str) -> None:
        for path in paths:
            window.visit(path)
            found.update(_faults(window, path))

    look(enter("信访孙"), "/", "/register/complaint/", "/register/complaint/new/")
    handler, form = enter("承办李"), f"{lead.path}do/propose_disposal/"
    look(handler, "/", "/register/lead/", f"{lead.path}identify/", lead.path, form)
    for state in ("with errors", "to confirm", "done"):
        if state == "to confirm":
            _fill_in(handler)
        handler.press(handler.one("//main//button[@data-submit]"))
        found.update(_faults(handler, f"{form} {state}"))
    assert handler.path == f"{lead.path}#a4"
    look(enter("主任张"), "/approvals/", f"/approvals/{Row.objects.get(number=lead.number).pk}/4/")
    assert found == {}
    assert [window.wrong for window in opened] == [[]] * 3


def _fill_in(window: Chromium) -> None:
    """By the names of the controls, which are the same in both languages."""
    window.tick(window.one("//input[@value='hold']"))
    window.write(window.one("//*[@name='study_on']"), TODAY.isoformat())
    window.write(window.one("//*[@name='study_chair']"), "主任张")
    window.write(window.one("//*[@name='study_present_add']"), "承办李")
    window.write(window.one("//*[@name='disposal_opinion']"), "条件尚不具备，建议暂存待查。")


def _sign_in(window: Chromium, account: str) -> None:
    window.visit("/sign-in/")
    window.tab.fill("#id_account", account)
    window.tab.fill("#id_password", PASSWORD + account)
    with window.tab.expect_navigation():
        window.tab.click("main .btn--primary")


_WIDER = """width => [...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > width
    && !e.closest(".scroll, [tabindex='0']")).map(e => e.outerHTML.slice(0, 90)).slice(0, 4)"""


def _faults(window: Chromium, place: str) -> dict:
    """What axe finds serious or critical with every part unfolded, and widths at which the page scrolls sideways."""
    tab = window.tab
    tab.evaluate(
        "document.querySelectorAll('main details').forEach(d => d.open = true); window.scrollTo(0, 0)"
    )
    violations = Axe().run(tab, options=RULES).response["violations"]
    found: dict = {
        (place, v["id"]): [node["html"][:200] for node in v["nodes"]][:3]
        for v in violations
        if v["impact"] in ("serious", "critical")
    }
    for width in (390, 320):
        tab.set_viewport_size({"width": width, "height": 800})
        if tab.evaluate("document.documentElement.scrollWidth") > width:
            found[place, width] = tab.evaluate(_WIDER, width)
    tab.set_viewport_size(SIZE)
    return found
