"""Canaries: a life full of unmistakable words; whoever takes database, files and logs finds none of them (SEC-DATA-03, T7)."""

import base64
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from mingjian.complaints import acts as complaints
from mingjian.leads.models import Lead
from mingjian.ledger import search
from mingjian.ledger.documents import prepare, read
from mingjian.ledger.models import Act, Document, Matter
from mingjian.ledger.record import open_matter
from mingjian.ledger.sealing import matter_key, open_act_words, title
from mingjian.parties import acts as parties
from mingjian.parties.acts import Identity
from mingjian.parties.matching import index_new
from mingjian.parties.models import Organisation, Person
from mingjian.parties.persons import NewOrganisation, NewPerson, organisation_name, words_of
from tests.people import city
from tests.stories import agree, at, do, paper, study

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 3, 1)
MARK = re.compile(r"金丝雀[a-z]+栖于梧桐")
IDENTITY = ("reporter", "phone", "address", "employer", "reporternumber", "relation", "other")
said: set[str] = set()  # every canary that was let fly


def mark(name: str) -> str:
    """A word that occurs nowhere else."""
    said.add(f"金丝雀{name}栖于梧桐")
    return f"金丝雀{name}栖于梧桐"


@pytest.fixture
def people():
    return city()


def received(people) -> Matter:
    """A named report by letter, recorded late, with a scan and a second paper."""
    prepared = prepare()
    papers = [
        paper(prepared, f"{mark('filename')}.txt", mark("scan")),
        paper(prepared, "附件.txt", mark("annex")),
    ]
    identity = {"name": mark("reporter"), "phone": mark("phone"), "address": mark("address"), "employer": mark("employer"),
                "id_number": mark("reporternumber"), "relation": mark("relation"), "other": mark("other")}  # fmt: skip
    details = {
        "title": mark("title"), "content": mark("content"), "channel": "letter", "origin": "self", "content_class": "accusation",
        "is_signed": True, "is_repeat": False,
        "mentions": [{"name": mark("mention"), "unit": mark("mentionunit"), "post": mark("mentionpost")}],
    }  # fmt: skip
    with at(date(2023, 3, 6)):
        return complaints.register(
            by=people.id("信访孙"), on=DAY, unit=people.unit.pk, department=people.department("信访室"), details=details,
            identity=Identity(identity), notice_way="letter", prepared=prepared, documents=papers, late_reason=mark("late"),
        )  # fmt: skip


def handed_on(people, matter) -> Matter:
    """The lead that the report became, with opinions, a return and a note."""
    on = date(2023, 3, 6)
    do(
        people,
        matter,
        "attach_original",
        "信访孙",
        on,
        documents=[paper(matter, "原件.txt", mark("original"))],
    )
    do(people, matter, "accept", "信访孙", on)
    do(people, matter, "hand_over", "信访孙", on, department=people.department("二室"), remark=mark("remark"))
    do(people, matter, "take_over", "承办李", on, handler=people.id("承办李"))
    do(people, matter, "open_lead", "承办李", on, title=mark("leadtitle"), summary=mark("summary"), lead_origin="petition",
       mentions=[{"name": mark("mention"), "unit": "", "post": ""}], rank_class="township")  # fmt: skip
    found = Lead.objects.select_related("matter").get().matter
    place = {"department": people.department("二室"), "handler": people.id("承办李")}
    do(people, found, "assign", "案管王", on, **place)
    do(people, found, "return", "书记赵", on, opinion=mark("returned"))
    do(people, found, "assign", "案管王", on, **place)
    do(people, found, "approve", "书记赵", on, opinion=mark("opinion"))
    return found


