"""Reports about the same person or with similar text: proposed to an officer, never merged silently (INT-10).

Similar texts share a band of their MinHash (Broder 1997); names are compared whole. Both are kept as keyed hashes
only (`DuplicateMark`), so candidates are found without reading; at most fifty are then opened and compared.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db import transaction

from mingjian.law.lawbook import Bound
from mingjian.ledger.access import Sql, Wanted, page
from mingjian.ledger.book import book
from mingjian.ledger.models import Act, Matter
from mingjian.ledger.rows import table
from mingjian.ledger.sealing import keys, matter_key, open_act_words
from mingjian.ledger.viewer import Viewer
from mingjian.parties.models import DuplicateMark
from mingjian.vault.blind import bigrams, compact
from mingjian.vault.profile import CURRENT

KINDS = ("complaint", "lead")
OPENED = 50  # candidates that are opened and compared
AT_ONCE = 10_000  # marks of four columns; a statement on PostgreSQL takes 65,535 values
BANDS, ROWS = (
    16,
    3,
)  # two texts that share half of their bigrams meet in a band in 88 of 100 cases, a fifth in 12
SIMILAR = 0.3  # share of bigrams in common from which a text is called similar
_PRIME = (1 << 61) - 1
_MARK = table(DuplicateMark)


@dataclass(frozen=True)
class Candidate:
    """A report that may be about the same: the share of bigrams in common (0 to 1), names that both mention."""

    matter: Matter
    likeness: float
    names: tuple[str, ...]


@dataclass(frozen=True)
class _Content:
    text: str
    mentions: tuple[Mapping[str, str], ...]

    @property
    def names(self) -> set[str]:
        return {compact(item["name"]) for item in self.mentions if item.get("name")}


def candidates(viewer: Viewer, matter: Matter) -> list[Candidate]:
    """Reports and leads within the officer's reach that may be about the same, likeliest first."""
    own = _content(matter)
    values = sorted({value for _, value in _marks(own)})
    found = _within_reach(viewer, matter, values) if values else []
    compared = [_compared(own, other) for other in found]
    likely = [item for item in compared if item.likeness >= SIMILAR or item.names]
    return sorted(likely, key=lambda item: (-len(item.names), -item.likeness, item.matter.number))


def _within_reach(viewer: Viewer, matter: Matter, values: list[bytes]) -> list[Matter]:
    """The matters that share most marks, at most OPENED, all of them within the officer's content scope."""
    places = ", ".join(["%s"] * len(values))
    written = tuple(_MARK.write("value", value) for value in values)
    match = Sql(f"SELECT matter_id FROM {_MARK.name} WHERE value IN ({places})", written)
    hits: set[UUID] = set()
    for kind in KINDS:
        rows, _ = page(viewer, Wanted(kind, match=match, sort="opened", descending=True), size=OPENED)
        hits |= {hit.id for hit in rows if hit.id != matter.pk}
    shared: dict[UUID, int] = {}
    for one in DuplicateMark.objects.filter(matter__in=hits, value__in=values).values_list(
        "matter", flat=True
    ):
        shared[one] = shared.get(one, 0) + 1
    first = sorted(shared, key=lambda one: (-shared[one], str(one)))[:OPENED]
    return list(Matter.objects.filter(pk__in=first))


def _compared(own: _Content, other: Matter) -> Candidate:
    theirs = _content(other)
    return Candidate(
        other, round(likeness(own.text, theirs.text), 2), tuple(sorted(own.names & theirs.names))
    )


def likeness(one: str, other: str) -> float:
    """The share of bigrams in common (Jaccard), 0 to 1."""
    first, second = bigrams(one), bigrams(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def index_new(limit: int = 200) -> int:
    """Mark acts that have none yet, oldest first; how many. For the worker, after commit, outside any lock."""
    acts = Act.objects.select_related("matter").filter(
        matter__kind__in=KINDS, code__in=_codes(), sealed__isnull=False
    )
    new = acts.exclude(pk__in=DuplicateMark.objects.values("act")).order_by("recorded_at", "id")[:limit]
    rows = [row for act in new for row in _rows(act)]
    with transaction.atomic():
        DuplicateMark.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
    return len({row.act_id for row in rows})


def forget(matter: UUID) -> None:
    """Remove every mark of a matter, before its key is destroyed."""
    DuplicateMark.objects.filter(matter=matter).delete()


def _rows(act: Act) -> list[DuplicateMark]:
    found = _marks(_content_of([act], act.matter)) or [("-", bytes(8))]
    return [DuplicateMark(act=act, matter_id=act.matter_id, sort=sort, value=value) for sort, value in found]


def _codes() -> set[str]:
    """Acts that write down what a report says or whom it is about."""
    lawbook = book()
    versions = [lawbook.bound(kind, one.in_force) for kind in KINDS for one in lawbook.versions(kind)]
    return {name for bound in versions for name in bound.acts if _says_something(bound, name)}


def _says_something(bound: Bound, act: str) -> bool:
    return any(
        item.name == "content" or bound.fields[item.name].type == "mentions"
        for item in bound.acts[act].fields
    )


def _content(matter: Matter) -> _Content:
    acts = Act.objects.filter(matter=matter, code__in=_codes(), sealed__isnull=False).order_by("seq")
    return _content_of(acts, matter)


def _content_of(acts: Iterable[Act], matter: Matter) -> _Content:
    """The words and mentions of these acts, opened."""
    bound = book().bound(matter.kind, matter.procedure)
    key, texts, mentions = matter_key(matter.key, matter.pk), [], []
    for act in acts:
        words = open_act_words(key, act.pk, matter.pk, act.sealed).words
        for name, text in words.items():
            kind = bound.fields[name].type if name in bound.fields else ""
            if kind == "mentions":
                mentions += json.loads(text)
            elif kind in ("text", "line"):
                texts.append(text)
    return _Content("\n".join(texts), tuple(mentions))


def _marks(content: _Content) -> list[tuple[str, bytes]]:
    key = keys().derive("duplicates")
    named = [("n", CURRENT.mac(key, b"n" + name.encode())[:8]) for name in sorted(content.names)]
    return named + [("t", band) for band in _bands(content.text, key)]


def _bands(text: str, key: bytes) -> list[bytes]:
    hashes = [int.from_bytes(CURRENT.mac(key, b"b" + pair.encode())[:8], "big") for pair in bigrams(text)]
    if not hashes:
        return []
    least = [min((a * value + b) % _PRIME for value in hashes) for a, b in _permutations(key)]
    rows = [least[start : start + ROWS] for start in range(0, BANDS * ROWS, ROWS)]
    return [CURRENT.mac(key, f"t{band}:{row}".encode())[:8] for band, row in enumerate(rows)]


@cache
def _permutations(key: bytes) -> list[tuple[int, int]]:
    """The same for all texts under one key, and unknown without it."""
    drawn = [CURRENT.mac(key, f"p{number}".encode()) for number in range(BANDS * ROWS)]
    return [
        (int.from_bytes(one[:8], "big") % _PRIME or 1, int.from_bytes(one[8:16], "big") % _PRIME)
        for one in drawn
    ]
