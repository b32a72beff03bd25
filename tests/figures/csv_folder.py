"""Facts of a test as a folder of CSV files, as another commission would send them."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mingjian.statistics.facts import TABLES


def write_csv(folder: Path, facts: Mapping[str, Sequence[Mapping[str, Any]]]) -> Path:
    """One file a table with every column; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in facts.items():
        columns = [column.name for column in TABLES[name].columns]
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return folder


def _cell(value: object) -> object:
    return "" if value is None else int(value) if isinstance(value, bool) else value
