"""The second factor: enrolled before the first entry, each code good once, one answer for every failure (AUTH-01)."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from mingjian.ledger.models import Journal
from mingjian.vault.profile import CannotOpen
from mingjian.web.account import factor
from mingjian.web.account.models import RecoveryCode, SecondFactor
from tests.web.account.factors import NOON, SEED, Browser, code_at, officer_with_password, with_app

pytestmark = pytest.mark.django_db(transaction=True)
WRONG = "动态口令或者恢复码不正确、已过期或者已经用过，请填新的。"
HALF = timedelta(seconds=30)


@pytest.fixture
def officer():
    return officer_with_password()


def journal(*events):
    rows = Journal.objects.filter(event__in=events).order_by("pk")
    return [
        (
            row.event,
            row.outcome,
            row.details.get("method") or row.details.get("change"),
            row.details.get("reason"),
        )
        for row in rows
    ]


def test_password_alone_opens_nothing(officer):
    with_app(officer)
    browser = Browser()

    assert browser.password(officer, following="/password/")["Location"] == "/sign-in/second/"
    assert browser.get("/password/").status_code == 302
    assert browser.code(code_at(NOON))["Location"] == "/password/"
    assert browser.get("/password/").status_code == 200
    assert journal("second_step", "sign_in") == [
        ("second_step", "done", "totp", None),
        ("sign_in", "done", "password+totp", None),
    ]


def test_code_serves_once_also_in_another_browser(officer):
    with_app(officer)
    first, second = Browser("10.0.0.1"), Browser("10.0.0.2")
    first.password(officer)
    second.password(officer)

    assert first.code(code_at(NOON)).status_code == 302
    again = second.code(code_at(NOON))

    assert again.status_code == 422 and WRONG in again.content.decode()
    assert second.code(code_at(NOON + HALF), NOON + HALF).status_code != 422


def test_every_failure_gets_the_same_answer(officer):
    codes = with_app(officer)
    assert factor.check(officer.pk, codes[3]) == "recovery"
    answers = set()
    for number, typed in enumerate((
        "", "12345", "abcdef", "1234567", f"{(int(code_at(NOON)) + 1) % 1000000:06d}", code_at(NOON - HALF),
        code_at(NOON + HALF), codes[3], "9999 9999 9999", "１２３４５６",
    )):  # fmt: skip
        browser = Browser(f"10.0.1.{number}")
        browser.password(officer)
        RecoveryCode.objects.filter(number=9).delete()
        answer = browser.code(typed)
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
        answers.add(
            (answer.status_code, re.sub(r"<p>请于\d+秒后再试。</p>", "", text))
            if answer.status_code == 422
            else "wait"
        )

    assert len(answers - {"wait"}) == 1
    assert WRONG in next(iter(answers - {"wait"}))[1]


def test_waiting_grows_with_wrong_codes_and_the_right_password_does_not_undo_it(officer):
    with_app(officer)
    browser = Browser()
    browser.password(officer)
    waits = [browser.code("000000").context["page"].failures[1:] for _ in range(3)]
    browser.password(officer)
    refused = browser.code(code_at(NOON))
    later = NOON + timedelta(seconds=60)

    assert waits == [(), (), ("请于5秒后再试。",)]
    assert refused.status_code == 429 and "请于5秒后再试。" in refused.content.decode()
    assert browser.code(code_at(later), later).status_code == 302
    assert [row[1] for row in journal("second_step")] == ["refused"] * 4 + ["done"]


def test_recovery_code_serves_once_and_is_kept_hashed(officer):
    codes = with_app(officer)
    first, second = Browser("10.0.0.1"), Browser("10.0.0.2")
    first.password(officer)
    second.password(officer)

    assert first.code(codes[0].replace(" ", "-")).status_code == 302
    assert second.code(codes[0]).status_code == 422
    assert factor.codes_left(officer.pk) == 9
    kept = " ".join(RecoveryCode.objects.values_list("code", flat=True))
    assert not any(code.replace(" ", "") in kept for code in codes) and kept.count("argon2id") == 10
    assert journal("sign_in")[-1] == ("sign_in", "done", "password+recovery", None)


def test_seed_lies_sealed_and_bound_to_its_officer(officer):
    with_app(officer)
    row = SecondFactor.objects.get()

    assert SEED.encode() not in bytes(row.seed)
    SecondFactor.objects.filter(pk=officer.pk).update(seed=bytes(row.seed)[:-1] + b"\x00")
    with pytest.raises(CannotOpen):
        factor.check(officer.pk, code_at(NOON))


def test_unfinished_sign_in_ends_after_ten_minutes(officer):
    with_app(officer)
    browser = Browser()
    browser.password(officer)
    late = NOON + timedelta(minutes=11)

    assert browser.code(code_at(late), late)["Location"] == "/sign-in/"
    assert Browser().code("123456")["Location"] == "/sign-in/"


class TestFirstEnrolment:
    @pytest.fixture(autouse=True)
    def required(self, settings):
        settings.MINGJIAN_SECOND_FACTOR = "required"

    def test_account_without_factor_enrols_before_it_gets_in(self, officer):
        browser = Browser()
        to_enrol = browser.password(officer, following="/law/")
        page = browser.get("/sign-in/enrol/")
        seed = page.context["page"].secret.replace(" ", "")
        wrong = browser.post("/sign-in/enrol/", code="000000")
        shown = browser.post("/sign-in/enrol/", code=code_at(NOON, seed))
        inside_yet = browser.get("/law/").status_code
        entered = browser.post("/sign-in/on/")

        assert to_enrol["Location"] == "/sign-in/enrol/"
        assert "<svg" in page.content.decode() and "style=" not in page.content.decode()
        assert wrong.status_code == 422 and wrong.context["page"].secret == page.context["page"].secret
        assert len(shown.context["page"].codes) == 10
        assert inside_yet == 302
        assert entered["Location"] == "/law/"
        assert browser.get("/law/").status_code == 200
        assert journal("factor", "sign_in") == [
            ("factor", "refused", "enrolled", None), ("factor", "done", "enrolled", None), ("sign_in", "done", "password+totp", None),
        ]  # fmt: skip

    def test_steps_cannot_be_skipped(self, officer):
        browser = Browser()
        browser.password(officer)

        assert browser.post("/sign-in/on/")["Location"] == "/sign-in/"
        assert browser.post("/sign-in/here/")["Location"] == "/sign-in/"
        assert browser.get("/").status_code == 302
        assert Browser().get("/sign-in/enrol/")["Location"] == "/sign-in/"

    def test_enrolled_account_cannot_be_enrolled_again_with_the_password_alone(self, officer):
        browser = Browser()
        browser.password(officer)
        with_app(officer)

        assert browser.get("/sign-in/enrol/")["Location"] == "/sign-in/"


def test_sessions_are_listed_and_each_can_be_ended(officer, settings):
    settings.MINGJIAN_SESSIONS = 3
    with_app(officer)
    browsers = [Browser(f"10.0.0.{number}") for number in (1, 2, 3)]
    for number, browser in enumerate(browsers):
        assert browser.enter(officer, NOON + number * HALF).status_code == 302
    here = browsers[2]
    page = here.get("/account/", NOON + 3 * HALF)
    listed = [(one.facts[0].value, one.is_here) for one in page.context["page"].sessions]
    here.post("/account/sessions/end/", NOON + 3 * HALF, session=page.context["page"].sessions[2].end)

    assert listed == [("10.0.0.3", True), ("10.0.0.2", False), ("10.0.0.1", False)]
    assert [browser.get("/account/").status_code for browser in browsers] == [302, 200, 200]
    here.post("/account/sessions/end/")
    assert [browser.get("/account/").status_code for browser in browsers] == [302, 302, 200]
    assert Session.objects.count() == 1
    assert [row.details["other"] for row in Journal.objects.filter(event="session")] == [officer.pk] * 2


def test_changing_the_app_asks_for_the_old_one_and_ends_other_sessions(officer, settings):
    settings.MINGJIAN_SESSIONS = 2
    with_app(officer)
    other, browser = Browser("10.0.0.9"), Browser()
    other.enter(officer)
    browser.enter(officer, NOON + HALF)
    late = NOON + timedelta(minutes=9)
    asked = browser.get("/account/factor/", late)
    page = browser.post("/account/factor/", late, second_code=code_at(late))
    seed = page.context["page"].secret.replace(" ", "")
    shown = browser.post("/account/factor/", late, code=code_at(late, seed))

    assert "此操作需要再次验证" in asked.content.decode()
    assert len(shown.context["page"].codes) == 10
    assert other.get("/account/", late).status_code == 302
    assert browser.post("/account/on/", late)["Location"] == "/account/"
    assert "已登记动态口令" in browser.get("/account/", late).content.decode()
