"""The words of the lawbook as officers read them: one word for one thing, clean Chinese, an English twin."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import pytest

from mingjian.law.entry import Entry, Hinted, Labelled, Noted, whoever
from mingjian.law.lawbook import packaged
from mingjian.law.refusal import Refusal

HAN = r"[\u3400-\u9fff]"
MARKS = r"""[,;:?!()"']"""
# The word that stands instead: 承办, 其他, 登录, 账号, 退回, 更正, 被反映人 or 被审查调查人, 举报人.
FORBIDDEN = (
    "经办", "办理人", "其它", "登陆", "帐号", "打回", "驳回", "勘误", "嫌疑人", "犯人", "问题干部", "告状",
    "非法", "抱歉", "您好", "点击", "不可篡改", "！",
)  # fmt: skip
SAID = {"label", "en", "hint", "hint_en"}
ENGLISH = ("en", "hint_en", "note_en")


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


def of_kind(kind: type[Entry], entry: Any, place: str) -> Iterator[tuple[str, Any]]:
    """Every entry of a kind (what has a label, a hint, a note), however deep."""
    if isinstance(entry, kind):
        yield place, entry
    if isinstance(entry, Entry):
        entry = {field: getattr(entry, field) for field in type(entry).model_fields}
    if isinstance(entry, Mapping):
        for key, item in entry.items():
            yield from of_kind(kind, item, f"{place}.{key}")
    elif isinstance(entry, tuple):
        for item in entry:
            yield from of_kind(kind, item, place)


PLACED = {
    f"{section}/{name}": placed.entry
    for section, found in packaged().sections.items()
    for name, placed in found.items()
}
WORDS = [word for place, entry in PLACED.items() for word in texts(entry, place)]
CHINESE = [word for word in WORDS if re.search(HAN, word.text) and word.name not in ENGLISH]
LABELLED = [found for place, entry in PLACED.items() for found in of_kind(Labelled, entry, place)]


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
        word for word in WORDS if word.name in ENGLISH and re.search(r"n['’]t\b|['’](re|ll|ve)\b", word.text)
    ]

    assert wrong == []


@pytest.mark.parametrize(("kind", "name", "least"), [(Hinted, "hint", 250), (Noted, "note", 400)])
def test_every_hint_and_note_has_an_english_twin(kind, name, least):
    """Hints of fields and codes, notes of figures, shortfalls, instruments and grounds; a full stop in both or in neither."""
    found = [one for place, entry in PLACED.items() for one in of_kind(kind, entry, place)]
    written = [(place, getattr(entry, name), getattr(entry, f"{name}_en")) for place, entry in found]
    written = [(place, said, twin) for place, said, twin in written if said is not None or twin is not None]

    assert len(written) > least
    for place, said, twin in written:
        assert said and twin, place
        assert re.search(HAN, said) and not re.search(f"{HAN}|[，。；：（）]", twin), place
        assert said.endswith("。") == (twin.endswith(".") and not twin.endswith("etc.")), place


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


def test_a_refusal_names_in_a_sentence_whoever_may_do_it():
    """Posts of which there is one bear another article than those of which there are several."""
    book = packaged()
    named = whoever(book.power(power) for power in ("handler", "dept_member", "commission_officer"))

    refusal = Refusal(
        "power", {"act": book.procedure("lead", date(2023, 1, 1)).acts["propose_disposal"], "holder": named}
    )

    assert refusal.say("zh") == "“提出处置意见”由承办人／承办部门（室）人员／本机关工作人员办理。"
    assert refusal.say("en") == (
        "“Propose disposal” is done by the handler or an officer of the handling department or any officer of the commission."
    )
