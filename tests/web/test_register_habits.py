"""A register as its officer likes it: saved and shared views, columns, density, what is new, rows chosen for print or reassignment."""

import re
from datetime import date
from itertools import pairwise

import pytest
from django.contrib.sessions.models import Session

from mingjian.ledger.models import Act
from mingjian.ledger.search import index_new
from mingjian.web.desk import names
from mingjian.web.desk.models import SavedView
from tests.people import city
from tests.stories import assigned_lead, lead
from tests.web.sitting import Sitting, links, main
from tests.web.test_registers import rows

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "/register/lead/"


@pytest.fixture
def people():
    names.forget()
    return city()


def heads(response):
    html = response.content.decode()
    return [
        re.sub(r"<[^>]+>", "", head).strip(" ↑↓↕")
        for head in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', html[html.index('id="rows"') :])
    ]


def followed(sitting, response):
    return sitting.get(response["Location"])


def saved(sitting, name, query="", **more):
    sitting.post(f"{HERE}views/{query}", name=name, **more)


def view_links(response):
    return {
        label: href.replace("&amp;", "&")
        for href, label in re.findall(r'<li><a href="([^"]+)"[^>]*>([^<]+)<small>', response.content.decode())
    }


def test_a_view_keeps_conditions_and_what_was_searched_for(people):
    """desk.md 4 and 5.3: a view is a stored filter; what was typed stands in no address and in no plain column."""
    lead(people, title="反映柳溪镇截留补贴问题", rank_class="township")
    lead(people, date(2023, 3, 3), rank_class="county")
    index_new(everything=True)
    here = Sitting(people, "案管王")
    sent = here.post(f"{HERE}search/", q="截留补贴")
    saved(here, "截留", sent["Location"].removeprefix(HERE))
    Session.objects.all().delete()

    later = Sitting(people, "案管王")
    view = view_links(later.get(HERE))["截留"]
    answer = later.client.get(view)
    assert "截留" not in answer["Location"]
    page = followed(later, answer)
    assert rows(page) == [1] and "检索＝截留补贴" in main(page)
    row = SavedView.objects.get()
    assert "截留".encode() not in bytes(row.sealed) and row.query == ""


def test_a_head_shares_a_view_with_the_department_and_nobody_else_does(people):
    assigned_lead(people)
    head, member, other = (Sitting(people, who) for who in ("主任张", "承办李", "案管王"))
    saved(head, "本室超期", "?due=late", shared="1")
    saved(member, "我的超期", "?due=late", shared="1")

    assert "本室超期" in view_links(member.get(HERE))
    assert "本室超期" not in view_links(other.get(HERE))
    assert "我的超期" not in view_links(head.get(HERE))
    assert "主任张" not in str(SavedView.objects.values_list("query"))
    page = followed(member, member.client.get(view_links(member.get(HERE))["本室超期"]))
    assert "时限＝超期" in main(page)
    assert 'aria-current="page">本室超期' in page.content.decode()
    assert other.client.get(view_links(member.get(HERE))["本室超期"]).status_code == 404


def test_seven_views_are_pinned_and_each_is_unpinned_or_removed_by_its_owner(people):
    here, colleague = Sitting(people, "主任张"), Sitting(people, "承办李")
    for number in range(8):
        saved(here, f"视图{number}", f"?step=assigned&size={20 if number % 2 else 100}")
    assert len(view_links(here.get(HERE))) == 7

    rest = SavedView.objects.get(is_pinned=False)
    first = SavedView.objects.filter(is_pinned=True).first()
    colleague.post(f"{HERE}views/", 404, view=str(first.pk), turn="remove")
    here.post(f"{HERE}views/", view=str(rest.pk), turn="pin")
    assert SavedView.objects.filter(is_pinned=True).count() == 7
    here.post(f"{HERE}views/", view=str(first.pk), turn="pin")
    here.post(f"{HERE}views/", view=str(rest.pk), turn="pin")
    here.post(f"{HERE}views/", view=str(first.pk), turn="remove")
    assert set(SavedView.objects.values_list("is_pinned", flat=True)) == {True}
    assert len(view_links(here.get(HERE))) == 7


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("", "请填写视图名称。"), ("字" * 21, "现有21字"), ("旧的", "已有同名的视图“旧的”")],
)
def test_a_view_without_a_good_name_is_refused_in_one_sentence(people, name, sentence):
    here = Sitting(people, "主任张")
    saved(here, "旧的")

    page = here.post(f"{HERE}views/?due=late", 422, name=name)
    assert sentence in main(page) and "时限＝超期" in main(page)


def test_columns_are_hidden_and_ordered_and_stay_so(people):
    assigned_lead(people, rank_class="county")
    here = Sitting(people, "案管王")
    usual = heads(here.get(HERE))
    assert usual[1:3] == ["时限", "编号和标题"] and "登记日" in usual

    here.post(f"{HERE}columns/?step=assigned", chosen=["due", "rank_class", "unit"], place_due="3", place_rank_class="1",
              place_unit="2", density="compact")  # fmt: skip
    Session.objects.all().delete()
    page = Sitting(people, "案管王").get(HERE)
    assert heads(page)[1:] == ["时限", "编号和标题", "被反映人职级", "单位", "到期"]
    assert 'class="stack compact"' in page.content.decode() and "县处级" in main(page)
    assert heads(Sitting(people, "主任张").get(HERE)) == usual

    again = Sitting(people, "案管王")
    again.post(f"{HERE}columns/", usual="1")
    assert heads(again.get(HERE)) == usual


