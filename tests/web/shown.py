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
# Structure, roles and colours are those of the templates and the style sheet in every language: of the second language only what
# hangs on its words is asked, which are names, titles, the language itself, and sizes that grow with them.
ON_WORDS = (
    "document-title", "html-has-lang", "html-lang-valid", "valid-lang", "page-has-heading-one", "empty-heading", "empty-table-header",
    "link-name", "button-name", "label", "select-name", "summary-name", "input-button-name", "image-alt", "svg-img-alt",
    "aria-command-name", "aria-dialog-name", "aria-input-field-name", "aria-progressbar-name", "aria-toggle-field-name",
    "form-field-multiple-labels", "landmark-unique", "scrollable-region-focusable", "target-size",
)  # fmt: skip
SEES = """async asked => {
  document.querySelectorAll('main details').forEach(one => one.open = true);
  const found = (await axe.run({...asked, resultTypes: ['violations']})).violations;
  return found.filter(one => ['serious', 'critical'].includes(one.impact)).map(
    one => one.id + ' ' + one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | '));
}"""
EVERYTHING = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}}}
WORDS = {"runOnly": {"type": "rule", "values": ON_WORDS}}


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

    def faults(self, answer, path: str, *, whole: bool) -> list[str]:
        """What axe finds serious or critical in an answer, with every part unfolded; of its words only, unless `whole`."""
        self._body = answer.content
        self._headers = {name: answer[name] for name in ("Content-Type", "Content-Security-Policy")}
        self.tab.goto(SITE + path)
        return list(self.tab.evaluate(SEES, EVERYTHING if whole else WORDS))

    def close(self) -> None:
        self.context.close()


@cache
def _file(name: str) -> bytes:
    found = finders.find(name)
    assert found, name
    return Path(str(found)).read_bytes()
