"""The packaged code lists: typed, labelled in both languages, and tied to the codes that figures count."""

import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from mingjian.law.entry import Cite
from mingjian.law.instrument import Instrument
from mingjian.law.lawbook import packaged
from mingjian.law.reading import read, shape
from mingjian.law.taxonomy import Code, Taxonomy
from mingjian.statistics import codes as counted

LAWBOOK = Path(str(files("mingjian") / "lawbook"))
PATHS = sorted((LAWBOOK / "taxonomies").glob("*.yaml"))
LISTS = {path.stem: shape(Taxonomy, read(path, path.name)) for path in PATHS}
INSTRUMENTS = {
    entry.id: entry
    for path in (LAWBOOK / "instruments").glob("*.yaml")
    for entry in [shape(Instrument, read(path, path.name))]
}

SIX_DISCIPLINES = {"political", "organisational", "integrity", "mass", "work", "life"}
# The codes of the plain statistical ledger, and those of them that no code of the list stands for.
FACTS: dict[str, tuple[set[str], set[str]]] = {
    "channel": ({"letter", "visit", "phone", "network", "other"}, set()),
    "complaint_origin": ({"self", "superior"}, set()),
    "content_class": (
        {"accusation", "appeal", "suggestion", "out_of_scope", "no_substance"},
        {"no_substance"},  # an accusation that is not accepted: list not_accepted_ground
    ),
    "outcome": (
        {"substantiated", "mostly_substantiated", "partly_substantiated", "unsubstantiated", "unverifiable", "other"},
        set(),
    ),
    "discipline": (SIX_DISCIPLINES | {"duty_unlawful", "duty_crime", "other_unlawful"}, set()),
    "disposal_way": ({"talk_inquiry", "prelim_verification", "hold", "close"}, set()),
    "lead_origin": (
        {"petition", "supervision", "inspection", "superior", "audit", "judicial", "case", "own", "other"},
        set(),
    ),
    "party_sanction": (
        {"warning", "serious_warning", "removal_from_party_posts", "probation_in_party", "expulsion"},
        set(),
    ),
    "gov_sanction": ({"warning", "demerit", "major_demerit", "demotion", "removal", "dismissal"}, set()),
    "organisational_measure": (
        {"suspension", "transfer", "ordered_resignation", "removal_from_post", "demotion", "other"},
        set(),
    ),
    "form": ({"1", "2", "3", "4"}, set()),
    "form_item": ({"1", "2", "3", "4"}, set()),
    "rank_class": ({"provincial", "bureau", "county", "township", "general", "other"}, set()),
    "level": ({"country", "province", "city", "county", "township", "own", "group"}, set()),
    "finding_origin": (set(counted.FINDING_ORIGIN), set()),
    "letter_kind": (set(counted.LETTER_KIND), set()),
    "style_type": (set(counted.STYLE_TYPE), {f"N{number}" for number in range(1, 10)}),
    "style_level": (set(counted.STYLE_LEVEL), set()),
    "check_line": ({"political_check", "daily_check", "responsibility_check"}, set()),
    "education_kind": (
        {"warning_meeting", "film", "test", "court_hearing", "visit", "study_session", "culture"}, set()
    ),
    "rule_category": ({"political_rule", "rule"}, set()),
}  # fmt: skip


def codes() -> list[tuple[str, Code]]:
    return [(f"{name}.{code}", entry) for name, codes in LISTS.items() for code, entry in codes.codes.items()]


def cites() -> list[tuple[str, Cite, date]]:
    own = [(name, entry.cite, entry.in_force) for name, entry in LISTS.items()]
    begun = {name: entry.in_force for name, entry in LISTS.items()}
    return own + [
        (name, code.cite, code.since or begun[name.split(".")[0]]) for name, code in codes() if code.cite
    ]


@pytest.mark.parametrize("name", FACTS)
def test_codes_that_are_counted_are_exactly_those_of_facts(name: str) -> None:
    expected, without = FACTS[name]
    assert {LISTS[name].fact(code) for code in LISTS[name].codes} == expected - without


def test_no_other_list_names_a_code_of_facts() -> None:
    """Beside those of facts themselves only lists behind a column that `lawbook/facts` fills."""
    book = packaged()
    filled = {
        book.code_lists(kind).get(source)
        for kind, entry in book.entries("facts").items()
        for row in entry.rows
        for source in row.values.values()
        if isinstance(source, str)
    }
    named = {name.split(".")[0] for name, code in codes() if code.fact is not None}
    assert named <= FACTS.keys() | filled


def test_a_fact_code_is_written_only_where_it_differs() -> None:
    assert [name for name, code in codes() if code.fact == name.split(".")[1]] == []


