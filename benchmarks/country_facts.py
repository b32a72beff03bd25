"""Facts of a country's year, generated: the same rows every time, written as the CSV files that are imported."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

YEAR = 2031
PROVINCES, CITIES, COUNTIES = 31, 333, 3035
ROWS = {
    "petitions": 3_500_000,
    "leads": 1_700_000,
    "cases": 630_000,
    "sanctions": 610_000,
    "form_uses": 1_720_000,
}

_DAYS = 455  # some rows lie after the year, as in a ledger that goes on
_UNITS = f"""
    SELECT 'c' AS id, '全国' AS name, NULL AS parent, 'country' AS level
    UNION ALL SELECT 'p' || n, '省' || n, 'c', 'province' FROM range({PROVINCES}) t(n)
    UNION ALL SELECT 't' || n, '市' || n, 'p' || n % {PROVINCES}, 'city' FROM range({CITIES}) t(n)
    UNION ALL SELECT 'k' || n, '县' || n, 't' || n % {CITIES}, 'county' FROM range({COUNTIES}) t(n)
"""


def _one(*values: str | None) -> str:
    """One of these, by a number of the row and the place of the column."""
    said = ", ".join("NULL" if value is None else f"'{value}'" for value in values)
    return f"list_extract([{said}], 1 + (hash(n, '{'-'.join(map(str, values))}') % {len(values)})::INT)"


def _day(salt: str, days: int = _DAYS) -> str:
    return f"(DATE '{YEAR}-01-01' + (hash(n, '{salt}') % {days})::INT)"


def _flag(salt: str, of: int) -> str:
    return f"(hash(n, '{salt}') % {of} = 0)::INT"


_UNIT = f"'k' || hash(n, 'unit') % {COUNTIES}"
_RANK = _one("county", "township", "township", "general", "other", "other", "other")
_ID = "lower(printf('%s%09d', '{}', n))"

_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "petitions": {
        "received_on": _day("r"), "channel": _one("letter", "visit", "phone", "network", "other"),
        "origin": _one("self", "self", "superior"),
        "content_class": _one("accusation", "accusation", "appeal", "suggestion", "out_of_scope"),
        "is_repeat": _flag("rep", 4), "is_signed": _flag("sign", 3),
        "outcome": "CASE WHEN n % 2 = 0 THEN " + _one("substantiated", "mostly_substantiated", "unsubstantiated", "unverifiable") + " END",
        "concluded_on": "CASE WHEN n % 2 = 0 THEN " + _day("r") + " + 60 END",
        "joined_to": "CASE WHEN n % 11 = 1 THEN " + _ID.format("p").replace(" n)", " n - 1)") + " END",
        "rank_class": _RANK, "behaviour": _one("political", "integrity", "mass", "work", "life", None), "is_own_cadre": _flag("own", 90),
    },
    "leads": {
        "origin": _one("petition", "petition", "supervision", "inspection", "superior", "case"),
        "is_assigned_from_above": _flag("above", 5), "registered_on": _day("lr"),
        "disposal_way": "CASE WHEN n % 10 > 0 THEN " + _one("talk_inquiry", "prelim_verification", "hold", "close") + " END",
        "disposed_on": "CASE WHEN n % 10 > 0 THEN " + _day("lr") + " + 20 END",
    },
    "cases": {
        "lead": "CASE WHEN n % 3 > 0 THEN " + _ID.format("l").replace(" n)", " n * 2)") + " END",
        "person": "'q' || (n - n % 20 // 19)", "filed_on": _day("cf"), "closed_on": "CASE WHEN n % 4 > 0 THEN " + _day("cf") + " + 100 END",
        "rank_class": _RANK, "is_village_head": _flag("vh", 12), "is_bribe_giver": _flag("bg", 30),
        "transferred_on": "CASE WHEN n % 15 = 0 THEN " + _day("cf") + " + 150 END",
    },
    "sanctions": {
        "case": _ID.format("c"), "person": "'q' || (n - n % 20 // 19)", "decided_on": _day("sd"),
        "party_sanction": "CASE WHEN n % 12 > 0 THEN " + _one("warning", "serious_warning", "removal_from_party_posts", "probation_in_party", "expulsion") + " END",
        "gov_sanction": "CASE WHEN n % 12 IN (0, 1) THEN " + _one("warning", "demerit", "major_demerit", "demotion", "removal", "dismissal") + " END",
        "rank_class": _RANK, "is_member_cadre": _flag("mc", 2),
    },
    "form_uses": {
        "person": "'q' || n", "decided_on": _day("fd"), "form": _one("1", "1", "1", "1", "1", "1", "2", "2", "3", "4"),
        "measure": _one("criticism", "admonition", "warning_talk", "party_warning"),
    },
}  # fmt: skip


def write(folder: Path, share: float = 1.0) -> dict[str, int]:
    """The CSV files (of a `share` of the country's rows); rows by table."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as engine:
        _copy(engine, _UNITS, folder / "units.csv")
        for name, columns in _COLUMNS.items():
            said = ", ".join(f'{value} AS "{column}"' for column, value in columns.items())
            rows = f"SELECT {_ID.format(name[0])} AS id, {_UNIT} AS unit, {said} FROM range({int(ROWS[name] * share)}) t(n)"
            _copy(engine, rows, folder / f"{name}.csv")
        return {
            path.stem: int(engine.execute("SELECT count(*) FROM read_csv(?)", [str(path)]).fetchall()[0][0])
            for path in sorted(folder.glob("*.csv"))
        }


def _copy(engine: duckdb.DuckDBPyConnection, rows: str, path: Path) -> None:
    engine.execute(f"COPY ({rows}) TO '{path}' (FORMAT csv, HEADER)")
