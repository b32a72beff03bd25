"""The desk: one's own work, by post what is late elsewhere, every number leading to what it counts."""

import re
from datetime import date

import pytest

from mingjian.ledger.models import Act, Link
from mingjian.org.models import Appointment, Officer
from mingjian.web.desk import names
from tests.people import SINCE, city
from tests.stories import agree, analysed_complaint, assigned_lead, complaint, do, lead, study
from tests.web.sitting import Sitting, links, main

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = (
    "/",
    "/?tab=waiting",
    "/?tab=done",
    "/?whose=department",
    "/?whose=unit",
    "/?whose=unassigned",
    "/?lamp=overdue",
    "/beside/",
)


@pytest.fixture
def people():
    names.forget()
    return city()


def rows(response):
    """Numbers of the matters in the list, in their order."""
    html = response.content.decode()
    table = html[html.index('id="list"') : html.index("</main>")]
    return re.findall(r'<th scope="row"><span class="t">.*?>(临纪[^<]+)</a>', table)


def test_desk_lists_own_matters_of_all_kinds_soonest_first(people):
    one, other = assigned_lead(people), analysed_complaint(people)
    lead(people)
    for matter in (one, other):
        matter.refresh_from_db()

    page = Sitting(people, "承办李").get("/")

    assert rows(page) == [
        matter.number for matter in sorted((one, other), key=lambda matter: (matter.due_on, matter.id))
    ]
    assert "反映某局违规发放津贴问题" in main(page)
    assert "今天2023年3月20日 星期一 · 第12周 · 工作日" in main(page)


def test_row_leads_to_the_act_that_is_due(people):
    matter = assigned_lead(people)
    here = Sitting(people, "承办李")
    page = here.get("/")

    address = f"/m/{matter.id}/do/propose_disposal/"
    assert address in links(page)
    assert "提出处置意见" in main(here.get(address))


def test_letter_to_be_confirmed_stands_on_the_desk_of_whoever_may_do_it(people):
    matter = complaint(people, channel="letter")
    page = Sitting(people, "信访主任周").get("/")

    assert rows(page) == ["临纪信〔2023〕1号"]
    assert f"/m/{matter.id}/do/confirm_entry/" in links(page)
    assert rows(Sitting(people, "信访孙").get("/")) == [], "who entered it does not confirm it"


def test_matter_whose_handler_withdrew_waits_for_the_head_to_name_another(people):
    matter, source = assigned_lead(people), analysed_complaint(people)
    Link.objects.create(
        origin=source, target=matter, kind="transfer", act=Act.objects.filter(matter=source).last()
    )
    do(people, matter, "recuse", "承办李", date(2023, 3, 20), recused=people.id("承办李"), recusal_ground="near_relative",
       is_principal_recused=False, reason="亲属关系")  # fmt: skip
    seq = Act.objects.filter(matter=matter, code="recuse").get().seq
    asked = main(Sitting(people, "书记赵").get(f"/approvals/{matter.id}/{seq}/"))
    do(people, matter, "approve", "书记赵", date(2023, 3, 20))
    page = Sitting(people, "主任张").get("/")

    assert source.number in asked and "他还承办的关联事项" in asked
    assert "回避事由：是" in asked
    assert rows(page) == ["临纪线〔2023〕1号"]
    assert f"/m/{matter.id}/do/reassign/" in links(page)


def test_matter_that_waits_for_others_stands_in_its_own_tab(people):
    matter = assigned_lead(people)
    do(
        people,
        matter,
        "return_to_case_management",
        "承办李",
        date(2023, 3, 6),
        department=people.department("案管室"),
        reason="不属本室",
    )
    here = Sitting(people, "承办李")

    assert rows(here.get("/")) == []
    assert "目前没有要您办理的事项。" in main(here.get("/"))
    assert rows(here.get("/?tab=waiting")) == ["临纪线〔2023〕1号"]
    assert "待承办部门（室）主要负责人审批" in main(here.get("/?tab=waiting"))


