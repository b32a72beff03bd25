"""Musts of the desk's design looked at on the pages themselves: what a template promises may still be wrong where it is used.

The pages are asked for once: desk, register, matter, form, proposal, unit, person, law, verification, figures, of several
officers, on a day when limits are late and on one when they are near; some of them in English too.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import pytest
from django.db import transaction
from django.test import Client
from lxml.html import HtmlElement, fromstring, tostring

from mingjian.ledger.search import index_new
from mingjian.parties import tenures
from mingjian.parties.models import Person
from mingjian.parties.persons import NewOrganisation, NewPerson, add_organisation, add_person
from mingjian.parties.tenures import Post
from mingjian.web.desk import names
from mingjian.web.shared.lamps import GLYPHS
from tests.gallery.test_words import FORBIDDEN
from tests.people import city
from tests.stories import assigned_lead, at, complaint, do, lead, paper, study
from tests.web.account.factors import PASSWORD
from tests.web.sitting import Sitting

pytestmark = pytest.mark.django_db
LATE, SOON = date(2023, 6, 5), date(2023, 3, 30)
RARE = "欧阳𠮷祥·阿不都热合曼·" + "长" * 30
TITLE = "反映某局违规发放津贴问题" * 3  # longer than two lines of a register
RELATIVE = "刚刚 昨天 昨日 刚才 前天"
TYPED = "收到材料。"


class Page(NamedTuple):
    """A page as one officer has it, in one language."""

    path: str
    who: str
    language: str
    root: HtmlElement

    @property
    def main(self) -> HtmlElement:
        return self.root.find(".//main")

    def all(self, path: str) -> list[HtmlElement]:
        return self.root.xpath(path)

    def say(self, element: HtmlElement) -> str:
        return f"{self.path} {self.who} {self.language}: {tostring(element, encoding='unicode', with_tail=False)[:120]}"


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """Asked for once, then rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        names.forget()
        found = list(asked(city()))
        transaction.set_rollback(True)
    return found


def asked(people) -> Iterator[Page]:
    person = add_person(NewPerson(RARE, "临江市财政局", "副局长", "320100197801011234"))
    unit = add_organisation(NewOrganisation("临江市财政局", "government", "city", "group", "fiscal"))
    tenures.appoint(
        Person.objects.get(pk=person.pk), Post(unit.pk, "head", "党组书记、局长", date(2022, 6, 1)), by=None
    )
    tenures.entrust(
        unit,
        {"department": people.department("二室"), "group": None, "leader": None},
        since=date(2022, 1, 1),
        by=None,
    )
    matter, other = assigned_lead(people, title=TITLE), lead(people, date(2023, 3, 3))
    do(
        people,
        matter,
        "note",
        "承办李",
        date(2023, 3, 3),
        documents=[paper(matter, "凭证.txt")],
        remark=TYPED,
    )
    do(
        people,
        matter,
        "identify",
        "承办李",
        date(2023, 3, 3),
        person=str(person.pk),
        person_role="person_complained",
    )
    asks = assigned_lead(people, date(2023, 3, 20))
    do(people, asks, "propose_disposal", "承办李", date(2023, 3, 20), disposal_way="hold",
       study=study(people, date(2023, 3, 20), "主任张", "承办李"), disposal_opinion="暂存")  # fmt: skip
    report = complaint(people)
    index_new(everything=True)
    here = f"/m/{matter.pk}/"
    of = {
        "承办李": ["/", "/register/lead/", here, f"{here}do/propose_disposal/", f"/units/{unit.pk}/", "/units/", "/help/", "/verify/"],
        "主任张": ["/", "/approvals/", f"/approvals/{asks.pk}/4/", "/register/lead/?due=late"],
        "案管王": ["/register/lead/", f"/m/{other.pk}/", "/law/procedures/lead/"],
        "信访孙": ["/register/complaint/", f"/m/{report.pk}/"],
        "书记赵": ["/", "/figures/?period=2023"],
    }  # fmt: skip
    english = ("/register/lead/", here, f"/units/{unit.pk}/", f"/approvals/{asks.pk}/4/")
    for who, paths in of.items():
        sitting = Sitting(people, who, on=LATE)
        for language, path in (("zh-hans", path) for path in paths):
            yield Page(path, who, language, fromstring(sitting.get(path).content.decode()))
        sitting.client.cookies["language"] = "en"
        for path in (path for path in paths if path in english):
            yield Page(path, who, "en", fromstring(sitting.get(path).content.decode()))
    soon = Sitting(people, "承办李", on=SOON)
    yield Page("/", "承办李", "zh-hans", fromstring(soon.get("/").content.decode()))


