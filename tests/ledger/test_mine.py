"""Work over all kinds: whose it is, what is left out, what was written lately."""

from datetime import date

import pytest

from mingjian.ledger.access import waiting
from mingjian.ledger.mine import pile, written
from mingjian.ledger.models import Block, Matter
from mingjian.ledger.viewer import Viewer
from tests.people import city
from tests.stories import agree, analysed_complaint, assigned_lead, complaint, do, lead

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 3, 20)


@pytest.fixture
def people():
    return city()


def viewer(people, name):
    return Viewer.of(people.officers[name], DAY)


def ids(found):
    return {item.id for item in found}


def test_own_pile_holds_every_kind_that_one_handles(people):
    one, other = assigned_lead(people), analysed_complaint(people)
    lead(people)

    found = pile(viewer(people, "承办李"), "mine")

    assert ids(found) == {one.id, other.id}
    assert {item.kind: (item.content, item.asked, len(item.clocks) > 0) for item in found} == {
        "lead": (True, None, True),
        "complaint": (True, None, True),
    }
    assert pile(viewer(people, "承办郑"), "mine") == []


def test_own_pile_holds_what_waits_for_whoever_may_do_it_and_not_for_whoever_may_not(people):
    """A letter that 信访孙 entered is confirmed by somebody else of the petition office; what comes next may be done by both."""
    matter, office = complaint(people, channel="letter"), ("信访孙", "信访主任周", "主任张")

    def own():
        return [name for name in office if ids(pile(viewer(people, name), "mine")) == {matter.id}]

    waits_for_another = own()
    do(people, matter, "confirm_entry", "信访主任周", date(2023, 3, 2), original_checked=True)
    waits_for_either = own()
    do(people, matter, "accept", "信访孙", date(2023, 3, 2))
    do(people, matter, "hand_over", "信访孙", date(2023, 3, 2), department=people.department("二室"))

    assert waits_for_another == ["信访主任周"]
    assert waits_for_either == ["信访孙", "信访主任周"]
    assert own() == ["主任张"]


def test_pile_of_departments_and_of_the_unit_follow_the_spans(people):
    one, other, third = assigned_lead(people), lead(people), complaint(people)

    assert ids(pile(viewer(people, "主任张"), "department")) == {one.id}
    assert ids(pile(viewer(people, "案管王"), "department")) == {other.id}
    assert ids(pile(viewer(people, "案管王"), "unit")) == {one.id, other.id, third.id}
    assert {item.id: item.content for item in pile(viewer(people, "书记赵"), "unit")} == {
        one.id: True,
        other.id: False,
        third.id: False,
    }
    assert pile(viewer(people, "承办李"), "department") == pile(viewer(people, "承办李"), "unit") == []


def test_pile_names_the_power_that_a_moving_proposal_awaits(people):
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

    assert [item.asked for item in pile(viewer(people, "承办李"), "mine")] == ["dept_head"]


def test_blocked_secret_and_ended_matters_are_in_no_pile(people):
    one, other = assigned_lead(people), assigned_lead(people)
    third = assigned_lead(people)
    Block.objects.create(matter=one, officer=people.officers["承办李"], ground="near_relative")
    Matter.objects.filter(pk=other.id).update(secrecy=3)
    Matter.objects.filter(pk=third.id).update(closed_on=DAY)

    assert pile(viewer(people, "承办李"), "mine") == []
    assert ids(pile(viewer(people, "主任张"), "department")) == {one.id}


def test_written_is_newest_first_and_pages_by_key(people):
    matter = assigned_lead(people)
    for day in (6, 7, 8):
        do(people, matter, "note", "承办李", date(2023, 3, day), remark="收到材料")
    me = viewer(people, "承办李")

    first = written(me, size=2, by_me=True)
    rest = written(me, size=9, by_me=True, after=(first[-1].recorded_at, first[-1].id))
    assert [item.on.day for item in (*first, *rest)] == [8, 7, 6]
    of_department = [item.code for item in written(viewer(people, "主任张"), size=9, by_me=False)]
    assert (of_department[:3], sorted(of_department[3:])) == (["note"] * 3, ["approve", "assign", "register"])
    assert written(viewer(people, "主任张"), size=9, by_me=True) == []
    assert [item.code for item in written(viewer(people, "案管王"), size=9, by_me=True, proposals=True)] == [
        "assign"
    ]


def test_own_act_on_a_matter_out_of_reach_is_not_listed(people):
    matter = complaint(people)
    do(people, matter, "accept", "信访孙", date(2023, 3, 2))
    me = viewer(people, "信访孙")
    assert len(written(me, size=9, by_me=True)) == 2

    Block.objects.create(matter=matter, officer=people.officers["信访孙"], ground="near_relative")
    assert written(me, size=9, by_me=True) == []


def test_entering_one_decision_does_not_hide_the_next_from_the_inbox(people):
    """A proposal that two bodies decide on: the same officer may enter both decisions (`law.judge`)."""
    from mingjian.ledger.models import Opinion, Proposal

    matter = lead(people)
    place = {"department": people.department("二室"), "handler": people.id("承办李")}
    do(people, matter, "assign", "案管主任吴", date(2023, 3, 2), **place)
    row = Proposal.objects.get(matter=matter)
    row.asked = "party_head:record"
    row.save()
    me = viewer(people, "案管王")
    assert len(waiting(me)) == 1

    Opinion.objects.create(matter=matter, proposal=row.seq, officer_id=me.officer, body="special_meeting")
    assert len(waiting(me)) == 1
    Opinion.objects.create(matter=matter, proposal=row.seq, officer_id=me.officer, body="party_head")
    assert waiting(me) == []


def test_approved_proposal_leaves_the_inbox(people):
    matter = lead(people)
    place = {"department": people.department("二室"), "handler": people.id("承办李")}
    do(people, matter, "assign", "案管王", date(2023, 3, 2), **place)
    assert [(item.matter, item.seq) for item in waiting(viewer(people, "书记赵"))] == [(matter.id, 2)]

    agree(people, matter, date(2023, 3, 2), "书记赵")
    assert waiting(viewer(people, "书记赵")) == []
