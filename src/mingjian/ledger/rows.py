"""Rows of ledger tables read and written with plain statements, values converted by the models' own fields."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import connection, models

Values = dict[str, Any]


class Table:
    """A model as columns: what Django's mapper knows, without its cost for each row."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.name = model._meta.db_table
        self.fields = {field.attname: field for field in model._meta.concrete_fields}
        self.columns = {attname: f'"{field.column}"' for attname, field in self.fields.items()}
        self.auto = isinstance(model._meta.pk, models.AutoField)
        self.key = str(model._meta.pk.attname)

    def select(self, where: str = "", alias: str = "") -> str:
        prefix = f"{alias}." if alias else ""
        columns = ", ".join(f"{prefix}{column}" for column in self.columns.values())
        return f"SELECT {columns} FROM {self.name} {alias} {where}"  # noqa: S608 - names of our own models

    def read(self, row: Sequence[Any]) -> Values:
        """A row of `select`, as Python values by attribute name."""
        readers = _readers(self.model, connection.vendor)
        return {
            name: value if reader is None or value is None else reader(value)
            for (name, reader), value in zip(readers, row, strict=True)
        }

    def read_some(self, names: Sequence[str], row: Sequence[Any]) -> Values:
        """A row of some columns, as Python values."""
        readers = dict(_readers(self.model, connection.vendor))
        return {name: value if value is None or readers[name] is None else readers[name](value)
                for name, value in zip(names, row, strict=True)}  # fmt: skip

    def write(self, name: str, value: Any) -> Any:
        return self.fields[name].get_db_prep_save(value, connection)


@cache
def table(model: type[models.Model]) -> Table:
    return Table(model)


@cache
def _readers(model: type[models.Model], vendor: str) -> list[tuple[str, Callable[[Any], Any] | None]]:
    return [(field.attname, _reader(field)) for field in model._meta.concrete_fields]


def _reader(field: "models.Field[Any, Any]") -> Callable[[Any], Any] | None:
    """The conversions of database and field, as one function; None where there is nothing to convert."""
    target = field
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    column = target.get_col("t")
    steps = [*connection.ops.get_db_converters(column), *target.get_db_converters(connection)]
    if isinstance(target, models.BinaryField):
        return bytes
    if not steps:
        return None

    def convert(value: Any) -> Any:
        for step in steps:
            value = step(value, column, connection)
        return value

    return convert


class Insert(NamedTuple):
    """New rows of one table; `quietly`: a row that is there already stays as it is."""

    table: Table
    rows: list[Values]
    quietly: bool = False


class Update(NamedTuple):
    """New values for the rows of one table; `key` names the columns that find the row."""

    table: Table
    key: tuple[str, ...]
    rows: list[Values]


class Delete(NamedTuple):
    """Rows of a projection that are no more; acts and what is in the chain are never deleted."""

    table: Table
    rows: list[Values]


Statement = Insert | Update | Delete


