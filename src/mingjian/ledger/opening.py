"""A range of matters checked with the keys: words, titles and papers open and are what was hashed; rights are genuine."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from mingjian.ledger.documents import recomputed
from mingjian.ledger.models import Act, Document, Participation
from mingjian.ledger.reconciling import Problem
from mingjian.ledger.rights import mac
from mingjian.ledger.rows import Values, fetch, table
from mingjian.ledger.sealing import matter_key, open_act_words, title_of
from mingjian.ledger.stored import Range, Stored, by_matter
from mingjian.vault.envelope import commitment
from mingjian.vault.profile import CannotOpen

_ACT = table(Act)
_SEALED = ("id", "matter_id", "seq", "sealed", "commitment")
CHANGED = "密封的文字打不开或与承诺值不符：被改动或移到了别处。"


def sealed_problems(of: Range, matters: list[Stored], counts: Counter[str]) -> Iterator[Problem]:
    """What does not open, or opens as something else; a matter whose key was destroyed is only counted as erased."""
    sealed, papers, rights = _sealed(of), _papers(of), by_matter(Participation, of)
    for matter in matters:
        number = matter.header["number"]
        yield from _rights(matter, rights.get(matter.id, []), counts)
        if not matter.header["key"]:
            counts["erased"] += 1
            continue
        try:
            key = matter_key(matter.header["key"], matter.id)
        except CannotOpen:
            yield Problem(number, None, "事项密钥打不开：被改动或换成了别的密钥。")
            continue
        rows = sealed.get(matter.id, [])
        counts["words"] += len(rows)
        yield from _words(matter, key, rows)
        for act, document in papers.get(matter.id, []):
            counts["documents"] += 1
            yield from _paper(number, key, matter.id, act, document)


def _sealed(of: Range) -> dict[UUID, list[Values]]:
    """Acts with words, by matter."""
    columns = _ACT.selected(names=_SEALED)
    where, values = of.where("matter_id")
    sql = f"SELECT {columns} FROM ledger_act {where} AND (sealed IS NOT NULL OR commitment IS NOT NULL) ORDER BY matter_id, seq"
    found: dict[UUID, list[Values]] = {}
    for row in fetch(sql, values):
        act = _ACT.read_some(_SEALED, row)
        found.setdefault(act["matter_id"], []).append(act)
    return found


def _papers(of: Range) -> dict[UUID, list[tuple[int, Document]]]:
    """Documents with the number of their act, by matter."""
    found: dict[UUID, list[tuple[int, Document]]] = {}
    for document in (
        Document.objects.filter(act__matter_id__gte=of.first, act__matter_id__lte=of.last)
        .select_related("act")
        .order_by("act__seq", "id")
    ):
        found.setdefault(document.act.matter_id, []).append((document.act.seq, document))
    return found


def _words(matter: Stored, key: bytes, rows: list[Values]) -> Iterator[Problem]:
    number, spoken = matter.header["number"], None
    for row in rows:
        try:
            opened = open_act_words(key, row["id"], matter.id, row["sealed"] or b"")
            if commitment(opened.salt, opened.words) != row["commitment"]:
                raise CannotOpen
        except CannotOpen:
            yield Problem(number, row["seq"], CHANGED)
            continue
        if row["seq"] == 1:
            spoken = opened.words.get("title", "")
    try:
        title = title_of(key, matter.id, matter.header["title"])
    except CannotOpen:
        yield Problem(number, None, "标题打不开：被改动或移到了别处。")
        return
    if spoken is not None and title != spoken:
        yield Problem(number, None, "标题与登记时的文字不符：被换过。")


def _paper(number: str, key: bytes, matter: UUID, seq: int, document: Document) -> Iterator[Problem]:
    try:
        if recomputed(document, matter, key) != bytes(document.commitment):
            yield Problem(number, seq, f"文件{document.file}的内容与承诺值不符：被换过。")
    except CannotOpen:
        yield Problem(number, seq, f"文件{document.file}打不开：被改动、截断或移到了别处。")
    except FileNotFoundError:
        yield Problem(number, seq, f"文件{document.file}不在文件目录中，请从备份恢复。")


def _rights(matter: Stored, rows: list[Values], counts: Counter[str]) -> Iterator[Problem]:
    for row in rows:
        counts["rights"] += 1
        if row["mac"] != mac(matter.id, row["officer_id"], row["role"], row["since_by"], row["since"]):
            why = f"账号{row['officer_id']}的参与权（{row['role']}）校验不符：不是系统写入的。"
            yield Problem(matter.header["number"], row["since_by"], why)
