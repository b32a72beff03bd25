"""Values of acts in the words of the reader: labels for codes, names for ids, days and amounts as they are written."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.lawbook import Bound
from mingjian.law.period import Period
from mingjian.law.procedure import Act, Field
from mingjian.ledger import mine
from mingjian.ledger.models import Matter
from mingjian.ledger.viewer import Viewer
from mingjian.parties.models import Organisation, Person
from mingjian.parties.persons import names as person_names
from mingjian.parties.persons import organisation_name
from mingjian.web.desk.frames import code_words, language
from mingjian.web.desk.law_words import joined
from mingjian.web.desk.names import name
from mingjian.web.shared import phrases
from mingjian.web.shared.parts import Fact

HIDDEN = ("chain", "number", "unit", "mention")  # what the page shows elsewhere


_NAMING = ("person", "persons", "organisation", "matter")  # content: who and what a matter is about


class Speaker:
    """Says values of one matter; names of persons and numbers of matters are read once, for all of them.

    Whoever sees the line only (`content` False) is told no name and no other matter: nothing is read, the fact is left out.
    So is a matter that lies out of the viewer's reach.
    """

    def __init__(
        self, viewer: Viewer, bound: Bound, details: list[Mapping[str, Any]], *, content: bool = True
    ) -> None:
        self.book, self.bound, self.content = viewer.book, bound, content
        ids: dict[str, set[str]] = {"person": set(), "organisation": set(), "matter": set()}
        for item in details if content else ():
            for key, value in item.items():
                self._collect(ids, bound.fields.get(key), value)
        self.people = _persons(ids["person"])
        self.organisations = _organisations(ids["organisation"])
        self.matters = _matters(viewer, ids["matter"])

    def _collect(self, ids: dict[str, set[str]], declared: Field | None, value: Any) -> None:
        if declared is None or value in (None, "", []):
            return
        kind = "person" if declared.type == "persons" else declared.type
        if kind in ids:
            ids[kind].update(value if isinstance(value, list) else [str(value)])

    def say(self, key: str, value: Any) -> str:
        """One value in words."""
        declared = self.bound.fields.get(key)
        if declared is None or value in (None, "", []):
            return ""
        if declared.codes:
            chosen = value if isinstance(value, list) else [value]
            return joined(code_words(self.book, declared.codes, code) or str(code) for code in chosen)
        if declared.type == "money" and "元" in declared.label:
            return str(value)  # the label names the unit
        speak = getattr(self, f"say_{declared.type}", None)
        return str(speak(value) if speak else value)

    def facts(self, details: Mapping[str, Any], rule: Act | None = None) -> list[Fact]:
        """The P2 values of an act, in the order in which it asks for them, else in that of the kind.

        The department in whose queue an opening act puts the matter is no answer of that act and is left out.
        """
        asked = [item.name for item in rule.fields] if rule else list(self.bound.procedure.fields)
        found = []
        for key in dict.fromkeys([*asked, *self.bound.fields]):
            declared, value = self.bound.fields.get(key), details.get(key)
            if declared is None or key in HIDDEN or (declared.type in _NAMING and not self.content):
                continue
            if rule is not None and key == "department" and key not in asked:
                continue
            words = self.say(key, value)
            if words:
                href = reverse("matter", args=[value]) if declared.type == "matter" else ""
                found.append(Fact(declared.say(language()), words, href))
        return found

    def say_flag(self, value: bool) -> str:
        return _("是") if value else _("否")

    def say_officer(self, value: str) -> str:
        return name("officer", value)

    def say_officers(self, value: list[str]) -> str:
        return joined(name("officer", one) for one in value)

    def say_department(self, value: str) -> str:
        return name("department", value)

    def say_unit(self, value: str) -> str:
        return name("unit", value)

    def say_person(self, value: str) -> str:
        return self.people.get(value, _("（已登记人员）"))

    def say_persons(self, value: list[str]) -> str:
        return joined(self.say_person(one) for one in value)

    def say_organisation(self, value: str) -> str:
        return self.organisations.get(value, _("（已登记单位）"))

    def say_matter(self, value: str) -> str:
        return self.matters.get(value, "")

    def say_meeting(self, value: Mapping[str, Any]) -> str:
        present = joined(name("officer", one) for one in value["present"] if one != value["chair"])
        words = {"on": value["on"], "chair": name("officer", value["chair"]), "present": present}
        return _("%(on)s，主持：%(chair)s，参加：%(present)s") % words

    def say_money(self, value: str) -> str:
        return _("%(amount)s元") % {"amount": value}

    def say_period(self, value: str) -> str:
        return Period.read(value).words(language())

    def say_clock(self, value: str) -> str:
        placed = self.book.sections["clocks"].get(value)
        return placed.entry.say(language()) if placed else value

    def say_entry(self, value: int) -> str:
        return _("第%(n)s条") % {"n": value}

    def say_values(self, value: Mapping[str, Any]) -> str:
        parts = []
        for key, new in value.items():
            label = _("办理日期") if key == "on" else self.bound.fields[key].say(language())
            parts.append(phrases.named(label, new if key == "on" else self.say(key, new)))
        return phrases.clauses(parts)


def _persons(ids: set[str]) -> dict[str, str]:
    if not ids:
        return {}
    return {str(key): words for key, words in person_names(Person.objects.filter(pk__in=ids)).items()}


def _organisations(ids: set[str]) -> dict[str, str]:
    if not ids:
        return {}
    return {str(item.pk): organisation_name(item) for item in Organisation.objects.filter(pk__in=ids)}


def _matters(viewer: Viewer, ids: set[str]) -> dict[str, str]:
    """The numbers of those that lie within reach."""
    within = mine.within(viewer, {UUID(value) for value in ids if _is_uuid(value)})
    if not within:
        return {}
    return {
        str(key): number for key, number in Matter.objects.filter(pk__in=within).values_list("pk", "number")
    }


def _is_uuid(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True
