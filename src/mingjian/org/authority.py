"""Which powers an officer has on a day: what the appointments of that day give, with regard to one matter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

from mingjian.law.lawbook import Lawbook
from mingjian.law.power import Power


class Post(NamedTuple):
    """A post as held: by whom, where, from when, until when (included; None: for the time being)."""

    officer: int
    appointment: int
    department: int
    unit: int
    role: str
    post: str
    since: date
    until: date | None

    def held(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


class Place(NamedTuple):
    """Where a matter is, as far as powers depend on it. `team` are those whom the matter names as its team."""

    unit: int
    department: int | None = None
    handler: int | None = None
    team: frozenset[int] = frozenset()


_POSTS = """
SELECT a.officer_id, a.id, a.department_id, d.unit_id, d.role, a.post, a.since, a.until, 0
  FROM org_appointment a JOIN org_department d ON d.id = a.department_id {where}
UNION ALL
SELECT s.officer_id, a.id, a.department_id, d.unit_id, d.role, a.post,
       CASE WHEN a.since > s.since THEN a.since ELSE s.since END,
       CASE WHEN a.until IS NOT NULL AND a.until < s.until THEN a.until ELSE s.until END, 1
  FROM org_standin s JOIN org_appointment a ON a.officer_id = s.absent_id
  JOIN org_department d ON d.id = a.department_id {where_absent}
"""


POSTS_OF = _POSTS.format(where="WHERE a.officer_id = %s", where_absent="WHERE s.officer_id = %s")


def posts_of(officer: int) -> list[Post]:
    """Every post an officer ever held: his own as they were given, then those he stands in for. One query."""
    return _read(POSTS_OF, [officer, officer])


def all_posts() -> dict[int, list[Post]]:
    """Every post of everybody, by officer; for work on many acts at once. One query."""
    found: dict[int, list[Post]] = {}
    for post in _read(_POSTS.format(where="", where_absent=""), []):
        found.setdefault(post.officer, []).append(post)
    return found


def _read(sql: str, values: list[int]) -> list[Post]:
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY 9, 2", values)
        return [post_of(row) for row in cursor.fetchall()]


def post_of(row: Sequence[Any]) -> Post:
    """A row of `POSTS_OF` (which asks for the officer twice)."""
    return Post(*row[:6], _day(row[6]), _day(row[7]))  # type: ignore[arg-type]


def _day(value: date | str | None) -> date | None:
    """SQLite gives the days of a computed column as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def powers(book: Lawbook, officer: int, posts: Iterable[Post], place: Place, on: date) -> frozenset[str]:
    """The names of all powers the officer has with regard to a matter at that place on that day."""
    held = frozenset([(post.department, post.unit, post.role, post.post) for post in posts if post.held(on)])
    relations = {"handler"} if place.handler == officer else set()
    if officer in place.team:
        relations.add("team")
    table = _Table.of(book)
    found = _powers(table, held, place.unit, place.department, frozenset(relations))
    return found if on >= table.newest else _known_then(table, found, on)


def places(posts: Iterable[Post], on: date) -> frozenset[tuple[str, str]]:
    """The units and departments where the officer holds a post on that day."""
    held = [post for post in posts if post.held(on)]
    units = {("unit", str(post.unit)) for post in held}
    return frozenset(units | {("department", str(post.department)) for post in held})


@dataclass(frozen=True, eq=False)
class _Table:
    """The powers of a lawbook, hashable by identity so that answers can be remembered."""

    powers: dict[str, Power]
    newest: date

    @staticmethod
    def of(book: Lawbook) -> "_Table":
        found = _TABLES.get(id(book))
        if found is None:
            entries = book.entries("powers")
            found = _TABLES[id(book)] = _Table(entries, max(power.in_force for power in entries.values()))
        return found


_TABLES: dict[int, _Table] = {}


@lru_cache(maxsize=4096)
def _powers(
    table: _Table,
    held: frozenset[tuple[int, int, str, str]],
    unit: int,
    department: int | None,
    relations: frozenset[str],
) -> frozenset[str]:
    found = set()
    for name, power in table.powers.items():
        if power.relation in relations or any(_gives(power, post, unit, department) for post in held):
            found.add(name)
    return frozenset(found)


@lru_cache(maxsize=4096)
def _known_then(table: _Table, names: frozenset[str], on: date) -> frozenset[str]:
    return frozenset(name for name in names if table.powers[name].in_force <= on)


def _gives(power: Power, post: tuple[int, int, str, str], unit: int, department: int | None) -> bool:
    its_department, its_unit, role, name = post
    if name not in power.posts:
        return False
    if power.where == "department":
        return its_department == department
    return its_unit == unit and (power.role is None or power.role == role)
