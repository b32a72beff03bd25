"""Where counting goes wrong: a dozen rows each, and the whole table they must give."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from mingjian.statistics.compute import figures
from mingjian.statistics.engine import Facts
from mingjian.statistics.identities import Failure, failures, fallen, may_fall
from mingjian.statistics.period import parse
from mingjian.statistics.plan import UnknownFigure, known_ids
from mingjian.statistics.records import Lack, lacking, records
from mingjian.statistics.scope import scope
from tests.figures.indicators import packaged_indicators

Row = dict[str, Any]
UNITS = [{"id": "city", "name": "甲市", "level": "city"}, {"id": "k", "parent": "city", "level": "county"}]


def facts_of(**tables: list[Row]) -> Facts:
    rows = {name: [{"unit": "city", **row} for row in table] for name, table in tables.items()}
    return Facts({"units": UNITS, **rows})


def values(facts: Facts, period: str, *ids: str) -> dict[str, Any]:
    found = figures(packaged_indicators(), facts, scope=None, period=parse(period), ids=ids or None)
    return {name: figure.value for name, figure in found.items()}


def above_zero(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value}


def test_repeated_and_joined_reports_are_received_each_and_concluded_once() -> None:
    shared = {"channel": "letter", "origin": "self", "content_class": "accusation", "is_signed": 1}
    done = {"outcome": "substantiated", "concluded_on": "2023-03-20"}
    facts = facts_of(
        petitions=[
            {**shared, "id": "p1", "received_on": "2023-01-05", "is_repeat": 0, **done},
            {**shared, "id": "p2", "received_on": "2023-02-05", "is_repeat": 1, "joined_to": "p1", **done},
            {**shared, "id": "p3", "received_on": "2023-03-05", "is_repeat": 1, "joined_to": "p1", **done},
            {**shared, "id": "p4", "received_on": "2023-03-06", "is_repeat": 0},
            {"id": "p5", "received_on": "2022-12-31", "concluded_on": "2023-03-31", "outcome": "other"},
        ]
    )

    found = values(
        facts,
        "2023Q1",
        "petitions_received",
        "petitions_accusation",
        "petitions_accusation.by_repeat",
        "petitions_concluded",
        "petitions_concluded.by_outcome",
    )

    assert above_zero(found) == {
        "petitions_received": 4,
        "petitions_accusation": 4,
        "petitions_accusation.by_repeat:first": 2,
        "petitions_accusation.by_repeat:repeat": 2,
        "petitions_concluded": 2,
        "petitions_concluded.by_outcome:substantiated": 1,
        "petitions_concluded.by_outcome:other": 1,
    }


def test_person_with_both_sanctions_counts_once_and_in_both() -> None:
    facts = facts_of(
        sanctions=[
            {
                "id": "s1",
                "person": "a",
                "decided_on": "2023-02-01",
                "party_sanction": "expulsion",
                "rank_class": "other",
            },
            {
                "id": "s2",
                "person": "a",
                "decided_on": "2023-02-08",
                "gov_sanction": "dismissal",
                "rank_class": "other",
            },
            {
                "id": "s3",
                "person": "b",
                "decided_on": "2023-02-08",
                "party_sanction": "warning",
                "gov_sanction": "demerit",
                "rank_class": "general",
            },
            {
                "id": "s4",
                "person": "c",
                "decided_on": "2023-02-08",
                "party_sanction": "warning",
                "rank_class": "general",
            },
        ]
    )

    found = values(
        facts,
        "2023",
        "persons_sanctioned",
        "party_sanctioned",
        "gov_sanctioned",
        "persons_sanctioned.by_rank",
    )

    assert above_zero(found) == {
        "persons_sanctioned": 3,
        "party_sanctioned": 3,
        "gov_sanctioned": 2,
        "persons_sanctioned.by_rank:general": 2,
        "persons_sanctioned.by_rank:other": 1,
    }
    assert records(
        packaged_indicators(), facts, "persons_sanctioned.by_rank:other", scope=None, period=parse("2023")
    ) == ["s2"]


@pytest.mark.parametrize(
    ("first", "second", "rank"),
    [
        (("expulsion", "2023-01-10", "county"), ("warning", "2023-05-10", "township"), "county"),
        (("warning", "2023-01-10", "county"), ("expulsion", "2023-05-10", "township"), "township"),
        (("warning", "2023-01-10", "county"), ("warning", "2023-05-10", "township"), "township"),
        (("warning", "2023-05-10", "township"), ("warning", "2023-05-10", "county"), "county"),
    ],
)
def test_person_has_one_rank_the_gravest_decisions_else_the_latest(
    first: Any, second: Any, rank: str
) -> None:
    facts = facts_of(
        sanctions=[
            {
                "id": f"s{number}",
                "person": "a",
                "party_sanction": sanction,
                "decided_on": day,
                "rank_class": rank_class,
            }
            for number, (sanction, day, rank_class) in enumerate((first, second))
        ]
    )

    found = values(facts, "2023", "persons_sanctioned", "persons_sanctioned.by_rank")

    assert above_zero(found) == {"persons_sanctioned": 1, f"persons_sanctioned.by_rank:{rank}": 1}


def test_gravity_compares_party_and_governmental_sanctions() -> None:
    facts = facts_of(
        sanctions=[
            {
                "id": "s1",
                "person": "a",
                "gov_sanction": "removal",
                "decided_on": "2023-01-10",
                "rank_class": "county",
            },
            {
                "id": "s2",
                "person": "a",
                "party_sanction": "serious_warning",
                "decided_on": "2023-05-10",
                "rank_class": "general",
            },
        ]
    )

    assert values(facts, "2023", "persons_sanctioned.by_rank:county") == {
        "persons_sanctioned.by_rank:county": 1
    }


def test_rank_is_that_of_the_decisions_of_the_period_only() -> None:
    facts = facts_of(
        sanctions=[
            {
                "id": "s1",
                "person": "a",
                "party_sanction": "warning",
                "decided_on": "2023-03-31",
                "rank_class": "general",
            },
            {
                "id": "s2",
                "person": "a",
                "party_sanction": "expulsion",
                "decided_on": "2023-04-01",
                "rank_class": "township",
            },
        ]
    )

    by_period = {
        period: above_zero(values(facts, period, "persons_sanctioned.by_rank"))
        for period in ("2023Q1", "2023H1")
    }

    assert by_period == {
        "2023Q1": {"persons_sanctioned.by_rank:general": 1},
        "2023H1": {"persons_sanctioned.by_rank:township": 1},
    }


def test_one_matter_with_two_persons_is_two_cases_and_a_unit_is_one_without_a_person() -> None:
    facts = facts_of(
        cases=[
            {
                "id": "c1",
                "lead": "l1",
                "person": "a",
                "filed_on": "2023-05-01",
                "rank_class": "general",
                "is_bribe_giver": 0,
            },
            {
                "id": "c2",
                "lead": "l1",
                "person": "b",
                "filed_on": "2023-05-01",
                "rank_class": "other",
                "is_bribe_giver": 1,
                "transferred_on": "2023-06-30",
            },
            {"id": "c3", "lead": "l2", "filed_on": "2023-05-01"},
            {"id": "c4", "lead": "l3", "person": "a", "filed_on": "2023-06-01", "rank_class": "general"},
        ]
    )

    found = values(
        facts,
        "2023H1",
        "cases_filed",
        "cases_filed.by_rank",
        "persons_filed",
        "bribe_givers_filed",
        "bribe_givers_transferred",
        "transferred",
    )

    assert above_zero(found) == {
        "cases_filed": 4,
        "cases_filed.by_rank:general": 1,
        "cases_filed.by_rank:other": 1,
        "persons_filed": 2,
        "bribe_givers_filed": 1,
        "bribe_givers_transferred": 1,
        "transferred": 1,
    }
    assert failures(packaged_indicators(), facts, scope=None, period=parse("2023H1")) == []


@pytest.mark.parametrize(
    ("period", "count"),
    [
        ("2024-01", 1),
        ("2024-02", 2),
        ("2024-03", 1),
        ("2024Q1", 4),
        ("2024H1", 5),
        ("2024", 6),
        ("2023", 1),
        ("2025", 1),
    ],
)
def test_day_counts_in_the_period_that_holds_it(period: str, count: int) -> None:
    days = [
        date(2023, 12, 31),
        date(2024, 1, 31),
        date(2024, 2, 1),
        date(2024, 2, 29),
        date(2024, 3, 1),
        date(2024, 6, 30),
        date(2024, 12, 31),
        date(2025, 1, 1),
    ]
    facts = facts_of(petitions=[{"id": f"p{number}", "received_on": day} for number, day in enumerate(days)])

    assert values(facts, period, "petitions_received") == {"petitions_received": count}


def test_late_correction_moves_the_count_and_does_not_add() -> None:
    case = {"id": "c1", "person": "a", "filed_on": "2023-04-01", "rank_class": "general"}
    before = facts_of(cases=[{**case, "filed_on": "2023-03-31"}])
    after = facts_of(cases=[case])

    def cumulative(facts: Facts) -> dict[str, Any]:
        return {
            period: values(facts, period, "cases_filed")["cases_filed"]
            for period in ("2023Q1", "2023H1", "2023")
        }

    assert cumulative(before) == {"2023Q1": 1, "2023H1": 1, "2023": 1}
    assert cumulative(after) == {"2023Q1": 0, "2023H1": 1, "2023": 1}


def test_figure_that_fell_within_the_year_is_named() -> None:
    one = [
        {"id": f"c{number}", "person": "a", "filed_on": "2023-02-01", "rank_class": "general"}
        for number in (1, 2)
    ]
    earlier = figures(packaged_indicators(), facts_of(cases=one), scope=None, period=parse("2023Q1"))
    later = figures(packaged_indicators(), facts_of(cases=one[:1]), scope=None, period=parse("2023H1"))

    but = may_fall(packaged_indicators(), parse("2023H1"))

    assert fallen(earlier, later, but=but) == [
        Failure("cases_filed", "立案由2降为1，累计数不应减少；请核对更正记录", warns=True)
    ]


def test_organisational_measures_leave_out_whoever_was_sanctioned_in_the_same_scope_and_period() -> None:
    facts = facts_of(
        measures=[
            {"id": "m1", "person": "a", "decided_on": "2023-02-01", "is_member_cadre": 1},
            {"id": "m2", "person": "b", "decided_on": "2023-02-01", "is_member_cadre": 1},
        ],
        sanctions=[
            {
                "id": "s1",
                "person": "a",
                "decided_on": "2023-05-01",
                "party_sanction": "warning",
                "is_member_cadre": 1,
            }
        ],
    )

    both = ("member_cadres_org_handled", "member_cadres_party_sanctioned")
    assert values(facts, "2023Q1", *both) == {
        "member_cadres_party_sanctioned": 0,
        "member_cadres_org_handled": 2,
    }
    assert values(facts, "2023H1", *both) == {
        "member_cadres_party_sanctioned": 1,
        "member_cadres_org_handled": 1,
    }


def test_case_counts_for_its_lead_even_when_another_unit_filed_it() -> None:
    facts = facts_of(
        leads=[
            {"id": "l1", "origin": "audit", "registered_on": "2023-01-01"},
            {"id": "l2", "origin": "audit", "registered_on": "2023-01-01"},
        ],
        cases=[
            {"id": "c1", "unit": "k", "lead": "l1", "person": "a", "filed_on": "2023-02-01"},
            {"id": "c2", "unit": "k", "lead": "l1", "person": "b", "filed_on": "2023-02-01"},
        ],
    )
    own = scope(UNITS, "甲市", own=True)

    found = figures(
        packaged_indicators(), facts, scope=own, period=parse("2023"), ids=["conversion_rate.by_origin:audit"]
    )

    assert [(figure.id, figure.value, figure.unit) for figure in found.values()] == [
        ("conversion_rate.by_origin:audit", Decimal("50.0"), "%")
    ]


def test_records_that_lack_what_a_figure_needs_are_listed() -> None:
    facts = facts_of(
        petitions=[
            {"id": "p1", "received_on": "2023-01-01", "outcome": "other"},
            {"id": "p2", "received_on": "2023-01-01", "concluded_on": "2023-02-01"},
        ],
        sanctions=[
            {"id": "s1", "person": "a", "decided_on": "2023-01-01", "party_sanction": "warning"},
            {"id": "s2", "person": "b", "decided_on": "2023-01-01", "rank_class": "general"},
            {"id": "s3", "decided_on": "2023-01-01", "party_sanction": "warning", "rank_class": "general"},
            {"id": "s4", "person": "c", "decided_on": "2024-01-01", "party_sanction": "warning"},
        ],
    )
    asked = ["petitions_concluded", "persons_sanctioned.by_rank"]

    assert lacking(packaged_indicators(), facts, scope=None, period=parse("2023"), ids=asked) == [
        Lack("petitions_concluded", "petitions", "outcome", ("p2",)),
        Lack("petitions_concluded", "petitions", "concluded_on", ("p1",)),
        Lack("persons_sanctioned.by_rank", "sanctions", "person", ("s3",)),
        Lack("persons_sanctioned.by_rank", "sanctions", "rank_class", ("s1",)),
        Lack("persons_sanctioned.by_rank", "sanctions", "party_sanction/gov_sanction", ("s2",)),
    ]


def test_identity_that_fails_names_its_records() -> None:
    facts = facts_of(
        sanctions=[
            {"id": "s1", "person": "a", "decided_on": "2023-01-01", "party_sanction": "warning"},
            {
                "id": "s2",
                "person": "b",
                "decided_on": "2023-01-01",
                "party_sanction": "warning",
                "rank_class": "general",
            },
        ],
        cases=[
            {
                "id": "c1",
                "person": "a",
                "filed_on": "2022-01-01",
                "is_bribe_giver": 1,
                "transferred_on": "2023-01-01",
            }
        ],
    )

    found = failures(packaged_indicators(), facts, scope=None, period=parse("2023"))

    assert sorted(found, key=lambda failure: failure.figure) == [
        Failure(
            "bribe_givers_transferred",
            "移送检察机关行贿人员1多于立案行贿人员0；请核对所列记录",
            ("c1",),
            warns=True,
        ),
        Failure("persons_sanctioned", "处分各分项之和1不等于处分2；请核对所列记录", ("s1",)),
    ]


def test_unknown_figure_is_refused_with_what_to_do() -> None:
    facts = facts_of()

    with pytest.raises(
        UnknownFigure, match="2023-12-31没有名为“cases_opened”的指标；请用mingjian lawbook show"
    ):
        values(facts, "2023", "cases_opened")
    with pytest.raises(UnknownFigure, match="没有名为“cases_opened”的数字"):
        records(packaged_indicators(), facts, "cases_opened", scope=None, period=parse("2023"))
    with pytest.raises(UnknownFigure, match="分项请写到具体类别"):
        records(packaged_indicators(), facts, "form_uses.by_form", scope=None, period=parse("2023"))


def test_known_ids_are_indicators_breakdowns_and_codes() -> None:
    known = known_ids(packaged_indicators(), date(2023, 12, 31))

    asked = [
        "form_uses",
        "form_uses.by_form",
        "form_uses.by_form:1",
        "form_uses.by_form:5",
        "conversion_rate.by_origin",
    ]
    assert [name in known for name in asked] == [True, True, True, False, True]
    assert "transferred" not in known_ids(packaged_indicators(), date(2017, 12, 31))


def test_indicator_has_no_figure_before_its_definition_is_in_force() -> None:
    assert "transferred" not in values(facts_of(), "2017")
    assert values(facts_of(), "2018", "transferred") == {"transferred": 0}
