"""Registers: filters, sorting, pages forward and back, search by number and by words, what an empty list says."""

import re
from datetime import date
from urllib.parse import urlencode

import pytest

from mingjian.conf.commands.accounts import make_administrator
from mingjian.ledger.models import Journal, Matter
from mingjian.ledger.search import index_new
from mingjian.web.desk import listing, names
from tests.people import city
from tests.stories import assigned_lead, complaint, do, lead
from tests.web.sitting import Sitting, links, main

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    names.forget()
    return city()


def rows(response):
    """Numbers in the register, in order."""
    return [
        int(number)
        for number in re.findall(r'<th scope="row">.*?〔2023〕(\d+)号</a>', response.content.decode())
    ]


def follow(sitting, response, rel):
    found = re.search(rf'rel="{rel}" href="([^"]+)"', response.content.decode())
    return sitting.get("/register/lead/" + found.group(1).replace("&amp;", "&")) if found else None


def test_register_lists_lines_and_titles_as_far_as_they_are_within_reach(people):
    assigned_lead(people)
    lead(people, date(2023, 3, 3), title="反映某镇截留补贴问题")

    text = main(Sitting(people, "案管王").get("/register/lead/"))
    assert "反映某镇截留补贴问题" in text, "with case management: content"
    assert "反映某局违规发放津贴问题" not in text, "handed over: the line only"
    assert "共2件" in text
    assert rows(Sitting(people, "承办李").get("/register/lead/")) == [1]


def test_filters_narrow_and_stand_as_conditions_that_can_be_taken_away(people):
    assigned_lead(people, rank_class="county")
    lead(people, date(2023, 3, 10), rank_class="township")
    here = Sitting(people, "案管王")

    for query, expected in (
        ("", [2, 1]), ("step=assigned", [1]), ("step=assigned&step=registered", [2, 1]), ("rank_class=county", [1]),
        (f"department={people.department('二室')}", [1]), (f"handler={people.id('承办李')}", [1]), ("from=2023-03-05", [2]),
        ("to=2023年3月5日", [1]), ("due=late", [2]), ("due=near", []), ("due=later", [1]), ("state=ended", []), ("state=open", [2, 1]),
        ("due=nonsense", [2, 1]), ("department=x", [2, 1]), ("rank_class=nowhere", []),
    ):  # fmt: skip
        assert rows(here.get(f"/register/lead/?{query}")) == expected, query
    page = here.get("/register/lead/?step=assigned&rank_class=county")
    assert "环节＝已分办" in main(page)
    assert "?rank_class=county" in links(page)
    assert rows(here.get("/register/lead/?rank_class=county")) == [1]


def test_filter_offers_departments_that_handle_matters(people):
    """That of the administrators handles none."""
    make_administrator("sysadmin", name="系统管理员", post="system_admin")
    page = Sitting(people, "案管王").get("/register/lead/").content.decode()

    offered = re.search(r'<select[^>]* name="department".*?</select>', page, re.S)
    assert offered is not None
    assert re.findall(r"<option[^>]*>([^<]+)</option>", offered.group()) == ["任意", *people.departments]


def test_late_in_register_and_desk_is_what_the_lamp_calls_late(people):
    """C-10 has run out on 3 April and is a reference; the report to case management binds, until 2 June."""
    assigned_lead(people)
    waiting = Sitting(people, "主任张", on=date(2023, 4, 10))
    assert "参考：超期7天" in main(waiting.get("/register/lead/"))
    page = waiting.get("/register/lead/?due=late")
    assert (rows(page), "共0件" in main(page)) == ([], True)
    assert rows(waiting.get("/?whose=department&lamp=overdue")) == []

    late = Sitting(people, "主任张", on=date(2023, 6, 5))
    for address in ("/register/lead/?due=late", "/?whose=department&lamp=overdue"):
        page = late.get(address)
        assert rows(page) == [1], address
        assert "超期3天" in main(page), address
        assert "参考：" not in main(page), address
    assert late.statements("/register/lead/?due=late") == late.statements("/register/lead/")


def test_sorting_is_by_due_or_by_opening_both_ways(people):
    for day in (1, 9, 3):
        lead(people, date(2023, 3, day))
    here = Sitting(people, "案管王")

    assert rows(here.get("/register/lead/")) == [1, 3, 2]
    assert rows(here.get("/register/lead/?sort=opened")) == [1, 3, 2]
    page = here.get("/register/lead/?sort=opened&down=1")
    assert rows(page) == [2, 3, 1]
    assert 'aria-sort="descending"' in page.content.decode()


