"""How names and codes are read: what may be typed for them, and the order of names by pinyin."""

import duckdb
import pytest

from mingjian.web.shared.reading import by_pinyin, places, reading


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("组织部", "zu zhi bu"),
        ("单英（一室）", "dan/chan/shan ying yi shi"),
        ("重庆银行", "zhong/chong qing yin xing/hang"),
        ("吕女士", "lv/lu nv/nu shi"),
        ("A类 3级", "a lei 3 ji"),
        ("Organisation department", ""),
        ("—", ""),
    ],
)
def test_every_reading_may_be_typed(words, heard):
    assert reading(words) == heard


def test_names_stand_in_the_order_of_pinyin_by_the_reading_of_surnames():
    ordered = [
        "丁一",
        "李三",
        "欧阳九",
        "区八",
        "仇六",
        "单五",
        "解丙",
        "尉迟恭",
        "曾七",
        "张四",
        "赵十",
        "𠮷某",
    ]

    assert sorted(sorted(ordered), key=by_pinyin) == ordered


def test_characters_stand_in_the_order_of_the_unicode_standard():
    """The order of pinyin of Unicode CLDR, as the library of the figures has it; every hundredth character."""
    some = list(places())[::100]
    asked = "select word from (select unnest(?) as word) order by icu_sort_key(word, 'zh')"

    assert [word for (word,) in duckdb.connect().execute(asked, [some]).fetchall()] == some
