"""Facts as figures see them: Ibis tables whose expressions one of three engines runs, DuckDB, PostgreSQL or Spark."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, Protocol, TypeAlias
from zlib import crc32

import ibis
import pyarrow as pa

from mingjian.statistics.facts import TABLES, Column, Table

Rows: TypeAlias = Iterable[Mapping[str, Any]] | pa.Table
Row = dict[str, Any]

_TYPES = {"date": pa.date32(), "flag": pa.int32(), "number": pa.int64()}
_IBIS = {"date": "date", "flag": "int32", "number": "int64"}


class Engine(Protocol):
    """What keeps tables of facts and runs statements over them; one connection, for one thread at a time."""

    compiler: Any  # of Ibis, for its dialect

    def run(self, sql: str) -> list[Row]:
        """The rows of a statement."""

    def read(self, sql: str) -> Rows:
        """The rows of a statement that gives very many."""

    def place(self, table: str) -> tuple[str, str | None]:
        """The name of a table of facts there, and the schema it stands in."""

    def columns(self, table: str) -> Collection[str]:
        """The columns it has; none if it has no such table."""

    def give(self, name: str, columns: Mapping[str, Sequence[str]]) -> None:
        """A small table of text for the time of the connection."""


class Facts:
    """A set of fact tables that figures are computed over; tables not given are empty.

    The same expressions run on every engine; by default it is DuckDB, in memory, with the rows given here.
    `closed`: every unit that a row names is among its units, so that the scope of all units needs no filter.
    `counted`: what has been counted of them, so that a text, its checks and what stands beside it count once.
    """

    def __init__(
        self, tables: Mapping[str, Rows | Callable[[], Rows]] | None = None, *, engine: Engine | None = None,
        closed: bool = False,
    ) -> None:  # fmt: skip
        """Take rows, Arrow tables or what reads them by table name; KeyError for a table or column that facts have not."""
        unknown = sorted(set(tables or {}) - set(TABLES))
        if unknown:
            raise KeyError(f"没有名为“{unknown[0]}”的事实表")
        if engine is None:
            from mingjian.statistics.duck import Loaded

            engine = Loaded(tables or {})
        self.engine: Engine = engine
        self._closed = closed
        self._tables: dict[str, ibis.Table] = {}
        self._given: set[str] = set()
        self.counted: dict[tuple[Any, ...], dict[str, int]] = {}

    def table(self, name: str) -> ibis.Table:
        """The table as an Ibis expression; columns that the engine does not have yet are unknown."""
        if name not in self._tables:
            self._tables[name] = self._table(TABLES[name])
        return self._tables[name]

    def _table(self, table: Table) -> ibis.Table:
        (placed, schema), known = self.engine.place(table.name), set(self.engine.columns(table.name))
        types = {column.name: _IBIS.get(column.type, "string") for column in table.columns}
        if not known:
            empty = self.given({"id": []})
            return empty.select(**{name: ibis.null(of) for name, of in types.items()})
        there = {name: of for name, of in types.items() if name in known}
        rows = ibis.table(there, name=placed, database=schema)
        return rows.select(**{name: rows[name] if name in there else ibis.null(of) for name, of in types.items()}) if len(
            there) < len(types) else rows  # fmt: skip

    def given(self, columns: Mapping[str, Sequence[str]]) -> ibis.Table:
        """A small table of text, such as the units of a scope."""
        name = f"given_{crc32(repr(sorted(columns.items())).encode()):08x}"
        if name not in self._given:
            self.engine.give(name, columns)
            self._given.add(name)
        return ibis.table(dict.fromkeys(columns, "string"), name=name)

    def rows(self, expression: ibis.Expr) -> list[Row]:
        """The rows of an expression over these tables."""
        return self.engine.run(self.sql(expression))

    def sql(self, expression: ibis.Expr) -> str:
        """The statement that asks for an expression."""
        return _statement(self.engine.compiler, expression.op())

    def arrow(self, name: str) -> pa.Table:
        """The whole table, in the order of ids."""
        return arrow(TABLES[name], self.engine.read(self.sql(self.table(name).order_by("id"))))

    def size(self, name: str) -> int:
        """How many rows a table has."""
        return int(self.rows(self.table(name).aggregate(n=self.table(name).count()))[0]["n"])

    @cached_property
    def units(self) -> list[Row]:
        """The rows of units, for `scope`."""
        return self.rows(self.table("units").order_by("id"))

    def covered(self, units: Collection[str]) -> bool:
        """Whether these are all the units whose facts there are."""
        return self._closed and {row["id"] for row in self.units} <= set(units)


@lru_cache(maxsize=1024)
def _statement(compiler: Any, asked: Any) -> str:
    """Written once for what is asked again and again."""
    return str(compiler.to_sqlglot(asked.to_expr()).sql(dialect=compiler.dialect))


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
        raise KeyError(f"事实表“{table.name}”没有“{unknown[0]}”一列")


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
