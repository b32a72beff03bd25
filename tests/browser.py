"""The system's Chromium, for tests of pages."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def settle(tab: Page) -> None:
    """Wait for the parts of a page that it asks for by itself."""
    if tab.query_selector("[hx-trigger=load]"):
        tab.wait_for_load_state("networkidle")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Started once; skips aloud where there is none."""
    if not CHROMIUM:
        pytest.skip("no chromium on this machine: apt install chromium")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "1"  # the driver keeps a loop in this thread, in which nothing else runs
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
