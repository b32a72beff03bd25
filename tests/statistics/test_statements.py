"""Statements are written once: the days and the units asked for stand in them, whatever was asked before."""

from datetime import date

import ibis
import pytest

from mingjian.statistics.engine import Facts
from mingjian.statistics.period import parse
from mingjian.statistics.scope import scope
from mingjian.statistics.statements import asked
from tests.figures.sample_city import UNITS, sample_facts

H1, CITY = parse("2031H1"), scope(UNITS, "临江市")


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts(sample_facts())


def build_that_counts():
    """A statement of its own for each test, and how often it was written."""
    calls = []

    def build(tables, *, scope, period):
        calls.append(scope)
        cases = tables.inside(tables.table("cases"), scope)
        first, last = period.since("period"), period.end
        said = {
            "first": ibis.literal(first), "last": ibis.literal(last), "year": ibis.literal(period.since("year")),
            "ninety": ibis.literal(period.since(90)), "month": ibis.literal(f"{last:%Y-%m}"),
        }  # fmt: skip
        filed = cases.filter(cases.filed_on.between(first, last), ibis.literal(period.since("ever") is None))
        return "beside", filed.aggregate(n=filed.count()).mutate(**said)

    return build, calls


def said_of(facts, period, units):
    rows = facts.arrow("cases").to_pylist()
    return {
        "n": sum(row["filed_on"] in period and row["unit"] in units for row in rows if row["filed_on"]),
        "first": period.start,
        "last": period.end,
        "year": date(period.end.year, 1, 1),
        "ninety": period.since(90),
        "month": f"{period.end:%Y-%m}",
    }


def test_one_statement_serves_every_period_and_scope(facts):
    build, calls = build_that_counts()
    county = scope(UNITS, "西岭县")

    for period in (H1, parse("2031-02"), parse("2030")):
        for where in (county, CITY):
            assert asked(facts, build, scope=where, period=period) == (
                "beside",
                [said_of(facts, period, where.units)],
            )

    assert len(calls) == 1
    assert said_of(facts, H1, county.units)["n"] != said_of(facts, H1, CITY.units)["n"]


def test_everything_needs_no_units_and_is_a_statement_of_its_own(facts):
    build, calls = build_that_counts()

    everything = asked(facts, build, scope=None, period=H1)
    asked(facts, build, scope=CITY, period=H1)

    assert everything == ("beside", [said_of(facts, H1, {unit["id"] for unit in UNITS})])
    assert calls[0] is None and len(calls) == 2


def test_facts_that_know_less_are_asked_by_another_statement(facts):
    build, calls = build_that_counts()

    asked(facts, build, scope=CITY, period=H1)
    without_cases = Facts({"units": UNITS})
    _, rows = asked(without_cases, build, scope=CITY, period=H1)

    assert rows[0]["n"] == 0 and len(calls) == 2
    assert asked(facts, build, scope=CITY, period=H1)[1] == [said_of(facts, H1, CITY.units)]
    assert len(calls) == 2
