"""Posts from a spreadsheet: every line on record or none, nobody merged unseen, the same list again adds nothing."""

from datetime import date

import pytest
from typer.testing import CliRunner

from mingjian.channels.appointing import carry_out, plan
from mingjian.channels.faults import SheetRefused
from mingjian.channels.posts import read_posts
from mingjian.conf.commands import app, exchange  # noqa: F401 - it adds the commands
from mingjian.ledger.book import book
from mingjian.ledger.models import Journal
from mingjian.parties import tenures
from mingjian.parties.models import Person, Tenure
from mingjian.parties.persons import NewOrganisation, NewPerson, add_organisation, add_person
from mingjian.parties.tenures import Post
from tests.channels.books import write_book

pytestmark = pytest.mark.django_db(transaction=True)
HEAD = ("序号", "单位名称", "姓名", "身份证号", "班子职务", "现任职务", "任职时间", "免职时间", "备注")
TODAY = date(2024, 5, 6)
NUMBER = "990101199001010011"


def row(
    unit="临江市财政局",
    name="陈某",
    number="",
    position="主要负责人",
    title="党组书记、局长",
    since=date(2022, 6, 1),
    until="",
):
    return ("", unit, name, number, position, title, since, until, "")


@pytest.fixture
def units(people):
    return [
        add_organisation(NewOrganisation(name, "government")) for name in ("临江市财政局", "临江市教育局")
    ]


def planned(tmp_path, *rows, may_keep=lambda unit: True):
    path = write_book(tmp_path / "任职.xlsx", [("临江市2024年领导班子任职情况表", *[""] * 8), HEAD, *rows])
    return plan(read_posts(path, book(), TODAY), may_keep=may_keep)


def held(unit):
    """Who holds what in a unit, as the record has it."""
    rows = Tenure.objects.select_related("person").filter(organisation=unit)
    return sorted(
        (one.name, one.row.position, one.title, one.row.since, one.row.until) for one in tenures.opened(rows)
    )


def faults(found):
    return [str(fault) for fault in found.faults]


def test_posts_are_put_on_record_and_the_same_list_again_adds_nothing(tmp_path, units):
    lines = [
        row(), row(name="郑 某", position="班子副职", title="党组成员、副局长", since="2023.1.5"),
        row(name="郑某", position="不在班子任职", title="办公室主任", since="2019年3月1日", until="2023-01-04"),
        row("临江市教育局", "周某", NUMBER, "“一把手”", "局长"), ("合计", "4人", "", "", "", "", "", "", ""),
    ]  # fmt: skip
    found = planned(tmp_path, *lines)
    assert (faults(found), len(found.new), found.persons, found.register.passed_over) == ([], 4, 3, (7,))
    assert not Tenure.objects.exists() and not Person.objects.exists()

    steps = []
    carry_out(found, by=None, progress=lambda: steps.append(1))

    assert (len(steps), Person.objects.count()) == (4, 3)
    assert held(units[0]) == [
        ("郑某", "deputy", "党组成员、副局长", date(2023, 1, 5), None), ("郑某", "other", "办公室主任", date(2019, 3, 1), date(2023, 1, 4)),
        ("陈某", "head", "党组书记、局长", date(2022, 6, 1), None),
    ]  # fmt: skip
    again = planned(tmp_path, *lines)
    assert (again.new, again.ended, again.known, again.faults, again.differing) == ([], [], 4, [], [])
    assert Journal.objects.filter(event="import").values_list("details", flat=True).get() == {
        "kind": "tenure",
        "rows": 4,
    }


def test_a_post_that_has_ended_since_is_ended_and_another_end_is_only_said(tmp_path, units):
    carry_out(planned(tmp_path, row()), by=None)
    later = planned(tmp_path, row(until=date(2024, 3, 31)))
    assert (len(later.new), len(later.ended)) == (0, 1)
    carry_out(later, by=None)

    differing = planned(tmp_path, row(until=date(2024, 4, 30)))
    assert [str(one) for one in differing.differing] == [
        "第3行H列“免职时间”（2024-04-30）：平台上登记的是2024-03-31，没有改动；确需更改的请在单位页变更。"
    ]
    assert (differing.new, differing.ended) == ([], [])
    assert held(units[0]) == [("陈某", "head", "党组书记、局长", date(2022, 6, 1), date(2024, 3, 31))]


def test_every_bad_cell_is_listed_with_row_and_column_and_nothing_is_written(tmp_path, units):
    found = planned(
        tmp_path, row(), row("临江市体育局"), row(name=""), row(name="甲某", position="领导"), row(name="乙某", since="2023.2.30"),
        row(name="丙某", since="2025-01-01"), row(name="丁某", until="2020-01-01"), row(name="戊某", number=990101199001010000.0),
        row(name="己某", since="至今"), row(name="某" * 51), row(),
    )  # fmt: skip

    assert faults(found) == [
        "第4行B列“单位名称”（临江市体育局）：没有登记过这一单位；请核对全称，或者先在“单位”中登记。",
        "第5行C列“姓名”：没有填写；请补填。",
        "第6行E列“班子职务”（领导）：不认识；请写“一把手”、班子副职、班子成员、不在班子任职之一。",
        "第7行G列“任职时间”（2023.2.30）：没有这一天；请核对后写成2023-03-05的形式。",
        "第8行G列“任职时间”（2025-01-01）：晚于今天（2024-05-06）；请核对后改正。",
        "第9行H列“免职时间”（2020-01-01）：早于任职日期（2022-06-01）；请核对两个日期后改正。",
        "第10行D列“身份证号”：长号码已被表格软件改成数值，末几位已经丢失；请将该列设为文本后重新填写。",
        "第11行G列“任职时间”（至今）：不是日期；请写成2023-03-05的形式。",
        f"第12行C列“姓名”（{'某' * 20}…）：超过50字；请核对后缩短。",
        "第13行G列“任职时间”（2022-06-01）：与第3行是同一人的同一任职；请删去一行。",
    ]
    with pytest.raises(SheetRefused):
        carry_out(found, by=None)
    assert not Tenure.objects.exists() and not Journal.objects.filter(event="import").exists()


