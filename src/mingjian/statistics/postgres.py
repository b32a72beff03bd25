"""PostgreSQL as engine of figures: over the fact tables of the working database, or over a schema of facts."""

from collections.abc import Collection, Mapping, Sequence
from io import BytesIO
from typing import Any

import psycopg
from ibis.backends.sql.compilers import PostgresCompiler
from psycopg import sql
from pyarrow.csv import WriteOptions, write_csv

from mingjian.statistics.engine import Facts, Row
from mingjian.statistics.facts import TABLES

SCHEMA = "facts"
_SQL = {"date": "date", "flag": "smallint", "number": "bigint"}


class Postgres:
    """Statements on a connection. `names`: what the tables of facts are called there; `schema`: where they stand."""

    compiler = PostgresCompiler()

    def __init__(
        self, con: psycopg.Connection[Any], names: Mapping[str, str], schema: str | None = None
    ) -> None:
        self.con = con
        self._names, self._schema = names, schema

    def run(self, sql: str) -> list[Row]:
        with self.con.cursor(row_factory=psycopg.rows.dict_row) as cursor:
            return cursor.execute(sql.encode()).fetchall()

    read = run

    def place(self, table: str) -> tuple[str, str | None]:
        return self._names.get(table, table), self._schema

    def columns(self, table: str) -> Collection[str]:
        name, schema = self.place(table)
        asked = "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped"
        placed = sql.Identifier(schema, name) if schema else sql.Identifier(name)
        return [row[0] for row in self.con.execute(asked, [placed.as_string(self.con)]).fetchall()]

    def give(self, name: str, columns: Mapping[str, Sequence[str]]) -> None:
        table = sql.Identifier(name)
        said = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(column)) for column in columns)
        self.con.execute(sql.SQL("CREATE TEMPORARY TABLE IF NOT EXISTS {} ({})").format(table, said))
        self.con.execute(sql.SQL("TRUNCATE {}").format(table))
        with self.con.cursor() as cursor, cursor.copy(sql.SQL("COPY {} FROM STDIN").format(table)) as copy:
            for row in zip(*columns.values(), strict=True):
                copy.write_row(row)
        self.con.execute(sql.SQL("ANALYZE {}").format(table))


def load(facts: Facts, con: psycopg.Connection[Any], schema: str = SCHEMA) -> None:
    """Write a dataset into a schema, in place of what stood there; text is ordered by bytes, as elsewhere."""
    place = sql.Identifier(schema)
    with con.transaction():
        con.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(place))
        con.execute(sql.SQL("CREATE SCHEMA {}").format(place))
        for name, table in TABLES.items():
            placed = sql.Identifier(schema, name)
            columns = [sql.SQL("{} {}").format(sql.Identifier(column.name), sql.SQL(_SQL.get(column.type, 'text COLLATE "C"')))
                       for column in table.columns]  # fmt: skip
            con.execute(sql.SQL("CREATE TABLE {} ({})").format(placed, sql.SQL(", ").join(columns)))
            said = sql.SQL("COPY {} FROM STDIN (FORMAT csv)").format(placed)
            with con.cursor() as cursor, cursor.copy(said) as copy:
                for batch in facts.arrow(name).to_batches(max_chunksize=50_000):
                    part = BytesIO()
                    write_csv(batch, part, WriteOptions(include_header=False))  # what is unknown is empty
                    copy.write(part.getvalue())
            con.execute(sql.SQL("ANALYZE {}").format(placed))


def on_postgres(con: psycopg.Connection[Any], schema: str = SCHEMA) -> Facts:
    """The dataset in a schema."""
    return Facts(engine=Postgres(con, {}, schema), closed=True)
