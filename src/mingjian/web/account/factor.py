"""The second factor: codes by time (TOTP, RFC 6238), each good once, and recovery codes on paper (AUTH-01).

A recovery code is its number (0 to 9) and eleven random digits, so that one slow hash decides about it.
"""

import secrets
from base64 import b32decode, b32encode
from typing import Literal
from urllib.parse import quote

import segno
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django_otp.oath import TOTP

from mingjian.ledger import instant
from mingjian.ledger.sealing import keys
from mingjian.vault.envelope import Place, open_text, seal_text
from mingjian.web.account.models import RecoveryCode, SecondFactor

Method = Literal["totp", "recovery"]
CODES, DIGITS, RANDOM = 10, 6, 11
ISSUER = "Mingjian"


def new_seed() -> str:
    """Twenty random bytes as an app wants them typed: base32."""
    return b32encode(secrets.token_bytes(20)).decode()


def is_enrolled(officer: int) -> bool:
    return SecondFactor.objects.filter(pk=officer).exists()


def enrol(officer: int, seed: str, typed: str) -> bool:
    """Tie the seed to the officer if the code shows that the app has it; an older app is replaced."""
    step = _step(seed, _digits(typed), after=0)
    if step is None:
        return False
    values = {"seed": _sealed(officer, seed), "last_step": step, "since": instant.real()}
    SecondFactor.objects.update_or_create(officer_id=officer, defaults=values)
    return True


def check(officer: int, typed: str) -> Method | None:
    """Which factor the typed code proves, used up from now on; None if it proves nothing."""
    digits = _digits(typed)
    with transaction.atomic():
        if len(digits) == DIGITS:
            return "totp" if _is_code(officer, digits) else None
        return "recovery" if len(digits) == RANDOM + 1 and _is_recovery(officer, digits) else None


def new_codes(officer: int) -> list[str]:
    """Ten new recovery codes, to be shown once; those before them end."""
    codes = [f"{number}{secrets.randbelow(10**RANDOM):0{RANDOM}d}" for number in range(CODES)]
    RecoveryCode.objects.filter(officer=officer).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(officer_id=officer, number=number, code=make_password(code))
        for number, code in enumerate(codes)
    )
    return [" ".join((code[:4], code[4:8], code[8:])) for code in codes]


def codes_left(officer: int) -> int:
    return RecoveryCode.objects.filter(officer=officer, used_at=None).count()


def forget(officer: int) -> None:
    """The app is lost: what was enrolled ends, and the next sign-in enrols anew."""
    SecondFactor.objects.filter(pk=officer).delete()
    RecoveryCode.objects.filter(officer=officer).delete()


def drawing(seed: str, account: str) -> str:
    """The QR code that an app reads, as SVG for the page itself: no file, no style, no other origin."""
    address = f"otpauth://totp/{ISSUER}:{quote(account)}?secret={seed}&issuer={ISSUER}"
    return str(
        segno.make(address, error="m").svg_inline(
            scale=5, border=4, light="#fff", svgclass="qr", lineclass=None
        )
    )


def grouped(seed: str) -> str:
    """The seed in groups of four, to be typed."""
    return " ".join(seed[start : start + 4] for start in range(0, len(seed), 4))


def _is_code(officer: int, digits: str) -> bool:
    row = SecondFactor.objects.select_for_update().filter(pk=officer).first()
    if row is None:
        return False
    step = _step(_opened(row), digits, after=row.last_step)
    if step is None:
        return False
    row.last_step = step
    row.save(update_fields=["last_step"])
    return True


def _step(seed: str, digits: str, *, after: int) -> int | None:
    """The half minute whose code this is, if it is the present one and later than the last one taken (no drift)."""
    totp = TOTP(b32decode(seed), digits=DIGITS)
    totp.time = instant.real().timestamp()
    right = secrets.compare_digest(f"{totp.token():0{DIGITS}d}", digits)
    return int(totp.t()) if right and totp.t() > after else None


def _is_recovery(officer: int, digits: str) -> bool:
    row = (
        RecoveryCode.objects.select_for_update()
        .filter(officer=officer, number=int(digits[0]), used_at=None)
        .first()
    )
    if row is None:
        make_password(digits)  # a used number costs as much time as a wrong one
        return False
    if not check_password(digits, row.code):
        return False
    row.used_at = instant.real()
    row.save(update_fields=["used_at"])
    return True


def _digits(typed: str) -> str:
    """What was typed, without blanks and dashes; empty if it is no code at all."""
    plain = typed.replace(" ", "").replace("-", "").replace("　", "")
    return plain if plain.isascii() and plain.isdecimal() else ""


def _place(officer: int) -> Place:
    return Place("web_account_secondfactor", "seed", officer.to_bytes(8, "big"), b"second factor")


def _sealed(officer: int, seed: str) -> bytes:
    return seal_text(keys().derive("second factor"), seed, _place(officer))


def _opened(row: SecondFactor) -> str:
    return open_text(keys().derive("second factor"), bytes(row.seed), _place(row.pk))
