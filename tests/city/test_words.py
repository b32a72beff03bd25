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


def test_what_is_said_of_somebody_he_can_have_done_there() -> None:
    words = Words(Random(3))
    said = [
        words.allegation(words.subject(county)) for county in (None, "云溪县", "望河区") for _ in range(400)
    ]
    where = {
        theme: {one.subject.unit for one in said if one.theme == theme}
        for theme in ("低保办理优亲厚友", "侵占集体资金")
    }

    assert all(
        any(place in unit for place in ("民政", "镇", "乡", "街道")) for unit in where["低保办理优亲厚友"]
    )
    assert where["侵占集体资金"] and all(unit.endswith("村") for unit in where["侵占集体资金"])
    assert {one.subject.rank_class for one in said if one.theme == "不如实报告个人事项"} == {"county"}
    assert {one.behaviour[:4] for one in said if not one.subject.is_member} <= {"duty"}
