"""The list of the yearly report's figures on supervision, row by row: each is an indicator and counts what it says."""

from pathlib import Path

import pytest
import yaml

from mingjian.law.indicator import Example, Indicator
from mingjian.statistics.compute import figures
from mingjian.statistics.period import parse
from tests.figures.indicators import packaged_indicators
from tests.figures.test_examples import facts_of, number

SAID = yaml.safe_load((Path(__file__).parent / "yearly_list.yaml").read_text("utf-8"))
LIST: dict[str, dict[str, float]] = SAID["figures"]
ROWS = [f"R{number:02}" for number in (*range(3, 12), *range(18, 29))]


@pytest.fixture(scope="module")
def found():
    wanted = {name: value for row in LIST.values() for name, value in row.items()}
    example = Example(period=SAID["period"], units=SAID["units"], facts=SAID["facts"], figures=wanted)
    return figures(packaged_indicators(), facts_of(example), scope=None, period=parse(example.period), ids=list(wanted))  # fmt: skip


def test_the_list_has_every_row():
    assert list(LIST) == ROWS


@pytest.mark.parametrize("row", ROWS)
def test_a_row_counts_its_records(row, found):
    assert {name: found[name].value for name in LIST[row]} == {
        name: number(value) for name, value in LIST[row].items()
    }


@pytest.mark.parametrize("row", ROWS)
def test_every_figure_of_a_row_has_a_worked_example_of_its_own(row):
    for name in LIST[row]:
        indicator: Indicator = packaged_indicators()[name.partition(".")[0]]
        assert any(value for value in indicator.example.figures.values() if value), name