def of_class(name: str, tag: str = "*") -> str:
    """The path of elements of a class."""
    return f".//{tag}[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"


def wrong(pages, path, holds):
    """Elements of all pages for which something does not hold; it is an error if there are none to look at."""
    every = [(page, element) for page in pages for element in page.all(path)]
    assert every, path
    return [page.say(element) for page, element in every if not holds(element)]


def words(element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_a_tag_is_a_word_and_neither_link_nor_button(pages):
    """desk.md 3.2, 6: wherever it stands."""

    def holds(tag):
        inside = {parent.tag for parent in tag.iterancestors()} | {child.tag for child in tag.iter()}
        return tag.tag == "span" and words(tag) and not inside & {"a", "button"} and not tag.get("role")

    assert wrong(pages, of_class("tag"), holds) == []


def test_a_lamp_has_its_shape_and_its_word(pages):
    """desk.md 2.4, 3.3: the message of the colour stands there twice without it."""

    def holds(lamp):
        kind = next(name for name in lamp.get("class").split() if name.startswith("lamp--")).removeprefix(
            "lamp--"
        )
        shapes = lamp.xpath(".//*[local-name()='use']/@href")
        return (
            shapes == [f"#{GLYPHS[kind]}"] and words(lamp) and lamp.find("svg").get("aria-hidden") == "true"
        )

    assert wrong(pages, of_class("lamp"), holds) == []
    kinds = {
        name for page in pages for lamp in page.all(of_class("lamp")) for name in lamp.get("class").split()
    }
    assert kinds >= {"lamp--overdue", "lamp--near", "lamp--running", "lamp--reference"}


def test_a_limit_that_nobody_read_is_a_reference_without_an_article(pages):
    """desk.md 3.3: in lists and in the popover of the matter; late by two months and yet not late."""
    clocks = [
        (page, clock)
        for page in pages
        for clock in page.all(of_class("clock", "details"))
        if clock.xpath(of_class("lamp--reference"))
    ]

    assert {page.language for page, _clock in clocks} == {"zh-hans", "en"}
    assert [
        page.say(clock)
        for page, clock in clocks
        if re.search("第[〇零一二三四五六七八九十百]+条|art\\.", words(clock))
    ] == []
    said = {words(clock.xpath(of_class("lamp"))[0]) for page, clock in clocks if page.language == "zh-hans"}
    assert any(re.search("^参考：超期", one) for one in said)
    rows = [row for page in pages for row in page.all(of_class("is-late", "tr"))]
    assert rows and not [
        row
        for row in rows
        if row.xpath(of_class("lamp--reference")) and not row.xpath(of_class("lamp--overdue"))
    ]


def test_nothing_is_said_in_a_tooltip_or_a_placeholder(pages):
    """desk.md 3.6, 3.7, 11."""
    said = [page.say(one) for page in pages for one in page.root.iter() if isinstance(one.tag, str)
            and (one.get("title") is not None or one.get("placeholder") is not None or (one.tag == "title" and one.getparent().tag != "head"))]  # fmt: skip

    assert said == []
    whole = [page for page in pages if page.path.startswith("/m/") and TITLE in words(page.main)]
    assert whole, "the full title stands on the matter itself"


def test_no_symbol_stands_without_a_word_beside_it(pages):
    """desk.md 3.8: in its link, button, heading or pill; the dot of what is new and the drawings are words of their own."""

    def holds(use):
        around = next(
            one
            for one in use.iterancestors()
            if one.tag in ("a", "button", "li", "summary", "span", "label", "p", "h2", "th", "td")
        )
        return bool(words(around if around.tag != "span" or words(around) else around.getparent()))

    assert wrong(pages, ".//svg/use[starts-with(@href, '#i-')]", holds) == []


def test_every_page_says_in_which_language_it_is_and_has_one_title(pages):
    """desk.md 3.4, 10.4: html lang, one h1, no level skipped, the name of the product last and no person's name in it."""
    for page in pages:
        assert page.root.get("lang") == {"zh-hans": "zh-Hans", "en": "en"}[page.language], page.path
        levels = [int(one.tag[1]) for one in page.main.iter("h1", "h2", "h3", "h4")]
        assert levels.count(1) == 1 and levels[0] == 1, (page.path, levels)
        assert all(after - before <= 1 for before, after in pairwise(levels)), (
            page.path,
            levels,
        )
        title = page.root.findtext(".//title")
        assert title.endswith(("明鉴", "Mingjian")) and RARE not in title, title


def test_every_table_has_a_caption_and_scoped_heads(pages):
    """desk.md 3.6, 10.4: the cell with the number is the head of its row and holds the link."""

    def holds(table):
        heads = table.xpath(".//th")
        caption = table.find("caption")
        return (
            caption is not None
            and words(caption)
            and heads
            and all(head.get("scope") in ("col", "row") for head in heads)
        )

    assert wrong(pages, ".//main//table", holds) == []
    numbers = [
        page.say(link)
        for page in pages
        for link in page.all(".//main//tbody//a[@class='no']")
        if not _heads_its_row(link)
    ]
    assert numbers == []


def _heads_its_row(link) -> bool:
    cell = next(parent for parent in link.iterancestors() if parent.tag in ("td", "th"))
    return cell.tag == "th" and cell.get("scope") == "row"


def test_no_page_uses_a_word_that_the_house_does_not_use(pages):
    """desk.md 8, 9: forbidden words, times that are relative to nobody knows when, 不可篡改."""
    said = [
        (page.path, page.who, word)
        for page in pages
        if page.language == "zh-hans"
        for word in {*FORBIDDEN.split(), *RELATIVE.split()}
        if word in words(page.root.find("body"))
    ]

    assert said == []
    assert any("篡改可发现" in words(page.main) for page in pages if page.path == "/verify/")


def test_no_button_says_what_it_does_not_do(pages):
    """desk.md 8: a button is a verb; never 确定, 是, 否, 点击这里, 操作, nor what these are in English."""
    never = {"确定", "是", "否", "点击这里", "操作", "好", "OK", "Yes", "No", "Click here", "Action"}

    assert wrong(pages, ".//button|.//a[contains(@class, 'btn')]", lambda one: words(one) not in never) == []


def test_names_are_joined_by_a_mark(pages):
    """desk.md 9: never without 、 in Chinese; whoever is in the chair of a meeting is named once."""
    studied = [
        words(page.main)
        for page in pages
        if page.path.startswith("/approvals/") and page.language == "zh-hans"
    ]

    assert any("主持：主任张，参加：承办李" in said for said in studied)
    assert not any(re.search("主任张 ?承办李|参加：主任张", said) for said in studied)


def test_long_and_rare_names_stand_whole(pages):
    """desk.md 5.7, 9: on the matter and on the page of the unit that the person heads."""
    where = {page.path.split("/")[1] for page in pages if RARE in words(page.main)}

    assert where == {"m", "units"}
    said = [(page.path, text) for page in pages for text in page.main.itertext() if RARE[:4] in text]
    assert [(path, text) for path, text in said if RARE not in text] == []


def test_every_number_of_the_desk_and_of_figures_is_a_link(pages):
    """desk.md 2.2, 6 `fig`: with its unit and words for whoever does not see it; what is not to be opened is no `fig`."""
    assert (
        wrong(pages, of_class("fig", "a"), lambda fig: fig.get("href") and re.search(r"\d|＜", words(fig)))
        == []
    )
    assert (
        wrong(pages, ".//nav[@class='lamps']/a", lambda one: one.get("href") and re.search(r"\d", words(one)))
        == []
    )


def test_one_sentence_for_whatever_was_wrong_at_the_door(django_user_model):
    """desk.md 5.1: unknown account, wrong password, account switched off; after many tries a waiting time, never that anything is locked."""
    people = city()
    known, off = people.officers["承办李"], people.officers["承办郑"]
    for officer in (known, off):
        officer.set_password(PASSWORD)
        officer.is_active = officer is known
        officer.save()
    said = set()
    with at(LATE):
        for account, password in ((known.username, "wrong"), ("nobody", PASSWORD), (off.username, PASSWORD)):
            answer = Client().post("/sign-in/", {"account": account, "password": password})
            said.add(words(fromstring(answer.content.decode()).xpath(".//*[@role='alert']")[0]))
        client = Client()
        for _try in range(12):
            answer = client.post("/sign-in/", {"account": known.username, "password": "wrong"})
    last = words(fromstring(answer.content.decode()).find(".//main"))

    assert len(said) == 1 and "账号或密码不正确。" in said.pop()
    assert re.search("请于\\d+秒后再试", last)
    assert not re.search("锁定|锁|locked", last)
