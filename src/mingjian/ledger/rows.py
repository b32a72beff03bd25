"""Rows of ledger tables read and written with plain statements, values converted as the models' fields do it."""

from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple
from uuid import UUID
from zlib import crc32

from django.db import connection, models

from mingjian.ledger.values import POSTGRESQL, Conversion, Reading, expression, reader, writer

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

    @cached_property
    def readers(self) -> dict[str, Reading]:
        return {name: reader(field) for name, field in self.fields.items()}

    @cached_property
    def writers(self) -> dict[str, Conversion]:
        return {name: writer(field) for name, field in self.fields.items()}

    def select(self, where: str = "", alias: str = "") -> str:
        return f"SELECT {self.selected(alias)} FROM {self.name} {alias} {where}"

    def selected(self, alias: str = "", names: tuple[str, ...] = ()) -> str:
        """The columns (all, or these) as `read` wants them."""
        return _selected(self, alias, names or tuple(self.fields))

    def read(self, row: Sequence[Any]) -> Values:
        """A row of `select`, as Python values by attribute name."""
        return self.read_many([row])[0]

    def read_many(self, rows: Sequence[Sequence[Any]], names: Sequence[str] = ()) -> list[Values]:
        """Rows of `select` (of all columns, or these), as Python values by attribute name; converted column by column."""
        names = names or tuple(self.fields)
        columns = [
            column if (read := self.readers[name]) is None else read(column)
            for name, column in zip(names, zip(*rows, strict=True), strict=bool(rows))
        ]
        return [dict(zip(names, row, strict=False)) for row in zip(*columns, strict=True)]

    def read_some(self, names: Sequence[str], row: Sequence[Any]) -> Values:
        """A row of some columns, as Python values."""
        return self.read_many([row], names)[0]

    def write(self, name: str, value: Any) -> Any:
        """One value as the driver wants it."""
        return self.written((name,), [{name: value}])[0][0]

    def written(self, names: Sequence[str], rows: Iterable[Values]) -> list[list[Any]]:
        """The values of these columns, row by row, as the driver wants them."""
        some = [(name, self.writers[name]) for name in names]
        return [
            [row[name] if row[name] is None or write is None else write(row[name]) for name, write in some]
            for row in rows
        ]


@cache
def table(model: type[models.Model]) -> Table:
    return Table(model)


@cache
def _selected(of: Table, alias: str, names: tuple[str, ...]) -> str:
    prefix = f"{alias}." if alias else ""
    return ", ".join(expression(of.fields[name], prefix + of.columns[name]) for name in names)


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


def changes(
    of: Table,
    key: tuple[str, ...],
    new: Sequence[Values] = (),
    changed: Sequence[Values] = (),
    gone: Sequence[Values] = (),
) -> list[Statement]:
    """What puts new rows, changed ones and those that are no more into one table; nothing for none."""
    found: list[Statement] = [Insert(of, list(new))] if new else []
    found += [Update(of, key, list(changed))] if changed else []
    return [*found, *([Delete(of, list(gone))] if gone else [])]


