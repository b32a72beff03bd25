"""What comes from the public site: a sealed envelope for each report or addition. Only law and vault below it (KEY-01).

    number.envelope = ZIP, nothing compressed: letter, identity, paper-1, paper-2 …

Letter and papers are sealed to the platform, the identity to the custodian; each is bound to the id of the envelope and
to its place in it. The public site writes envelopes and cannot read them again; `fetching` opens them.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from uuid import UUID
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator

from mingjian.vault.envelope import SALT_SIZE, Place
from mingjian.vault.keys import Keys, PublicKeys
from mingjian.vault.profile import CURRENT, CannotOpen

PERSONS, PAPERS = 5, 10
LONGEST = 20_000  # characters of what happened
PAPER_STEP = 64 * 1024  # KEY-03
BIGGEST = 100 * 1024 * 1024  # bytes of an envelope
HOUR = 3600
NO_TIME = (1980, 1, 1, 0, 0, 0)

Hex = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{2})+$", max_length=64)]
Short = Annotated[str, StringConstraints(max_length=100)]
Line = Annotated[str, StringConstraints(max_length=500)]


class Strict(BaseModel):
    """Only what is named here, within its bounds (WEB-04)."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Named(Strict):
    """Whom a report is about; what is not known is empty."""

    name: Short = ""
    unit: Short = ""
    post: Short = ""
    area: Short = ""


class Paper(Strict):
    """A file that lies in the envelope, in this order."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    media_type: Short
    size: int


class Letter(Strict):
    """A report, or what its reporter adds later. Nothing in it says who reports or from where (RPT-01, RPT-03)."""

    id: UUID
    kind: Literal["report", "addition"]
    box: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    number: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{1,9}$")]
    received_on: date
    mailbox: Hex | Literal[""] = ""
    content_class: Literal["accusation", "appeal", "suggestion"] = "accusation"
    persons: tuple[Named, ...] = ()
    text: str = ""
    amount: Line = ""
    source: Line = ""
    agreement: Short = ""
    is_signed: bool = False
    protection: Literal["", "threat", "harm", "reprisal", "exposed"] = ""
    papers: tuple[Paper, ...] = ()
    identity: UUID | None = None
    salt: Hex | Literal[""] = ""

    @model_validator(mode="after")
    def _within_bounds(self) -> "Letter":
        if len(self.persons) > PERSONS or len(self.papers) > PAPERS or len(self.text) > LONGEST + 200:
            raise ValueError("too much")
        if self.kind == "report" and not (self.mailbox and self.text and self.salt):
            raise ValueError("too little")
        return self

    @property
    def commitment(self) -> bytes:
        """HMAC(salt, what was handed in): on the receipt, and again in the ledger (LEAD-07). The salt is on the slip too."""
        said = self.model_dump(mode="json", include=SAID)
        return CURRENT.mac(
            bytes.fromhex(self.salt), json.dumps(said, sort_keys=True, ensure_ascii=False).encode()
        )


SAID = {"number", "received_on", "content_class", "persons", "text", "amount", "source", "papers"}


@dataclass(frozen=True, slots=True, repr=False)
class Envelope:
    """An envelope that was opened. The identity stays sealed."""

    letter: Letter
    identity: bytes | None
    papers: tuple[bytes, ...]


class BrokenEnvelope(ValueError):
    """An envelope that cannot be opened or says what no portal writes: why, as a code, and one sentence, nothing of its content."""

    def __init__(self, why: str, sentence: str) -> None:
        super().__init__(sentence)
        self.why = why


def new_salt() -> str:
    return os.urandom(SALT_SIZE).hex()


def identity_place(identity: UUID) -> Place:
    """Where an identity is sealed, here and in the register (`parties`), which takes it over unopened."""
    return Place("parties_complainant", "identity", identity.bytes, identity.bytes)


def seal_enclosures(
    letter: Letter, keys: PublicKeys, papers: Sequence[bytes], identity: Mapping[str, str] | None
) -> dict[str, bytes]:
    """Papers and identity by the name of their part; sealed before any lock is taken (INT-03)."""
    parts = {}
    for number, data in enumerate(papers, start=1):
        name = f"paper-{number}"
        parts[name] = keys.seal_content(data, _place(letter.id, name), PAPER_STEP)
    if letter.identity is not None and identity:
        plain = json.dumps(dict(identity), ensure_ascii=False, sort_keys=True).encode()
        parts["identity"] = keys.seal_identity(plain, identity_place(letter.identity))
    return parts


def seal_letter(letter: Letter, keys: PublicKeys) -> dict[str, bytes]:
    """The letter itself, which names its number."""
    return {"letter": keys.seal_content(letter.model_dump_json().encode(), _place(letter.id, "letter"))}


def write(folder: Path, letter: Letter, parts: Mapping[str, bytes], hour: float) -> Path:
    """Put an envelope into the spool, whole or not at all; its times say the hour and no more (RPT-01)."""
    target = folder / f"{letter.id.hex}.envelope"
    waiting = folder / f".{letter.id.hex}.part"
    try:
        with ZipFile(waiting, "w", ZIP_STORED) as archive:
            for name, data in parts.items():
                archive.writestr(ZipInfo(name, NO_TIME), data)
        settle(waiting, target, hour)
    finally:
        waiting.unlink(missing_ok=True)
    return target


def settle(waiting: Path, target: Path, hour: float) -> None:
    """A file that is complete takes its name, on disk, with the hour as its time."""
    with waiting.open("rb") as file:
        os.fsync(file.fileno())
    whole = hour - hour % HOUR
    os.utime(waiting, (whole, whole))
    os.replace(waiting, target)


def read(path: Path, keys: Keys) -> Envelope:
    """Open an envelope. Raises BrokenEnvelope."""
    try:
        envelope = UUID(path.stem)
        if path.stat().st_size > BIGGEST:
            raise BrokenEnvelope("large", "信封超过100兆，未取入。")
        with ZipFile(path) as archive:
            letter = Letter.model_validate_json(
                keys.open_content(archive.read("letter"), _place(envelope, "letter"))
            )
            names = [f"paper-{number}" for number in range(1, len(letter.papers) + 1)]
            papers = tuple(keys.open_content(archive.read(name), _place(envelope, name)) for name in names)
            identity = archive.read("identity") if letter.identity is not None else None
    except CannotOpen:
        raise BrokenEnvelope("closed", "信封打不开：不是封给本机关的，或已损坏。") from None
    except (BadZipFile, KeyError, OSError, EOFError):
        raise BrokenEnvelope("cut", "信封不完整：可能没有传完，请重新传送。") from None
    except (ValidationError, ValueError) as error:
        if isinstance(error, BrokenEnvelope):
            raise
        raise BrokenEnvelope("newer", "信封的内容不合格式：可能由更新的版本写成，请升级后再取。") from None
    if letter.id != envelope or [len(data) for data in papers] != [paper.size for paper in letter.papers]:
        raise BrokenEnvelope("papers", "信封的内容与所附材料不符，未取入。")
    return Envelope(letter, identity, papers)


def _place(envelope: UUID, name: str) -> Place:
    return Place("portal", name, envelope.bytes, envelope.bytes)
