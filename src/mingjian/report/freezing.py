"""Issue: a text is kept as it stands, with values, definitions and record ids; what changes later is a new version.

The Word file is kept too, so that it is the same byte for byte whenever it is asked for.
"""

import json
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction

from mingjian.ledger import instant
from mingjian.ledger.journal import note
from mingjian.ledger.sealing import keys
from mingjian.report.issuing import BLANK, Heading, Issue
from mingjian.report.models import Issued
from mingjian.report.text import Paragraph, Table, TableCell, as_number
from mingjian.statistics.figure import Figure
from mingjian.vault.envelope import Place, open_bytes, seal_bytes

_KEY, _KIND = "issued", b"issued"
_NUMBER = re.compile(r"[^\s〔〕0-9]+〔[0-9]{4}〕[1-9][0-9]*号")


class NotIssued(Exception):
    """The text cannot be issued; the message says why and what to do."""


@dataclass(frozen=True)
class Frozen:
    """An issued text opened: `paragraphs` and `figures` as they were written, the Word file, the notice of correction."""

    row: Issued
    title_lines: tuple[str, ...]
    paragraphs: tuple[Mapping[str, Any], ...]
    figures: Mapping[str, Mapping[str, Any]]
    text: str
    document: bytes
    notice: str
    heading: Heading

    @property
    def title(self) -> str:
        return "".join(self.title_lines)


def check(found: Issue, heading: Heading = BLANK) -> None:
    """NotIssued while checks fail, or if the number of the paper is not written as such numbers are."""
    if found.obstacles:
        raise NotIssued(f"核对有{len(found.obstacles)}处不符，不能印发；请先补正记录。")
    if heading.number and not _NUMBER.fullmatch(heading.number):
        raise NotIssued(
            f"发文字号“{heading.number}”不合格式，请写成如“临纪〔2024〕3号”，年份用六角括号，序号不加“第”。"
        )


def freeze(
    found: Issue, *, unit: int, officer: int, on: date, reason: str = "", heading: Heading = BLANK
) -> Issued:
    """Issue a text made with its records. The first version needs no reason, a later one does, and gets a notice.

    NotIssued while checks fail, if nothing changed since the last version, or if the reason is missing.
    """
    check(found, heading)
    where = {"unit_id": unit, "edition": found.edition.id, "period": found.answer.period.code}
    with transaction.atomic():
        last = Issued.objects.select_for_update().filter(**where).order_by("-version").first()
        notice = _notice(last, found, on, reason) if last else ""
        row = Issued(
            **where,
            version=(last.version if last else 0) + 1,
            issued_on=on,
            at=instant.now(),
            officer_id=officer,
        )
        payload = _payload(found, found.written("docx", on=on, heading=heading), notice, heading)
        row.figures = {name: entry["value"] for name, entry in payload["figures"].items()}
        row.definitions = {name: entry["definition"] for name, entry in payload["figures"].items()}
        row.digest = sha256(b64decode(payload["document"])).hexdigest()
        packed = zlib.compress(json.dumps(payload, ensure_ascii=False).encode())
        row.sealed = seal_bytes(keys().derive(_KEY), packed, _place(row), _KIND)
        row.save(force_insert=True)
        details = {"unit": unit, "edition": row.edition, "period": row.period, "version": row.version}
        note("issue", officer=officer, outcome="done", details=details)
    return row


def thaw(row: Issued) -> Frozen:
    """An issued text as it was."""
    said = json.loads(zlib.decompress(open_bytes(keys().derive(_KEY), bytes(row.sealed), _place(row), _KIND)))
    return Frozen(
        row, tuple(said["title_lines"]), tuple(said["paragraphs"]), said["figures"], said["text"],
        b64decode(said["document"]), said["notice"], Heading(**said.get("heading", {})),
    )  # fmt: skip


def latest(*, unit: int, edition: str, period: str) -> Issued | None:
    """The version in force of a text, without its sealed content."""
    found = Issued.objects.defer("sealed").filter(unit=unit, edition=edition, period=period)
    return found.order_by("-version").first()


