"""Facts from a folder of CSV files (or of Parquet as exported), checked; one mistake and nothing of it is kept."""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pyarrow as pa
from duckdb import DuckDBPyConnection
from duckdb import Error as DuckError

from mingjian.statistics.cells import FactsRefused, Mistake, checked, columns_wrong, read, rows_of, wrong
from mingjian.statistics.duck import Duck, connect
from mingjian.statistics.engine import Facts, arrow
from mingjian.statistics.facts import TABLES, Table
from mingjian.statistics.parquet import files

Done = Callable[[str, int], None]  # a table, and how many bytes of its file are dealt with


def read_facts(folder: Path) -> Facts:
    """The facts in the files of a folder, in memory; else as `take_in`."""
    con = connect()
    take_in(folder, con)
    return Facts(engine=Duck(con), closed=True)


def take_in(folder: Path, con: DuckDBPyConnection, done: Done = lambda name, size: None) -> dict[str, int]:
    """Load the facts in the files of a folder into an empty database, one file (or exported table) per table.

    UTF-8 with or without BOM, header row, comma, ISO dates, flags 0/1, empty is unknown; or Parquet as exported. What is
    absent counts as empty. FactsRefused names file, row and column of every unknown column, code, unit or date,
    missing or repeated id. A file of another name is not read: `other_files` lists those. The answer: rows by table.
    """
    if not folder.is_dir():
        raise FactsRefused([Mistake(str(folder), 0, "", "没有这个文件夹；请写存放CSV文件的文件夹")])
    mistakes: list[Mistake] = []
    units: set[str] = set()
    counts = {}
    for name, table in TABLES.items():
        found = files(folder, name)
        given = Given(con, table, folder / f"{name}.csv", found, units)
        given.read_half = partial(done, name, given.size // 2)
        mistakes += given.take()
        units |= given.ids
        counts[name] = given.rows
        done(name, given.size - given.size // 2)
    if mistakes:
        raise FactsRefused(mistakes)
    return counts


@dataclass
class Given:
    """What was given of one table: read and checked by the database, and cell by cell where that finds something."""

    con: DuckDBPyConnection
    table: Table
    path: Path
    parquet: list[Path]
    units: set[str]
    rows: int = 0
    read_half: Callable[[], None] = lambda: None  # called when it is read, and not yet checked and written
    ids: set[str] = field(default_factory=set)

    @property
    def file(self) -> str:
        """The file to name: of an exported table the folder."""
        return self.path.name if self.path.is_file() or not self.parquet else f"{self.table.name}.parquet"

    @property
    def size(self) -> int:
        return sum(path.stat().st_size for path in [self.path, *self.parquet] if path.is_file())

    def take(self) -> list[Mistake]:
        """Load it; the mistakes found, or none."""
        if self.table.name == "units":
            self.units = self.ids
        if self.parquet and not self.path.is_file():
            return self._from(self._of_parquet) or []
        if not self.path.is_file():
            self._create("SELECT * FROM given WHERE false", [])
            return []
        found = self._from(self._of_csv)
        return self._cell_by_cell() if found is None or found else found

    def _from(self, read: Callable[[], list[str]]) -> list[Mistake] | None:
        """Mistakes of the table as the database reads it; None if it cannot."""
        try:
            names = read()
            self.read_half()
            if self.table.name == "units":
                self.ids |= {name for (name,) in self.con.execute("SELECT id FROM given").fetchall() if name}
            if mistakes := self._mistakes(names):
                return mistakes
            self._create("SELECT * FROM given", names)
        except (DuckError, UnicodeDecodeError, csv.Error) as error:
            return (
                None
                if self.path.is_file()
                else [Mistake(self.file, 0, "", f"不能读取（{error}）；请重新导出")]
            )
        finally:
            self.con.execute("DROP TABLE IF EXISTS given")
        return []

    def _of_csv(self) -> list[str]:
        with self.path.open(encoding="utf-8-sig", newline="") as lines:
            names = next(csv.reader(lines, strict=True), [])
        if list(columns_wrong(self.path.name, self.table, names)):
            raise DuckError("header")
        columns = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in names) + "}"
        self.con.execute(
            f"CREATE TEMP TABLE given AS SELECT * FROM read_csv(?, columns={columns}, header=true, auto_detect=false, "
            "delim=',', quote='\"', escape='\"')", [str(self.path)])  # fmt: skip
        return names

    def _of_parquet(self) -> list[str]:
        paths = [str(path) for path in self.parquet]
        said = self.con.execute(
            "DESCRIBE SELECT * FROM read_parquet(?, union_by_name=true)", [paths]
        ).fetchall()
        names = [name for name, *_ in said]
        if mistakes := list(columns_wrong(self.file, self.table, names)):
            raise DuckError(mistakes[0].what)
        columns = ", ".join(f'CAST("{name}" AS VARCHAR) AS "{name}"' for name in names)
        self.con.execute(
            f"CREATE TEMP TABLE given AS SELECT {columns} FROM read_parquet(?, union_by_name=true)", [paths]
        )
        return names

    def _mistakes(self, names: list[str]) -> list[Mistake]:
        """A mistake for every value of a column that cannot be, without its row."""
        found = []
        for column in self.table.columns:
            if column.name in names and (column.type in _CHECKED or column.name == "unit"):
                values = self.con.execute(f'SELECT DISTINCT "{column.name}" FROM given').fetchall()
                told = [what for (value,) in values if (what := wrong(value or "", column, self.units))]
                found += [Mistake(self.file, 0, column.name, what) for what in told]
        rows, named, different = self.con.execute(
            "SELECT count(*), count(id), count(DISTINCT id) FROM given"
        ).fetchall()[0]
        if not rows == named == different:
            found.append(Mistake(self.file, 0, "id", "编号重复或者为空"))
        return found

    def _create(self, given: str, names: list[str]) -> None:
        columns = ", ".join(
            f'{_CAST.get(column.type, "{}").format(_quoted(column.name))} AS "{column.name}"'
            if column.name in names
            else f'CAST(NULL AS {_SQL.get(column.type, "VARCHAR")}) AS "{column.name}"'
            for column in self.table.columns
        )
        source = f"({given})" if names else "(SELECT 1) WHERE false"
        self.con.execute(f'CREATE TABLE "{self.table.name}" AS SELECT {columns} FROM {source}')
        self.rows = int(self.con.execute(f'SELECT count(*) FROM "{self.table.name}"').fetchall()[0][0])

    def _cell_by_cell(self) -> list[Mistake]:
        """The mistakes with their rows; what the database could not read and is right all the same is loaded."""
        mistakes: list[Mistake] = []
        cells = read(self.path, self.table, mistakes)
        if self.table.name == "units":
            self.ids |= {name for name in cells.get("id", ()) if name}
        mistakes += checked(self.table, cells, self.units)
        if not mistakes:
            self.con.register("given", arrow(self.table, rows_of(cells)).cast(_as_text(self.table)))
            self._create("SELECT * FROM given", [column.name for column in self.table.columns])
            self.con.unregister("given")
        return mistakes


_CHECKED = ("code", "flag", "date", "month", "unit", "number")
_SQL = {"date": "DATE", "flag": "INTEGER", "number": "BIGINT"}
_CAST = {name: f"CAST({{}} AS {of})" for name, of in _SQL.items()}


def _quoted(name: str) -> str:
    return f'"{name}"'


def _as_text(table: Table) -> pa.Schema:
    return pa.schema([(column.name, pa.string()) for column in table.columns])


def size_of(folder: Path) -> int:
    """How many bytes an import of this folder will read."""
    found = [path for name in TABLES for path in [folder / f"{name}.csv", *files(folder, name)]]
    return sum(path.stat().st_size for path in found if path.is_file())


def other_files(folder: Path) -> list[str]:
    """Names of CSV files in the folder that are no table of facts, to be said aloud: one may be misspelt."""
    return sorted(path.name for path in folder.glob("*.csv") if path.stem not in TABLES)
