"""Before a sensitive act the factor is asked again, five minutes after the last time; nothing typed is lost (AUTH-07)."""

from datetime import date, timedelta

import pytest

from mingjian.ledger.models import Act, Journal
from mingjian.org.models import Appointment
from mingjian.web.desk import names
from mingjian.web.desk.models import Leaving
from tests.people import city
from tests.stories import lead
from tests.web.account.factors import NOON, PASSWORD, Browser, code_at, officer_with_password, with_app

pytestmark = pytest.mark.django_db(transaction=True)
FORM = {"columns": ["0", "1"], "purpose": "report", "recipient": "市委办公室", "remark": "二〇二六年"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXPORT, JOURNAL = "/register/lead/export/", "/settings/journal/"
CODE = 'name="second_code"'


@pytest.fixture
def officer():
    return officer_with_password()


def entered(people, name):
    """Somebody of the city, signed in with password and code at noon."""
    names.forget()
    officer = people.officers[name]
    officer.set_password(PASSWORD)
    officer.save()
    with_app(officer)
    browser = Browser()
    browser.enter(officer)
    return browser


def test_export_soon_after_signing_in_goes_straight_on(officer):
    with_app(officer)
    browser = Browser()
    browser.enter(officer)

    assert browser.post(EXPORT, NOON + timedelta(minutes=4), **FORM)["Content-Type"] == XLSX


def test_form_of_an_export_asks_later_keeps_what_was_typed_and_gives_the_file(officer):
    with_app(officer)
    browser = Browser()
    browser.enter(officer)
    late = NOON + timedelta(minutes=6)
    page = browser.get(EXPORT, late)
    without = browser.post(EXPORT, late, **FORM)
    wrong = browser.post(EXPORT, late, **FORM, second_code="000000")
    done = browser.post(EXPORT, late, **FORM, second_code=code_at(late))
    soon = browser.post(EXPORT, late + timedelta(minutes=4), **FORM)

    assert CODE in page.content.decode()
    assert (without.status_code, wrong.status_code) == (422, 422)
    assert (
        "请填写动态口令。" in without.content.decode()
        and "动态口令或者恢复码不正确" in wrong.content.decode()
    )
    for asked in (without, wrong):
        typed = {
            field.name: field.value or [one.value for one in field.choices if one.chosen]
            for field in (*asked.context["page"].fields, *asked.context["page"].proof)
        }
        assert typed == {**FORM, "purpose": ["report"], "form": ["xlsx"], "second_code": []}
    assert CODE not in browser.get(EXPORT, late + timedelta(minutes=4)).content.decode()
    assert (done["Content-Type"], soon["Content-Type"]) == (XLSX, XLSX)
    assert Journal.objects.filter(event="export", outcome="done").count() == 2
    assert list(
        Journal.objects.filter(event="second_step").order_by("pk").values_list("outcome", flat=True)
    ) == ["done", "refused", "done"]


def test_code_of_the_sign_in_does_not_serve_again(officer):
    with_app(officer)
    browser = Browser()
    browser.enter(officer, NOON)
    with_verified_forgotten(browser)

    assert browser.post(EXPORT, NOON, **FORM, second_code=code_at(NOON)).status_code == 422
    assert not Journal.objects.filter(event="export").exists()


def test_account_without_factor_proves_its_password(officer):
    browser = Browser()
    browser.password(officer)
    late = NOON + timedelta(minutes=6)
    asked = browser.get(EXPORT, late)
    wrong = browser.post(EXPORT, late, **FORM, second_password="wrong")
    done = browser.post(EXPORT, late, **FORM, second_password=PASSWORD)

    assert 'type="password"' in asked.content.decode()
    assert wrong.status_code == 422 and "密码不正确。" in wrong.content.decode()
    assert done["Content-Type"] == XLSX


def test_agreed_export_asks_on_its_own_page(settings):
    settings.MINGJIAN_EXPORT_ALONE = 0
    people, late = city(), NOON + timedelta(minutes=6)
    browser = entered(people, "案管王")
    lead(people, date(2026, 11, 2))
    browser.post(EXPORT, **FORM)
    Leaving.objects.update(state="agreed", decided_by=people.id("常委冯"), decided_at=NOON)
    address = f"/exports/{Leaving.objects.get().pk}/"
    without = browser.post(address, late)

    assert [CODE in browser.get(address, when).content.decode() for when in (NOON, late)] == [False, True]
    assert (without.status_code, "请填写动态口令。" in without.content.decode()) == (422, True)
    assert browser.post(address, late, second_code=code_at(late))["Content-Type"] == XLSX


def test_journal_asks_on_its_own_page():
    people, late = city(), NOON + timedelta(minutes=6)
    Appointment.objects.filter(officer=people.id("案管王")).update(post="audit_admin")
    browser = entered(people, "案管王")
    without = browser.post(f"{JOURNAL}export/", late)

    assert CODE not in browser.get(JOURNAL).content.decode()
    assert (without.status_code, CODE in without.content.decode()) == (422, True)
    assert "请填写动态口令。" in without.content.decode()
    done = browser.post(f"{JOURNAL}export/", late, second_code=code_at(late))
    assert done["Content-Disposition"] == 'attachment; filename="journal-2026-11-23.csv"'


def test_script_cannot_mark_a_session_by_a_clock_of_tomorrow(officer):
    with_app(officer)
    browser = Browser()
    browser.enter(officer, NOON + timedelta(days=1))

    assert browser.post(EXPORT, NOON, **FORM).get("Content-Type") != XLSX
    assert not Act.objects.exists()


def with_verified_forgotten(browser):
    session = browser.client.session
    del session["verified"]
    session.save()
