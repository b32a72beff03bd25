"""Verification: a sound ledger is sound, and every kind of tampering is found and located."""

from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection

from mingjian.law.running import Running
from mingjian.law.values import BEIJING
from mingjian.leads.models import Lead
from mingjian.ledger import clocks, entries
from mingjian.ledger.chain import leaf_of
from mingjian.ledger.documents import folder, stage
from mingjian.ledger.journal import note
from mingjian.ledger.models import Act, Checkpoint, Clock, Document, Journal, Leaf, Matter, Participation
from mingjian.ledger.record import record_act
from mingjian.ledger.rows import Insert, fetch, table, write
from mingjian.ledger.sealer import seal_new
from mingjian.ledger.stored import Range, stored
from mingjian.ledger.verify import note_verification, verify
from mingjian.org.models import Officer
from mingjian.seal.chain import entry_hash
from tests.ledger.seals import NOON, assigned, at, do, state_file
from tests.people import city
from tests.stories import study

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = "临纪线〔2023〕1号"


@pytest.fixture
def people():
    state_file().unlink(missing_ok=True)
    yield city()
    state_file().unlink(missing_ok=True)


@pytest.fixture
def ledger(people):
    """Three leads: assigned; proposed and returned, with a paper; one more assigned. Sealed, and one entry after that."""
    one, two, _ = (
        assigned(people),
        assigned(people, title="反映某局长收受礼金问题"),
        assigned(people, title="第三件"),
    )
    studied = study(people, date(2023, 3, 20), "主任张", "承办李")
    do(
        people,
        two,
        "propose_disposal",
        "承办李",
        date(2023, 3, 20),
        disposal_way="close",
        close_ground="untrue",
        study=studied,
        disposal_opinion="不实",
    )
    do(people, two, "return", "主任张", date(2023, 3, 21), opinion="请补充")
    with at(date(2023, 3, 22)):
        paper = stage(two, "谈话笔录.txt", BytesIO("某年某月某日谈话".encode()), kind="transcript", size=24)
        record_act(
            two,
            "note",
            by=people.id("承办李"),
            on=date(2023, 3, 22),
            details={"remark": "笔录"},
            documents=[paper],
        )
    note("read", officer=people.id("承办李"), outcome="done", matter=one.id, details={"view": "matter"})
    seal_new(NOON)
    do(people, one, "note", "承办李", date(2023, 6, 2), remark="材料")
    return Matter.objects.get(pk=one.id), Matter.objects.get(pk=two.id)


def found(open_words=True, **more) -> list[str]:
    return [str(problem) for problem in verify(open_words=open_words, **more).problems]


def sql(statement, *values):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys=OFF")
        else:
            cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute(
            "PRAGMA foreign_keys=ON"
            if connection.vendor == "sqlite"
            else "SET session_replication_role = DEFAULT"
        )


def test_sound_ledger_has_no_problems(ledger):
    seen = []

    report = verify(open_words=True, on_progress=lambda done, of: seen.append((done, of)))

    assert [str(problem) for problem in report.problems] == []
    expected = {
        "matters": 3,
        "acts": 13,
        "leaves": 13,
        "checkpoints": 1,
        "words": 10,
        "documents": 1,
        "rights": 7,
    }
    assert dict(report.counts) == expected
    assert seen == [(3, 3)]


def test_result_is_entered_in_the_journal(ledger):
    note_verification(verify(open_words=False), officer=None)

    entry = Journal.objects.get(event="verification")
    assert (entry.outcome, entry.details) == ("done", {"problems": 0, "acts": 13, "words": 0})


def swap_acts(matter):
    """The second act and the third change places: all that they say, under each other's number."""
    two, three = Act.objects.get(matter=matter, seq=2), Act.objects.get(matter=matter, seq=3)
    Act.objects.filter(pk=two.pk).update(seq=99)
    Act.objects.filter(pk=three.pk).update(seq=2)
    Act.objects.filter(pk=two.pk).update(seq=3)


def change_details(matter):
    act = Act.objects.get(matter=matter, seq=1)
    Act.objects.filter(pk=act.pk).update(details={**act.details, "lead_origin": "inspection"})


def swap_words(one, two):
    """The sealed words of one matter in the place of another's, commitments and all."""
    mine, other = Act.objects.get(matter=one, seq=3), Act.objects.get(matter=two, seq=3)
    Act.objects.filter(pk=mine.pk).update(sealed=other.sealed)


