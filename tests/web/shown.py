"""Pages of Django's test client shown in Chromium: style sheet and script are real, no server stands between."""

import mimetypes
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Route

SITE = "http://desk.test"
TAGS = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice")
SCRIPT = Path(axe_playwright_python.__file__).parent / "axe.min.js"
# The colours are those of the style sheet in every language: the second language is not asked about them again.
SEES = """async ([tags, colours]) => {
  document.querySelectorAll('main details').forEach(one => one.open = true);
  const asked = {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'],
                 rules: {'target-size': {enabled: true}, 'color-contrast': {enabled: colours}}};
  const found = (await axe.run(asked)).violations.filter(one => ['serious', 'critical'].includes(one.impact));
  return found.map(one => one.id + ' ' + one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | '));
}"""


class Shown:
    """A tab of a browser that is given answers; what it asks for elsewhere, and its complaints, are kept in `wrong`."""

    def __init__(self, browser: Browser) -> None:
        self.wrong, self._body, self._headers = list[str](), b"", dict[str, str]()
        self.context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        self.context.add_init_script(path=SCRIPT)
        self.tab = self.context.new_page()
        self.tab.route("**/*", self._answer)
        self.tab.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.tab.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)

    def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        static = f"/{settings.STATIC_URL.strip('/')}/"
        if not route.request.url.startswith(SITE):
            self.wrong.append(route.request.url)
            route.abort()
        elif path.startswith(static):
            route.fulfill(body=_file(path.removeprefix(static)), content_type=mimetypes.guess_type(path)[0])
        elif route.request.is_navigation_request():
            route.fulfill(body=self._body, headers=self._headers)
        else:
            route.fulfill(status=204)  # what htmx fetches later is a page of its own here

    def faults(self, answer, path: str, *, colours: bool) -> list[str]:
        """What axe finds serious or critical in an answer, with every part unfolded."""
        self._body = answer.content
        self._headers = {name: answer[name] for name in ("Content-Type", "Content-Security-Policy")}
        self.tab.goto(SITE + path)
        return list(self.tab.evaluate(SEES, [TAGS, colours]))

    def close(self) -> None:
        self.context.close()


@cache
def _file(name: str) -> bytes:
    found = finders.find(name)
    assert found, name
    return Path(str(found)).read_bytes()
