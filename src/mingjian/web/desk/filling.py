"""What an act form holds: values typed so far, by field; and what they become when they are sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from mingjian.law.lawbook import Bound
from mingjian.law.procedure import Act, Field
from mingjian.law.values import Unreadable, read_date, read_instant
from mingjian.web.desk import staff
from mingjian.web.desk.staff import Known

LISTS = ("officers", "persons")
PLACED = ("officer", "department", "unit", "person", "officers", "persons")
COMMON = ("on", "late_reason")


@dataclass
class Choosable:
    """Everything that this form can choose from, by type of field."""

    officers: list[Known] = field(default_factory=list)
    departments: list[Known] = field(default_factory=list)
    units: list[Known] = field(default_factory=list)
    persons: list[Known] = field(default_factory=list)
    clocks: list[Known] = field(default_factory=list)
    entries: list[Known] = field(default_factory=list)
    find_matter: Callable[[str], str | None] = lambda number: None
    find_organisation: Callable[[str], str | None] = lambda name: None

    def of(self, kind: str) -> list[Known]:
        return {
            "officer": self.officers, "officers": self.officers, "department": self.departments, "unit": self.units,
            "person": self.persons, "persons": self.persons, "clock": self.clocks, "entry": self.entries,
        }.get(kind, [])  # fmt: skip


@dataclass
class Filled:
    """The typed values of a form (as text, for drawing it again), and what is wrong with them."""

    given: dict[str, list[str]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def one(self, name: str) -> str:
        return next(iter(self.given.get(name, [])), "")

    def hidden(self, *, without: str | None = None, only: str | None = None) -> tuple[tuple[str, str], ...]:
        """What was typed, as (name, value) for a page that carries it on without a field for it."""
        names = (name for name in self.given if name != without and only in (None, name))
        return tuple((name, value) for name in names for value in self.given[name])


def received(post: QueryDict, names: set[str]) -> Filled:
    """What was posted, for the fields of this form only; unknown keys are dropped (WEB-04)."""
    found = {name: [value for value in post.getlist(name) if value.strip()] for name in names if name in post}
    return Filled({name: values for name, values in found.items() if values})


def control_names(bound: Bound, rule: Act) -> set[str]:
    """The names of all controls that the form of an act has; it asks for the hour only where the hour counts."""
    names = set(COMMON) | {"about", "papers_kind"} | ({"at"} if rule.instant else set())
    for asked in rule.fields:
        names |= {
            asked.name,
            f"{asked.name}_add",
            f"{asked.name}_on",
            f"{asked.name}_chair",
            f"{asked.name}_unit",
        }
        names |= {f"{asked.name}_present", f"{asked.name}_present_add"}
        if bound.fields[asked.name].type == "values":
            names |= {f"new_{name}" for name in (*bound.fields, "on")}
    return names


def press(filled: Filled, post: QueryDict, choices: Mapping[str, list[Known]]) -> bool:
    """Apply a pressed 添加 or × of a list; says whether one was pressed, so that the form is only drawn again."""
    pressed = post.get("add", ""), post.get("drop", "")
    for name in {key.removesuffix("_add") for key in list(filled.given) if key.endswith("_add")}:
        _take_in(filled, name, choices.get(name, []))
    if pressed[1]:
        name, _, place = pressed[1].rpartition(":")
        values = filled.given.get(name, [])
        if place.isdecimal() and int(place) < len(values):
            values.pop(int(place))
    return any(pressed)


def _take_in(filled: Filled, name: str, known: list[Known]) -> None:
    typed = filled.given.pop(f"{name}_add", [""])[0]
    found = staff.resolve(typed, known)
    if found is not None and found not in filled.given.get(name, []):
        filled.given.setdefault(name, []).append(found)
    elif found is None:
        filled.errors[name] = _("没有找到“%(typed)s”，请从列出的选项中选择。") % {"typed": typed}


def details(bound: Bound, rule: Act, filled: Filled, known: Choosable) -> dict[str, Any]:
    """The values that go to the ledger; what cannot be resolved is noted as an error of its field."""
    found: dict[str, Any] = {}
    for asked in rule.fields:
        value = _value(bound.fields[asked.name], asked.name, filled, known)
        if value not in (None, "", []):
            found[asked.name] = value
    return found


def _value(declared: Field, name: str, filled: Filled, known: Choosable) -> Any:
    reader = _READERS.get(declared.type)
    return reader(name, filled, known, declared) if reader else filled.one(name)


def _flag(name: str, filled: Filled, known: Choosable, declared: Field) -> Any:
    return {"1": True, "0": False}.get(filled.one(name))


def _listed(name: str, filled: Filled, known: Choosable, declared: Field) -> Any:
    return list(filled.given.get(name, []))


def _placed(name: str, filled: Filled, known: Choosable, declared: Field) -> Any:
    typed = filled.one(name)
    if not typed:
        return None
    found = staff.resolve(typed, known.of(declared.type))
    if found is None:
        filled.errors[name] = _("没有找到“%(typed)s”，请从列出的选项中选择。") % {"typed": typed}
    return found


def _matter(name: str, filled: Filled, known: Choosable, declared: Field) -> Any:
    """Another matter by its number, within the officer's reach; absent and forbidden are the same."""
    typed = filled.one(name)
    found = known.find_matter(typed) if typed else None
    if typed and found is None:
        filled.errors[name] = _("没有编号为“%(typed)s”的事项，或您无权查看，请核对编号。") % {"typed": typed}
    return found