TAMPERED = {
    "code of an act": (
        lambda one, two: Act.objects.filter(matter=one, seq=4).update(code="link"),
        ["{no}第4条：第4条的内容与其散列不符：内容被改动。"],
    ),
    "details of an act": (
        lambda one, two: change_details(one),
        [
            "{no}第1条：第1条的内容与其散列不符：内容被改动。",
            "{no}：台账字段的lead_origin存为“petition”，按办理记录应为“inspection”。",
        ],
    ),
    "details past reading": (
        lambda one, two: sql(
            "UPDATE ledger_act SET details = '{' WHERE seq = 4 AND matter_id = %s", raw(one)
        ),
        [
            "{no}第4条：第4条的内容与其散列不符：内容被改动。",
            "{no}：办理记录无法重放（IndexError）：有办理行为被改动或缺失。",
        ],
    ),
    "day of an act": (
        lambda one, two: Act.objects.filter(matter=one, seq=4).update(on=date(2023, 6, 1)),
        ["{no}第4条：第4条的内容与其散列不符：内容被改动。"],
    ),
    "officer of an act": (
        lambda one, two: Act.objects.filter(matter=one, seq=4).update(officer_id=who("书记赵")),
        ["{no}第4条：第4条的内容与其散列不符：内容被改动。"],
    ),
    "words moved": (
        swap_words,
        ["{no}第3条：密封的文字打不开或与承诺值不符：被改动或移到了别处。"],
    ),
    "words dropped": (
        lambda one, two: Act.objects.filter(matter=one, seq=3).update(sealed=None),
        ["{no}第3条：密封的文字打不开或与承诺值不符：被改动或移到了别处。"],
    ),
    "title": (
        lambda one, two: Matter.objects.filter(pk=one.pk).update(title=two.title),
        ["{no}：标题打不开：被改动或移到了别处。"],
    ),
    "key": (
        lambda one, two: Matter.objects.filter(pk=one.pk).update(key=two.key),
        ["{no}：事项密钥打不开：被改动或换成了别的密钥。"],
    ),
    "record column": (
        lambda one, two: Lead.objects.filter(pk=one.pk).update(rank_class="county"),
        ["{no}：台账字段的rank_class存为“county”，按办理记录应为“township”。"],
    ),
    "record dropped": (
        lambda one, two: sql("DELETE FROM leads_lead WHERE matter_id = %s", raw(one)),
        ["{no}：缺少台账字段所在的行：整行被删去。"],
    ),
    "step": (
        lambda one, two: Matter.objects.filter(pk=one.pk).update(step="closed"),
        ["{no}：表头的step存为“closed”，按办理记录应为“assigned”。"],
    ),
    "handler": (
        lambda one, two: Matter.objects.filter(pk=one.pk).update(handler=None),
        ["{no}：表头的handler_id存为“None”，按办理记录应为“{承办李}”。"],
    ),
    "clock": (
        lambda one, two: Clock.objects.filter(matter=one, rule="C-10").update(due_on=date(2024, 1, 1)),
        ["{no}第3条：时限C-10的due_on存为“2024-01-01”，按办理记录应为“2023-04-03”。"],
    ),
    "clock dropped": (
        lambda one, two: Clock.objects.filter(matter=one, rule="C-10").delete(),
        ["{no}第3条：缺少时限C-10，按办理记录应当有。"],
    ),
    "right forged": (
        lambda one, two: Participation.objects.create(
            matter=one,
            officer_id=who("书记赵"),
            role="handler",
            since_by=3,
            since=date(2023, 3, 3),
            mac=bytes(32),
        ),
        [
            "{no}：账号{书记赵}现有参与权（handler），办理记录中没有。",
            "{no}第3条：账号{书记赵}的参与权（handler）校验不符：不是系统写入的。",
        ],
    ),
    "right taken": (
        lambda one, two: Participation.objects.filter(matter=one, role="handler").update(
            until=date(2023, 3, 4)
        ),
        ["{no}：账号{承办李}按办理记录应有参与权（handler），现在没有。"],
    ),
    "act in the middle dropped": (
        lambda one, two: sql("DELETE FROM ledger_act WHERE seq = 2 AND matter_id = %s", raw(one)),
        [
            "{no}第2条：此处应为第2条，却是第3条：有缺失、重复、插入或换位。",
            "{no}：办理记录无法重放（KeyError）：有办理行为被改动或缺失。",
            "树中第{leaf2}号叶子所指的办理行为不存在：被删去。",
        ],
    ),
    "last act dropped": (
        lambda one, two: sql("DELETE FROM ledger_act WHERE seq = 4 AND matter_id = %s", raw(one)),
        [
            "{no}第4条：表头记到第4条，办理行为实有3条，首尾不符：有增删。",
            "{no}：表头的seq存为“4”，按办理记录应为“3”。",
        ],
    ),
    "acts swapped": (
        lambda one, two: swap_acts(one),
        [
            "{no}第2条：第2条没有接在第1条之后。",
            "{no}：办理记录无法重放（KeyError）：有办理行为被改动或缺失。",
        ],
    ),
    "journal": (
        lambda one, two: Journal.objects.update(outcome="refused"),
        ["树中第{journal}号日志的内容与叶子不符：被改动。"],
    ),
    "leaf dropped": (
        lambda one, two: Leaf.objects.filter(number=5).delete(),
        ["树中缺少第5号叶子，其后为第6号：有条目被删去或换号。"],
    ),
    "newest leaves dropped": (
        lambda one, two: Leaf.objects.filter(number__gt=10).delete(),
        ["检查点已签到第13号，树中只有10号：末尾缺3条。"],
    ),
    "checkpoint": (
        lambda one, two: Checkpoint.objects.update(
            note=Checkpoint.objects.get().note.replace("\n13\n", "\n12\n")
        ),
        ["大小为12的检查点没有本台账密钥的有效签名。"],
    ),
    "number": (
        lambda one, two: Matter.objects.filter(pk=one.pk).update(number="临纪线〔2023〕9号"),
        [
            "临纪线〔2023〕9号第1条：编号存为“临纪线〔2023〕9号”，登记时为“{no}”。",
            "临江市纪委监委2023年问题线索第1号不在台账中：整件缺失或被换号。",
            "临江市纪委监委2023年问题线索编号已到第9号，计数只到3：计数被改动。",
        ],
    ),
}