@pytest.mark.parametrize("query", ["", "?sort=opened&down=1"])
def test_pages_go_forward_and_back_to_where_one_was(people, monkeypatch, query):
    monkeypatch.setattr(listing, "SIZES", (3, 50))
    for number in range(8):
        lead(people, date(2023, 3, 1 + number % 3))
    here = Sitting(people, "案管王")

    page, trail = here.get(f"/register/lead/{query}"), []
    while page is not None:
        trail.append((rows(page), re.search(r"第(\d–\d)件，共8件", main(page)).group(1)))
        last, page = page, follow(here, page, "next")
    assert [shown for _numbers, shown in trail] == ["1–3", "4–6", "7–8"]
    assert sorted(number for numbers, _shown in trail for number in numbers) == list(range(1, 9))
    back = follow(here, last, "prev")
    assert (rows(back), re.search(r"第(\d–\d)件", main(back)).group(1)) == trail[1]
    first = follow(here, back, "prev")
    assert rows(first) == trail[0][0]
    assert follow(here, first, "prev") is None
    assert rows(follow(here, first, "next")) == trail[1][0]


def test_damaged_address_begins_at_the_first_row(people):
    lead(people)
    here = Sitting(people, "案管王")

    for query in (
        "after=x",
        "after=bnVsbA",
        "before=WzFd",
        "n=99999999999999999",
        "n=²",
        "department=²",
        "handler=²",
        "department=99999999999999999999",
        "size=7",
        "sort=title",
        "after=WyIyMDIzIiwgInh4Il0",
    ):
        assert rows(here.get(f"/register/lead/?{query}")) == [1], query


def search(sitting, words):
    response = sitting.post("/register/lead/search/", q=words)
    return sitting.get(response["Location"]), response["Location"]


def test_search_by_number_takes_any_bracket_and_a_part(people):
    for _ in range(11):
        lead(people)
    here = Sitting(people, "案管王")

    for words, expected in (
        ("临纪线〔2023〕11号", [11]),
        ("[2023]2号", [2]),
        ("（2023） 3", [3]),
        ("11", [11]),
        ("临纪线〔2023〕99号", []),
    ):
        page, address = search(here, words)
        assert sorted(rows(page)) == expected, words
        assert not re.search(r"[\u3400-\u9fff]|%", address), "what was typed never stands in an address"


def test_search_by_words_looks_into_titles_and_acts_within_content(people):
    matter = assigned_lead(people, title="反映某局违规发放津贴问题")
    lead(people, date(2023, 3, 3), title="反映某镇截留农机补贴问题")
    do(people, matter, "note", "承办李", date(2023, 3, 6), remark="收到财务凭证复印件")
    index_new(everything=True)

    assert rows(search(Sitting(people, "案管王"), "农机补贴")[0]) == [2]
    assert rows(search(Sitting(people, "案管王"), "津贴")[0]) == [], "handed over: no content any more"
    handler = Sitting(people, "承办李")
    assert rows(search(handler, "财务凭证")[0]) == [1]
    page = search(handler, "贴津")[0]
    assert (rows(page), "共0件" in main(page)) == ([], True)
    assert "检索＝贴津" in main(page)
    assert "没有符合条件的问题线索。" in main(page)
    assert Journal.objects.filter(event="search").count() == 4


def fields(response, form):
    """What a form of the register would send as it stands: hidden values, chosen codes, days and words."""
    html = re.search(rf"<form [^>]*{form}.*?</form>", response.content.decode(), re.S).group()
    sent = re.findall(r'<input[^>]*?name="(\w+)"[^>]*?value="([^"]*)"', html)
    for name, choices in re.findall(r'<select[^>]*name="(\w+)".*?>(.*?)</select>', html, re.S):
        sent += [(name, value) for value in re.findall(r'value="([^"]*)" selected', choices)]
    return {name: value for name, value in sent if value and name != "csrfmiddlewaretoken"}


def test_filtering_keeps_the_search_and_the_order_and_searching_keeps_the_filters(people):
    """desk.md 5.3: filters, search, view, order and size of the pages are conditions of one list."""
    for day, rank in ((1, "county"), (2, "township"), (3, "county"), (6, "township")):
        lead(people, date(2023, 3, day), rank_class=rank, title="反映某镇截留农机补贴问题")
    lead(people, date(2023, 3, 7), rank_class="county")
    index_new(everything=True)
    here = Sitting(people, "案管王")
    page = here.get("/register/lead/?state=open&sort=opened&down=1&size=20&rank_class=county")
    assert rows(page) == [5, 3, 1]

    action = re.search(
        r'<form class="line search" method="post" action="([^"]+)"', page.content.decode()
    ).group(1)
    found = here.get(here.post(action.replace("&amp;", "&"), q="农机补贴")["Location"])
    name = fields(found, "data-filters")["s"]
    kept = {"state": "open", "sort": "opened", "down": "1", "size": "20", "s": name}
    assert (rows(found), fields(found, "data-filters")) == ([3, 1], {**kept, "rank_class": "county"})

    narrowed = here.get(
        f"/register/lead/?{urlencode({**fields(found, 'data-filters'), 'rank_class': 'township'})}"
    )
    assert (rows(narrowed), fields(narrowed, "data-filters")) == ([4, 2], {**kept, "rank_class": "township"})
    assert re.findall(r'aria-label="取消条件：([^"]+)"', narrowed.content.decode()) == [
        "被反映人职级＝乡科级", "状态＝在办", "检索＝农机补贴",
    ]  # fmt: skip
    emptied = here.get(here.post(action.replace("&amp;", "&"), q=" ")["Location"])
    assert (rows(emptied), fields(emptied, "line search")) == ([5, 3, 1], {})
    assert (
        '<a class="clear" href="/register/lead/?sort=opened&amp;down=1&amp;size=20">'
        in narrowed.content.decode()
    )


