"""Need to know: who sees a matter as a line, who with content, who not at all, and that lists agree with single reads."""

from datetime import date, datetime
from functools import partial
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingjian.law.running import references
from mingjian.law.values import BEIJING
from mingjian.ledger.access import SORTS, Key, Late, Wanted, count, counted_to, find, page, reach, waiting_for
from mingjian.ledger.book import book
from mingjian.ledger.instant import standing_at
from mingjian.ledger.models import NEVER, Block, Clock, Matter, Participation
from mingjian.ledger.record import open_matter, record_act
from mingjian.ledger.viewer import Viewer
from mingjian.org.authority import all_posts, posts_of
from mingjian.org.models import Appointment, StandIn
from tests.people import city

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 3, 1)


@pytest.fixture
def people():
    return city()


def lead(people, day=DAY, **more):
    with standing_at(datetime(day.year, day.month, day.day, 10, tzinfo=BEIJING)):
        return open_matter(
            "lead", by=people.id("案管王"), on=day, unit=people.unit.pk, department=people.department("案管室"),
            details={"title": "反映某局问题", "lead_origin": "petition", **more},
        )  # fmt: skip


def assign(people, matter):
    with standing_at(datetime(2023, 3, 2, 10, tzinfo=BEIJING)):
        values = {"department": people.department("二室"), "handler": people.id("承办李")}
        record_act(matter, "assign", by=people.id("案管王"), on=date(2023, 3, 2), details=values)
        record_act(matter, "approve", by=people.id("书记赵"), on=date(2023, 3, 2))
    matter.refresh_from_db()


def test_own_posts_come_in_the_order_in_which_they_were_given_then_those_stood_in_for(people):
    """Where an officer belongs, as pages say it, is his first post; PostgreSQL puts a row that changes at the end."""
    StandIn.objects.create(
        absent=people.officers["书记赵"],
        officer=people.officers["常委钱"],
        since=DAY,
        until=DAY,
        reason="出差",
    )
    Appointment.objects.filter(officer=people.officers["常委钱"]).earliest("pk").save()

    names = {department.pk: name for name, department in people.departments.items()}
    posts = [names[post.department] for post in posts_of(people.id("常委钱"))]

    assert posts == ["二室", "四室", "信访室", "领导班子"]
    assert all_posts()[people.id("常委钱")] == posts_of(people.id("常委钱"))


def seen(people, matter):
    """Who reaches how far: c content, l line, - nothing; asked of the list and of the matter alike."""
    found = {}
    for name in people.officers:
        viewer = Viewer.of(people.officers[name], DAY)
        alone = reach(viewer, matter)
        listed = {hit.id: hit.content for hit in page(viewer, Wanted("lead"), size=50)[0]}
        assert (matter.id in listed, listed.get(matter.id, False)) == (alone.line, alone.content), name
        found[name] = "c" if alone.content else "l" if alone.line else "-"
    return found


def test_registered_lead_is_seen_by_case_management_and_whoever_is_asked(people):
    matter = lead(people)

    expected = dict.fromkeys(people.officers, "-")
    expected |= {"案管王": "c", "案管主任吴": "c", "常委冯": "c", "书记赵": "l"}
    assert seen(people, matter) == expected


def test_assigned_lead_moves_to_its_department_and_handler(people):
    matter = lead(people)
    assign(people, matter)

    expected = dict.fromkeys(people.officers, "-")
    expected |= {"承办李": "c", "主任张": "c", "常委钱": "c", "书记赵": "c", "案管王": "l", "案管主任吴": "l"}
    assert seen(people, matter) == expected


def test_colleague_without_assignment_sees_nothing(people):
    matter = lead(people)
    assign(people, matter)

    viewer = Viewer.of(people.officers["承办郑"], DAY)
    assert find(viewer, matter.id) is None
    assert count(viewer, Wanted("lead")) == 0


def test_block_and_secrecy_come_before_everything(people):
    matter = lead(people)
    assign(people, matter)
    Block.objects.create(matter=matter, officer=people.officers["承办李"], ground="near_relative")
    Matter.objects.filter(pk=matter.pk).update(secrecy=3)
    matter.refresh_from_db()

    assert set(seen(people, matter).values()) == {"-"}


def test_right_written_by_hand_gives_no_content(people):
    matter = lead(people)
    assign(people, matter)
    Participation.objects.create(
        matter=matter, officer=people.officers["承办郑"], role="handler", since_by=1, since=DAY, mac=b"x" * 32
    )

    assert reach(Viewer.of(people.officers["承办郑"], DAY), matter) == (False, False)


def test_pages_by_key_cover_everything_once(people):
    matters = [lead(people, date(2023, 3, 1 + number % 5)) for number in range(12)]
    viewer = Viewer.of(people.officers["案管王"], DAY)

    for sort, descending in product(SORTS, (False, True)):
        found, after, more = [], None, True
        while more:
            wanted = Wanted("lead", sort=sort, descending=descending)
            hits, more = page(viewer, wanted, size=5, after=after)
            found += [hit.id for hit in hits]
            after = key(sort, Matter.objects.get(pk=hits[-1].id))
        assert found == [matter.id for matter in sorted(matters, key=partial(key, sort), reverse=descending)]


def key(sort, matter):
    return Key(tuple(getattr(matter, column) for column in SORTS[sort]), matter.id)


