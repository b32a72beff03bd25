"""An officer with an app: signing in with password and code, at an instant of the test's choosing."""

from datetime import UTC, datetime, timedelta
from time import sleep, time

from django.test import Client
from django_otp.oath import TOTP

from mingjian.ledger.instant import real, standing_at
from mingjian.web.account import factor
from mingjian.web.desk import names
from tests.people import city

PASSWORD = "长江之水 flows east 42"
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STEP, TYPING = 30, 8  # seconds that a code is good; that typing one may take
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def code_now(seed: str = SEED) -> str:
    """What the app shows, with time left to type it: an officer too waits for the next code when one is about to end."""
    left = STEP - time() % STEP
    if left < TYPING:
        sleep(left)
    return code_at(real(), seed)


def code_at(instant: datetime, seed: str = SEED) -> str:
    """What the app shows at an instant."""
    from base64 import b32decode

    totp = TOTP(b32decode(seed))
    totp.time = instant.timestamp()
    return f"{totp.token():06d}"


def officer_with_password(name: str = "承办李"):
    names.forget()
    one = city().officers[name]
    one.set_password(PASSWORD)
    one.save()
    return one


def with_app(officer, when: datetime = NOON - timedelta(days=1)) -> list[str]:
    """The officer has enrolled the app of SEED; the recovery codes."""
    with standing_at(when):
        assert factor.enrol(officer.pk, SEED, code_at(when))
        return factor.new_codes(officer.pk)


class Browser:
    """A browser whose every request is at an instant of its own."""

    def __init__(self, machine: str = "10.0.0.1"):
        self.client = Client(REMOTE_ADDR=machine)

    def get(self, path, when=NOON):
        with standing_at(when):
            return self.client.get(path)

    def post(self, path, when=NOON, **data):
        with standing_at(when):
            return self.client.post(path, data)

    def password(self, officer, when=NOON, following=""):
        return self.post("/sign-in/", when, account=officer.username, password=PASSWORD, next=following)

    def code(self, typed, when=NOON):
        return self.post("/sign-in/second/", when, code=typed)

    def enter(self, officer, when=NOON):
        self.password(officer, when)
        return self.code(code_at(when), when)
