"""Two profiles of password rules: length only, or mixed signs and a change every ninety days (AUTH-02, AUTH-03)."""

from datetime import timedelta

import pytest

from mingjian.org.models import Officer
from tests.web.account.factors import NOON, PASSWORD, Browser, officer_with_password

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "onlysmalllettersinarow"
MIXED = "Only-Small-Letters-7"


@pytest.fixture(params=["default", "mlps3"])
def profile(request, settings):
    settings.MINGJIAN_PROFILE = request.param
    return request.param


@pytest.fixture
def officer():
    one = officer_with_password()
    Officer.objects.filter(pk=one.pk).update(password_on=NOON.date())
    return one


def change(browser, new, when=NOON, current=PASSWORD):
    return browser.post("/password/", when, current=current, new=new, again=new)


def test_composition_is_asked_for_by_one_profile_only(officer, profile):
    browser = Browser()
    browser.password(officer)
    answer = change(browser, LONG)

    assert answer.status_code == {"default": 200, "mlps3": 422}[profile]
    assert ("须含大写字母、小写字母、数字、符号中的三种以上" in answer.content.decode()) == (
        profile == "mlps3"
    )


@pytest.mark.parametrize(
    "weak", ["Mingjian-2026", "JIWEI@jianwei 1", "纪委1234567890", "short", PASSWORD, "Password12345"]
)
def test_words_of_this_place_and_known_ones_are_refused_everywhere(officer, profile, weak):
    browser = Browser()
    browser.password(officer)

    assert change(browser, weak).status_code == 422


def test_every_sign_and_great_length_may_be_used(officer, profile):
    browser = Browser()
    browser.password(officer)

    assert change(browser, "Aa1 中文🙂 " * 20).status_code == 200


def test_old_password_must_be_changed_before_anything_else_under_mlps3(officer, profile):
    late, browser = NOON + timedelta(days=91), Browser()
    browser.password(officer, late)
    first = browser.get("/law/", late)

    if profile == "default":
        assert first.status_code == 200
        return
    assert first["Location"] == "/password/"
    assert "密码使用满90天须更换" in browser.get("/password/", late).content.decode()
    assert change(browser, MIXED, late).status_code == 200
    assert browser.get("/law/", late).status_code == 200
    assert Officer.objects.get(pk=officer.pk).password_on == late.date()


def test_password_of_eighty_nine_days_is_good(officer, profile):
    browser, late = Browser(), NOON + timedelta(days=89)
    browser.password(officer, late)

    assert browser.get("/law/", late).status_code == 200
