"""The page of shortfalls: every complaint with its numbers, each number leading to exactly its records."""

import re
from datetime import date

import pytest

from mingjian.org.models import Unit
from mingjian.statistics.period import latest
from mingjian.web.desk import names
from tests.people import city
from tests.stories import filed_lead, lead
from tests.web.sitting import Sitting, links, main

pytestmark = pytest.mark.django_db(transaction=True)
QUERY = "?period=2023H1"


@pytest.fixture
def people():
    names.forget()
    return city()


def test_every_complaint_stands_on_one_page_with_its_sentence(people):
    from mingjian.parties.persons import NewPerson, add_person

    filed_lead(people, [add_person(NewPerson("周某", unit="某局")).pk])
    lead(people, date(2023, 3, 9))
    page = Sitting(people, "书记赵", on=date(2023, 7, 3)).get(f"/figures/shortfalls/{QUERY}")

    words = main(page)
    assert page.content.decode().count("<section") == 14
    assert "问题线索成案率50.0%；" in words
    assert (
        "立案1件；移送审理后退回重新审查调查或者补证0件；占0.0%；采纳陈述申辩0件；抽查后应当再查0件。"
        in words
    )


def test_one_complaint_by_unit_and_quarter_down_to_the_records(people):
    lead(people)
    here = Sitting(people, "书记赵", on=date(2023, 7, 3))
    page = here.get(f"/figures/shortfalls/groups_wait_for_work/{QUERY}")

    assert "各单位、各派驻机构" in main(page)
    assert len(re.findall(r'<th scope="row">\s*(?:<span class="no">)?20\d\d年', page.content.decode())) == 12
    followed = here.get(f"/figures/shortfalls/groups_wait_for_work/{QUERY}&trend=group_leads_registered")
    assert "派驻机构登记问题线索，件" in main(followed)
    assert followed.content.decode().count('class="c-') > 12
    here.get(f"/figures/shortfalls/groups_wait_for_work/{QUERY}&trend=cases_filed", 404)
    for address in [link for link in links(page) if "/records/" in link][:6]:
        here.get(address.replace("&amp;", "&"))


def quarters(page):
    """What the table of quarters says, by period."""
    chart = page.context["page"].trend
    return {row.cells[0].words: row.cells[1].words for row in chart.table.rows}


def test_batch_is_followed_from_january_on_so_that_its_last_quarter_is_the_figure_of_the_page(people):
    from mingjian.parties.persons import NewPerson, add_person

    filed_lead(people, [add_person(NewPerson("周某", unit="某局")).pk])
    lead(people, date(2023, 3, 9))
    here = Sitting(people, "书记赵", on=date(2023, 12, 29))

    page = here.get("/figures/shortfalls/conversion_low/?period=2023")
    counted = here.get("/figures/shortfalls/groups_wait_for_work/?period=2023&trend=group_leads_registered")

    found = quarters(page)
    assert list(found)[-4:] == ["2023年第一季度", "2023年上半年", "2023年1至9月", "2023年"]
    assert found["2023年"] == page.context["page"].problems[0].numbers[0].value == "50.0"
    assert found["2022年"] == ""
    assert "自当年1月起计至季末" in main(page)
    assert list(quarters(counted))[-1] == "2023年第四季度"
    assert "自当年1月起计至季末" not in main(counted)


def test_figure_of_units_lists_them_by_name(people):
    group = Unit.objects.create(
        name="驻市财政局纪检监察组",
        short="驻财政局组",
        code="财纪",
        level="group",
        parent=people.top,
        path="",
    )
    group.path = f"{people.top.path}{group.pk}/"
    group.save()

    page = Sitting(people, "书记赵", on=date(2023, 7, 3)).get(
        f"/figures/groups_without_findings/records/{QUERY}"
    )

    assert (
        re.findall(r'<th scope="row">(.*?)</th>', page.content.decode(), re.S)[0]
        .strip()
        .endswith("驻市财政局纪检监察组")
    )


def test_page_keeps_its_number_of_statements(people):
    here = Sitting(people, "书记赵", on=date(2023, 7, 3))
    lead(people)
    one = here.statements(f"/figures/shortfalls/{QUERY}")
    for day in (2, 3, 6):
        lead(people, date(2023, 3, day))
    here.get(f"/figures/shortfalls/{QUERY}")

    assert here.statements(f"/figures/shortfalls/{QUERY}") == one


def test_whoever_may_see_no_figures_finds_no_page(people):
    Sitting(people, "承办李").get("/figures/shortfalls/", 404)
    Sitting(people, "书记赵").get("/figures/shortfalls/nothing/", 404)


def test_twelve_quarters_end_with_that_of_the_period():
    found = latest(date(2023, 6, 30), 3)

    assert (len(found), found[0].code, found[-1].code) == (12, "2020-07..2020-09", "2023-04..2023-06")
