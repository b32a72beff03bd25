"""Totals by unit and by month are those that are computed one at a time."""

import pytest

from mingjian.statistics.compute import figures
from mingjian.statistics.engine import Facts
from mingjian.statistics.grouped import by_month, by_unit
from mingjian.statistics.period import parse
from mingjian.statistics.scope import scope
from tests.figures.indicators import packaged_indicators
from tests.figures.sample_city import PERIOD, UNITS, sample_facts

TOTALS = [
    "petitions_received",
    "leads_disposed",
    "cases_filed",
    "persons_sanctioned",
    "transferred",
    "inquiries",
    "leads_converted",
]


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts(sample_facts())


def test_totals_by_unit_are_those_of_each_scope(facts):
    indicators, period = packaged_indicators(), parse(PERIOD)
    below = [unit["id"] for unit in UNITS if unit.get("parent")]
    groups = {
        inner: unit
        for unit in below
        for inner in scope(UNITS, unit).units
        if unit in scope(UNITS, unit).units
    }

    alone = {
        unit: {
            name: figure.value
            for name, figure in figures(
                indicators, facts, scope=scope(UNITS, unit), period=period, ids=TOTALS
            ).items()
        }
        for unit in below
    }

    assert by_unit(indicators, facts, TOTALS, period=period, groups=groups) == alone
    assert sum(values["cases_filed"] for values in alone.values()) > 0


@pytest.mark.parametrize("name", ["cases_filed", "persons_sanctioned", "petitions_received"])
def test_totals_by_month_are_those_of_each_month(facts, name):
    indicators, period, city = packaged_indicators(), parse(PERIOD), scope(UNITS, "临江市")
    months = range(1, period.end.month + 1)

    alone = {
        month: figures(indicators, facts, scope=city, period=parse(f"{period.year}-{month:02}"), ids=[name])[
            name
        ].value
        for month in months
    }

    assert by_month(indicators, facts, name, scope=city, period=period) == alone
    assert sum(alone.values()) > 0


def test_breakdown_or_rate_is_no_total(facts):
    with pytest.raises(KeyError):
        by_month(packaged_indicators(), facts, "conversion_rate", scope=None, period=parse(PERIOD))
