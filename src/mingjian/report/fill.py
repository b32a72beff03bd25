"""Edition + figures + house style → text: slots filled, optional clauses left out with their punctuation."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from mingjian.law.edition import Edition, Group, Leaf, Section
from mingjian.law.edition import Paragraph as Declared
from mingjian.law.slots import DATED, TELLING, Slot, parse, slots, typed_counts
from mingjian.law.style import Style
from mingjian.law.table import Span
from mingjian.report import numbers, tables
from mingjian.report.comparing import Spanned
from mingjian.report.text import LeftOut, Paragraph, Run, Table, Text
from mingjian.statistics.figure import Figure

Runs = list[Run]
Spans = Mapping[Span, Spanned]
_BASE: Mapping[str, Span] = {"growth": "year", "change": "before"}
Told = Mapping[tuple[str, str], str]  # by figure and format
_ORDER = ("一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是")


class FillError(Exception):
    """The text cannot be made; the message says which figure or word is wanting, and where."""


def fill(
    edition: Edition,
    figures: Mapping[str, Figure],
    *,
    words: Mapping[str, str],
    on: date,
    house: Mapping[str, Any] | None = None,
    spans: Spans | None = None,
    units: Sequence[tables.UnitLine] = (),
    prose: Mapping[str, str] | None = None,
    told: Told | None = None,
    beside: Collection[str] = (),
) -> Text:
    """The text of an edition.

    `words`: what the edition asks for (period, scope …); `on`: the day for dated words, the last of the period;
    `house`: settings over the edition's style; `spans`: figures of other spans, those that growth is measured from
    and those of the year so far; `units`: those of the units below, for tables; `prose`: the writer's words for prose paragraphs, by paragraph id;
    `told`: what is said of the records of a figure instead of its number; `beside`: the captions over which the year before is drawn
    too. FillError if something is wanting.
    """
    wanting = [name for name in edition.asks if not words.get(name)]
    if wanting:
        raise FillError(f"“{edition.label}”还缺{'、'.join(wanting)}，请补充后再生成。")
    style = edition.style.with_(house or {})
    said = {**words, "scope": style.scope or words.get("scope", ""), "period": _period(words, style)}
    filling = _Filling(
        edition,
        figures,
        style,
        said,
        on,
        spans or {},
        prose or {},
        units,
        told or {},
        beside,
    )
    paragraphs = [made for section in edition.sections for made in filling.section(section)]
    runs = [run for made in paragraphs for run in made.runs if run.figure]
    used = {run.figure for run in runs}
    others = {
        (run.figure, run.period): filling.spans["so_far"].figures[run.figure]
        for run in runs
        if run.figure and run.period
    }
    return Text(
        title_lines=tuple("".join(run.text for run in filling.runs(edition.title, "title")).split("\n")),
        period=said["period"],
        scope=said["scope"],
        edition=edition.id,
        edition_in_force=edition.in_force,
        paragraphs=tuple(paragraphs),
        figures={name: figures[name] for name in figures if name in used},
        units={name: filling.unit(figures[name]) for name in figures if name in used},
        left_out=tuple(filling.left_out),
        others=others,
    )


def _period(words: Mapping[str, str], style: Style) -> str:
    period = words.get("period", "")
    for usual, own in style.periods.items():
        period = period.replace(usual, own)
    return period


def check_prose(edition: Edition, words: str, known: set[str]) -> list[str]:
    """What is wrong with a writer's paragraph, a sentence each; `known`: the ids of figures there are."""
    try:
        found = slots(words)
    except ValueError as error:
        return [f"{error}。"]
    problems = [
        f"“{count}”像是数字，数字须来自指标，请改用下表中的写法。"
        for count in typed_counts(words, edition.names)
    ]
    strange = [slot.id for slot in found if not edition.is_word(slot) and slot.id not in known]
    return problems + [f"没有指标“{name}”，请从指标表中选用。" for name in strange]


