"""What the platform does of itself: versions that move, limits that are derived anew or taken over, ends by lapse of time.

After every story the verifier finds nothing, and doing it all once more does nothing.
"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingjian.ledger.calendars import apply_calendars
from mingjian.ledger.models import Act, Clock, Journal, Matter
from mingjian.ledger.upkeep import apply_limits, end_by_lapse, move_versions
from mingjian.ledger.verify import verify
from mingjian.parties.persons import NewPerson, add_person
from tests.lawbooks import longer_disposal, overlay, year
from tests.lives import filed_case, parts, sanctioned, settle, settled, study, to_meeting
from tests.people import city
from tests.stories import agree, assigned_lead, at, do, lead, measure, paper

pytestmark = pytest.mark.django_db(transaction=True)
NEW_LAW = date(2025, 6, 1)


@pytest.fixture
def people():
    return city()


def sound() -> bool:
    return [str(problem) for problem in verify(open_words=True).problems] == []


def upkeep(today) -> list[int]:
    """A whole day's round: how many of each."""
    with at(today, 1):
        return [move_versions(today), apply_calendars(), apply_limits(today), end_by_lapse(today)]


def acts(matter) -> list[tuple]:
    """What was done: act, day, and whether by the platform."""
    found = Act.objects.filter(matter=matter).order_by("seq").values_list("code", "on", "officer")
    return [(code, on, officer is None) for code, on, officer in found]


def clock(matter, rule) -> tuple:
    """One limit: its day, the day it first had, whether that is provisional, and where it stands."""
    return Clock.objects.values_list("due_on", "first_due_on", "provisional", "state").get(
        matter=matter, rule=rule
    )


# ---- versions


def test_open_matters_move_to_the_new_version_and_ended_ones_stay(people):
    opened, ended = measure(people, date(2025, 5, 20)), measure(people, date(2025, 5, 21))
    do(people, ended, "drop", "调查陈", date(2025, 5, 22), reason="不再需要")
    late = measure(people, date(2025, 6, 3))

    assert upkeep(date(2025, 5, 31))[0] == 0
    assert upkeep(date(2025, 6, 4)) == [1, 0, 0, 0]

    found = dict(Matter.objects.values_list("pk", "procedure"))
    assert found == {opened.pk: NEW_LAW, ended.pk: date(2019, 1, 1), late.pk: NEW_LAW}
    assert acts(opened)[-1] == ("move_version", date(2025, 6, 4), True)
    assert Act.objects.get(code="move_version").details == {"version": "2025-06-01"}
    assert Matter.objects.values_list("step", "seq").get(pk=opened.pk) == ("drafted", 2)
    assert sound()
    assert upkeep(date(2025, 6, 5)) == [0, 0, 0, 0]


def test_matter_with_an_open_proposal_moves_when_it_is_decided(people):
    matter = measure(people, date(2025, 5, 28))
    do(people, matter, "request", "调查陈", date(2025, 5, 29), request="需要讯问")

    assert upkeep(NEW_LAW)[0] == 0
    agree(people, matter, date(2025, 6, 3), "四室主任卫", "常委钱")
    assert upkeep(date(2025, 6, 4))[0] == 1

    assert Matter.objects.values_list("step", "procedure").get(pk=matter.pk) == ("approved", NEW_LAW)
    assert sound()


def test_act_of_the_old_version_can_still_be_corrected_after_the_move(people):
    matter = measure(people, date(2025, 5, 28))
    upkeep(NEW_LAW)

    settled_by_head = {"entry": 1, "values": {"measure": "search"}, "reason": "笔误"}
    do(people, matter, "correct", "调查陈", date(2025, 6, 3), **settled_by_head)
    agree(people, matter, date(2025, 6, 3), "四室主任卫")

    assert Matter.objects.values_list("step", "procedure").get() == ("drafted", NEW_LAW)
    assert sound()


