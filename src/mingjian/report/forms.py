"""Ruled forms (呈批表): rows of labelled boxes, a row for each person, a row for each opinion."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from docx.document import Document as Docx
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Emu, Pt
from docx.table import Table, _Cell

from mingjian.law.paper import Cell, OpinionRows, Paper, Row
from mingjian.report import sheet
from mingjian.report.numbers import day
from mingjian.report.sheet import CENTRE, LEFT, RIGHT, Stroke, put

GRID, LABEL = 12, 2
_LINE = 20.0
_SIZE = sheet.SIZE_4
_TAIL = re.compile(r"(意见|情况|问题|方式)$")
Facts = Mapping[str, Any]
Say = Callable[[str, Facts], str]


class Opinion(NamedTuple):
    """What one post said in a chain of approval; `on` is None until it has."""

    post: str
    name: str
    words: str
    on: date | None


class Concerned(NamedTuple):
    """A person as papers name one."""

    name: str
    unit: str
    post: str


def person_facts(person: Concerned) -> dict[str, str]:
    """The person as facts of what is repeated for each person: `person.name` and so on."""
    return {f"person.{name}": getattr(person, name) for name in person._fields}


def put_form(
    document: Docx,
    paper: Paper,
    facts: Facts,
    say: Say,
    people: Sequence[Concerned],
    opinions: Sequence[Opinion],
) -> None:
    """The rows of a form as a ruled table as wide as the text, on a grid of twelve columns."""
    table = document.add_table(rows=0, cols=GRID)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column in table.columns:
        column.width = Emu(int(sheet.WIDTH / GRID))
    for row in paper.rows:
        if isinstance(row, OpinionRows):
            _opinions(table, row, opinions)
            continue
        for person in people if row.each else (None,):
            _row(table, row, {**facts, **(person_facts(person) if person else {})}, say)


def _row(table: Table, row: Row, facts: Facts, say: Say) -> None:
    boxes = _new_row(table, row.lines)
    at = 0
    for cell, width in zip(row.cells, spans(row.cells), strict=True):
        _label(_merged(boxes, at, LABEL), cell.label)
        _text(_merged(boxes, at + LABEL, width), say(cell.text, facts), align=LEFT)
        at += LABEL + width


def spans(cells: Sequence[Cell]) -> list[int]:
    """Columns for the text of each cell: what labels leave, by the cells' widths; the last takes the rest."""
    free = GRID - LABEL * len(cells)
    total = sum(cell.width for cell in cells)
    widths = [max(1, round(free * cell.width / total)) for cell in cells[:-1]]
    return [*widths, free - sum(widths)]


def _opinions(table: Table, row: OpinionRows, opinions: Sequence[Opinion]) -> None:
    given = {_head(opinion.post): opinion for opinion in opinions}
    others = [head for head in given if head not in row.opinions]
    for head in (*row.opinions, *others):
        boxes = _new_row(table, row.lines)
        _label(_merged(boxes, 0, LABEL), head)
        box = _merged(boxes, LABEL, GRID - LABEL)
        opinion = given.get(head)
        _text(box, opinion.words if opinion else "", align=LEFT)
        name = opinion.name if opinion else "　　　　"
        on = day(opinion.on) if opinion and opinion.on else "　　年　　月　　日"
        put(box, [Stroke(f"签名：{name}　{on}", size=_SIZE)], align=RIGHT, pitch=_LINE, right=1)


def _head(post: str) -> str:
    return post if post.endswith("意见") else f"{post}意见"


def _new_row(table: Table, lines: int) -> Any:
    row = table.add_row()  # type: ignore[no-untyped-call]
    row.height = Pt(_LINE * lines + 6)
    row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    return row.cells


def _merged(boxes: Any, at: int, width: int) -> _Cell:
    box: _Cell = boxes[at].merge(boxes[at + width - 1])
    box.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    for paragraph in box.paragraphs:
        box._tc.remove(paragraph._p)
    return box


def _label(box: _Cell, words: str) -> None:
    """A label; a long one breaks before its last word."""
    whole = words if len(words) <= 5 else _TAIL.sub(r"\n\1", words)
    for line in whole.split("\n"):
        put(box, [Stroke(line, sheet.HEITI, 12)], align=CENTRE, pitch=18)


def _text(box: _Cell, words: str, *, align: Any) -> None:
    for line in words.split("\n"):
        put(box, [Stroke(line, size=_SIZE)], align=align, pitch=_LINE)
