"""A kind that nobody has foreseen: YAML and a registered model, and it is in desk, register, matter page, menu and search."""

from datetime import date

import pytest
from django.db import connection, models

from mingjian.law.lawbook import packaged
from mingjian.ledger import book as books
from mingjian.ledger import kinds
from mingjian.ledger.models import Matter, Record
from mingjian.ledger.record import open_matter
from mingjian.ledger.search import index_new
from mingjian.web.desk import names
from tests.people import city
from tests.stories import at, do
from tests.web.sitting import Sitting, main

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 3, 6)
PROCEDURE = """
kind: canteen_check
label: 食堂检查
en: Canteen check
sign: 食
in_force: 2018-01-01
cite: {checked: house}
fields:
  title: {label: 标题, en: Title, type: line}
  diners: {label: 用餐人数, en: Diners, type: integer}
acts:
  register: {label: 登记检查, en: Register, from: new, by: commission_officer, fields: [title], to: open, cite: {checked: house}}
  count: {label: 清点人数, en: Count, from: open, by: dept_member, fields: [diners], to: counted, cite: {checked: house}}
steps:
  open: {label: 检查中, en: Open, clock: assignment_house, due: count}
  counted: {label: 已清点, en: Counted, end: true}
"""


class CanteenCheck(Record):
    diners = models.IntegerField(null=True)

    class Meta:
        app_label = "invented"


@pytest.fixture
def people(tmp_path, settings, monkeypatch):
    folder = tmp_path / "procedures" / "canteen_check"
    folder.mkdir(parents=True)
    (folder / "2018-01-01.yaml").write_text(PROCEDURE, encoding="utf-8")
    settings.MINGJIAN_LAWBOOK_OVERLAY = str(tmp_path)
    monkeypatch.setitem(kinds._kinds, "canteen_check", kinds.Kind("canteen_check", CanteenCheck))
    with connection.schema_editor() as editor:
        editor.create_model(CanteenCheck)
    names.forget()
    yield city()
    CanteenCheck.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.delete_model(CanteenCheck)


def test_invented_kind_needs_no_other_change(people):
    assert "canteen_check" in books.book().kinds() and "canteen_check" not in packaged().kinds()
    with at(DAY):
        matter = open_matter(
            "canteen_check", by=people.id("承办李"), on=DAY, unit=people.unit.pk, department=people.department("二室"),
            details={"title": "机关食堂浪费检查"},
        )  # fmt: skip
    index_new()
    here = Sitting(people, "主任张", on=DAY)

    assert "食堂检查" in here.get("/").content.decode(), "in the menu"
    assert matter.number in main(here.get("/?whose=department")), "on the desk of the department"
    assert "机关食堂浪费检查" in main(here.get("/register/canteen_check/"))
    page = main(here.get(f"/m/{matter.id}/"))
    assert "食堂检查" in page and "清点人数" in page
    found = here.post("/find/", 302, q="食堂浪费").headers["Location"]
    assert matter.number in main(here.get(found))
    do(people, matter, "count", "主任张", DAY, diners=86)
    assert (Matter.objects.get(pk=matter.pk).step, CanteenCheck.objects.get().diners) == ("counted", 86)
