"""Signing in: one answer and one cost for whatever was wrong, one session, everything in the journal."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from mingjian.ledger.instant import standing_at
from mingjian.ledger.models import Journal
from mingjian.org.models import Appointment, Department, Officer
from mingjian.web.account.models import LiveSession
from mingjian.web.desk import names, throttle
from mingjian.web.desk.models import Guessing
from tests.people import SINCE, city

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "长江之水 flows east 42"
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture
def officer():
    names.forget()
    people = city()
    one = people.officers["承办李"]
    one.set_password(PASSWORD)
    one.save()
    return one


def sign_in(client, account, password, **more):
    return client.post("/sign-in/", {"account": account, "password": password, **more})


def journal():
    return [
        (row.officer_id, row.outcome, row.details.get("reason"))
        for row in Journal.objects.filter(event="sign_in").order_by("pk")
    ]


def test_right_password_leads_to_the_page_asked_for(officer):
    client = Client()
    asked = client.get("/password/")
    response = sign_in(client, officer.username, PASSWORD, next="/password/")

    assert asked["Location"] == "/sign-in/?next=%2Fpassword%2F"
    assert (response.status_code, response["Location"]) == (302, "/password/")
    assert client.get("/password/").status_code == 200
    assert journal() == [(officer.pk, "done", None)]


def test_address_elsewhere_is_not_followed(officer):
    assert sign_in(Client(), officer.username, PASSWORD, next="https://example.org/")["Location"] == "/"


def test_unknown_wrong_and_disabled_account_get_one_answer_at_one_cost(officer, monkeypatch):
    disabled = Officer.objects.create(username="away", name="某甲", is_active=False)
    disabled.set_password(PASSWORD)
    disabled.save()
    Officer.objects.create(username="newcomer", name="某乙", password="!")
    hashes = []
    encode = Argon2PasswordHasher.encode
    verify = Argon2PasswordHasher.verify
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda *a: hashes.append(1) or encode(*a))
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda *a: hashes.append(1) or verify(*a))
    answers, costs = set(), []

    for number, (account, password) in enumerate(
        [("nobody", PASSWORD), (officer.username, "wrong"), ("away", PASSWORD), ("newcomer", "wrong")]
    ):
        hashes.clear()
        response = sign_in(Client(REMOTE_ADDR=f"10.0.0.{number}"), account, password)
        text = response.content.decode().replace(f'value="{account}"', "")
        answers.add(
            (response.status_code, text.split("csrfmiddlewaretoken")[0], "账号或密码不正确。" in text)
        )
        costs.append(len(hashes))

    assert len(answers) == 1
    assert next(iter(answers))[::2] == (422, True)
    assert costs == [1, 1, 1, 1]
    assert journal() == [
        (None, "refused", "unknown"), (officer.pk, "refused", "wrong"),
        (disabled.pk, "refused", "wrong"), (Officer.objects.get(username="newcomer").pk, "refused", "wrong"),
    ]  # fmt: skip


def test_waiting_grows_with_failures_and_ends(officer):
    client = Client()
    with standing_at(NOON):
        waits = [sign_in(client, officer.username, "wrong").context["page"].wait for _ in range(3)]
        refused = sign_in(client, officer.username, PASSWORD)
    with standing_at(NOON + timedelta(seconds=6)):
        fourth = sign_in(client, officer.username, "wrong").context["page"].wait
    with standing_at(NOON + timedelta(seconds=60)):
        entered = sign_in(client, officer.username, PASSWORD)

    assert waits == [0, 0, 5]
    assert refused.status_code == 429 and "请于5秒后再试。" in refused.content.decode()
    assert fourth == 10
    assert entered.status_code == 302


def test_strangers_guessing_does_not_slow_the_usual_desk(officer):
    usual, stranger = Client(REMOTE_ADDR="10.0.0.1"), Client(REMOTE_ADDR="10.0.0.9")
    sign_in(usual, officer.username, PASSWORD)
    usual.post("/sign-out/")

    waits = [sign_in(stranger, officer.username, "wrong").context["page"].wait for _ in range(8)]

    assert waits[-1] > 0
    assert sign_in(usual, officer.username, PASSWORD).status_code == 302


def test_guesses_from_many_machines_slow_the_account(officer):
    for number in range(6):
        sign_in(Client(REMOTE_ADDR=f"10.0.1.{number}"), officer.username, "wrong")

    assert sign_in(Client(REMOTE_ADDR="10.0.1.99"), officer.username, PASSWORD).status_code == 429


def test_delays_have_an_end():
    assert [throttle.delay(n).seconds for n in (-1, 0, 1, 5, 8, 500)] == [0, 5, 10, 160, 900, 900]


def test_what_was_typed_is_not_kept_as_text(officer):
    sign_in(Client(), PASSWORD, "x")

    assert PASSWORD not in "".join(Guessing.objects.values_list("key", flat=True))
    assert {len(key) for key in Guessing.objects.values_list("key", flat=True)} == {64}


def test_session_id_is_new_and_stored_as_a_hash(officer):
    client = Client()
    client.get("/sign-in/")
    sign_in(client, officer.username, PASSWORD)
    first = client.cookies["sessionid"].value
    client.post("/sign-out/")
    sign_in(client, officer.username, PASSWORD)
    second = client.cookies["sessionid"].value

    assert first != second
    assert not Session.objects.filter(pk__in=[first, second]).exists()
    assert [row.session for row in LiveSession.objects.all()] == list(
        Session.objects.values_list("pk", flat=True)
    )


def test_second_machine_asks_and_then_ends_the_first_session(officer):
    first, second = Client(REMOTE_ADDR="10.0.0.1"), Client(REMOTE_ADDR="10.0.0.2")
    sign_in(first, officer.username, PASSWORD)

    asked = sign_in(second, officer.username, PASSWORD, next="/password/")
    before = second.get("/password/").status_code
    entered = second.post("/sign-in/here/", {"next": "/password/"})

    assert "您的账号正在另一台机器上使用（10.0.0.1，自" in asked.content.decode()
    assert before == 302
    assert entered["Location"] == "/password/"
    assert second.get("/password/").status_code == 200
    assert first.get("/password/").status_code == 302


def test_taking_over_can_be_cancelled_and_needs_the_password_first(officer):
    first, second = Client(REMOTE_ADDR="10.0.0.1"), Client(REMOTE_ADDR="10.0.0.2")
    sign_in(first, officer.username, PASSWORD)
    sign_in(second, officer.username, PASSWORD)

    assert second.post("/sign-in/here/", {"cancel": "1"})["Location"] == "/sign-in/"
    assert second.post("/sign-in/here/")["Location"] == "/sign-in/"
    assert Client().post("/sign-in/here/")["Location"] == "/sign-in/"
    assert first.get("/password/").status_code == 200


def test_sign_out_ends_the_session_and_clears_the_browser(officer):
    client = Client()
    sign_in(client, officer.username, PASSWORD)
    cookie = client.cookies["sessionid"].value

    response = client.post("/sign-out/")
    client.cookies["sessionid"] = cookie

    assert (response["Location"], response["Clear-Site-Data"]) == ("/sign-in/", '"cache", "storage"')
    assert client.get("/password/").status_code == 302
    assert client.get("/sign-out/").status_code == 405
    assert Journal.objects.filter(event="sign_out", officer=officer.pk, outcome="done").count() == 1


def test_idle_and_absolute_limits_end_a_session(officer):
    client = Client()
    sign_in(client, officer.username, PASSWORD)
    lasting = Session.objects.get().expire_date - datetime.now(UTC)
    session = client.session
    session["began"] -= 8 * 3600 - 60
    session.save()
    left = Session.objects.get().expire_date - datetime.now(UTC)

    assert timedelta(minutes=14) < lasting <= timedelta(minutes=15)
    assert left <= timedelta(seconds=60)


def test_administrators_are_idle_for_ten_minutes_only(officer):
    place = Department.objects.first()
    Appointment.objects.create(officer=officer, department=place, post="audit_admin", since=SINCE)
    client = Client()
    sign_in(client, officer.username, PASSWORD)

    assert Session.objects.get().expire_date - datetime.now(UTC) <= timedelta(minutes=10)


def test_first_page_tells_of_the_last_sign_in_once(officer):
    client = Client(REMOTE_ADDR="10.0.0.1")
    sign_in(client, officer.username, PASSWORD)
    first = client.get("/password/").content.decode()
    client.post("/sign-out/")
    sign_in(client, officer.username, "wrong")
    sign_in(client, officer.username, PASSWORD)
    second, third = (client.get("/password/").content.decode() for _ in range(2))

    assert "上次登录" not in first
    assert "，来自10.0.0.1。其后有1次失败的尝试（最近" in second
    assert "上次登录" not in third


def test_stay_keeps_the_session_alive(officer):
    client = Client()
    sign_in(client, officer.username, PASSWORD)
    with standing_at(NOON):
        response = client.post("/stay/")

    assert response.status_code == 204
    assert client.session["seen"] == NOON.isoformat()
    assert Client().post("/stay/").status_code == 302


def test_disabled_account_is_out_at_once(officer):
    client = Client()
    sign_in(client, officer.username, PASSWORD)
    Officer.objects.filter(pk=officer.pk).update(is_active=False)

    assert client.get("/password/").status_code == 302


ELSEWHERE, RUN_OUT = "您的登录已在别处结束，请重新登录。", "登录已到时限，自动退出，请重新登录。"


def told(client):
    """What the sign-in page says of how the last session ended: led there from a page, then once more."""
    page, again = (client.get("/password/", follow=True).content.decode() for _ in range(2))
    assert ELSEWHERE not in again and RUN_OUT not in again, "said once"
    return [words for words in (ELSEWHERE, RUN_OUT) if words in page]


def taken_over(first, officer):
    second = Client(REMOTE_ADDR="10.0.0.2")
    sign_in(second, officer.username, PASSWORD)
    second.post("/sign-in/here/")


def password_set_anew(first, officer):
    new = f"{PASSWORD} again"
    officer.refresh_from_db()
    assert Client().post(welcome(officer), {"new": new, "again": new}).status_code == 302


def left_alone(first, officer):
    Session.objects.update(expire_date=datetime.now(UTC) - timedelta(seconds=1))


def left_alone_until_swept(first, officer):
    left_alone(first, officer)
    call_command("clearsessions")


def signed_out(first, officer):
    first.post("/sign-out/")


@pytest.mark.parametrize(
    "how, said",
    [
        (taken_over, [ELSEWHERE]),
        (password_set_anew, [ELSEWHERE]),
        (left_alone, [RUN_OUT]),
        (left_alone_until_swept, [RUN_OUT]),
        (signed_out, []),
    ],
)
def test_sign_in_page_says_why_a_session_ended_to_the_browser_that_had_it(officer, how, said):
    first, stranger, inventor = Client(REMOTE_ADDR="10.0.0.1"), Client(), Client()
    inventor.cookies["sessionid"] = "a" * 32
    sign_in(first, officer.username, PASSWORD)
    how(first, officer)

    assert [told(client) for client in (first, stranger, inventor)] == [said, [], []]


def test_page_that_asks_by_itself_after_the_end_stays_and_leaves_the_reason_for_the_officer(officer):
    first = Client(REMOTE_ADDR="10.0.0.1")
    sign_in(first, officer.username, PASSWORD)
    taken_over(first, officer)
    part = first.get("/beside/", headers={"hx-request": "true"})

    assert part.content.decode() == ('<a href="/sign-in/" target="_blank">您的登录已结束，请重新登录。</a>')
    assert told(first) == [ELSEWHERE]


def change(client, current, new, again=None):
    return client.post(
        "/password/", {"current": current, "new": new, "again": new if again is None else again}
    )


def test_password_is_changed_and_the_session_goes_on(officer):
    client = Client()
    sign_in(client, officer.username, PASSWORD)
    done = change(client, PASSWORD, "another long sentence")

    assert done.status_code == 200 and "密码已修改。" in done.content.decode()
    assert client.get("/password/").status_code == 200
    assert LiveSession.objects.get().session == Session.objects.get().pk
    client.post("/sign-out/")
    assert sign_in(client, officer.username, PASSWORD).status_code == 422
    assert sign_in(client, officer.username, "another long sentence").status_code == 302
    assert Journal.objects.filter(event="password", outcome="done", officer=officer.pk).count() == 1


@pytest.mark.parametrize(
    ("current", "new", "again", "said"),
    [
        ("wrong", "another long sentence", None, "现在的密码不正确。"),
        (PASSWORD, "short", None, "新密码太短，至少12个字符。"),
        (PASSWORD, "password1234", None, "新密码太常见，容易被猜到，请换一个。"),
        (PASSWORD, "another long sentence", "another long word", "两次填写的密码不同，请重新填写。"),
        (PASSWORD, "x" * 1001, None, "新密码太长，最多1000个字符。"),
    ],
)
def test_bad_new_password_is_refused_in_one_sentence(officer, current, new, again, said):
    client = Client()
    sign_in(client, officer.username, PASSWORD)

    response = change(client, current, new, again)

    assert response.status_code == 422
    assert said in response.content.decode()
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_long_password_of_any_signs_is_taken_whole(officer):
    client, new = Client(), "测" * 200
    sign_in(client, officer.username, PASSWORD)
    change(client, PASSWORD, new)
    client.post("/sign-out/")

    assert sign_in(client, officer.username, new[:-1]).status_code == 422
    assert sign_in(client, officer.username, new).status_code == 302


def welcome(officer):
    who = urlsafe_base64_encode(force_bytes(officer.pk))
    return f"/welcome/{who}/{default_token_generator.make_token(officer)}/"


def test_one_time_link_sets_a_password_once():
    people = city()
    officer, client = people.officers["主任张"], Client()
    link = welcome(officer)

    shown = client.get(link)
    done = client.post(link, {"new": PASSWORD, "again": PASSWORD})

    assert shown.status_code == 200 and "设置密码" in shown.content.decode()
    assert done["Location"] == "/sign-in/?set=1"
    assert "密码已设置，请登录。" in client.get(done["Location"]).content.decode()
    assert client.get(link).status_code == 404
    assert sign_in(client, officer.username, PASSWORD).status_code == 302


def test_invented_links_are_absent():
    people = city()
    one, other = people.officers["主任张"], people.officers["承办李"]
    token = welcome(one).split("/")[3]
    swapped = welcome(other).replace(welcome(other).split("/")[3], token)

    for link in (swapped, "/welcome/AAAA/xyz/", "/welcome/!!/xyz/", f"/welcome/OTk5/{token}/"):
        assert Client().get(link).status_code == 404
        assert Client().post(link, {"new": PASSWORD, "again": PASSWORD}).status_code == 404
