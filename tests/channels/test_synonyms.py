"""The declared synonyms hold together and with the lawbook's code lists."""

from collections import Counter

import pytest

from mingjian.channels.synonyms import CODED, Words, _read, field_of, heading_form, headings, word_form
from mingjian.law.lawbook import load

BOOK = load()
WORDS = Words(BOOK)


def test_no_heading_means_two_fields():
    forms = Counter(
        form for item in headings().values() for form in {heading_form(word) for word in item.words}
    )

    assert [form for form, count in forms.items() if count > 1] == []


def test_every_code_of_the_words_is_in_the_lawbook():
    declared = _read("words.yaml")

    for field, taxonomy in CODED.items():
        assert set(declared[field]) <= set(BOOK.taxonomy(taxonomy).codes), field
    for word, facts in declared["source"].items():
        assert facts["origin"] in BOOK.taxonomy("complaint_origin").codes, word
        assert set(facts) <= {"origin", "is_assigned_from_above", "is_from_petition_bureau"}, word


def test_no_word_means_two_codes_of_a_field():
    declared = _read("words.yaml")

    for field in (*CODED, "is_signed", "is_repeat", "is_own_cadre"):
        words = [word_form(word) for said in declared[field].values() for word in said]
        assert [word for word, count in Counter(words).items() if count > 1] == [], field
        for code, label in WORDS.labels.get(field, {}).items():
            assert WORDS.code(field, label) == code, label


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("收到日期", "received_on"), ("来信时间", "received_on"), (" 登 记 时 间 ", "received_on"), ("收到日期（年月日）", "received_on"), ("*渠道：", "channel"),
        ("初（重）信访", "is_repeat"), ("联系方式(电话)", "contact"), ("被反映人\n姓名", "accused"), ("处理结果", "result"), ("承办部门", None), ("单位", "accused_unit"),
        ("举报人单位", "reporter_employer"), ("", None),
    ],
)  # fmt: skip
def test_heading_is_known_however_it_is_set(heading, field):
    assert field_of(heading) == field


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("属实", ["true"]), ("不属实。", ["untrue"]), ("经查，反映问题部分属实，给予党内警告处分", ["partly_true"]), ("经核查不属实，予以了结。", ["untrue"]),
        ("予以了结", ["no_longer_needed"]), ("结论：查无实据", ["cannot_verify"]), ("未发现属实情况", []), ("经核查，未发现反映问题属实", []), ("查实", ["true"]),
        ("经查实", []), ("已转办", []), ("基本属实；不属实", ["mostly_true", "untrue"]), ("", []),
    ],
)  # fmt: skip
def test_result_is_read_from_whole_clauses_only(text, codes):
    assert WORDS.outcomes(text) == codes


def test_words_are_found_with_and_without_brackets():
    assert WORDS.code("channel", "来信（邮寄）") == "letter"
    assert WORDS.code("rank_class", "村（社区）干部") == "other"
    assert WORDS.code("channel", "12388") == "phone"
    assert WORDS.code("channel", "托人带话") is None
    assert WORDS.source("上级交办") == {"origin": "superior", "is_assigned_from_above": True}
