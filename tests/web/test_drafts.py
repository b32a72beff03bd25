"""Drafts: what was typed is kept sealed, comes back after the session has ended, and opens for nobody else."""

from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from mingjian.web.desk.drafting import Form, recall
from mingjian.web.desk.models import Draft
from tests.people import city
from tests.stories import assigned_lead, at, do
from tests.web.sitting import TODAY, Sitting, plain

pytestmark = pytest.mark.django_db(transaction=True)
TYPED = "建议初步核实，柳溪桥头的账目可查。"


@pytest.fixture
def people():
    return city()


def form_of(matter, act="propose_disposal"):
    return f"/m/{matter.pk}/do/{act}/"


def typed(sitting, matter, **more):
    """What stands in the form when it is opened."""
    page = sitting.get(form_of(matter)).content.decode()
    return TYPED in page, "草稿已保存" in page


def test_a_draft_survives_the_end_of_the_session(people):
    """desk.md 4, 10 check 15: after signing in again the officer finds the text."""
    matter = assigned_lead(people)
    first = Sitting(people, "承办李")
    first.post(form_of(matter), disposal_opinion=TYPED, disposal_way="hold", draft="1")
    Session.objects.all().delete()

    again = Sitting(people, "承办李")
    page = again.get(form_of(matter)).content.decode()
    assert TYPED in page and "草稿已保存 11:00" in page
    assert 'value="hold" checked' in page


def test_nobody_else_opens_a_draft(people):
    """desk.md 10 check 15: neither the page of a colleague nor the database gives it."""
    matter = assigned_lead(people)
    Sitting(people, "承办李").post(form_of(matter), disposal_opinion=TYPED, draft="1")
    do(people, matter, "reassign", "主任张", date(2023, 3, 3), handler=people.id("承办郑"), reason="工作需要")

    assert typed(Sitting(people, "承办郑"), matter) == (False, False)
    assert TYPED not in plain(Sitting(people, "主任张").get("/beside/"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM web_desk_draft")
        sealed = bytes(cursor.fetchone()[0])
    assert TYPED.encode() not in sealed
    row = Draft.objects.get()
    Draft.objects.update(officer=people.id("承办郑"))
    with pytest.raises(Exception, match="打开|解密|open|密"):
        recall(Form(people.id("承办郑"), "lead", "propose_disposal", row.matter_id), None)


def test_writing_the_act_ends_its_draft(people):
    matter = assigned_lead(people)
    sitting = Sitting(people, "承办李")
    fields = {
        "disposal_way": "hold", "disposal_opinion": TYPED, "on": TODAY.isoformat(), "study_on": TODAY.isoformat(),
        "study_chair": str(people.id("主任张")), "study_present": [str(people.id("主任张")), str(people.id("承办李"))],
    }  # fmt: skip
    sitting.post(form_of(matter), draft="1", **fields)
    assert typed(sitting, matter) == (True, True)

    sitting.post(form_of(matter), confirmed="1", seen=str(matter.seq + 2), **fields)
    assert not Draft.objects.exists()


def test_an_untouched_form_keeps_nothing_and_a_draft_is_thrown_away(people):
    matter = assigned_lead(people)
    sitting = Sitting(people, "承办李")
    sitting.post(form_of(matter), draft="1", on=TODAY.isoformat())
    assert not Draft.objects.exists()

    sitting.post(form_of(matter), draft="1", disposal_opinion=TYPED)
    sitting.post(form_of(matter), discard="1", disposal_opinion=TYPED)
    assert typed(sitting, matter) == (False, False)


def test_a_draft_to_open_a_matter_comes_back_with_its_papers(people, tmp_path, settings):
    paper = tmp_path / "来信.txt"
    paper.write_text("来信扫描", "utf-8")
    first = Sitting(people, "信访孙")
    with paper.open("rb") as file:
        first.post("/register/complaint/new/register/", title=TYPED, token="ab12", documents=file, draft="1")
    Session.objects.all().delete()

    page = Sitting(people, "信访孙").get("/register/complaint/new/register/").content.decode()
    assert TYPED in page and "来信.txt" in page


def test_the_page_saves_by_itself_and_says_when(people):
    matter = assigned_lead(people)
    sitting = Sitting(people, "承办李")
    sitting.client.defaults["HTTP_HX_REQUEST"] = "true"
    answer = sitting.post(form_of(matter), status=200, disposal_opinion=TYPED, draft="1")

    assert answer.content.decode() == "草稿已保存 11:00"


def test_a_draft_that_saves_itself_leaves_the_session_alone(people):
    """Else it would write back the session as it was, without the files of the form that is being sent meanwhile."""
    matter = assigned_lead(people)
    sitting = Sitting(people, "承办李")
    sitting.get(form_of(matter))
    before = list(Session.objects.values_list("session_data", flat=True))
    sitting.post(form_of(matter), disposal_opinion=TYPED, draft="1")

    assert list(Session.objects.values_list("session_data", flat=True)) == before
    assert Draft.objects.count() == 1


def test_what_a_moved_matter_refuses_is_a_draft_afterwards(people):
    """desk.md 2.8: a conflict gives the text back."""
    matter = assigned_lead(people)
    sitting = Sitting(people, "承办李")
    seen = str(matter.seq + 2)
    do(people, matter, "note", "主任张", TODAY, remark="请加快")
    fields = {
        "disposal_way": "hold", "disposal_opinion": TYPED, "on": TODAY.isoformat(), "study_on": TODAY.isoformat(),
        "study_chair": str(people.id("主任张")), "study_present": [str(people.id("主任张")), str(people.id("承办李"))],
    }  # fmt: skip
    answer = sitting.post(form_of(matter), status=409, confirmed="1", seen=seen, **fields)

    assert TYPED in plain(answer) and "请加快" in plain(answer)
    assert typed(sitting, matter) == (True, True)


def test_the_desk_lists_drafts_within_reach_only(people):
    matter = assigned_lead(people)
    sitting = Sitting(people, "承办李")
    sitting.post(form_of(matter), disposal_opinion=TYPED, draft="1")
    beside = sitting.get("/beside/")
    assert f"提出处置意见（{matter.number}，03-20 11:00）" in plain(beside)
    assert 'href="/reminders/how/#feed">订阅到日历</a>' in beside.content.decode()

    do(people, matter, "reassign", "主任张", date(2023, 3, 21), department=people.department("四室"),
       handler=people.id("调查陈"), reason="移交")  # fmt: skip
    later = Sitting(people, "承办李", on=date(2023, 3, 22))
    assert matter.number not in plain(later.get("/beside/")).partition("草稿")[2]


def test_a_form_drawn_before_the_last_sign_in_keeps_its_text(people):
    """desk.md 5.15: 400, the form again with the text."""
    matter = assigned_lead(people)
    stale = Client(enforce_csrf_checks=True)
    stale.force_login(people.officers["承办李"])
    with at(TODAY):
        answer = stale.post(form_of(matter), {"disposal_opinion": TYPED, "csrfmiddlewaretoken": "x" * 64})

    assert answer.status_code == 400
    assert "页面已过期，内容已保留。" in plain(answer)
    assert typed(Sitting(people, "承办李"), matter)[0]
