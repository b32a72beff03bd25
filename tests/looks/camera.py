"""Pictures of pages in Chromium, whole, in three widths, with what differs from one minute to the next held still."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Browser, Route
from playwright.sync_api import Page as Tab

from tests.browser import settle
from tests.looks import posted, public
from tests.looks.pages import CHIEF, FOUR, City, pages
from tests.manual.session import browser, public_site, served
from tests.web.portal.served import Served

WIDTHS = (1440, 1024, 390)
HEIGHT, TALLEST = 900, 9000  # of one picture: Chromium draws none above 16,384
# Numbers of requests, digests and seconds of reckoning stand still; so do secrets that are new every time.
STILL = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data
    .replace(/[0-9A-F]{4}-[0-9A-F]{4}/g, '0000-0000').replace(/[0-9a-f]{4}( [0-9a-f]{4})+/g, '0000 0000')
    .replace(/[0-9a-f]{32,64}/g, '00000000').replace(/[0-9]+[.][0-9]+(秒| seconds)/g, '0.1$1');
  document.querySelectorAll('.qrbox svg, .secret').forEach(one => one.style.visibility = 'hidden');
}"""
# The parts that scroll sideways, and what reaches out of the page itself.
WIDER = """() => {
  const parts = [...document.querySelectorAll('.table, .graph, .draw, .scroll')];
  const named = one => one.tagName.toLowerCase() + (one.getAttribute('class') ? '.' + one.getAttribute('class') : '');
  const found = parts.filter(one => one.scrollWidth > one.clientWidth + 1).map(named);
  const out = document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')].filter(
    one => one.getBoundingClientRect().right > innerWidth + 1 && !parts.some(part => part !== one && part.contains(one)));
  return [...new Set([...found, ...out.slice(-1).map(one => 'the page, by ' + named(one))])].join(', ');
}"""


class Camera:
    """One browser for all officers: each has a context of his own, signed in without the form."""

    def __init__(self, chromium: Browser, address: str, city: City, to: Path) -> None:
        self.chromium, self.address, self.city, self.to = chromium, address, city, to
        self.tabs: dict[str, Tab] = {}
        self.sideways: list[str] = []
        self.count = 0

    def photograph(self, only: str = "") -> list[str]:
        """All pages whose name contains `only`; the names of those that nobody may see."""
        unseen = []
        for page in pages(self.city):
            if only not in page.name:
                continue
            if not any(self._taken(page.path, page.name, who) for who in dict.fromkeys(page.readers)):
                unseen.append(page.name)
            if page.name in CHIEF:
                for who, language in ((who, language) for who in FOUR for language in ("zh-hans", "en")):
                    self._taken(page.path, f"{page.name}.{who}", who, language, refused=True)
        return unseen

    def _taken(
        self, path: str, name: str, who: str, language: str = "zh-hans", *, refused: bool = False
    ) -> bool:
        """Whether the officer was shown the page and it is in the album; a refusal too, where that is asked for."""
        tab = self._tab(who if name != "sign_in" else "", language)
        answer = tab.goto(self.address + path)
        if answer is None or (answer.status != 200 and not refused and name != "nowhere"):
            return False
        self._widths(tab, name, language)
        return True

    def posted(self, only: str = "") -> None:
        """What answers to something that was sent, handed to the browser as the answer to an address of its own."""
        tab = self._tab("", "zh-hans")
        for name, answer in posted.answers(self.city):
            if only in name:
                _given(tab, f"{self.address}/looks/{name}/", answer)
                self._widths(tab, name, "zh-hans")

    def public(self, site: Served, only: str = "") -> None:
        """The public site, as somebody sees it who reports, in both languages."""
        for language in ("zh-hans", "en"):
            size = {"width": WIDTHS[0], "height": HEIGHT}
            context = self.chromium.new_context(viewport=size, locale="zh-CN")
            tab = context.new_page()
            for name in public.walk(tab, site.address, site.folder, language):
                if only in f"public-{name}":
                    self._widths(tab, f"public-{name}", language)
            context.close()

    def _widths(self, tab: Tab, name: str, language: str) -> None:
        folder = self.to / "en" if language == "en" else self.to
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": HEIGHT})
            settle(tab)
            self._look(tab, folder / f"{name}-{width}.png", width)
        tab.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})

    def _look(self, tab: Tab, path: Path, width: int) -> None:
        tab.evaluate(STILL)
        if found := tab.evaluate(WIDER):
            self.sideways.append(f"{path.relative_to(self.to)}: {found}")
        self.count += len(whole(tab, path, width))

    def _tab(self, who: str, language: str) -> Tab:
        if who not in self.tabs:
            size = {"width": WIDTHS[0], "height": HEIGHT}
            context = self.chromium.new_context(viewport=size, locale="zh-CN")
            if who:
                cookies = self.city.client(who).cookies
                context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "url": self.address,
                                      "value": cookies[settings.SESSION_COOKIE_NAME].value}])  # fmt: skip
            self.tabs[who] = context.new_page()
        self.tabs[who].context.add_cookies([{"name": "language", "url": self.address, "value": language}])
        return self.tabs[who]


def whole(tab: Tab, path: Path, width: int) -> list[Path]:
    """The page to its end, in as many pictures as it takes; the second is called page-1440.2.png."""
    for old in path.parent.glob(f"{path.stem}.[0-9]*.png"):
        old.unlink()  # the page was longer once
    length = max(HEIGHT, tab.evaluate("document.documentElement.scrollHeight"))
    paths = []
    for number, top in enumerate(range(0, length, TALLEST), start=1):
        paths.append(path if number == 1 else path.with_suffix(f".{number}.png"))
        clip = {"x": 0, "y": top, "width": width, "height": min(TALLEST, length - top)}
        tab.screenshot(path=paths[-1], full_page=True, clip=clip, caret="hide")
    return paths


def _given(tab: Tab, place: str, answer: Any) -> None:
    """Show an answer as if it came from an address."""

    def give(route: Route) -> None:
        headers = {key: value for key, value in answer.items() if key != "Content-Length"}
        route.fulfill(status=answer.status_code, headers=headers, body=answer.content)

    tab.route(place, give)
    tab.goto(place)


def photographed(to: Path, only: str) -> Iterator[tuple[str, bool]]:
    """Take the pictures; what is said about them, line by line, and whether it is a fault."""
    settings.MINGJIAN_SECOND_FACTOR = "offered"
    stands = settings.MINGJIAN_STANDS
    settings.MINGJIAN_STANDS = stands and (
        stands[0],
        datetime.max.replace(tzinfo=UTC),
    )  # not a minute goes by
    city = City()
    city.prepare()
    with served() as address, browser() as chromium:
        camera = Camera(chromium, address, city, to)
        unseen = camera.photograph(only)
        camera.posted(only)
        with public_site(Path(settings.MINGJIAN_KEYS)) as site:
            camera.public(site, only)
    yield f"{camera.count} pictures in {to}", False
    yield from ((f"scrolls sideways: {words}", False) for words in camera.sideways)
    yield from ((f"shown to nobody: {name}", True) for name in unseen)
