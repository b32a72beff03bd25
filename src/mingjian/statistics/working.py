"""Facts out of the working database: one cursor read per table, through Arrow into the engine."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import pyarrow as pa
from django.db import connections

from mingjian.statistics.engine import Facts
from mingjian.statistics.facts import TABLES, Column
from mingjian.statistics.models import FACT_MODELS

BATCH = 50_000


def working_facts(
    units: Iterable[Mapping[str, Any]], heads: Iterable[Mapping[str, Any]] = (), *, using: str = "default"
) -> Facts:
    """The facts kept in the database `using`, with the given units (id, name, parent, level) and posts of principal heads.

    A table is read when a figure first asks for it.
    """
    tables: dict[str, Any] = {name: partial(_read, name, using) for name in FACT_MODELS}
    return Facts({"units": list(units), "heads": list(heads), **tables})


def _read(name: str, using: str) -> pa.Table:
    """The rows of one table; dates come as ISO text, which Arrow reads faster than the driver makes dates."""
    columns = TABLES[name].columns
    quote = connections[using].ops.quote_name
    selected = ", ".join(_select(column, quote(column.name)) for column in columns)
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT {selected} FROM {quote(FACT_MODELS[name]._meta.db_table)}")
        parts = []
        while rows := cursor.fetchmany(BATCH):
            arrays = [
                pa.array(values, _given(column))
                for column, values in zip(columns, zip(*rows, strict=True), strict=True)
            ]
            parts.append(pa.table(arrays, names=[column.name for column in columns]))
    return pa.concat_tables(parts) if parts else pa.table({})


def _select(column: Column, quoted: str) -> str:
    return f"CAST({quoted} AS varchar(10))" if column.type == "date" else quoted


def _given(column: Column) -> pa.DataType:
    return {"flag": pa.int32(), "number": pa.int64()}.get(column.type, pa.string())
