"""What is sealed to a public key: its writer cannot read it again (KEY-01; K0 envelopes, K2 identities).

sealed = tag ‖ 2 bytes length ‖ sealed box with a fresh key ‖ the content sealed under that key, at its place
"""

from nacl.bindings import sodium_pad, sodium_unpad

from mingjian.vault.envelope import LONG, Place, new_key, open_bytes, seal_bytes
from mingjian.vault.profile import CURRENT, CannotOpen, profile_of


def seal_for(public_key: bytes, plain: bytes, place: Place, step: int = LONG) -> bytes:
    """Seal bytes, padded to a multiple of `step`; only the private half opens them (KEY-01, KEY-03)."""
    key = new_key()
    box = CURRENT.box(public_key, key)
    content = seal_bytes(key, sodium_pad(plain, step), place, b"e")
    return CURRENT.TAG + len(box).to_bytes(2, "big") + box + content


def open_for(private_key: bytes, sealed: bytes, place: Place) -> bytes:
    """What `seal_for` sealed to this key's public half, for this place; raises CannotOpen."""
    end = 3 + int.from_bytes(sealed[1:3], "big")
    try:
        key = profile_of(sealed).unbox(private_key, sealed[3:end])
    except ValueError:
        raise CannotOpen("信封打不开：私钥不对，或数据损坏。") from None
    data = open_bytes(key, sealed[end:], place, b"e")
    return sodium_unpad(data, len(data))
