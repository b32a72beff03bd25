"""Standard papers of case work filled with the facts of a matter, as Word files."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any
from urllib.parse import quote

from docx.document import Document as Docx

from mingjian.law.paper import Line, Paper
from mingjian.law.slots import Slot, parse
from mingjian.report import qr, shapes, sheet
from mingjian.report.forms import Concerned, Opinion, person_facts, put_form
from mingjian.report.gbt9704 import Letterhead, put_addressee, put_foot, put_head, put_title
from mingjian.report.numbers import day
from mingjian.report.sheet import CENTRE, LEFT, RIGHT, Stroke, blank, put

PaperFacts = Mapping[str, Any]
_BLANK = "＿＿＿＿＿＿"
_ALIGN = {"left": LEFT, "centre": CENTRE, "right": RIGHT, "body": sheet.BOTH}


class PaperError(Exception):
    """The paper cannot be issued; the message names every fact that is wanting."""


def missing_facts(paper: Paper, facts: PaperFacts) -> list[str]:
    """What the paper needs and does not have, in the words of the lawbook."""
    return [label for name, label in paper.facts.items() if facts.get(name) in (None, "", [], ())]


def render_paper(paper: Paper, facts: PaperFacts, *, issued: bool = False) -> bytes:
    """The paper as a Word file.

    `facts`: the matter's own (number, title, unit, handler, on, issuer, secrecy), `persons` as (name, unit, post),
    `opinions` as (post, name, words, date), and the fields of acts by name; days as dates. What is missing is a
    blank to fill in by hand, in an issued paper PaperError. What is not issued is marked 草稿.
    """
    missing = missing_facts(paper, facts)
    if issued and missing:
        raise PaperError(f"《{paper.label}》还缺{'、'.join(missing)}，请补充后再印发。")
    title = words(paper.title, facts, blank="　　")
    document = sheet.new_sheet(title=title, page_numbers=paper.layout != "form")
    {"form": _form, "letter": _letter, "decision": _decision, "record": _record}[paper.layout](
        document, paper, facts, title
    )
    if not issued:
        shapes.watermark(document, "草稿")
    return sheet.saved(document)


def words(text: str, facts: PaperFacts, *, blank: str = _BLANK) -> str:
    """A text with its slots filled; `blank` where a fact is missing."""
    parts = (part if isinstance(part, str) else said(facts.get(part.name)) or blank for part in parse(text))
    return "".join(parts).replace("。。", "。")  # where what is filled in ends as a sentence does


def said(value: Any) -> str:
    """A fact in words: days and hours in Chinese, lists with 、, persons with unit and post."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{day(value)}{value.hour}时{value.minute:02d}分"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return "、".join(said(item) for item in value)
    if isinstance(value, Concerned):
        return f"{value.name}（{value.unit}{value.post}）" if value.unit or value.post else value.name
    return str(value)


def _form(document: Docx, paper: Paper, facts: PaperFacts, title: str) -> None:
    sheet.form_paper(document)
    put(document, [Stroke(title, sheet.XIAOBIAOSONG, sheet.SIZE_2)], align=CENTRE, pitch=34)
    put_form(document, paper, facts, partial(words, blank=""), people(facts), opinions(facts))


def _letter(document: Docx, paper: Paper, facts: PaperFacts, title: str) -> None:
    if facts.get("issuer"):
        sheet.letter_paper(document, str(facts["issuer"]))
    put(document, said(facts.get("number")), align=RIGHT, right=1)
    put_title(document, [title])
    put_addressee(document, words(paper.addressee, facts) if paper.addressee else "")
    _body(document, paper, facts)
    _qr(document, paper, facts)
    put_foot(document, _foot(paper, facts))
    _last_line(document, paper, facts)


def _decision(document: Docx, paper: Paper, facts: PaperFacts, title: str) -> None:
    put_head(document, Letterhead(mark=said(facts.get("issuer")), number=said(facts.get("number")) or "〔　　　　〕　号",
                                  secrecy=said(facts.get("secrecy"))))  # fmt: skip
    put_title(document, [title])
    _body(document, paper, facts)
    put_foot(document, _foot(paper, facts))
    _last_line(document, paper, facts)


def _record(document: Docx, paper: Paper, facts: PaperFacts, title: str) -> None:
    put_title(document, [title])
    _body(document, paper, facts)
    _qr(document, paper, facts)
    blank(document)
    for signer in paper.signers:
        sheet.right_tab(put(document, f"{signer}签名：\t年　　月　　日", align=LEFT), sheet.SIZE_3)
    for paragraph in document.paragraphs[-len(paper.signers) - 2 : -1] if paper.signers else ():
        paragraph.paragraph_format.keep_with_next = True  # nobody signs a page without a word on it


def _body(document: Docx, paper: Paper, facts: PaperFacts) -> None:
    for line, known in _lines(paper, facts):
        if line.optional and any(
            not known.get(part.name) for part in parse(line.text) if isinstance(part, Slot)
        ):
            continue
        label = [Stroke(line.label + ("：" if line.text else ""), sheet.HEITI)] if line.label else []
        first, *rest = words(line.text, known).split("\n")
        is_heading, is_labelled = bool(label) and not line.text, bool(label and line.text)
        # a number in a labelled line does not break: justified, the line before it would be pulled apart
        align = LEFT if is_labelled and line.align == "body" else _ALIGN[line.align]
        put(document, [*label, Stroke(first)], align=align, first=0 if is_labelled else 2, keep=is_heading)
        for more in rest:
            put(document, more, align=_ALIGN[line.align], first=2)


def _lines(paper: Paper, facts: PaperFacts) -> Iterator[tuple[Line, PaperFacts]]:
    for line in paper.body:
        if line.each is None:
            yield line, facts
        for person in people(facts) if line.each else ():
            yield line, {**facts, **person_facts(person)}


def people(facts: PaperFacts) -> list[Concerned]:
    """The persons of the facts; one without a name if there are none, so that a blank is printed."""
    return [Concerned(*person) for person in facts.get("persons") or ()] or [Concerned("", "", "")]


def opinions(facts: PaperFacts) -> list[Opinion]:
    return [Opinion(*opinion) for opinion in facts.get("opinions") or ()]


def _foot(paper: Paper, facts: PaperFacts) -> Letterhead:
    if not paper.signed:
        return Letterhead()
    return Letterhead(signature=said(facts.get("issuer")) or _BLANK, dated=facts.get("on"))


def _qr(document: Docx, paper: Paper, facts: PaperFacts) -> None:
    """The address as a QR code; none while a fact in it is missing, for a code that leads astray is worse."""
    if not paper.qr or any(not facts.get(part.name) for part in parse(paper.qr) if isinstance(part, Slot)):
        return
    address = "".join(
        part if isinstance(part, str) else _in_address(part.name, facts) for part in parse(paper.qr)
    )
    sheet.picture(document, qr.png(address), width=sheet.QR_WIDTH)
    put(document, words(paper.qr_label, facts), align=CENTRE)


def _in_address(name: str, facts: PaperFacts) -> str:
    said_so = said(facts[name])
    return said_so if name == "report_url" else quote(said_so, safe="")


def _last_line(document: Docx, paper: Paper, facts: PaperFacts) -> None:
    foot = paper.foot
    if foot is None:
        return
    if foot.optional and any(not facts.get(part.name) for part in parse(foot.text) if isinstance(part, Slot)):
        return
    blank(document)
    put(document, words(foot.text, facts), align=LEFT)