def test_what_is_refused_or_damaged_is_logged_and_keeps_nobody_waiting(people, caplog):
    damaged, other = measure(people, date(2025, 5, 28)), measure(people, date(2025, 5, 28))
    Matter.objects.filter(pk=damaged.pk).update(step="nowhere")

    with at(date(2025, 5, 31)):  # the clock of the machine is behind
        assert move_versions(NEW_LAW) == 0
    assert "办理日期2025-06-01晚于今天" in caplog.text
    caplog.clear()
    assert upkeep(NEW_LAW)[0] == 1

    assert [record.getMessage() for record in caplog.records] == [
        f"{damaged.number}: move_version not recorded"
    ]
    assert Matter.objects.get(pk=other.pk).procedure == NEW_LAW


# ---- the calendar


@pytest.fixture
def before_publication(tmp_path, settings):
    """The lawbook before the holidays of 2024 were known: where its file stands, that of a far year."""
    far = year(2024, year=2099, rest=[], work=[])
    settings.MINGJIAN_LAWBOOK_OVERLAY = overlay(tmp_path / "before", "calendars/2024.yaml", far)
    yield settings
    settings.MINGJIAN_LAWBOOK_OVERLAY = None


def test_published_holidays_move_the_deadlines_that_waited_for_them(people, before_publication):
    running, met = (assigned_lead(people, date(2023, 12, 1)) for _ in range(2))
    early, extended = assigned_lead(people, date(2023, 10, 10)), measure(people, date(2023, 12, 15))
    do(people, met, "propose_disposal", "承办李", date(2023, 12, 20), disposal_way="close", close_ground="untrue",
       study=study(people, date(2023, 12, 20)), disposal_opinion="不实")  # fmt: skip
    settled(people, extended, "request", "调查陈", date(2023, 12, 15), request="需要讯问")
    settled(people, extended, "extend", "调查陈", date(2023, 12, 20), clock=EXECUTION, reason="证人在外地")
    limits = [(running, "C-10"), (met, "C-10"), (early, "C-10"), (extended, EXECUTION)]
    assert upkeep(date(2023, 12, 25)) == [0, 0, 0, 0]
    assert [clock(*limit) for limit in limits] == [
        (date(2024, 1, 1), date(2024, 1, 1), True, "running"),
        (date(2024, 1, 1), date(2024, 1, 1), True, "stopped"),
        (date(2023, 11, 10), date(2023, 11, 10), False, "running"),
        (date(2024, 1, 12), date(2023, 12, 29), True, "running"),
    ]

    unsure = Clock.objects.filter(provisional=True)

    before, before_publication.MINGJIAN_LAWBOOK_OVERLAY = unsure.count(), None
    assert not sound()
    assert upkeep(date(2023, 12, 26)) == [0, before, 0, 0]

    assert [clock(*limit) for limit in limits] == [
        (date(2024, 1, 2), date(2024, 1, 2), False, "running"),
        (date(2024, 1, 2), date(2024, 1, 2), False, "stopped"),
        (date(2023, 11, 10), date(2023, 11, 10), False, "running"),
        (date(2024, 1, 15), date(2023, 12, 29), False, "running"),
    ]
    assert (Matter.objects.get(pk=running.pk).due_on, unsure.count()) == (date(2024, 1, 2), 0)
    assert sound()
    assert upkeep(date(2023, 12, 27)) == [0, 0, 0, 0]


EXECUTION = "measure_execution_house"


def test_amended_year_is_applied_and_entered_in_the_journal(people, tmp_path, settings):
    one, other = assigned_lead(people, date(2023, 4, 28)), assigned_lead(people, date(2023, 3, 2))
    upkeep(date(2023, 5, 8))
    amended = year(2023, rest=[*year(2023)["rest"], date(2023, 5, 29)])
    settings.MINGJIAN_LAWBOOK_OVERLAY = overlay(tmp_path / "amended", "calendars/2023.yaml", amended)

    assert upkeep(date(2023, 5, 9)) == [0, 1, 0, 0]

    assert (clock(one, "C-10")[0], clock(other, "C-10")[0]) == (date(2023, 5, 30), date(2023, 4, 3))
    first, second = Journal.objects.filter(event="calendar").order_by("id")
    marks = [dict(item.split(":") for item in entry.details["calendars"]) for entry in (first, second)]
    assert {name for name in marks[0] if marks[0][name] != marks[1][name]} == {"2023"}
    assert [(entry.officer, entry.outcome, entry.details["matters"], entry.details["clocks"])
            for entry in (first, second)] == [(None, "done", 0, 0), (None, "done", 1, 1)]  # fmt: skip
    assert sound()


