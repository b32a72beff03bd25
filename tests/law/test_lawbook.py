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


SAMPLE = """
kind: sample
label: 样例
en: Sample
in_force: {year}-01-01
cite: {{checked: house}}
{moves}
acts:
  register: {{label: 登记, en: Register, from: new, by: case_manager, to: {first}, cite: {{checked: house}}}}
  close: {{label: 办结, en: Close, from: {first}, by: case_manager, to: done, cite: {{checked: house}}}}
steps:
  {first}: {{label: 等待, en: Waiting, clock: approval_house, due: close}}
  done: {{label: 办结, en: Done, end: true}}
"""


def test_matters_of_every_version_since_the_last_move_need_a_step_to_go_to(tmp_path):
    (tmp_path / "procedures" / "sample").mkdir(parents=True)
    moves = {2022: "open_matters: {move: {two: three}}"}
    for year, first in ((2020, "one"), (2021, "two"), (2022, "three")):
        text = SAMPLE.format(year=year, first=first, moves=moves.get(year, ""))
        (tmp_path / "procedures" / "sample" / f"{year}-01-01.yaml").write_text(text, encoding="utf-8")

    assert [str(problem) for problem in check(load(overlay=tmp_path))] == [
        "procedures/sample/2022-01-01.yaml 第7行：旧版环节“one”没有写明转到哪里；每个旧环节都须写明。"
    ]


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
        assert rule.cite.checked == "house" or rule.cite.instrument in book.sections["instruments"]


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


def test_no_single_person_decides_a_sanction():
    """S-07: every chain of every approval of a sanction has a body in it, which enters with its paper and two officers."""
    book = packaged()
    bound = book.bound("case", date(2020, 7, 1))
    deciding = [act for act in bound.acts.values() if act.sets.get("case_outcome") == "sanctioned"]
    versions = [version for act in deciding for version in book.find("approvals", act.approval).versions]
    chains = [
        chain
        for version in versions
        for chain in (version.chain, *(item.chain for item in version.exceptions))
    ]

    assert len(deciding) >= 4
    assert [chain for chain in chains if not any(book.power(name).outside for name in chain)] == []


def test_each_kind_has_a_sign_of_its_own():
    """Two kinds with one sign would give two matters one number."""
    signs = {entry.kind: entry.sign for entry in packaged().entries("procedures").values() if entry.sign}

    assert len(set(signs.values())) == len(signs)
