"""The form of an act: what it says of each field before anything is filled in, and beside it when something is wrong."""

import re
from datetime import date

import pytest

from mingjian.ledger.models import Act
from mingjian.web.desk import names
from tests.people import city
from tests.stories import assigned_lead
from tests.web.sitting import Sitting, main, plain

pytestmark = pytest.mark.django_db(transaction=True)
REGISTER = "/register/complaint/new/register/"
REPORT = {
    "token": "fedcba9876543210", "on": "2023-03-20", "title": "反映某镇干部问题", "channel": "network", "origin": "self",
    "content_class": "accusation", "is_signed": "0", "is_repeat": "0",
}  # fmt: skip


@pytest.fixture
def people():
    names.forget()
    return city()


def form(people, matter):
    matter.refresh_from_db()
    handler = people.id("承办李")
    return {
        "token": "0123456789abcdef", "seen": str(matter.seq), "on": "2023-03-20", "disposal_way": "close",
        "study_on": "2023-03-20", "study_chair": people.id("主任张"), "study_present": [handler, people.id("主任张")],
        "disposal_opinion": "反映问题不实。",
    }  # fmt: skip


def test_form_says_when_an_optional_field_must_be_filled_in(people):
    matter = assigned_lead(people)
    here = Sitting(people, "承办李")

    page = here.get(f"/m/{matter.id}/do/propose_disposal/").content.decode()

    assert legend(page, "了结理由") == "了结理由（“处置方式”为予以了结的必填）"
    assert legend(page, "核查结论") == "核查结论（选填）"
    here.client.cookies["language"] = "en"
    page = here.get(f"/m/{matter.id}/do/propose_disposal/").content.decode()
    assert (
        legend(page, "Ground for closing") == "Ground for closing (required where “Way of disposal” is Close)"
    )


def legend(page, label):
    """The heading of a field, with what stands behind its name."""
    found = re.search(rf"<(legend|label[^>]*)>({label}.*?)</(legend|label)>", page)
    return re.sub("<[^>]+>", "", found.group(2)).replace("&quot;", '"')


def test_missing_field_is_named_with_its_reason_and_nothing_is_written(people):
    matter = assigned_lead(people)
    here, address = Sitting(people, "承办李", on=date(2023, 3, 20)), f"/m/{matter.id}/do/propose_disposal/"

    refused = here.post(address, 422, **form(people, matter))

    assert "“处置方式”为予以了结的，请填写“了结理由”。" in plain(refused)
    assert not Act.objects.filter(matter=matter, code="propose_disposal").exists()
    here.post(address, 200, **form(people, matter), close_ground="untrue")
    here.post(address, **form(people, matter), close_ground="untrue", confirmed="1")
    assert Act.objects.get(matter=matter, code="propose_disposal").details["close_ground"] == "untrue"


@pytest.mark.parametrize("confirmed", [{}, {"confirmed": "1"}])
def test_signed_report_without_whoever_reports_says_what_is_wanting(people, confirmed):
    here = Sitting(people, "信访孙")

    page = main(
        here.post(REGISTER, 422, **{**REPORT, "is_signed": "1"}, **confirmed, reporter_address="某镇")
    )

    assert "有2处需要修改" in page
    assert "实名举报请填写“举报人姓名”。" in page and "实名举报请填写“联系电话”。" in page
    assert not Act.objects.exists()


@pytest.mark.parametrize("confirmed", [{}, {"confirmed": "1"}])
def test_hour_that_no_form_asked_for_is_left_out_like_any_unknown_field(people, confirmed):
    """Posted by hand to the registration of a report: neither a fault of the program nor part of the record."""
    here = Sitting(people, "信访孙")

    answer = here.post(REGISTER, 302 if confirmed else 200, **REPORT, **confirmed, at="09:30")

    assert list(Act.objects.filter(code="register").values_list("at", flat=True)) == [None] * bool(confirmed)
    assert "09:30" not in answer.content.decode()


def test_hour_is_left_out_of_other_acts_too(people):
    matter = assigned_lead(people)
    here = Sitting(people, "承办李")

    here.post(
        f"/m/{matter.id}/do/propose_disposal/",
        **form(people, matter),
        close_ground="untrue",
        confirmed="1",
        at="25:99",
    )

    assert Act.objects.get(matter=matter, code="propose_disposal").at is None


def test_whoever_hands_a_matter_to_others_reads_on_his_desk_that_it_is_done(people):
    """He cannot open it any more: an answer that there is no such page would leave him in doubt."""
    matter = assigned_lead(people)
    matter.refresh_from_db()
    head, address = Sitting(people, "主任张"), f"/m/{matter.id}/do/reassign/"

    done = head.post(address, 302, token="0123456789abcdef", seen=str(matter.seq), on="2023-03-20", reason="移交四室。",
                     department=people.department("四室"), handler=people.id("调查陈"), confirmed="1")  # fmt: skip

    head.get(f"/m/{matter.id}/", 404)
    assert done["Location"] == "/"
    assert f"已提交：改派。{matter.number}已交他人办理。" in plain(head.get("/"))
    assert "已交他人办理" not in plain(head.get("/"))
