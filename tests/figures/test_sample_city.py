"""The published samples of the bulletins, from rows; and what must hold between their figures."""

from decimal import Decimal
from functools import cache

import pytest

from mingjian.statistics.compute import figures
from mingjian.statistics.engine import Facts
from mingjian.statistics.figure import Figure
from mingjian.statistics.identities import counted_once, failures, parts_off, shares_off, small_cells
from mingjian.statistics.period import parse
from mingjian.statistics.records import Placed, lacking, page, records
from mingjian.statistics.scope import Scope, scope
from tests.figures.indicators import packaged_indicators
from tests.figures.sample_city import FIGURES, PERIOD, SHARES, UNITS, sample_facts

HALF_YEAR = parse(PERIOD)
CITY = scope(UNITS, "临江市")


@cache
def facts() -> Facts:
    return Facts(sample_facts())


def city(within: Scope = CITY) -> dict[str, Figure]:
    return figures(packaged_indicators(), facts(), scope=within, period=HALF_YEAR)


def test_sample_city_gives_the_published_figures() -> None:
    found = city()

    assert {name: found[name].value for name in FIGURES} == FIGURES
    assert {name: found[name].share for name in SHARES} == {
        name: Decimal(text) for name, text in SHARES.items()
    }


def test_figures_asked_by_id_are_the_same_as_all_together() -> None:
    together = city()

    alone = {}
    for name in ["persons_sanctioned.by_rank:county", "form_uses", "conversion_rate.by_origin"]:
        alone |= figures(packaged_indicators(), facts(), scope=CITY, period=HALF_YEAR, ids=[name])

    assert [name for name in alone if "." not in name] == ["form_uses"]
    assert len(alone) == 2 + 9
    assert alone == {name: together[name] for name in alone}


def test_breakdown_asked_whole_brings_its_codes_only() -> None:
    found = figures(packaged_indicators(), facts(), scope=CITY, period=HALF_YEAR, ids=["form_uses.by_form"])

    assert list(found) == [f"form_uses.by_form:{form}" for form in "1234"]


def test_identities_hold_in_the_sample_city() -> None:
    assert failures(packaged_indicators(), facts(), scope=CITY, period=HALF_YEAR) == []
    assert lacking(packaged_indicators(), facts(), scope=CITY, period=HALF_YEAR) == []
    assert shares_off(city()) == []


def test_city_is_the_sum_of_its_parts() -> None:
    parts = [
        city(scope(UNITS, "city", own=True)),
        *(city(scope(UNITS, unit)) for unit in ("group", "east", "west")),
    ]
    once = counted_once(packaged_indicators(), HALF_YEAR)
    petitions = {name: figure for name, figure in city().items() if name.startswith("petitions_received")}

    assert parts_off(city(), parts, once=once) == []
    assert [item.figure for item in parts_off(petitions, parts[1:], once=once)] == [
        name for name, figure in petitions.items() if figure.value
    ]


def test_small_cells_are_warned_of() -> None:
    cells = {name: figure for name, figure in city().items() if name.startswith("persons_sanctioned")}
    assert small_cells(cells) == []

    group = city(scope(UNITS, "group"))
    small = [
        name
        for name, figure in group.items()
        if figure.value in (1, 2) and ":" in name and "人" in figure.unit
    ]
    assert small and [item.figure for item in small_cells(group)] == small


@pytest.mark.parametrize(
    "name", ["persons_sanctioned", "cases_filed.by_rank:township", "petitions_accusation"]
)
def test_records_come_page_by_page_in_order(name: str) -> None:
    whole = records(packaged_indicators(), facts(), name, scope=CITY, period=HALF_YEAR)

    pages: list[Placed] = []
    while found := page(
        packaged_indicators(),
        facts(),
        name,
        scope=CITY,
        period=HALF_YEAR,
        after=pages[-1] if pages else None,
        size=50,
    ):
        pages += found

    assert [one.id for one in pages] == whole
    assert pages == sorted(pages)
    assert len(whole) == FIGURES[name]


def test_every_figure_opens_to_as_many_records_as_it_says() -> None:
    found = figures(packaged_indicators(), facts(), scope=CITY, period=HALF_YEAR, records=True)
    counts = {name: figure.value for name, figure in found.items() if isinstance(figure.value, int)}

    assert {name: len(found[name].records) for name in counts} == counts
    assert sum(counts.values()) > 5000


def test_codes_of_persons_part_the_records_of_their_total() -> None:
    ids = ["persons_sanctioned", "persons_sanctioned.by_rank"]
    found = figures(packaged_indicators(), facts(), scope=CITY, period=HALF_YEAR, ids=ids, records=True)

    parts = [record for name, figure in found.items() if ":" in name for record in figure.records]

    assert sorted(parts) == list(found["persons_sanctioned"].records)


def test_figures_bring_their_records_when_asked() -> None:
    ids = ["persons_sanctioned.by_rank", "village_heads_filed", "conversion_rate"]

    found = figures(packaged_indicators(), facts(), scope=CITY, period=HALF_YEAR, ids=ids, records=True)

    opened = {
        name: tuple(sorted(records(packaged_indicators(), facts(), name, scope=CITY, period=HALF_YEAR)))
        for name in found
    }
    assert {name: figure.records for name, figure in found.items()} == opened
    assert len(found["village_heads_filed"].records) == 37
