"""The words of the lawbook as officers read them: one word for one thing, clean Chinese, an English twin."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pytest

from mingjian.law.entry import Entry, Labelled
from mingjian.law.lawbook import packaged

HAN = r"[\u3400-\u9fff]"
MARKS = r"""[,;:?!()"']"""
# The word that stands instead: 承办, 其他, 登录, 账号, 退回, 更正, 被反映人 or 被审查调查人, 举报人.
FORBIDDEN = (
    "经办", "办理人", "其它", "登陆", "帐号", "打回", "驳回", "勘误", "嫌疑人", "犯人", "问题干部", "告状",
    "非法", "抱歉", "您好", "点击", "不可篡改", "！",
)  # fmt: skip
SAID = {"label", "en", "hint", "hint_en"}


class Word(NamedTuple):
    """A text of the lawbook and where it stands."""

    place: str
    name: str
    text: str


def texts(entry: Any, place: str, name: str = "") -> Iterator[Word]:
    """Every text of an entry."""
    if isinstance(entry, Entry):
        for field in type(entry).model_fields:
            yield from texts(getattr(entry, field), f"{place}.{field}", field)
    elif isinstance(entry, Mapping):
        for key, item in entry.items():
            yield from texts(item, f"{place}.{key}", name)
    elif isinstance(entry, tuple):
        for item in entry:
            yield from texts(item, place, name)
    elif isinstance(entry, str):
        yield Word(place, name, entry)


def labelled(entry: Any, place: str) -> Iterator[tuple[str, Labelled]]:
    """Every entry that people see, however deep."""
    if isinstance(entry, Labelled):
        yield place, entry
    if isinstance(entry, Entry):
        entry = {field: getattr(entry, field) for field in type(entry).model_fields}
    if isinstance(entry, Mapping):
        for key, item in entry.items():
            yield from labelled(item, f"{place}.{key}")
    elif isinstance(entry, tuple):
        for item in entry:
            yield from labelled(item, place)


PLACED = {
    f"{section}/{name}": placed.entry
    for section, found in packaged().sections.items()
    for name, placed in found.items()
}
WORDS = [word for place, entry in PLACED.items() for word in texts(entry, place)]
CHINESE = [word for word in WORDS if re.search(HAN, word.text) and word.name not in ("en", "hint_en")]
LABELLED = [found for place, entry in PLACED.items() for found in labelled(entry, place)]


def broken(pattern: str) -> list[str]:
    """The Chinese texts in which the pattern is found, with their places."""
    return [f"{word.place}: {word.text}" for word in CHINESE if re.search(pattern, word.text)]


def test_chinese_texts_have_no_typed_space():
    assert broken(f"{HAN} +[0-9A-Za-z{HAN[1:-1]}]|[0-9A-Za-z] +{HAN}") == []


def test_chinese_texts_use_chinese_punctuation_and_plain_digits():
    assert broken(f"{HAN}{MARKS}|{MARKS}{HAN}|{HAN}\\.") == []
    assert broken("[０-９Ａ-Ｚａ-ｚ]") == []


def test_labels_and_hints_use_one_word_for_one_thing():
    found = [
        f"{word.place}: {word.text}"
        for word in WORDS
        if word.name in SAID and any(wrong in word.text for wrong in FORBIDDEN)
    ]

    assert found == []


def test_labels_are_chinese_with_an_english_twin_and_no_full_stop():
    assert len(LABELLED) > 1000
    for place, entry in LABELLED:
        assert re.search(HAN, entry.label), place
        assert entry.en.strip() and not re.search(HAN, entry.en), place
        assert not entry.label.endswith(("。", "：", "，")) and not entry.en.endswith((".", ":", ",")), place
        assert entry.label == entry.label.strip() and entry.en == entry.en.strip(), place


def test_english_has_no_contractions():
    wrong = [
        word
        for word in WORDS
        if word.name in ("en", "hint_en") and re.search(r"n['’]t\b|['’](re|ll|ve)\b", word.text)
    ]

    assert wrong == []


def test_every_hint_of_a_form_has_an_english_twin():
    for name, procedure in packaged().entries("procedures").items():
        for key, field in procedure.fields.items():
            place = f"{name} {key}"
            assert (field.hint is None) == (field.hint_en is None), place
            assert field.hint is None or re.search(HAN, field.hint), place
            assert field.hint_en is None or not re.search(HAN, field.hint_en), place
            assert not (field.hint or "").endswith("。"), place


@pytest.mark.parametrize("part", ["fields", "steps", "acts"])
def test_same_chinese_has_the_same_english_in_every_procedure(part):
    twins = defaultdict(set)
    for procedure in packaged().entries("procedures").values():
        for entry in getattr(procedure, part).values():
            twins[entry.label].add(entry.en)

    assert {label: found for label, found in twins.items() if len(found) > 1} == {}


def test_questions_of_yes_and_no_read_as_questions():
    flags = [
        f"{name} {key}: {field.label}"
        for name, procedure in packaged().entries("procedures").items()
        for key, field in procedure.fields.items()
        if field.type == "flag" and "是否" not in field.label
    ]

    assert flags == []


def test_steps_that_are_not_a_way_of_disposal_end_as_concluded():
    ends = [
        f"{name} {key}"
        for name, procedure in packaged().entries("procedures").items()
        for key, step in procedure.steps.items()
        if step.end and "了结" in step.label
    ]

    assert ends == ["lead/2019-01-01 closed"]
