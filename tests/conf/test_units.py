"""A new installation gets its units and departments by command, then its officers, then its register."""

import pytest
from typer.testing import CliRunner

from mingjian.channels.sample import write_sample
from mingjian.conf.commands import accounts, app, exchange, units  # noqa: F401 - they add the commands
from mingjian.ledger.models import Journal, Matter
from mingjian.org.models import Department, Unit

pytestmark = pytest.mark.django_db(transaction=True)


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, done.output.strip()


def founded() -> None:
    assert run("unit", "add", "东陵市", "--level", "city", "--code", "陵")[0] == 0
    said = run(
        "unit", "add", "东陵市纪委监委", "--level", "own", "--code", "陵纪", "--under", "东陵市", "--usual"
    )
    assert said == (
        0,
        "已建单位东陵市纪委监委，部门8个。部门用unit department增设，人员用officer add、officer grant。",
    )


def test_from_nothing_to_an_imported_register(tmp_path):
    founded()
    assert run("officer", "add", "zhou", "周某")[0] == 0
    assert (
        run("officer", "grant", "zhou", "东陵市纪委监委", "信访室", "head", "--since", "2018-01-01")[0] == 0
    )
    write_sample(tmp_path / "register.xlsx", year=2025, faults=False, count=12)

    code, said = run("import", "complaints", str(tmp_path / "register.xlsx"))

    assert (code, said.splitlines()[-1]) == (0, "新登记12件，补记结果0件，跳过已有0件。")
    assert Matter.objects.filter(unit__name="东陵市纪委监委", department__name="信访室").count() == 12


def test_units_stand_under_each_other_and_are_journalled():
    founded()
    said = run("unit", "department", "东陵市纪委监委", "第二监督检查室", "--role", "supervision_dept")

    city, own = Unit.objects.get(name="东陵市"), Unit.objects.get(name="东陵市纪委监委")
    assert said == (0, "已为东陵市纪委监委增设第二监督检查室（监督检查部门）。")
    assert (own.parent, own.path) == (city, f"{city.pk}/{own.pk}/")
    assert Journal.objects.filter(event="unit").count() == 2 + 8 + 1
    listed = run("unit", "list")[1]
    assert [line.strip(" │├└─") for line in listed.splitlines()][:3] == [
        "单位和部门",
        "东陵市（陵）",
        "东陵市纪委监委（陵纪）",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "东陵市纪委监委", "--level", "own", "--code", "新"), "单位“东陵市纪委监委”已经存在，请核对名称。"),
        (("add", "北县", "--level", "county", "--code", "陵纪"), "发文代字“陵纪”已由东陵市纪委监委使用，请另用一个：编号不能相混。"),
        (("add", "北县", "--level", "county", "--code", "北", "--under", "西市"), "没有单位“西市”，请核对全称，或先用unit add新建。"),
        (("department", "西市", "信访室", "--role", "petition_dept"), "没有单位“西市”，请核对全称，或先用unit add新建。"),
        (("department", "东陵市纪委监委", "信访室", "--role", "petition_dept"), "东陵市纪委监委已有部门“信访室”，请核对名称。"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_in_one_sentence(words, said):
    founded()
    before = Unit.objects.count(), Department.objects.count()

    assert run("unit", *words) == (1, said)
    assert (Unit.objects.count(), Department.objects.count()) == before


def test_unknown_level_and_role_list_the_choices():
    founded()
    level = run("unit", "add", "北县", "--level", "moon", "--code", "北")
    role = run("unit", "department", "东陵市纪委监委", "厨房", "--role", "kitchen")

    assert (level[0], role[0]) == (1, 1)
    assert level[1].startswith("没有层级“moon”，可用：country（全国）、province（省级）、city（市级）")
    assert role[1].startswith(
        "没有部门职能“kitchen”，可用：leadership（领导班子）、petition_dept（信访举报部门）"
    )
