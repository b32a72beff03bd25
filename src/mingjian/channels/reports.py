"""The lines of a register as reports: every cell read, every mistake listed with its place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from unicodedata import normalize

from mingjian.channels.days import NoDay, read_day
from mingjian.channels.faults import Fault, letter
from mingjian.channels.people import DoesNotFit, Identity, Mention, can_be_reached, identities, mentions
from mingjian.channels.sheet import Cell
from mingjian.channels.synonyms import Words, headings
from mingjian.channels.table import PEOPLE, Line, Register

_EXACT = 10**15  # a number from here on has lost its last digits in the spreadsheet
LOST = ("长号码已被表格软件改成数值，末几位已经丢失", "请将该列设为文本后重新填写")
_TITLE = 30
_REPORTER = ("reporter", "contact", "reporter_id", "reporter_address", "reporter_employer")


@dataclass(frozen=True)
class Report:
    """A line as it will be registered. `row` is its first row, `key` what makes it the same line next time.

    `details` are the fields of the act `register`; a result has a day; `progress` is what an open report says of its
    handling; `reporters` (P4) are sealed and never shown.
    """

    row: int
    on: date
    details: Mapping[str, Any]
    key: str
    reporters: tuple[Identity, ...] = field(default=(), repr=False)
    outcome: str | None = None
    concluded_on: date | None = None
    conclusion: str = ""
    progress: str = ""
    number: str = ""


def read_reports(register: Register, words: Words, today: date) -> tuple[list[Report], list[Fault]]:
    """Every line that can be read, and every mistake in those that cannot."""
    reports, faults = [], []
    for line in register.lines:
        reading = _Reading(register, line, words, today)
        report = reading.report()
        faults += reading.faults
        if report is not None and not reading.faults:
            reports.append(report)
    return reports, faults


def assumed(register: Register) -> list[str]:
    """What is taken for granted because the register has no such column."""
    found = [
        ("is_signed", "没有“是否实名”一栏：有举报人姓名和联系方式的按实名"),
        ("is_repeat", "没有“是否重复”一栏：一律按初次"),
        ("content_class", "没有“内容类别”一栏：一律按检举控告类"),
    ]
    return [said for name, said in found if register.column(name) is None]


@dataclass
class _Reading:
    """One line while it is read."""

    register: Register
    line: Line
    words: Words
    today: date
    faults: list[Fault] = field(default_factory=list)

    def report(self) -> Report | None:
        received = self._day("received_on")
        concluded = self._day("concluded_on")
        details = {**self._subject(), **self._arrival(), **self._codes()}
        reporters = self._reporters()
        details["is_signed"] = self._flag("is_signed", any(can_be_reached(item) for item in reporters))
        details |= {"mentions": self._mentions(), "is_imported": True}
        result = self._result(received, concluded)
        if received is None:
            return None
        kept = {name: value for name, value in details.items() if value not in (None, "", [])}
        return Report(
            self.line.row,
            received,
            kept,
            self._key(received),
            reporters,
            number=self._text("number"),
            **result,
        )

    def _fault(self, name: str, what: str, remedy: str) -> None:
        column = self.register.column(name)
        item = headings()[name]
        value = "" if item.is_private else self._text(name).replace("\n", " ")
        shown = value if len(value) <= 20 else value[:20] + "…"
        place = (letter(column.place), column.heading) if column else ("", item.label)
        self.faults.append(Fault(self.line.row, *place, shown, what, remedy))

    def _text(self, name: str) -> str:
        return as_text(self.line.cells.get(name, ""))

    def _day(self, name: str) -> date | None:
        cell = self.line.cells.get(name, "")
        if not as_text(cell):
            if headings()[name].is_needed:
                self._fault(name, "没有填写", "请补填日期")
            return None
        try:
            day = read_day(cell, self.register.year)
        except NoDay as error:
            self._fault(name, error.what, error.remedy)
            return None
        if day > self.today:
            self._fault(name, f"晚于今天（{self.today}）", "请核对后改正")
            return None
        return day

    def _subject(self) -> dict[str, Any]:
        content, title = self._text("content"), self._text("title").replace("\n", " ")
        if not content and not title:
            self._fault(
                "content" if self.register.column("content") else "title", "没有填写", "请补填反映的主要内容"
            )
        return {"title": title or title_of(content), "content": content}

    def _arrival(self) -> dict[str, Any]:
        """Channel and origin, from one column or two."""
        said: dict[str, Any] = {}
        for name in ("channel", "source"):
            text = self._text(name)
            if not text:
                continue
            code = self.words.code("channel", text)
            facts = {"channel": code} if code else self.words.source(text)
            if facts is None:
                self._fault(
                    name,
                    "不认识这种渠道",
                    f"请写{self.words.choices('channel')}之一，上级转来的写上级转办或者上级交办",
                )
                continue
            if any(said.get(key, value) != value for key, value in facts.items()):
                self._fault(name, "与渠道一栏说的不同", "请核对后改正一处")
            said = {**facts, **said}
        if not said and not self.faults:
            self._fault(
                "channel" if self.register.column("channel") else "source",
                "没有填写",
                "请补填来信、来访、来电或者网络举报",
            )
        return {"channel": "other", "origin": "self", **said}

    def _codes(self) -> dict[str, Any]:
        found = {name: self._code(name) for name in ("content_class", "rank_class", "behaviour")}
        found["content_class"] = found["content_class"] or "accusation"
        found["is_own_cadre"] = self._flag("is_own_cadre", None)
        found["is_repeat"] = self._flag("is_repeat", False)
        return found

    def _code(self, name: str) -> str | None:
        text = self._text(name)
        code = self.words.code(name, text) if text else None
        if text and code is None:
            self._fault(name, "不认识", f"请写{self.words.choices(name)}之一，或者留空")
        return code

    def _flag(self, name: str, otherwise: bool | None) -> bool | None:
        text = self._text(name)
        if not text:
            return otherwise
        code = self.words.code(name, text)
        if code is None:
            self._fault(name, "不认识", "请写实名或者匿名" if name == "is_signed" else "请写是或者否")
        return code == "true"

    def _mentions(self) -> list[Mention]:
        texts = [list(map(as_text, self.line.people.get(name, []))) for name in PEOPLE]
        try:
            return mentions(self.words, *texts)
        except DoesNotFit as error:
            self._fault(error.field, str(error), "请逐人写齐，用顿号分开，或者只写一项共用")
            return []

    def _reporters(self) -> tuple[Identity, ...]:
        for name in ("contact", "reporter_id"):
            cell = self.line.cells.get(name, "")
            if has_lost_digits(cell):
                self._fault(name, *LOST)
        return identities(self.words, {name: self._text(name) for name in _REPORTER})

    def _result(self, received: date | None, concluded: date | None) -> dict[str, Any]:
        said, handling = self._text("result"), self._text("handling")
        if self.words.is_pending(said):
            said = ""
        where = "result" if said or not self.register.column("handling") else "handling"
        outcomes = self.words.outcomes(said or handling)
        if len(outcomes) > 1:
            labels = "、".join(self.words.labels["outcome"][code] for code in outcomes)
            self._fault(where, f"写有几种结论：{labels}", "请只写一种；各被反映人结论不同的写部分属实")
        elif not outcomes and (said or concluded):
            missing = "看不出结论" if said else "有办结日期，没有办理结果"
            self._fault(
                where,
                missing,
                f"请写{self.words.choices('outcome')}之一{'，未办结的留空' if said else '，或者删去办结日期'}",
            )
        elif outcomes and concluded is None:
            if not self._text("concluded_on"):
                self._fault("concluded_on", "有办理结果，没有办结日期", "请补填办结日期，未办结的删去结果")
        elif outcomes and concluded and received and concluded < received:
            self._fault("concluded_on", f"早于收到日期（{received}）", "请核对两个日期后改正")
        if not outcomes:
            return {"progress": handling}
        conclusion = "\n".join(text for text in (handling, "" if said in handling else said) if text)
        return {"outcome": outcomes[0], "concluded_on": concluded, "conclusion": conclusion}

    def _key(self, received: date) -> str:
        """The receipt as written, without what is filled in later and without how it is laid out."""
        cells = {"received_on": received.isoformat()}
        for item in headings().values():
            if item.is_row and item.field not in cells:
                texts = [as_text(cell) for cell in self.line.people.get(item.field, [])] or [
                    self._text(item.field)
                ]
                cells[item.field] = re.sub(r"\s+", "", normalize("NFKC", "\n".join(texts)))
        return "\x1f".join(f"{name}={text}" for name, text in cells.items() if text)


def has_lost_digits(cell: Cell) -> bool:
    """A long number that the spreadsheet took for a quantity."""
    return isinstance(cell, float) and abs(cell) >= _EXACT


def as_text(cell: Cell) -> str:
    """A cell as somebody would type it; a whole number has no decimals."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    return str(cell).strip()


def title_of(content: str) -> str:
    """A title from the first sentence of the content, for lists; what is in another script stays as it is."""
    text = re.split(r"[。；;！!？?\n]", content.strip(), maxsplit=1)[0].strip()
    title = (
        text
        if text[:1].isascii()
        or text.startswith(("反映", "举报", "关于", "投诉", "检举", "控告", "申诉", "建议"))
        else f"反映{text}"
    )
    return title if len(title) <= _TITLE else title[: _TITLE - 1] + "…"
