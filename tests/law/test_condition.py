"""Conditions on facts: flags that nobody answered, several values, and how a condition is said."""

from mingjian.law.condition import Condition, branch, holds
from mingjian.law.lawbook import load

WHEN = {"is_signed": True, "content_class": ("appeal", "suggestion")}


def test_condition_holds_when_every_fact_has_a_value_wanted():
    assert holds(WHEN, {"is_signed": True, "content_class": "appeal"})
    assert not holds(WHEN, {"is_signed": True, "content_class": "accusation"})
    assert not holds(WHEN, {"content_class": "appeal"})


def test_condition_takes_an_unanswered_flag_for_no():
    assert holds({"is_repeat": False}, {})
    assert not holds({"is_repeat": True}, {"is_repeat": None})


def test_branch_writes_flags_as_true_and_false_and_codes_as_they_are():
    assert [branch(value) for value in (True, False, None, "close")] == ["true", "false", "false", "close"]


def test_condition_is_said_with_the_labels_of_fields_and_values():
    book = load()
    fields = book.versions("complaint")[0].fields
    condition = Condition(WHEN, fields, book.taxonomy)

    assert condition.say() == "“是否实名”为是且“内容类别”为申诉类或批评建议类"
    assert condition.say("en") == "“Signed” is yes and “Kind of matter” is Appeal or Criticism or suggestion"
