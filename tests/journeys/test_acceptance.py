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
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

import mingjian.web.shared
from mingjian.ledger.models import Proposal
from mingjian.ledger.search import index_new
from mingjian.org.models import Appointment, Officer
from mingjian.parties import tenures
from mingjian.parties.persons import NewOrganisation, NewPerson, add_organisation, add_person
from mingjian.parties.tenures import Post
from mingjian.statistics import closing
from mingjian.statistics.asking import ask
from mingjian.web.desk import listing, names
from tests.journeys.desk import PASSWORD
from tests.journeys.test_keyboard_and_script import Keys
from tests.journeys.windows import Chromium
from tests.people import SINCE
from tests.stories import assigned_lead, complaint, do, paper, study

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2025, 7, 14)
STATIC = Path(mingjian.web.shared.__file__).parent / "static/mingjian"
TYPED = "柳溪桥头截留补贴"
# Page: its HTML alone, everything on the first visit (thousand bytes packed), statements.
BUDGETS = {
    "/sign-in/": (6, 60, 2), "/": (20, 80, 12), "/register/lead/": (24, 85, 8), "matter": (30, 90, 18), "act": (14, 75, 12),
    "/approvals/": (16, 75, 10), "person": (24, 85, 14), "unit": (24, 85, 14), "/figures/?period=2025Q2": (40, 100, 20),
    "/bulletin/?period=2025Q2": (30, 90, 16), "/law/": (30, 90, 2 + 3),
}  # fmt: skip
FRAME = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


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
    chromium,
    live_server,
    people,
    who: str,
    opened: list[Chromium],
    language: str = "zh-hans",
    *,
    script: bool = True,
) -> Chromium:
    window = Chromium(chromium, live_server.url, script=script)
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
    people, chromium, live_server, lead, opened, monkeypatch
):
    """desk.md 10.2: register, filter, page, open, back at the same row of the same page; no pointer."""
    monkeypatch.setattr(listing, "SIZES", (2, 50))
    made = {one.number: one for one in (assigned_lead(people, on=date(2025, 7, day)) for day in (9, 10, 11))}
    window = entered(chromium, live_server, people, "主任张", opened)
    window.visit("/register/lead/")
    keys, here = Keys(window.tab), "document.activeElement.textContent"
    keys.types("登记日自", "2023-03-01")
    with window.tab.expect_navigation():
        window.tab.keyboard.press("Enter")
    keys.presses("下一页")
    left = window.tab.url
    row = made[window.tab.inner_text("tbody tr:nth-child(2) a.no")]
    keys.presses(row.number)
    assert f"/m/{row.pk}/" in window.tab.url
    window.tab.keyboard.press("u")
    window.tab.wait_for_url("**/register/lead/**")
    assert window.tab.url == f"{left}#r{row.pk}" and "from=2023-03-01" in left and "after=" in left
    window.tab.wait_for_function(f"{here}.includes('{row.number}')")
    window.tab.keyboard.press("k")
    window.tab.keyboard.press("j")
    assert row.number in window.tab.evaluate(here)
    assert window.wrong == []


def test_a_register_is_walked_without_script(people, chromium, live_server, lead, opened, monkeypatch):
    """desk.md 10.7: filter, page, open and back at the same row, each by a link or a form."""
    monkeypatch.setattr(listing, "SIZES", (2, 50))
    made = {one.number: one for one in (assigned_lead(people, on=date(2025, 7, day)) for day in (9, 10, 11))}
    tab = entered(chromium, live_server, people, "主任张", opened, script=False).tab

    def press(words: str) -> None:
        with tab.expect_navigation():
            tab.locator("main").get_by_text(words, exact=True).first.click()

    tab.goto(f"{live_server.url}/register/lead/")
    tab.get_by_label("登记日自").fill("2023-03-01")
    press("筛选")
    with tab.expect_navigation():
        tab.click("a[rel=next]")
    left = tab.url
    row = made[tab.inner_text("tbody tr:nth-child(2) a.no")]
    press(row.number)
    assert f"/m/{row.pk}/" in tab.url
    with tab.expect_navigation():
        tab.click(".crumbs li:nth-last-child(2) a")
    assert tab.url == f"{left}#r{row.pk}" and "from=2023-03-01" in left and "after=" in left
    assert opened[-1].wrong == []


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


PRINTS = {
    "/register/lead/print/": ("主任张", ["问题线索台账", "范围"]),
    "matter": ("主任张", ["卷内目录", "卷宗", TYPED]),
    "sheet": ("主任张", ["呈批表", "签字"]),
    "/figures/?period=2025Q2": ("书记赵", ["数据看板", "接收信访举报", "四种形态"]),
    "/bulletin/?period=2025Q2": ("书记赵", ["情况通报", "2025年上半年"]),
}
# Rows, entries and charts that the foot of a page would cut, were they not kept together.
CUT = """() => [...document.querySelectorAll('tr, .entries > li, .chartblock, .draw')].filter(
  one => one.matches('.draw') ? one.scrollWidth > one.clientWidth + 1 : getComputedStyle(one).breakInside !== 'avoid').length"""


