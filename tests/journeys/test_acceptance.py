"""The acceptance checks of the desk in a real browser (desk.md 10): keyboard, paper, zoom, weight, statements, what was typed."""

import gzip
import logging
import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

import mingjian.web.shared
from mingjian.ledger.models import Proposal
from mingjian.ledger.search import index_new
from mingjian.org.models import Appointment, Officer
from mingjian.web.desk import names
from tests.journeys.desk import PASSWORD
from tests.journeys.test_keyboard_and_script import Keys
from tests.journeys.windows import Chromium
from tests.people import SINCE
from tests.stories import assigned_lead, complaint, do, paper, study

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2025, 7, 14)
STATIC = Path(mingjian.web.shared.__file__).parent / "static/mingjian"
TYPED = "柳溪桥头截留补贴"
WEIGHTS = {"/sign-in/": (6, 60), "/": (20, 80), "/register/lead/": (24, 85), "matter": (30, 90), "act": (14, 75), "/approvals/": (16, 75),
           "/law/": (30, 90)}  # fmt: skip
STATEMENTS = {"/": 12, "/register/lead/": 8, "matter": 18, "act": 12, "/approvals/": 10, "/law/": 2 + 3}


@pytest.fixture
def lead(people, day):
    """A lead with a paper, a proposal that waits for the head, and a draft's worth of words; an auditor who sees no matter."""
    day(TODAY)
    made = assigned_lead(people, on=date(2025, 7, 8), title=f"反映{TYPED}问题")
    do(
        people,
        made,
        "note",
        "承办李",
        date(2025, 7, 9),
        documents=[paper(made, f"{TYPED}.txt")],
        remark=TYPED,
    )
    do(people, made, "propose_disposal", "承办李", date(2025, 7, 10), disposal_way="hold",
       study=study(people, date(2025, 7, 10), "主任张", "承办李"), disposal_opinion=TYPED)  # fmt: skip
    complaint(people, on=date(2025, 7, 10))
    auditor = Officer.objects.create(username="auditor", name="审计丁")
    auditor.set_password(PASSWORD + "auditor")
    auditor.save()
    Appointment.objects.create(
        officer=auditor, department=people.departments["领导班子"], post="audit_admin", since=SINCE
    )
    people.officers["审计丁"] = auditor
    index_new(everything=True)
    return made


@pytest.fixture
def opened(people, chromium, live_server) -> Iterator[list[Chromium]]:
    found: list[Chromium] = []
    yield found
    for window in found:
        window.close()


def client_of(people, who: str) -> Client:
    names.forget()
    client = Client()
    client.force_login(people.officers[who])
    return client


def entered(
    chromium, live_server, people, who: str, opened: list[Chromium], language: str = "zh-hans"
) -> Chromium:
    window = Chromium(chromium, live_server.url)
    opened.append(window)
    window.context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
    account = people.officers[who].username
    window.visit("/sign-in/")
    window.tab.fill("#id_account", account)
    window.tab.fill("#id_password", PASSWORD + account)
    with window.tab.expect_navigation():
        window.tab.click("main .btn--primary")
    return window


def test_a_register_is_walked_by_keyboard_and_back_to_the_same_row(
    people, chromium, live_server, lead, opened
):
    """desk.md 10.2: register, filter, open, back at the same row; no pointer."""
    window = entered(chromium, live_server, people, "主任张", opened)
    window.visit("/register/lead/?state=open")
    keys = Keys(window.tab)
    keys.to("紧凑行距")
    keys.presses(lead.number)
    assert f"/m/{lead.pk}/" in window.tab.url
    window.tab.keyboard.press("u")
    window.tab.wait_for_url("**/register/lead/**")
    window.tab.keyboard.press("j")
    assert lead.number in window.tab.evaluate("document.activeElement.textContent")
    assert window.wrong == []


def test_nothing_is_cut_at_four_hundred_per_cent_and_wide_spacing(
    people, chromium, live_server, lead, opened
):
    """desk.md 3.5, 10.5: 320 pixels wide, with the spacing that readers may set."""
    window = entered(chromium, live_server, people, "承办李", opened)
    state = window.context.storage_state()
    narrow = chromium.new_context(
        viewport={"width": 320, "height": 640}, bypass_csp=True, storage_state=state
    )
    page, wrong = narrow.new_page(), []
    paths = [
        f"/m/{lead.pk}/",
        "/",
        "/register/lead/",
        f"/m/{lead.pk}/do/note/",
        "/law/",
        "/register/lead/columns/",
    ]
    for path in paths:
        page.goto(live_server.url + path)
        page.add_style_tag(
            content="*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}"
        )
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wrong.append((path, "sideways"))
        cut = page.evaluate("""() => [...document.querySelectorAll('main *')].filter(e => !e.closest('.sr, svg, .table, .graph, dialog')
            && getComputedStyle(e).overflowY === 'hidden' && e.scrollHeight > e.clientHeight + 2 && e.innerText).map(e => e.outerHTML.slice(0, 90))""")
        wrong += [(path, html) for html in cut]
    narrow.close()

    assert wrong == []


