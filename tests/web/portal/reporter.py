"""Somebody who reports: what is answered step by step, and what stands on the page then."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml.html import fromstring

WHOM = {"name_1": "钱某", "unit_1": "临江市某局", "post_1": "副局长", "area_1": "城东区"}
WHAT = {
    "content_class": "accusation",
    "text": "二〇二三年二月，钱某在办公室收受某公司现金五万元，有人看见。",
    "amount": "五万元",
    "source": "亲眼所见",
}
NOTHING = {"no_papers": "1"}
ANONYMOUS = {"signed": "anonymous"}
NAMED = {
    "signed": "named",
    "name": "孙小某",
    "phone": "13800001234",
    "reach": "晚上七点以后",
    "protection": "threat",
}


def picture(name: str = "照片.jpg", data: bytes = b"\xff\xd8\xff\xe0 a picture") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def fills(
    site: Client, *, whom: Any = WHOM, what: Any = WHAT, papers: Any = NOTHING, who: Any = ANONYMOUS
) -> None:
    """Steps 1 to 5, each in order."""
    assert site.post("/report/").headers["Location"] == "/report/2/"
    for step, given in enumerate((whom, what, papers, who), start=2):
        answer = site.post(f"/report/{step}/", given)
        assert answer.status_code == 302, words(answer)


def sends(site: Client, decision: str = "") -> str:
    """The last look and the receipt; the query code on it."""
    answer = site.post("/report/check/", {"decision": decision} if decision else {})
    assert answer.headers.get("Location") == "/receipt/", words(answer)
    return code_of(site)


def reports(site: Client, decision: str = "", **given: Any) -> str:
    fills(site, **given)
    return sends(site, decision)


def code_of(site: Client) -> str:
    found = re.search(r'class="code secret">([^<]+)<', site.get("/receipt/").content.decode())
    assert found, "no query code"
    return found.group(1)


def asks(site: Client, code: str) -> str:
    """The page of the box, with the query code."""
    assert site.post("/query/", {"code": code}).headers.get("Location") == "/box/"
    return words(site.get("/box/"))


def words(answer: Any) -> str:
    """The words of the main part of a page."""
    return " ".join(fromstring(answer.content.decode()).xpath("//main")[0].text_content().split())
