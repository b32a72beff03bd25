"""Facts in DuckDB: loaded from rows, Arrow tables or the working database, asked through Ibis."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import ibis
import pyarrow as pa
from ibis.backends.duckdb import Backend

from mingjian.statistics.facts import TABLES, Column, Table

Rows: TypeAlias = Iterable[Mapping[str, Any]] | pa.Table

_TYPES = {"date": pa.date32(), "flag": pa.int32(), "number": pa.int64()}


class Facts:
    """A set of fact tables in memory that figures are computed over; tables not given are empty.

    One connection, for one thread at a time.
    """

    def __init__(self, tables: Mapping[str, Rows]) -> None:
        """Take rows or Arrow tables by table name; KeyError for a table or column that facts do not have."""
        unknown = sorted(set(tables) - set(TABLES))
        if unknown:
            raise KeyError(f"没有名为「{unknown[0]}」的事实表")
        self._engine = _connect()
        self._arrow = {name: arrow(table, tables.get(name, ())) for name, table in TABLES.items()}
        for name, rows in self._arrow.items():
            self._engine.con.register(f"given_{name}", rows)
            self._engine.con.execute(f'CREATE TABLE "{name}" AS SELECT * FROM "given_{name}"')
            self._engine.con.unregister(f"given_{name}")

    def table(self, name: str) -> ibis.Table:
        """The table as an Ibis expression."""
        return self._engine.table(name)

    def arrow(self, name: str) -> pa.Table:
        """The table as it was loaded."""
        return self._arrow[name]

    @property
    def units(self) -> list[dict[str, Any]]:
        """The rows of units, for `scope`."""
        return self._arrow["units"].to_pylist()  # type: ignore[no-any-return]

    def rows(self, expression: ibis.Expr) -> list[dict[str, Any]]:
        """The rows of an expression over these tables."""
        return self._engine.to_pyarrow(expression).to_pylist()  # type: ignore[no-any-return]


def _connect() -> Backend:
    return ibis.duckdb.connect(
        ":memory:", autoinstall_known_extensions=False, autoload_known_extensions=False
    )


def schema(table: Table) -> pa.Schema:
    """The Arrow schema of a table: dates as days, flags as 0/1 integers, all else as text."""
    return pa.schema([(column.name, _TYPES.get(column.type, pa.string())) for column in table.columns])


def arrow(table: Table, rows: Rows) -> pa.Table:
    """Rows as an Arrow table of exactly the table's columns; what a row does not say is unknown.

    Dates may be dates or ISO text, flags 0/1 or truth values. KeyError for a column that the table has not.
    """
    if isinstance(rows, pa.Table):
        _refuse_columns(table, rows.column_names)
        return pa.table(
            [_cast(rows[item.name], item) if item.name in rows.column_names else _nulls(item, len(rows))
             for item in table.columns], schema=schema(table))  # fmt: skip
    rows = list(rows)
    _refuse_columns(table, {name for row in rows for name in row})
    columns = [_array(column, [row.get(column.name) for row in rows]) for column in table.columns]
    return pa.table(columns, schema=schema(table))


def _refuse_columns(table: Table, names: Iterable[str]) -> None:
    unknown = sorted(set(names) - {column.name for column in table.columns})
    if unknown:
        raise KeyError(f"事实表「{table.name}」没有「{unknown[0]}」一列")


def _array(column: Column, values: list[Any]) -> pa.Array:
    if column.type in ("flag", "number"):
        values = [None if value is None or value == "" else int(value) for value in values]
    elif column.type != "date" or any(isinstance(value, str) for value in values):
        values = [None if value is None or value == "" else str(value) for value in values]
        return pa.array(values, pa.string()).cast(_TYPES.get(column.type, pa.string()))
    return pa.array(values, _TYPES[column.type])


def _cast(values: pa.ChunkedArray, column: Column) -> pa.ChunkedArray:
    return values.cast(_TYPES.get(column.type, pa.string()))


def _nulls(column: Column, length: int) -> pa.Array:
    return pa.nulls(length, _TYPES.get(column.type, pa.string()))
