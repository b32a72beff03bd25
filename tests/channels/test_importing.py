"""A register becomes reports: each on its day, all or none, once only; identities sealed to the custodian."""

from datetime import date
from json import loads
from pathlib import Path

import pytest
from django.conf import settings

from mingjian.channels.faults import SheetRefused
from mingjian.channels.importing import Imported, record
from mingjian.channels.preview import Desk, look
from mingjian.channels.sample import FAULTS, write_sample
from mingjian.complaints.checks import check
from mingjian.complaints.models import Complaint
from mingjian.law.position import replay
from mingjian.ledger.book import book
from mingjian.ledger.history import history
from mingjian.ledger.models import Act, Counter, Journal, Link, Matter
from mingjian.ledger.sealing import matter_key, open_act_words, title
from mingjian.org.models import Appointment, Department, Unit
from mingjian.parties.acts import identity_place
from mingjian.parties.models import Complainant
from mingjian.vault.custodian import read_private_key
from mingjian.vault.keys import open_identity
from tests.channels.books import GOOD, HEAD, line, write_book

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2024, 5, 6)
NAMED = {"是否实名": "实名", "举报人": "周某", "联系方式": "10011112222"}
OPEN = {"办理结果": "", "办结日期": ""}


def bring_in(path, desk):
    return record(look(path, desk, on=TODAY))


def words(act):
    matter = act.matter
    return open_act_words(matter_key(matter.key, matter.pk), act.pk, matter.pk, act.sealed).words


def test_line_becomes_a_report_with_its_result(tmp_path, desk):
    path = write_book(tmp_path / "2023台账.xlsx", [HEAD, GOOD])

    assert bring_in(path, desk) == Imported(1, 0)

    matter = Matter.objects.get()
    assert (matter.number, matter.step, matter.opened_on, matter.closed_on) == (
        "临纪信〔2023〕1号", "recorded", date(2023, 3, 5), date(2023, 4, 6),
    )  # fmt: skip
    assert title(matter) == "反映张某虚报补贴"
    found = Complaint.objects.values(
        "channel",
        "origin",
        "content_class",
        "is_signed",
        "is_repeat",
        "is_imported",
        "outcome",
        "concluded_on",
    )
    assert found.get() == {
        "channel": "letter", "origin": "self", "content_class": "accusation", "is_signed": False, "is_repeat": False, "is_imported": True,
        "outcome": "untrue", "concluded_on": date(2023, 4, 6),
    }  # fmt: skip
    opened, concluded = matter.acts.select_related("matter").order_by("seq")
    assert [(act.code, act.on, act.officer_id) for act in (opened, concluded)] == [
        ("register", date(2023, 3, 5), desk.officer), ("conclude_recorded", date(2023, 4, 6), desk.officer),
    ]  # fmt: skip
    assert loads(words(opened)["mentions"]) == [{"name": "张某", "unit": "青石镇", "post": "站长"}]
    assert words(opened)["content"] == "反映张某虚报补贴"
    assert (
        words(opened)["late_reason"]
        == words(concluded)["late_reason"]
        == "导入历史台账《2023台账.xlsx》第2行"
    )
    assert words(concluded)["conclusion"] == "不属实"
    assert not Link.objects.exists()


def test_open_line_stays_open_and_keeps_its_handling_as_a_note(tmp_path, desk):
    path = write_book(
        tmp_path / "a.xlsx", [(*HEAD, "办理情况", "信访编号"), [*line(**OPEN), "已转二室核查", "信7"]]
    )

    bring_in(path, desk)

    matter = Matter.objects.get()
    assert (matter.step, matter.closed_on) == ("unconfirmed", None)
    opened, note = matter.acts.select_related("matter").order_by("seq")
    assert (note.code, note.on, words(note)["remark"]) == ("note", TODAY, "旧台账所记办理情况：已转二室核查")
    assert words(opened)["late_reason"] == "导入历史台账《a.xlsx》第2行，原编号信7"


def test_numbers_follow_the_day_of_receipt(tmp_path, desk):
    days = (date(2023, 9, 1), date(2022, 2, 1), date(2023, 1, 9))
    path = write_book(
        tmp_path / "a.xlsx", [HEAD, *(line(收到日期=day, 办结日期=date(2023, 12, 1)) for day in days)]
    )

    bring_in(path, desk)

    assert list(Matter.objects.order_by("opened_on").values_list("number", "opened_on")) == [
        ("临纪信〔2022〕1号", days[1]), ("临纪信〔2023〕1号", days[2]), ("临纪信〔2023〕2号", days[0]),
    ]  # fmt: skip


