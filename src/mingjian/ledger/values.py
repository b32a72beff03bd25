"""How a value goes into a column and comes out of it: as Django's fields do it, without their cost for each value."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from json import JSONDecoder
from typing import Any
from uuid import UUID

from django.db import connection, models

from mingjian.ledger.fields import JsonText, dumps

POSTGRESQL = (
    connection.vendor == "postgresql"
)  # else SQLite; asking the connection each time costs more than a row
Conversion = Callable[[Any], Any] | None  # None where there is nothing to convert; never called with None
Reading = Callable[[Sequence[Any]], Iterable[Any]] | None  # a column at a time, None among its values
_AS_THEY_ARE = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.BooleanField,
    models.BinaryField,
)


def reader(field: "models.Field[Any, Any]") -> Reading:
    """From the driver's values to the Python values of a column."""
    target = _target(field)
    if isinstance(target, JsonText):
        return _parsed
    if isinstance(target, models.UUIDField):
        return None if POSTGRESQL else partial(map, _uuid)
    if isinstance(target, models.DateTimeField):
        return instants
    if isinstance(target, models.DateField):
        return None if POSTGRESQL else days
    if isinstance(target, _AS_THEY_ARE):
        return None
    return _from_django(target)


def writer(field: "models.Field[Any, Any]") -> Conversion:
    """From the Python value of a column to the driver's value."""
    target = _target(field)
    if isinstance(target, JsonText):
        return _said
    if isinstance(target, _AS_THEY_ARE):
        return None
    for kind, (type_, write) in _TO_SQLITE.items():
        if isinstance(target, kind):
            return None if POSTGRESQL else _if_of_type(type_, write, target)
    return _to_django(target)


def _if_of_type(type_: type, write: Callable[[Any], Any], field: "models.Field[Any, Any]") -> Conversion:
    """Quickly what is of the type expected, as Django does it what is only like it (an id as text)."""
    slowly = _to_django(field)
    return lambda value: write(value) if type(value) is type_ else slowly(value)


def _to_django(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    return lambda value: field.get_db_prep_save(value, connection)


def _target(field: "models.Field[Any, Any]") -> "models.Field[Any, Any]":
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field


# Bounded; the rows of one matter follow each other, and all have its id.
@lru_cache(maxsize=1024)
def _uuid(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


@lru_cache(maxsize=4096)
def day(text: str | None) -> date | None:
    """A day as SQLite keeps it."""
    return None if text is None else date.fromisoformat(text)


days = partial(map, day)


def instants(column: Sequence[Any]) -> Iterable[datetime | None]:
    """Instants in UTC, of which neither database says so: SQLite keeps text, PostgreSQL is asked for them so."""
    if column.count(None) == len(column):
        return column
    if POSTGRESQL:
        return [value and value.replace(tzinfo=UTC) for value in column]
    return [value and datetime.fromisoformat(value + "+00:00") for value in column]


def expression(field: "models.Field[Any, Any]", column: str) -> str:
    """How a column is selected, so that its driver reads it fast: PostgreSQL's takes its time over zones; SQLite's
    parses days by the declared type, slowly, and an expression has none.
    """
    target = _target(field)
    if POSTGRESQL:
        return f"{column} AT TIME ZONE 'UTC'" if isinstance(target, models.DateTimeField) else column
    return f"+{column}" if isinstance(target, models.DateField) else column


def in_json(field: "models.Field[Any, Any]", column: str) -> str:
    """How a column is selected into JSON, alike in both databases: days and instants as `str` has them, in UTC."""
    if POSTGRESQL and isinstance(_target(field), models.DateTimeField):
        return f"replace(to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), '.000000', '')"
    return column


_scan = JSONDecoder().scan_once


def decoded(text: str) -> Any:
    """JSON as acts keep it, nothing around it. Raises ValueError."""
    try:
        value, end = _scan(text, 0)
    except StopIteration:
        end = -1
    if end != len(text):
        raise ValueError("not the JSON of an act")
    return value


def _parsed(column: Sequence[str | None]) -> list[Any]:
    return [[] if text == "[]" else text and decoded(text) for text in column]


def _said(value: Any) -> str:
    return "[]" if value == [] else dumps(value)


def utc(value: datetime) -> str:
    """An instant in UTC, without saying so."""
    return str(value.astimezone(UTC).replace(tzinfo=None))


_TO_SQLITE: dict[type, tuple[type, Callable[[Any], str]]] = {
    models.UUIDField: (UUID, lambda value: value.hex),
    models.DateTimeField: (datetime, utc),
    models.DateField: (date, lambda value: value.isoformat()),
}


def _from_django(field: "models.Field[Any, Any]") -> Reading:
    """The conversions of database and field, as one function."""
    column = field.get_col("t")
    steps = [*connection.ops.get_db_converters(column), *field.get_db_converters(connection)]
    if not steps:
        return None

    def convert(value: Any) -> Any:
        for step in steps:
            value = step(value, column, connection)
        return value

    return lambda values: [None if value is None else convert(value) for value in values]
