"""Mistakes in the lawbook: one broken file for each, and the sentence with file, line and remedy that it brings."""

from datetime import date
from pathlib import Path

import pytest

from mingjian.law.checks import check
from mingjian.law.entry import in_force
from mingjian.law.lawbook import load, packaged
from mingjian.law.predicate import PREDICATES
from mingjian.law.reading import LawbookError

BROKEN = Path(__file__).parent / "broken"


def said(path: Path) -> list[str]:
    """What the first lines of a broken file say that the loader must say."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("# ") for line in lines if line.startswith(f"# {path.relative_to(BROKEN)}")]


@pytest.mark.parametrize("path", sorted(BROKEN.rglob("*.yaml")), ids=lambda path: path.stem)
def test_mistake_is_named_with_file_line_and_remedy(path, tmp_path):
    target = tmp_path / path.relative_to(BROKEN)
    target.parent.mkdir(parents=True)
    target.write_bytes(path.read_bytes())

    try:
        problems = check(load(overlay=tmp_path))
    except LawbookError as error:
        problems = error.problems

    assert sorted(str(problem) for problem in problems) == sorted(said(path))


def test_packaged_lawbook_has_no_mistake():
    assert check(load()) == []


def test_rules_of_the_program_have_a_known_ground_and_are_named_by_some_act():
    book = packaged()
    named = {
        name
        for version in book.entries("procedures").values()
        for act in version.acts.values()
        for name in act.must
    }

    assert named == set(PREDICATES)
    for rule in PREDICATES.values():
        assert rule.cite.instrument in book.sections["instruments"]


def test_overlay_file_takes_the_place_of_the_packaged_one(tmp_path):
    (tmp_path / "clocks").mkdir()
    text = (Path("src/mingjian/lawbook/clocks/house.yaml")).read_text(encoding="utf-8")
    (tmp_path / "clocks" / "house.yaml").write_text(
        text.replace("length: 5 wd", "length: 3 wd"), encoding="utf-8"
    )

    version = load(overlay=tmp_path).clock("approval_house", date(2023, 1, 1))

    assert version is not None
    assert str(version.length) == "3 wd"


def test_version_in_force_is_the_last_begun_and_not_ended():
    versions = packaged().find("clocks", "C-40").versions

    assert in_force(versions, date(2023, 12, 31)) == versions[0]
    assert in_force(versions, date(2024, 1, 1)) == versions[-1]
    assert in_force(versions, date(2000, 1, 1)) is None


def test_citation_prints_an_article_only_where_it_was_checked():
    book = packaged()

    read = book.clock("C-40", date(2024, 1, 1))
    second_hand = book.clock("C-10", date(2024, 1, 1))
    assert read is not None and book.cite_words(read.cite) == "《纪律处分条例》第四十四条"
    assert second_hand is not None and book.cite_words(second_hand.cite) == "《监督执纪工作规则》"