def test_unchanged_calendar_takes_one_statement_and_writes_nothing(people):
    assigned_lead(people)
    upkeep(date(2023, 3, 3))

    with CaptureQueriesContext(connection) as captured:
        assert apply_calendars() == 0

    assert len(captured) == 1
    assert Journal.objects.filter(event="calendar").count() == 1


def test_only_days_are_put_right_never_what_somebody_has_tampered_with(people, before_publication, caplog):
    matter, damaged = assigned_lead(people, date(2023, 12, 1)), assigned_lead(people, date(2023, 12, 1))
    Clock.objects.filter(matter=matter, rule="C-10").update(extensions=["9 m"])
    Matter.objects.filter(pk=matter.pk).update(step="closed")
    Act.objects.filter(matter=damaged, seq=3).update(code="link")
    before_publication.MINGJIAN_LAWBOOK_OVERLAY = None

    upkeep(date(2023, 12, 26))

    assert clock(matter, "C-10")[0] == date(2024, 1, 2)
    assert {str(problem) for problem in verify(open_words=False).problems} >= {
        f"{matter.number}：表头的step存为“closed”，按办理记录应为“assigned”。",
        f"{matter.number}第3条：时限C-10的extensions存为“['9 m']”，按办理记录应为“[]”。",
    }
    assert clock(damaged, "C-10")[0] == date(2024, 1, 1)


# ---- a new limit for what runs already


@pytest.fixture
def longer(tmp_path, settings):
    """From 2023-03-15 a disposal is proposed within two months, also where the month runs already."""
    settings.MINGJIAN_LAWBOOK_OVERLAY = longer_disposal(tmp_path)
    yield
    settings.MINGJIAN_LAWBOOK_OVERLAY = None


def test_limit_that_runs_gets_the_new_rule_once_it_is_in_force(people, longer):
    old, met, young = (
        assigned_lead(people, on) for on in (date(2023, 3, 2), date(2023, 3, 2), date(2023, 3, 16))
    )
    settled(people, met, "propose_disposal", "承办李", date(2023, 3, 10), disposal_way="close", close_ground="untrue",
            study=study(people, date(2023, 3, 10)), disposal_opinion="不实")  # fmt: skip

    assert upkeep(date(2023, 3, 14))[2] == 0
    assert upkeep(date(2023, 3, 16)) == [0, 0, 1, 0]

    assert clock(old, "C-10") == (date(2023, 5, 4), date(2023, 4, 3), False, "running")
    assert clock(met, "C-10")[3] == "stopped"
    assert clock(young, "C-10") == (date(2023, 5, 16), date(2023, 5, 16), False, "running")
    assert acts(old)[-1] == ("apply_limit", date(2023, 3, 16), True)
    assert Act.objects.get(code="apply_limit").details == {"clock": "C-10", "limit_version": "2023-03-15"}
    assert Matter.objects.get(pk=old.pk).due_on == date(2023, 5, 4)
    assert sound()
    assert upkeep(date(2023, 3, 17)) == [0, 0, 0, 0]


def test_limit_with_an_extension_asked_for_gets_the_new_rule_after_the_decision(people, longer):
    matter = assigned_lead(people, date(2023, 3, 2))
    do(people, matter, "extend", "承办李", date(2023, 3, 14), clock="C-10", period="1 m", reason="案情复杂")

    assert upkeep(date(2023, 3, 15))[2] == 0
    settle(people, matter, date(2023, 3, 16))
    assert clock(matter, "C-10")[:2] == (date(2023, 5, 4), date(2023, 4, 3))
    assert upkeep(date(2023, 3, 17))[2] == 1

    assert clock(matter, "C-10")[:2] == (date(2023, 6, 5), date(2023, 4, 3))
    assert sound()


# ---- ends by lapse of time


