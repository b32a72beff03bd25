"""How names and codes are read: what may be typed for them, and the order of names by pinyin."""

import pytest

from mingjian.web.shared.reading import by_pinyin, reading


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("组织部", "zu zhi bu/pou"),
        ("单英（一室）", "dan/chan/shan ying/yang yi shi"),
        ("重庆银行", "zhong/chong/tong qing yin xing/hang/heng"),
        ("吕女士", "lv/lu nv/ru/nu shi"),
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
        "区八",
        "欧阳九",
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
