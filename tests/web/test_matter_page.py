"""A matter: papers as copies and as originals, sections of their own, the calendar of a deadline, the file on paper."""

import re
from datetime import date
from io import BytesIO

import pytest
from docx import Document as Docx

from mingjian.law.position import Done
from mingjian.ledger.documents import stage
from mingjian.ledger.models import Journal, Matter
from mingjian.ledger.record import open_matter
from mingjian.org.models import Appointment
from mingjian.parties.persons import NewPerson, add_person
from mingjian.web.desk import names
from mingjian.web.desk.tracks import track
from tests.channels.test_cleaning import GPS, picture, segment
from tests.people import SINCE, city
from tests.stories import (
    analysed_complaint,
    assigned_lead,
    at,
    complaint,
    do,
    filed_lead,
    measure,
    opened,
    paper,
)
from tests.web.sitting import Sitting, links, main, plain

pytestmark = pytest.mark.django_db(transaction=True)
ON = date(2023, 3, 6)


@pytest.fixture
def people():
    names.forget()
    return city()


def photographed(people):
    """A lead with a picture that says where it was taken, and an old table."""
    matter, shot = assigned_lead(people), picture(segment(0xE1, GPS))
    papers = [
        stage(matter, "现场照片.jpg", BytesIO(shot), kind="evidence", size=len(shot)),
        stage(matter, "台账.xls", BytesIO(b"\xd0\xcf\x11\xe0" + bytes(9)), kind="evidence", size=13),
    ]
    do(people, matter, "note", "承办李", ON, documents=papers, remark="收到照片")
    return matter, shot


def papers_of(page):
    return {
        words: href
        for href, words in re.findall(r'<th scope="row"><span class="t"><a href="([^"]+)">([^<]+)</a>', page)
        if "/papers/" in href
    }


def test_what_opens_first_is_a_copy_without_hidden_data(people):
    """security.md RPT-13, desk.md 5.4."""
    matter, shot = photographed(people)
    here = Sitting(people, "承办李")
    href = papers_of(here.get(f"/m/{matter.pk}/").content.decode())["现场照片.jpg"]
    answer = here.get(href)

    assert b"".join(answer.streaming_content) == picture()
    assert answer["Content-Disposition"].startswith("inline")
    assert "sandbox" in answer["Content-Security-Policy"]
    refused = here.post(f"{href}original/", 422, reason="")
    assert "请选择查阅原件的理由。" in main(refused)
    original = here.post(f"{href}original/", 200, reason="evidence")
    assert b"".join(original.streaming_content) == shot
    noted = [row.details.get("reason") for row in Journal.objects.filter(event="download").order_by("id")]
    assert noted == [None, "evidence"]


def test_what_cannot_be_cleaned_has_only_an_original(people):
    matter, _shot = photographed(people)
    here = Sitting(people, "承办李")
    href = papers_of(here.get(f"/m/{matter.pk}/").content.decode())["台账.xls"]

    assert "只有原件" in main(here.get(href))
    assert not Journal.objects.filter(event="download").exists()


def test_papers_and_who_looked_are_for_those_who_read_the_content(people):
    matter, _shot = photographed(people)
    inside, line_only = Sitting(people, "承办李"), Sitting(people, "案管王")
    href = papers_of(inside.get(f"/m/{matter.pk}/").content.decode())["现场照片.jpg"]

    for address in (
        href,
        f"{href}original/",
        f"/m/{matter.pk}/documents/",
        f"/m/{matter.pk}/looked/",
        f"/m/{matter.pk}/print/",
    ):
        line_only.get(address, 404)
    assert "现场照片.jpg" in main(inside.get(f"/m/{matter.pk}/documents/"))
    assert "承办李" in main(inside.get(f"/m/{matter.pk}/looked/"))
    assert "事项页" in main(inside.get(f"/m/{matter.pk}/looked/"))
    assert "文书材料" not in main(line_only.get(f"/m/{matter.pk}/lineage/"))


