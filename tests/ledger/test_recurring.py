"""Recurring duties open their tasks by themselves, once, in the department that has the function."""

from datetime import date

import pytest

from mingjian.ledger.models import Matter
from mingjian.ledger.recurring import open_recurring
from mingjian.ledger.sealing import title
from tests.people import city
from tests.stories import at, do, paper

pytestmark = pytest.mark.django_db(transaction=True)


def opened(on) -> int:
    with at(on):
        return open_recurring(on)


def tasks() -> list[tuple[str, str]]:
    rows = (
        Matter.objects.select_related("department").filter(kind="work_task").order_by("opened_on", "number")
    )
    return sorted((title(row), row.department.name) for row in rows)


def test_duties_of_a_month_open_once_where_somebody_has_the_function():
    people = city()

    assert opened(date(2023, 9, 1)) == 4
    assert opened(date(2023, 9, 1)) == opened(date(2023, 9, 20)) == 0

    assert tasks() == [
        ("2023年9月：中秋、国庆作风检查", "四室"), ("2023年9月：县区督查", "二室"), ("2023年9月：监督工作联席会议", "案管室"), ("2023年9月：线索处置情况检查", "案管室"),
    ]  # fmt: skip
    matter = Matter.objects.filter(department=people.departments["二室"]).get()
    act = matter.acts.get(seq=1)
    assert (act.code, act.officer_id, matter.due_on) == ("register_recurring", None, date(2023, 9, 28))


def test_next_month_opens_its_own():
    city()
    opened(date(2023, 9, 1))

    assert opened(date(2023, 10, 2)) == 2

    assert [name for name, _ in tasks() if name.startswith("2023年10月")] == [
        "2023年10月：季度统计和情况通报", "2023年10月：线索处置情况检查"]  # fmt: skip


def test_task_that_opened_by_itself_is_done_like_any_other():
    people = city()
    opened(date(2023, 9, 1))
    matter = Matter.objects.filter(department=people.departments["二室"]).get()

    do(
        people,
        matter,
        "report_done",
        "承办李",
        date(2023, 9, 20),
        result_text="已督查四个县",
        documents=[paper(matter)],
    )

    matter.refresh_from_db()
    assert matter.step == "reported"