def test_who_may_be_somebody_on_record_is_told_by_the_number_and_never_merged_unseen(tmp_path, units):
    elsewhere = add_person(NewPerson("陈某", "临江市水务局", id_number=NUMBER))
    tenures.appoint(
        NewPerson("郑某", "临江市财政局"), Post(units[0].pk, "deputy", "副局长", date(2020, 1, 1)), by=None
    )
    found = planned(
        tmp_path,
        row(),
        row(name="周某", number=NUMBER),
        row(name="郑某", number=NUMBER[:-1] + "2", position="其他"),
    )
    assert faults(found) == [
        "第3行C列“姓名”（陈某）：平台上已有同名的人员，不能认定是不是同一人；请补填证件号码，或者在单位页逐人登记。",
        "第4行C列“姓名”（周某）：证件号码已登记为另一姓名的人员；请核对姓名和证件号码。",
        "第5行C列“姓名”（郑某）：本单位已有同名、没有登记证件号码的人员；确为同一人的，各行都不填证件号码。",
    ]

    carry_out(
        planned(
            tmp_path,
            row(number=NUMBER),
            row(position="其他", since="2019-01-01"),
            row(name="郑某", position="成员"),
        ),
        by=None,
    )
    assert {
        one.person_id for one in Tenure.objects.filter(organisation=units[0], position__in=("head", "other"))
    } == {elsewhere.pk}
    assert len({one.person_id for one in Tenure.objects.filter(position__in=("deputy", "member"))}) == 1
    assert Person.objects.count() == 2


def test_two_of_one_name_in_the_list_need_their_numbers(tmp_path, units):
    found = planned(
        tmp_path, row(number=NUMBER), row(number=NUMBER[:-1] + "2", position="成员"), row(position="其他")
    )

    assert faults(found) == ["第5行C列“姓名”（陈某）：本表中同名的有几人；请在这一行补填证件号码。"]


def test_the_record_of_a_unit_is_written_by_its_keepers_only(tmp_path, units):
    found = planned(
        tmp_path, row(), row("临江市教育局", "周某"), may_keep=lambda unit: unit.pk == units[0].pk
    )

    assert faults(found) == [
        "第4行B列“单位名称”（临江市教育局）：不由您所在部门联系，不能登记其任职；请移出本表，由联系部门导入。"
    ]


def test_what_fails_half_way_leaves_nothing(tmp_path, units):
    """Somebody else has put the last line on record between looking and writing."""
    found = planned(tmp_path, row(name="甲某", number=NUMBER), row(name="乙某", number=NUMBER[:-1] + "2"))
    add_person(NewPerson("乙某", "别处", id_number=NUMBER[:-1] + "2"))

    with pytest.raises(SheetRefused, match="刚才有人登记了相同的"):
        carry_out(found, by=None)
    assert not Tenure.objects.exists() and Person.objects.count() == 1
    assert Journal.objects.get(event="import").outcome == "failed"


def run(*words, **environment):
    return CliRunner().invoke(app, [str(word) for word in words], env=environment)


def test_command_says_what_it_understood_and_did(tmp_path, units):
    path = write_book(tmp_path / "任职.xlsx", [HEAD, row(), row(name="郑某", position="成员")])

    looked = run("import", "posts", path, "--dry-run")
    assert looked.stdout.splitlines()[-2:] == [
        "新任职2条（其中新登记人员2人），补记免职0条，已有0条，有错误0行。", "以上是预览，没有写入。",
    ]  # fmt: skip
    shown = [" ".join(line.strip("│").replace("│", " ").split()) for line in looked.stdout.splitlines()]
    assert "D 身份证号 证件号码" in shown and "I 备注 不认识，不导入" in shown
    assert not Tenure.objects.exists()

    assert "2/2" in run("import", "posts", path, "--by", "user5", FORCE_COLOR="1").stderr
    assert run("import", "posts", path).stdout.splitlines()[-1] == "新登记任职0条，补记免职0条，跳过已有2条。"
    bad = run("import", "posts", write_book(tmp_path / "坏.xlsx", [HEAD, row("临江市体育局")]))
    assert (bad.exit_code, bad.stderr.splitlines()[-1]) == (
        1,
        "有1行存在错误，没有导入任何内容；请改正后重新导入。",
    )
    none = run("import", "posts", write_book(tmp_path / "无.xlsx", [("甲", "乙"), (1, 2)]))
    assert none.stderr.splitlines() == [
        "无.xlsx的前20行中找不到表头；请在一行中写明单位、姓名、任职身份、职务、任职日期等栏目名称。", "没有导入任何内容。",
    ]  # fmt: skip
