"""Ends by lapse of time: the day after the last limit, and everything for which the platform has to wait."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from mingjian.law.checks import check
from mingjian.law.judge import Actor, Wish, judge, may
from mingjian.law.lapse import lapsed
from mingjian.law.lawbook import load, packaged
from mingjian.law.position import Done, Position, project, replay
from mingjian.law.refusal import Refused
from mingjian.law.running import pause
from mingjian.law.steps import say
from tests.lawbooks import overlay
from tests.lawbooks import packaged as packaged_file

PLATFORM = Actor(None, frozenset({"platform"}))
DECIDED = date(2024, 3, 28)


def execution(**sanctions) -> Position:
    """An execution in effect since May 2024."""
    book = packaged()
    position = Position(book.procedure("execution", DECIDED), book)
    project(position, Done(1, "register", DECIDED, None, sanctions))
    project(position, Done(2, "announce", date(2024, 4, 10), "7", {}))
    project(position, Done(3, "report", date(2024, 5, 10), "7", {}))
    return position


def ended_on(position: Position, today: date, act="end_effect") -> date | None:
    return lapsed(position, position.bound.acts[act], today)


def test_act_is_of_the_day_after_the_last_day_whenever_the_platform_looks():
    position = execution(party_sanction="party_warning", gov_sanction="admin_demerit")

    days = [date(2025, 3, 28), date(2025, 3, 29), date(2025, 9, 1)]
    assert [ended_on(position, day) for day in days] == [None, date(2025, 3, 29), date(2025, 3, 29)]


def test_every_limit_that_runs_must_be_over():
    position = execution(party_sanction="party_serious_warning", gov_sanction="admin_warning")

    assert ended_on(position, date(2025, 3, 29)) is None
    assert ended_on(position, date(2025, 12, 1)) == date(2025, 9, 29)


@pytest.mark.parametrize(
    "sanctions",
    [
        {
            "party_sanction": "party_post_removal",
            "gov_sanction": "admin_removal",
        },  # C-61 is not read in its source
        {"party_sanction": "probation", "probation_term": "one_year"},  # its end is decided
        {"gov_sanction": "admin_warning", "organisational_measure": "suspension_inspection"},
        {"organisational_measure": "post_adjustment"},
        {},  # nothing has run
    ],
)
def test_what_needs_an_officer_waits_for_one(sanctions):
    assert ended_on(execution(**sanctions), date(2040, 1, 1)) is None


def test_paused_limit_and_one_that_rests_on_unpublished_holidays_wait():
    paused, unsure = (execution(party_sanction="party_warning") for _ in range(2))
    pause(paused.clocks, "C-60", date(2024, 6, 1))
    next(clock for clock in unsure.clocks if clock.rule == "C-60").provisional = True

    assert ended_on(paused, date(2040, 1, 1)) is None
    assert ended_on(unsure, date(2040, 1, 1)) is None


def test_officer_may_still_record_it_and_nobody_was_late():
    position = execution(party_sanction="party_warning")

    assert may(position, "end_effect", Actor("7", frozenset({"handler"})), date(2025, 4, 30)) is None
    project(position, Done(4, "end_effect", date(2025, 4, 30), "7", {}))
    effect = next(clock for clock in position.clocks if clock.rule == "C-60")
    assert (effect.stopped_by, effect.stopped_on, effect.met_on_time) == (4, date(2025, 3, 28), True)


def test_what_must_be_decided_holds_the_end_back_after_its_days_are_over():
    position = execution(party_sanction="probation", probation_term="one_year")
    handler = Actor("7", frozenset({"handler"}))

    def refusals():
        days = (date(2025, 3, 1), date(2025, 6, 30), date(2028, 1, 10))
        return [may(position, "end_effect", handler, day) for day in days]

    assert [refusal and str(refusal) for refusal in refusals()] == [
        "期限至2025-03-28，期满后才能“办结（影响期满）”，请届时办理。",
        *[
            "“留党察看期”期满还须作出决定，先办理“恢复党员权利／留党察看期间开除党籍／执行复查变更”，才能“办结（影响期满）”。"
        ]
        * 2,
    ]
    project(position, Done(4, "restore_rights", date(2025, 6, 1), "7", {}))
    assert [refusal and refusal.code for refusal in refusals()] == ["term_runs", "term_runs", None]


def test_only_the_acts_that_say_so_lapse():
    found = {
        (entry.kind, name): (act.at_end_of, act.not_while)
        for entry in packaged().entries("procedures").values()
        for name, act in entry.acts.items()
        if act.at_end_of
    }

    assert found == {
        ("execution", "close_review_window"): (("C-50",), ()),
        ("execution", "end_effect"): (
            ("C-60", "C-63", "C-64", "C-65", "set_period"),
            ("C-62", "C-66", "C-61", "organisational_effect"),
        ),
        ("appeal", "close_window"): (("C-52", "C-56"), ()),
        ("measure", "lapse_technical"): (("C-27",), ()),
        ("integrity_agreement", "expire"): (("agreement_term",), ()),
        ("integrity_opinion", "expire"): (("opinion_validity",), ()),
        ("departure", "end_bar"): (("post_employment_bar", "decryption_period"), ()),
        ("special_supervisor", "expire"): (("special_supervisor_term",), ()),
    }


# ---- a new limit that takes over what runs: the window for review, from 2024-06-01 two months and to a working day

WINDOW = """
C-50:
  label: 申请复审
  en: Window for a first review
  versions:
    - {in_force: 2018-03-20, length: 1 m, rule: 1个月, rule_en: One month, cite: {checked: house},
       extension: {approval: house_leader, length: 10 d, times: null}}
    - {in_force: 2024-06-01, length: 2 m, when: {has_set_period: false}, rule: 2个月, rule_en: Two months, running: recompute,
       cite: {checked: house}}
    - {in_force: 2025-06-01, length: 3 m, rule: 3个月, rule_en: Three months, cite: {checked: house}}
