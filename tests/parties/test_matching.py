"""Reports about the same: found by keyed marks, proposed within reach, never merged."""

from datetime import date

import pytest

from mingjian.ledger.models import Matter
from mingjian.ledger.viewer import Viewer
from mingjian.parties import matching
from mingjian.parties.models import DuplicateMark
from tests.people import city
from tests.stories import analysed_complaint, complaint, do, lead

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 3, 1)
TEXT = (
    "某镇农机站站长冒用村民名义申报农机购置补贴，涉及三个村，时间从去年春天到今年年初，村民手里有存折为证。"
)
SIMILAR = "某镇农机站站长冒用村民名义申报农机购置补贴，涉及四个村，时间从去年夏天到今年年初，村民手里有存折可以作证。"
OTHER = "某医院采购设备时收受供应商礼金，并安排亲属到供应商处任职，请组织派人调查核实。"


@pytest.fixture
def people():
    return city()


def proposed(people, who, matter):
    viewer = Viewer.of(people.officers[who], DAY)
    return [(item.matter, item.names) for item in matching.candidates(viewer, matter)]


def test_similar_text_is_proposed_and_other_is_not(people):
    first = complaint(people, title="反映农机补贴问题", content=TEXT)
    complaint(people, title="反映医院采购问题", content=OTHER)
    later = complaint(people, title="反映农机补贴的问题", content=SIMILAR)
    assert matching.index_new() == 3

    assert proposed(people, "信访主任周", later) == [(first, ())]
    assert Matter.objects.filter(step="registered").count() == 3


def test_same_name_is_proposed_whatever_the_text(people):
    first = complaint(people, content=TEXT, mentions=[{"name": "王建明", "unit": "某镇"}])
    later = complaint(people, title="反映另一问题", content=OTHER, mentions=[{"name": "王 建明", "unit": ""}])
    matching.index_new()

    assert proposed(people, "信访主任周", later) == [(first, ("王建明",))]


def test_leads_and_reports_are_found_together(people):
    report = analysed_complaint(people, content=TEXT, mentions=[{"name": "王建明", "unit": "某镇"}])
    known = lead(people, mentions=[{"name": "王建明", "unit": "某镇"}])
    matching.index_new()

    viewer = Viewer.of(people.officers["案管主任吴"], DAY)
    assert [
        item.matter for item in matching.candidates(viewer, known)
    ] == []  # the report is with another department
    viewer = Viewer.of(people.officers["承办李"], DAY)
    assert [item.matter for item in matching.candidates(viewer, known)] == [report]


def test_what_lies_out_of_reach_is_not_proposed(people):
    complaint(people, content=TEXT)
    later = complaint(people, content=SIMILAR)
    matching.index_new()

    assert proposed(people, "审理蒋", later) == []
    assert len(proposed(people, "信访主任周", later)) == 1


def test_acts_are_marked_once_and_short_ones_not_again(people):
    complaint(people, title="无", content="。")
    complaint(people, content=TEXT)

    assert [matching.index_new(limit=1), matching.index_new(), matching.index_new()] == [1, 1, 0]
    assert DuplicateMark.objects.filter(sort="-").count() == 1


def test_marks_go_before_the_key_does(people):
    matter = complaint(people, content=TEXT)
    matching.index_new()

    matching.forget(matter.pk)

    assert not DuplicateMark.objects.exists()


def test_likeness_is_the_share_of_common_bigrams():
    assert matching.likeness("冒领补贴", "冒领补贴。") == 1.0
    assert matching.likeness("冒领补贴", "冒领补助") == 0.5
    assert matching.likeness("冒领补贴", "收受礼金") == 0.0
    assert matching.likeness("", "收受礼金") == 0.0


def test_marks_need_the_key():
    one, other = (matching._bands(TEXT, key * 32) for key in (b"a", b"b"))

    assert len(one) == matching.BANDS
    assert not set(one) & set(other)


def test_material_sent_later_is_compared_too(people):
    first = complaint(people, content=TEXT)
    later = complaint(people, title="来件", content="材料另寄")
    matching.index_new()
    assert proposed(people, "信访主任周", later) == []

    do(people, later, "add_material", "信访孙", DAY, content=SIMILAR)
    matching.index_new()

    assert proposed(people, "信访主任周", later) == [(first, ())]