def test_identity_is_sealed_to_the_custodian(tmp_path, desk):
    path = write_book(tmp_path / "a.xlsx", [HEAD, line(**NAMED), GOOD])

    bring_in(path, desk)

    complainant = Complainant.objects.get()
    assert (complainant.is_named, complainant.since, complainant.matter.opened_on) == (
        True,
        date(2023, 3, 5),
        date(2023, 3, 5),
    )
    private = read_private_key(Path(settings.MINGJIAN_KEYS) / "custodian.private", "只在测试中使用的口令")
    identity = open_identity(private, bytes(complainant.identity), identity_place(complainant.pk))
    assert loads(identity) == {"name": "周某", "phone": "10011112222"}
    said = "".join(str(words(act)) for act in Act.objects.select_related("matter"))
    assert "周某" not in said and "10011112222" not in said
    assert check(desk.unit) == []


def test_stored_position_equals_replay(tmp_path, desk):
    path = write_book(tmp_path / "a.xlsx", [HEAD, GOOD, line(**OPEN)])

    bring_in(path, desk)

    for matter in Matter.objects.all():
        again = replay(book().bound("complaint", matter.procedure), book(), history(matter.pk))
        assert (again.step, again.seq, again.closed_on) == (matter.step, matter.seq, matter.closed_on)


def test_second_import_adds_nothing(tmp_path, desk):
    path = write_book(tmp_path / "a.xlsx", [HEAD, GOOD, line(反映内容="另一件"), GOOD])

    assert bring_in(path, desk) == Imported(3, 0)
    again = look(path, desk, on=TODAY)

    assert (again.new, again.late, again.known, again.differing) == ((), (), 3, ())
    assert record(again) == Imported(0, 0)
    assert (Matter.objects.count(), Act.objects.count()) == (3, 6)


def test_only_lines_that_were_added_are_new_wherever_they_stand(tmp_path, desk):
    write_book(tmp_path / "a.xlsx", [HEAD, GOOD, line(反映内容="另一件")])
    bring_in(tmp_path / "a.xlsx", desk)
    backwards = [
        list(reversed(cells)) for cells in (HEAD, line(反映内容="新的"), line(反映内容="另一件"), GOOD, GOOD)
    ]
    write_book(tmp_path / "b.xlsx", backwards)

    found = look(tmp_path / "b.xlsx", desk, on=TODAY)

    assert [entry.report.row for entry in found.new] == [2, 5]
    assert (found.known, record(found)) == (2, Imported(2, 0))


def test_same_line_of_another_unit_is_another_report(tmp_path, people, desk):
    path = write_book(tmp_path / "a.xlsx", [HEAD, GOOD])
    bring_in(path, desk)

    county = Unit.objects.create(
        name="东河县纪委监委", short="东河县", code="东纪", level="county", parent=people.top, path="9/9/"
    )
    petition = Department.objects.create(unit=county, name="信访室", short="信访室", role="petition_dept")
    Appointment.objects.create(
        officer_id=desk.officer, department=petition, post="head", since=date(2020, 1, 1)
    )

    assert bring_in(path, Desk(county.pk, petition.pk, desk.officer)) == Imported(1, 0)
    assert list(Matter.objects.order_by("number").values_list("number", flat=True)) == [
        "东纪信〔2023〕1号",
        "临纪信〔2023〕1号",
    ]


def test_result_that_came_later_ends_the_report_that_is_there(tmp_path, desk):
    write_book(tmp_path / "a.xlsx", [HEAD, line(**OPEN), line(反映内容="另一件", **OPEN)])
    bring_in(tmp_path / "a.xlsx", desk)
    write_book(tmp_path / "a.xlsx", [HEAD, GOOD, line(反映内容="另一件", **OPEN)])

    assert bring_in(tmp_path / "a.xlsx", desk) == Imported(0, 1)

    assert list(Matter.objects.order_by("number").values_list("step", "closed_on")) == [
        ("recorded", date(2023, 4, 6)), ("unconfirmed", None),
    ]  # fmt: skip
    assert look(tmp_path / "a.xlsx", desk, on=TODAY).known == 2


