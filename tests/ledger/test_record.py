"""One act after the other through the ledger: what is written, what is refused, and that replay agrees."""

import threading
import time
from datetime import date, datetime

import pytest
from django.db import connection, transaction

from mingjian.law.position import replay
from mingjian.law.refusal import Refused
from mingjian.law.values import BEIJING
from mingjian.leads.models import Lead
from mingjian.ledger.book import book
from mingjian.ledger.history import history
from mingjian.ledger.instant import standing_at
from mingjian.ledger.loading import load
from mingjian.ledger.models import Act, Block, Matter, Participation, Proposal
from mingjian.ledger.record import MovedOn, open_matter, record_act
from mingjian.ledger.sealing import title
from tests.lives import settled
from tests.people import city
from tests.stories import study

pytestmark = pytest.mark.django_db(transaction=True)


def at(day: date, hour: int = 10):
    return standing_at(datetime(day.year, day.month, day.day, hour, tzinfo=BEIJING))


@pytest.fixture
def people():
    return city()


def register(people, on=date(2023, 3, 1), **more):
    with at(on):
        return open_matter(
            "lead", by=people.id("案管王"), on=on, unit=people.unit.pk, department=people.department("案管室"),
            details={"title": "反映某局违规发放津贴问题", "lead_origin": "petition", "rank_class": "township", **more},
        )  # fmt: skip


def do(people, matter, act, who, on, about=None, documents=(), **details):
    with at(on):
        return record_act(
            matter, act, by=people.id(who), on=on, details=details, about=about, documents=documents
        )


def assigned(people):
    matter = register(people)
    do(
        people,
        matter,
        "assign",
        "案管王",
        date(2023, 3, 2),
        department=people.department("二室"),
        handler=people.id("承办李"),
    )
    do(people, matter, "approve", "书记赵", date(2023, 3, 3))
    return matter


def test_register_gives_number_title_and_position(people):
    matter = register(people)

    matter.refresh_from_db()
    assert (matter.number, matter.step, matter.seq, matter.due_on) == (
        "临纪线〔2023〕1号",
        "registered",
        1,
        date(2023, 3, 8),
    )
    assert title(matter) == "反映某局违规发放津贴问题"
    assert "津贴".encode() not in bytes(matter.title)
    assert Lead.objects.values_list("lead_origin", "rank_class").get() == ("petition", "township")


def test_proposal_waits_and_approval_takes_effect(people):
    matter = assigned(people)

    matter.refresh_from_db()
    assert (matter.step, matter.handler_id, matter.department_id) == (
        "assigned",
        people.id("承办李"),
        people.department("二室"),
    )
    assert (matter.due_on, matter.waiting, matter.seq) == (date(2023, 4, 3), 0, 3)
    assert not Proposal.objects.exists()
    roles = Participation.objects.values_list("officer__name", "role").order_by("role")
    assert list(roles) == [("书记赵", "approver"), ("承办李", "handler")]


def test_stored_position_equals_replay(people):
    matter = assigned(people)
    studied = study(people, date(2023, 3, 20), "主任张", "承办李")
    do(
        people,
        matter,
        "propose_disposal",
        "承办李",
        date(2023, 3, 20),
        disposal_way="close",
        close_ground="untrue",
        study=studied,
        disposal_opinion="不实",
    )
    do(people, matter, "return", "主任张", date(2023, 3, 21), opinion="请补充")

    again = replay(book().bound("lead", matter.procedure), book(), history(matter.id))
    stored = load(book(), matter.id, "lead").position
    for name in ("step", "seq", "opened_on", "moved_on", "closed_on", "clocks", "proposals", "due_on"):
        assert getattr(stored, name) == getattr(again, name), name
    for name in ("disposal_way", "disposed_on", "handler", "department", "unit"):
        assert stored.facts.get(name) == again.facts.get(name), name


def test_refused_act_writes_nothing(people):
    matter = register(people)

    with pytest.raises(Refused) as refusal:
        do(people, matter, "assign", "承办李", date(2023, 3, 2), department=people.department("二室"))

    assert str(refusal.value) == "“分办”由案件监督管理部门人员办理。"
    assert Act.objects.count() == 1


