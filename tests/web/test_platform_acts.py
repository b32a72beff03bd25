"""What the platform has done of itself, as officers read it: who, what, why the day is another, and by which law."""

from datetime import date

import pytest

from mingjian.ledger.upkeep import apply_limits, move_versions
from tests.lawbooks import longer_disposal
from tests.lives import settled
from tests.people import city
from tests.stories import assigned_lead, at, measure
from tests.web.sitting import Sitting, main

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 3, 16)


@pytest.fixture
def people():
    return city()


@pytest.fixture
def taken_over(people, tmp_path, settings):
    """A lead of which the limit for its disposal has become longer while it ran."""
    settings.MINGJIAN_LAWBOOK_OVERLAY = longer_disposal(tmp_path)
    matter = assigned_lead(people, date(2023, 3, 2))
    with at(DAY, 1):
        assert apply_limits(DAY) == 1
    yield matter
    settings.MINGJIAN_LAWBOOK_OVERLAY = None


def test_new_limit_is_explained_down_to_the_day(people, taken_over):
    text = main(Sitting(people, "承办李", on=DAY).get(f"/m/{taken_over.id}/"))

    assert (
        "处置意见 2023-05-04 已延期（原 2023-04-03 ） 规则 2个月内提出 起算 第3条，2023-03-02 "
        "改按2023-03-15起施行的规定，自起算日重新推算 03-02起算，首日不计 2个月的对应日05-02 05-02星期二，放假，顺延至05-04星期四"
    ) in text
    assert "第 4 条 适用新期限规定 2023-03-16 平台 时限 处置意见 新规定施行日 2023-03-15" in text


def test_new_limit_is_explained_in_english(people, taken_over, monkeypatch):
    monkeypatch.setattr("django.conf.settings.LANGUAGE_CODE", "en")

    text = main(Sitting(people, "承办李", on=DAY).get(f"/m/{taken_over.id}/"))

    assert "Counted anew from its start under the rule in force from 2023-03-15" in text
    assert (
        "Apply the new limit 2023-03-16 Platform Clock Disposal proposal New rule in force from 2023-03-15"
        in text
    )


def test_act_keeps_the_ground_of_the_version_under_which_it_was_done(people):
    matter = measure(people, date(2025, 5, 26), "technical_investigation")
    settled(people, matter, "request_technical", "调查陈", date(2025, 5, 27), request="涉嫌重大受贿")
    with at(date(2025, 6, 1), 1):
        assert move_versions(date(2025, 6, 1)) == 1

    page = Sitting(people, "调查陈", on=date(2025, 6, 3)).get(f"/m/{matter.id}/").context["page"]

    by_label = {entry.label: (entry.by.name, entry.cite.words) for entry in page.entries}
    assert by_label["呈批技术调查"] == ("调查陈", "《监察法》第二十八条")
    assert by_label["转入新版规程"] == ("平台", "本机关内部规定")
    assert next(action.cite.words for action in page.actions if action.label == "交有关机关执行技术调查") == (
        "《监察法》第三十一条"
    )


def test_chapter_of_the_lawbook_says_what_lapses(people):
    page = Sitting(people, "承办李", on=DAY).get("/law/procedures/execution/").context["page"]

    (act,) = (act for act in page.acts if act.key == "end_effect")
    assert "；期满由平台记录：" in "；" + act.clock
    assert "仍在计时的由承办人记录：" in act.clock
