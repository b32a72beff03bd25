"""Editions refuse numbers that no indicator gives."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from mingjian.law import lawbook
from mingjian.law.checks import check
from mingjian.law.edition import Edition
from mingjian.law.slots import Slot, parse, typed_counts
from tests.report.conftest import LAWBOOK, edition

HEAD = {
    "id": "t", "label": "试", "en": "Trial", "kind": "bulletin", "in_force": "2024-01-01", "title": "通报",
    "cite": {"checked": "house"},
}  # fmt: skip


def made(*sentences: object, **more: object) -> Edition:
    return Edition.model_validate(
        {**HEAD, **more, "sections": [{"paragraphs": [{"id": "p", "sentences": list(sentences)}]}]}
    )


def test_parse_finds_words_and_slots_in_order() -> None:
    assert parse("占{form_uses.by_form:1|share}，共{form_uses}。") == (
        "占", Slot("form_uses.by_form", "1", "share"), "，共", Slot("form_uses"), "。",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["立案{Cases}件", "立案{cases_filed", "占{form_uses|percent}"])
def test_parse_refuses_a_brace_that_is_no_slot(text: str) -> None:
    with pytest.raises(ValueError, match="“"):
        parse(text)


@pytest.mark.parametrize(
    "text, typed",
    [
        ("立案37件", ["37"]),
        ("立案３７件", ["３７"]),
        ("占61.5%", ["61.5"]),
        ("立案三十二件", ["三十二件"]),
        ("查处两起问题", ["两起"]),
        ("处分百余人", ["百余人"]),
        ("占百分之三十", ["百分之三十"]),
        ("2023年，依据第24条，落实第二十条和中央八项规定精神", []),
        ("党的二十大和二十届三次全会提出三个区分开来，一起抓", []),
        ("运用第一种形态{form_uses.by_form:1}", []),
        ("拨打12388举报", ["12388"]),
    ],
)
def test_typed_counts_sees_what_looks_like_a_count(text: str, typed: list[str]) -> None:
    assert typed_counts(text) == typed


def test_typed_counts_leaves_declared_names() -> None:
    assert typed_counts("拨打12388举报", ("12388",)) == []


@pytest.mark.parametrize("sentence", ["立案402件", {"open": "共12个", "clauses": ["{cases_filed}"]}])
def test_edition_refuses_a_number_without_an_indicator(sentence: object) -> None:
    with pytest.raises(ValidationError, match="没有指标"):
        made(sentence)


def test_edition_refuses_a_number_in_a_style_word() -> None:
    with pytest.raises(ValidationError, match="没有指标"):
        made("{verb}{cases_filed}", style={"words": {"verb": "立案3件"}})


def test_edition_refuses_a_required_clause_that_needs_what_is_not_built() -> None:
    with pytest.raises(ValidationError, match="可能没有的talks"):
        made("谈话{talks}", needs=["talks"])


def test_unknown_lists_indicators_that_nobody_declared() -> None:
    text = made("立案{cases_filed}", "谈话{talks}?", "复查{reviews}?", needs=["talks"])

    assert text.unknown({"cases_filed"}) == ("reviews",)


def test_is_word_knows_asked_words_and_those_of_the_style() -> None:
    text = made("{verb}{cases_filed}", style={"words": {"verb": "立案"}})

    assert [text.is_word(Slot(name)) for name in ("period", "verb", "rank", "cases_filed")] == [
        True,
        True,
        True,
        False,
    ]


def test_style_words_change_on_their_day(annual: Edition) -> None:
    said = [annual.style.word(Slot("plenum"), day) for day in (date(2023, 1, 9), date(2023, 1, 10))]

    assert said == ["十九届中央纪委六次全会", "二十届中央纪委二次全会"]


def test_house_style_is_laid_over_by_name(s1: Edition) -> None:
    style = s1.style.with_({"words": {"verb": "受理"}, "trailing_zero": True})

    assert (style.words["verb"], style.words["helped"], style.trailing_zero) == ("受理", "批评教育帮助", True)


@pytest.mark.parametrize("name", ["S0", "S1", "S2", "S3", "S4", "annual"])
def test_packaged_editions_load(name: str) -> None:
    assert edition(name).id == name


def test_annual_has_the_outline_of_the_yearly_report(annual: Edition) -> None:
    outline = [(s.heading, sum(1 for p in s.paragraphs if p.lead)) for s in annual.sections if s.heading]

    assert outline == [("一、开展的主要工作", 5), ("二、存在的主要问题", 4), ("三、下步工作打算", 4)]


def test_every_number_of_a_packaged_edition_is_an_indicator_or_declared_as_not_yet_one() -> None:
    book = lawbook.load()

    assert set(book.entries("editions")) == {
        "S0", "S1", "S2", "S3", "S4", "annual", "eight_point", "eight_point_old", "own_cadre", "petitions", "supervision",
    }  # fmt: skip
    assert [str(problem) for problem in check(book) if problem.file.startswith("editions/")] == []


def test_check_names_an_indicator_that_nobody_counts(tmp_path: Path) -> None:
    source = (LAWBOOK / "editions" / "S4.yaml").read_text(encoding="utf-8")
    (tmp_path / "editions").mkdir()
    (tmp_path / "editions" / "S4.yaml").write_text(
        source.replace("{leads_disposed}", "{leads_dropped}"), "utf-8"
    )

    problems = [
        problem for problem in check(lawbook.load(overlay=tmp_path)) if problem.file == "editions/S4.yaml"
    ]

    assert [problem.what for problem in problems] == ["没有名为“leads_dropped”的指标"]