"""
NEW = date(2024, 6, 1)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The lawbook in which the window for review became longer, also for those that run."""
    return overlaid(tmp_path_factory.mktemp("lawbook"), WINDOW)


def overlaid(folder: Path, changed: str):
    clocks = {**packaged_file("clocks/execution.yaml"), **yaml.safe_load(changed)}
    found = load(overlay=Path(overlay(folder, "clocks/execution.yaml", clocks)))
    assert check(found) == []
    return found


def delivered(book, on=date(2024, 5, 20), **facts) -> list[Done]:
    told = {"gov_sanction": "admin_warning", **facts}
    return [Done(1, "register", DECIDED, None, told), Done(2, "deliver", on, "7", {})]


def window(book, acts):
    position = replay(book.procedure("execution", DECIDED), book, acts)
    return next(clock for clock in position.clocks if clock.rule == "C-50")


def applied(seq, version=NEW, on=NEW) -> Done:
    return Done(seq, "apply_limit", on, None, {"clock": "C-50", "limit_version": version.isoformat()})


def said(clock) -> list[str]:
    return [say(line) for line in clock.lines]


def test_running_limit_keeps_its_rule_until_the_new_one_is_applied(book):
    acts = delivered(book)

    before, after = window(book, acts), window(book, [*acts, applied(3)])

    assert (before.version, before.due, before.first_due) == (
        date(2018, 3, 20),
        date(2024, 6, 20),
        date(2024, 6, 20),
    )
    assert (after.version, after.due, after.first_due) == (NEW, date(2024, 7, 22), date(2024, 6, 20))
    assert (after.start, after.started_by, after.state) == (date(2024, 5, 20), 2, "running")
    assert said(after) == [
        "改按2024-06-01起施行的规定，自起算日重新推算",
        "05-20起算，首日不计",
        "2个月的对应日07-20",
        "07-20星期六，双休日，顺延至07-22星期一",
    ]


def test_extensions_and_pauses_that_it_has_had_are_added_to_the_new_end(book):
    acts = delivered(book)
    position = replay(book.procedure("execution", DECIDED), book, acts)
    clock = position.running("C-50")
    clock.pauses = [(date(2024, 5, 22), date(2024, 5, 25))]
    clock.extensions = ["10 d"]

    project(position, applied(3))

    assert (clock.due, clock.extensions) == (date(2024, 8, 5), ["10 d"])
    assert said(clock)[3:] == [
        "07-20星期六，双休日，顺延至07-22星期一",
        "原期限07-22届满，自次日接算",
        "自07-23数满10天，至08-01",
        "08-01星期四，工作日，不顺延",
        "05-22至05-25暂停3天，相应延至08-04",
        "08-04星期日，双休日，顺延至08-05星期一",
    ]


def test_limit_that_the_new_rule_no_longer_gives_stops(book):
    clock = window(book, [*delivered(book, has_set_period=True), applied(3)])

    assert (clock.state, clock.stopped_by, clock.stopped_on, clock.version) == (
        "stopped",
        3,
        NEW,
        date(2018, 3, 20),
    )


@pytest.mark.parametrize(
    ("on", "version", "refused"),
    [
        (NEW, NEW, ()),
        (date(2025, 7, 1), NEW, ()),  # late, but still: the version after it takes over nothing
        (NEW - timedelta(days=1), NEW, ("no_new_limit",)),
        (date(2025, 7, 1), date(2025, 6, 1), ("no_new_limit",)),
        (NEW, date(2018, 3, 20), ("no_new_limit",)),
    ],
)
def test_only_the_version_that_takes_over_may_be_applied_and_only_once_it_is_in_force(
    book, on, version, refused
):
    acts = delivered(book)
    position = replay(book.procedure("execution", DECIDED), book, acts)
    wish = Wish("apply_limit", on, PLATFORM, {"clock": "C-50", "limit_version": version})

    assert reasons(position, wish, on, acts) == refused


def test_it_is_applied_once(book):
    acts = [*delivered(book), applied(3)]
    position = replay(book.procedure("execution", DECIDED), book, acts)

    assert reasons(position, Wish("apply_limit", NEW, PLATFORM, applied(4).details), NEW, acts) == (
        "no_new_limit",
    )


def reasons(position, wish, today, acts):
    try:
        judge(position, wish, today, acts)
    except Refused as refusal:
        return tuple(reason.code for reason in refusal.reasons)
    return ()
