"""The way of somebody who reports through the public site, page by page, for pictures of what the public sees."""

from collections.abc import Iterator

from playwright.sync_api import Page as Tab

# Routes of pages; what is only posted or left is in NONE. A test compares both with the addresses of the site.
ROUTES = {"start", "step", "whole", "check", "receipt", "query", "box"}
NONE = {"begin", "receipt_file", "leave", "language", "size"}
TEXT = "二〇二三年二月，某局副局长在办公室收受某公司现金五万元，有人看见。他的电话13800001234。"


def walk(tab: Tab, address: str, language: str) -> Iterator[str]:
    """From the first page to the answer; the name of each page when it is reached."""
    tab.goto(address)
    if language == "en":
        tab.click("button[value=en]")
    yield "start"
    yield from _steps(tab)
    code = tab.inner_text(".code")
    tab.goto(f"{address}/query/")
    _type(tab, code="K7QM 2HXT")
    _go(tab)
    yield "query-refused"
    _type(tab, code=code)
    _go(tab)
    yield "box"
    tab.goto(address)
    tab.click("main button[name=whole]")
    yield "whole"
    tab.goto(f"{address}/nowhere/")
    yield "nowhere"


def _steps(tab: Tab) -> Iterator[str]:
    _go(tab)
    _go(tab)
    yield "whom-refused"
    _type(tab, name_1="钱某", unit_1="临江市某局", post_1="副局长")
    yield "whom"
    _go(tab)
    tab.check("input[value=accusation]")
    _type(tab, text=TEXT, amount="五万元")
    yield "what"
    _go(tab)
    tab.set_input_files("#id_papers", [{"name": "说明.txt", "mimeType": "text/plain", "buffer": b"x" * 2048}])
    tab.click("button[value=papers]")
    yield "papers"
    _go(tab)
    tab.check("input[value=named]")
    _type(tab, name="孙某", phone="13800005678")
    yield "who"
    _go(tab)
    yield "check"
    tab.check("input[value=move]")
    _go(tab)
    yield "receipt"


def _type(tab: Tab, **texts: str) -> None:
    for name, text in texts.items():
        tab.fill(f"#id_{name}", text)


def _go(tab: Tab) -> None:
    tab.click("main form .btn--primary")
