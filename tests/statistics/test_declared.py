"""Facts by declaration: the rows that `lawbook/facts` says a kind's matters stand for, and its mistakes named."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from mingjian.law.lawbook import load
from mingjian.ledger.record import open_matter
from mingjian.parties.persons import NewPerson, add_person
from mingjian.statistics.catchup import catch_up
from mingjian.statistics.checks_facts import check_facts
from mingjian.statistics.facts import TABLES
from mingjian.statistics.models import FACT_MODELS
from tests.people import city
from tests.stories import agree, at, do, study

DAY = date(2023, 6, 1)
INTERCESSION = {
    "title": "打听某案进展",
    "intercession_kind": "asks",
    "happened_on": "2023-05-31",
    "who": [{"name": "林某", "unit": "某局", "post": "科长"}],
    "is_leading_cadre": True,
    "manner": "电话",
    "said": "问进展",
}


@pytest.fixture
def people():
    return city()


def intercession(people, on=DAY):
    with at(on):
        return open_matter("intercession", by=people.id("承办李"), on=on, unit=people.unit.pk,
                           department=people.department("二室"), details=INTERCESSION)  # fmt: skip


def clarification(people):
    with at(DAY):
        matter = open_matter("clarification", by=people.id("承办李"), on=DAY, unit=people.unit.pk,
                             department=people.department("二室"), details={"title": "为某局干部澄清正名"})  # fmt: skip
    do(people, matter, "propose_clarification", "承办李", DAY, person=str(add_person(NewPerson("林明")).pk),
       clarification_forms=["face_to_face"], has_consent=True, facts_found="不实", scope="本单位",
       study=study(people, DAY, "主任张", "承办李"))  # fmt: skip
    agree(people, matter, DAY, "书记赵")
    return matter


def known(table: str) -> list[dict[str, Any]]:
    catch_up()
    return [
        {name: value for name, value in row.items() if value is not None}
        for row in FACT_MODELS[table].objects.order_by("held_on").values()
    ]


@pytest.mark.django_db(transaction=True)
def test_matter_is_one_row_once_its_day_is_known(people) -> None:
    matter = intercession(people)

    assert known("activities") == [
        {"id": str(matter.pk), "matter": str(matter.pk), "unit": str(people.unit.pk), "department": "干部监督室",
         "kind": "intercession", "held_on": DAY, "recorded_on": DAY}
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_each_time_an_act_takes_effect_is_a_row_as_the_act_says_it(people) -> None:
    matter, first, second = clarification(people), date(2023, 6, 20), date(2023, 7, 3)
    said = {"form_used": "face_to_face", "carried_out_record": "当面澄清", "officers": [people.id("主任张")]}
    do(people, matter, "carry_out", "承办李", first, attended_count=12, **said)
    do(people, matter, "carry_out", "承办李", second, **said)

    rows = [(row["id"], row["kind"], row["held_on"], row.get("attendance")) for row in known("activities")]
    assert rows == [(f"{matter.pk}:4", "clearing", first, 12), (f"{matter.pk}:5", "clearing", second, None)]


@pytest.mark.django_db(transaction=True)
def test_correction_of_the_act_corrects_its_row(people) -> None:
    matter, day = clarification(people), date(2023, 6, 20)
    said = {"form_used": "face_to_face", "carried_out_record": "当面澄清", "officers": [people.id("主任张")]}
    do(people, matter, "carry_out", "承办李", day, attended_count=12, **said)
    do(people, matter, "reassign", "主任张", day, handler=people.id("承办李"), reason="分工")
    do(people, matter, "correct", "承办李", day, entry=4, values={"attended_count": 21}, reason="笔误")
    agree(people, matter, day, "主任张")

    assert [row["attendance"] for row in known("activities")] == [21]


@pytest.mark.django_db(transaction=True)
def test_what_was_opened_in_error_is_no_row(people) -> None:
    matter = clarification(people)
    said = {"form_used": "face_to_face", "carried_out_record": "当面澄清", "officers": [people.id("主任张")]}
    do(people, matter, "carry_out", "承办李", DAY, **said)
    do(people, matter, "end_as_error", "承办李", DAY, reason="重复登记")
    agree(people, matter, DAY, "主任张", "案管主任吴")

    assert known("activities") == []


@pytest.mark.django_db(transaction=True)
def test_changed_declaration_derives_the_facts_again(people, tmp_path, settings) -> None:
    intercession(people)
    assert [row["kind"] for row in known("activities")] == ["intercession"]

    settings.MINGJIAN_LAWBOOK_OVERLAY = declared(tmp_path, {
        "table": "activities", "when": "happened_on", "where": {"is_leading_cadre": 1}, "fixed": {"kind": "visit"},
        "values": {"held_on": "happened_on", "phase": "intercession_kind", "items": {"count": "lead"}},
    })  # fmt: skip

    row = known("activities")[0]
    assert (row["kind"], row["held_on"], row["phase"], row["items"]) == (
        "visit",
        date(2023, 5, 31),
        "asks",
        0,
    )


@pytest.mark.django_db(transaction=True)
def test_list_of_persons_is_a_row_for_each(people, tmp_path, settings) -> None:
    settings.MINGJIAN_LAWBOOK_OVERLAY = declared(tmp_path, {
        "table": "talks", "each": "propose_clarification", "for_each": "clarification_forms",
        "fixed": {"kind": "reminder"}, "values": {"held_on": "on"},
    }, kind="clarification")  # fmt: skip
    matter = clarification(people)

    rows = [(row["id"], row["person"], row["kind"], row["held_on"]) for row in known("talks")]
    assert rows == [(f"{matter.pk}:3.1", "face_to_face", "reminder", DAY)]


@pytest.mark.parametrize(
    ("row", "mistakes"),
    [
        ({"table": "talk", "when": "opened_on"}, ["没有名为“talk”的事实表"]),
        ({"table": "talks", "when": "held"}, ["没有字段“held”"]),
        ({"table": "talks", "each": "hold"}, ["没有办理行为“hold”"]),
        ({"table": "talks", "each": "remind", "for_each": "persons"}, ["没有字段“persons”"]),
        ({"table": "talks", "each": "remind", "where": {"kind": "a"}}, ["没有字段“kind”"]),
        ({"table": "talks", "each": "remind", "values": {"day": "on"}}, ["事实表“talks”没有可填的“day”一列"]),
        ({"table": "talks", "each": "remind", "values": {"unit": "on"}}, ["事实表“talks”没有可填的“unit”一列"]),
        ({"table": "talks", "each": "remind", "fixed": {"kind": "chat"}},
         ["“talks”的“kind”没有“chat”这一类；请在代码表中写明fact"]),
        ({"table": "findings", "each": "remind", "values": {"lead": {"led_to": "leads"}}}, ["没有事项种类“leads”"]),
        ({"table": "leads", "each": "open_lead", "values": {"disposal_way": "intercession_handling"}},
         [f"“leads”的“disposal_way”没有“{code}”这一类；请在代码表中写明fact" for code in ("filed", "reminded", "lead")]),
    ],
)  # fmt: skip
def test_check_names_the_mistake(tmp_path: Path, row: dict[str, Any], mistakes: list[str]) -> None:
    book = load(overlay=Path(declared(tmp_path, row)))

    assert check_facts(book) == [f"facts“intercession”第1行：{mistake}" for mistake in mistakes]


def test_check_names_a_kind_that_does_not_exist_and_a_table_twice(tmp_path: Path) -> None:
    row = {"table": "talks", "when": "opened_on"}
    assert check_facts(load(overlay=Path(declared(tmp_path / "a", row, kind="chat")))) == [
        "facts“chat”：没有这种事项；文件名须是事项种类"
    ]
    twice = check_facts(load(overlay=Path(declared(tmp_path / "b", row, row))))
    assert twice == [
        f"facts“intercession”第{n}行：“talks”有几行都用when，编号会重复；请改用each" for n in (1, 2)
    ]


def test_packaged_declarations_are_right() -> None:
    assert check_facts(load()) == []


def test_every_table_is_kept_but_units_and_posts_of_heads() -> None:
    assert set(FACT_MODELS) == set(TABLES) - {"units", "heads"}


def declared(folder: Path, *rows: dict[str, Any], kind: str = "intercession") -> str:
    (folder / "facts").mkdir(parents=True)
    (folder / "facts" / f"{kind}.yaml").write_text(yaml.safe_dump({"rows": list(rows)}), "utf-8")
    return str(folder)
