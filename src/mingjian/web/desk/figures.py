"""View models of figures and official texts: every number a link to its records."""

from dataclasses import dataclass
from typing import Literal

from mingjian.web.shared.charts import Chart
from mingjian.web.shared.fields import Field
from mingjian.web.shared.parts import Fact, Head, Link, Number, Table, Track


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """desk/figures.html: head figures and blocks, each a question with drawing, sentence and table."""

    head: Head
    action: str
    choices: tuple[Field, ...]
    definition: str
    numbers: tuple[Number, ...]
    charts: tuple[Chart, ...]
    units: Table | None = None
    heat: Table | None = None
    heat_note: str = ""
    checks: tuple["Check", ...] = ()
    """Whether the figures of the page agree, with the records behind whatever does not."""
    sums: Table | None = None
    """Opening, new, ended, pending: 期初＋新收＝办结＋在办. Nothing moves out: facts stand with the unit that has them now."""
    computed: str = ""
    exporting: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a sentence; with `key` it is a figure that opens its source."""

    words: str
    href: str = ""
    key: str = ""
    state: Literal["live", "frozen", "restated", "suspect"] = "live"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the text: heading with its key, paragraphs of runs, how its checks stand."""

    key: str
    title: str
    paragraphs: tuple[tuple[Run, ...], ...] = ()
    state: Literal["ok", "wanting", "plain"] = "ok"
    is_caption: bool = False
    """It names the drawing above it."""
    chart: Chart | None = None
    table: Table | None = None
    edit: Link | None = None
    """Where a paragraph of prose is rewritten."""
    saved: bool = False
    """It was rewritten just now."""
    beside: Table | None = None
    """What the writer judges by; it is not printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The side panel of one figure."""

    title: str
    value: str
    facts: tuple[Fact, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    words: str
    passed: bool
    mend: Link | None = None
    warns: bool = False
    """Worth saying; stops nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """desk/report.html: a bulletin or yearly report with its checks and the source of the chosen figure."""

    head: Head
    title: str
    lines: tuple[str, ...] = ()
    """The title as it breaks by meaning, where it needs more than one line."""
    said: str = ""
    """Under which number it was issued, by whom, to whom and when."""
    track: Track
    sections: tuple[Section, ...]
    checks: tuple[Check, ...] = ()
    source: Source | None = None
    choices: tuple[Field, ...] = ()
    address: str = ""
    action: str = ""
    submit: str = ""
    corrects: bool = False
    """Whether what is issued next corrects what was, and so needs a reason."""
    reason: str = ""
    heading: tuple[Field, ...] = ()
    """What the registry of papers gives an upward paper: number, signer, addressee."""
    hindrance: str = ""
    exports: tuple[Link, ...] = ()
    compare: str = ""

    @property
    def passed(self) -> int:
        return sum(check.passed for check in self.checks if not check.warns)

    @property
    def wanting(self) -> int:
        return sum(not check.passed for check in self.checks)

    @property
    def contents(self) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if section.title)
