"""A report of the public site on the desk: where it came from, a question by form, an addition in the file, a reminder (desk.md 5.13)."""

from datetime import date

import pytest

from mingjian.channels.models import Mailbox
from mingjian.web.account.models import Reminder
from mingjian.web.account.reminders import find_new
from tests.channels.test_portal import Reporter, answered, fetched
from tests.people import city
from tests.stories import at, complaint, do
from tests.web.sitting import Sitting, main

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 3, 1)


@pytest.fixture
def people():
    return city()


@pytest.fixture
def reporter(tmp_path) -> Reporter:
    return Reporter(tmp_path)


@pytest.fixture
def matter(people, reporter):
    reporter.sends()
    fetched(people, reporter)
    return Mailbox.objects.select_related("matter").get().matter


def test_page_says_that_it_came_from_the_site_and_under_which_receipt(people, matter):
    page = main(Sitting(people, "信访孙", DAY).get(f"/m/{matter.pk}/"))

    assert "登记网上举报" in page and "平台" in page
    assert "2023-0001，承诺值" in page
    assert "向举报人提问" in page and "在网站答复举报人" in page


def test_officer_asks_by_form_and_the_reporter_reads_it(people, reporter, matter):
    clerk = Sitting(people, "信访孙", DAY)
    form = f"/m/{matter.pk}/do/ask_reporter/"
    assert "举报人凭查询码看到" in main(clerk.get(form))

    confirmed = {
        "on": "2023-03-01",
        "question": "现金是在哪里给的？",
        "confirmed": "1",
        "seen": "1",
        "token": "t" * 32,
    }
    clerk.post(form, **confirmed)
    answered(reporter)

    assert [saying.text for saying in reporter.sees().sayings] == ["现金是在哪里给的？"]
    assert "现金是在哪里给的？" in main(clerk.get(f"/m/{matter.pk}/"))


def test_report_that_came_otherwise_offers_no_question(people):
    other = complaint(people)

    page = Sitting(people, "信访孙", DAY).get(f"/m/{other.pk}/").content.decode()

    assert "/do/accept/" in page and "/do/ask_reporter/" not in page


def test_whoever_handles_it_is_reminded_of_an_addition(people, reporter, matter):
    do(people, matter, "accept", "信访孙", DAY)
    do(people, matter, "hand_over", "信访孙", DAY, department=people.department("二室"))
    do(people, matter, "take_over", "承办李", DAY, handler=people.id("承办李"))
    with at(DAY):
        find_new()
    Reminder.objects.all().delete()
    reporter.adds("门卫也看见了。")
    fetched(people, reporter)
    with at(DAY):
        find_new()

    found = list(Reminder.objects.values_list("officer", "what", "matter"))
    assert found == [(people.id("承办李"), "added", matter.pk)]
    assert "举报人补充了材料" in main(Sitting(people, "承办李", DAY).get("/reminders/"))


def test_whoever_asked_is_reminded_of_the_answer_while_nobody_handles_it(people, reporter, matter):
    do(people, matter, "ask_reporter", "信访孙", DAY, question="还有谁看见？")
    reporter.adds("门卫也看见了。")
    fetched(people, reporter)
    with at(DAY):
        find_new()

    assert list(Reminder.objects.values_list("officer", "what", "matter")) == [
        (people.id("信访孙"), "added", matter.pk)
    ]