def test_sections_load_into_the_page_and_stand_alone(people):
    matter = assigned_lead(people)
    here = Sitting(people, "承办李")
    page = here.get(f"/m/{matter.pk}/").content.decode()
    for name in ("lineage", "looked"):
        assert f'hx-get="/m/{matter.pk}/{name}/"' in page
        alone = here.get(f"/m/{matter.pk}/{name}/").content.decode()
        here.client.defaults["HTTP_HX_REQUEST"] = "true"
        loaded = here.get(f"/m/{matter.pk}/{name}/").content.decode()
        here.client.defaults.pop("HTTP_HX_REQUEST")
        assert "<html" not in loaded and f'id="{name}-title"' in loaded
        assert loaded.strip() in alone
    here.get(f"/m/{matter.pk}/nothing/", 404)


def test_descent_shows_only_what_lies_within_reach(people):
    source = complaint(people)
    matter = assigned_lead(people)
    do(people, matter, "link", "承办李", ON, other_matter=str(source.pk), link="related")

    assert source.number in main(Sitting(people, "案管王").get(f"/m/{matter.pk}/lineage/"))
    assert source.number not in main(Sitting(people, "承办李").get(f"/m/{matter.pk}/lineage/"))


def test_file_names_another_matter_as_a_link_to_whoever_may_see_it_and_to_nobody_else(people):
    source = complaint(people)
    matter = assigned_lead(people)
    do(people, matter, "link", "承办李", ON, other_matter=str(source.pk), link="related")

    page = Sitting(people, "常委钱").get(f"/m/{matter.pk}/")
    assert f'<a href="/m/{source.pk}/">' in page.content.decode()
    assert source.number in main(page)
    assert source.number not in main(Sitting(people, "承办李").get(f"/m/{matter.pk}/"))


def test_reason_does_not_name_a_case_out_of_reach(people):
    person = add_person(NewPerson("周某", "某局", "副局长"))
    matter = filed_lead(people, [person.pk])
    case = Matter.objects.get(kind="case")

    for who, sees in (("承办李", False), ("案管王", True)):
        text = main(Sitting(people, who, on=date(2023, 5, 8)).get(f"/m/{matter.pk}/"))
        assert (case.number in text) == sees, who
    assert "还有案件尚未办结" in main(Sitting(people, "承办李", on=date(2023, 5, 8)).get(f"/m/{matter.pk}/"))


def test_menu_marks_the_register_of_the_matter(people):
    matter = assigned_lead(people)

    page = Sitting(people, "承办李").get(f"/m/{matter.pk}/").content.decode()
    assert re.findall(r'<a href="([^"]+)" aria-current="page"', page[: page.index('class="crumbs"')]) == [
        "/register/lead/"
    ]


def test_a_deadline_is_checked_in_the_calendar_of_its_months(people):
    """desk.md 5.4: 按年历核对 shows the months with shifted days; the start and the day are marked."""
    matter = assigned_lead(people, on=date(2023, 4, 20))
    here = Sitting(people, "承办李", on=date(2023, 4, 21))
    page = here.get(f"/m/{matter.pk}/")
    address = next(link for link in links(page) if f"/m/{matter.pk}/clocks/C-10/" in link)
    text = main(here.get(address))

    assert "2023年4月" in text and "2023年5月" in text
    assert "20 起算" in text and re.search(r"\d+ (班 ?)?到期", text)
    assert "23 班" in text, "Sunday 23 April was worked"
    here.get(f"/m/{matter.pk}/clocks/C-10/99/", 404)


def test_the_file_prints_oldest_first_after_its_contents(people):
    matter, _shot = photographed(people)
    here = Sitting(people, "承办李")
    page = here.get(f"/m/{matter.pk}/print/")
    text = main(page)

    assert text.index("卷内目录") < text.index("卷宗")
    assert [int(number) for number in re.findall(r'id="a(\d+)"', page.content.decode())] == [1, 2, 3, 4]
    assert "现场照片.jpg" in text
    noted = Journal.objects.get(event="print")
    assert (noted.matter_id, noted.details["view"]) == (matter.pk, "file")
    assert noted.details["request"] in page.content.decode(), "the mark on paper is the number in the journal"


