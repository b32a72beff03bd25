"""Loading facts: types, unknown values, tables and columns that do not exist."""

from datetime import date

import pyarrow as pa
import pytest

from mingjian.statistics.compute import figures
from mingjian.statistics.engine import Facts, schema
from mingjian.statistics.facts import TABLES
from mingjian.statistics.period import parse
from mingjian.statistics.records import records
from mingjian.statistics.scope import scope
from tests.figures.indicators import packaged_indicators
from tests.figures.sample_city import PERIOD, sample_facts


def test_rows_become_typed_columns_and_unknown_is_unknown() -> None:
    facts = Facts(
        {
            "inquiries": [
                {"id": "q1", "unit": "city", "lead": "", "decided_on": "2024-02-29"},
                {"id": "q2", "unit": "city", "lead": "l1", "decided_on": date(2024, 3, 1)},
                {"id": "q3", "unit": "city"},
            ]
        }
    )

    assert facts.arrow("inquiries").to_pylist() == [
        {
            "id": "q1",
            "unit": "city",
            "lead": None,
            "decided_on": date(2024, 2, 29),
            "is_own_cadre": None,
            "outcome": None,
            "department": None,
        },
        {
            "id": "q2",
            "unit": "city",
            "lead": "l1",
            "decided_on": date(2024, 3, 1),
            "is_own_cadre": None,
            "outcome": None,
            "department": None,
        },
        {
            "id": "q3",
            "unit": "city",
            "lead": None,
            "decided_on": None,
            "is_own_cadre": None,
            "outcome": None,
            "department": None,
        },
    ]


def test_flags_are_integers_whether_given_as_numbers_words_or_truth() -> None:
    flags = [True, 0, "1", None]
    facts = Facts(
        {
            "cases": [
                {"id": f"c{number}", "unit": "u", "is_bribe_giver": flag} for number, flag in enumerate(flags)
            ]
        }
    )

    assert [row["is_bribe_giver"] for row in facts.arrow("cases").to_pylist()] == [1, 0, 1, None]


def test_arrow_tables_are_taken_with_columns_in_any_order() -> None:
    given = pa.table({"decided_on": ["2023-01-01"], "id": ["q1"], "unit": ["u"]})

    loaded = Facts({"inquiries": given}).arrow("inquiries")

    assert loaded.schema == schema(TABLES["inquiries"])
    assert loaded.to_pylist() == [
        {
            "id": "q1",
            "unit": "u",
            "lead": None,
            "decided_on": date(2023, 1, 1),
            "is_own_cadre": None,
            "outcome": None,
            "department": None,
        }
    ]


def test_unknown_tables_and_columns_are_refused() -> None:
    with pytest.raises(KeyError, match="没有名为“petition”的事实表"):
        Facts({"petition": []})
    with pytest.raises(KeyError, match="事实表“leads”没有“colour”一列"):
        Facts({"leads": [{"id": "l1", "unit": "u", "colour": "red"}]})


def test_engine_never_fetches_extensions() -> None:
    settings = Facts({}).engine.run(
        "SELECT current_setting('autoinstall_known_extensions') AS installs, "
        "current_setting('autoload_known_extensions') AS loads"
    )

    assert settings == [{"installs": False, "loads": False}]


def test_records_of_all_figures_at_once_are_those_of_each() -> None:
    facts = Facts(sample_facts())
    asked = {"scope": scope(facts.units, "city"), "period": parse(PERIOD)}

    found = figures(packaged_indicators(), facts, records=True, **asked)

    each = {name: tuple(sorted(records(packaged_indicators(), facts, name, **asked))) for name in found}
    assert {name: figure.records for name, figure in found.items()} == each
