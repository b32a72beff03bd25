"""The same facts on every engine, for tests; an engine that this machine has not is skipped aloud."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from mingjian.statistics.engine import Facts
from mingjian.statistics.parquet import export
from mingjian.statistics.postgres import load, on_postgres
from mingjian.statistics.spark import on_spark, session

ENGINES = (pytest.param("postgresql", marks=pytest.mark.postgresql), "spark")


@contextmanager
def on(engine: str, facts: Facts, folder: Path, url: str | None) -> Iterator[Facts]:
    """These facts as the engine keeps them."""
    if engine == "spark":
        export(facts, folder)
        yield on_spark(folder, spark())
        return
    assert url
    with psycopg.connect(url) as con:
        load(facts, con, "facts_of_tests")
        yield on_postgres(con, "facts_of_tests")
        con.rollback()


def spark() -> Any:
    if shutil.which("java") is None:
        pytest.skip("没有Java，Spark上的测试已跳过（Debian：apt-get install openjdk-17-jre-headless）")
    pytest.importorskip(
        "pyspark", reason="没有安装pyspark，Spark上的测试已跳过（pip install mingjian[spark]）"
    )
    return session(cores=2, memory="1g", settings=_FEW_ROWS)


# Compiling a program for each statement and spreading rows over tasks takes seconds, and pays for millions of rows only.
_FEW_ROWS = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
}


def postgres_url(environment: Mapping[str, str] = os.environ) -> str | None:
    """The server that tests run on, if any."""
    url = environment.get("MINGJIAN_DATABASE", "")
    return url if url.startswith("postgres") else None