def test_the_order_of_the_file_is_remembered(people):
    matter = assigned_lead(people)
    here = Sitting(people, "承办李")

    def order(query=""):
        page = here.get(f"/m/{matter.pk}/{query}").content.decode()
        return [int(number) for number in re.findall(r'<li class="entry[^"]*" id="a(\d+)"', page)]

    newest = order()
    assert newest == sorted(newest, reverse=True)
    assert order("?order=old") == newest[::-1]
    assert order() == newest[::-1]
    assert order("?order=new") == newest


def test_the_procedure_opens_with_the_way_of_this_matter(people):
    matter = assigned_lead(people)
    here = Sitting(people, "承办李")
    address = next(
        link for link in links(here.get(f"/m/{matter.pk}/")) if link.startswith("/law/procedures/lead/")
    )

    assert "g-here" in here.get(address).content.decode()


@pytest.mark.parametrize("who", ["承办李", "主任张", "案管王"])
def test_statements_do_not_grow_with_acts(people, who):
    """desk.md 10: a matter takes at most eighteen, three of which are kept in hand, a section at most six beside what the frame takes."""
    matter = assigned_lead(people)
    here = Sitting(people, who)
    paths = [f"/m/{matter.pk}/", f"/m/{matter.pk}/lineage/"]
    one = [here.statements(path) for path in paths]
    for number in range(5):
        do(people, matter, "note", "主任张", ON, remark=f"第{number}次催办")
        if number % 2:
            do(people, matter, "note", "承办李", ON, documents=[paper(matter)], remark="材料")

    later = [here.statements(path) for path in paths]
    assert later[0] <= one[0] + 1, "with papers one statement reads them"
    assert later[1] == one[1]
    assert max(later[0], one[0]) <= 15
    assert later[1] <= 6 + 5, "session, account, posts, and the reach into the matter"
    assert plain(here.get(paths[0])).count("次催办") == (5 if who != "案管王" else 0)


def test_a_paper_names_persons_and_days_as_papers_do(people):
    details = {"title": "打招呼影响招标", "interference_matter": "project", "happened_on": "2023-03-05", "manner": "电话。", "said": "请关照某公司。",
               "who": [{"name": "邓某", "unit": "某局", "post": "科长"}], "handler": str(people.id("承办李"))}  # fmt: skip
    with at(ON):
        matter = open_matter("interference", by=people.id("承办李"), on=ON, unit=people.unit.pk, department=people.department("二室"),
                             details=details)  # fmt: skip

    sheet = Sitting(people, "承办李").get(f"/m/{matter.pk}/draft/interference_form/1/")

    said = [paragraph.text for paragraph in Docx(BytesIO(sheet.content)).paragraphs]
    assert "事项、日期：工程建设和招标投标，2023年3月5日" in said
    assert "干预插手人：邓某（某局科长）" in said
    assert "时间、地点、方式：电话。" in said


def test_person_named_in_the_papers_is_not_typed_a_second_time(people):
    """The form says whom the papers name, one after the other, until each has been identified."""
    named = [
        {"name": "贺某", "unit": "桥头镇人民政府", "post": "副镇长"},
        {"name": "孔某", "unit": "", "post": ""},
    ]
    matter, here = assigned_lead(people, mentions=named), Sitting(people, "承办李")

    def offered():
        page = here.get(f"/m/{matter.pk}/identify/").context["page"]
        return [field.value for field in page.fields[:3]]

    assert offered() == ["贺某", "桥头镇人民政府", "副镇长"]
    here.post(f"/m/{matter.pk}/identify/", name="贺某", person_role="person_complained", on="2023-03-20")
    assert offered() == ["孔某", "", ""]
    assert [row.details["view"] for row in Journal.objects.filter(event="read")] == ["identify", "identify"]


