"""Spark as engine of figures, for a province or the country: over facts exported as Parquet (extra `spark`, needs Java)."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from ibis.backends.sql.compilers import PySparkCompiler

from mingjian.statistics.engine import Facts, Row
from mingjian.statistics.facts import TABLES
from mingjian.statistics.parquet import files


class Spark:
    """Statements in a session; a table is a view of its Parquet files."""

    compiler = PySparkCompiler()

    def __init__(self, session: Any, folder: Path) -> None:
        self._session, self._folder = session, folder

    def run(self, sql: str) -> list[Row]:
        return [row.asDict() for row in self._session.sql(sql).collect()]

    read = run

    def place(self, table: str) -> tuple[str, str | None]:
        return f"facts_{table}", None

    def columns(self, table: str) -> Collection[str]:
        found = [str(path) for path in files(self._folder, table)]
        if not found:
            return []
        rows = self._session.read.parquet(*found)
        rows.createOrReplaceTempView(self.place(table)[0])
        return list(rows.columns)

    def give(self, name: str, columns: Mapping[str, Sequence[str]]) -> None:
        schema = ", ".join(f"`{column}` string" for column in columns)
        rows = list(zip(*columns.values(), strict=True))
        self._session.createDataFrame(rows, schema).createOrReplaceTempView(name)


def session(cores: int | str = "*", memory: str = "2g", *, settings: Mapping[str, str] | None = None) -> Any:
    """A session on this machine, `settings` over ours; on a cluster the caller brings its own."""
    from pyspark.sql import SparkSession

    ours = {
        "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.sql.session.timeZone": "Asia/Shanghai",
        "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.memory": memory,
        "spark.sql.shuffle.partitions": "4", "spark.sql.ansi.enabled": "true",
    }  # fmt: skip
    builder = SparkSession.builder.master(f"local[{cores}]").appName("mingjian")
    for name, value in {**ours, **(settings or {})}.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def on_spark(folder: Path, within: Any) -> Facts:
    """The dataset exported to a folder (`mingjian export facts`), counted in a session."""
    missing = [name for name in ("units",) if name in TABLES and not files(folder, name)]
    if missing:
        raise FileNotFoundError(f"“{folder}”中没有导出的统计台账；请先用mingjian export facts导出")
    return Facts(engine=Spark(within, folder), closed=True)