def test_pages_print_whole(people, chromium, live_server, lead, opened, settings):
    """desk.md 10.17: text can be selected, rows are not cut, nothing of the frame is printed; at the foot of every page stand the
    number of the print and who printed it, on the paper of a matter the viewer's mark too. All sheets of a print lie one way, under the band of a demo too.
    """
    settings.MINGJIAN_DEMO = True
    for number in range(9):
        do(people, lead, "note", "承办李", TODAY, remark=f"第{number}次收到材料，已入卷。" * 20)
    windows = {who: entered(chromium, live_server, people, who, opened) for who in ("主任张", "书记赵")}
    places = {"matter": f"/m/{lead.pk}/print/", "sheet": f"/approvals/{lead.pk}/{Proposal.objects.get(matter=lead).seq}/sheet/"}  # fmt: skip
    for name, (who, wanted) in PRINTS.items():
        window = windows[who]
        window.visit(places.get(name, name))
        foot = _close(window.tab.evaluate("[...document.querySelectorAll('.foot .print-only')].map(one => one.textContent).join('')"))  # fmt: skip
        printed = PdfReader(BytesIO(window.tab.pdf(format="A4", prefer_css_page_size=True))).pages
        assert {page.mediabox.width > page.mediabox.height for page in printed} == {"register" in name}, name
        window.tab.emulate_media(media="print")
        assert window.tab.evaluate(CUT) == 0, name
        text = [_close(page.extract_text()) for page in printed]
        assert [word for word in wanted if word not in "".join(text)] == [], name
        assert foot and [at for at, page in enumerate(text, start=1) if foot not in page] == [], (name, foot)
        assert "找事项" not in "".join(text) and "退出登录" not in "".join(text), name
        if name == "matter":
            whole = "".join(text)
            assert len(printed) > 2 and whole.index("第0次收到") < whole.index("第8次收到"), "oldest first"
        assert len(printed) == 1 or "register" not in name, "no page for the foot alone"


def _close(words: str) -> str:
    """Words as they are compared: no spaces, one form of every sign."""
    return re.sub(r"\s", "", normalize("NFKC", words))


@pytest.fixture
def places(people, lead):
    """Where the pages lie: fifty rows in the register, thirty acts on the matter, a person and a unit concerned, a closed quarter."""
    person = add_person(NewPerson("周某", "临江市某局", "副局长", "320100197801011234"))
    unit = add_organisation(NewOrganisation("临江市财政局", "government", "city"))
    tenures.appoint(person, Post(unit.pk, "head", "党组书记、局长", date(2022, 6, 1)), by=None)
    for number in range(49):
        assigned_lead(people, on=date(2025, 7, 3 + number % 5))
    for named in ({"person": str(person.pk), "person_role": "person_complained"},
                  {"organisation": str(unit.pk), "person_role": "unit_complained"}):  # fmt: skip
        do(people, lead, "identify", "承办李", TODAY, **named)
    for number in range(24):
        do(people, lead, "note", "承办李", TODAY, remark=f"第{number}次收到材料，已入卷。")
    closing.close(ask((), period="2025Q2"), by=people.id("案管王"), on=TODAY)
    here = f"/m/{lead.pk}/"
    return {
        "matter": here,
        "act": f"{here}do/note/",
        "person": f"/people/{person.pk}/",
        "unit": f"/units/{unit.pk}/",
    }


def test_pages_keep_their_weight_and_their_statements(people, places):
    """desk.md 10: the page alone, and with style sheet, script and htmx on the first visit, in thousand bytes packed; session,
    account and reading journal among the statements, three of which the lawbook needs beside those that read it from memory.
    """
    head, secretary = client_of(people, "主任张"), client_of(people, "书记赵")
    head.post("/people/", {"purpose": "update", "name": "周某"})
    shared = sum(
        len(gzip.compress(path.read_bytes()))
        for path in (STATIC / "mingjian.css", STATIC / "mingjian.js", _htmx())
    )
    wrong: dict[str, tuple[int, int, list[str]]] = {}
    for name, (page, everything, statements) in BUDGETS.items():
        client = Client() if name == "/sign-in/" else secretary if "period" in name else head
        client.get(places.get(name, name))
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(places.get(name, name))
        assert answer.status_code == 200, name
        size = len(gzip.compress(answer.content))
        said = [asked["sql"] for asked in captured if not asked["sql"].startswith(FRAME)]
        if size > page * 1000 or size + shared > everything * 1000 or len(said) > statements:
            wrong[name] = size, len(said), said

    assert wrong == {}


def _htmx() -> Path:
    return Path(str(finders.find("django_htmx/htmx-2.min.js")))


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
