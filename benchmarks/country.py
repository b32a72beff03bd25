"""`python -m benchmarks country`: the bulletin over a country's year beside hand-written SQL, and on each engine; import of
its CSV files; the papers of a city.
"""

import os
import resource
import shutil
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import duckdb
import psycopg

from benchmarks import country_facts, papers
from mingjian.law.lawbook import packaged
from mingjian.report.editions import find_edition
from mingjian.statistics.compute import figures
from mingjian.statistics.csvfacts import take_in
from mingjian.statistics.engine import Facts
from mingjian.statistics.kept import kept, replacing
from mingjian.statistics.parquet import export
from mingjian.statistics.period import parse
from mingjian.statistics.postgres import load, on_postgres
from mingjian.statistics.records import Placed, page
from mingjian.statistics.scope import scope
from mingjian.statistics.spark import on_spark, session

Timed = tuple[dict[str, Any], float]

YEAR = country_facts.YEAR
PERIOD = parse(str(YEAR))
IN_YEAR = f"BETWEEN DATE '{YEAR}-01-01' AND DATE '{YEAR}-12-31'"

_RANKS = ("provincial", "bureau", "county", "township", "general", "other")
_GRAVITY = """greatest(
    CASE party_sanction WHEN 'warning' THEN 1 WHEN 'serious_warning' THEN 2 WHEN 'removal_from_party_posts' THEN 5
        WHEN 'probation_in_party' THEN 6 WHEN 'expulsion' THEN 7 ELSE 0 END,
    CASE gov_sanction WHEN 'warning' THEN 1 WHEN 'demerit' THEN 2 WHEN 'major_demerit' THEN 3 WHEN 'demotion' THEN 4
        WHEN 'removal' THEN 5 WHEN 'dismissal' THEN 7 ELSE 0 END)"""
_PLACE = (
    "CASE rank_class "
    + " ".join(f"WHEN '{rank}' THEN {6 - place}" for place, rank in enumerate(_RANKS))
    + " ELSE 0 END"
)


def _one_rank_each(table: str, day: str, weight: str, where: str, more: str) -> str:
    """Persons by one rank each: of the gravest decision, then the latest, then the higher rank."""
    key = (
        f"({weight}) * 10000000000 + (year({day}) * 10000 + month({day}) * 100 + day({day})) * 100 + {_PLACE}"
    )
    ranks = ", ".join(f"count(*) FILTER (best % 100 = {6 - place})" for place in range(6))
    return f"""SELECT count(*), {ranks}{"".join(f", count(*) FILTER ({name})" for name in more.split())} FROM (
        SELECT max({key}) AS best, bool_or(party_sanction IS NOT NULL) AS party, bool_or(gov_sanction IS NOT NULL) AS gov
        FROM {table} WHERE {day} {IN_YEAR} AND person IS NOT NULL AND {where} GROUP BY person)"""


HAND = (
    f"SELECT count(*), count(*) FILTER (content_class = 'accusation') FROM petitions WHERE received_on {IN_YEAR}",
    f"SELECT count(*) FROM leads WHERE disposed_on {IN_YEAR} AND disposal_way IS NOT NULL",
    f"SELECT count(*) FROM cases WHERE filed_on {IN_YEAR}",
    f"SELECT count(*) FROM cases WHERE closed_on {IN_YEAR}",
    f"SELECT count(*) FROM inquiries WHERE decided_on {IN_YEAR}",
    _one_rank_each("(SELECT *, NULL AS party_sanction, NULL AS gov_sanction FROM cases)", "filed_on", "0", "true", ""),
    f"SELECT count(DISTINCT person) FILTER (filed_on {IN_YEAR} AND is_village_head = 1), "
    f"count(DISTINCT person) FILTER (filed_on {IN_YEAR} AND is_bribe_giver = 1), "
    f"count(DISTINCT person) FILTER (transferred_on {IN_YEAR} AND is_bribe_giver = 1) FROM cases",
    _one_rank_each("sanctions", "decided_on", _GRAVITY, "(party_sanction IS NOT NULL OR gov_sanction IS NOT NULL)", "party gov"),
    f"SELECT form, count(*) FROM form_uses WHERE decided_on {IN_YEAR} GROUP BY form ORDER BY form",
)  # fmt: skip


