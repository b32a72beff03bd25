"""Envelopes of the public site become reports and additions: by acts of the platform, once each, whole or not at all.

An identity passes through unopened. A broken envelope is set aside with one sentence, and keeps no other waiting.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Length

from mingjian.channels import envelopes
from mingjian.channels.envelopes import BrokenEnvelope, Envelope, Letter
from mingjian.channels.models import Mailbox, SetAside
from mingjian.channels.reports import title_of
from mingjian.complaints import acts as complaints
from mingjian.law.refusal import Refused
from mingjian.ledger import instant, journal
from mingjian.ledger.documents import Prepared, Staged, discard, prepare, stage
from mingjian.ledger.models import Act, Matter
from mingjian.ledger.record import record_act
from mingjian.ledger.sealing import keys
from mingjian.org.jurisdiction import department_with, holders
from mingjian.org.models import Department, Unit
from mingjian.parties.acts import SealedIdentity, register_complainant
from mingjian.vault.accepted import NotAccepted

_log = logging.getLogger(__name__)


class NotYet(Exception):
    """An addition whose report has not been brought in: it waits in the spool."""


@dataclass
class Fetched:
    """What a look into the spool has brought: how many of each, and why an envelope was set aside."""

    registered: int = 0
    added: int = 0
    waiting: int = 0
    aside: list[str] = field(default_factory=list)


def receiving_unit(named: str = "") -> Unit | None:
    """Whose site it is: the unit with this name or code, else the uppermost that has a petition office."""
    if named:
        return Unit.objects.filter(code=named).first() or Unit.objects.filter(name=named).first()
    offices = Department.objects.filter(role="petition_dept", until=None).select_related("unit")
    found = offices.order_by(Length("unit__path"), "pk").first()
    return found.unit if found else Unit.objects.order_by("pk").first()


def commission(named: str = "") -> str:
    """How the head of the site calls it."""
    unit = receiving_unit(named)
    return unit.name if unit else "本机关"


def on_duty() -> set[int]:
    """Who answers for what comes in: the heads of the petition office, else whoever is in it, else the principal."""
    unit, today = receiving_unit(settings.MINGJIAN_PORTAL_UNIT), instant.today()
    office = {"department__unit": unit, "department__role": "petition_dept", "department__until": None}
    if unit is None:
        return set()
    return (
        holders(today, **office, post="head")
        or holders(today, **office)
        or holders(today, department__unit=unit, post="principal")
    )


def fetch(folder: Path, *, unit: Unit, on: date, before: float | None = None) -> Fetched:
    """Bring in what lies in the spool. `before`: only envelopes of hours that began before this instant.

    The worker brings in an hour that is over, so that no entry says more of an anonymous visit than its hour (RPT-01).
    """
    done, spool = Fetched(), folder / "in"
    if not spool.is_dir():
        return done
    late = []
    for arrived, path in sorted((_arrived(path), path) for path in spool.glob("*.envelope")):
        if before is not None and arrived >= before:
            continue
        if not _one(path, folder, unit, on, done):
            late.append(path)
    done.waiting = sum(not _one(path, folder, unit, on, done) for path in late)
    return done


def _arrived(path: Path) -> float:
    """The hour of an envelope; of one that another process has just taken in, any."""
    with suppress(FileNotFoundError):
        return path.stat().st_mtime
    return 0.0


def _one(path: Path, folder: Path, unit: Unit, on: date, done: Fetched) -> bool:
    """Take in one envelope, unless another process has done so; False if it has to wait for another."""
    if not path.exists():
        return True
    try:
        envelope = envelopes.read(path, keys())
        with transaction.atomic():
            if envelope.letter.kind == "report":
                done.registered += _register(envelope, unit, on)
            else:
                done.added += _add(envelope, on)
    except NotYet:
        return False
    except (BrokenEnvelope, NotAccepted, Refused, ValueError) as error:
        _set_aside(path, folder, error, done)
        return True
    SetAside.objects.filter(name=path.name).delete()
    path.unlink(missing_ok=True)
    return True


def _set_aside(path: Path, folder: Path, error: ValueError | Refused, done: Fetched) -> None:
    """Out of the way, and on record for whoever is on duty: why, and when."""
    why = error.why if isinstance(error, BrokenEnvelope) else "papers" if isinstance(error, NotAccepted) else "refused"  # fmt: skip
    with transaction.atomic():
        SetAside.objects.update_or_create(name=path.name, defaults={"why": why, "at": instant.now()})
        journal.note("envelope_aside", officer=None, outcome="failed", details={"change": why})
    (folder / "aside").mkdir(parents=True, exist_ok=True)
    path.replace(folder / "aside" / path.name)
    done.aside.append(f"信封{path.name}没有取入，已移到aside目录：{error}")
    _log.warning("an envelope was set aside: %s: %s", path.name, error)


def try_again(folder: Path) -> int:
    """Put what was set aside back into the spool, for the next look; how many."""
    again = [folder / "aside" / name for name in SetAside.objects.values_list("name", flat=True)]
    found = [path for path in again if path.is_file()]
    for path in found:
        path.replace(folder / "in" / path.name)
    SetAside.objects.all().delete()
    return len(found)


def _register(envelope: Envelope, unit: Unit, on: date) -> bool:
    """A report by the act `register_online`; its number is given here, the receipt's was given there."""
    letter, token = envelope.letter, f"portal-{envelope.letter.id.hex}"
    if Act.objects.filter(token=token).exists():
        return False
    prepared, day = prepare(), min(letter.received_on, on)
    with _staged(prepared, envelope) as documents:
        matter = complaints.register(
            act="register_online", by=None, on=day, unit=unit.pk, department=_office(unit), details=_details(letter),
            identity=_identity(envelope), prepared=prepared, documents=documents, token=token,
        )  # fmt: skip
        Mailbox.objects.create(
            matter=matter, number=letter.number, box=letter.box, public=bytes.fromhex(letter.mailbox)
        )
    if letter.protection:
        asked = {"protection_ground": letter.protection, "protection_request": "举报人提交举报时请求保护。"}
        record_act(matter, "request_protection", by=None, on=day, details=asked)
    return True


