"""The lawbook's pages: every chapter opens on every day, says its grounds, and says what a new version changed."""

import gzip
import itertools
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from mingjian.ledger.book import book
from mingjian.ledger.instant import standing_at
from mingjian.ledger.record import open_matter, record_act
from mingjian.web.desk.law_acts import diagram
from mingjian.web.shared.differing import Change, Part, changes
from mingjian.web.shared.graph import Box, draw
from mingjian.web.shared.templatetags.mingjian import numbers
from tests.people import city
from tests.stories import assigned_lead, lead
from tests.web.desk import NOON, at_desk, words

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    return city()


def addresses():
    """One address for every chapter of the lawbook."""
    law = book()
    yield from (
        f"/law/{section}/"
        for section in ("clocks", "approvals", "separations", "indicators", "instruments", "changes")
    )
    yield from (f"/law/procedures/{kind}/" for kind in (*law.kinds(), "any"))
    yield from (
        f"/law/{section}/{name}/"
        for section in ("taxonomies", "indicators", "calendars")
        for name in law.sections[section]
    )


@pytest.mark.parametrize("on", ["", "?on=2019-06-01", "?on=2030-01-01"])
def test_every_chapter_opens_on_every_day(people, on):
    client = at_desk(people.officers["承办李"])
    heavy = {}
    for address in addresses():
        page = words(client.get(address + on))
        levels = [
            int(level)
            for level in re.findall(r"<h([1-6])", re.sub(r"<dialog.*?</dialog>", "", page, flags=re.S))
        ]
        assert levels.count(1) == 1 and all(b - a <= 1 for a, b in itertools.pairwise(levels)), address
        heavy[address] = len(gzip.compress(page.encode()))

    assert max(heavy.values()) <= 30_000


def test_act_shows_everything_that_the_lawbook_says(people):
    page = at_desk(people.officers["承办李"]).get("/law/procedures/lead/").context["page"]
    act = next(act for act in page.acts if act.key == "propose_disposal")

    assert act.label == "提出处置意见"
    assert act.origin == "已分办、退回补正"
    assert act.target == (
        "报批后：处置意见待审批；批准后按“处置方式”：拟谈话函询、拟初步核实、暂存待查、予以了结；退回后：退回补正"
    )
    assert act.by == "承办人"
    assert act.fields.startswith("处置方式、可查性（选填）、被反映人职级（选填）、")
    assert (act.cite.words, act.cite.checked) == ("《监督执纪工作规则》", "second_hand")
    assert act.clock.startswith("起算：向上一级报告、") and act.clock.endswith("；停止：处置意见")
    assert (
        "“是否涉及纪检监察干部”为是：承办部门（室）主要负责人 → 分管领导 → 纪检监察机关主要负责人"
        in act.approval
    )
    assert "受理信访举报的人员不得处置该问题线索" in act.separation


def test_act_shows_what_is_required_when_and_which_rules_it_must_observe(people):
    page = at_desk(people.officers["承办李"]).get("/law/procedures/case/").context["page"]
    act = next(act for act in page.acts if act.key == "decide_party")

    assert "留党察看期限（“党纪处分”为留党察看的必填）" in act.fields
    assert act.must == "因过失犯罪被判刑的，不予开除须先报上一级机关批准（《政务处分法》第十四条）"


def test_act_says_of_its_ground_where_it_stands_if_no_article_may_be_named(people):
    page = at_desk(people.officers["承办李"]).get("/law/procedures/complaint/").context["page"]
    act = next(act for act in page.acts if act.label == "移送干部监督部门")

    assert act.note == "内部专门监督机构；2018年文本与2025年文本条文序号不同，不写序号"


def test_entries_stand_under_the_procedure_that_names_them(people):
    page = at_desk(people.officers["承办李"]).get("/law/approvals/").context["page"]
    (table,) = page.tables
    heads = [row.cells[0].words for row in table.rows if row.heads]
    lead = [row.cells[0].words for row in table.rows].index("问题线索")

    assert heads[:3] == ["信访举报", "问题线索", "案件"] and heads[-1] == "各类共有"
    assert table.rows[lead + 1].cells[0].words in {
        entry.label for name, entry in book().entries("approvals").items() if name.startswith("A-")
    }


