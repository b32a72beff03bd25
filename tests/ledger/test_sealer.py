"""The sealer: every committed entry gets one number, checkpoints continue each other, contradictions are refused."""

from datetime import date, timedelta

import pytest

from mingjian.ledger import entries
from mingjian.ledger.chain import leaf_of
from mingjian.ledger.journal import note
from mingjian.ledger.models import Act, Checkpoint, Journal, Leaf
from mingjian.ledger.record import record_act
from mingjian.ledger.sealer import seal_new
from mingjian.ledger.sealing import keys
from mingjian.seal.checkpoint import verify
from mingjian.seal.merkle import root
from mingjian.seal.signer import SignerRefuses
from tests.ledger.seals import NOON, assigned, at, do, lead, state_file
from tests.people import city

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    state_file().unlink(missing_ok=True)
    yield city()
    state_file().unlink(missing_ok=True)


def stored_root(size: int) -> bytes:
    return root(
        bytes(item)
        for item in Leaf.objects.filter(number__lte=size).order_by("number").values_list("hash", flat=True)
    )


def test_acts_and_journal_become_leaves_in_order_and_are_signed(people):
    matter = assigned(people)
    note("read", officer=people.id("承办李"), outcome="done", matter=matter.id, details={"view": "matter"})

    signed = seal_new(NOON)

    assert (signed.size, Leaf.objects.count()) == (4, 4)
    checkpoint = verify(signed.note, keys().checkpoint_public)
    assert (checkpoint.size, checkpoint.root) == (4, stored_root(4))
    assert checkpoint.extensions[-2:] == ("count act 3", "count journal 1")
    assert list(Leaf.objects.order_by("number").values_list("act__seq", flat=True)) == [1, 2, 3, None]
    entry = entries.journal("WHERE j.id = %s", [Journal.objects.get().pk])[0]
    assert leaf_of(entry.entry()) == bytes(Leaf.objects.get(number=4).hash)


def test_nothing_new_is_not_signed_and_what_follows_continues(people):
    matter = lead(people)
    first = seal_new(NOON)
    assert seal_new(NOON + timedelta(minutes=10)) is None
    do(people, matter, "note", "案管王", date(2023, 3, 2), remark="材料")

    second = seal_new(NOON + timedelta(minutes=20))

    sizes = [verify(item.note, keys().checkpoint_public).size for item in (first, second)]
    assert sizes == [1, 2]
    assert verify(second.note, keys().checkpoint_public).extensions[0].startswith("previous ")


def test_an_hour_of_silence_brings_a_heartbeat(people):
    lead(people)
    seal_new(NOON)

    signed = seal_new(NOON + timedelta(hours=1))

    assert (signed.size, Journal.objects.get().event) == (2, "heartbeat")


def test_an_empty_ledger_has_no_checkpoint(people):
    assert seal_new(NOON) is None
    assert not Checkpoint.objects.exists()


def test_changed_act_is_not_sealed(people):
    matter = assigned(people)
    Act.objects.filter(matter=matter, seq=2).update(code="note")

    with pytest.raises(SignerRefuses) as refusal:
        seal_new(NOON)

    assert (
        str(refusal.value)
        == "临纪线〔2023〕1号第2条的内容与记录时不符，拒绝封存；请运行mingjian verify查明。"
    )
    assert not Leaf.objects.exists()


def test_smaller_ledger_is_not_signed(people):
    assigned(people)
    seal_new(NOON)
    Leaf.objects.filter(number=3).delete()
    Checkpoint.objects.all().delete()
    act = Act.objects.get(seq=3)
    act.documents.all().delete()
    act.delete()

    with pytest.raises(SignerRefuses) as refusal:
        seal_new(NOON)

    assert str(refusal.value) == "已签名3条，台账中现在只有2条，拒绝签名；请运行mingjian verify查明。"


def test_lost_state_is_not_begun_anew(people):
    assigned(people)
    seal_new(NOON)
    state_file().unlink()

    with pytest.raises(SignerRefuses):
        seal_new(NOON)


def test_checkpoint_lost_in_a_crash_is_made_again(people):
    assigned(people)
    seal_new(NOON)
    Checkpoint.objects.all().delete()

    again = seal_new(NOON + timedelta(minutes=1))

    assert (again.size, verify(again.note, keys().checkpoint_public).root) == (3, stored_root(3))


def test_acts_of_a_matter_keep_their_order_at_one_instant_and_when_the_clock_is_set_back(people):
    matter = lead(people)
    for hour in (12, 11, 11, 10):
        with at(date(2023, 3, 2), hour):
            record_act(
                matter, "note", by=people.id("案管王"), on=date(2023, 3, 2), details={"remark": "材料"}
            )

    seal_new(NOON)

    assert list(Leaf.objects.order_by("number").values_list("act__seq", flat=True)) == [1, 2, 3, 4, 5]
