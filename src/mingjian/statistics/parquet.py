"""Facts as Parquet for roll-up: a folder for each table, a file for each month, sorted by unit."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from mingjian.statistics.engine import Facts
from mingjian.statistics.facts import TABLES, Table

UNDATED = "undated"


def export(facts: Facts, folder: Path, done: Callable[[], None] = lambda: None) -> dict[str, int]:
    """Write every table; what the folder held before is replaced whole, or not at all. Rows by table.

    `done` is called after each table.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        counts = {}
        for name, table in TABLES.items():
            counts[name] = _write(facts.arrow(name), table, fresh)
            done()
        before = fresh.with_name(f"{fresh.name}-before")
        if folder.exists():
            folder.rename(before)
        fresh.rename(folder)
        shutil.rmtree(before, ignore_errors=True)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return counts


def files(folder: Path, name: str) -> list[Path]:
    """The Parquet files of a table in an exported folder."""
    return sorted(folder.glob(f"{name}.parquet")) + sorted((folder / name).glob("*.parquet"))


def _write(rows: pa.Table, table: Table, folder: Path) -> int:
    if not table.counted_on:
        pq.write_table(rows, folder / f"{table.name}.parquet", compression="zstd")
        return int(rows.num_rows)
    day = rows[table.counted_on[0]]
    month = day if pa.types.is_string(day.type) else pc.strftime(day, format="%Y-%m")
    (folder / table.name).mkdir()
    for said in pc.unique(month).to_pylist():
        part = rows.filter(pc.is_null(month) if said is None else pc.equal(month, said))
        by_unit = part.sort_by([("unit", "ascending"), ("id", "ascending")])
        pq.write_table(by_unit, folder / table.name / f"{said or UNDATED}.parquet", compression="zstd")
    return int(rows.num_rows)