def test_changes_say_what_each_day_brought(people):
    page = at_desk(people.officers["承办李"]).get("/law/changes/").context["page"]
    (table,) = page.tables
    first = [row.cells[0].words for row in table.rows].index("2025-06-01")
    brought = {tuple(cell.words for cell in row.cells): row.cells[0].href for row in table.rows[first + 1 :]}

    assert brought["审查调查措施", "程序", "修订"] == "/law/procedures/measure/?on=2025-06-01"
    assert brought["审查调查措施", "程序", "新增"] == "/law/procedures/measure/?on=2019-01-01"


def test_code_tables_stand_under_the_headings_of_the_menu_each_under_a_name_of_its_own(people):
    groups = at_desk(people.officers["承办李"]).get("/law/taxonomies/").context["page"].chapters
    names = [link.label for group in groups for link in group.links]

    assert groups[-1].label == "各类共有"
    assert len(names) == len(set(names)) == len(book().sections["taxonomies"])


def test_days_and_articles_are_not_parted():
    assert numbers("《监察法》第二十一条，2019-01-01起<一个月>1个月内") == (
        '《监察法》<span class="no">第二十一条</span>，<span class="no">2019-01-01</span>起&lt;一个月&gt;<span class="no">1个月</span>内'
    )


def test_lines_of_a_diagram_run_through_no_box():
    """Through the gaps between columns and the lanes between rows, in either language."""
    through = []
    for kind, language in itertools.product(book().kinds(), ("zh-hans", "en")):
        with override(language):
            graph = diagram(book().procedure(kind, date(2026, 11, 23)))
        drawing = draw(graph, small=True) if graph else None
        for line in drawing.lines if drawing else ():
            places = corners(line.path)
            through += [(kind, box.node.key, line.path) for one, other in itertools.pairwise(places)
                        for box in drawing.boxes if crosses(box, one, other)]  # fmt: skip
            assert all(y <= drawing.height for _x, y in places)

    assert through == []


def crosses(box: Box, one: tuple[int, int], other: tuple[int, int]) -> bool:
    (left, right), (top, foot) = (sorted(pair) for pair in zip(one, other, strict=True))
    return left < box.right and box.x < right and top < box.y + box.height and box.y < foot


def corners(path: str) -> list[tuple[int, int]]:
    """The corners of a line that is drawn with M, H and V."""
    found: list[tuple[int, int]] = []
    for letter, one, other in re.findall(r"([MHV])(\d+)(?: (\d+))?", path):
        x, y = found[-1] if found else (0, 0)
        found.append(
            (int(one), int(other)) if letter == "M" else (int(one), y) if letter == "H" else (x, int(one))
        )
    return found


def test_diagram_has_every_step_and_a_way_to_each(people):
    page = at_desk(people.officers["承办李"]).get("/law/procedures/complaint/").context["page"]
    steps = book().procedure("complaint", date(2026, 11, 23)).procedure.steps

    assert [node.key for node in page.diagram.nodes] == list(steps)
    assert {step for edge in page.diagram.edges for step in (edge.start, edge.end)} <= set(steps)
    assert "另2件" not in words(at_desk(people.officers["承办李"]).get("/law/procedures/complaint/"))


def test_day_changes_everything(people):
    client = at_desk(people.officers["承办李"])
    now, then = (words(client.get(f"/law/procedures/measure/{on}")) for on in ("", "?on=2025-05-31"))

    assert "强制到案" in now
    assert "强制到案" not in then
    assert 'href="/law/clocks/?on=2025-05-31"' in then
    assert 'href="/law/clocks/"' in now
    assert "没有施行中的这一程序。" in words(client.get("/law/procedures/lead/?on=2001-01-01"))


def test_comparison_shows_only_what_changed(people):
    client = at_desk(people.officers["承办李"])
    page = client.get("/law/procedures/measure/compare/").context["page"]
    lines = " ".join(change.new for change in page.changes)

    assert "2025-06-01" in page.new_label
    assert "强制到案" in lines
    assert all(change.old != change.new for change in page.changes)
    assert client.get("/law/instruments/compare/").status_code == 404


def test_changes_stand_beside_each_other():
    assert changes(
        [("登记", "a"), ("分办", "b"), ("办结", "c")],
        [("登记", "a"), ("合并", "y"), ("分办", "x"), ("办结", "c"), ("归档", "d")],
    ) == (Change("", "y", "合并"), Change("b", "x", "分办"), Change("", "d", "归档"))


def test_only_the_words_that_changed_are_marked():
    change = Change(
        "依次报：会议；依据：《党章》第四十二条", "依次报：会议；依据：《处分批准权限和程序规定》第六条"
    )

    assert change.old_parts == [
        Part("依次报：会议；依据：", False),
        Part("《党章》第四十二条", True, first=True),
    ]
    assert change.new_parts == [
        Part("依次报：会议；依据：", False),
        Part("《处分批准权限和程序规定》第六条", True, first=True),
    ]