def fetch(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()  # type: ignore[no-any-return]


def as_uuid(value: UUID | str) -> UUID:
    """An id as a plain statement gives it: PostgreSQL's driver as such, SQLite's as text."""
    return value if isinstance(value, UUID) else UUID(value)


def write(statements: Iterable[Statement]) -> None:
    """Write a few rows: on PostgreSQL all of them in one statement, on SQLite one after the other."""
    prepared = [item for statement in statements for item in _prepared(statement)]
    with connection.cursor() as cursor:
        if POSTGRESQL and len(prepared) > 1:
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
            values = [value for row in statement.table.written(names, rows) for value in row]
            yield _insert(statement, names) + ", ".join([place] * len(rows)) + _quietly(statement), values
            continue
        sql, order = _change(statement, names)
        for row in statement.table.written(order, rows):
            yield sql, row


def _change(statement: Update | Delete, names: tuple[str, ...]) -> tuple[str, list[str]]:
    """An UPDATE or DELETE of one row, and the order of its values."""
    key = statement.key if isinstance(statement, Update) else names
    where = " AND ".join(f"{statement.table.columns[name]} = %s" for name in key)
    if isinstance(statement, Delete):
        return f"DELETE FROM {statement.table.name} WHERE {where}", list(key)
    changed = [name for name in names if name not in key]
    sets = ", ".join(f"{statement.table.columns[name]} = %s" for name in changed)
    return f"UPDATE {statement.table.name} SET {sets} WHERE {where}", [*changed, *key]


def _insert(statement: Insert, names: Iterable[str]) -> str:
    columns = ", ".join(statement.table.columns[name] for name in names)
    return f"INSERT INTO {statement.table.name} ({columns}) VALUES "


def _quietly(statement: Insert) -> str:
    return " ON CONFLICT DO NOTHING" if statement.quietly else ""


def _same_columns(rows: Iterable[Values]) -> Iterable[tuple[tuple[str, ...], list[Values]]]:
    groups: dict[tuple[str, ...], list[Values]] = {}
    for row in rows:
        groups.setdefault(tuple(row), []).append(row)
    return groups.items()


def write_many(statements: Iterable[Statement]) -> None:
    """Write many rows: COPY and one UPDATE for each set of columns on PostgreSQL, executemany on SQLite."""
    for statement in _gathered(statements):
        for names, rows in _same_columns(statement.rows):
            if POSTGRESQL:
                _copy(statement, names, rows)
            else:
                _execute_many(statement, names, rows)


def _gathered(statements: Iterable[Statement]) -> list[Statement]:
    """One statement for all rows of a table: first what is no more, as it may stand in the way of what is new;
    then what is new, since it may be changed in the same work. What gives way to a row that is there comes after it.
    """
    found: dict[tuple[Any, ...], Statement] = {}
    for statement in statements:
        key = (type(statement), *(part for part in statement if part is not statement.rows))
        if key in found:
            found[key].rows.extend(statement.rows)
        else:
            found[key] = statement._replace(rows=list(statement.rows))
    return sorted(found.values(), key=_turn)


def _turn(statement: Statement) -> tuple[int, bool]:
    gives_way = isinstance(statement, Insert) and statement.quietly
    return (Delete, Insert, Update).index(type(statement)), gives_way


def _execute_many(statement: Statement, names: tuple[str, ...], rows: list[Values]) -> None:
    if isinstance(statement, Insert):
        sql = _insert(statement, names) + f"({', '.join(['%s'] * len(names))})" + _quietly(statement)
        order: Sequence[str] = names
    else:
        sql, order = _change(statement, names)
    with connection.cursor() as cursor:
        cursor.executemany(sql, statement.table.written(order, rows))


def _copy(statement: Statement, names: tuple[str, ...], rows: list[Values]) -> None:
    columns = [statement.table.columns[name] for name in names]
    target, listed = statement.table.name, ", ".join(columns)
    straight = isinstance(statement, Insert) and not statement.quietly
    # One table on the way for each set of columns, as long as the transaction: each holds locks until its end, and a year
    # that is written in one would run out of them.
    through = target if straight else f"copied_{target}_{crc32(listed.encode()):08x}"
    with connection.cursor() as cursor:
        if not straight:
            cursor.execute(
                f"CREATE TEMP TABLE IF NOT EXISTS {through} ON COMMIT DROP AS SELECT {listed} FROM {target} LIMIT 0"
            )
        with cursor.copy(f"COPY {through} ({listed}) FROM STDIN") as copy:
            for row in statement.table.written(names, rows):
                copy.write_row(row)
        if not straight:
            cursor.execute(_from_copied(statement, through, columns))
            cursor.execute(f"TRUNCATE {through}")


def _from_copied(statement: Statement, through: str, columns: list[str]) -> str:
    target, listed = statement.table.name, ", ".join(columns)
    if isinstance(statement, Insert):
        return f"INSERT INTO {target} ({listed}) SELECT {listed} FROM {through} ON CONFLICT DO NOTHING"
    keys = (
        [statement.table.columns[name] for name in statement.key]
        if isinstance(statement, Update)
        else columns
    )
    where = " AND ".join(f"t.{key} = c.{key}" for key in keys)
    if isinstance(statement, Delete):
        return f"DELETE FROM {target} t USING {through} c WHERE {where}"
    sets = ", ".join(f"{column} = c.{column}" for column in columns if column not in keys)
    return f"UPDATE {target} t SET {sets} FROM {through} c WHERE {where}"
