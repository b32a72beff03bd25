"""A served gallery and the system's Chromium, started once."""

import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def gallery() -> Iterator[str]:
    """Address of the served gallery."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), _Server, _Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def context(chromium: Browser, gallery: str, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A fresh browser at 1440 px; parametrise indirectly with "zh-hans" or "en"."""
    opened = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    if getattr(request, "param", "zh-hans") == "en":
        opened.add_cookies([{"name": "django_language", "value": "en", "url": gallery}])
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    with translation.override("zh-hans"):
        yield
