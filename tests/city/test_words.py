"""Posts and themes of the demo city fit the units that they stand beside."""

from random import Random

import pytest

from mingjian.city.words import HEADS, Words, vocabulary
from mingjian.city.working import texts, theme_at


def test_a_post_is_one_that_such_a_unit_has() -> None:
    words = Words(Random(7))
    drawn = [words.subject(county) for county in (None, "云溪县", "望河区") for _ in range(300)]
    posts = {(one.unit, one.post) for one in drawn}
    assert not [unit for unit, post in posts if post in ("局长", "副局长") and not unit.endswith("局")]
    assert not [unit for unit, post in posts if post == "镇长" and not unit.endswith("镇")]
    assert not [unit for unit, post in posts if "董事长" in post and not unit.endswith(("集团", "公司"))]


@pytest.mark.parametrize("kind", ["government", "soe", "hospital", "school"])
def test_the_first_and_third_post_of_a_unit_of_the_city_are_its_heads(kind: str) -> None:
    county = vocabulary()["posts"][kind]["county"]
    assert [post in HEADS for post in county] == [True, False, True, False]


def test_what_is_checked_is_a_business_of_the_unit() -> None:
    themes = texts("checks")
    at = {theme[0]: theme_at(theme, "临江市实验中学") for theme in themes}
    assert at["惠农补贴发放"][0] == "校园食堂管理"
    assert at["校园食堂管理"] == themes[4]
    assert at["医药购销"][2] == themes[3][2]  # the method drawn stays
