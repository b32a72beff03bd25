"""Papers that were sent to be read: a list of one's own, marked as read together, each by an act on its file."""

from datetime import date

import pytest

from mingjian.ledger.models import Act
from mingjian.web.account import reminders
from mingjian.web.desk import names
from tests.people import city
from tests.stories import at, do, opened
from tests.web.sitting import Sitting, main, plain

pytestmark = pytest.mark.django_db(transaction=True)
DAY, HERE = date(2023, 3, 6), "/approvals/?tab=circulated"


@pytest.fixture
def people():
    names.forget()
    return city()


def report(people, *readers, title="第五轮巡察综合报告"):
    matter = opened(people, "shared_report", "register", "案管王", "案管室", DAY, title=title, report_kind="inspection_report",
                    report_on=DAY.isoformat(), summary="共性问题。")  # fmt: skip
    do(people, matter, "distribute", "案管王", DAY, team=[people.id(name) for name in readers])
    return matter


def test_papers_are_read_together_and_each_file_says_so(people):
    first, second = report(people, "承办李", "主任张"), report(people, "承办李", title="审计结果报告")
    here = Sitting(people, "承办李")

    assert "待阅 2" in main(here.get("/")) and "待阅 2" in main(here.get("/approvals/"))
    words = main(here.get(HERE))
    assert first.number in words and "审计结果报告" in words
    here.post("/approvals/read/", 302, chosen=[str(first.id), str(second.id)])

    assert "已阅知2件。 " in main(here.get(HERE)) or "已阅知2件。" in plain(here.get(HERE))
    assert set(Act.objects.filter(code="take_note").values_list("matter", "officer")) == {
        (first.id, people.id("承办李")),
        (second.id, people.id("承办李")),
    }
    assert "没有待您阅知的材料。" in main(here.get(HERE))
    assert first.number in main(Sitting(people, "主任张").get(HERE))


def test_nobody_reads_for_another_and_nothing_unsent_is_taken(people):
    matter = report(people, "主任张")
    stranger = Sitting(people, "承办李")

    assert matter.number not in main(stranger.get(HERE))
    stranger.post("/approvals/read/", 302, chosen=[str(matter.id)])
    assert "请先选择要阅知的材料。" in plain(stranger.get(HERE))
    assert not Act.objects.filter(code="take_note").exists()
    stranger.get("/approvals/read/", 405)


def test_archived_paper_waits_for_nobody(people):
    matter = report(people, "承办李")
    do(people, matter, "archive", "案管王", date(2023, 3, 8), remark="未运用：内容已并入年度报告。")

    assert "没有待您阅知的材料。" in main(Sitting(people, "承办李").get(HERE))


def test_reminder_says_that_it_is_to_be_read(people):
    report(people, "承办李")
    with at(DAY, 12):
        reminders.find_new()

    assert "请您阅知" in main(Sitting(people, "承办李").get("/reminders/"))


def test_list_takes_as_many_statements_with_one_as_with_many(people):
    report(people, "承办李")
    here = Sitting(people, "承办李")
    one = here.statements(HERE)
    for _number in range(3):
        report(people, "承办李")

    assert here.statements(HERE) == one <= 10
