"""Official texts from live figures: filled, checked before issue, and written as text, Word, spreadsheet or JSON."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, NamedTuple

from mingjian.law.edition import Edition
from mingjian.law.slots import TELLING, Slot, slots
from mingjian.law.style import Style
from mingjian.report import names, numbers
from mingjian.report.charts import drawn, is_compared
from mingjian.report.checks import check_text
from mingjian.report.comparing import spanned
from mingjian.report.editions import find_edition, find_style
from mingjian.report.fill import FillError, fill
from mingjian.report.gbt9704 import Letterhead, to_docx
from mingjian.report.pdf import pdf_of
from mingjian.report.picture import pictures
from mingjian.report.text import Text
from mingjian.report.units import unit_lines
from mingjian.report.xlsx import to_xlsx
from mingjian.statistics.asking import Answer, Record, ask
from mingjian.statistics.columns import label
from mingjian.statistics.facts import TABLES
from mingjian.statistics.figure import Figure
from mingjian.statistics.period import Period
from mingjian.statistics.records import Lack

Format = Literal["text", "json", "docx", "pdf", "xlsx"]

NUMBER_BLANK = "〔　　　　〕　　号"


class Heading(NamedTuple):
    """What the registry of papers gives an upward paper: its number, its signer, to whom it goes.

    A number or name not given is a blank to fill in by hand; `addressee` is by default the commission above.
    """

    number: str = ""
    signer: str = ""
    addressee: str = ""


BLANK = Heading()


@dataclass(frozen=True)
class Obstacle:
    """What stands in the way of issue, or is worth saying: the figure, a sentence, the records to look at."""

    figure: str
    sentence: str
    records: tuple[Record, ...] = ()

    def __str__(self) -> str:
        named = list(dict.fromkeys(record.number or record.id for record in self.records))
        more = f"等{len(named)}件" if len(named) > _SHOWN else ""
        return f"{self.sentence}：{'、'.join(named[:_SHOWN])}{more}" if named else self.sentence


@dataclass(frozen=True)
class Issue:
    """A text made ready for issue. With `obstacles` it may only go out as a draft; `warnings` stop nothing."""

    edition: Edition
    text: Text
    answer: Answer
    issuer: str
    above: str
    obstacles: tuple[Obstacle, ...]
    warnings: tuple[Obstacle, ...]

    def written(
        self,
        form: Format,
        *,
        draft: bool = False,
        on: date | None = None,
        records: bool = False,
        heading: Heading = BLANK,
    ) -> bytes:
        """The text as bytes; `on`: the day it is dated (left open without); `draft`: marked as such in Word and PDF.

        PDF needs the office program: NoOfficeProgram.
        """
        if form == "pdf":
            return pdf_of(self.written("docx", draft=draft, on=on, heading=heading))
        if form == "docx":
            charts = pictures(self.text, lambda caption: drawn(caption, self.answer))
            return to_docx(self.text, self._letterhead(on, heading), draft=draft, charts=charts)
        if form == "xlsx":
            return to_xlsx(self.text)
        if form == "json":
            return (json.dumps(self._as_json(records), ensure_ascii=False, indent=2) + "\n").encode()
        return f"{self.text.title}\n{self.text.plain()}\n".encode()

    def _as_json(self, records: bool) -> dict[str, Any]:
        return {
            **self.text.as_json(records=records),
            "source": "imported" if self.answer.is_imported else "matters",
        }

    def _letterhead(self, on: date | None, heading: Heading) -> Letterhead:
        """A report to the commission above has number, signer, addressee and imprint; a bulletin is a release and has none."""
        head = Letterhead(mark=self.issuer, signature=self.issuer, dated=on)
        if self.edition.kind != "annual":
            return head
        office = f"{self.issuer}办公室" if self.issuer.endswith(names.COMMISSION) else self.issuer
        return replace(
            head, number=heading.number or NUMBER_BLANK, signer=heading.signer or "　　　", printed_by=office, printed_on=on,
            addressee=heading.addressee or self.above,
        )  # fmt: skip


def issue(
    edition: str, *, period: str, scope: str | None = None, imported: bool = False, records: bool = False,
    house: str | Mapping[str, Any] | None = None, words: Mapping[str, str] | None = None,
    prose: Mapping[str, str] | None = None, on: date | None = None,
) -> Issue:  # fmt: skip
    """The text of an edition for a period and scope, with whatever stands in the way of its issue.

    `house`: the name of a house in the lawbook, by default that of the unit; or settings over the edition's style;
    `words`: over those that the scope gives; `prose`: the writer's paragraphs; `on`: the day of release, where the text
    names it; `records`: figures bring the ids of their
    records (`trace` shows them; one figure opens without, by `answer.records`).
    Raises NoSuchEdition, NoSuchHouse, NoSuchPeriod, NoSuchScope, FillError, each with one sentence.
    """
    declared = find_edition(edition)
    answer = ask((), period=period, scope=scope, imported=imported)
    _suits(declared, answer.period)
    settings = house if isinstance(house, Mapping) else find_style(declared, answer, house)
    written = [slot for text in (prose or {}).values() for slot in _slots(text) if not declared.is_word(slot)]
    ids = _ids(declared, written, answer.known)
    figures = answer.again(ids, records=records)
    known = {
        **names.words(answer.scope, answer.facts.units),
        "period": answer.period.words(),
        **(words or {}),
    }
    style = declared.style.with_(settings)
    spans = spanned(declared, style, answer, figures, written, records=records)
    text = fill(declared, figures, words={**known, **_release(style, answer.period, on)}, on=answer.period.end, house=settings,
                prose=prose, spans=spans, units=unit_lines(declared, answer), told=_told(declared, prose or {}, answer, figures, style),
                beside=[part.id for section in declared.sections for part in section.paragraphs if part.beside and is_compared(part.id, answer)])  # fmt: skip
    found = list(_found(declared, answer, text, figures, ids))
    obstacles = tuple(obstacle for obstacle, warns in found if not warns)
    warnings = tuple(obstacle for obstacle, warns in found if warns)
    return Issue(declared, text, answer, known["issuer"], known["above"], obstacles, warnings)


def _told(
    edition: Edition, prose: Mapping[str, str], answer: Answer, figures: Mapping[str, Figure], style: Style
) -> dict[tuple[str, str], str]:
    """What the text says of the records of a figure instead of its number: month or day, titles, how long."""
    found = {}
    for name, form in _named(edition, prose, figures):
        if form == "titles":
            said = numbers.titles(answer.titles(name, style.titles))
        elif form == "duration":
            first, last = answer.planned(name)
            said = numbers.duration(first, last) if first and last else ""
        else:
            day = answer.first_day(name)
            said = numbers.month_or_day(day, form) if day else ""
        if said:
            found[name, form] = said
    return found


def _named(
    edition: Edition, prose: Mapping[str, str], figures: Mapping[str, Figure]
) -> list[tuple[str, str]]:
    """The figures that count something and of which the text tells more than their number, with what it tells."""
    texts = [leaf.text for leaf in edition.leaves()] + list(prose.values())
    named = {(slot.id, slot.format) for text in texts for slot in _slots(text) if slot.format in TELLING}
    return sorted(item for item in named if item[0] in figures and figures[item[0]].value)


def _slots(text: str) -> tuple[Slot, ...]:
    try:
        return slots(text)
    except ValueError:  # what a writer typed; `fill` says what is wrong with it
        return ()


def _suits(edition: Edition, period: Period) -> None:
    """A text for months is made for a month, one for years for a year; one that binds only while it is in force."""
    if edition.spans == "month" and not period.is_month:
        raise FillError(f"“{edition.label}”按月生成，请把期间写成{period.end:%Y-%m}这样的月份。")
    if edition.spans == "year" and period.code != str(period.year):
        raise FillError(f"“{edition.label}”按年生成，请把期间写成{period.end.year}。")
    if edition.binds and (period.end < edition.in_force or (edition.ends and period.end > edition.ends)):
        until = f"至{edition.ends}" if edition.ends else ""
        raise FillError(
            f"“{edition.label}”用于{edition.in_force}{until}的期间，{period.words()}请换别的版式。"
        )


def _release(style: Style, period: Period, on: date | None) -> dict[str, str]:
    """The day of a release, and which of the house's monthly releases it is, if the house counts them."""
    found = {"released_on": f"{on.month}月{on.day}日"} if on else {}
    if style.first_release:
        year, month = map(int, style.first_release.split("-"))
        count = (period.end.year - year) * 12 + period.end.month - month + 1
        found |= {"release_number": str(count)} if count > 0 else {}
    return found