def changed(row: Issued, found: Issue) -> list[tuple[str, str, str]]:
    """What a text would print otherwise now: label, the value issued, the value now; wording apart."""
    now = _figures(found)
    names = dict.fromkeys([*row.figures, *now])
    return [
        (now[name]["label"] if name in now else name, _said(row.figures.get(name)), _said(now[name]["value"] if name in now else None))
        for name in names
        if row.figures.get(name) != (now[name]["value"] if name in now else None)
    ]  # fmt: skip


def _notice(last: Issued, found: Issue, on: date, reason: str) -> str:
    """The notice that goes with a later version: which numbers changed, why, which text holds from now on."""
    changes = changed(last, found)
    if not reason.strip():
        raise NotIssued("更正须写明原因，请补充。")
    if not changes and thaw(last).text == found.text.plain():
        raise NotIssued(f"与已印发的第{last.version}版相同，不需要更正。")
    listed = "；".join(f"{label}由{before}更正为{after}" for label, before, after in changes)
    what = f"下列数字：{listed}" if listed else "文字"
    issued = f"{last.issued_on.year}年{last.issued_on.month}月{last.issued_on.day}日"
    return (
        f"{found.issuer}{issued}印发的《{found.text.title}》（第{last.version}版），因{reason.strip().rstrip('。')}，更正{what}。"
        f"自{on.year}年{on.month}月{on.day}日起以第{last.version + 1}版为准。"
    )


def _payload(found: Issue, document: bytes, notice: str, heading: Heading) -> dict[str, Any]:
    return {
        "title_lines": list(found.text.title_lines),
        "paragraphs": [_paragraph(part) for part in found.text.paragraphs],
        "figures": _figures(found),
        "text": found.text.plain(),
        "document": b64encode(document).decode(),
        "notice": notice,
        "heading": heading._asdict(),
    }


def _paragraph(part: Paragraph) -> dict[str, Any]:
    runs = [[run.text, _key(run.figure, run.period) if run.figure else ""] for run in part.runs]
    made = {"id": part.id, "role": part.role, "runs": runs}
    return {**made, "table": _table(part.table)} if part.table else made


def _table(table: Table) -> dict[str, Any]:
    rows = [[[cell.words, _cell_key(cell), cell.block] for cell in row] for row in table.turned().rows] if table.width > 8 else [
        [[cell.words, _cell_key(cell), cell.block] for cell in row] for row in table.rows
    ]  # fmt: skip
    heads = table.turned().columns() if table.width > 8 else table.columns()
    return {"heads": heads, "rows": rows, "note": table.note}


def _figures(found: Issue) -> dict[str, dict[str, Any]]:
    """Every figure that the text prints, once for each span and scope."""
    kept: dict[str, dict[str, Any]] = {}
    for _, run in found.text.printed():
        figure = (
            found.text.others[run.figure, run.period]
            if run.period and run.figure
            else found.text.figures[run.figure or ""]
        )
        kept[_key(figure.id, run.period)] = _entry(found, figure, run.period)
    for cell in found.text.cells():
        if cell.figure is not None:
            kept.setdefault(_cell_key(cell), _entry(found, cell.figure, cell.period))
    return kept


def _entry(found: Issue, figure: Figure, period: str) -> dict[str, Any]:
    base = found.answer.indicators[figure.id.partition(".")[0]].label
    label = figure.label if figure.label == base else f"{base}：{figure.label}"
    return {
        "id": figure.id, "label": label, "value": as_number(figure.value), "unit": figure.unit, "period": period,
        "definition": figure.definition.isoformat(), "records": list(figure.records),
    }  # fmt: skip


def _key(figure: str | None, period: str, scope: str = "") -> str:
    return "@".join(filter(None, [figure, period, scope]))


def _cell_key(cell: TableCell) -> str:
    return _key(cell.figure.id, cell.period, cell.scope) if cell.figure else ""


def _said(value: Any) -> str:
    return "无" if value is None else str(value)


def _place(row: Issued) -> Place:
    return Place("issued_text", "sealed", row.id.bytes, _KEY.encode())