def who(name):
    return Officer.objects.get(name=name).pk


def raw(matter):
    return matter.id.hex if connection.vendor == "sqlite" else matter.id


@pytest.mark.parametrize("what", TAMPERED)
def test_tampering_is_found_and_located(ledger, people, what):
    one, two = ledger
    numbers = {
        f"leaf{act.seq}": act.leaf.number for act in Act.objects.filter(matter=one, leaf__isnull=False)
    }
    numbers |= {"journal": Leaf.objects.get(act=None).number}
    numbers |= {name: officer.pk for name, officer in people.officers.items()}
    tamper, said = TAMPERED[what]

    tamper(one, two)

    assert found() == [text.format(no=NUMBER, **numbers) for text in said]


def drop(matter):
    """The whole matter with all that hangs on it, and its leaves."""
    for name in ("opinion", "duty", "participation", "clock", "proposal"):
        sql(f"DELETE FROM ledger_{name} WHERE matter_id = %s", raw(matter))
    sql("UPDATE ledger_journal SET matter_id = NULL")
    sql(
        "DELETE FROM ledger_leaf WHERE act_id IN (SELECT id FROM ledger_act WHERE matter_id = %s)",
        raw(matter),
    )
    sql("DELETE FROM ledger_act WHERE matter_id = %s", raw(matter))
    sql("DELETE FROM leads_lead WHERE matter_id = %s", raw(matter))
    sql("DELETE FROM ledger_matter WHERE id = %s", raw(matter))


def test_dropped_matter_is_missed_by_its_number_and_its_leaves(ledger):
    gone = set(Leaf.objects.filter(act__matter=ledger[0]).values_list("number", flat=True))
    after = next(number for number in range(min(gone), 14) if number not in gone)

    drop(ledger[0])

    assert found() == [
        "临江市纪委监委2023年问题线索第1号不在台账中：整件缺失或被换号。",
        f"树中缺少第{min(gone)}号叶子，其后为第{after}号：有条目被删去或换号。",
    ]