def test_second_opinion_on_a_proposal_is_refused(people):
    matter = assigned(people)
    studied = study(people, date(2023, 3, 20), "主任张", "承办李")
    do(
        people,
        matter,
        "propose_disposal",
        "承办李",
        date(2023, 3, 20),
        disposal_way="close",
        close_ground="untrue",
        study=studied,
        disposal_opinion="不实",
    )
    do(people, matter, "approve", "主任张", date(2023, 3, 21))

    with pytest.raises(Refused) as refusal:
        do(people, matter, "approve", "主任张", date(2023, 3, 21))

    assert [reason.code for reason in refusal.value.reasons] == ["no_proposal"]


def test_stale_form_is_told_that_the_matter_moved_on(people):
    matter = assigned(people)

    with pytest.raises(MovedOn), at(date(2023, 3, 6)):
        record_act(
            matter,
            "note",
            by=people.id("承办李"),
            on=date(2023, 3, 6),
            details={"remark": "收到材料"},
            expect=2,
        )

    assert Act.objects.count() == 3


def test_same_token_twice_is_one_act(people):
    matter = assigned(people)

    with at(date(2023, 3, 6)):
        once = record_act(
            matter,
            "note",
            by=people.id("承办李"),
            on=date(2023, 3, 6),
            details={"remark": "材料"},
            token="t1",
        )
        again = record_act(
            matter,
            "note",
            by=people.id("承办李"),
            on=date(2023, 3, 6),
            details={"remark": "材料"},
            token="t1",
        )

    assert (once, Act.objects.count()) == (again, 4)


def test_late_record_needs_a_reason(people):
    matter = assigned(people)

    with pytest.raises(Refused) as refusal, at(date(2023, 3, 9)):
        record_act(
            matter, "note", by=people.id("承办李"), on=date(2023, 3, 6), details={"remark": "收到材料"}
        )

    assert str(refusal.value) == "办理日期2023-03-06早于今天一日以上，属于补录，请写明补录理由。"


def test_numbers_have_no_gaps_after_a_refusal(people):
    register(people)
    with pytest.raises(Refused):
        register(people, lead_origin="nowhere")
    second = register(people)

    assert second.number == "临纪线〔2023〕2号"
    assert Matter.objects.count() == 2


def test_officer_who_withdrew_can_do_nothing_more(people):
    matter = assigned(people)
    do(
        people,
        matter,
        "recuse",
        "承办李",
        date(2023, 3, 6),
        recused=people.id("承办李"),
        recusal_ground="near_relative",
        is_principal_recused=False,
        reason="亲属关系",
    )
    do(people, matter, "approve", "书记赵", date(2023, 3, 6))

    with pytest.raises(Refused) as refusal:
        do(people, matter, "note", "承办李", date(2023, 3, 6), remark="收到材料")

    assert str(refusal.value) == "由案件监督管理室指定人员办理。"
    matter.refresh_from_db()
    assert matter.handler_id is None


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite lets in one writer at a time, before it reads"
)
def test_who_waits_for_a_matter_sees_what_was_done_to_it_meanwhile(people):
    matter = assigned(people)
    seen, started = [], threading.Event()

    def look() -> None:
        started.set()
        with transaction.atomic():
            position = load(book(), matter.id, matter.kind).position
        seen.append((position.step, position.facts["disposal_way"]))
        connection.close()

    with transaction.atomic():
        settled(
            people, matter, "propose_disposal", "承办李", date(2023, 3, 10),
            disposal_way="close", close_ground="untrue", disposal_opinion="不实", study=study(people, date(2023, 3, 10)),
        )  # fmt: skip
        other = threading.Thread(target=look)
        other.start()
        started.wait()
        time.sleep(0.3)  # by now it waits for the lock
    other.join()

    assert seen == [("closed", "close")]


def test_whoever_has_withdrawn_is_not_named_again(people):
    matter = register(people)
    place = {"department": people.department("二室"), "handler": people.id("承办李")}
    do(people, matter, "assign", "案管王", date(2023, 3, 2), **place)
    do(people, matter, "approve", "书记赵", date(2023, 3, 3))
    Block.objects.create(matter=matter, officer=people.officers["承办郑"], ground="near_relative")

    with pytest.raises(Refused) as refusal:
        do(
            people,
            matter,
            "reassign",
            "主任张",
            date(2023, 3, 6),
            handler=people.id("承办郑"),
            reason="另有任务",
        )

    assert [reason.say() for reason in refusal.value.reasons] == [
        "承办郑须回避本件，不得担任“承办人”，请另选一人。"
    ]
