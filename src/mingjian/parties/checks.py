"""What must always hold of people: roles are what the acts say, ties lead somewhere, nothing sealed is plain."""

from collections.abc import Iterator
from uuid import UUID

from mingjian.ledger.book import book
from mingjian.ledger.history import history
from mingjian.ledger.loading import load
from mingjian.ledger.models import Matter
from mingjian.parties.models import Person, Role
from mingjian.parties.roles import expected
from mingjian.vault.profile import PROFILES

SEALED = ("key", "name", "unit", "post", "id_number", "birth")


def roles_are_what_acts_say(matter: Matter) -> list[str]:
    """Where the stored roles of a matter differ from those its acts lead to. Call it within a transaction."""
    state = load(book(), matter.pk, matter.kind)
    names = [field.attname for field in Role._meta.concrete_fields if not field.primary_key]
    stored = [tuple(row[name] for name in names) for row in Role.objects.filter(matter=matter).values()]
    due = [tuple(row[name] for name in names) for row in expected(state, history(matter.pk))]
    lost = [
        f"{matter.number}：第{row[names.index('since_by')]}条的人员身份没有存下来"
        for row in due
        if row not in stored
    ]
    extra = [
        f"{matter.number}：第{row[names.index('since_by')]}条的人员身份不是办理行为所定"
        for row in stored
        if row not in due
    ]
    return lost + extra


def ties_end() -> list[str]:
    """Persons whose ties run in a circle."""
    ties = dict(Person.objects.exclude(same_as=None).values_list("pk", "same_as"))
    return [f"人员{person}的关联循环，请分开" for person in ties if _circles(ties, person)]


def _circles(ties: dict[UUID, UUID], person: UUID) -> bool:
    seen = set()
    while person in ties and person not in seen:
        seen.add(person)
        person = ties[person]
    return person in seen


def words_are_sealed() -> Iterator[str]:
    """Columns of persons that do not begin like ciphertext."""
    for row in Person.objects.values("pk", *SEALED).iterator():
        for name in SEALED:
            if row[name] is not None and bytes(row[name])[:1] not in PROFILES:
                yield f"人员{row['pk']}的{name}不是密文"
