"""Units beside one another: rates by a declared denominator, the middle one as a line, the small ones only named."""

from mingjian.org.models import Unit
from mingjian.statistics.asking import Answer
from mingjian.statistics.engine import Facts
from mingjian.statistics.period import parse
from mingjian.statistics.scope import scope
from mingjian.web.desk.figure_units import side_by_side
from mingjian.web.desk.scoping import Chosen
from tests.figures.indicators import packaged_indicators

CITY = Unit(pk=1, name="临江市", short="临江市", level="city", path="1/")
BELOW = tuple(
    Unit(pk=pk, name=name, short=name, level="county", path=f"1/{pk}/", parent=CITY)
    for pk, name in ((2, "东河县"), (3, "西山县"), (4, "南浦区"), (5, "驻财政局组"))
)
SUPERVISED = {2: 2000, 3: 1000, 4: 500, 5: 499}
CASES = {2: 30, 3: 25, 4: 0, 5: 9}


def compared(below=BELOW):
    """The first comparison of the units under the city, in a year in which their returns were approved in January."""
    units = [{"id": "1", "name": "临江市", "parent": None, "level": "city"},
             *({"id": str(unit.pk), "name": unit.name, "parent": "1", "level": unit.level} for unit in BELOW)]  # fmt: skip
    facts = Facts({
        "units": units,
        "staff": [{"id": f"s{pk}", "unit": str(pk), "year": 2022, "filed_on": "2023-01-19", "staff": 20, "supervised": n} for pk, n in SUPERVISED.items()],
        "cases": [{"id": f"c{pk}-{n}", "unit": str(pk), "filed_on": "2023-05-08"} for pk, count in CASES.items() for n in range(count)],
    })  # fmt: skip
    answer = Answer(parse("2023H1"), scope(units, "1"), {}, facts, packaged_indicators())
    return side_by_side(answer, Chosen(CITY, (CITY, *below), parse("2023H1")))


def test_units_stand_by_value_with_both_numbers_and_the_small_one_is_only_named():
    chart = compared()[0]

    assert chart.title == "每百名监督对象立案：各单位有什么不同？"
    assert [[cell.words for cell in row.cells] for row in chart.table.rows] == [
        ["西山县", "25", "1000", "2.5"],
        ["东河县", "30", "2000", "1.5"],
        ["南浦区", "0", "500", "0.0"],
    ]
    assert chart.sentence == "中位数1.5件。当年所报监督对象不足500人的没有列入：驻财政局组。"
    assert "/figures/cases_filed/records/?period=2023H1&scope=3" in chart.table.rows[0].cells[1].href
    assert "25/1000" in chart.drawing and "驻财政局组" not in chart.drawing


def test_two_units_have_no_middle():
    assert compared(BELOW[:2]) == ()
