"""The lawbook: every file read, typed, and found again by id and day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from mingjian.law.access import Span
from mingjian.law.approval import Approval, ApprovalVersion
from mingjian.law.calendar import Calendar, Year
from mingjian.law.clock import Clock, ClockVersion
from mingjian.law.edition import Edition
from mingjian.law.eligible import Eligible, EligibleVersion
from mingjian.law.entry import Cite, Entry, Labelled, in_force
from mingjian.law.facts import Facts
from mingjian.law.indicator import Indicator
from mingjian.law.instrument import Instrument, article_numbers, article_words
from mingjian.law.paper import Paper
from mingjian.law.power import Power
from mingjian.law.procedure import Act, Field, Procedure, Step
from mingjian.law.reading import LawbookError, Problem, Source, Where, read, shape
from mingjian.law.recurring import Recurring
from mingjian.law.separation import Separation
from mingjian.law.shortfall import Shortfall
from mingjian.law.style import House
from mingjian.law.taxonomy import Taxonomy

ANY = "any"


class Section(NamedTuple):
    """A folder of the lawbook: the type of its entries; `many`: a file holds several, by id."""

    folder: str
    kind: type[Entry]
    many: bool


SECTIONS = (
    Section("instruments", Instrument, many=False),
    Section("taxonomies", Taxonomy, many=False),
    Section("calendars", Year, many=False),
    Section("powers", Power, many=True),
    Section("access", Span, many=True),
    Section("clocks", Clock, many=True),
    Section("approvals", Approval, many=True),
    Section("eligibility", Eligible, many=True),
    Section("separations", Separation, many=True),
    Section("procedures", Procedure, many=False),
    Section("facts", Facts, many=False),
    Section("indicators", Indicator, many=True),
    Section("shortfalls", Shortfall, many=True),
    Section("recurring", Recurring, many=True),
    Section("editions", Edition, many=False),
    Section("houses", House, many=True),
    Section("papers", Paper, many=False),
)


class Placed(NamedTuple):
    """An entry with the place it was read from."""

    entry: Any
    source: Source
    where: Where

    def problem(self, what: str, remedy: str, *more: str | int) -> Problem:
        return self.source.problem((*self.where, *more), what, remedy)


@dataclass(frozen=True)
class Bound:
    """A procedure version as it binds a matter: its own steps, acts and fields and those every kind has."""

    procedure: Procedure
    steps: Mapping[str, Step]
    acts: Mapping[str, Act]
    fields: Mapping[str, Field]

    @property
    def kind(self) -> str:
        return self.procedure.kind

    @property
    def in_force(self) -> date:
        return self.procedure.in_force

    @property
    def opening_acts(self) -> list[str]:
        return [name for name, act in self.acts.items() if act.opening]


@dataclass(frozen=True)
class Lawbook:
    """All entries by section and id. Look things up with a day; nothing here ever changes."""

    sections: Mapping[str, Mapping[str, Placed]]
    calendar: Calendar
    _bound: dict[tuple[str, date], Bound] = field(default_factory=dict)
    _concerning: dict[str, tuple[Separation, ...]] = field(default_factory=dict)
    _code_lists: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def entries(self, section: str) -> dict[str, Any]:
        return {name: placed.entry for name, placed in self.sections[section].items()}

    def find(self, section: str, name: str) -> Any:
        """The entry, or KeyError with a sentence."""
        placed = self.sections[section].get(name)
        if placed is None:
            raise KeyError(f"规程中没有“{name}”（{section}）")
        return placed.entry

    def taxonomy(self, name: str) -> Taxonomy:
        return self.find("taxonomies", name)  # type: ignore[no-any-return]

    def power(self, name: str) -> Power:
        return self.find("powers", name)  # type: ignore[no-any-return]

    @cached_property
    def powers_by_proposal(self) -> Mapping[str, str]:
        """The powers that follow from what an officer is to a proposal, with what that is."""
        powers: dict[str, Power] = self.entries("powers")
        return {
            name: power.relation for name, power in powers.items() if power.relation in ("proposer", "asked")
        }

    def clock(self, name: str, on: date) -> ClockVersion | None:
        return self.find("clocks", name).on(on)  # type: ignore[no-any-return]

    def approval(self, name: str, on: date) -> ApprovalVersion | None:
        return self.find("approvals", name).on(on)  # type: ignore[no-any-return]

    def eligible(self, name: str, on: date) -> EligibleVersion | None:
        return self.find("eligibility", name).on(on)  # type: ignore[no-any-return]

    def separations(self) -> list[Separation]:
        return list(self.entries("separations").values())

    def separations_of(self, duty: str) -> tuple[Separation, ...]:
        """The separations that can keep somebody from a duty."""
        if duty not in self._concerning:
            self._concerning[duty] = tuple(rule for rule in self.separations() if rule.against(duty))
        return self._concerning[duty]

    def kinds(self) -> list[str]:
        """Kinds of matter, in the order of their names; `any` is not one."""
        return sorted({entry.kind for entry in self.entries("procedures").values()} - {ANY})

    def versions(self, kind: str) -> Sequence[Procedure]:
        """The versions of a kind, oldest first."""
        return self._versions.get(kind, ())

    @cached_property
    def _versions(self) -> dict[str, list[Procedure]]:
        found: dict[str, list[Procedure]] = {}
        for entry in sorted(self.entries("procedures").values(), key=lambda entry: entry.in_force):
            found.setdefault(entry.kind, []).append(entry)
        return found

    def code_lists(self, kind: str) -> Mapping[str, str]:
        """The code list of each code field that a kind has in any version."""
        if kind not in self._code_lists:
            bounds = [self.bound(kind, version.in_force) for version in self.versions(kind)]
            named = {
                name: said.codes for bound in bounds for name, said in bound.fields.items() if said.codes
            }
            self._code_lists[kind] = MappingProxyType(named)
        return self._code_lists[kind]

    def sealed_steps(self, kind: str) -> frozenset[str]:
        """The steps, of whatever version, in which nobody here reads the content of a matter."""
        return self._sealed.get(kind, frozenset())

    @cached_property
    def _sealed(self) -> dict[str, frozenset[str]]:
        return {
            kind: frozenset(name for item in versions for name, step in item.steps.items() if step.sealed)
            for kind, versions in self._versions.items()
        }

    def procedure(self, kind: str, on: date) -> Bound | None:
        """The version in force on the day, bound; None if there is none yet, or no more."""
        version = in_force(self.versions(kind), on)
        return self.bound(kind, version.in_force) if version else None

    def bound(self, kind: str, version: date) -> Bound:
        """The version of exactly that day, with the acts that every kind has in force on it."""
        key = (kind, version)
        if key not in self._bound:
            own = next(item for item in self.versions(kind) if item.in_force == version)
            common = in_force(self.versions(ANY), version)
            acts = {**(common.acts if common else {}), **own.acts}
            fields = {**(common.fields if common else {}), **own.fields}
            self._bound[key] = Bound(own, own.steps, MappingProxyType(acts), MappingProxyType(fields))
        return self._bound[key]

    def cite_words(self, cite: Cite, language: str = "zh") -> str:
        """《监督执纪工作规则》第二十四条; the checking mark is printed beside it by the page."""
        if cite.instrument is None:
            return "House rule" if language.startswith("en") else "本机关内部规定"
        instrument: Instrument = self.find("instruments", cite.instrument)
        if language.startswith("en"):
            return instrument.en + (f", art. {article_numbers(cite.article)}" if cite.article else "")
        return f"《{instrument.short}》" + (article_words(cite.article) if cite.article else "")

    def ground(self, cite: Cite) -> Labelled:
        """The same in both languages, for a reason to refuse."""
        return Labelled(label=self.cite_words(cite), en=self.cite_words(cite, "en"))


def load(folder: Path | None = None, overlay: Path | None = None) -> Lawbook:
    """Read the packaged lawbook (or `folder`), a file of `overlay` taking the place of the same file.

    Raises LawbookError listing every mistake found, each with file, line and remedy.
    """
    root = folder or Path(str(files("mingjian") / "lawbook"))
    problems: list[Problem] = []
    sections: dict[str, dict[str, Placed]] = {}
    for section in SECTIONS:
        found = sections.setdefault(section.folder, {})
        for name, path in _files(section.folder, root, overlay):
            try:
                for entry_name, placed in _entries(section, name, path):
                    _add(found, entry_name, placed, problems)
            except LawbookError as error:
                problems += error.problems
    problems += _written_like_others(sections["editions"])
    if problems:
        raise LawbookError(problems)
    years = [placed.entry for placed in sections["calendars"].values()]
    return Lawbook(sections, Calendar(years))


@cache
def packaged(overlay: Path | None = None) -> Lawbook:
    """The lawbook that ships with the product, read and checked once."""
    from mingjian.law.checks import check

    book = load(overlay=overlay)
    problems = check(book)
    if problems:
        raise LawbookError(problems)
    return book


def _files(section: str, root: Path, overlay: Path | None) -> Iterator[tuple[str, Path]]:
    found: dict[str, Path] = {}
    for base in (root, overlay):
        if base is not None and (base / section).is_dir():
            for path in sorted((base / section).rglob("*.yaml")):
                found[str(path.relative_to(base))] = path
    yield from found.items()


def _entries(section: Section, name: str, path: Path) -> Iterator[tuple[str, Placed]]:
    source = read(path, name)
    if not section.many:
        yield _name(section, source, path), Placed(shape(section.kind, source), source, ())
        return
    if not isinstance(source.data, dict):
        raise LawbookError([source.problem((), "应当是“编号: 内容”的列表", "请参照同目录的其他文件")])
    problems: list[Problem] = []
    for key in source.data:
        try:
            yield key, Placed(shape(section.kind, source, (key,)), source, (key,))
        except LawbookError as error:
            problems += error.problems
    if problems:
        raise LawbookError(problems)


def _name(section: Section, source: Source, path: Path) -> str:
    if section.folder == "procedures":
        return f"{path.parent.name}/{path.stem}"
    if section.folder == "instruments" and isinstance(source.data, dict):
        return str(source.data.get("id", path.stem))
    return path.stem


def _written_like_others(editions: dict[str, Placed]) -> Iterator[Problem]:
    """Complete the editions that are like another; one step only, so that a reader finds the text at once."""
    for name, placed in editions.items():
        if placed.entry.like is None:
            continue
        other = editions.get(placed.entry.like)
        if other is None or other.entry.like:
            yield placed.problem(
                f"没有可以照写的版式“{placed.entry.like}”", "like 须写一个自己写明正文的版式", "like"
            )
        else:
            editions[name] = placed._replace(entry=placed.entry.over(other.entry))


def _add(found: dict[str, Placed], name: str, placed: Placed, problems: list[Problem]) -> None:
    if name in found:
        other = found[name].source.file
        problems.append(placed.problem(f"“{name}”已在 {other} 中规定", "一件事只能有一处规定，请删去一处"))
        return
    found[name] = placed
