"""Facts caught up from the act log: matters with new acts are derived again, a day's work costs a day's rows."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4
from zlib import crc32

from django.db import transaction

from mingjian.law.lawbook import Lawbook
from mingjian.ledger.book import book
from mingjian.ledger.models import Act, Matter
from mingjian.ledger.rows import Insert, fetch, table, write_many
from mingjian.org.models import Department
from mingjian.parties.models import Person, Role
from mingjian.statistics.coding import LISTS, Row
from mingjian.statistics.derive import DERIVATION, Told, derive
from mingjian.statistics.kin import kin
from mingjian.statistics.models import FACT_MODELS, FactsOf, FactsUpTo

CHUNK = 500
# An act is looked for among those recorded since; one that was committed later still is noticed by the number of acts.
OVERLAP = timedelta(hours=1)
_ACT, _MATTER, _FACTS_OF = (table(model) for model in (Act, Matter, FactsOf))
_FACTS = {name: table(model) for name, model in FACT_MODELS.items()}


class Changed(NamedTuple):
    """A matter whose acts go further than its facts."""

    matter: UUID
    seq: int
    before: int


class BroughtUp(NamedTuple):
    """How many matters were derived again; the mark of the facts as they are now, another after every change; who counts as whom."""

    changed: int
    mark: UUID
    ties: dict[str, str]


def catch_up() -> int:
    """Bring the facts up to the last committed act; the number of matters derived again."""
    return brought_up().changed


def brought_up() -> BroughtUp:
    """Bring the facts up to the last committed act.

    Idempotent, and the same whether done every day or once: what counts is the last act of each matter, not the
    order in which acts were recorded or committed. Where code lists or these rules have changed all is derived again.
    """
    law = book()
    now = _state(law)
    up_to = FactsUpTo.objects.filter(pk=1).first()
    if up_to is not None and _is_up_to(up_to, now):
        return BroughtUp(0, up_to.mark, now.ties)
    with transaction.atomic():
        FactsUpTo.objects.get_or_create(pk=1, defaults={"acts": 0, "rules": now.rules, "ties": now.ties})
        up_to = FactsUpTo.objects.select_for_update().get(pk=1)  # one at a time
        if up_to.rules != now.rules:
            _forget(up_to)
        last = Act.objects.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
        changed = _changed(up_to, now)
        _derive_again(law, changed, now.ties)
        up_to.acts += sum(item.seq - item.before for item in changed if item.seq)
        up_to.recorded_at = last
        up_to.rules, up_to.ties, up_to.mark = now.rules, now.ties, uuid4()
        up_to.save()
    return BroughtUp(len(changed), up_to.mark, now.ties)


def rebuild() -> int:
    """Derive all facts from the first act on; the number of matters."""
    with transaction.atomic():
        FactsUpTo.objects.all().delete()
        FactsOf.objects.all().delete()
        return catch_up()


class State(NamedTuple):
    """What the facts rest on now: the number of acts, the rules, who counts as whom."""

    acts: int
    rules: str
    ties: dict[str, str]


def _state(law: Lawbook) -> State:
    (acts,) = fetch("SELECT COUNT(*) FROM ledger_act")[0]
    kinds = law.entries("facts")
    named = {name for kind in kinds for name in law.code_lists(kind).values()}
    lists = sorted({*LISTS.values(), "form_item", *named})
    written = "".join(law.taxonomy(name).model_dump_json() for name in lists)
    written += "".join(f"{kind}{rows.model_dump_json()}" for kind, rows in sorted(kinds.items()))
    return State(acts, f"{DERIVATION}.{crc32(written.encode()):08x}", roots())


def roots() -> dict[str, str]:
    """As whom each tied person counts."""
    pairs = Person.objects.exclude(same_as=None).values_list("pk", "same_as")
    ties = {str(person): str(other) for person, other in pairs}
    found = {}
    for person, end in ties.items():
        while end in ties:
            end = ties[end]
        found[person] = end
    return found


def _is_up_to(up_to: FactsUpTo, now: State) -> bool:
    return (up_to.acts, up_to.rules, up_to.ties) == (now.acts, now.rules, now.ties)


def _forget(up_to: FactsUpTo) -> None:
    FactsOf.objects.all().delete()
    up_to.acts, up_to.recorded_at = 0, None


def _changed(up_to: FactsUpTo, now: State) -> list[Changed]:
    """Matters with acts since; if some are still missing (recorded long before they were committed), all are looked at."""
    found: list[Changed] = []
    if up_to.recorded_at is not None:
        found = _behind(up_to.recorded_at - OVERLAP)
    if up_to.acts + sum(item.seq - item.before for item in found) < now.acts:
        found = _behind(None)
    persons = {
        person for person in {*up_to.ties, *now.ties} if up_to.ties.get(person) != now.ties.get(person)
    }
    concerned = (
        set(Role.objects.filter(person__in=persons).values_list("matter", flat=True)) if persons else set()
    )
    return found + [Changed(matter, 0, 0) for matter in concerned - {item.matter for item in found}]


def _behind(since: datetime | None) -> list[Changed]:
    recent = f"AND m.id IN (SELECT matter_id FROM {_ACT.name} WHERE recorded_at >= %s)" if since else ""
    sql = (
        f"SELECT m.id, m.seq, f.seq FROM {_MATTER.name} m LEFT JOIN {_FACTS_OF.name} f ON f.matter_id = m.id "
        f"WHERE (f.seq IS NULL OR f.seq <> m.seq) {recent} ORDER BY m.id"
    )
    rows = fetch(sql, [_ACT.write("recorded_at", since.astimezone(UTC))] if since else [])
    return [
        Changed(id_ if isinstance(id_, UUID) else UUID(id_), seq, before or 0) for id_, seq, before in rows
    ]


def _derive_again(law: Lawbook, changed: Sequence[Changed], ties: dict[str, str]) -> None:
    told = Told(law, {str(pk): name for pk, name in Department.objects.values_list("pk", "name")})
    for start in range(0, len(changed), CHUNK):
        some = changed[start : start + CHUNK]
        family = kin(law, {item.matter for item in some}, ties)
        rows: dict[str, list[Row]] = {name: [] for name in FACT_MODELS}
        for story in family.stories.values():
            for name, row in derive(story, family, told):
                rows[name].append(row)
        _replace(family.stories, rows)
        _remember([item for item in some if item.seq])


def _replace(matters: Iterable[UUID], rows: dict[str, list[Row]]) -> None:
    ids = [str(matter) for matter in matters]
    for model in FACT_MODELS.values():
        model.objects.filter(matter__in=ids).delete()
    write_many([Insert(_FACTS[name], new) for name, new in rows.items() if new])


def _remember(changed: Sequence[Changed]) -> None:
    FactsOf.objects.filter(pk__in=[item.matter for item in changed]).delete()
    write_many([Insert(_FACTS_OF, [{"matter_id": item.matter, "seq": item.seq} for item in changed])])
