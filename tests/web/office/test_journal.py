"""The auditor's journal: filtered, exported with leaves, for the auditor alone; never a word of content."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.conf import settings

from mingjian.ledger import journal
from mingjian.ledger.book import book
from mingjian.ledger.models import Checkpoint, Journal
from mingjian.ledger.sealer import seal_new
from mingjian.ledger.sealing import keys
from mingjian.seal.verifier import Outcome, check
from mingjian.web.desk import urls as desk_urls
from mingjian.web.desk import urls_more, urls_work
from mingjian.web.desk.sections import view_words
from mingjian.web.office.journal import labels, told
from tests.ledger.seals import NOON, state_file
from tests.stories import assigned_lead
from tests.web.office.test_office import people as people
from tests.web.sitting import Sitting, main

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "/settings/journal/"
TITLE = "反映某局违规发放津贴问题"


def test_every_code_of_the_journal_has_its_label():
    said = set().union(journal.ORIGIN, *(event.fields for event in journal.events().values()))

    assert said == set(labels())


def test_auditor_sees_who_read_what_and_nobody_else_sees_that_he_may(people):
    lead = assigned_lead(people)
    Sitting(people, "承办李").get(f"/m/{lead.pk}/")
    words = main(Sitting(people, "审管己").get(f"{HERE}?event=read&officer={people.id('承办李')}"))

    assert "查看内容" in words and "承办李" in words and lead.pk.hex[:8] in words and "页面：事项页" in words
    assert TITLE not in words and lead.number not in words
    assert "没有符合条件的日志。" in main(Sitting(people, "审管己").get(f"{HERE}?event=read&to=2023-03-19"))
    for who in ("系管丁", "安管戊", "书记赵", "承办李"):
        Sitting(people, who).get(HERE, 404)
        assert HERE not in Sitting(people, who).get("/").content.decode()


def test_codes_of_most_entries_are_words(people):
    """How somebody signed in, what was looked for, what became of an account; a code without a word stays."""
    rows = [Journal(details=details) for details in (
        {"method": "password+totp"}, {"kind": "all"}, {"change": "made"}, {"method": "certificate"},
    )]  # fmt: skip

    assert [told(row) for row in rows] == [
        "方式：密码和动态口令",
        "种类：全部",
        "变更：建立",
        "方式：certificate",
    ]


def test_every_page_of_a_matter_has_its_words_in_the_journal():
    places = [*desk_urls.urlpatterns, *urls_more.urlpatterns, *urls_work.urlpatterns]
    pages = {place.name for place in places if "<uuid:matter>" in str(place.pattern)}

    assert {page for page in pages if not view_words(book(), page)} == set()


def test_looking_is_noted_and_pages_follow_one_another(people):
    here = Sitting(people, "审管己")
    for _ in range(101):
        here.get(HERE)
    first, second = (
        here.get(f"{HERE}?event=audit{more}").content.decode() for more in ("", "&after=99999999")
    )

    assert Journal.objects.filter(event="audit").count() == 103
    assert 'rel="next"' in first and 'rel="prev"' in second


def test_export_holds_each_entry_with_its_leaf(people):
    state_file().unlink(missing_ok=True)
    lead = assigned_lead(people)
    Sitting(people, "承办李").get(f"/m/{lead.pk}/")
    seal_new(NOON)
    here = Sitting(people, "审管己", on=date(2023, 6, 2))

    rows = list(csv.reader(StringIO(here.post(f"{HERE}export/?event=read", 200).content.decode("utf-8-sig"))))
    state_file().unlink(missing_ok=True)
    leaf = Journal.objects.get(event="read").leaf
    assert rows[1][2:6] == ["read", str(people.id("承办李")), str(lead.pk), "done"]
    assert rows[1][7:] == [str(leaf.number), bytes(leaf.hash).hex()]
    assert len(rows) == 3 and "共1条" in rows[2][0] and "审管己" in rows[2][0]
    assert Journal.objects.get(event="export").details["kind"] == "journal"
    assert TITLE not in str(rows)


def test_proofs_of_what_is_filtered_pass_the_stand_alone_verifier(people):
    state_file().unlink(missing_ok=True)
    lead = assigned_lead(people)
    for who in ("承办李", "主任张"):
        Sitting(people, who).get(f"/m/{lead.pk}/")
    seal_new(NOON)
    here = Sitting(people, "审管己", on=date(2023, 6, 2))

    response = here.post(f"{HERE}export/?event=read", 200, form="proof")
    lines = response.content.decode().splitlines()
    state_file().unlink(missing_ok=True)

    assert response["Content-Disposition"] == 'attachment; filename="journal-2023-06-02.jsonl"'
    finding = check(
        lines, [Checkpoint.objects.get().note], keys().checkpoint_public, origin=settings.MINGJIAN_ORIGIN
    )
    assert (finding.outcome, len(lines)) == (Outcome.OK, 2)
    assert finding.why == f"摘录的2条均在大小为{Checkpoint.objects.get().size}的检查点之内。"


def test_statements_do_not_grow_with_entries(people):
    here = Sitting(people, "审管己")
    here.get(HERE)  # names are read
    one = here.statements(HERE)
    for who in ("承办李", "主任张", "书记赵"):
        Sitting(people, who)
    Sitting(people, "承办李").get("/approvals/")

    assert here.statements(HERE) == one
