"""The worked example of every indicator, computed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from mingjian.law.indicator import Example
from mingjian.statistics.compute import figures
from mingjian.statistics.engine import Facts
from mingjian.statistics.figure import Figure
from mingjian.statistics.period import parse
from mingjian.statistics.records import records
from tests.figures.indicators import packaged_indicators


def facts_of(example: Example) -> Facts:
    first = example.units[0]["id"]
    rows = {name: [{"unit": first, **row} for row in table] for name, table in example.facts.items()}
    return Facts({"units": example.units, **rows})


def expected(value: Any) -> tuple[Any, Any]:
    count, share = value if isinstance(value, tuple) else (value, None)
    return number(count), number(share)


def number(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, float) else value


def got(found: Mapping[str, Figure], name: str, value: Any) -> tuple[Any, Any]:
    figure = found[name]
    return figure.value, figure.share if isinstance(value, tuple) else None


@pytest.mark.parametrize("name", packaged_indicators())
def test_worked_example_gives_its_figures(name: str) -> None:
    example = packaged_indicators()[name].example
    facts, period = facts_of(example), parse(example.period)

    found = figures(packaged_indicators(), facts, scope=None, period=period, ids=list(example.figures))

    wanted = {figure: expected(value) for figure, value in example.figures.items()}
    assert {figure: got(found, figure, value) for figure, value in example.figures.items()} == wanted


@pytest.mark.parametrize(
    "name", [name for name, item in packaged_indicators().items() if item.example.records]
)
def test_worked_example_opens_its_records(name: str) -> None:
    example = packaged_indicators()[name].example
    facts, period = facts_of(example), parse(example.period)

    opened = {
        figure: tuple(sorted(records(packaged_indicators(), facts, figure, scope=None, period=period)))
        for figure in example.records
    }

    assert opened == dict(example.records)
