"""Figures: every number leads to as many records as it says, to those who may see them and to nobody else."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingjian.ledger.models import Journal, Matter
from mingjian.ledger.record import open_matter
from mingjian.ledger.viewer import Viewer
from mingjian.org.models import Appointment, Department, Officer, Unit
from mingjian.statistics.figure import Figure
from mingjian.statistics.period import parse
from mingjian.web.desk import names
from mingjian.web.desk.figure_blocks import _change, ranks
from mingjian.web.desk.scoping import Chosen, reach
from tests.ledger.seals import assigned, at, lead
from tests.people import SINCE, city
from tests.stories import agree, assigned_lead, do, study, to_verification
from tests.web.desk import at_desk, words

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 5, 10)


@pytest.fixture
def people():
    return city()


@pytest.fixture
def county(people):
    """A county under the city with a lead of its own, and its case manager."""
    unit = Unit.objects.create(
        name="东河县纪委监委", short="东河县", code="东纪", level="county", parent=people.top, path=""
    )
    unit.path = f"{people.top.path}{unit.pk}/"
    unit.save()
    office = Department.objects.create(unit=unit, name="案管室", short="案管室", role="case_mgmt_dept")
    officer = Officer.objects.create(username="county", name="县案管")
    Appointment.objects.create(officer=officer, department=office, post="member", since=SINCE)
    with at(DAY):
        open_matter("lead", by=officer.pk, on=DAY, unit=unit.pk, department=office.pk,
                    details={"title": "反映县某局问题", "lead_origin": "petition"})  # fmt: skip
    return officer


def query(people, period="2023", scope=None):
    return f"?period={period}&scope={scope or people.top.pk}"


def listed(client, address):
    """The first cell of every record behind a figure, all pages together."""
    found = []
    while address:
        page = client.get(address).context["page"]
        found += [row.cells[0].words for row in page.table.rows]
        address = page.following
    return found


def test_every_head_figure_and_code_opens_to_as_many_records(people, county):
    for number in range(3):
        lead(people, title=f"第{number}件")
    client = at_desk(people.officers["案管主任吴"])
    page = words(client.get("/figures/" + query(people)))

    links = re.findall(r'href="(/figures/[^"]+/records/\?[^"]+)"[^>]*>(?:<[^>]+>)?(\d+)', page)
    counted = [(href.replace("&amp;", "&"), int(text)) for href, text in links]
    for href, number in [item for item in counted if item[1]] + counted[:5]:
        assert len(listed(client, href)) == number, href
    # the batch, what they came from, what became of those; what came and what is pending
    assert [number for _, number in counted if number] == [4, 4, 4, 4, 4]


def test_unit_gives_only_its_own(people, county):
    lead(people)
    client = at_desk(people.officers["案管主任吴"])
    own = listed(client, "/figures/leads_registered/records/" + query(people, scope=people.unit.pk))
    whole = listed(client, "/figures/leads_registered/records/" + query(people))

    assert own == ["临纪线〔2023〕1号"]
    assert sorted(whole) == ["东纪线〔2023〕1号", "临纪线〔2023〕1号"]


def test_county_sees_the_county_alone(people, county):
    client = at_desk(county)

    assert client.get("/figures/" + query(people)).status_code == 404
    assert (
        client.get("/figures/leads_registered/records/" + query(people, scope=people.unit.pk)).status_code
        == 404
    )
    page = words(client.get("/figures/"))
    assert "东河县纪委监委" in page and "临江市纪委监委" not in re.sub(
        r"<header.*?</header>", "", page, flags=re.S
    )


def test_figures_are_absent_for_whoever_has_no_statistics(people):
    lead(people)
    client = at_desk(people.officers["承办李"])

    for address in ("/figures/", "/figures/leads_registered/", "/figures/leads_registered/records/", "/figures/leads_registered/wanting/",
                    "/bulletin/", "/annual/", "/reports/S4/text/", "/reports/annual/write/political/"):  # fmt: skip
        assert client.get(address).status_code == 404, address


def test_title_shows_only_within_content_and_link_only_within_reach(people, county):
    assigned(people, title="反映某局长问题")
    reader = at_desk(people.officers["案管主任吴"])
    rows = reader.get("/figures/leads_registered/records/" + query(people)).context["page"].table.rows
    by_number = {row.cells[0].words: row for row in rows}
    secretary = at_desk(people.officers["书记赵"])  # approved the assignment
    seen = secretary.get("/figures/leads_registered/records/" + query(people)).context["page"].table.rows

    assert (
        by_number["临纪线〔2023〕1号"].cells[0].href != ""
        and by_number["临纪线〔2023〕1号"].cells[7].words == ""
    )
    assert (
        by_number["东纪线〔2023〕1号"].cells[0].href == ""
        and by_number["东纪线〔2023〕1号"].cells[7].words == ""
    )
    assert {row.cells[0].words: row.cells[7].words for row in seen} == {
        "临纪线〔2023〕1号": "反映某局长问题",
        "东纪线〔2023〕1号": "",
    }


def test_matter_above_the_level_of_the_officer_leaves_no_trace(people):
    lead(people, title="公开的")
    hidden = lead(people, title="机密的")
    Matter.objects.filter(pk=hidden.pk).update(secrecy=3)
    page = words(
        at_desk(people.officers["案管主任吴"]).get("/figures/leads_registered/records/" + query(people))
    )

    assert "临纪线〔2023〕1号" in page and "临纪线〔2023〕2号" not in page


def test_records_are_paged_without_losing_any(people, monkeypatch):
    monkeypatch.setattr("mingjian.web.desk.figures_pages.SIZE", 2)
    for number in range(5):
        lead(people, title=f"第{number}件")

    found = listed(
        at_desk(people.officers["案管主任吴"]), "/figures/leads_registered/records/" + query(people)
    )

    assert sorted(found) == [f"临纪线〔2023〕{number}号" for number in range(1, 6)]


def test_queries_do_not_grow_with_records(people):
    client, counts = at_desk(people.officers["案管主任吴"]), []
    for number in range(30):
        lead(people, title=f"第{number}件")
        if number in (0, 2, 29):
            client.get("/figures/leads_registered/records/" + query(people))
            with CaptureQueriesContext(connection) as asked:
                client.get("/figures/leads_registered/records/" + query(people))
            counts.append(len(asked))

    assert len(set(counts)) == 1, counts
    assert counts[0] <= 32


def test_source_says_what_is_counted_and_opening_is_noted(people):
    lead(people)
    client = at_desk(people.officers["案管主任吴"])
    whole = words(client.get("/figures/leads_registered/" + query(people)))
    part = words(client.get("/figures/leads_registered/" + query(people), headers={"HX-Request": "true"}))
    (event, _) = Journal.objects.filter(event="figure")

    for page in (whole, part):
        assert "登记问题线索" in page and "1件" in page and "口径和算例" in page
        assert "/law/indicators/leads_registered/?on=2023-12-31" in page
    assert "<html" in whole and "<html" not in part
    assert event.details == {"indicator": "leads_registered", "period": "2023", "unit": people.top.pk} | {
        key: event.details[key] for key in ("session", "zone", "request")
    }


def test_wanting_records_are_listed(people):
    lead(people)
    page = (
        at_desk(people.officers["案管主任吴"])
        .get("/figures/leads_registered/wanting/" + query(people))
        .context["page"]
    )

    assert page.count == f"{len(page.table.rows)}条"


def test_unknown_figure_period_and_unit_are_absent(people):
    lead(people)
    client = at_desk(people.officers["案管主任吴"])

    for address in ("/figures/nothing/", "/figures/leads_registered.by_nothing/records/", "/figures/?period=20x3", "/figures/?scope=0",
                    "/figures/form_uses.by_form/records/", "/annual/?period=2023Q1"):  # fmt: skip
        assert client.get(address).status_code == 404, address


def test_units_come_from_posts_of_the_day(people, county):
    viewer = Viewer.of(people.officers["书记赵"], DAY)
    before = Viewer.of(people.officers["书记赵"], date(2017, 1, 1))

    assert [unit.name for unit in reach(viewer)] == ["临江市", "临江市纪委监委", "东河县纪委监委"]
    assert reach(before) == ()


def test_quarters_of_the_dashboard_lead_to_their_own_records(people):
    lead(people, date(2022, 11, 2))
    chart = at_desk(people.officers["案管主任吴"]).get("/figures/" + query(people)).context["page"].charts[-1]

    assert len(chart.table.rows) == 12
    assert "period=2023-10..2023-12" in chart.table.rows[-1].cells[1].href.replace("%2E", ".")
    assert "period=2022-10..2022-12" in chart.table.rows[-1].cells[2].href.replace("%2E", ".")


def test_what_was_over_before_records_begin_is_no_zero_and_leads_nowhere(people):
    lead(people, date(2022, 11, 2))
    client = at_desk(people.officers["案管主任吴"])

    chart = client.get("/figures/" + query(people)).context["page"].charts[-1]
    before = client.get("/figures/" + query(people, period="2022H1")).context["page"]

    said = [[cell.words for cell in row.cells[1:]] for row in chart.table.rows]
    assert said == [["", ""]] * 7 + [["0", ""]] * 4 + [["0", "0"]]
    assert [bool(cell.href) for row in chart.table.rows for cell in row.cells[1:]].count(True) == 6
    assert chart.drawing.count("<a ") == 5
    assert {(number.value, number.href) for number in before.numbers} == {("—", "")}
    assert (before.charts, before.sums, before.checks) == ((), None, ())
    assert before.definition == "临江市，2022年上半年；这一期间还没有记录，不出数"


def test_what_was_pending_and_what_came_is_what_ended_and_what_is_pending(people):
    on = date(2023, 4, 3)
    earlier = [assigned_lead(people) for _ in range(3)]
    lead(people, on)
    for matter in earlier[:2]:
        to_verification(people, matter, on)
    client = at_desk(people.officers["案管主任吴"])

    table = client.get("/figures/" + query(people, period="2023-04")).context["page"].sums

    leads, cases = ([cell.words or cell.tag.word for cell in row.cells] for row in table.rows)
    assert leads == ["登记问题线索、处置问题线索", "3", "1", "2", "2", "相符"]
    assert cases == ["立案、结案", "0", "0", "0", "0", "相符"]
    assert [len(listed(client, cell.href)) for cell in table.rows[0].cells[1:5]] == [3, 1, 2, 2]


def test_batch_of_leads_is_followed_to_where_it_got(people):
    lead(people)
    lead(people)
    client = at_desk(people.officers["案管主任吴"])
    chart = client.get("/figures/" + query(people)).context["page"].charts[0]

    assert [(row.cells[0].words, row.cells[1].words) for row in chart.table.rows] == [
        ("登记问题线索", "2"), ("同批已处置的问题线索", "0"), ("同批初步核实的问题线索", "0"), ("已立案的问题线索", "0")]  # fmt: skip
    assert chart.sentence == "其中2件尚未走完。"
    assert len(listed(client, chart.table.rows[0].cells[1].href)) == 2


def test_batch_and_activity_of_a_period_are_never_mixed(people):
    """desk.md 5.9: a lead of last year that is disposed of this year is activity of this year, and of the batch of last year."""
    old = lead(people, date(2022, 12, 20))
    place = {"department": people.department("二室"), "handler": people.id("承办李")}
    do(people, old, "assign", "案管王", date(2022, 12, 21), **place)
    agree(people, old, date(2022, 12, 21), "书记赵")
    on = date(2023, 1, 9)
    do(people, old, "propose_disposal", "承办李", on, disposal_way="prelim_verification", study=study(people, on, "主任张", "承办李"),
       disposal_opinion="建议初核")  # fmt: skip
    agree(people, old, on, "主任张", "常委钱")
    lead(people, date(2023, 1, 10))
    client = at_desk(people.officers["案管主任吴"])

    def batch(period):
        chart = client.get("/figures/" + query(people, period)).context["page"].charts[0]
        return [row.cells[1].words for row in chart.table.rows]

    assert (batch("2022"), batch("2023")) == (["1", "1", "1", "0"], ["1", "0", "0", "0"])
    assert listed(client, "/figures/leads_disposed/records/" + query(people)) == [old.number]


def test_heat_counts_open_matters_but_none_from_which_one_is_kept(people):
    lead(people)
    hidden = lead(people)
    client = at_desk(people.officers["案管主任吴"])

    def total():
        heat = client.get("/figures/" + query(people)).context["page"].heat
        return sum(int(cell.words) for row in heat.rows for cell in row.cells[1:]) if heat else 0

    before = total()
    Matter.objects.filter(pk=hidden.pk).update(secrecy=3)
    assert (before, total()) == (2, 1)


def test_dashboard_takes_as_many_statements_with_many_matters_as_with_few(people, monkeypatch):
    monkeypatch.setattr(
        names, "_SECONDS", 3600
    )  # read anew once a minute, as is the note that a session is in use
    client, counts = at_desk(people.officers["案管主任吴"]), []
    for number in range(4):
        lead(people, title=f"第{number}件")
        client.get("/figures/" + query(people))
        with CaptureQueriesContext(connection) as asked:
            client.get("/figures/" + query(people))
        counts.append(sum("session" not in statement["sql"] for statement in asked))

    assert len(set(counts)) == 1, counts


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (12, 8, ("50.0%", "up")),
        (8, 12, ("33.3%", "down")),
        (8, 8, ("", "")),
        (8, 0, ("＋8", "")),
        (1187, 48, ("＋1139", "")),  # twenty-five times as many: the year before is not one to compare with
        (8, None, ("", "")),
    ],
)
def test_change_is_a_share_where_there_is_something_to_compare_with(now, before, said):
    def figure(value):
        return Figure("x", "", value, "件", None, (), date(2023, 1, 1))

    assert _change(figure(now), figure(before)) == said


def test_every_cell_of_the_heat_map_opens_to_as_many_matters(people):
    for number in range(3):
        assigned(people, title=f"第{number}件")
    client = at_desk(people.officers["案管主任吴"])
    heat = client.get("/figures/" + query(people)).context["page"].heat

    cells = [cell for row in heat.rows for cell in row.cells[1:]]
    opened = {cell.href: len(client.get(cell.href).context["page"].table.rows) for cell in cells if cell.href}

    assert {cell.href: int(cell.words) for cell in cells if cell.href} == opened and sum(opened.values()) >= 3
    assert {cell.words for cell in cells if not cell.href} == {"0"}
    assert client.get(f"/figures/due/{people.unit.pk}/1/9/" + query(people)).status_code == 404
    one = client.get(next(iter(opened))).context["page"]
    assert one.title == "二室：超期30天以上"
    assert [[cell.words for cell in row.cells[2:]] for row in one.table.rows] == [
        ["问题线索", "", "二室 承办李", ""]
    ] * 3


def test_dashboard_says_whether_its_figures_agree_and_shows_conversion_by_origin(people):
    lead(people)
    page = at_desk(people.officers["案管主任吴"]).get("/figures/" + query(people)).context["page"]
    chart = next(chart for chart in page.charts if "chart--dots" in chart.drawing)

    assert [(check.passed, check.mend) for check in page.checks] == [(True, None)]
    assert [[cell.words for cell in row.cells] for row in chart.table.rows] == [
        ["信访举报", "1", "0", "0.0%"]
    ]


def few(value, id_="persons_sanctioned.by_rank:county"):
    return Figure(id_, "县处级", value, "人", None, (), SINCE)


@pytest.mark.parametrize(("value", "sees_lines", "said"), [
    (2, False, "＜3"), (1, False, "＜3"), (3, False, "3"), (0, False, "0"), (2, True, "2"),
])  # fmt: skip
def test_small_cells_of_persons_are_shown_to_those_who_see_the_records(people, value, sees_lines, said):
    asked = Chosen(people.top, (people.top,), parse("2023"), shows_small=sees_lines)

    chart = ranks({"persons_sanctioned.by_rank:county": few(value)}, {}, asked)

    cell = chart.table.rows[0].cells[1]
    assert (cell.words, bool(cell.href)) == (said, said != "＜3")
    assert f">{said}" in chart.drawing


def test_figures_alone_do_not_open_a_small_cell_by_its_address(people, monkeypatch):
    monkeypatch.setattr("mingjian.web.desk.figure_blocks.is_small", lambda figure, asked: True)
    client = at_desk(people.officers["案管主任吴"])

    addresses = [f"/figures/form_uses/{end}{query(people)}" for end in ("", "records/")]
    assert [client.get(address).status_code for address in addresses] == [404, 404]
