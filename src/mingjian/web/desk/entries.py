"""Acts as pages of the file: what was done, by whom in which post then, in which words, with which papers."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.lawbook import Bound, Lawbook
from mingjian.law.position import Done, Position
from mingjian.law.procedure import Act as Rule
from mingjian.law.values import BEIJING
from mingjian.ledger.history import done_of
from mingjian.ledger.models import Document, Matter
from mingjian.ledger.order import LATE_AFTER
from mingjian.ledger.rows import Values
from mingjian.ledger.sealing import matter_key, open_act_words
from mingjian.ledger.viewer import Viewer
from mingjian.org.models import Appointment
from mingjian.vault import CannotOpen
from mingjian.web.desk import clocks
from mingjian.web.desk.frames import language, post_there
from mingjian.web.desk.names import name
from mingjian.web.desk.saying import Speaker
from mingjian.web.shared import phrases
from mingjian.web.shared.parts import Chip, Entry, Fact, Link, Opinion

LINES = 8 * 40  # characters that stand on eight lines of the file
READ = (
    "opinion",
    "content",
    "summary",
    "remark",
    "reason",
)  # words that are read as running text, first of these first


class File:
    """All acts of a matter with their words and papers, opened once for the page (for those with content)."""

    def __init__(self, matter: Matter, viewer: Viewer, rows: Sequence[Values], *, content: bool) -> None:
        book = viewer.book
        self.matter, self.book, self.rows, self.content = matter, book, rows, content
        self.bound: Bound = book.bound(matter.kind, matter.procedure)
        self.done: list[Done] = [done_of(row) for row in rows]
        self.rules = _rules(book, matter.kind, self.done)
        self.words = {row["seq"]: opened(matter, row) for row in rows} if content else {}
        self.papers = self._papers() if content else {}
        self.posts = _posts({row["post_id"] for row in rows if row["post_id"]}, book)
        self.speaker = Speaker(viewer, self.bound, [done.details for done in self.done], content=content)

    def post(self, row: Values) -> str:
        """The post in which an act was done; of somebody else's, in whose place it was."""
        said, holder = self.posts.get(row["post_id"], ("", row["officer_id"]))
        if holder == row["officer_id"]:
            return said
        return _("%(post)s（代%(holder)s）") % {"post": said, "holder": name("officer", holder)}

    def mentioned(self) -> list[tuple[str, dict[str, str]]]:
        """Persons as the papers name them: what the papers call them; name, unit and post, each once."""
        found: list[tuple[str, dict[str, str]]] = []
        for words in self.words.values():
            for key, text in words.items():
                declared = self.bound.fields.get(key)
                if declared is not None and declared.type == "mentions":
                    said = declared.say(language())
                    found += [
                        (said, one)
                        for one in json.loads(text)
                        if one not in (known for _said, known in found)
                    ]
        return found

    def _papers(self) -> dict[int, list[tuple[Document, str]]]:
        named = {
            number: text
            for words in self.words.values()
            for number, text in json.loads(words.get("documents", "[]"))
        }
        by_act = {row["id"]: row["seq"] for row in self.rows}
        found: dict[int, list[tuple[Document, str]]] = {}
        if named:
            for document in Document.objects.filter(act__matter=self.matter).order_by("act__seq", "id"):
                text = named.get(str(document.id), _("材料"))
                found.setdefault(by_act[document.act_id], []).append((document, text))
        return found

    def rule(self, seq: int) -> Rule | None:
        """The rule of an act, under the version of the procedure by which it was done."""
        return self.rules.get(seq)

    def label(self, seq: int) -> str:
        rule = self.rules.get(seq)
        return rule.say(language()) if rule else next(done.act for done in self.done if done.seq == seq)


def opened(matter: Matter, row: Values) -> dict[str, str]:
    """The words of one act; where they cannot be opened any more, one sentence that says so."""
    if row["sealed"] is None:
        return {}
    try:
        key = matter_key(matter.key, matter.id)
        return open_act_words(key, row["id"], matter.id, row["sealed"]).words
    except CannotOpen:
        return {"remark": _("内容已按规定销毁，或无法打开；请核验本件。")}


def _rules(book: Lawbook, kind: str, acts: Sequence[Done]) -> dict[int, Rule]:
    bound = book.procedure(kind, acts[0].on) if acts else None
    found = {}
    for done in acts:
        rule = bound.acts.get(done.act) if bound is not None else None
        if rule is not None:
            found[done.seq] = rule
            if rule.effect == "move_version":
                bound = book.bound(kind, date.fromisoformat(done.details["version"]))
    return found


def _posts(ids: set[int], book: Lawbook) -> dict[int, tuple[str, int]]:
    """The post held when an act was done, department and post, with whose it is."""
    between = "" if language() == "zh" else " "
    found = {}
    for item in Appointment.objects.select_related("department").filter(pk__in=ids):
        post = post_there(book, item.post)
        said = item.title or between.join(part for part in (item.department.short, post) if part)
        found[item.pk] = said, item.officer_id
    return found


