"""Search in sealed text: found by words of title and acts, within reach only, rechecked, and gone when removed."""

from datetime import date

import pytest
from django.db import connection

from mingjian.ledger import search
from mingjian.ledger.access import Wanted, count, page
from mingjian.ledger.models import Indexed, Matter
from mingjian.ledger.rows import fetch
from mingjian.ledger.search import TooShort, index_new, matching, recheck, remove
from mingjian.ledger.viewer import Viewer
from tests.ledger.seals import assigned, at, do, lead
from tests.people import city

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 3, 10)


@pytest.fixture
def people():
    return city()


@pytest.fixture
def leads(people):
    """One on allowances with a note, one on gifts with people mentioned."""
    one = assigned(people)
    do(people, one, "note", "承办李", date(2023, 3, 6), remark="已调取该单位凭证")
    two = lead(
        people, title="反映某局长收受礼金问题", mentions=[{"name": "林某某", "unit": "某局", "post": "局长"}]
    )
    with at(DAY):
        index_new()
    return one, two


def hits(people, text, who="案管王"):
    viewer = Viewer.of(people.officers[who], DAY)
    found, _ = page(viewer, Wanted("lead", match=matching(text)), size=20)
    return recheck(list(Matter.objects.filter(pk__in=[hit.id for hit in found]).order_by("number")), text)


def test_words_of_title_acts_and_people_are_found(people, leads):
    one, two = leads

    assert hits(people, "违规发放津贴", "承办李") == [one]
    assert hits(people, "林某某") == [two]
    assert hits(people, "某局 津贴", "承办李") == [one]
    assert hits(people, "凭证", "承办李") == [one]
    assert hits(people, "没有的词") == []


def test_hits_are_within_the_reach_of_content_only(people, leads):
    one, two = leads

    found = {name: hits(people, "问题", name) for name in ("案管王", "承办李", "主任张", "信访孙", "审理蒋")}
    assert found == {"案管王": [two], "承办李": [one], "主任张": [one], "信访孙": [], "审理蒋": []}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses the way by its own statistics")
def test_common_words_are_found_within_the_same_reach(people, leads, monkeypatch):
    one, two = leads
    monkeypatch.setattr(search, "COMMON", 1)
    search._is_common.cache_clear()

    found = {name: hits(people, "问题", name) for name in ("案管王", "承办李", "信访孙")}
    viewer = Viewer.of(people.officers["案管王"], DAY)
    assert found == {"案管王": [two], "承办李": [one], "信访孙": []}
    assert count(viewer, Wanted("lead", match=matching("问题"))) == 1
    search._is_common.cache_clear()


def test_bigrams_that_stand_apart_are_no_hit(people):
    matter = lead(people, title="反映林某津贴、某津补贴问题")
    with at(DAY):
        index_new()

    viewer = Viewer.of(people.officers["案管王"], DAY)
    found, _ = page(viewer, Wanted("lead", match=matching("林某津补贴")), size=20)
    assert [hit.id for hit in found] == [matter.id]
    assert recheck([matter], "林某津补贴") == []


def test_only_what_is_new_is_indexed(people, leads):
    rows = Indexed.objects.count()

    with at(date(2023, 3, 11)):
        assert index_new() == 0
    do(people, leads[0], "note", "承办李", date(2023, 3, 12), remark="补充说明")
    with at(date(2023, 3, 12)):
        assert index_new() == 1
    assert (rows, Indexed.objects.count()) == (6, 7)


def test_what_was_recorded_under_an_older_clock_is_found_by_indexing_everything(people, leads):
    matter = lead(people, on=date(2022, 5, 5), title="反映旧案问题")

    with at(date(2023, 3, 12)):
        assert (index_new(), index_new(everything=True)) == (0, 2)
    assert hits(people, "旧案") == [matter]


def test_removed_matter_leaves_no_token(people, leads):
    count = "SELECT COUNT(*) FROM ledger_tokens WHERE ledger_tokens MATCH %s"  # also counts what earlier tests left
    before = fetch(count, matching("礼金").values)[0][0] if connection.vendor == "sqlite" else None

    remove(leads[1])

    assert fetch(*matching("林某某")) == []
    if before is not None:
        assert (
            fetch(count, matching("礼金").values)[0][0] == before - 2
        )  # the title, and the act that gave it
    assert fetch(*matching("津贴"))[0][0] in (leads[0].id, leads[0].id.hex)


def test_one_character_is_too_short():
    with pytest.raises(TooShort) as error:
        matching("林")

    assert str(error.value) == "请至少输入两个相连的字再检索。"


def test_index_holds_no_text(people, leads):
    table = "ledger_indexed" if connection.vendor == "postgresql" else "ledger_tokens_data"

    stored = "".join(
        str(bytes(item) if isinstance(item, memoryview) else item)
        for row in fetch(f"SELECT * FROM {table}")
        for item in row
    )
    assert "津贴" not in stored
    assert repr("津贴".encode())[2:-1] not in stored