def _organisation(name: str, filled: Filled, known: Choosable, declared: Field) -> Any:
    """A unit on record by its full name."""
    typed = filled.one(name)
    found = known.find_organisation(typed) if typed else None
    if typed and found is None:
        filled.errors[name] = _(
            "没有登记过名为“%(typed)s”的单位，请核对全称；新的单位请先在“单位”中登记。"
        ) % {"typed": typed}
    return found


def _meeting(name: str, filled: Filled, known: Choosable, declared: Field) -> Any:
    on, present = filled.one(f"{name}_on"), filled.given.get(f"{name}_present", [])
    typed = filled.one(f"{name}_chair")
    if not (on or typed or present):
        return None
    chair = staff.resolve(typed, known.officers) if typed else None
    if typed and chair is None:
        filled.errors[f"{name}_chair"] = _("没有找到“%(typed)s”，请从列出的选项中选择。") % {"typed": typed}
    everybody = list(dict.fromkeys([*present, *([chair] if chair else [])]))
    return {"on": on, "chair": chair or "", "present": everybody}


def _mentions(name: str, filled: Filled, known: Choosable, declared: Field) -> Any:
    """One person a line: name, unit, post, parted by a comma of either width."""
    found = []
    for line in filled.one(name).splitlines():
        parts = [part.strip() for part in line.replace(",", "，").split("，")]
        if any(parts):
            found.append(dict(zip(("name", "unit", "post"), [*parts, "", ""][:3], strict=True)))
    return found


def _period(name: str, filled: Filled, known: Choosable, declared: Field) -> Any:
    amount = filled.one(name)
    return f"{amount} {filled.one(f'{name}_unit') or 'm'}" if amount else None


def _values(name: str, filled: Filled, known: Choosable, declared: Field) -> Any:
    new = {key.removeprefix("new_"): values for key, values in filled.given.items() if key.startswith("new_")}
    return {key: values[0] if len(values) == 1 else values for key, values in new.items()}


_READERS = {
    "flag": _flag, "codes": _listed, "officers": _listed, "persons": _listed, "officer": _placed,
    "department": _placed, "unit": _placed, "person": _placed, "matter": _matter, "organisation": _organisation, "meeting": _meeting, "mentions": _mentions,
    "period": _period, "values": _values,
}  # fmt: skip


def day(filled: Filled, default: date) -> date:
    """The day of the act; today if none was typed. An unreadable one is noted and today stands in."""
    typed = filled.one("on")
    if not typed:
        return default
    try:
        return read_date(typed)
    except Unreadable:
        filled.errors["on"] = _("办理日期“%(typed)s”不是日期，请写成如%(day)s的日期。") % {
            "typed": typed,
            "day": default,
        }
        return default


def instant(filled: Filled, on: date) -> Any:
    typed = filled.one("at")
    if not typed:
        return None
    try:
        return read_instant(typed, on)
    except Unreadable:
        filled.errors["at"] = _("时间“%(typed)s”不是时间，请写成如09:30的时间。") % {"typed": typed}
        return None
