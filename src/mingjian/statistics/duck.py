"""DuckDB, the embedded engine: facts in memory, or kept in one file between runs."""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
from ibis.backends.sql.compilers import DuckDBCompiler

from mingjian.statistics.engine import Row, Rows, arrow
from mingjian.statistics.facts import TABLES

_SETTINGS = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}


def connect(path: Path | None = None, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection that never looks for extensions elsewhere and draws no bar of its own."""
    con = duckdb.connect(str(path) if path else ":memory:", read_only=read_only, config=_SETTINGS)
    con.execute("SET enable_progress_bar = false")
    return con


class Duck:
    """Statements on a DuckDB connection whose tables are called as the tables of facts."""

    compiler = DuckDBCompiler()

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con

    def run(self, sql: str) -> list[Row]:
        return self.read(sql).to_pylist()  # type: ignore[no-any-return]

    def read(self, sql: str) -> pa.Table:
        return self.con.execute(sql).to_arrow_table()

    def place(self, table: str) -> tuple[str, str | None]:
        return table, None

    def columns(self, table: str) -> Collection[str]:
        sql = "SELECT column_name FROM duckdb_columns() WHERE table_name = ?"
        return [name for (name,) in self.con.execute(sql, [table]).fetchall()]

    def give(self, name: str, columns: Mapping[str, Sequence[str]]) -> None:
        self.con.register(
            name, pa.table({key: pa.array(values, pa.string()) for key, values in columns.items()})
        )


class Loaded(Duck):
    """Tables in memory, each read when it is first asked for."""

    def __init__(self, tables: Mapping[str, Rows | Callable[[], Rows]]) -> None:
        super().__init__(connect())
        self._sources = {name: source if callable(source) else arrow(TABLES[name], source)
                         for name, source in tables.items()}  # fmt: skip

    def columns(self, table: str) -> Collection[str]:
        if table in self._sources:
            source = self._sources.pop(table)
            rows = arrow(TABLES[table], source()) if callable(source) else source
            self.con.register("loading", rows)
            self.con.execute(f'CREATE TABLE "{table}" AS SELECT * FROM loading')
            self.con.unregister("loading")
        return super().columns(table)
