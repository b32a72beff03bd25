"""Importing facts: what is taken, and what is refused with file, row and column."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mingjian.statistics.cells import FactsRefused
from mingjian.statistics.compute import figures
from mingjian.statistics.csvfacts import other_files, read_facts
from mingjian.statistics.engine import Facts
from mingjian.statistics.facts import TABLES
from mingjian.statistics.kept import keep, kept
from mingjian.statistics.period import parse
from mingjian.statistics.scope import scope
from tests.figures.indicators import packaged_indicators
from tests.figures.sample_city import PERIOD, UNITS, sample_facts

UNITS_CSV = "id,name,parent,level\ncity,甲市,,city\nk,乙县,city,county\n"
INQUIRIES_CSV = "id,unit,lead,decided_on\n"


def folder_of(folder: Path, **files: str) -> Path:
    for name, text in {"units": UNITS_CSV, **files}.items():
        (folder / f"{name}.csv").write_bytes(text.encode("utf-8"))
    return folder


def refused(folder: Path) -> list[str]:
    with pytest.raises(FactsRefused) as caught:
        read_facts(folder)
    return [str(mistake) for mistake in caught.value.mistakes]


def write(folder: Path, facts: dict[str, list[dict[str, Any]]]) -> Path:
    for name, rows in facts.items():
        columns = [column.name for column in TABLES[name].columns]
        lines = [",".join(columns), *(",".join(_cell(row.get(column)) for column in columns) for row in rows)]
        (folder / f"{name}.csv").write_text("\r\n".join(lines), encoding="utf-8-sig")
    return folder


def _cell(value: Any) -> str:
    return "" if value is None else str(int(value)) if isinstance(value, bool) else str(value)


def test_files_are_read_with_bom_quotes_and_columns_in_any_order(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        units='\ufeffname,id,level,parent\r\n"甲,市",city,city,\r\n',
        inquiries="unit,decided_on,id,lead\r\ncity,2024-02-29,q1,\r\n\r\ncity,,q2,l1\r\n",
    )

    facts = read_facts(folder)

    assert facts.units == [{"id": "city", "name": "甲,市", "parent": None, "level": "city"}]
    assert facts.arrow("inquiries").to_pylist() == [
        {
            "id": "q1",
            "unit": "city",
            "lead": None,
            "decided_on": date(2024, 2, 29),
            "is_own_cadre": None,
            "outcome": None,
            "department": None,
        },
        {
            "id": "q2",
            "unit": "city",
            "lead": "l1",
            "decided_on": None,
            "is_own_cadre": None,
            "outcome": None,
            "department": None,
        },
    ]
    assert facts.arrow("cases").num_rows == 0


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("q1,nowhere,,2023-01-01", "“unit”列：units.csv中没有单位“nowhere”"),
        ("q1,,,2023-01-01", "“unit”列：不能为空"),
        (",city,,2023-01-01", "“id”列：不能为空"),
        ("q1,city,,2023-02-29", "“decided_on”列：没有“2023-02-29”这一天；请写成2023-03-31的形式"),
        ("q1,city,,20230131", "“decided_on”列：没有“20230131”这一天；请写成2023-03-31的形式"),
        ("q1,city,", "：有3格，表头有4列"),
    ],
)
def test_wrong_cell_is_refused_with_file_row_and_column(tmp_path: Path, row: str, said: str) -> None:
    folder = folder_of(tmp_path, inquiries=f"{INQUIRIES_CSV}q0,city,,\n{row}\n")

    assert refused(folder) == [f"inquiries.csv 第3行{said}"]


def test_wrong_codes_flags_numbers_and_months_are_refused(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        form_uses="id,unit,person,decided_on,form,measure\nf1,city,a,2023-01-01,5,\n",
        leads="id,unit,origin,is_assigned_from_above,registered_on,disposal_way,disposed_on\nl1,city,audit,yes,,,\n",
        style_problems="id,unit,month,type,level,handled_count,sanctioned_count\ny1,city,2023-13,A1,county,-1,0\n",
    )

    assert refused(folder) == [
        "leads.csv 第2行“is_assigned_from_above”列：“yes”不对；只能是0或1",
        "form_uses.csv 第2行“form”列：没有“5”这一类；只能是1、2、3、4",
        "style_problems.csv 第2行“month”列：没有“2023-13”这个月；请写成2023-03的形式",
        "style_problems.csv 第2行“handled_count”列：“-1”不是数；请写0、1、2……",
    ]


def test_wrong_columns_are_refused(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, inquiries="id,unit,lead,lead,decided\nq1,city,,,2023-01-01\n")

    assert refused(folder) == [
        "inquiries.csv 第1行“decided”列：不认识的列；请核对拼写或删去",
        "inquiries.csv 第1行“lead”列：这一列写了两次",
        "inquiries.csv 第1行“decided_on”列：缺少这一列",
    ]


def test_repeated_ids_and_unknown_parents_are_refused(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        units="id,name,parent,level\ncity,甲市,land,city\n",
        inquiries=f"{INQUIRIES_CSV}q1,city,,\nq2,city,,\nq1,city,,\n",
    )

    assert refused(folder) == [
        "units.csv 第2行“parent”列：units.csv中没有单位“land”",
        "inquiries.csv 第4行“id”列：编号“q1”与第2行重复",
    ]


def test_refusal_shows_twenty_mistakes_and_counts_the_rest(tmp_path: Path) -> None:
    rows = "".join(f"q{number},nowhere,,\n" for number in range(25))
    folder = folder_of(tmp_path, inquiries=INQUIRIES_CSV + rows)

    with pytest.raises(FactsRefused) as caught:
        read_facts(folder)

    lines = str(caught.value).split("\n")
    assert (len(caught.value.mistakes), len(lines)) == (25, 22)
    assert lines[-2:] == ["另有5处", "未导入任何内容；请改正后重新导入"]


def test_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (folder_of(tmp_path) / "units.csv").write_bytes(
        "id,name,parent,level\ncity,甲市,,city\n".encode("gb18030")
    )

    assert refused(tmp_path) == ["units.csv 第1行：不是UTF-8编码；请另存为UTF-8的CSV"]


def test_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FactsRefused, match="没有这个文件夹"):
        read_facts(tmp_path / "nowhere")


def test_other_csv_files_are_named(tmp_path: Path) -> None:
    assert other_files(folder_of(tmp_path, petition="id\n")) == ["petition.csv"]


def test_imported_and_kept_facts_give_the_same_figures_as_rows(tmp_path: Path) -> None:
    city, period, rows = scope(UNITS, "city"), parse(PERIOD), sample_facts()
    (tmp_path / "csv").mkdir()

    imported = read_facts(write(tmp_path / "csv", rows))
    keep(imported, tmp_path / "data" / "facts")
    keep(imported, tmp_path / "data" / "facts")

    from_rows, from_csv, from_parquet = (
        figures(packaged_indicators(), facts, scope=city, period=period)
        for facts in (Facts(rows), imported, kept(tmp_path / "data" / "facts"))
    )
    assert from_rows == from_csv == from_parquet
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["facts"]


def test_kept_facts_that_are_not_there_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="请先用mingjian import facts导入"):
        kept(tmp_path / "facts")
