"""Lamps: words in both languages, shapes, order."""

import pytest
from django.utils import translation

from mingjian.web.shared.lamps import Lamp, lamp

CASES = [
    ({"left": -5}, "overdue", "l-square", "超期5天", "5 days overdue", 1),
    ({"left": -1, "unit": "workday"}, "overdue", "l-square", "超期1个工作日", "1 working day overdue", 1),
    ({"left": 0}, "today", "l-tri", "今日到期", "due today", 2),
    ({"left": 3}, "near", "l-tri", "余3天", "3 days left", 3),
    ({"left": 3, "unit": "workday"}, "near", "l-tri", "余3个工作日", "3 working days left", 3),
    ({"left": 4}, "running", "l-disc", "余4天", "4 days left", 4),
    ({"left": 6, "warn": 6}, "near", "l-tri", "余6天", "6 days left", 3),
    ({"minutes": 320}, "near", "l-tri", "余5小时20分", "5 h 20 min left", 3),
    ({"minutes": -75}, "overdue", "l-square", "超期1小时15分", "1 h 15 min overdue", 1),
    ({"minutes": 3 * 1440}, "near", "l-tri", "余3天", "3 days left", 3),
    ({"paused": "退补", "left": 2}, "paused", "l-bars", "已暂停（退补）", "Paused (退补)", 5),
    ({"paused": ""}, "paused", "l-bars", "已暂停", "Paused", 5),
    (
        {"left": 18, "reference": True},
        "reference",
        "l-ring",
        "参考：余18天",
        "reference only: 18 days left",
        6,
    ),
    (
        {"left": -3, "reference": True},
        "reference",
        "l-ring",
        "参考：超期3天",
        "reference only: 3 days overdue",
        6,
    ),
    ({"left": 0, "done": True}, "done", "l-tick", "按期办结", "done in time", 7),
    ({"left": -2, "done": True}, "done_late", "l-tick", "逾期2天办结", "done 2 days late", 7),
    ({}, "none", "l-dash", "无时限", "No limit", 8),
]


@pytest.mark.parametrize(("given", "kind", "glyph", "chinese", "english", "order"), CASES)
def test_lamp_says_state_in_shape_and_words(given, kind, glyph, chinese, english, order):
    made = lamp(**given)

    assert (made, made.glyph, made.order) == (Lamp(kind, chinese), glyph, order)
    with translation.override("en"):
        assert lamp(**given).words == english


def test_lamp_of_unverified_ground_never_turns_red():
    assert {lamp(left=n, reference=True).kind for n in range(-40, 40)} == {"reference"}


def test_lamp_states_all_differ_without_colour():
    seen = {(made.glyph, made.words) for made in (lamp(**given) for given, *_ in CASES)}

    assert len(seen) == len(CASES) - 1  # three days given in minutes read like three days
