"""What is exported is what the stand-alone verifier accepts, and it finds what was changed before exporting."""

from datetime import date

import pytest
from django.conf import settings

from mingjian.ledger.export import extract, journal_extract, whole
from mingjian.ledger.journal import note
from mingjian.ledger.models import Act, Checkpoint, Journal, Matter
from mingjian.ledger.sealer import seal_new
from mingjian.ledger.sealing import keys
from mingjian.seal.verifier import Outcome, check
from tests.ledger.seals import NOON, assigned, do, state_file
from tests.people import city

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ledger():
    """Two leads and a journal entry, sealed; one act after that."""
    state_file().unlink(missing_ok=True)
    people = city()
    one, _ = assigned(people), assigned(people)
    note("read", officer=people.id("承办李"), outcome="done", matter=one.id, details={"view": "matter"})
    seal_new(NOON)
    do(people, one, "note", "承办李", date(2023, 6, 2), remark="材料")
    yield Matter.objects.get(pk=one.pk)
    state_file().unlink(missing_ok=True)


def found(lines):
    notes = [Checkpoint.objects.get().note]
    return check(lines, notes, keys().checkpoint_public, origin=settings.MINGJIAN_ORIGIN)


def test_whole_ledger_passes_the_stand_alone_verifier(ledger):
    finding = found(whole())

    assert (finding.outcome, finding.why) == (
        Outcome.OK,
        "共8条，其中最后1条在最后一个检查点之后，尚无见证。",
    )


def test_extract_proves_each_act_of_a_matter(ledger):
    lines = list(extract(ledger))

    assert len(lines) == 1 + 3
    assert found(lines).outcome is Outcome.OK
    assert found([lines[0], *lines[2:]]).outcome is Outcome.BAD_ENTRY


def test_entries_of_the_journal_are_proved_and_changes_found(ledger):
    late = note_of(ledger)
    ids = list(Journal.objects.values_list("pk", flat=True))

    lines = list(journal_extract(ids))

    assert len(lines) == len(ids) - 1  # the last is not sealed yet
    assert found(lines).outcome is Outcome.OK
    assert list(journal_extract([late])) == []
    Journal.objects.filter(event="read").update(officer=None)
    assert found(journal_extract(ids)).outcome is Outcome.BAD_ENTRY


def note_of(matter):
    note("read", officer=None, outcome="done", matter=matter.id, details={"view": "matter"})
    return Journal.objects.latest("pk").pk


def test_changed_act_is_found_by_the_stand_alone_verifier(ledger):
    Act.objects.filter(matter=ledger, seq=2).update(on=date(2023, 3, 1))

    finding = found(whole())

    assert (finding.outcome, finding.matter, finding.seq) == (Outcome.BAD_ENTRY, ledger.id.bytes, 2)


def test_words_are_not_in_the_export(ledger):
    assert "津贴" not in "".join(whole())