def test_head_sees_his_department_and_who_handles_what(people):
    assigned_lead(people)
    here = Sitting(people, "主任张")

    assert rows(here.get("/")) == []
    assert rows(here.get("/?whose=department")) == ["临纪线〔2023〕1号"]
    assert "二室 承办李" in main(here.get("/?whose=department"))


def test_case_management_sees_what_nobody_handles(people):
    assigned_lead(people)
    lead(people)
    complaint(people)

    assert sorted(rows(Sitting(people, "案管王").get("/?whose=unassigned"))) == [
        "临纪信〔2023〕1号",
        "临纪线〔2023〕2号",
    ]
    assert rows(Sitting(people, "承办李").get("/?whose=unassigned")) == ["临纪线〔2023〕1号"], (
        "not open to him: his own work"
    )


@pytest.mark.parametrize("name", ["承办李", "主任张", "常委钱", "书记赵", "案管主任吴"])
def test_every_number_leads_to_as_many_matters(people, name):
    for day in range(1, 8):
        lead(people, date(2023, 3, day))
        assigned_lead(people, date(2023, 3, day + 2))
    complaint(people)
    here = Sitting(people, name)
    page = here.get("/").content.decode()
    lamps = re.findall(r'<a href="(\?[^"]+)"[^>]*><span class="lamp(?:(?!</a>).)*?<b>(\d+)</b>', page, re.S)
    cells = re.findall(r'<td data-label="[^"]+" class="k-num"><a href="(\?[^"]+)">(\d+)</a>', page)

    assert len(lamps) in (6, 7), "a head sees what is late in his department as well"
    assert cells or name in ("承办李", "主任张", "案管主任吴")
    for address, count in (*lamps, *cells):
        assert len(rows(here.get("/" + address.replace("&amp;", "&")))) == int(count), address


def test_limits_of_the_whole_commission_stand_by_department_and_days(people):
    """desk.md 5.2: for case management and the principal; every number of the map leads to the list that it counts."""
    for day in range(1, 8):
        lead(people, date(2023, 3, day))
        assigned_lead(people, date(2023, 3, day + 2))
    for name in ("案管王", "书记赵"):
        here = Sitting(people, name)
        page = here.get("/?whose=unit").content.decode()
        cells = re.findall(r'class="heat heat[0-5][^"]*"><a href="(\?[^"]+)">(\d+)</a>', page)

        assert "全委时限：各部门距到期天数" in page
        assert sum(int(count) for _address, count in cells) == 14
        for address, count in cells:
            assert len(rows(here.get("/" + address.replace("&amp;", "&")))) == int(count), address
    assert "全委时限" not in main(Sitting(people, "承办李").get("/?whose=unit"))


def test_leader_begins_with_what_he_answers_for(people):
    assigned_lead(people)
    complaint(people)
    page = Sitting(people, "常委钱").get("/")

    text = main(page)
    assert text.index("待批") < text.index("待办")
    assert "各部门时限" in text
    assert sorted(rows(page)) == ["临纪信〔2023〕1号", "临纪线〔2023〕1号"]


def test_pages_go_forward_and_back_by_key(people, monkeypatch):
    from mingjian.web.desk import work

    monkeypatch.setattr(work, "SIZE", 3)
    for day in range(1, 9):
        assigned_lead(people, date(2023, 3, day + 1))
    here = Sitting(people, "承办李")

    seen, address, trail = [], "/", []
    while address:
        page = here.get(address)
        trail.append(rows(page))
        seen += trail[-1]
        following = re.search(r'rel="next" href="([^"]+)"', page.content.decode())
        address = "/" + following.group(1).replace("&amp;", "&") if following else ""
    assert sorted(seen) == sorted({f"临纪线〔2023〕{number}号" for number in range(1, 9)})
    assert [len(part) for part in trail] == [3, 3, 2]
    back = re.search(r'rel="prev" href="([^"]+)"', page.content.decode()).group(1).replace("&amp;", "&")
    assert rows(here.get("/" + back)) == trail[1]


