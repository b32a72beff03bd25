"""Two windows on the same pages: Chromium, and Django's test client; what is on a page is read the same way."""

from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from playwright.sync_api import Browser, ViewportSize

SIZE = ViewportSize(width=1440, height=900)


class Window:
    """A page as it stands; the elements given to the methods are those of `page`."""

    def __init__(self) -> None:
        self.path, self.status, self.page = "", 0, html.fromstring("<html/>")

    def one(self, path: str):
        """The one element of an XPath; AssertionError with the words of the page if there is none."""
        found = self.page.xpath(path)
        assert found, f"nothing at {path} on {self.path} ({self.status}): {self.words()}"
        return found[0]

    def words(self) -> str:
        """The words in the middle of the page."""
        found = self.page.xpath("//main") or [self.page]
        return " ".join(found[0].text_content().split())

    def failures(self) -> list[str]:
        """The summary of errors on top of a form."""
        return [" ".join(link.text_content().split()) for link in self.page.xpath("//*[@class='errsum']//a")]


class Plain(Window):
    """No browser: forms are sent as the page declares them, with the token against forgery."""

    def __init__(self, address: str = "") -> None:
        super().__init__()
        self.client = Client(enforce_csrf_checks=True)
        self.files: dict[str, list[SimpleUploadedFile]] = {}

    def visit(self, path: str) -> None:
        self._show(self.client.get(path.partition("#")[0], follow=True), path)

    def follow(self, link) -> None:
        self.visit(urljoin(self.path, link.get("href")))

    def write(self, control, text: str) -> None:
        control.value = text

    choose = write

    def tick(self, control) -> None:
        control.checked = True

    def attach(self, control, files: Sequence[tuple[str, bytes]]) -> None:
        self.files[control.get("name")] = [SimpleUploadedFile(name, data) for name, data in files]

    def press(self, button) -> None:
        form = next(button.iterancestors("form"))
        sent: dict[str, list] = {name: list(files) for name, files in self.files.items()}
        for name, value in [*_values(form), (button.get("name"), button.get("value"))]:
            if name:
                sent.setdefault(name, []).append(value)
        path = urljoin(self.path, form.get("action"))
        self._show(self.client.post(path, sent, follow=True), path)

    def _show(self, response, path: str) -> None:
        if response.redirect_chain:
            path = response.redirect_chain[-1][0]
        self.path, self.status, self.files = path, response.status_code, {}
        self.page = html.fromstring(response.content.decode())


def _values(form) -> list[tuple[str, str]]:
    """What a browser would send of a form; its reader takes a radio button of the value "" for "on"."""
    empty = {control for control in form.xpath(".//input[@type='radio'][@value='']") if control.checked}
    for control in empty:
        control.checked = False
    return form.form_values() + [(control.get("name"), "") for control in empty]


class Chromium(Window):
    """A browser window of its own; requests to other machines and complaints of the browser are kept in `wrong`."""

    def __init__(
        self, browser: Browser, address: str, *, script: bool = True, size: ViewportSize = SIZE
    ) -> None:
        super().__init__()
        self.address, self.wrong = address, list[str]()
        self.context = browser.new_context(viewport=size, locale="zh-CN", java_script_enabled=script)
        self.tab = self.context.new_page()
        self.tab.on(
            "request", lambda sent: None if sent.url.startswith(address) else self.wrong.append(sent.url)
        )
        self.tab.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.tab.on("console", lambda said: self._heard(said.type, said.text))

    def _heard(self, kind: str, words: str) -> None:
        if kind == "error" and "status of" not in words:  # a refused form is answered with 422
            self.wrong.append(words)

    def stored(self) -> list[int]:
        """How much the browser itself has kept of the site: local, session, indexed, cached."""
        return self.tab.evaluate(
            "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,"
            " (await caches.keys()).length]"
        )

    def close(self) -> None:
        self.context.close()

    def visit(self, path: str) -> None:
        self.tab.goto(self.address + path)
        self._read()

    def follow(self, link) -> None:
        self.visit(urljoin(self.path, link.get("href")))

    def write(self, control, text: str) -> None:
        place = self.tab.locator(f"#{control.get('id')}")
        place.fill(text)
        place.blur()  # a list that opened while typing lies over what is below

    def choose(self, control, value: str) -> None:
        self.tab.select_option(f"#{control.get('id')}", value)

    def take(self, control, words: str) -> None:
        """From a list that is narrowed by typing."""
        self.tab.fill(f"#{control.get('id')}", words)
        self.tab.get_by_role("option", name=words, exact=True).click()

    def tick(self, control) -> None:
        self.tab.check(f"#{control.get('id')}")

    def attach(self, control, files: Sequence[tuple[str, bytes]]) -> None:
        sent = [
            {"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in files
        ]
        self.tab.set_input_files(f"#{control.get('id')}", sent)

    def press(self, button) -> None:
        if button.get("value"):
            place = self.tab.locator(f"button[name='{button.get('name')}'][value='{button.get('value')}']")
        else:
            place = self.tab.get_by_role("main").get_by_role(
                "button", name=button.text_content().strip(), exact=True
            )
        with self.tab.expect_navigation():
            place.click()
        self._read()

    def _read(self) -> None:
        parts = urlsplit(self.tab.url)
        self.path = parts.path + (f"#{parts.fragment}" if parts.fragment else "")
        self.page = html.fromstring(self.tab.content())
