"""The way of somebody who reports through the public site, page by page, for pictures of what the public sees."""

from collections.abc import Generator, Iterator
from pathlib import Path

from playwright.sync_api import Page as Tab

from mingjian.channels.answering import answer_new
from mingjian.channels.fetching import fetch, receiving_unit
from mingjian.channels.models import Mailbox
from mingjian.ledger import instant
from mingjian.ledger.record import record_act
from mingjian.org.models import Officer

# Routes of pages; what is only posted or left is in NONE. A test compares both with the addresses of the site.
ROUTES = {"start", "step", "whole", "check", "receipt", "query", "box"}
NONE = {"begin", "receipt_file", "leave", "language", "size"}
TEXT = "二〇二三年二月，某局副局长在办公室收受某公司现金五万元，有人看见。他的电话13800001234。"


def walk(tab: Tab, address: str, folder: Path, language: str) -> Iterator[str]:
    """From the first page to the answer; the name of each page when it is reached."""
    tab.goto(address)
    if language == "en":
        _go(tab, "button[value=en]")
    yield "start"
    code = yield from _steps(tab)
    answered(folder)
    tab.goto(f"{address}/query/")
    _type(tab, code="K7QM 2HXT")
    _go(tab)
    yield "query-refused"
    _type(tab, code=code)
    _go(tab)
    yield "box"
    tab.goto(address)
    _go(tab, "main button[name=whole]")
    yield "whole"
    tab.goto(f"{address}/nowhere/")
    yield "nowhere"


def answered(folder: Path) -> None:
    """The report is brought in, accepted, and its reporter asked something."""
    unit = receiving_unit()
    assert unit is not None
    assert fetch(folder, unit=unit, on=instant.today()).registered == 1
    matter = Mailbox.objects.select_related("matter").get(matter__seq=1).matter
    clerk = Officer.objects.get(username="petition").pk
    record_act(matter, "accept", by=clerk, on=instant.today())
    record_act(
        matter,
        "tell_reporter",
        by=clerk,
        on=instant.today(),
        details={"message": "您反映的问题已经受理，我们依规办理。"},
    )
    record_act(
        matter,
        "ask_reporter",
        by=clerk,
        on=instant.today(),
        details={"question": "现金是在哪里给的？还有谁在场？"},
    )
    answer_new(folder)


def _steps(tab: Tab) -> Generator[str, None, str]:
    """The steps up to the receipt; the query code on it."""
    _go(tab)
    _type(tab, name_1="钱某", unit_1="临江市某局", post_1="副局长")
    yield "whom"
    _type(tab, name_1="", unit_1="", post_1="")
    _go(tab)
    yield "whom-refused"
    _type(tab, name_1="钱某", unit_1="临江市某局", post_1="副局长")
    _go(tab)
    tab.check("input[value=accusation]")
    _type(tab, text=TEXT, amount="五万元")
    yield "what"
    _go(tab)
    tab.set_input_files("#id_papers", [{"name": "说明.txt", "mimeType": "text/plain", "buffer": b"x" * 2048}])
    _go(tab, "button[value=papers]")
    yield "papers"
    _go(tab)
    tab.check("input[value=named]")
    _type(tab, name="孙某", phone="13800005678")
    yield "who"
    _go(tab)
    yield "check"
    tab.check("input[value=move]")
    _go(tab)
    code = tab.inner_text(".code")  # before the picture, in which it stands still
    yield "receipt"
    return code


def _type(tab: Tab, **texts: str) -> None:
    for name, text in texts.items():
        tab.fill(f"#id_{name}", text)


def _go(tab: Tab, button: str = "main form .btn--primary") -> None:
    with tab.expect_navigation():
        tab.click(button)