def fetch(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()  # type: ignore[no-any-return]


def write(statements: Iterable[Statement]) -> None:
    """Write a few rows: on PostgreSQL all of them in one statement, on SQLite one after the other."""
    prepared = [item for statement in statements for item in _prepared(statement)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and len(prepared) > 1:
            names = [f"w{number} AS ({sql})" for number, (sql, _) in enumerate(prepared)]
            values = [value for _, row in prepared for value in row]
            cursor.execute(f"WITH {', '.join(names)} SELECT 1", values)
            return
        for sql, row in prepared:
            cursor.execute(sql, row)


def _prepared(statement: Statement) -> Iterable[tuple[str, list[Any]]]:
    for names, rows in _same_columns(statement.rows):
        if isinstance(statement, Insert):
            place = f"({', '.join(['%s'] * len(names))})"
            values = [statement.table.write(name, row[name]) for row in rows for name in names]
            yield _insert(statement, names) + ", ".join([place] * len(rows)) + _quietly(statement), values
            continue
        sql, order = _change(statement, names)
        for row in rows:
            yield sql, [statement.table.write(name, row[name]) for name in order]


def _change(statement: Update | Delete, names: tuple[str, ...]) -> tuple[str, list[str]]:
    """An UPDATE or DELETE of one row, and the order of its values."""
    key = statement.key if isinstance(statement, Update) else names
    where = " AND ".join(f"{statement.table.columns[name]} = %s" for name in key)
    if isinstance(statement, Delete):
        return f"DELETE FROM {statement.table.name} WHERE {where}", list(key)  # noqa: S608
    changed = [name for name in names if name not in key]
    sets = ", ".join(f"{statement.table.columns[name]} = %s" for name in changed)
    return f"UPDATE {statement.table.name} SET {sets} WHERE {where}", [*changed, *key]  # noqa: S608


def _insert(statement: Insert, names: Iterable[str]) -> str:
    columns = ", ".join(statement.table.columns[name] for name in names)
    return f"INSERT INTO {statement.table.name} ({columns}) VALUES "  # noqa: S608


def _quietly(statement: Insert) -> str:
    return " ON CONFLICT DO NOTHING" if statement.quietly else ""


def _same_columns(rows: Iterable[Values]) -> Iterable[tuple[tuple[str, ...], list[Values]]]:
    groups: dict[tuple[str, ...], list[Values]] = {}
    for row in rows:
        groups.setdefault(tuple(row), []).append(row)
    return groups.items()


def write_many(statements: Iterable[Statement]) -> None:
    """Write many rows: COPY and one UPDATE for each set of columns on PostgreSQL, executemany on SQLite."""
    for statement in statements:
        for names, rows in _same_columns(statement.rows):
            if connection.vendor == "postgresql":
                _copy(statement, names, rows)
            else:
                _execute_many(statement, names, rows)


def _execute_many(statement: Statement, names: tuple[str, ...], rows: list[Values]) -> None:
    if isinstance(statement, Insert):
        sql = _insert(statement, names) + f"({', '.join(['%s'] * len(names))})" + _quietly(statement)
        order: Sequence[str] = names
    else:
        sql, order = _change(statement, names)
    with connection.cursor() as cursor:
        cursor.executemany(sql, [[statement.table.write(name, row[name]) for name in order] for row in rows])


def _copy(statement: Statement, names: tuple[str, ...], rows: list[Values]) -> None:
    columns = [statement.table.columns[name] for name in names]
    target, listed = statement.table.name, ", ".join(columns)
    straight = isinstance(statement, Insert) and not statement.quietly
    through = target if straight else f"copied_{target}"
    with connection.cursor() as cursor:
        if not straight:
            cursor.execute(f"CREATE TEMP TABLE {through} ON COMMIT DROP AS SELECT {listed} FROM {target} LIMIT 0")  # noqa: S608
        with cursor.copy(f"COPY {through} ({listed}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row([_plain(statement.table.write(name, row[name])) for name in names])
        if not straight:
            cursor.execute(_from_copied(statement, through, columns))
            cursor.execute(f"DROP TABLE {through}")


def _from_copied(statement: Statement, through: str, columns: list[str]) -> str:
    target, listed = statement.table.name, ", ".join(columns)
    if isinstance(statement, Insert):
        return f"INSERT INTO {target} ({listed}) SELECT {listed} FROM {through} ON CONFLICT DO NOTHING"  # noqa: S608
    keys = [statement.table.columns[name] for name in statement.key] if isinstance(statement, Update) else columns
    where = " AND ".join(f"t.{key} = c.{key}" for key in keys)
    if isinstance(statement, Delete):
        return f"DELETE FROM {target} t USING {through} c WHERE {where}"  # noqa: S608
    sets = ", ".join(f"{column} = c.{column}" for column in columns if column not in keys)
    return f"UPDATE {target} t SET {sets} FROM {through} c WHERE {where}"  # noqa: S608


def _plain(value: Any) -> Any:
    """psycopg's Binary wrapper is for parameters; COPY takes the bytes themselves."""
    return bytes(value.obj) if hasattr(value, "obj") else value


