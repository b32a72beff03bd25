"""Officers and departments to choose from: a name that can be read and typed, and back to the id."""

from dataclasses import dataclass
from datetime import date
from time import monotonic

from mingjian.org.authority import all_posts
from mingjian.org.models import SYSTEM, Department
from mingjian.web.desk.names import name, names
from mingjian.web.shared.fields import Choice

_SECONDS = 60.0
_filters: dict[tuple[int, date], tuple[float, dict[str, str]]] = {}


@dataclass(frozen=True)
class Known:
    """One thing to choose: its id, what stands in the field, what explains it."""

    id: str
    words: str
    small: str = ""

    def choice(self) -> Choice:
        return Choice(self.words, self.small)


def officers(unit: int | None, on: date) -> list[Known]:
    """The officers of a unit (None: of every unit) who hold a post on the day, by department."""
    found = {}
    for posts in all_posts().values():
        held = [
            post
            for post in posts
            if unit in (None, post.unit) and post.role != "administration" and post.held(on)
        ]
        if held:
            first = min(held, key=lambda post: post.appointment)
            found[first.officer] = (first.department, first.officer)
    ordered = sorted(found.values())
    return [_officer(officer, department) for department, officer in ordered]


def to_filter_by(unit: int, on: date) -> dict[str, str]:
    """The same for a filter, kept for a minute: rights never come from here."""
    at, kept = _filters.get((unit, on), (0.0, {}))
    if not at or monotonic() - at > _SECONDS:
        kept = {item.id: item.words for item in officers(unit, on)}
        _filters.clear()
        _filters[unit, on] = (monotonic(), kept)
    return kept


def departments_to_filter_by(unit: int | None) -> dict[str, str]:
    """Departments by their short names, those of a unit first; before those of others stands their unit."""
    own, of = name("unit_short", unit), names("department_at_work")
    found = {
        str(number): words if of[number] == own else f"{of[number]}{words}"
        for number, words in names("department_short").items()
        if number in of
    }
    return dict(sorted(found.items(), key=lambda item: of[int(item[0])] != own))


def forget() -> None:
    """Read everything anew on the next use (tests)."""
    _filters.clear()


def _officer(officer: int, department: int) -> Known:
    words = f"{name('officer', officer)}（{name('department_short', department)}）"
    return Known(str(officer), words, name("department", department))


def departments(unit: int | None) -> list[Known]:
    """The departments of a unit by their names; of every unit with the unit's name before them."""
    rows = Department.objects.filter(until=None).exclude(unit__level=SYSTEM).order_by("unit__path", "pk")
    if unit is not None:
        own = rows.filter(unit_id=unit).values_list("pk", "name")
        return [Known(str(number), words) for number, words in own]
    everywhere = rows.values_list("pk", "unit__short", "name")
    return [Known(str(number), f"{short}{words}") for number, short, words in everywhere]


def units() -> list[Known]:
    return [Known(str(number), words) for number, words in names("unit_at_work").items()]


def resolve(typed: str, known: list[Known]) -> str | None:
    """The id of what was typed: the words as offered, the bare name if only one has it, or the id itself."""
    typed = typed.strip()
    exact = [item.id for item in known if typed in (item.id, item.words)]
    if exact:
        return exact[0]
    bare = [item.id for item in known if item.words.partition("（")[0] == typed]
    return bare[0] if len(bare) == 1 else None


def words_of(number: str, known: list[Known]) -> str:
    return next((item.words for item in known if item.id == str(number)), str(number))
