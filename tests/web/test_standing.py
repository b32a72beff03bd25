"""What a reader sees of a person's right when its time is over: it has passed, and no officer was late."""

from datetime import date, timedelta

import pytest

from mingjian.law.lawbook import packaged
from mingjian.law.running import Running
from mingjian.ledger.models import Matter
from mingjian.web.desk import clocks

BOOK, DUE, LATER = packaged(), date(2023, 4, 3), date(2023, 6, 1)
OPEN, ENDED = Matter(closed_on=None), Matter(closed_on=date(2023, 3, 20))


def running(rule, due=DUE):
    version = BOOK.find("clocks", rule).versions[0].in_force
    return Running(rule, version, 1, due - timedelta(days=30), due, due)


def words(clock, today):
    return clocks.lamp_of(clock, BOOK, today).words


@pytest.mark.parametrize("rule", ["accountability_appeal", "C-50", "C-58", "letter_objection"])
def test_right_whose_time_is_over_has_passed_and_is_never_late(rule):
    appeal, late = running(rule), running(rule)
    late.stop(9, LATER)

    assert (words(appeal, LATER), words(late, LATER)) == ("期限已过", "期限已过")
    assert "期限已过" not in words(appeal, DUE)
    assert clocks.lamp_of(appeal, BOOK, LATER).kind == "done"


def test_task_left_undone_is_late():
    assert words(running("accountability_execution_house"), LATER) == "超期59天"


def test_ended_matter_has_ended_whatever_right_has_passed():
    appeal = running("accountability_appeal")

    said = [clocks.standing(appeal, matter, BOOK, LATER).words for matter in (ENDED, OPEN)]
    assert said == ["已办结", "期限已过"]
    assert clocks.standing(appeal, ENDED, BOOK, DUE).words == "参考：今日到期"


def test_task_leads_before_a_right_that_has_passed():
    appeal, task = running("accountability_appeal"), running("accountability_execution_house", LATER)

    assert clocks.most_urgent([appeal, task], BOOK, LATER) is task
    assert clocks.most_urgent([appeal], BOOK, LATER) is appeal
