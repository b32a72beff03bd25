"""The query code of whoever reports: 130 random bits to copy by hand, and what follows from it (RPT-08, K8).

26 characters of Crockford's 32-letter alphabet, which has no I, L, O, U, and one more that checks the others. Only what
is derived from it is stored: the name of the box, and the key under which the private half of the mailbox lies.
"""

import re
from secrets import choice
from unicodedata import normalize

from mingjian.vault.envelope import Place, open_bytes, seal_bytes
from mingjian.vault.profile import CURRENT

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26
_MISREAD = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\-_.·、,，—–]+")


def new_code() -> str:
    """A new code with its check character, 27 characters."""
    plain = "".join(choice(ALPHABET) for _ in range(LENGTH))
    return plain + _check(plain)


def read_code(text: str) -> str | None:
    """The code as it was given out, however it was typed; None if it cannot be one."""
    typed = _BETWEEN.sub("", normalize("NFKC", text)).upper().translate(_MISREAD)
    is_code = len(typed) == LENGTH + 1 and not set(typed) - set(ALPHABET)
    return typed if is_code and _check(typed[:-1]) == typed[-1] else None


def grouped(code: str) -> str:
    """For the eye: in groups of four, the check character behind a hyphen."""
    plain = code[:LENGTH]
    groups = " ".join(plain[place : place + 4] for place in range(0, LENGTH, 4))
    return f"{groups}-{code[LENGTH:]}"


def box_of(code: str) -> str:
    """The name of the box that belongs to a code, 32 hexadecimal digits; it does not lead back."""
    return CURRENT.derive(code.encode(), "mingjian/1/box")[:16].hex()


def new_mailbox(code: str) -> tuple[bytes, bytes]:
    """Public half, and private half sealed under the code (K8)."""
    private, public = CURRENT.new_pair()
    return public, seal_bytes(_mailbox_key(code), private, _place(code), b"m")


def open_mailbox(code: str, sealed: bytes) -> bytes:
    """The private half; raises CannotOpen for any other code."""
    return open_bytes(_mailbox_key(code), sealed, _place(code), b"m")


def _check(plain: str) -> str:
    """Odd weights: every single wrong character shows, and nearly every pair that was swapped."""
    return ALPHABET[sum(ALPHABET.index(one) * (2 * place + 1) for place, one in enumerate(plain)) % 32]


def _mailbox_key(code: str) -> bytes:
    return CURRENT.derive(code.encode(), "mingjian/1/mailbox")


def _place(code: str) -> Place:
    box = bytes.fromhex(box_of(code))
    return Place("portal", "mailbox", box, box)