def test_other_result_than_in_the_platform_changes_nothing_and_is_said(tmp_path, desk):
    bring_in(write_book(tmp_path / "a.xlsx", [HEAD, GOOD]), desk)
    write_book(tmp_path / "a.xlsx", [HEAD, line(办理结果="属实")])

    found = look(tmp_path / "a.xlsx", desk, on=TODAY)

    assert (found.new, found.late, found.known) == ((), (), 1)
    assert list(map(str, found.differing)) == [
        "第2行J列“办理结果”（属实）：与平台上临纪信〔2023〕1号的办理情况不同，平台上的没有改动；确需更改的请在该件上办理。"
    ]


def test_nothing_of_a_faulty_register_stays(tmp_path, desk):
    path = write_book(tmp_path / "a.xlsx", [HEAD, GOOD, line(**NAMED), line(渠道="托人带话")])

    with pytest.raises(SheetRefused) as refused:
        bring_in(path, desk)

    assert [fault.row for fault in refused.value.faults] == [4]
    assert not any(model.objects.exists() for model in (Matter, Act, Complaint, Complainant, Counter))


def test_nothing_of_an_import_that_breaks_off_stays(tmp_path, desk):
    path = write_book(
        tmp_path / "a.xlsx", [HEAD, *(line(反映内容=f"第{number}件", **NAMED) for number in range(9))]
    )
    done = []

    def break_off():
        done.append(1)
        if len(done) == 7:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record(look(path, desk, on=TODAY), progress=break_off)

    assert not any(model.objects.exists() for model in (Matter, Act, Complaint, Complainant, Counter))


def test_two_imports_of_one_file_at_once_register_once(tmp_path, desk):
    path = write_book(tmp_path / "a.xlsx", [HEAD, GOOD])
    first, second = look(path, desk, on=TODAY), look(path, desk, on=TODAY)
    record(first)

    with pytest.raises(SheetRefused) as refused:
        record(second)

    assert str(refused.value) == "有人刚刚导入了相同的行；请重新导入一次，已有的行会自动跳过。"
    assert Matter.objects.count() == 1


def test_what_the_law_refuses_is_found_before_anything_is_written(tmp_path, people, desk):
    path = write_book(tmp_path / "a.xlsx", [HEAD, line(收到日期=date(2019, 12, 30))])
    assert [str(fault) for fault in look(path, desk, on=TODAY).faults] == [
        "第2行A列“收到日期”：2019-12-30没有施行中的“信访举报”规程，不能登记；请改正该行，或者将该行移出本表。"
    ]

    Appointment.objects.filter(officer_id=desk.officer).update(since=date(2023, 3, 6))
    path = write_book(tmp_path / "b.xlsx", [HEAD, GOOD])
    assert [str(fault) for fault in look(path, desk, on=TODAY).faults] == [
        "登记人在2023-03-05没有信访举报部门的职务，不能登记当日的信访举报；请用--by另选当时任职的人员，或者先用mingjian officer grant写明其任职日期。"
    ]


def test_import_is_noted_in_the_journal_without_words(tmp_path, desk):
    bring_in(write_book(tmp_path / "台账.xlsx", [HEAD, GOOD]), desk)

    entry = Journal.objects.get(event="import")
    assert (entry.officer_id, entry.outcome, entry.details) == (
        desk.officer,
        "done",
        {"kind": "complaint", "rows": 1},
    )


def test_sample_of_three_hundred_with_ten_faults(tmp_path, desk):
    path = tmp_path / "台账.xlsx"
    write_sample(path)

    found = look(path, desk, on=TODAY)

    assert sorted(fault.row for fault in found.faults) == [place + 2 for place in FAULTS]
    assert len(found.new) == 290
    with pytest.raises(SheetRefused):
        record(found)
    assert not Matter.objects.exists()


def test_sample_without_faults_is_the_same_each_time_and_comes_in_whole(tmp_path, desk):
    for name in ("a.xlsx", "b.xlsx"):
        write_sample(tmp_path / name, faults=False)
    steps = []

    found = look(tmp_path / "a.xlsx", desk, on=TODAY)
    done = record(found, progress=lambda: steps.append(1))

    assert (done, len(steps)) == (Imported(300, 0), 300)
    assert look(tmp_path / "b.xlsx", desk, on=TODAY).known == 300
    assert sum(found.counts("channel").values()) == sum(found.counts("outcome").values()) == 300
    assert found.counts("outcome")["尚无"] == Matter.objects.filter(closed_on=None).count() > 0
    assert check(desk.unit) == []
