"""The musts of the desk's design: each is held by a test that exists, and what no other test looks at is looked at here."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import mingjian.web
from mingjian.law.lawbook import packaged
from mingjian.ledger.history import acts_of
from mingjian.web.desk import names
from tests.people import city
from tests.stories import agree, assigned_lead, at, complaint, do, lead, study
from tests.web.musts import BUDGETS, CHECKS, OPEN, SENTENCES
from tests.web.sitting import TODAY, Sitting

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parents[2]
WEB = Path(mingjian.web.__file__).parent
TEMPLATES = sorted(path for part in ("shared", "desk") for path in (WEB / part / "templates").rglob("*.html"))
SCRIPT = (WEB / "shared/static/mingjian/mingjian.js").read_text("utf-8")
STYLE = (WEB / "shared/static/mingjian/mingjian.css").read_text("utf-8")


@pytest.fixture
def people():
    names.forget()
    return city()


@cache
def named_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return {
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_must_is_held_by_a_test_that_exists():
    named = [*BUDGETS, *(test for _says, tests in (*SENTENCES.values(), *CHECKS.values()) for test in tests)]

    assert [test for test in named if test.partition("::")[2] not in named_in(test.partition("::")[0])] == []


def test_every_test_that_names_a_must_is_listed():
    """The other way round: a test whose first line names the place of a must in the design is listed with it."""
    places = {key.split()[0] for key in SENTENCES} | {f"10.{number}" for number in CHECKS}
    listed = {test for _says, tests in (*SENTENCES.values(), *CHECKS.values()) for test in tests}
    naming = set()
    for path in (path for folder in ("web", "gallery", "journeys") for path in (ROOT / "tests" / folder).rglob("test_*.py")):  # fmt: skip
        for node in ast.parse(path.read_text("utf-8")).body:
            said = ast.get_docstring(node) if isinstance(node, ast.FunctionDef) else None
            if (
                said
                and said.startswith("desk.md ")
                and places & set(re.findall(r"[\d.]*\d", said.partition(":")[0]))
            ):
                naming.add(f"{path.relative_to(ROOT)}::{node.name}")

    assert len(naming) > 30
    assert naming - listed - set(BUDGETS) == set()


def test_every_check_of_the_design_is_listed_or_said_to_be_open():
    assert sorted([*CHECKS, *(key for key in OPEN if isinstance(key, int))]) == list(range(1, 19))
    assert len(SENTENCES) >= 20 and all(tests for _says, tests in SENTENCES.values())


def test_dates_numbers_and_lamps_never_break():
    """desk.md 3.4, 9."""
    for rule in (
        r"time, \.no \{[^}]*white-space: nowrap",
        r"\.tag, \.lamp \{[^}]*white-space: nowrap",
        r"\.fig \{[^}]*white-space: nowrap",
    ):
        assert re.search(rule, STYLE), rule


def test_nothing_vanishes_or_moves_by_itself():
    """desk.md 1, 3.11, 6: no animation; the only timer of the script is that of the idle limit, and no notice is touched by it."""
    assert re.findall(r"animation|transition|@keyframes", STYLE) == []
    assert re.findall(r"setTimeout|setInterval|requestAnimationFrame", SCRIPT) == ["setTimeout"]
    assert "notice" not in SCRIPT


def test_no_template_says_something_in_a_tooltip():
    """desk.md 3.6, 11."""
    assert [path.name for path in TEMPLATES if re.search(r'\stitle="', path.read_text("utf-8"))] == []


def test_no_field_says_something_in_a_placeholder():
    """desk.md 3.7."""
    assert [path.name for path in TEMPLATES if "placeholder" in path.read_text("utf-8")] == []


def test_no_symbol_stands_without_a_word():
    """desk.md 3.8: what follows a symbol is a word, a variable or a translated text, never the end of its element."""
    bare = [
        (path.name, found.group())
        for path in TEMPLATES
        for found in re.finditer(r"\{% icon \"\w+\" %\}\s*</(?!summary)", path.read_text("utf-8"))
    ]

    assert bare == []


def test_an_unread_limit_prints_no_article():
    """desk.md 3.3: a ground nobody has read is named without its article, whatever language."""
    book = packaged()
    unread = [
        entry.cite
        for kind in book.kinds()
        for entry in book.versions(kind)[-1].acts.values()
        if entry.cite.checked == "unverified"
    ]

    assert unread
    assert [
        cite
        for cite in unread
        if re.search("第.*条|art\\.", book.cite_words(cite, "zh") + book.cite_words(cite, "en"))
    ] == []


def test_officers_are_chosen_and_never_typed(people):
    """desk.md 6 `chip`: what is no officer of the unit is refused, and nothing is written."""
    matter = lead(people)
    here = Sitting(people, "案管王")
    form = f"/m/{matter.pk}/do/assign/"
    given = {"token": "0123456789abcdef", "seen": str(matter.seq), "on": TODAY.isoformat(), "department": people.department("二室")}  # fmt: skip
    for handler in ("王麻子", "999999"):
        page = here.post(form, 422, handler=handler, confirmed="1", **given)
        assert 'href="#id_handler"' in page.content.decode()

    assert [act["code"] for act in acts_of(matter.pk)] == ["register"]


def test_a_corrected_entry_stays_readable(people):
    """desk.md 5.4."""
    matter = assigned_lead(people, rank_class="county")
    do(people, matter, "correct", "承办李", TODAY, entry=1, values={"rank_class": "township"}, reason="笔误")
    agree(people, matter, TODAY, "主任张")
    page = Sitting(people, "承办李").get(f"/m/{matter.pk}/")
    first = re.search(r'<li class="entry[^"]*" id="a1".*?</li>', page.content.decode(), re.S)

    assert first and "县处级" in first.group() and re.search("已由第\\d条更正", first.group())


def test_whoever_reports_is_one_sealed_line(people):
    """desk.md 5.4: no name, no telephone, no number of reports, for the clerk who typed them either."""
    from mingjian.complaints.acts import register
    from mingjian.parties.acts import Identity
    from tests.stories import at, report

    with at(TODAY):
        made = register(
            by=people.id("信访孙"), on=TODAY, unit=people.unit.pk, department=people.department("信访室"), details=report(is_signed=True),
            identity=Identity({"name": "金丝雀女士", "phone": "13900001111"}),
        )  # fmt: skip
    complaint(people)
    page = Sitting(people, "信访孙").get(f"/m/{made.pk}/").content.decode()

    assert "金丝雀" not in page and "13900001111" not in page
    assert page.count("chip--sealed") == 1 and "已封存" in page


@pytest.mark.parametrize("who", ["承办李", "主任张", "案管王", "常委钱"])
def test_there_is_never_more_than_one_primary_act(people, who):
    """desk.md 5.4, 10.12: one primary at most; every act offered opens, and no other."""
    matter = assigned_lead(people)
    for waits in (False, True):
        if waits:
            do(people, matter, "propose_disposal", "承办李", TODAY, disposal_way="hold", study=study(people, TODAY, "主任张", "承办李"),
               disposal_opinion="暂存")  # fmt: skip
        here = Sitting(people, who)
        answer = here.client.get(f"/m/{matter.pk}/")
        if answer.status_code == 404:
            continue
        page = here.get(f"/m/{matter.pk}/").content.decode()
        offered = re.search(r'<ul class="actlist">.*?</ul>', page, re.S)
        assert offered and offered.group().count("btn--primary") <= 1
        folded = re.search(r"<summary>其他办理.*?</details>", page, re.S)
        acts = offered.group() + (folded.group() if folded else "")
        open_ones = re.findall(r'<a[^>]*href="([^"]+)"', acts)
        for address in open_ones:
            here.get(address)
        for name in packaged().procedure("lead", TODAY).acts if waits else ():
            if (address := f"/m/{matter.pk}/do/{name}/") not in open_ones:
                with at(TODAY):
                    assert here.client.get(address).status_code in (404, 409), address