def main() -> None:
    """All of it, a line each; some minutes."""
    folder = Path(tempfile.mkdtemp(prefix="mingjian-country-"))
    try:
        counts = country_facts.write(folder / "csv")
        print(f"{sum(counts.values()):,} rows of facts in CSV\n")
        _import(folder)
        facts = kept(folder / "kept")
        _bulletin(facts)
        print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2:.2f} GiB  ≤ 4 GiB")
        _elsewhere(facts, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    papers.main()


def _import(folder: Path) -> None:
    bare = _time(lambda: _load_unchecked(folder))

    def ours() -> None:
        with replacing(folder / "kept") as con:
            take_in(folder / "csv", con)

    checked = _time(ours)
    _say(
        "import",
        f"{checked:.1f} s",
        "DuckDB, unchecked",
        f"{bare:.1f} s",
        f"{bare / checked:.0%} of its speed",
        "≥ 50 %",
    )


def _load_unchecked(folder: Path) -> None:
    with duckdb.connect(str(folder / "bare.duckdb")) as con:
        con.execute("SET enable_progress_bar = false")
        for path in sorted((folder / "csv").glob("*.csv")):
            con.execute(f"CREATE TABLE {path.stem} AS SELECT * FROM read_csv('{path}')")


def _bulletin(facts: Facts) -> None:
    bare = facts.engine.con  # type: ignore[attr-defined]  # the same connection, so the same memory and cores
    bulletin(facts)
    by_hand, ours = _in_turn(lambda: [bare.execute(sql).fetchall() for sql in HAND], lambda: bulletin(facts))
    _say(
        "bulletin S4, the country",
        f"{ours:.2f} s",
        "SQL by hand",
        f"{by_hand:.2f} s",
        f"{ours / by_hand:.2f} times",
        "≤ 1.5, < 1 s",
    )
    indicators = packaged().entries("indicators")
    asked = {"scope": scope(facts.units), "period": PERIOD, "size": 100}
    middle = Placed(f"{YEAR}-07-01", "p002000000")
    seconds = _best(lambda: page(indicators, facts, "petitions_received", after=middle, **asked))
    _say("a page of 100 records of a figure", f"{seconds:.2f} s")


def _elsewhere(facts: Facts, folder: Path) -> None:
    """The same bulletin on PostgreSQL and on Spark: figures equal, and how long beside DuckDB."""
    figures_, here = bulletin(facts), _best(lambda: bulletin(facts))
    for engine, work in (("PostgreSQL", _on_postgres), ("Spark", _on_spark)):
        said = work(facts, folder)
        if isinstance(said, str):
            print(f"{engine}: {said}")
            continue
        found, seconds = said
        same = "figures equal" if found == figures_ else "FIGURES DIFFER"
        _say(
            f"bulletin S4 on {engine}",
            f"{seconds:.2f} s",
            f"DuckDB {here:.2f} s",
            f"{seconds / here:.1f} times",
            same,
        )


def _on_postgres(facts: Facts, folder: Path) -> "str | Timed":
    url = os.environ.get("MINGJIAN_DATABASE", "")
    if not url.startswith("postgres"):
        return "not measured: no server (tests/servers/postgres.sh)"
    with psycopg.connect(url, autocommit=True) as con:
        load(facts, con)
        there = on_postgres(con)
        return bulletin(there), _best(lambda: bulletin(there), 3)


def _on_spark(facts: Facts, folder: Path) -> "str | Timed":
    if shutil.which("java") is None or find_spec("pyspark") is None:
        return "not measured: no Java or no pyspark"
    export(facts, folder / "parquet")
    there = on_spark(folder / "parquet", session(memory="3g"))
    return bulletin(there), _best(lambda: bulletin(there), 3)


def bulletin(facts: Facts) -> dict[str, Any]:
    """The figures of S4 for the country, as a new page asks for them."""
    facts.counted.clear()
    ids = list(find_edition("S4").indicators())
    found = figures(packaged().entries("indicators"), facts, scope=scope(facts.units), period=PERIOD, ids=ids)
    return {name: (figure.value, figure.share) for name, figure in found.items()}


def _time(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _in_turn(*works: Callable[[], object], times: int = 7) -> list[float]:
    """The median time of each, taken in turn, so that noise falls on all."""
    taken = [[_time(work) for work in works] for _ in range(times)]
    return [median(column) for column in zip(*taken, strict=True)]


def _best(work: Callable[[], object], times: int = 5) -> float:
    return min(_time(work) for _ in range(times))


def _say(*parts: str) -> None:
    print("  ".join(part for part in parts if part), flush=True)