def entries(file: File, position: Position, *, fresh: int | None = None) -> list[Entry]:
    """Every act as an entry, oldest first; opinions stand under the proposal they speak of as well."""
    opinions = _opinions(file)
    return [_entry(file, position, row, done, opinions.get(done.seq, []), fresh)
            for row, done in zip(file.rows, file.done, strict=True)]  # fmt: skip


def _opinions(file: File) -> dict[int, list[Opinion]]:
    found: dict[int, list[Opinion]] = {}
    for done in file.done:
        rule = file.rule(done.seq)
        if done.about is None or rule is None:
            continue
        words = file.words.get(done.seq, {})
        said = words.get("opinion") or words.get("reason") or rule.say(language())
        found.setdefault(done.about, []).append(Opinion(said, name("officer", done.officer), done.on))
    return found


def _entry(
    file: File, position: Position, row: Values, done: Done, opinions: list[Opinion], fresh: int | None
) -> Entry:
    rule = file.rule(done.seq)
    words = file.words.get(done.seq, {})
    text, rest = _running(file, words)
    recorded = row["recorded_at"].astimezone(BEIJING)
    late = (recorded.date() - done.on).days > LATE_AFTER
    facts = file.speaker.facts(done.details, rule) + rest
    if words.get("late_reason"):
        facts.append(Fact(_("补录理由"), words["late_reason"]))
    return Entry(
        number=done.seq,
        on=done.on,
        label=file.label(done.seq),
        by=Chip(name("officer", done.officer), file.post(row)) if done.officer else Chip(_("平台")),
        text=text[:LINES],
        more=text[LINES:],
        facts=tuple(facts),
        papers=tuple(_paper(file, document, said) for document, said in file.papers.get(done.seq, [])),
        opinions=tuple(opinions),
        cite=clocks.cite(file.book, rule.cite) if rule else None,
        effects=_effects(file, position, done.seq),
        state=_state(file, position, done, fresh),
        other=_other(file, position, done),
        recorded_at=recorded if late else None,
    )


def _running(file: File, words: Mapping[str, str]) -> tuple[str, list[Fact]]:
    """One text to read, and the other words as pairs of label and text."""
    shown = {key: text for key, text in words.items() if key in file.bound.fields and text}
    first = next((key for key in READ if key in shown), None)
    rest = []
    for key, text in shown.items():
        declared = file.bound.fields[key]
        if key == first or key == "title":
            continue
        said = _people(text) if declared.type == "mentions" else text
        if said:
            rest.append(Fact(declared.say(language()), said, wide=len(said) > 40))
    return (shown[first] if first else ""), rest


def _people(text: str) -> str:
    """Persons as they were written: name, unit, post."""
    found = json.loads(text)
    return phrases.clauses(phrases.parted((one["name"], one["unit"], one["post"])) for one in found)


def _paper(file: File, document: Document, said: str) -> Link:
    return Link(said, reverse("document", args=[file.matter.id, document.id]))


def _effects(file: File, position: Position, seq: int) -> tuple[str, ...]:
    """What the act did to clocks, in words."""
    found = []
    for clock in position.clocks:
        label = file.book.find("clocks", clock.rule).say(language())
        if clock.started_by == seq == clock.stopped_by:
            continue  # it never ran
        if clock.started_by == seq:
            found.append(_("起算：%(clock)s") % {"clock": label})
        if clock.stopped_by == seq:
            found.append(_("停止：%(clock)s") % {"clock": label})
    return tuple(found)


def _state(file: File, position: Position, done: Done, fresh: int | None) -> Any:
    rule = file.rule(done.seq)
    if done.seq == fresh:
        return "fresh"
    if done.seq in position.corrected or done.seq in position.annulled:
        return "corrected"
    if rule is not None and rule.effect in ("correct", "annul"):
        return "correcting"
    if done.seq in position.proposals:
        return "proposed"
    returned = any(other.about == done.seq and _is_return(file, other) for other in file.done)
    return "returned" if returned else "normal"


def _is_return(file: File, done: Done) -> bool:
    rule = file.rule(done.seq)
    return rule is not None and rule.effect == "return"


def _other(file: File, position: Position, done: Done) -> Link | None:
    rule = file.rule(done.seq)
    if rule is not None and rule.effect in ("correct", "annul"):
        entry = done.details["entry"]
        return Link(_("看第%(n)s条") % {"n": entry}, f"#a{entry}")
    if done.seq not in position.corrected and done.seq not in position.annulled:
        return None
    by = next(
        (item for item in file.done if item.details.get("entry") == done.seq and _corrects(file, item)), None
    )
    return Link(_("已由第%(n)s条更正") % {"n": by.seq}, f"#a{by.seq}") if by else None


def _corrects(file: File, done: Done) -> bool:
    rule = file.rule(done.seq)
    return rule is not None and rule.effect in ("correct", "annul")
