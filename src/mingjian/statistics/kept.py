"""Datasets kept as Parquet, one file per table: imported facts between runs, exported facts for roll-up."""

import shutil
import tempfile
from pathlib import Path

import pyarrow.parquet as pq

from mingjian.statistics.engine import Facts
from mingjian.statistics.facts import TABLES


def keep(facts: Facts, folder: Path) -> None:
    """Write the tables of a dataset; what the folder held before is replaced whole, or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name in TABLES:
            rows = facts.arrow(name)
            by_unit = rows.sort_by([("unit", "ascending"), ("id", "ascending")]) if name != "units" else rows
            pq.write_table(by_unit, fresh / f"{name}.parquet")
        before = fresh.with_name(f"{fresh.name}-before")
        if folder.exists():
            folder.rename(before)
        fresh.rename(folder)
        shutil.rmtree(before, ignore_errors=True)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def kept(folder: Path) -> Facts:
    """The dataset kept in a folder, tables without a file empty; FileNotFoundError if there is none."""
    if not folder.is_dir():
        raise FileNotFoundError(f"没有保存的统计台账「{folder.name}」；请先用mingjian import facts导入")
    files = {name: folder / f"{name}.parquet" for name in TABLES}
    return Facts({name: pq.read_table(path) for name, path in files.items() if path.is_file()})