def test_what_came_since_the_last_visit_has_a_word_before_its_number(people):
    lead(people)
    Sitting(people, "案管王").get(HERE)
    lead(people, date(2023, 3, 21))
    here = Sitting(people, "案管王", on=date(2023, 3, 22))

    def new():
        return re.findall(r"新 </span><a[^>]*>[^<]*〔2023〕(\d)号", here.get(HERE).content.decode())

    assert new() == ["2"] and new() == ["2"]
    key = re.findall(r'name="chosen" value="([^"]+)"', here.get(f"{HERE}?from=2023-03-21").content.decode())
    here.post(f"{HERE}pick/", chosen=key, do="read")
    assert new() == []
    assert (
        re.findall("新 </span>", Sitting(people, "案管王", on=date(2023, 3, 23)).get(HERE).content.decode())
        == []
    )


def test_one_goes_to_a_day_without_counting_what_lies_before(people):
    for day in (1, 3, 9):
        lead(people, date(2023, 3, day))
    here = Sitting(people, "案管王")
    assert rows(here.get(f"{HERE}?sort=opened&at=2023-03-03")) == [2, 3]
    assert rows(here.get(f"{HERE}?sort=opened&down=1&at=20230303")) == [2, 1]
    page = here.get(f"{HERE}?sort=opened&at=2023-03-03&step=registered")
    assert "自2023-03-03起" in main(page)
    assert 'name="step" value="registered"' in page.content.decode()
    assert rows(here.get(f"{HERE}?at=heute")) == [1, 2, 3]


def picked(sitting, numbers):
    html = sitting.get(HERE).content.decode()
    keys = re.findall(r'name="chosen" value="([^"]+)".*?〔2023〕(\d+)号', html, re.S)
    return [key for key, number in keys if int(number) in numbers]


def test_chosen_rows_are_printed_and_exported_alone(people):
    for day in (1, 2, 3):
        lead(people, date(2023, 3, day))
    here = Sitting(people, "案管王")
    printed = followed(here, here.post(f"{HERE}pick/", chosen=picked(here, {1, 3}), do="print"))
    assert rows(printed) == [1, 3] and "选出的2件" in main(printed)
    exported = followed(here, here.post(f"{HERE}pick/", chosen=picked(here, {2}), do="export"))
    assert "共1件" in main(exported)
    assert "请先在列表中选中要办理的事项。" in main(followed(here, here.post(f"{HERE}pick/", do="print")))
    assert rows(here.get(f"{HERE}?p=0123456789abcdef")) == []
    assert (
        here.client.get(here.post(f"{HERE}pick/", chosen=["1' OR 1"], do="export")["Location"]).status_code
        == 200
    )


def test_rows_of_somebody_else_are_out_of_reach_when_chosen(people):
    lead(people)
    keys = picked(Sitting(people, "案管王"), {1})
    other = Sitting(people, "审理蒋")
    page = followed(other, other.post(f"{HERE}pick/", chosen=keys, do="print"))

    assert rows(page) == []


def test_a_head_gives_chosen_matters_to_another_officer_all_or_none(people):
    first, second = assigned_lead(people), assigned_lead(people, date(2023, 3, 6))
    head = Sitting(people, "主任张")
    address = head.post(f"{HERE}pick/", chosen=picked(head, {1, 2}), do="reassign")["Location"]
    assert "请写明改派的理由。" in main(head.post(address, 422, handler="承办郑", reason=""))
    head.post(address, handler="承办郑", reason="李同志外出学习")

    for matter in (first, second):
        matter.refresh_from_db()
        assert matter.handler_id == people.id("承办郑")
    assert Act.objects.filter(code="reassign").count() == 2
    member = Sitting(people, "承办李")
    assert 'value="reassign"' not in member.get(HERE).content.decode()


def test_who_may_not_reassign_is_told_for_each_number_and_nothing_is_written(people):
    assigned_lead(people)
    lead(people)
    here = Sitting(people, "案管王")
    here.post(f"{HERE}pick/", chosen=picked(here, {1, 2}), do="reassign")
    other = Sitting(people, "承办李")
    address = other.post(f"{HERE}pick/", chosen=picked(other, {1}), do="reassign")["Location"]
    page = other.post(address, 422, handler="承办郑", reason="互换")

    assert "临纪线〔2023〕1号：" in main(page)
    assert not Act.objects.filter(code="reassign").exists()


def test_nothing_but_codes_and_days_stands_in_an_address(people):
    """desk.md 10 check 14."""
    lead(people, title="反映柳溪镇截留补贴问题")
    index_new(everything=True)
    here = Sitting(people, "案管王")
    sent = here.post(f"{HERE}search/", q="截留补贴")
    saved(here, "截留补贴", sent["Location"].removeprefix(HERE))
    for page in (here.get(sent["Location"]), here.get(f"{HERE}views/"), here.get(HERE)):
        assert [link for link in links(page) if "截留" in link or "%E6" in link] == []
    for before, after in pairwise(sorted(view_links(here.get(HERE)).values())):
        assert before != after
