"""What can be done about people: identify a person, tie two rows that are one, register who reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from mingjian.ledger import journal
from mingjian.ledger.fields import dumps
from mingjian.ledger.models import Act, Matter
from mingjian.ledger.record import record_act
from mingjian.ledger.sealing import keys
from mingjian.parties import persons
from mingjian.parties.models import Complainant, Person, ReporterMark
from mingjian.parties.persons import NewOrganisation, NewPerson
from mingjian.vault.blind import exact
from mingjian.vault.envelope import Place

IDENTITY = ("name", "id_number", "phone", "address", "employer", "relation", "other")


def identify(
    matter: Matter,
    *,
    person: UUID | NewPerson | None = None,
    organisation: UUID | NewOrganisation | None = None,
    role: str,
    by: int,
    on: date,
    mention: tuple[int, int] | None = None,
    codes: Mapping[str, Any] | None = None,
    basis: str = "",
    late_reason: str | None = None,
    expect: int | None = None,
    token: str | None = None,
) -> UUID:
    """Tie somebody to a matter in a role, new or on record; the id of the person or organisation.

    `mention`: the act (sequence number) whose list named them and the place in that list, from 1; `codes`: rank and
    flags on this day; `basis`: how it was found out (sealed). One transaction. Raises Refused, MovedOn, AlreadyKnown.
    """
    with transaction.atomic():
        known = Act.objects.filter(token=token).first() if token else None
        if known is not None:
            return UUID(known.details.get("person") or known.details["organisation"])
        party, field = _party(person, organisation)
        details = {field: str(party), "person_role": role, **(codes or {})}
        if mention is not None:
            details |= {"entry": mention[0], "mention": mention[1]}
        if basis:
            details["basis"] = basis
        record_act(
            matter,
            "identify",
            by=by,
            on=on,
            details=details,
            late_reason=late_reason,
            expect=expect,
            token=token,
        )
        if not isinstance(person, UUID | None) or not isinstance(organisation, UUID | None):
            journal.note(
                "party",
                officer=by,
                outcome="done",
                matter=matter.pk,
                details={field: party.hex, "change": "new"},
            )
    return party


def _party(person: UUID | NewPerson | None, organisation: UUID | NewOrganisation | None) -> tuple[UUID, str]:
    if (person is None) == (organisation is None):
        raise ValueError("请选择人员或者单位，二者只选其一。")
    if organisation is not None:
        known = organisation if isinstance(organisation, UUID) else persons.add_organisation(organisation).pk
        return known, "organisation"
    return person if isinstance(person, UUID) else persons.add_person(person).pk, "person"


def amend(
    person: Person, *, by: int, words: Mapping[str, str] | None = None, officer: int | None = None
) -> None:
    """Write down what has become known of a person, or his account. Raises AlreadyKnown for another's id number."""
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        number = (words or {}).get("id_number", "")
        other = persons.with_id_number(number) if number else None
        if other is not None and persons.root(other) != persons.root(locked):
            raise persons.AlreadyKnown(other.pk, "这一证件号码")
        persons.rewrite(locked, words or {})
        locked.officer_id = officer or locked.officer_id
        locked.save(force_update=True)
        journal.note(
            "party", officer=by, outcome="done", details={"person": locked.pk.hex, "change": "amended"}
        )


def tie(person: Person, *, same_as: Person, by: int) -> None:
    """Two rows prove to be one person: the first counts as the second from now on. Nothing is merged or lost."""
    with transaction.atomic():
        one, other = persons.root(person), persons.root(same_as)
        if one == other:
            raise ValueError("两条记录已经是同一人，无需再关联。")
        Person.objects.filter(pk=one.pk).update(same_as=other)
        details = {"person": one.pk.hex, "other": other.pk.hex, "change": "tied"}
        journal.note("party", officer=by, outcome="done", details=details)


