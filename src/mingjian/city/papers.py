"""The papers of the city: what comes with an act, as a Word file that says what the act says."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any, NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.oxml.ns import qn

from mingjian.city.words import vocabulary
from mingjian.law.lawbook import Lawbook
from mingjian.law.procedure import Field
from mingjian.org.models import Department, Officer, Unit
from mingjian.parties.models import Organisation
from mingjian.parties.persons import organisation_name
from mingjian.report import sheet
from mingjian.report.numbers import day
from mingjian.report.sheet import CENTRE, RIGHT, Stroke, blank, put

INVENTED = "（演示材料，内容均为编造）"
BODY, SIGNED, TITLE = "[[body]]", "[[signed]]", "[[title]]"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PARTS = {  # what every such file has beside its text and styles
    "[Content_Types].xml": f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    f'ContentType="{_OFFICE}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="{_OFFICE}.styles+xml"/></Types>',
    "_rels/.rels": f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATION}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATION}/styles" Target="styles.xml"/></Relationships>',
}
ENDS = {  # what stands under a paper of this form; what comes from outside is signed there
    "record": ("以上记录已经核对，与所说、所见相符。", "参加人员签名：　　　　　　　　记录人签名："),
    "list": ("以上各项已当场核对无误。", "经手人签名：　　　　　　　　　见证人签名："),
}
_UNSAID = {"opinion", "study", "persons", "mentions", "person", "documents", "team", "handler", "behaviour"}


class Kind(NamedTuple):
    """What a paper is: a code of `document_kind`, its name, its form, and what such a paper always says."""

    code: str
    name: str
    form: str = "report"
    text: str = ""


def kind_of(matter: str, act: str, label: str) -> Kind:
    """The paper that comes with an act; one that the vocabulary does not name is called by the act."""
    named = vocabulary()["papers"]
    found = named.get(f"{matter}.{act}") or named.get(act)
    if found:
        return Kind(*found)
    name = re.sub("^(收到|登记|提交|提出|报告|进行|印发|附)(?=..)", "", label)
    return Kind(
        "other", name if name.endswith(("报告", "方案", "文本", "要点", "函", "书", "表")) else f"{name}材料"
    )


class Papers:
    """Writes papers; the names in them are read once."""

    def __init__(self, book: Lawbook) -> None:
        self.book = book
        self.officers = dict(Officer.objects.values_list("pk", "name"))
        self.units = dict(Unit.objects.values_list("pk", "name"))
        self.departments = dict(Department.objects.values_list("pk", "name"))
        self.organisations = {str(row.pk): organisation_name(row) for row in Organisation.objects.all()}

    def written(
        self,
        kind: Kind,
        asked: Mapping[str, Field],
        details: Mapping[str, Any],
        head: Mapping[str, str],
        on: date,
    ) -> bytes:
        """A paper; `asked`: the fields of its act; `head`: number and title of the matter and the office that signs."""
        lines = [f"编号：{head['number']}", f"事由：{head['title']}"] if kind.form != "letter" else []
        lines += [f"时间：{day(on)}"] if kind.form in ("record", "list") else []
        lines += [kind.text] if kind.text else []
        lines += filter(None, str(details.get("says", "")).split("\n"))
        lines += self._said(asked, details, is_form=kind.form in ENDS)
        signed = [*ENDS.get(kind.form, ())]
        if kind.form in ("report", "letter"):
            signed = [head["office"], day(on)]
        return _packed(kind.name, [*lines, INVENTED], signed, is_right=kind.form in ("report", "letter"))

    def _said(
        self, asked: Mapping[str, Field], details: Mapping[str, Any], *, is_form: bool
    ) -> Iterator[str]:
        """What was entered with the act, line by line; where the paper is no form, its text only."""
        for name, field in asked.items():
            value = details.get(name)
            if name in _UNSAID or value in (None, "", [], {}) or not (is_form or field.type == "text"):
                continue
            words = self._words(field, value)
            if not is_form:
                yield words
                continue
            if words:
                yield words if field.type == "text" and len(words) > 20 else f"{field.label}：{words}"

    def _words(self, field: Field, value: Any) -> str:
        """A value as a paper says it; nothing for what only the ledger needs."""
        if isinstance(value, list):
            return "、".join(filter(None, (self._words(field, item) for item in value)))
        if field.codes and str(value) in (codes := self.book.taxonomy(field.codes).codes):
            return str(codes[str(value)].label)
        names: Mapping[Any, str] = {
            "officer": self.officers, "officers": self.officers, "unit": self.units, "department": self.departments,
        }.get(field.type, {})  # fmt: skip
        if names:
            return names.get(int(value), "")
        if field.type == "organisation":
            return self.organisations.get(str(value), "")
        if field.type == "date":
            return day(date.fromisoformat(str(value)))
        return str(value) if field.type in ("text", "line", "integer", "money") else ""


def _packed(title: str, lines: list[str], signed: list[str], *, is_right: bool) -> bytes:
    """A Word file: everything but its text is the same in all of them, and made once."""
    archive, text = _pattern(is_right)
    made = BytesIO(archive)
    with ZipFile(made, "a", ZIP_DEFLATED) as package:
        said = {TITLE: [title], BODY: lines, SIGNED: signed}
        for mark, words in said.items():
            before, line, after = _around(text, mark)
            text = before + "".join(line.replace(mark, escape(one)) for one in words) + after
        package.writestr(ZipInfo("word/document.xml"), text.encode(), ZIP_DEFLATED)
    return made.getvalue()


def _around(text: str, mark: str) -> tuple[str, str, str]:
    """The text before the paragraph with a mark, the paragraph, and what comes after."""
    at = text.index(mark)
    start, end = text.rindex("<w:p>", 0, at), text.index("</w:p>", at) + len("</w:p>")
    return text[:start], text[start:end], text[end:]


@cache
def _pattern(is_right: bool) -> tuple[bytes, str]:
    """The archive without its text, with no part that such a paper does not use; and the text with marks in it."""
    document = sheet.new_sheet(title="", page_numbers=False)
    put(document, [Stroke(TITLE, sheet.XIAOBIAOSONG, sheet.SIZE_2)], align=CENTRE, pitch=34)
    blank(document)
    put(document, BODY, first=2)
    blank(document)
    put(document, SIGNED, **({"align": RIGHT, "right": 2} if is_right else {"first": 2}))
    styles = document.styles.element
    for style in list(styles):
        if style.tag.endswith("}latentStyles") or style.get(qn("w:styleId")) not in (None, "Normal"):
            styles.remove(style)
    made = BytesIO()
    with ZipFile(BytesIO(sheet.saved(document))) as whole, ZipFile(made, "w", ZIP_DEFLATED) as package:
        for name, part in {**PARTS, "word/styles.xml": whole.read("word/styles.xml").decode()}.items():
            package.writestr(ZipInfo(name), part, ZIP_DEFLATED)
        return _closed(package, made), whole.read("word/document.xml").decode()


def _closed(package: ZipFile, made: BytesIO) -> bytes:
    package.close()
    return made.getvalue()