def test_what_has_no_day_to_be_done_by_comes_last_the_oldest_first(people):
    days = {4: None, 2: None, 5: 30, 1: None, 3: 20}
    for opened, due in days.items():
        matter = lead(people, date(2023, 3, opened))
        Matter.objects.filter(pk=matter.id).update(due_on=date(2023, 4, due) if due else NEVER)
    viewer = Viewer.of(people.officers["案管王"], DAY)
    hits, _more = page(viewer, Wanted("lead"), size=9)
    opened_on = dict(Matter.objects.values_list("pk", "opened_on"))

    assert [opened_on[hit.id].day for hit in hits] == [3, 5, 1, 2, 4]


def test_filters_narrow_the_list(people):
    first, second = lead(people, rank_class="county"), lead(people, rank_class="township")
    assign(people, first)
    viewer = Viewer.of(people.officers["案管王"], DAY)

    def ids(**wanted):
        return {hit.id for hit in page(viewer, Wanted("lead", **wanted), size=10)[0]}

    assert ids(step=["registered"]) == {second.id}
    assert ids(record={"rank_class": ["county"]}) == {first.id}
    assert ids(number="〔2023〕2号") == {second.id}
    assert ids(number="%") == set()
    assert ids(department=[people.department("二室")]) == {first.id}
    assert ids(is_open=False) == set()


def late(day, hour=10):
    """What is late on a day of 2023."""
    now = datetime(2023, day[0], day[1], hour, tzinfo=BEIJING)
    return Wanted("lead", late=Late(now, references(book())))


def test_late_is_what_runs_past_a_binding_limit(people):
    """The header's day is that of C-10, a reference; the report to case management binds, until 2 June."""
    matter, _other = lead(people), lead(people, date(2023, 5, 31))
    assign(people, matter)
    assert matter.due_on == date(2023, 4, 3)
    viewer = Viewer.of(people.officers["书记赵"], DAY)

    for day, expected in (((4, 3), []), ((4, 10), []), ((6, 2), []), ((6, 3), [matter.id])):
        assert [hit.id for hit in page(viewer, late(day), size=10)[0]] == expected, day
        assert count(viewer, late(day)) == len(expected), day


def test_limit_in_hours_is_late_from_its_instant(people):
    matter = lead(people)
    at = datetime(2023, 3, 1, 15, tzinfo=BEIJING)
    Clock.objects.filter(matter=matter, rule="assignment_house").update(due_on=DAY, due_at=at)
    Matter.objects.filter(pk=matter.pk).update(due_on=DAY)
    viewer = Viewer.of(people.officers["案管王"], DAY)

    assert [count(viewer, late((3, 1), hour)) for hour in (14, 15, 16)] == [0, 0, 1]


def test_lists_that_look_into_other_tables_are_counted_less_far(people):
    for _ in range(4):
        assign(people, lead(people, rank_class="county"))
    viewer, day = Viewer.of(people.officers["书记赵"], DAY), late((6, 3))

    assert [count(viewer, day, upto=upto) for upto in (1, 3, 4, 10)] == [2, 4, 4, 4]
    by_code, by_step = (
        Wanted("lead", record={"rank_class": ["county"]}),
        Wanted("lead", step=["assigned"], record={"rank_class": []}),
    )
    assert [counted_to(one) for one in (day, by_code, by_step, Wanted("lead"))] == [
        500,
        500,
        1_000,
        10_000,
    ]


def test_clocks_are_looked_at_only_where_the_day_of_the_header_is_past(people):
    """The indexed day narrows first, whatever the database makes of the rest."""
    viewer = Viewer.of(people.officers["案管王"], DAY)
    with CaptureQueriesContext(connection) as captured:
        page(viewer, late((4, 10)), size=50)

    (statement,) = captured
    assert "m.due_on <= '2023-04-10'" in statement["sql"].replace("::date", "")


def test_count_holds_each_matter_once_whatever_ways_lead_to_it(people):
    first, _second = lead(people), lead(people)
    assign(people, first)

    viewers = {
        name: Viewer.of(people.officers[name], DAY)
        for name in ("书记赵", "案管王", "主任张", "承办李", "承办郑")
    }
    counted = {name: count(viewer, Wanted("lead")) for name, viewer in viewers.items()}
    listed = {name: len(page(viewer, Wanted("lead"), size=50)[0]) for name, viewer in viewers.items()}
    assert counted == listed == {"书记赵": 2, "案管王": 2, "主任张": 1, "承办李": 1, "承办郑": 0}


def test_list_takes_one_statement_for_one_row_and_for_thirty(people):
    viewer = Viewer.of(people.officers["案管王"], DAY)
    lead(people)
    with CaptureQueriesContext(
        connection,
    ) as one:
        page(viewer, Wanted("lead"), size=50)
    for _ in range(29):
        lead(people)
    with CaptureQueriesContext(connection) as thirty:
        page(viewer, Wanted("lead"), size=50)

    assert (len(one), len(thirty)) == (1, 1)


def test_inbox_holds_what_waits_for_my_opinion(people):
    matter = lead(people)
    with standing_at(datetime(2023, 3, 2, 10, tzinfo=BEIJING)):
        values = {"department": people.department("二室"), "handler": people.id("承办李")}
        record_act(matter, "assign", by=people.id("案管王"), on=date(2023, 3, 2), details=values)

    inbox = {
        name: [row.matter_id for row in waiting_for(Viewer.of(officer, DAY))]
        for name, officer in people.officers.items()
    }
    assert {name for name, rows in inbox.items() if rows} == {"书记赵"}
    assert inbox["书记赵"] == [matter.id]
