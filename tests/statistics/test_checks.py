"""The packaged indicators name only what exists; one broken indicator for every possible mistake."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from mingjian.law.indicator import Indicator
from mingjian.law.lawbook import load
from mingjian.statistics.checks import check, check_codes
from tests.figures.indicators import packaged_indicators

RULE: dict[str, Any] = {
    "in_force": "2023-01-01",
    "cite": {"checked": "house"},
    "table": "cases",
    "date": "filed_on",
    "unit": "件",
}
EXAMPLE = {"period": "2023", "facts": {}, "figures": {}}


def indicator(**changes: Any) -> Indicator:
    version = {**RULE, **changes}
    return Indicator.model_validate(
        {"label": "某数", "en": "A figure", "note": "口径", "versions": [version], "example": EXAMPLE}
    )


def rate(**changes: Any) -> Indicator:
    version = {"in_force": "2023-01-01", "cite": {"checked": "house"}, "of": "one", "to": "one", **changes}
    return Indicator.model_validate(
        {"label": "某率", "en": "A rate", "note": "口径", "versions": [version], "example": EXAMPLE}
    )


def test_check_finds_nothing_in_the_packaged_indicators() -> None:
    assert check(packaged_indicators()) == []


@pytest.mark.parametrize(
    ("changes", "mistake"),
    [
        ({"table": "case"}, "没有名为“case”的事实表"),
        ({"date": "rank_class"}, "“rank_class”不是事实表“cases”归入期间的日期"),
        ({"counts": "people"}, "事实表“cases”没有“people”一列"),
        ({"needs": ["rank"]}, "事实表“cases”没有“rank”一列"),
        ({"where": {"is_chief": 1}}, "事实表“cases”没有“is_chief”一列"),
        ({"where": {"is_bribe_giver": "yes"}}, "“is_bribe_giver”没有“yes”这一类"),
        ({"where": {"rank_class": ["county", "city"]}}, "“rank_class”没有“city”这一类"),
        ({"excludes": "two"}, "没有名为“two”的指标"),
        ({"identities": [{"at_most": "two"}]}, "没有名为“two”的指标"),
        ({"identities": [{"adds_up": "by_rank"}]}, "核对关系所说的分项“by_rank”不存在"),
        (
            {"led_to": {"table": "sanction", "column": "case", "date": "decided_on"}},
            "没有名为“sanction”的事实表",
        ),
        ({"breakdowns": {"by_lead": {"by": "lead"}}}, "分项“by_lead”的列“lead”没有类别；请在codes中列出"),
        (
            {"breakdowns": {"by_rank": {"by": "rank_class", "gravest": {"is_bribe_giver": {"2": 1}}}}},
            "分项“by_rank”“is_bribe_giver”没有“2”这一类",
        ),
    ],
)
def test_check_names_the_mistake(changes: dict[str, Any], mistake: str) -> None:
    assert check({"one": indicator(**changes)}) == [f"指标“one”（2023-01-01起）：{mistake}"]


@pytest.mark.parametrize(
    ("changes", "mistakes"),
    [
        ({"of": "two"}, ["没有可作分子分母的指标“two”"]),
        ({"of": "one.by_rank:county"}, ["“one”没有分项“by_rank”"]),
        ({"breakdowns": ["by_rank"]}, ["“one”没有分项“by_rank”"] * 2),
    ],
)
def test_check_names_the_mistake_of_a_rate(changes: dict[str, Any], mistakes: list[str]) -> None:
    found = check({"one": indicator(), "rate": rate(**changes)})

    assert found == [f"指标“rate”（2023-01-01起）：{mistake}" for mistake in mistakes]


def test_indicator_versions_stand_in_order_of_their_days() -> None:
    later, earlier = {**RULE, "in_force": "2024-01-01"}, RULE

    with pytest.raises(ValueError, match="versions 须按 in_force 先后排列"):
        Indicator.model_validate(
            {
                "label": "某数",
                "en": "A figure",
                "note": "口径",
                "versions": [later, earlier],
                "example": EXAMPLE,
            }
        )


def test_identity_says_one_thing() -> None:
    with pytest.raises(ValueError, match="一条核对关系只能写"):
        indicator(identities=[{"adds_up": "by_rank", "at_most": "one"}])


def test_every_code_that_is_counted_has_a_code_of_facts() -> None:
    assert check_codes(load()) == []


def test_code_that_would_be_counted_nowhere_is_named(tmp_path) -> None:
    (tmp_path / "taxonomies").mkdir()
    packaged = Path(str(files("mingjian") / "lawbook" / "taxonomies" / "channel.yaml")).read_text("utf-8")
    drum = packaged + "  drum: {label: 击鼓, en: Drum}\n"
    (tmp_path / "taxonomies" / "channel.yaml").write_text(drum, "utf-8")

    assert check_codes(load(overlay=tmp_path)) == ["代码表“channel”的“drum”没有统计代码；请写明fact"]