def execution(people, on=date(2023, 6, 26), **sanctions) -> Matter:
    """The execution of a sanction, announced or delivered on the third day."""
    person = add_person(NewPerson("王建明", unit="临江市水务局"))
    case = filed_case(people, person.pk, date(2023, 5, 8), is_party_member=True, is_public_official=True)
    decided = sanctioned(
        people, to_meeting(people, case, date(2023, 6, 5), date(2023, 6, 20)), on, **sanctions
    )
    (found,) = parts(decided, "execution")
    told, how = date(2023, 6, 28), {"recipient": "某局", "is_filed": True}
    if "gov_sanction" in sanctions:
        do(people, found, "deliver", "审理蒋", told, is_told_of_review=True, documents=[paper(found)], **how)
    else:
        do(people, found, "announce", "审理蒋", told, documents=[paper(found)], **how)
    return found


def reported(people, matter, on):
    do(
        people,
        matter,
        "report",
        "审理蒋",
        on,
        execution_report="已执行",
        is_filed=True,
        documents=[paper(matter)],
    )


def test_window_for_review_closes_the_day_after_and_the_sanction_ends_by_itself(people):
    matter = execution(people, gov_sanction="admin_warning")
    upkeep(date(2023, 6, 29))

    assert upkeep(date(2023, 7, 28)) == [0, 0, 0, 0]
    assert upkeep(date(2023, 7, 29)) == [0, 0, 0, 1]
    reported(people, matter, date(2023, 8, 10))
    assert upkeep(date(2023, 12, 26)) == [0, 0, 0, 0]
    assert upkeep(date(2024, 1, 2)) == [0, 0, 0, 1]  # nobody was at work over the new year

    assert acts(matter)[2:] == [
        ("close_review_window", date(2023, 7, 29), True),
        ("report", date(2023, 8, 10), False),
        ("end_effect", date(2023, 12, 27), True),
    ]
    found = Matter.objects.get(pk=matter.pk)
    assert (found.step, found.closed_on) == ("effect_ended", date(2023, 12, 27))
    assert sound()
    assert upkeep(date(2024, 1, 3)) == [0, 0, 0, 0]


def test_probation_that_is_over_waits_for_the_decision(people):
    matter = execution(people, party_sanction="probation", probation_term="one_year")
    reported(people, matter, date(2023, 8, 10))

    assert upkeep(date(2024, 7, 1))[3] == 0
    assert Matter.objects.get(pk=matter.pk).step == "in_effect"


def test_technical_investigation_lapses_and_freezing_waits_for_an_officer(people):
    technical, frozen = (
        measure(people, date(2025, 6, 3), of) for of in ("technical_investigation", "freeze")
    )
    do(people, technical, "request_technical", "调查陈", date(2025, 6, 3), request="涉嫌重大受贿")
    do(people, frozen, "request", "调查陈", date(2025, 6, 3), request="涉案存款")
    settle(people, technical, date(2025, 6, 5))
    settle(people, frozen, date(2025, 6, 5))
    do(people, frozen, "freeze", "调查陈", date(2025, 6, 5), officers=[people.id("调查褚")], property="存款",
       executed_by="某银行", documents=[paper(frozen)])  # fmt: skip
    upkeep(date(2025, 6, 6))

    assert upkeep(date(2026, 1, 5)) == [0, 0, 0, 1]

    assert acts(technical)[-1] == ("lapse_technical", date(2025, 9, 6), True)
    assert dict(Matter.objects.values_list("pk", "step")) == {technical.pk: "lapsed", frozen.pk: "frozen"}
    assert sound()


def test_lapse_waits_while_a_proposal_is_open(people):
    matter = execution(people, gov_sanction="admin_warning")
    told = {"entry": 2, "values": {"is_filed": False}, "reason": "尚未归档"}
    do(people, matter, "correct", "审理蒋", date(2023, 7, 20), **told)

    assert upkeep(date(2023, 7, 30))[3] == 0
    settle(people, matter, date(2023, 7, 31))
    assert upkeep(date(2023, 8, 1))[3] == 1

    assert acts(matter)[-1] == ("close_review_window", date(2023, 7, 29), True)
    assert sound()


def test_nothing_is_done_to_what_has_no_such_limit(people):
    lead(people)

    assert upkeep(date(2023, 3, 2)) == [0, 0, 0, 0]
    assert sound()