def _office(unit: Unit) -> int | None:
    """The petition office, else whoever leads: a report is never lost for want of an office (INT-04)."""
    found = department_with(unit.pk, "petition_dept")
    if found is None:
        _log.warning("unit %s has no petition office; reports go to its leadership", unit.pk)
    return found or department_with(unit.pk, "leadership")


def _title(letter: Letter) -> str:
    """What a list shows: whom an accusation is about, where that is said; else how the text begins."""
    whom = letter.persons[0] if letter.persons else None
    said = "".join((whom.unit, whom.post, whom.name)) if whom else ""
    return title_of(f"反映{said}问题" if said and letter.content_class == "accusation" else letter.text)


def _details(letter: Letter) -> dict[str, Any]:
    """The fields of the act, in the words of whoever reports."""
    parts = (
        letter.text,
        f"涉及金额：{letter.amount}" if letter.amount else "",
        f"怎么知道的：{letter.source}" if letter.source else "",
        *(f"地区：{person.area}（{person.name or person.unit}）" for person in letter.persons if person.area),
    )
    details: dict[str, Any] = {
        "title": _title(letter),
        "content": "\n".join(part for part in parts if part),
        "content_class": letter.content_class,
        "is_signed": letter.is_signed,
        "is_repeat": False,  # the petition office says otherwise when it classifies
        "receipt": f"{letter.number}，承诺值{letter.commitment.hex()}",
        "mentions": [
            {"name": person.name, "unit": person.unit, "post": person.post}
            for person in letter.persons
            if person.name or person.unit
        ],
        "agreement": _agreement(letter.agreement),
    }
    return {name: value for name, value in details.items() if value not in (None, "", [])}


def _agreement(number: str) -> str | None:
    """The integrity agreement whose QR code led to the report, if there is one of this number."""
    found = Matter.objects.filter(kind="integrity_agreement", number=number).first() if number else None
    return str(found.pk) if found else None


def _identity(envelope: Envelope) -> SealedIdentity | None:
    letter = envelope.letter
    if letter.identity is None or envelope.identity is None:
        return None
    return SealedIdentity(letter.identity, envelope.identity)


def _add(envelope: Envelope, on: date) -> bool:
    """What the reporter adds: an entry of the file, and his name, sealed, if he signs now."""
    letter, token = envelope.letter, f"portal-{envelope.letter.id.hex}"
    if Act.objects.filter(token=token).exists():
        return False
    mailbox = Mailbox.objects.select_related("matter").filter(box=letter.box).first()
    if mailbox is None:
        raise NotYet
    matter, day = mailbox.matter, min(letter.received_on, on)
    said = {"content": letter.text} if letter.text else {}
    with _staged(matter, envelope) as documents:
        record_act(
            matter, "receive_addition", by=None, on=day, details=said, documents=documents, token=token
        )
    identity = _identity(envelope)
    if identity is not None:
        _sign(matter, identity, day, is_named=letter.is_signed)
    return True


def _sign(matter: Matter, identity: SealedIdentity, day: date, *, is_named: bool) -> None:
    """From now on the report is named, where its step still allows; the identity is kept sealed in any case."""
    register_complainant(matter, identity=identity, is_named=is_named, notice_way=None, by=None, on=day)
    if not is_named:
        return
    try:
        with transaction.atomic():
            record_act(matter, "record_identity", by=None, on=day)
    except Refused as refused:
        _log.info("a report stays as it was registered: %s", refused.reasons[0].code)


@contextmanager
def _staged(matter: Matter | Prepared, envelope: Envelope) -> Iterator[list[Staged]]:
    """The papers, sealed anew under the key of the matter; gone again if anything fails."""
    staged: list[Staged] = []
    try:
        for paper, data in zip(envelope.letter.papers, envelope.papers, strict=True):
            staged.append(stage(matter, paper.name, BytesIO(data), kind="attachment", size=len(data)))
        yield staged
    except BaseException:
        for item in staged:
            discard(item)
        raise