@dataclass
class _Filling:
    edition: Edition
    figures: Mapping[str, Figure]
    style: Style
    words: Mapping[str, str]
    on: date
    spans: Spans
    prose: Mapping[str, str]
    units: Sequence[tables.UnitLine] = ()
    told: Told = field(default_factory=dict)
    beside: Collection[str] = ()
    drawn: int = 0
    compares: bool = True
    left_out: list[LeftOut] = field(default_factory=list)

    def section(self, section: Section) -> list[Paragraph]:
        made = [self.paragraph(paragraph) for paragraph in section.paragraphs]
        kept = [paragraph for paragraph in made if paragraph is not None]
        if section.numbered:
            kept = _numbered(kept)
        if section.heading and kept:
            runs = tuple(self.runs(section.heading, "heading"))
            kept.insert(0, Paragraph(f"{kept[0].id}.heading", "heading", runs))
        return kept

    def paragraph(self, declared: Declared) -> Paragraph | None:
        if declared.role == "caption" and not self.style.charts:
            return None
        if declared.months and not self.is_month_of(declared.months):
            return None
        written = declared.prose and self.prose.get(declared.id, "").strip()
        runs = self.written(declared.id, written) if written else self.declared(declared)
        if declared.table is not None:
            return Paragraph(declared.id, "table", tuple(runs), table=self.table(declared))
        if not runs:
            return None
        if declared.lead:
            runs = [Run(declared.lead, lead=True), *runs]
        if declared.role == "caption":
            self.drawn += 1
            beside = [Run(f"（{declared.beside}）")] if declared.id in self.beside else []
            runs = [Run(f"图{self.drawn}{self.style.caption}"), *runs, *beside]
        return Paragraph(declared.id, declared.role, tuple(runs), declared.prose, bool(written))

    def is_month_of(self, months: Collection[int]) -> bool:
        """Whether the text is of one month alone, and of one of these."""
        return self.on.month in months and "月" in self.words["period"] and "至" not in self.words["period"]

    def table(self, declared: Declared) -> Table:
        assert declared.table is not None
        here = {"period": Spanned("", self.figures), **self.spans}
        return tables.make(declared.table, tables.Source(here, self.units, self.style, self.words["scope"]))

    def declared(self, paragraph: Declared) -> Runs:
        """The edition's own sentences; growth after its figures unless the writer may rewrite them."""
        self.compares = not paragraph.prose
        runs = [run for sentence in paragraph.sentences for run in self.group(sentence, paragraph.id)]
        return [*self.runs(paragraph.open, paragraph.id), *runs] if runs else []

    def written(self, place: str, words: str) -> Runs:
        problems = check_prose(self.edition, words, set(self.figures))
        if problems:
            raise FillError(f"“{place}”段：{problems[0]}")
        self.compares = False
        return self.runs(words, place)

    def group(self, group: Group, place: str) -> Runs:
        inner: Runs = []
        for clause in group.clauses:
            runs = self.leaf(clause, place) if isinstance(clause, Leaf) else self.group(clause, place)
            if runs and inner:
                inner += self.runs(group.join, place)
            inner += runs
        if not inner:
            return []
        return [*self.runs(group.open, place), *inner, *self.runs(group.close, place)]

    def leaf(self, leaf: Leaf, place: str) -> Runs:
        for slot in slots(leaf.text):
            why = self.absent(slot)
            if why == "hidden" or (why and leaf.optional):
                self.left_out.append(LeftOut(place, leaf.text, slot.id, why))
                return []
        return self.runs(leaf.text, place)

    def absent(self, slot: Slot) -> Literal["missing", "zero", "hidden"] | None:
        """Why a slot has nothing to print in an optional clause."""
        if self.edition.is_word(slot):
            return None if self.word(slot) is not None else "missing"
        if self.style.hides(slot):
            return "hidden"
        figure = self.figures.get(slot.id)
        if figure is None or figure.value is None or (slot.format == "share" and figure.share is None):
            return "missing"
        if slot.format in _BASE and self.base(slot.id, _BASE[slot.format]) is None:
            return "missing"
        if slot.format in DATED and (slot.id, slot.format) not in self.told:
            return "missing"
        if slot.format == "so_far" and self.base(slot.id, "so_far") is None:
            return "missing"
        return "zero" if figure.value == 0 and self.style.zero == "omit" else None

    def base(self, figure: str, span: Span) -> Figure | None:
        """The figure of another span, if there is one with a value."""
        found = self.spans[span].figures.get(figure) if span in self.spans else None
        return found if found is not None and found.value is not None else None

    def word(self, slot: Slot) -> str | None:
        return self.words.get(slot.name) or self.style.word(slot, self.on)

    def runs(self, text: str, place: str) -> Runs:
        made: Runs = []
        for part in parse(text):
            made += [Run(part)] if isinstance(part, str) else self.slot(part, place)
        return made

    def slot(self, slot: Slot, place: str) -> Runs:
        if self.edition.is_word(slot):
            word = self.word(slot)
            if word is None:
                raise FillError(f"“{place}”段的用语“{slot.name}”没有给出，请在样式中补充。")
            return [Run(word)]
        figure = self.figures.get(slot.id)
        if figure is None or figure.value is None or self.absent(slot) == "missing":
            raise FillError(f"“{place}”段需要“{slot.id}”，但没有这个数，请先补齐记录或统计。")
        if slot.format in TELLING:
            said = self.told.get((slot.id, slot.format))
            return [Run(said, slot.id, slot.format)] if said else []
        run = Run(*self._printed(slot, figure, figure.value))
        return [run, *self.compared(slot, figure)] if slot.format == "value" and self.compares else [run]

    def compared(self, slot: Slot, figure: Figure) -> Runs:
        """Growth after a figure, from whichever of its bases are known, between the marks of the house."""
        rule = self.style.comparison
        if rule is None or not (rule.figures is None or {slot.id, slot.name} & set(rule.figures)):
            return []
        runs: Runs = []
        for form, base in _BASE.items():
            if base in rule.to and self.base(slot.id, base) is not None:
                said = Slot(slot.name, slot.code, form)  # type: ignore[arg-type]
                joint = (rule.join if runs else "") + rule.words[base]
                runs += [Run(joint), Run(*self._printed(said, figure, figure.value or 0))]
        return [Run(rule.open), *runs, Run(rule.close)] if runs else []

    def _printed(self, slot: Slot, figure: Figure, value: numbers.Number) -> tuple[Any, ...]:
        unit = self.unit(figure)
        so_far = self.base(slot.id, "so_far") if slot.format == "so_far" else None
        digits = numbers.number(so_far.value or 0 if so_far else value, self.style, slot.id, unit)
        text = {"value": digits + unit, "bare": digits, "so_far": digits + unit}.get(slot.format)
        if slot.format == "share" and figure.share is not None:
            text = numbers.share(figure.share, trailing_zero=self.style.trailing_zero)
        base = self.base(slot.id, _BASE[slot.format]) if slot.format in _BASE else None
        if base is not None:
            same = base.definition == figure.definition
            text = (
                numbers.growth(value, base.value or 0, unit, self.style) if same else self.style.incomparable
            )
        return text, slot.id, slot.format, digits, False, self.spans["so_far"].period if so_far else ""

    def unit(self, figure: Figure) -> str:
        units = self.style.units
        return units.get(figure.id) or units.get(figure.id.split(":")[0]) or figure.unit


def _numbered(paragraphs: list[Paragraph]) -> list[Paragraph]:
    order = iter(_ORDER)
    return [_with_number(made, order) if made.runs[0].lead else made for made in paragraphs]


def _with_number(made: Paragraph, order: Any) -> Paragraph:
    lead = Run(next(order, "") + made.runs[0].text, lead=True)
    return Paragraph(made.id, made.role, (lead, *made.runs[1:]), made.prose, made.written)
