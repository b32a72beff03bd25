"""What can be done to reports beyond the setting of fields: take them in with whoever reports, split, join."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from mingjian.complaints.queries import gravest, parts_of
from mingjian.law.refusal import Refusal, Refused
from mingjian.ledger.before import Before
from mingjian.ledger.documents import Prepared, Staged, prepare
from mingjian.ledger.joining import refuse_to_join, refuse_without_parts_that_ended
from mingjian.ledger.models import Act, Matter
from mingjian.ledger.record import open_matter, record_act, rehearse_opening
from mingjian.ledger.state import State
from mingjian.parties.acts import Identity, SealedIdentity, register_complainant
from mingjian.parties.models import Complainant

TAKEN_IN = ("register", "register_forwarded", "register_assigned", "register_online")


def register(
    *,
    by: int | None,
    on: date,
    unit: int,
    department: int | None,
    details: Mapping[str, Any],
    at: datetime | None = None,
    identity: Identity | SealedIdentity | None = None,
    notice_way: str | None = None,
    act: str = "register",
    prepared: Prepared | None = None,
    documents: Sequence[Staged] = (),
    late_reason: str | None = None,
    token: str | None = None,
) -> Matter:
    """Take in a report: number, text, papers and whoever reports, all or nothing (INT-01).

    `details` are the fields of the act; a report is named if they say so (`is_signed`). The same `token` twice is one
    report. Raises Refused, ValueError for an identity that a named report lacks.
    """
    prepared, is_named = prepared or prepare(), bool(details.get("is_signed"))
    with transaction.atomic():
        is_new = token is None or not Act.objects.filter(token=token).exists()
        if is_new and (identity is not None or is_named):
            register_complainant(
                prepared.id, identity=identity, is_named=is_named, notice_way=notice_way, by=by, on=on
            )
        return open_matter(
            "complaint", act, by=by, on=on, unit=unit, department=department, details=details, at=at, prepared=prepared,
            documents=documents, late_reason=late_reason, token=token,
        )  # fmt: skip


def rehearse(
    *, act: str, identity: Identity | None, by: int, on: date, details: Mapping[str, Any], **order: Any
) -> State:
    """What taking in a report would lead to; nothing is written. Raises Refused, ValueError as `register` would."""
    prepared, is_named = prepare(), bool(details.get("is_signed"))
    with transaction.atomic():
        if is_named:
            register_complainant(prepared.id, identity=identity, is_named=True, notice_way=None, by=by, on=on)
        state = rehearse_opening("complaint", act, by=by, on=on, details=details, prepared=prepared, **order)
        transaction.set_rollback(True)
    return state


def signed_with_identity(before: Before) -> Mapping[str, Any]:
    """A report is taken in as signed only with whoever reports sealed beside it. Raises Refused.

    What came from a register kept elsewhere says only that it was signed; of one handed on the identity stays where it was given.
    """
    said = before.details
    if said.get("is_signed") and not said.get("is_imported") and not before.granted:
        _refuse_unnamed(before, "signed_without_reporter")
    return said


def record_identity(
    matter: Matter, *, by: int, on: date, identity: Identity, notice_way: str | None = None, **more: Any
) -> UUID:
    """The reporter gives name and contact afterwards: the report is named from now on."""
    with transaction.atomic():
        register_complainant(matter, identity=identity, is_named=True, notice_way=notice_way, by=by, on=on)
        return record_act(matter, "record_identity", by=by, on=on, **more)


def identity_kept(before: Before) -> Mapping[str, Any]:
    """A report becomes named only with name and contact sealed for the custodian beside it. Raises Refused."""
    _refuse_unnamed(before, "identity_missing")
    return before.details


def _refuse_unnamed(before: Before, words: str) -> None:
    if not Complainant.objects.filter(matter_id=before.state.id, is_named=True).exists():
        raise Refused([Refusal(words, {})])


def split(
    matter: Matter, *, by: int, on: date, reason: str, parts: Sequence[Mapping[str, Any]], **more: Any
) -> list[Matter]:
    """Split a report: each part gets its own next number, this one waits until they have ended."""
    with transaction.atomic():
        record_act(matter, "split", by=by, on=on, details={"reason": reason}, **more)
        for part in parts:
            record_act(matter, "add_part", by=by, on=on, details=part, late_reason=more.get("late_reason"))
        return parts_of(matter)


def conclude_split(before: Before) -> Mapping[str, Any]:
    """End a report that was split: with the gravest result of its parts, after the last of them. Raises Refused."""
    parts = refuse_without_parts_that_ended(before)
    outcome = gravest(str(part.facts["outcome"]) for part in parts if part.facts.get("outcome"))
    return {**before.details, "outcome": outcome} if outcome else before.details


def join(before: Before) -> Mapping[str, Any]:
    """Join a report to the leading one: number, text, receipt and notices stay (INT-10). Raises Refused."""
    refuse_to_join(before)
    return before.details