def test_history_rewritten_with_all_hashes_is_found_by_the_checkpoint(ledger):
    one = ledger[0]
    Act.objects.filter(matter=one, seq=4).delete()
    act = Act.objects.get(matter=one, seq=3)
    Act.objects.filter(pk=act.pk).update(officer_id=who("常委钱"))
    row = entries.acts("WHERE a.id = %s", [raw(act)])[0]
    leaf = leaf_of(row.entry())
    head = entry_hash(row.prev, 3, leaf)
    Act.objects.filter(pk=act.pk).update(hash=head)
    Leaf.objects.filter(act=act).update(hash=leaf)
    Matter.objects.filter(pk=one.pk).update(head=head, seq=3)

    last = Leaf.objects.count()
    assert found() == [f"树中第1号至第{last}号与已签名的检查点不符：历史被改写。"]


def test_cut_to_an_older_checkpoint_is_found_by_the_witness(ledger):
    witnessed = Checkpoint.objects.get().note
    Checkpoint.objects.all().delete()
    Leaf.objects.filter(number__gt=11).delete()

    assert found() == []
    assert found(checkpoint=witnessed) == ["检查点已签到第13号，树中只有11号：末尾缺2条。"]


def test_paper_changed_on_disk_is_found(ledger):
    document = Document.objects.get()
    path = folder() / document.file[:2] / document.file
    data = bytearray(path.read_bytes())
    data[200] ^= 1
    path.write_bytes(data)

    assert found() == [f"临纪线〔2023〕2号第6条：文件{document.file}打不开：被改动、截断或移到了别处。"]
    path.unlink()
    assert found() == [f"临纪线〔2023〕2号第6条：文件{document.file}不在文件目录中，请从备份恢复。"]
    assert found(open_words=False) == []


def test_destroyed_key_is_erased_and_still_verifies(ledger):
    Matter.objects.filter(pk=ledger[1].pk).update(key=b"")
    Act.objects.filter(matter=ledger[1]).update(sealed=None)

    report = verify(open_words=True)

    assert (report.is_sound, report.counts["erased"], report.counts["words"]) == (True, 1, 5)


def test_without_keys_chain_tree_and_replay_are_checked(ledger, settings, tmp_path):
    public = (Path(settings.MINGJIAN_KEYS) / "checkpoint.public").read_bytes()
    (tmp_path / "checkpoint.public").write_bytes(public)
    settings.MINGJIAN_KEYS = tmp_path

    assert verify(open_words=False).is_sound


def test_clock_is_said_as_the_database_says_its_row(ledger):
    at = datetime(2023, 3, 1, 23, 30, tzinfo=BEIJING)
    fine, end = at.replace(microsecond=120_000), at + timedelta(hours=24)
    day = date(2023, 3, 31)
    running = [
        Running("in hours", date(2018, 1, 1), 1, at, end, end, state="stopped", stopped_by=2, stopped_on=day, stopped_at=fine),
        Running("held", date(2018, 1, 1), 1, day, day, day, True, "paused", extensions=["1 m"], pauses=[(day, day), (day, None)]),
        Running("without day", date(2018, 1, 1), 1, day, None, None, escalated=2),
    ]  # fmt: skip
    matter = ledger[0]
    write([Insert(table(Clock), [clocks.row(matter.id, clock) for clock in running])])

    (kept,) = stored(Range(matter.id, matter.id))

    assert [clock for clock in map(clocks.said, running) if clock not in kept.clocks] == []
    assert clocks.read(fetch(clocks.OF_MATTER, [table(Clock).write("matter_id", matter.id)])[0][0])[
        -3:
    ] == list(map(clocks.said, running))
    assert [clocks.of_said(clocks.said(clock)) for clock in running] == running


def test_corrected_and_annulled_acts_replay_to_what_is_stored(people):
    matter = assigned(people)
    do(
        people,
        matter,
        "correct",
        "承办李",
        date(2023, 3, 6),
        entry=1,
        values={"rank_class": "county"},
        reason="笔误",
    )
    do(people, matter, "approve", "主任张", date(2023, 3, 7))
    before = set(Clock.objects.values_list("rule", "started_by", "state"))
    do(people, matter, "annul", "承办李", date(2023, 3, 8), entry=2, reason="分办有误")
    do(people, matter, "approve", "书记赵", date(2023, 3, 9))

    matter.refresh_from_db()
    assert Lead.objects.get().rank_class == "county"
    assert (matter.step, matter.handler_id) == ("registered", None)
    assert ("C-10", 3, "running") in before
    assert not Clock.objects.filter(rule="C-10").exists()
    assert found() == []
