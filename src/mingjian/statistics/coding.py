"""What acts say as the typed values of facts: codes by the lawbook's lists, flags, days."""

from datetime import date
from typing import Any

from mingjian.law.lawbook import Lawbook
from mingjian.statistics.facts import TABLES, Column

Row = dict[str, Any]

# The code list behind each column of facts; `origin` and `measure` differ from table to table.
LISTS = {
    "channel": "channel", "petitions.origin": "complaint_origin", "leads.origin": "lead_origin",
    "content_class": "content_class", "outcome": "outcome", "behaviour": "discipline", "rank_class": "rank_class",
    "disposal_way": "disposal_way", "party_sanction": "party_sanction", "gov_sanction": "gov_sanction",
    "measures.measure": "organisational_measure",
}  # fmt: skip


def typed(table: str, row: Row, book: Lawbook) -> Row:
    """A row with every column of its table, and the matter it came from; what it does not say is unknown."""
    values = {
        column.name: _value(table, column, row.get(column.name), book) for column in TABLES[table].columns
    }
    return {**values, "matter": row["matter"]}


def _value(table: str, column: Column, value: Any, book: Lawbook) -> Any:
    if value is None or value == "":
        return None
    if column.type == "date":
        return date.fromisoformat(value) if isinstance(value, str) else value
    if column.type == "flag":
        return int(value)
    if column.type == "number":
        return round(float(value))  # amounts of money in whole yuan
    if column.type == "month":
        return str(value)[:7]
    return _code(table, column, value, book) if column.type == "code" else value


def _code(table: str, column: Column, value: str, book: Lawbook) -> str | None:
    """The code of facts; None for one that facts do not know (`checks.check_codes` names it)."""
    name = LISTS.get(f"{table}.{column.name}") or LISTS.get(column.name)
    codes = book.taxonomy(name) if name else None
    fact = codes.fact(value) if codes and value in codes.codes else value
    return fact if fact in column.codes else None
