"""Closed periods: what blocks a closing, what is frozen, what came later, who may restate."""

from datetime import date

import pytest

from mingjian.conf.commands import periods, run
from mingjian.ledger.models import Journal
from mingjian.report.issuing import issue
from mingjian.statistics import closing
from mingjian.statistics.asking import ask
from mingjian.statistics.catchup import catch_up
from mingjian.statistics.closing import PeriodError
from mingjian.statistics.models import FACT_MODELS, ClosedFigure, ClosedPeriod
from tests.people import city
from tests.stories import at, complaint

pytestmark = pytest.mark.django_db(transaction=True)
assert periods  # it adds the commands
DAY, CLOSING = date(2023, 3, 1), date(2023, 4, 7)


@pytest.fixture
def people():
    return city()


def close(people, period="2023Q1", on=CLOSING):
    with at(on):
        return closing.close(ask((), period=period), by=people.id("案管王"), on=on)


def restate(people, on=date(2023, 4, 20), approved_by="案管主任吴", reason="corrected", by="案管王"):
    with at(on):
        return closing.restate(
            ask((), period="2023Q1"),
            by=people.id(by),
            approved_by=people.id(approved_by),
            reason=reason,
            on=on,
        )


def late(people, on=date(2023, 4, 12)):
    """A report of the first quarter that is registered late, with a reason."""
    from mingjian.complaints.acts import register
    from tests.stories import report

    with at(on):
        return register(by=people.id("信访孙"), on=DAY, unit=people.unit.pk, department=people.department("信访室"),
                        details=report(), late_reason="邮路延误")  # fmt: skip


def test_closing_freezes_every_figure_with_its_definition_and_records(people):
    first, second = complaint(people, DAY), complaint(people, date(2023, 3, 31), channel="letter")
    complaint(people, date(2023, 4, 1))

    closed = close(people)

    row = ClosedFigure.objects.get(closed=closed, figure="petitions_received")
    assert (row.value, row.unit, row.definition) == ("2", "件次", date(2016, 1, 1))
    assert row.records == sorted([str(first.pk), str(second.pk)])
    assert closed.figures.count() == len(ask(period="2023Q1").live(None))
    entry = Journal.objects.get(event="period_closed")
    assert (entry.officer_id, entry.details) == (
        people.id("案管王"), {"period": "2023Q1", "unit": str(people.top.pk), "version": 1, "why": None, "other": None},
    )  # fmt: skip


def test_record_that_lacks_what_a_figure_needs_blocks_and_is_named(people):
    matter = complaint(people, DAY)
    catch_up()
    FACT_MODELS["petitions"].objects.update(channel=None)

    with pytest.raises(PeriodError) as refused:
        close(people)

    assert str(refused.value).startswith("还不能结账，请先补正：")
    assert matter.number in str(refused.value)
    assert not ClosedPeriod.objects.exists()


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (date(2023, 3, 31), "2023年第一季度要到2023-04-02才能结账。"),
        (date(2023, 4, 1), "2023年第一季度要到2023-04-02才能结账。"),
    ],
)
def test_period_is_closed_when_whatever_still_comes_is_late_and_says_why(people, on, sentence):
    with pytest.raises(PeriodError, match=sentence):
        close(people, on=on)

    close(people, on=date(2023, 4, 2))
    with pytest.raises(PeriodError, match="已经结账"):
        close(people)


def test_issued_paper_stays_byte_for_byte_and_the_change_is_listed_beside_the_next_period(people):
    complaint(people, DAY)
    close(people)
    with at(CLOSING):
        before = (
            issue("S4", period="2023Q1").written("docx", on=CLOSING),
            issue("S4", period="2023Q1").written("json", records=True),
        )

    matter = late(people)
    with at(date(2023, 7, 5)):
        after = (
            issue("S4", period="2023Q1").written("docx", on=CLOSING),
            issue("S4", period="2023Q1").written("json", records=True),
        )
        following = issue("S4", period="2023H1")

    assert after == before
    warned = [item for item in following.warnings if item.figure == "petitions_received"]
    assert [(item.sentence, [record.number for record in item.records]) for item in warned] == [
        ("2023年第一季度已结账，其后有变动：接收信访举报结账数1，现为2（增1条，减0条）", [matter.number])
    ]
    assert following.text.figures["petitions_received"].value == 2

    ClosedFigure.objects.filter(figure="petitions_received").update(value="3")
    assert [item.sentence for item in ask([], period="2023H1").fell(["petitions_received"])] == [
        "接收信访举报由3降为2，累计数不应减少；请核对更正记录"
    ]
    assert ask([], period="2023-05").fell(["petitions_received"]) == []