def test_calendar_shows_limits_of_two_weeks_and_recent_writing(people):
    assigned_lead(people, date(2023, 3, 2))
    page = main(Sitting(people, "承办李", on=date(2023, 3, 27)).get("/beside/"))

    assert "04-03 一 处置意见1件" in page
    assert "两周内没有写入。" in page


def test_administrators_get_a_desk_without_matters(people):
    lead(people)
    admin = Officer.objects.create(username="admin", name="管理丁")
    Appointment.objects.create(
        officer=admin, department=people.departments["领导班子"], post="audit_admin", since=SINCE
    )
    people.officers["管理丁"] = admin

    page = Sitting(people, "管理丁").get("/")
    assert "不接触事项，也不见其数量" in main(page)
    assert "待办" not in main(page)


@pytest.mark.parametrize("name", ["承办李", "主任张", "常委钱", "书记赵", "案管王"])
def test_statements_do_not_grow_with_rows(people, name):
    """desk.md 10: at most twelve, session and account and reading journal among them."""
    assigned_lead(people)
    complaint(people)
    here = Sitting(people, name)
    one = [here.statements(path) for path in PAGES]
    for day in range(1, 16):
        assigned_lead(people, date(2023, 3, day + 1))
        complaint(people, date(2023, 3, day))

    assert [here.statements(path) for path in PAGES] == one
    assert max(one) <= 12


def test_menu_opens_ones_own_rooms_and_the_one_where_one_is(people):
    def opened(who, path="/"):
        html = Sitting(people, who).get(path).content.decode()
        groups = re.findall(r'<details class="room"( open)?><summary[^>]*>([^<]+)<', html)
        return [label for is_open, label in groups if is_open], [
            label for is_open, label in groups if not is_open
        ]

    assert opened("承办李") == ([], ["巡察", "责任和教育", "贯通融合", "自身建设"])
    assert opened("审理蒋") == ([], ["监督", "巡察", "责任和教育", "贯通融合", "自身建设"])
    assert opened("审理蒋", "/register/check/") == (["监督"], ["巡察", "责任和教育", "贯通融合", "自身建设"])


def test_leader_opens_on_what_waits_for_his_word_and_finds_it_in_his_calendar(people):
    """For a leader what waits for his word comes first (desk.md 5.2); a second post among the leaders changes nothing."""
    Appointment.objects.create(
        officer=people.officers["常委钱"], department=people.departments["领导班子"], post="deputy_secretary", since=SINCE
    )  # fmt: skip
    matter = assigned_lead(people, date(2023, 3, 2))
    do(people, matter, "propose_disposal", "承办李", date(2023, 3, 13), disposal_way="prelim_verification", study=study(people, date(2023, 3, 13), "主任张", "承办李"), disposal_opinion="建议初步核实")  # fmt: skip
    agree(people, matter, date(2023, 3, 14), "主任张")
    here = Sitting(people, "常委钱", on=date(2023, 3, 15))

    text = main(here.get("/"))
    assert (
        text.index("待我审批，按到期先后") < text.index("临纪线〔2023〕1号") < text.index("目前没有要您办理")
    )
    assert "待批1件" in main(here.get("/beside/"))


def test_what_only_reminds_is_neither_in_time_nor_late(people):
    """desk.md 3.3: a clock whose ground nobody has read in the source never turns red; the map of days leaves it out."""
    assigned_lead(people, date(2023, 3, 2))
    here = Sitting(people, "书记赵", on=date(2023, 4, 20))
    page = here.get("/?whose=unit")

    counts = {part.lamp.kind: part.count for part in page.context["page"].lamps}
    shown = [cell.lamp.kind for row in page.context["page"].table.rows for cell in row.cells if cell.lamp]
    assert counts == {"overdue": 0, "near": 0, "running": 0, "paused": 0, "none": 0, "reference": 1}
    assert shown == ["reference"]
    assert [cell.words for row in page.context["page"].heat.rows for cell in row.cells[1:]] == [
        *"0000000",
        "1",
    ]