@pytest.mark.parametrize(
    "address",
    ["/law/nothing/", "/law/taxonomies/nothing/", "/law/clocks/nothing/", "/law/procedures/nothing/"],
)
def test_what_the_lawbook_does_not_have_is_absent(people, address):
    assert at_desk(people.officers["承办李"]).get(address).status_code == 404


def test_procedure_without_an_older_version_says_so(people):
    page = at_desk(people.officers["承办李"]).get("/law/procedures/work_task/compare/").context["page"]

    assert (page.changes, page.new) == ((), "落实任务自2018-01-01起新施行，没有旧版可以对照。")


def test_bad_day_is_said_beside_the_field(people):
    response = at_desk(people.officers["承办李"]).get("/law/?on=gestern")

    assert response.status_code == 422
    assert "日期“gestern”不对，请写成2026-11-23的形式。" in response.content.decode()


def test_way_of_a_matter_is_marked_for_whoever_may_see_it(people):
    with standing_at(NOON):
        lead = open_matter("lead", by=people.id("案管王"), on=NOON.date(), unit=people.unit.pk, department=people.department("案管室"),
                           details={"title": "反映某局问题", "lead_origin": "petition"})  # fmt: skip
        record_act(
            lead,
            "assign",
            by=people.id("案管王"),
            on=NOON.date(),
            details={"department": people.department("二室")},
        )
        seen = at_desk(people.officers["案管王"]).get(f"/law/procedures/lead/?m={lead.id}").context["page"]
        hidden = at_desk(people.officers["调查陈"]).get(f"/law/procedures/lead/?m={lead.id}").context["page"]

    assert [node.key for node in seen.diagram.nodes if node.here] == ["registered", "assignment_proposed"]
    assert [node.key for node in hidden.diagram.nodes if node.here] == []


def test_chapters_ask_the_database_nothing_of_their_own(people):
    client = at_desk(people.officers["承办李"])
    client.get("/law/")
    asked_for = set()
    for address in (
        "/law/procedures/lead/",
        "/law/clocks/",
        "/law/indicators/persons_sanctioned/",
        "/law/taxonomies/rank_class/",
    ):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        asked_for.add(tuple(re.findall(r'FROM "?(\w+)', query["sql"])[0] for query in asked))

    assert asked_for == {("django_session", "org_officer", "org_appointment")}


def test_chapter_tells_how_many_matters_stand_in_each_step_and_for_how_long(people):
    with standing_at(NOON):
        opened = {lead(people, NOON.date() - timedelta(days=days)).number for days in (2, 5, 10)}
        assigned = assigned_lead(people)
        client = at_desk(people.officers["案管王"])
        table = client.get("/law/procedures/lead/standing/").context["page"].table
        cells = {row.cells[0].words: [cell.words for cell in row.cells[1:]] for row in table.rows}
        href = next(row.cells[1].href for row in table.rows if row.cells[1].words == "3")
        listed = client.get(href).context["page"].table.rows
        mine = at_desk(people.officers["承办李"]).get("/law/procedures/lead/standing/").context["page"].table
        drawn = client.get(f"/law/procedures/lead/standing/?m={assigned.pk}").context["page"].diagram
        part = client.get("/law/procedures/lead/standing/", headers={"HX-Request": "true"}).content.decode()

    used = client.get("/law/procedures/lead/standing/").context["page"].used
    times = {row.cells[0].words: row.cells[1].words for row in used.rows}
    assert (times["登记"], times["分办"], times["提出处置意见"]) == ("3", "0", "0"), "older ones"
    said = {node.label: (node.step, node.here) for node in drawn.nodes}
    assert said["已登记"] == ("3件，中位5天", True) and said["处置意见待审批"] == ("0件", False)
    assert said["移送其他机关"] == ("", False), "an end"
    assert '<div id="drawn" hx-swap-oob="true">' in part and ">3件，中位5天</text>" in part
    assert cells["已登记"] == ["3", "5"] and cells["已分办"][0] == "1"
    assert {row.cells[1].words for row in listed} == opened
    assert [row.cells[0].words for row in mine.rows if row.cells[1].words == "1"] == ["已分办"]
    assert assigned.number not in opened
    assert client.get("/law/procedures/any/standing/").status_code == 404