def test_register_matter_and_sheet_print_whole(people, chromium, live_server, lead, opened):
    """desk.md 10.17: text can be selected, the viewer's mark stands on the page, nothing of the frame is printed."""
    window = entered(chromium, live_server, people, "主任张", opened)
    for path, wanted in (
        ("/register/lead/print/", ["问题线索台账", "范围"]),
        (f"/m/{lead.pk}/print/", ["卷内目录", "卷宗", TYPED]),
        (f"/approvals/{lead.pk}/{Proposal.objects.get(matter=lead).seq}/sheet/", ["呈批表", "签字"]),
    ):
        window.visit(path)
        number = window.tab.evaluate("document.querySelector('.foot .print-only').textContent").split()[-1]
        printed = PdfReader(BytesIO(window.tab.pdf(format="A4", prefer_css_page_size=True)))
        text = re.sub(r"\s", "", normalize("NFKC", "".join(page.extract_text() for page in printed.pages)))
        assert len(printed.pages) >= 1
        assert [word for word in wanted if word not in text] == [], path
        assert number in text, path
        assert "找事项" not in text and "退出登录" not in text, path


@pytest.fixture
def many(people, lead):
    """Fifty rows in the register, thirty acts on the matter."""
    for number in range(49):
        assigned_lead(people, on=date(2025, 7, 3 + number % 5))
    for number in range(26):
        do(people, lead, "note", "承办李", TODAY, remark=f"第{number}次收到材料，已入卷。")
    return lead


def _paths(many) -> dict[str, str]:
    return {"matter": f"/m/{many.pk}/", "act": f"/m/{many.pk}/do/note/"}


def test_pages_keep_their_weight(people, many):
    """desk.md 10, weight: the page alone, and with style sheet, script and htmx on the first visit, in thousand bytes packed."""
    client, stranger = client_of(people, "主任张"), Client()
    shared = sum(
        len(gzip.compress(path.read_bytes()))
        for path in (STATIC / "mingjian.css", STATIC / "mingjian.js", _htmx())
    )
    weights = {}
    for name, (page, everything) in WEIGHTS.items():
        answer = (stranger if name == "/sign-in/" else client).get(_paths(many).get(name, name))
        size = len(gzip.compress(answer.content))
        assert answer.status_code == 200
        weights[name] = (size <= page * 1000, size + shared <= everything * 1000, size)

    assert {name: seen for name, seen in weights.items() if not (seen[0] and seen[1])} == {}


def _htmx() -> Path:
    from django.contrib.staticfiles import finders

    return Path(str(finders.find("django_htmx/htmx-2.min.js")))


def test_pages_keep_their_statements(people, many):
    """desk.md 10, queries: session, account and reading journal among them; the lawbook is read from memory beside these three."""
    client = client_of(people, "主任张")
    for name, limit in STATEMENTS.items():
        path = _paths(many).get(name, name)
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        said = [
            query["sql"]
            for query in captured
            if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
        ]
        assert len(said) <= limit, (name, len(said), said)


def test_nothing_typed_stands_in_addresses_titles_file_names_or_logs(people, lead, caplog):
    """desk.md 4, 10.14: a search, a view, a draft, a print and an export of words that occur nowhere else."""
    caplog.set_level(logging.DEBUG)
    client, seen = client_of(people, "承办李"), []

    def post(path: str, **data: Any) -> Any:
        answer = client.post(path, data)
        seen.append(answer.get("Location", ""))
        seen.append(answer.get("Content-Disposition", ""))
        return answer

    found = post("/register/lead/search/", q=TYPED)["Location"]
    post("/find/", q=TYPED)
    post(f"/register/lead/views/?{found.partition('?')[2]}", name=TYPED)
    post(f"/m/{lead.pk}/do/note/", remark=TYPED, draft="1")
    post(
        f"/register/lead/export/?{found.partition('?')[2]}",
        columns=["0"],
        purpose="other",
        remark=TYPED,
        recipient=TYPED,
    )
    for path in (
        found,
        "/",
        "/register/lead/views/",
        f"/m/{lead.pk}/",
        f"/m/{lead.pk}/print/",
        f"/m/{lead.pk}/do/note/",
    ):
        html = client.get(path).content.decode()
        seen += re.findall(r'(?:href|action|hx-get|hx-post)="([^"]+)"', html)
        seen += re.findall(r"<title>(.*?)</title>", html)
        assert "承办李" not in re.findall(r"<title>(.*?)</title>", html)[0]

    assert [words for words in map(unquote, seen) if TYPED in words or "柳溪" in words] == []
    assert TYPED not in caplog.text
