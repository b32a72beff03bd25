"""The search in the header: straight to a number, else by kind; nothing typed stands in an address."""

from datetime import date

import pytest

from mingjian.ledger import kinds
from mingjian.ledger.search import index_new
from mingjian.web.desk import names
from tests.people import city
from tests.stories import assigned_lead, complaint, lead
from tests.web.sitting import Sitting, links, main

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    names.forget()
    return city()


def find(sitting, words):
    return sitting.get(sitting.post("/find/", q=words)["Location"])


def test_whole_number_leads_straight_to_the_matter(people):
    matter = lead(people)
    here = Sitting(people, "案管王")

    for words in ("临纪线〔2023〕1号", " 临纪线[2023]1号 ", "临纪线（2023）1号"):
        assert here.post("/find/", q=words)["Location"] == f"/m/{matter.id}/"


def test_number_out_of_reach_is_answered_like_one_that_does_not_exist(people):
    lead(people)
    here = Sitting(people, "承办郑")

    hidden, absent = (main(find(here, words)) for words in ("临纪线〔2023〕1号", "临纪线〔2023〕7号"))
    assert hidden.replace("1号", "") == absent.replace("7号", "")
    assert "没有找到您可以查看的事项。" in hidden


def test_part_of_a_number_and_words_are_found_by_kind(people):
    one, other = lead(people), complaint(people)
    lead(people, date(2023, 3, 3), title="反映某镇截留农机补贴问题")
    index_new(everything=True)

    by_number = find(Sitting(people, "案管王"), "〔2023〕1号")
    assert {f"/m/{one.id}/", f"/m/{other.id}/"} <= set(links(by_number))
    assert "信访举报" in main(by_number)
    by_words = main(find(Sitting(people, "案管王"), "农机补贴"))
    assert ("临纪线〔2023〕2号" in by_words, "找到1件" in by_words, "信访举报" in by_words) == (
        True,
        True,
        False,
    )
    assert f"/m/{other.id}/" in links(find(Sitting(people, "信访孙"), "领取农机补贴"))


def test_result_leads_on_to_the_register_with_the_same_search(people):
    for _ in range(22):
        lead(people)
    index_new(everything=True)
    here = Sitting(people, "案管王")

    page = find(here, "违规发放津贴")
    assert main(page).count("反映某局违规发放津贴问题") == 20
    register = next(link for link in links(page) if link.startswith("/register/lead/?s="))
    assert main(here.get(register)).count("反映某局违规发放津贴问题") == 22


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "请输入编号、标题或者正文中的词。"),
        ("贴", "请至少输入两个相连的字再检索。"),
        ("没有的词", "没有找到您可以查看的事项。"),
    ],
)
def test_nothing_found_says_what_to_do(people, words, said):
    lead(people)
    index_new(everything=True)

    assert said in main(find(Sitting(people, "案管王"), words))


def test_a_search_is_known_to_its_own_session_only(people):
    lead(people)
    address = Sitting(people, "案管王").post("/find/", q="〔2023〕1号")["Location"]

    assert "临纪线" not in main(Sitting(people, "案管主任吴").get(address))


def test_statements_do_not_grow_with_rows(people):
    lead(people)
    complaint(people)
    index_new(everything=True)
    here = Sitting(people, "案管王")
    paths = [here.post("/find/", q=words)["Location"] for words in ("违规发放", "2023")]
    one = [here.statements(path) for path in paths]
    for _ in range(29):
        assigned_lead(people)
        lead(people)
        complaint(people)
    index_new(everything=True)

    assert [here.statements(path) for path in paths] == one


def test_statements_do_not_grow_with_kinds(people, monkeypatch):
    """All kinds are asked in one statement, with need to know in it; the second asks again for what is shown."""
    lead(people)
    complaint(people)
    here = Sitting(people, "案管王")
    path = here.post("/find/", q="2023")["Location"]
    every = here.statements(path)
    monkeypatch.setattr(kinds, "names", lambda: ["complaint", "lead"])

    assert here.statements(path) == every <= 10
