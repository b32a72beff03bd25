"""DuckDB, PostgreSQL and Spark give the same figures and the same records: every worked example, and the traps."""

from collections.abc import Iterator
from typing import Any

import pytest

from mingjian.statistics.compute import figures
from mingjian.statistics.engine import Facts
from mingjian.statistics.facts import TABLES
from mingjian.statistics.grouped import by_month, by_unit
from mingjian.statistics.identities import failures
from mingjian.statistics.period import Period, parse
from mingjian.statistics.records import Placed, lacking, page
from mingjian.statistics.scope import Scope, scope
from tests.figures.engines import ENGINES, on, postgres_url
from tests.figures.indicators import packaged_indicators
from tests.figures.sample_city import PERIOD, sample_facts
from tests.figures.trap_facts import TRAPS, UNITS

PERIODS = ("2023", "2024Q1")  # of the worked examples
MONTHS = ("2024Q1", "2024-02", "2023H1", "2023-12")  # of the traps


def examples() -> dict[str, list[dict[str, Any]]]:
    """The facts of every worked example at once, each in a unit of its own."""
    tables: dict[str, list[dict[str, Any]]] = {"units": [{"id": "all", "name": "全部", "level": "country"}]}
    for name, indicator in packaged_indicators().items():
        example = indicator.example
        for unit in example.units:
            tables["units"].append({**unit, "id": f"{name}/{unit['id']}", "parent": f"{name}/{unit['parent']}" if unit.get("parent") else "all"})  # fmt: skip
        for table, rows in example.facts.items():
            marked = [_marked(name, table, {"unit": example.units[0]["id"], **row}) for row in rows]
            tables.setdefault(table, []).extend(marked)
    return tables


def _marked(indicator: str, table: str, row: dict[str, Any]) -> dict[str, Any]:
    """Ids and references of one example apart from those of all others."""
    refers = {column.name for column in TABLES[table].columns if column.type in ("id", "unit", "reference")} | {"subject", "report", "round", "cited_in"}  # fmt: skip
    return {key: f"{indicator}/{value}" if key in refers and value else value for key, value in row.items()}


@pytest.fixture(scope="module", params=ENGINES)
def other(request, tmp_path_factory) -> Iterator[tuple[Facts, Facts]]:
    """The facts of all examples, traps and the sample city on DuckDB and on another engine."""
    engine = request.param
    if engine == "postgresql" and postgres_url() is None:
        pytest.skip("没有设置PostgreSQL服务器（tests/servers/postgres.sh），PostgreSQL上的统计测试已跳过")
    tables = examples()
    for more in (sample_facts(), {"units": UNITS, **TRAPS}):
        for name, rows in more.items():
            tables.setdefault(name, []).extend(rows)
    duck = Facts(tables)
    with on(engine, duck, tmp_path_factory.mktemp("parquet") / "facts", postgres_url()) as there:
        yield duck, there


def all_of(
    facts: Facts, within: Scope | None, period: Period, ids: list[str] | None = None
) -> dict[str, Any]:
    found = figures(packaged_indicators(), facts, scope=within, period=period, ids=ids, records=True)
    return {name: (figure.value, figure.share, figure.records) for name, figure in found.items()}


def test_every_figure_and_its_records_are_the_same(other) -> None:
    """All facts at once, examples, traps and sample city, up to a leap day: Spark takes a second for what the others do in
    ten milliseconds.
    """
    duck, there = other
    period = parse("2023-01..2024-02")

    found = all_of(there, None, period)

    assert found == all_of(duck, None, period)
    assert sum(bool(value) for value, _, _ in found.values()) > len(packaged_indicators())


def test_examples_give_every_figure_something_to_count() -> None:
    duck, counted = Facts(examples()), set()
    for period in PERIODS:
        found = all_of(duck, scope(duck.units, "all"), parse(period))
        counted |= {name.partition(".")[0] for name, (value, _, _) in found.items() if value}

    assert set(packaged_indicators()) - counted <= {
        "style_b2_share",
        "transfers_fed_back_on_time",
        "transfers_feedback_share",
    }


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("other", "period"), [("postgresql", period) for period in MONTHS], indirect=["other"]
)
def test_traps_are_the_same(other, period) -> None:
    duck, there = other
    within, when = scope(duck.units, "trap"), parse(period)
    versions = {name: indicator.on(when.end) for name, indicator in packaged_indicators().items()}
    ids = [name for name, version in versions.items() if getattr(version, "table", "") in TRAPS]

    found = all_of(there, within, when, ids)

    assert found == all_of(duck, within, when, ids)
    assert any(value for value, _, _ in found.values())


def test_what_lacks_what_fails_and_groups_of_the_sample_city_are_the_same(other) -> None:
    duck, there = other
    within, period = scope(duck.units, "city"), parse(PERIOD)
    asked = {"scope": within, "period": period}

    for of in (lacking, failures):
        assert of(packaged_indicators(), there, **asked) == of(packaged_indicators(), duck, **asked)
    groups = {unit: unit for unit in within.units}
    for facts in other:
        names = ["cases_filed", "persons_sanctioned", "petitions_received", "style_handled"]
        side_by_side = by_unit(packaged_indicators(), facts, names, period=period, groups=groups)
        months = by_month(packaged_indicators(), facts, "petitions_received", **asked)
        assert (side_by_side, months) == (
            by_unit(packaged_indicators(), duck, names, period=period, groups=groups),
            by_month(packaged_indicators(), duck, "petitions_received", **asked),
        )


def test_records_come_page_by_page_in_the_same_order(other) -> None:
    duck, there = other
    within, period = scope(duck.units, "all"), parse("2023")

    def pages(facts: Facts) -> list[list[Placed]]:
        found, after = [], None
        while some := page(packaged_indicators(), facts, "petitions_received", scope=within, period=period, after=after, size=7):  # fmt: skip
            found.append(some)
            after = some[-1]
        return found

    assert pages(there) == pages(duck)
    assert len(pages(duck)) > 2
