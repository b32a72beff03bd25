"""The packaged instruments: every one that the references name, with the days on which its texts came into force."""

import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from mingjian.law.instrument import Instrument, article_words
from mingjian.law.reading import read, shape

PATHS = sorted(Path(str(files("mingjian") / "lawbook" / "instruments")).glob("*.yaml"))
ALL = {path.stem: shape(Instrument, read(path, path.name)) for path in PATHS}


def test_a_file_is_named_for_the_instrument_in_it() -> None:
    assert {stem: entry.id.lower() for stem, entry in ALL.items()} == {stem: stem for stem in ALL}


def test_every_instrument_of_the_references_is_there() -> None:
    named = [
        "JDZJ", "JJKG", "JCF", "JCTL", "ZWCF", "JCG", "CFTL", "CFQX", "ZZCL", "WZTL", "DNJD", "QLBZ",
        "JWTL", "PZGZ", "XSTL", "DZ", "XFTL", "GWY", "XS", "GQCF", "TJ2016", "AJJC1994",
    ]  # fmt: skip
    assert [name for name in named if name.lower() not in ALL] == []


def test_labels_are_chinese_without_spaces_and_names_are_told_apart() -> None:
    wrong = [
        entry.id for entry in ALL.values()
        if re.search(r"\s", entry.label + entry.short) or not re.search(r"[一-鿿]", entry.short)
        or re.search(r"[一-鿿]", entry.en) or "《" in entry.label + entry.short
    ]  # fmt: skip
    assert wrong == []
    assert (
        len({entry.short for entry in ALL.values()}) == len({entry.en for entry in ALL.values()}) == len(ALL)
    )


def test_dates_follow_each_other() -> None:
    wrong = [
        entry.id
        for entry in ALL.values()
        for days in [[entry.in_force, *(amendment.in_force for amendment in entry.amended)]]
        if days != sorted(set(days)) or any(a.adopted and a.adopted > a.in_force for a in entry.amended)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "in_force", "amended"),
    [
        ("jdzj", date(2019, 1, 1), []),
        ("jjkg", date(2020, 1, 21), []),
        ("jcf", date(2018, 3, 20), [(date(2025, 6, 1), True)]),
        ("jctl", date(2021, 9, 20), [(date(2025, 6, 1), True)]),
        ("zwcf", date(2020, 7, 1), []),
        ("cftl", date(2018, 10, 1), [(date(2024, 1, 1), True)]),
        ("xstl", date(2015, 8, 3), [(date(2024, 2, 8), True)]),
        ("xftl", date(2022, 5, 1), []),
    ],
)
def test_texts_came_into_force(name: str, in_force: date, amended: list[tuple[date, bool]]) -> None:
    entry = ALL[name]
    assert (entry.in_force, [(later.in_force, later.renumbered) for later in entry.amended]) == (
        in_force,
        amended,
    )


def test_what_nobody_has_read_says_so() -> None:
    assert sorted(entry.id for entry in ALL.values() if entry.checked == "unverified") == [
        "BXGD", "DZ", "DZCF", "GWY", "WZTL", "ZTZR", "ZZCL",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("article", "words"),
    [(5, "第五条"), (10, "第十条"), (24, "第二十四条"), (100, "第一百条"), (105, "第一百零五条"), (111, "第一百一十一条"),
     ("24", "第二十四条"), ("五十五之一", "第五十五之一条")],
)  # fmt: skip
def test_article_words(article: int | str, words: str) -> None:
    assert article_words(article) == words