def separate(person: Person, *, by: int) -> None:
    """Take back the tie: the two are different people after all. Raises AlreadyKnown if both have one id number."""
    with transaction.atomic():
        other = Person.objects.select_for_update().get(pk=person.pk).same_as
        if other is None:
            raise ValueError("这条记录没有与他人关联，无需分开。")
        if (
            person.id_index is not None
            and Person.objects.filter(id_index=person.id_index, same_as=None).exists()
        ):
            raise persons.AlreadyKnown(other.pk, "两条记录的证件号码相同；这一号码")
        Person.objects.filter(pk=person.pk).update(same_as=None)
        details = {"person": person.pk.hex, "other": other.pk.hex, "change": "separated"}
        journal.note("party", officer=by, outcome="done", details=details)


@dataclass(frozen=True, repr=False)
class Identity:
    """Who reports, as an officer typed it: any of name, id_number, phone, address, employer, relation, other."""

    fields: Mapping[str, str]


@dataclass(frozen=True, repr=False)
class SealedIdentity:
    """An identity that came sealed from outside: the id under which it was sealed, and the envelope, never opened."""

    id: UUID
    sealed: bytes


def register_complainant(
    matter: Matter | UUID,
    *,
    identity: Identity | SealedIdentity | None,
    is_named: bool,
    notice_way: str | None,
    by: int | None,
    on: date,
) -> Complainant:
    """Keep who reports, sealed to the custodian (P4): from here on nobody on this server can read it.

    `is_named`: with real name and a way to reach him. Raises ValueError with one sentence for an identity that lacks them.
    """
    new = identity.id if isinstance(identity, SealedIdentity) else uuid4()
    sealed = _sealed(identity, new, is_named)
    own = matter if isinstance(matter, UUID) else matter.pk
    complainant = Complainant(
        pk=new, matter_id=own, is_named=is_named, notice_way=notice_way, identity=sealed, since=on
    )
    with transaction.atomic():
        complainant.save(force_insert=True)
        mark = _mark(identity.fields) if isinstance(identity, Identity) else None
        if mark is not None:
            ReporterMark.objects.create(complainant=complainant, mark=mark)
        journal.note("complainant", officer=by, outcome="done", matter=own, details={"complainant": new.hex})
    return complainant


def identity_place(complainant: UUID) -> Place:
    """Where an identity is sealed, here and on the public site; it is bound to no matter's key."""
    return Place("parties_complainant", "identity", complainant.bytes, complainant.bytes)


def _sealed(identity: Identity | SealedIdentity | None, new: UUID, is_named: bool) -> bytes | None:
    if isinstance(identity, SealedIdentity):
        return identity.sealed
    fields = (
        {name: text.strip() for name, text in identity.fields.items() if text.strip()} if identity else {}
    )
    unknown = fields.keys() - set(IDENTITY)
    if unknown:
        raise ValueError(f"举报人信息没有“{min(unknown)}”这一项，请删去。")
    if is_named and not (fields.get("name") and (fields.get("phone") or fields.get("address"))):
        raise ValueError("实名举报须有真实姓名（名称）和电话或者地址，请补充，或改为匿名。")
    return keys().seal_identity(dumps(fields).encode(), identity_place(new)) if fields else None


def _mark(fields: Mapping[str, str]) -> bytes | None:
    """What the same reporter would give again: the id number, else name and telephone."""
    number, name, phone = (fields.get(part, "").strip() for part in ("id_number", "name", "phone"))
    value = number or (f"{name}\n{phone}" if name and phone else "")
    return exact(value, keys().derive("reporters"), "reporter") if value else None


def earlier_matters(complainant: Complainant) -> list[UUID]:
    """Matters with the same reporter, oldest first, as far as officers typed both identities in."""
    mark = ReporterMark.objects.filter(pk=complainant.pk).values_list("mark", flat=True).first()
    if mark is None:
        return []
    others = ReporterMark.objects.filter(mark=mark).exclude(pk=complainant.pk)
    return list(others.order_by("complainant__since").values_list("complainant__matter", flat=True))
