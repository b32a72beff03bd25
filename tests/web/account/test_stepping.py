"""Before a sensitive act the factor is asked again, five minutes after the last time; nothing typed is lost (AUTH-07)."""

from datetime import timedelta

import pytest

from mingjian.ledger.models import Act, Journal
from tests.web.account.factors import NOON, Browser, code_at, officer_with_password, with_app

pytestmark = pytest.mark.django_db(transaction=True)
FORM = {"columns": ["0", "1"], "purpose": "report", "recipient": "市委办公室", "remark": "二〇二六年"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXPORT = "/register/lead/export/"


@pytest.fixture
def officer():
    return officer_with_password()


def test_export_soon_after_signing_in_goes_straight_on(officer):
    with_app(officer)
    browser = Browser()
    browser.enter(officer)

    assert browser.post(EXPORT, NOON + timedelta(minutes=4), **FORM)["Content-Type"] == XLSX


def test_export_later_asks_keeps_what_was_typed_and_goes_on(officer):
    with_app(officer)
    browser = Browser()
    browser.enter(officer)
    late = NOON + timedelta(minutes=6)
    asked = browser.post(EXPORT, late, **FORM)
    hidden = asked.context["page"].hidden
    again = {name: [value for key, value in hidden if key == name] for name, _ in hidden}
    wrong = browser.post(EXPORT, late, **again, second_code="000000")
    done = browser.post(EXPORT, late, **again, second_code=code_at(late))
    soon = browser.post(EXPORT, late + timedelta(minutes=4), **FORM)

    assert "此操作需要再次验证" in asked.content.decode() and "导出问题线索台账" in asked.content.decode()
    assert again == {name: value if isinstance(value, list) else [value] for name, value in FORM.items()}
    assert wrong.status_code == 422 and wrong.context["page"].hidden == hidden
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
    from tests.web.account.factors import PASSWORD

    browser = Browser()
    browser.password(officer)
    late = NOON + timedelta(minutes=6)
    asked = browser.post(EXPORT, late, **FORM)
    wrong = browser.post(EXPORT, late, **FORM, second_password="wrong")
    done = browser.post(EXPORT, late, **FORM, second_password=PASSWORD)

    assert 'type="password"' in asked.content.decode()
    assert wrong.status_code == 422 and "密码不正确。" in wrong.content.decode()
    assert done["Content-Type"] == XLSX


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