def _ids(edition: Edition, written: Iterable[Slot], known: Collection[str]) -> list[str]:
    """The figures that the edition or the writer names and that are counted at the end of the period."""
    named = dict.fromkeys([*edition.indicators(), *(slot.id for slot in written)])
    return [name for name in named if name in known]


def _found(
    edition: Edition, answer: Answer, text: Text, figures: Mapping[str, Figure], ids: Collection[str]
) -> Iterator[tuple[Obstacle, bool]]:
    """Obstacles, each with whether it only warns: what does not hold, what records lack, what the text does not say."""
    closed = answer.frozen(answer.period) is not None  # what was wrong then is said at the closing
    for failure in [
        *([] if closed else [*answer.failures(ids), *answer.fell(ids), *answer.parted(ids)]),
        *check_text(edition, text, figures),
    ]:
        yield (
            Obstacle(failure.figure, failure.sentence, _records(answer, failure.figure, failure.records)),
            failure.warns,
        )
    for lack in [] if closed else answer.lacking(ids):
        yield _lacking(answer, lack), False
    yield from ((obstacle, True) for obstacle in _apart(answer))
    for adjustment in [] if closed else answer.adjustments(ids):
        before = f"{answer.earlier_words}已结账，其后有变动：{adjustment}"
        yield (
            Obstacle(
                adjustment.figure.id,
                before,
                _records(answer, adjustment.figure.id, adjustment.came + adjustment.went),
            ),
            True,
        )


def _apart(answer: Answer) -> Iterator[Obstacle]:
    """Imported facts and own matters are never added up: where both know the unit and period, which of them counts is said."""
    if answer.apart:
        source, other = _SOURCES if answer.is_imported else reversed(_SOURCES)
        more = "、".join(f"{figure.label}{figure.value}{figure.unit}" for figure in answer.apart.values())
        yield Obstacle(next(iter(answer.apart)), f"数取自{source}；{other}中同一单位同期有{more}，没有计入")


def _records(answer: Answer, figure: str, ids: tuple[str, ...]) -> tuple[Record, ...]:
    rule = answer.indicators[figure.partition(".")[0]].on(answer.period.end) if ids else None
    return tuple(answer.named(rule.table, ids)) if rule is not None and hasattr(rule, "table") else ()


def _lacking(answer: Answer, lack: Lack) -> Obstacle:
    of, figure = TABLES[lack.table].label, answer.indicators[lack.figure.partition(".")[0]].label
    sentence = f"{of}有{len(lack.records)}条没有“{label(lack.column)}”，“{figure}”数不准；请补充或者更正"
    return Obstacle(lack.figure, sentence, tuple(answer.named(lack.table, lack.records)))


_SHOWN = 10
_SOURCES = ("导入的统计台账", "本平台的事项")
