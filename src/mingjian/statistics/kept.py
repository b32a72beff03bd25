"""The imported dataset as it is kept between runs: one DuckDB file, replaced whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from mingjian.statistics.duck import Duck, connect
from mingjian.statistics.engine import Facts
from mingjian.statistics.facts import TABLES

FILE = "facts.duckdb"


@contextmanager
def replacing(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database that takes the place of the kept one when all went well."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as fresh:
        path = Path(fresh) / FILE
        with connect(path) as con:
            yield con
        folder.mkdir(exist_ok=True)
        os.replace(path, folder / FILE)


def keep(facts: Facts, folder: Path) -> None:
    """Write the tables of a dataset; what the folder held before is replaced whole, or not at all."""
    with replacing(folder) as con:
        for name in TABLES:
            con.register("given", facts.arrow(name))
            con.execute(f'CREATE TABLE "{name}" AS SELECT * FROM given')
            con.unregister("given")


def kept(folder: Path) -> Facts:
    """The dataset kept in a folder; FileNotFoundError if there is none."""
    if not (folder / FILE).is_file():
        raise FileNotFoundError(f"没有保存的统计台账“{folder.name}”；请先用mingjian import facts导入")
    return Facts(engine=Duck(connect(folder / FILE, read_only=True)), closed=True)