def test_results_of_checking_are_counted_as_the_ledger_says() -> None:
    outcome = LISTS["outcome"]
    assert {code: outcome.fact(code) for code in outcome.codes} == {
        "true": "substantiated",
        "mostly_true": "mostly_substantiated",
        "partly_true": "partly_substantiated",
        "untrue": "unsubstantiated",
        "cannot_verify": "unverifiable",
        "false_accusation": "unsubstantiated",
        "mistaken_report": "unsubstantiated",
        "no_longer_needed": "other",
    }


def test_labels_are_chinese_without_spaces_and_twins_are_english() -> None:
    labelled = [*LISTS.items(), *codes()]
    wrong = [
        name for name, entry in labelled
        if re.search(r"\s", entry.label) or not re.search(r"[一-鿿]", entry.label)
        or re.search(r"[一-鿿]", entry.en)
        or not (entry.en[0].isupper() or name.startswith("measure_word."))  # words that stand behind a number
    ]  # fmt: skip
    assert wrong == []


def test_hints_have_no_typed_spaces() -> None:
    assert [name for name, code in codes() if code.hint and re.search(r"\s", code.hint)] == []


def test_no_label_stands_twice_in_a_list() -> None:
    twice = {
        name: [code.label for code in entry.codes.values()]
        for name, entry in LISTS.items()
        if name != "room"  # nobody chooses from it: it says which rooms stand together
        if len({code.label for code in entry.codes.values()}) < len(entry.codes)
        or len({code.en for code in entry.codes.values()}) < len(entry.codes)
    }
    assert twice == {}


def test_every_ground_is_an_instrument_of_the_lawbook_in_force_on_the_day() -> None:
    wrong = [
        (name, cite.instrument) for name, cite, day in cites()
        if cite.instrument and not (cite.instrument in INSTRUMENTS and INSTRUMENTS[cite.instrument].holds(day))
    ]  # fmt: skip
    assert wrong == []


def test_the_measures_of_2025_cannot_be_chosen_before() -> None:
    measure = LISTS["measure"]
    before, after = measure.on(date(2025, 5, 31)), measure.on(date(2025, 6, 1))
    assert [name for name in after if name not in before] == [
        "compulsory_attendance",
        "ordered_await",
        "protective_custody",
        "confinement",
    ]
    assert "detention" in before


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("party_sanction", ["警告", "严重警告", "撤销党内职务", "留党察看", "开除党籍"]),
        ("gov_sanction", ["警告", "记过", "记大过", "降级", "撤职", "开除"]),
        ("disposal_way", ["谈话函询", "初步核实", "暂存待查", "予以了结"]),
        ("channel", ["来信", "来访", "网络举报", "来电", "其他"]),
    ],
)
def test_a_list_keeps_the_order_of_the_law(name: str, expected: list[str]) -> None:
    assert [code.label for code in LISTS[name].on(date(2023, 3, 1)).values()] == expected


def test_the_first_form_has_two_ways_of_closing_and_twelve_measures() -> None:
    names = list(LISTS["first_form_measure"].codes)
    assert (names[:2], len(names[2:])) == (["closed_after_inquiry", "closed_after_verification"], 12)


def test_every_list_that_the_procedures_ask_for_is_there() -> None:
    asked = {
        "accountability_way", "appeal_kind", "appeal_outcome", "case_outcome", "case_track", "channel",
        "clarification_form", "complaint_origin", "content_class", "department_role", "discipline",
        "disposal_way", "document_kind", "duty", "first_form_measure", "form", "gov_sanction",
        "inquiry_outcome", "intercession_kind", "lead_origin", "level", "link", "measure",
        "not_accepted_ground", "notice_way", "organisational_measure", "outcome", "party_sanction",
        "person_role", "post", "rank_class", "recusal_ground", "secrecy", "supervised_kind", "trial_return",
        "unit_kind", "verification_route",
    }  # fmt: skip
    assert asked - LISTS.keys() == set()


@pytest.mark.parametrize(("name", "lightest", "gravest"), [
    ("party_sanction", "party_warning", "expulsion"),
    ("gov_sanction", "admin_warning", "admin_dismissal"),
    ("probation_term", "one_year", "two_years"),
])  # fmt: skip
def test_lists_by_gravity_run_from_the_lightest_to_the_gravest(name, lightest, gravest):
    listed = LISTS[name]

    assert listed.by_gravity
    assert (next(iter(listed.codes)), list(listed.codes)[-1]) == (lightest, gravest)
    assert listed.is_graver(gravest, lightest)
    assert not listed.is_graver(lightest, gravest)
    assert not listed.is_graver(gravest, gravest)


@pytest.mark.parametrize("name", ["party_sanction", "gov_sanction"])
def test_figures_weigh_sanctions_in_the_same_order(name):
    """The gravest decision by which a person is counted follows the order by which a review is judged."""
    (version,) = packaged().find("indicators", "persons_sanctioned").versions
    weights = version.breakdowns["by_rank"].gravest[name]

    ordered = [weights[LISTS[name].fact(code)] for code in LISTS[name].codes]
    assert ordered == sorted(set(ordered))