def test_outline_says_how_often_an_act_was_done_and_what_it_said_last(people):
    from mingjian.parties.persons import NewPerson, add_person

    problem = opened(people, "style_problem", "register", "承办李", "二室", ON, title="违规吃喝", style_type="B2a",
                     style_source="covert_visit", problem_facts="公款吃喝", handler=str(people.id("承办李")))  # fmt: skip
    do(people, problem, "check", "承办李", ON, is_confirmed=True, checked_facts="属实", style_type="B2a",
       style_level="township_below", hidden_form="boss_pays", documents=[paper(problem)])  # fmt: skip
    here = Sitting(people, "承办李")

    def outline():
        facts = here.get(f"/m/{problem.pk}/").context["page"].summary
        return {fact.label: fact.value for fact in facts}

    before = outline()
    for who, outcome in (("周某", "admonition"), ("郑某", "education")):
        person = str(add_person(NewPerson(who, unit="某局")).pk)
        do(people, problem, "record_person", "承办李", ON, person=person, rank_class="township", style_measure=outcome)  # fmt: skip
    after = outline()

    assert (
        after.pop("登记人员处理")
        == "共2次，最近一次2023-03-06：责任人员：郑某；职级：乡科级；处理方式：批评教育、谈话提醒"
    )
    assert after == before


@pytest.mark.parametrize("is_seen", [False, True])
def test_act_that_begins_another_matter_leads_to_it(people, is_seen):
    matter = analysed_complaint(people)
    matter.refresh_from_db()
    if is_seen:  # who heads the office that keeps all leads sees them
        Appointment.objects.create(
            officer=people.officers["承办李"],
            department_id=people.department("案管室"),
            post="head",
            since=SINCE,
        )
    here = Sitting(people, "承办李")
    form = {"token": "0123456789abcdef", "seen": str(matter.seq), "on": "2023-03-20", "title": "反映某镇干部问题", "summary": "冒领补贴。",
            "lead_origin": "petition", "confirmed": "1"}  # fmt: skip
    address = f"/m/{matter.id}/do/open_lead/"
    cautions = here.post(address, 422, **form).context["page"].fields[0].choices
    here.post(address, **form, noted=[one.value for one in cautions])
    page, opened_lead = here.get(f"/m/{matter.id}/"), Matter.objects.get(kind="lead")

    assert "已提交：转为问题线索。" in main(page)
    assert re.search(rf"由此立有问题线索[^。]*。 ?{opened_lead.number if is_seen else ''}", main(page))
    assert (f"/m/{opened_lead.id}/" in links(page)) == is_seen
    assert "由此立有" not in main(here.get(f"/m/{matter.id}/"))
    descent = here.get(f"/m/{matter.id}/lineage/")
    assert opened_lead.number in main(descent)
    assert (f"/m/{opened_lead.id}/" in links(descent)) == is_seen
    assert ("已登记" in main(descent)) == is_seen


def test_whom_a_measure_is_taken_against_need_not_be_under_investigation(people):
    with at(ON):
        asked = add_person(NewPerson(name="郑某"))
    matter = measure(people, ON, "witness_inquiry", person=str(asked.pk))
    (line,) = Sitting(people, "调查陈", on=ON).get(f"/m/{matter.id}/").context["page"].people

    assert (line.chip.name, line.role) == ("郑某", "措施对象")


def test_step_in_effect_ends_with_the_effect_and_not_with_the_next_visit():
    from tests.law.test_lapse import DECIDED, execution

    sanction = {"party_sanction": "party_serious_warning"}
    acts = [
        Done(1, "register", DECIDED, None, sanction),
        Done(2, "announce", date(2024, 4, 10), "7", {}),
        Done(3, "report", date(2024, 5, 10), "7", {}),
    ]
    (present,) = (step for step in track(execution(**sanction), acts).steps if step.state == "current")

    assert (present.label, present.due) == ("影响期内", date(2025, 9, 28))
