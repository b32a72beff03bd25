"""The site of a demo city served in this process, so that its clock can be turned, and a browser that walks through it."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from mingjian.law.values import BEIJING
from mingjian.ledger.instant import now
from mingjian.ledger.sealer import seal_new
from mingjian.org.models import Officer as Account
from tests.browser import ARGUMENTS, CHROMIUM
from tests.journeys.filling import fill
from tests.journeys.windows import Chromium
from tests.manual.album import DESK, MANUAL, Album
from tests.manual.newcomers import PASSWORD, Commission
from tests.manual.walk import walk
from tests.web.portal.served import Served
from tests.web.portal.served import served as site_served

PAGE = ViewportSize(width=1200, height=900)


def photograph(folder: Path | None) -> None:
    """Walk and take every picture; a step that fails ends it."""
    album = Album(folder or MANUAL / "pictures")
    with served() as address, browser() as chromium:
        _desk(Chromium(chromium, address), Album(folder or DESK.parent))
        _reporting_site(chromium, album)
        team = Commission(album, lambda: Chromium(chromium, address, size=PAGE))
        walk(team, turn)
        wrong = {one.account: one.window.wrong for one in team.here.values() if one.window.wrong}
        assert not wrong, wrong
    sys.stdout.write(f"{len(album.taken)} pictures in {album.folder}\n")


def _desk(window: Chromium, album: Album) -> None:
    """The picture of the README: a handler's desk as the demo stands, where nobody has to have an app."""
    settings.MINGJIAN_SECOND_FACTOR = "offered"
    account = Account.objects.get(username="supervisor3")
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    window.visit("/")
    fill(window, {"账号": account.username, "密码": PASSWORD})
    window.press(window.one("//main//button[normalize-space()='登录']"))
    assert window.path == "/", window.words()
    album.take(window.tab, DESK.stem)
    window.close()
    settings.MINGJIAN_SECOND_FACTOR = "required"


def _reporting_site(chromium: Browser, album: Album) -> None:
    """The first page of whoever reports; its language is changed by a button."""

    def picture(name: str) -> None:
        album.take(tab, name, switch="button[value=en]")

    with public_site(Path(settings.MINGJIAN_KEYS)) as site:
        tab = chromium.new_context(viewport=PAGE, locale="zh-CN").new_page()
        tab.goto(site.address)
        picture("reporter-start")
        tab.context.close()


@contextmanager
def public_site(keys: Path) -> Iterator[Served]:
    """The public site beside the demo, on its day: a process of its own."""
    with TemporaryDirectory(prefix="mingjian-public-") as place:
        shutil.copy(Path(settings.MINGJIAN_DATA) / "demo", place)
        with site_served(Path(place), keys) as site:
            yield site


def turn(on: date) -> None:
    """The clock of the whole site to the morning of a day, the way a demo stands at one, after the worker's night."""
    seal_new(now())
    settings.MINGJIAN_STANDS = (
        datetime(on.year, on.month, on.day, 9, tzinfo=BEIJING).astimezone(UTC),
        datetime.now(UTC),
    )


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Only the walk speaks."""


@contextmanager
def served() -> Iterator[str]:
    server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet, connections_override=None)
    server.daemon_threads = True
    server.set_app(get_wsgi_application())
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


@contextmanager
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        raise SystemExit("no chromium on this machine: apt install chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, "--disable-lcd-text"])
        yield found
        found.close()