def test_opened_figure_of_a_closed_period_shows_the_frozen_records(people):
    first = complaint(people, DAY)
    close(people)
    late(people)

    answer = ask(["petitions_received"], period="2023Q1")

    assert answer.figures["petitions_received"].value == 1
    assert [record.id for record in answer.records("petitions_received")] == [str(first.pk)]


def test_restated_value_is_a_new_version_approved_with_a_reason(people):
    complaint(people, DAY)
    close(people)
    late(people)

    row = restate(people)

    assert (row.version, row.reason, row.approved_by_id) == (2, "corrected", people.id("案管主任吴"))
    assert ask(["petitions_received"], period="2023Q1").figures["petitions_received"].value == 2
    assert list(
        ClosedFigure.objects.filter(figure="petitions_received")
        .order_by("closed__version")
        .values_list("value", flat=True)
    ) == ["1", "2"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"approved_by": "主任张"}, "重述须经案件监督管理部门主要负责人批准"),
        ({"by": "案管主任吴"}, "批准人不能是申请人本人"),
        ({"reason": "mood"}, "没有更改事由“mood”"),
    ],
)
def test_restating_without_approval_or_reason_is_refused(people, changes, sentence):
    complaint(people, DAY)
    close(people)
    late(people)

    with pytest.raises(PeriodError, match=sentence):
        restate(people, **changes)


def test_restating_what_has_not_changed_or_is_open_is_refused(people):
    complaint(people, DAY)
    with pytest.raises(PeriodError, match="还没有结账"):
        restate(people)
    close(people)
    with pytest.raises(PeriodError, match="不需要重述"):
        restate(people)


def test_commands_close_show_and_restate(people, capsys):
    complaint(people, DAY)
    by = ["--by", people.officers["案管王"].username]
    with at(CLOSING):
        assert run(["period", "show", "2023Q1"]) == 0
        assert run(["period", "close", "2023Q1", *by]) == 0
    matter = late(people)
    with at(date(2023, 4, 20)):
        assert run(["period", "show", "2023Q1"]) == 0
        approved = ["--approved-by", people.officers["案管主任吴"].username, "--reason", "late"]
        assert run(["period", "restate", "2023Q1", *by, *approved]) == 0
        assert run(["period", "show", "2023Q1"]) == 0

    said = capsys.readouterr().out.splitlines()
    assert said[0] == "临江市2023年第一季度还没有结账。"
    assert said[1].startswith("临江市2023年第一季度已结账，固定")
    assert said[2] == "临江市2023年第一季度第1版，2023-04-07由案管王结账。"
    assert f"变动：接收信访举报结账数1，现为2（增1条，减0条）：{matter.number}" in said
    assert said[-3:] == [
        "临江市2023年第一季度已重述为第2版。",
        "临江市2023年第一季度第2版，2023-04-20由案管王结账，重述事由：补录，批准人：案管主任吴。",
        "结账以后没有变动。",
    ]


def test_paper_of_the_city_says_where_a_unit_below_closed_with_other_totals(people):
    complaint(people, DAY)
    with at(CLOSING):
        own = ask((), period="2023Q1", scope=str(people.unit.pk))
        closing.close(own, by=people.id("案管王"), on=CLOSING)
    before = ask((), period="2023Q1").parted(["petitions_received", "cases_filed"])

    late(people)
    made = issue("S4", period="2023Q1")

    assert before == []
    assert [item.sentence for item in made.warnings if "上下级" in item.sentence] == [
        f"{people.unit.name}结账时{what}1件次，现为2件次，上下级数不一致；请重述或者说明"
        for what in ("接收信访举报", "检举控告类信访举报")
    ]