def test_a_search_of_another_session_is_said_to_be_gone(people):
    lead(people)
    page = Sitting(people, "案管王").get("/register/lead/?s=0123456789abcdef&state=open")

    assert "原来检索的文字已不再保留，下面没有按它检索。请重新输入。" in main(page)
    assert (rows(page), fields(page, "data-filters")) == ([1], {"state": "open"})


def test_single_character_is_asked_for_one_more(people):
    lead(people)
    page = search(Sitting(people, "案管王"), "贴")[0]

    assert "请至少输入两个相连的字再检索。" in main(page)
    assert rows(page) == []


def test_empty_register_says_what_comes_here(people):
    text = main(Sitting(people, "承办郑").get("/register/lead/"))

    assert "还没有您可以查看的问题线索。" in text
    assert "共0件" in text


def test_unknown_register_is_absent(people):
    here = Sitting(people, "案管王")

    assert here.get("/register/nothing/", 404).status_code == 404
    assert here.post("/register/nothing/search/", 404, q="x").status_code == 404


def test_titles_shown_are_noted_as_read(people):
    matter = lead(people)
    assigned_lead(people)
    here = Sitting(people, "案管王")
    Journal.objects.all().delete()
    here.get("/register/lead/")

    entries = [
        (row.event, row.officer_id, row.details["view"], row.details["matters"])
        for row in Journal.objects.all()
    ]
    assert entries == [("read_list", people.id("案管王"), "register:lead", [matter.id.hex])]


def test_statements_do_not_grow_with_rows(people):
    """desk.md 5.3: eight, whatever the number of rows, session, account and reading journal among them."""
    lead(people)
    complaint(people)
    index_new(everything=True)
    here, other = Sitting(people, "案管王"), Sitting(people, "信访孙")
    found = search(here, "违规发放")[1]
    paths = ["/register/lead/", "/register/lead/?rank_class=township&due=late", found]
    one = [*map(here.statements, paths), other.statements("/register/complaint/")]
    for _ in range(29):
        lead(people)
        complaint(people)
    index_new(everything=True)

    assert [*map(here.statements, paths), other.statements("/register/complaint/")] == one
    assert max(one) == 8
    assert Matter.objects.count() == 60


def test_hits_in_text_over_several_pages_are_not_counted(people, monkeypatch):
    monkeypatch.setattr(listing, "SIZES", (3, 50))
    for day in (1, 2, 3, 6, 7, 8, 9):
        lead(people, date(2023, 3, day))
    index_new(everything=True)
    here = Sitting(people, "案管王")

    page = search(here, "违规发放")[0]
    assert (rows(page), "不止一页" in main(page)) == ([1, 2, 3], True)
    second = follow(here, page, "next")
    third = follow(here, second, "next")
    assert (rows(second), rows(third), follow(here, third, "next")) == ([4, 5, 6], [7], None)


def test_matter_leads_to_its_neighbours_in_the_register_one_came_from(people, monkeypatch):
    monkeypatch.setattr(listing, "SIZES", (2, 50))
    for day in (1, 2, 3):
        lead(people, date(2023, 3, day))
    here, ids = Sitting(people, "案管王"), [str(key) for key in Matter.objects.order_by("number").values_list("pk", flat=True)]  # fmt: skip

    assert turns(here.get(f"/m/{ids[0]}/")) == {}
    page = here.get("/register/lead/?sort=opened")
    assert turns(here.get(f"/m/{ids[0]}/")) == {"next": ("下一件", f"/m/{ids[1]}/")}
    last = turns(here.get(f"/m/{ids[1]}/"))
    assert last.pop("prev") == ("上一件", f"/m/{ids[0]}/")
    assert here.get(last["next"][1]).content.decode().count("〔2023〕3号</a>") == 1
    assert last["next"][0] == "下一页"

    follow(here, page, "next")
    assert turns(here.get(f"/m/{ids[0]}/")) == {}
    assert [said for said, _href in turns(here.get(f"/m/{ids[2]}/")).values()] == ["上一页"]


def turns(response):
    """What leads from a matter to those beside it in the register."""
    page = response.content.decode().partition('<h2 id="summary-title">')[0]
    found = re.findall(r'rel="(prev|next)" href="([^"]+)">(?:‹ )?(\w+)', page)
    return {rel: (said, href.replace("&amp;", "&")) for rel, href, said in found}
