"""Charts: lengths follow values, marks link, nothing inline."""

import re
from itertools import pairwise

from mingjian.report.drawing import Bar, Quarter, bars, columns, ring
from mingjian.web.shared.charts import heat_step


def test_bars_are_as_long_as_their_values():
    svg = bars((Bar(label="甲", value=200, href="/r"), Bar(label="乙", value=50), Bar(label="丙", value=0)))
    widths = [int(width) for width in re.findall(r'width="(\d+)" height="18" class="c-single"', svg)]

    assert widths == [320, 80, 0]
    assert svg.count('<a href="/r" tabindex="-1">') == 1


def test_young_part_is_hatched_inside_the_bar():
    svg = bars((Bar(label="甲", value=100, young=25),))

    assert re.findall(r'width="(\d+)" height="18"', svg) == ["240", "80"]
    assert 'fill="url(#hatch)"' in svg


def test_label_is_escaped():
    assert "<b>" not in bars((Bar(label="<b>", value=1),))


def test_ring_closes_at_a_hundred_and_shows_the_total():
    svg = ring((Bar(label="一", value=3), Bar(label="二", value=1), Bar(label="三", value=0)), unit="人次")
    offsets = [float(offset) for offset in re.findall(r'stroke-dashoffset="(-?[\d.]+)"', svg)]

    assert offsets == [0, -320.44]  # three quarters of the way round, in pixels
    assert re.search(r'class="c-total">4<', svg)
    assert "c-ring3" not in svg


def test_ring_of_nothing_is_empty_and_says_zero():
    svg = ring((Bar(label="一", value=0),), unit="人次")

    assert "c-ring1" not in svg
    assert re.search(r'class="c-total">0<', svg)


def test_ring_labels_keep_apart():
    svg = ring(tuple(Bar(label=str(n), value=v) for n, v in enumerate((1000, 3, 2, 1))), unit="人次")
    places = sorted(
        int(y) for y in re.findall(r'<text x="114" y="(\d+)" text-anchor="end" class="c-label"', svg)
    )

    assert all(after - before >= 36 for before, after in pairwise(places))


def test_open_quarter_is_hollow():
    svg = columns((Quarter(label="1季", value=4, last_year=2), Quarter(label="2季", value=1, is_open=True)))

    assert svg.count("c-open") == 1
    assert svg.count("c-compare") == 1


def test_heat_is_blank_at_zero_and_darkest_at_the_top():
    assert [heat_step(n, 25) for n in (0, 1, 12, 24, 25)] == [0, 1, 2, 4, 5]
    assert heat_step(0, 0) == 0