def looked_into(people, lead) -> None:
    """Persons identified and tied, a disposal proposed, a correction, an intercession."""
    on = date(2023, 3, 9)
    new = NewPerson(mark("person"), mark("personunit"), mark("personpost"), mark("number"), mark("birth"))
    with at(on):
        by = {"by": people.id("承办李"), "on": on}
        one = parties.identify(lead, person=new, role="person_complained", basis=mark("basis"), **by)
        other = parties.identify(lead, person=NewPerson(mark("namesake")), role="related_person", **by)
        parties.identify(
            lead, organisation=NewOrganisation(mark("organisation")), role="unit_complained", **by
        )
        parties.tie(Person.objects.get(pk=other), same_as=Person.objects.get(pk=one), by=people.id("案管王"))
        open_matter("intercession", by=people.id("信访孙"), on=on, unit=people.unit.pk, department=people.department("信访室"), details={
            "title": mark("intercession"), "intercession_kind": "asks", "happened_on": "2023-03-08", "about_matter": str(lead.pk),
            "who": [{"name": mark("asker"), "unit": "", "post": ""}], "manner": mark("manner"), "said": mark("said"),
        })  # fmt: skip
    studied = study(people, on, "主任张", "承办李")
    do(
        people,
        lead,
        "propose_disposal",
        "承办李",
        on,
        disposal_way="prelim_verification",
        study=studied,
        disposal_opinion=mark("disposal"),
    )
    agree(people, lead, on, "主任张", "常委钱")
    do(
        people,
        lead,
        "correct",
        "承办李",
        on,
        entry=1,
        values={"rank_class": "general"},
        reason=mark("correction"),
    )
    do(people, lead, "note", "承办李", on, remark=mark("note"))


def opened() -> Iterator[str]:
    """Everything that the keys open again: so that the canaries were really there."""
    for act in Act.objects.select_related("matter").filter(sealed__isnull=False):
        yield str(
            open_act_words(matter_key(act.matter.key, act.matter_id), act.pk, act.matter_id, act.sealed).words
        )
    for matter in Matter.objects.all():
        yield title(matter)
    for document in Document.objects.select_related("act__matter"):
        yield b"".join(read(document, document.act.matter)).decode()
    for person in Person.objects.all():
        yield str(words_of(person))
    yield from (organisation_name(organisation) for organisation in Organisation.objects.all())


def stored() -> Iterator[tuple[str, bytes]]:
    """Every value of every table, as bytes, with its table; of a search index the tables that hold it."""
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - virtual_tables()):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    yield (
                        table,
                        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode(),
                    )


def virtual_tables() -> set[str]:
    if connection.vendor != "sqlite":
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'")
        return {name for (name,) in cursor.fetchall()}


def dumped() -> bytes:
    """The database file page by page, what was deleted too; SQLite only."""
    return connection.connection.serialize() if connection.vendor == "sqlite" else b""


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the data folder, keys apart: its name and its bytes."""
    for path in folder.rglob("*"):
        if path.is_file() and "keys" not in path.relative_to(folder).parts:
            yield path.name, path.name.encode() + path.read_bytes()


def traces(data: bytes, word: str) -> bool:
    """Whether the word is there: plain, as UTF-16, in hexadecimal, in Base64, or escaped as in JSON."""
    plain = word.encode()
    core = base64.b64encode(plain)[:-4]
    forms = [plain, word.encode("utf-16-le"), plain.hex().encode(), plain.hex().upper().encode(), core]
    return any(form in data for form in [*forms, word.encode("unicode_escape")])


def test_nothing_that_was_said_is_in_database_files_or_logs(people, settings, caplog):
    caplog.set_level("DEBUG")
    said.clear()
    lead = handed_on(people, received(people))
    looked_into(people, lead)
    index_new()
    search.index_new()

    readable = {found for text in opened() for found in MARK.findall(text)}
    assert readable == said - {mark(name) for name in IDENTITY}
    sinks = [
        *stored(),
        ("dump", dumped()),
        *files(Path(settings.MINGJIAN_DATA)),
        ("log", caplog.text.encode()),
    ]
    assert len(sinks) > 1000
    found = {(sink, word) for word in said for sink, data in sinks if traces(data, word)}
    assert found == set()


@pytest.mark.parametrize(
    "form",
    [str.encode, lambda word: word.encode().hex().encode(), lambda word: base64.b64encode(word.encode())],
)
def test_trace_is_recognised(form):
    assert traces(b"..." + form(mark("title")) + b"...", mark("title"))
    assert not traces(form(mark("other")), mark("title"))
