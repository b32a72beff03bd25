"""The tamper list of LED-16 through the stand-alone verifier: each is caught and located."""

import ast
import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from mingjian.seal import chain, export, merkle
from mingjian.seal.canonical import canonical
from mingjian.seal.checkpoint import Checkpoint, public_line, sign
from mingjian.seal.export import EntryLine, MatterLine
from mingjian.seal.verifier import Outcome, main


def place(finding):
    return (finding.outcome, finding.number)


def index(ledger, number):
    return next(i for i, x in enumerate(ledger.lines) if isinstance(x, EntryLine) and x.number == number)


def with_line(ledger, number, make):
    """The ledger's lines with the one of that number replaced by what `make` makes of it."""
    at = index(ledger, number)
    return [*ledger.lines[:at], *make(ledger.lines[at]), *ledger.lines[at + 1 :]]


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33])
def test_ledger_untouched_is_ok_at_every_size(make_ledger, size):
    ledger = make_ledger(size)
    notes = [ledger.note(each) for each in {0, size // 2, size}]

    finding = ledger.check(*notes)

    assert str(finding) == f"完好：共{size}条，其中最后0条在最后一个检查点之后，尚无见证。 [OK]"


FLIPS = {
    "alg": "sm3-1",
    "matter": b"\x09" * 16,
    "seq": 9,
    "on": None,
    "act": "motf",
    "by": b"\x06" * 16,
    "commitment": b"\x00" * 32,
    "details": {},
    "extra": 1,
}


@pytest.mark.parametrize("field", FLIPS)
@pytest.mark.parametrize("number", [1, 9, 23])
def test_changed_field_is_located(ledger, change, field, number):
    lines = with_line(ledger, number, lambda line: [change(line, **{field: FLIPS[field]})])

    assert place(ledger.check(ledger.note(23), lines=lines)) == (Outcome.BAD_ENTRY, number)


def test_any_bit_of_a_journal_entry_is_located(ledger, change):
    for bit in range(8):
        lines = with_line(ledger, 10, lambda line, bit=bit: [change(line, actor=10 ^ 1 << bit)])
        assert place(ledger.check(ledger.note(23), lines=lines)) == (Outcome.BAD_ENTRY, 10)


@pytest.mark.parametrize("name", ["leaf", "prev", "hash"])
@pytest.mark.parametrize("bit", [0, 100, 255])
def test_any_bit_of_a_stored_hash_is_located(ledger, name, bit):
    def flipped(line):
        value = int.from_bytes(getattr(line, name), "big") ^ 1 << bit
        return [replace(line, **{name: value.to_bytes(32, "big")})]

    assert place(ledger.check(ledger.note(23), lines=with_line(ledger, 7, flipped))) == (Outcome.BAD_ENTRY, 7)


@pytest.mark.parametrize("number", [1, 9, 20, 22])
def test_dropped_entry_is_located(ledger, number):
    finding = ledger.check(ledger.note(23), lines=with_line(ledger, number, lambda line: []))

    assert finding.outcome is Outcome.BAD_ENTRY
    assert finding.number in (number, number + 3)  # by number, or in its chain at the next act of the matter


def test_dropped_entry_names_the_first_missing_number(ledger):
    finding = ledger.check(ledger.note(23), lines=with_line(ledger, 9, lambda line: []))

    assert (finding.number, finding.why) == (9, "此处应为第9号，却是第10号：有缺失、重复、插入或换位。")


def test_dropped_and_renumbered_entry_is_located_in_its_chain(ledger):
    def renumbered(line):
        late = isinstance(line, EntryLine) and line.number > 9
        return replace(line, number=line.number - 1) if late else line

    lines = [renumbered(line) for line in with_line(ledger, 9, lambda line: [])]
    finding = ledger.check(ledger.note(22), lines=lines)

    assert (finding.outcome, finding.matter, finding.seq) == (Outcome.BAD_ENTRY, bytes(16), 3)


def test_last_entries_dropped_are_counted(ledger):
    finding = ledger.check(ledger.note(10), ledger.note(23), lines=ledger.lines[:-3])

    assert (finding.outcome, finding.number, finding.count) == (Outcome.MISSING_TAIL, 21, 3)
    assert finding.why == "检查点有23条，导出只有20条，末尾缺3条。"


@pytest.mark.parametrize("size", [10, 15])
def test_truncation_to_and_between_checkpoints_is_found(ledger, size):
    finding = ledger.check(ledger.note(10), ledger.note(23), lines=ledger.lines[: index(ledger, size) + 1])

    assert (finding.outcome, finding.count) == (Outcome.MISSING_TAIL, 23 - size)


def test_emptied_ledger_is_missing_its_whole_tail(ledger):
    finding = ledger.check(ledger.note(23), lines=[])

    assert (finding.outcome, finding.count) == (Outcome.MISSING_TAIL, 23)


def test_swapped_doubled_and_inserted_entries_are_located(ledger, make_ledger):
    at, lines = index(ledger, 9), ledger.lines
    stranger = make_ledger(9, word="假").lines[-1]
    swapped = [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]
    doubled = [*lines[: at + 1], lines[at], *lines[at + 1 :]]
    inserted = [*lines[: at + 1], stranger, *lines[at + 1 :]]
    journal = [*lines[: at + 1], replace(lines[at + 1], number=10), *lines[at + 1 :]]

    found = [
        place(ledger.check(ledger.note(23), lines=each)) for each in (swapped, doubled, inserted, journal)
    ]

    assert found == [(Outcome.BAD_ENTRY, n) for n in (9, 9, 9, 11)]


def test_forgery_that_is_sound_in_itself_is_a_fork_after_the_last_common_checkpoint(ledger, make_ledger):
    forged = [*ledger.lines[: index(ledger, 13)], *make_ledger(23, word="假").lines[index(ledger, 13) :]]
    whole = make_ledger(23, word="假").lines
    notes = [ledger.note(size) for size in (5, 10, 15, 23)]

    finding = ledger.check(*notes, lines=whole)

    assert (finding.outcome, finding.number) == (Outcome.FORKED, 1)
    assert finding.why == "第1号至第5号之间与已签名的历史不同：整段被改写，或属于另一份台账。"
    assert place(ledger.check(*notes, lines=forged)) == (Outcome.BAD_ENTRY, 13)


def test_rewritten_journal_entry_is_a_fork_between_two_checkpoints(ledger, change):
    def rewritten(line):
        line = change(line, actor=99)
        return [replace(line, leaf=chain.leaf(canonical(line.entry)))]

    lines = with_line(ledger, 15, rewritten)
    finding = ledger.check(*[ledger.note(size) for size in (5, 14, 20, 23)], lines=lines)

    assert (finding.outcome, finding.number) == (Outcome.FORKED, 15)


def test_forgery_signed_with_another_key_is_refused(ledger, make_ledger):
    forged = make_ledger(23, word="假")
    forged.seed = b"\x09" * 32

    assert ledger.check(forged.note(23), lines=forged.lines).outcome is Outcome.BAD_CHECKPOINT


def test_ledger_of_another_body_is_refused(ledger, make_ledger):
    other = make_ledger(23, origin="临川市纪委监委")
    stolen = sign(Checkpoint(ledger.origin, 23, merkle.root(other.leaves)), ledger.seed)

    assert ledger.check(other.note(23), lines=other.lines).outcome is Outcome.BAD_CHECKPOINT
    assert place(ledger.check(stolen, lines=other.lines)) == (Outcome.BAD_ENTRY, 1)


def test_two_signed_roots_of_one_size_are_a_fork(ledger, make_ledger):
    finding = ledger.check(ledger.note(23), make_ledger(23, word="假").note(23))

    assert finding.why == "两个有效签名的检查点大小同为23，根却不同。"
    assert place(finding) == (Outcome.FORKED, 23)


def test_older_backup_is_missing_what_was_signed_since(ledger, make_ledger):
    finding = ledger.check(ledger.note(23), lines=make_ledger(12).lines)

    assert (finding.outcome, finding.count) == (Outcome.MISSING_TAIL, 11)


def test_changed_words_are_located_and_destroyed_words_pass(ledger):
    other = with_line(ledger, 9, lambda line: [replace(line, words=(line.words[0], {"opinion": "改"}))])
    gone = with_line(ledger, 9, lambda line: [replace(line, words=None)])

    assert place(ledger.check(ledger.note(23), lines=other)) == (Outcome.BAD_ENTRY, 9)
    assert ledger.check(ledger.note(23), lines=gone).outcome is Outcome.OK


def test_words_changed_together_with_their_commitment_are_located(ledger, change):
    words = (b"s" * 32, {"opinion": "改"})
    lines = with_line(
        ledger, 9, lambda line: [replace(change(line, commitment=chain.commitment(*words)), words=words)]
    )

    assert place(ledger.check(ledger.note(23), lines=lines)) == (Outcome.BAD_ENTRY, 9)


def test_acts_not_yet_sealed_are_checked_by_their_chain(ledger, change):
    last = replace(ledger.lines[-1], number=None, leaf=None)
    sound = [*ledger.lines[:-1], last]

    finding = ledger.check(ledger.note(22), lines=sound)

    assert finding.why == "共23条，其中最后1条在最后一个检查点之后，尚无见证。"
    tampered = ledger.check(ledger.note(22), lines=[*sound[:-1], change(last, act="x")])
    assert (tampered.outcome, tampered.seq) == (Outcome.BAD_ENTRY, 6)


def test_clock_that_ran_backwards_is_told(ledger, make_ledger):
    line = make_ledger(1).lines[-1]
    at = line.entry["recorded_at"] - timedelta(hours=1)
    entry = {**line.entry, "seq": 2, "recorded_at": at, "commitment": chain.commitment(*line.words)}
    leaf = chain.leaf(canonical(entry))
    late = EntryLine(entry, 2, leaf, line.hash, chain.entry_hash(line.hash, 2, leaf))
    ledger.lines = [*make_ledger(1).lines, late]

    finding = ledger.check(ledger.note(2))

    assert (finding.outcome, finding.number, finding.seq) == (Outcome.CLOCK, 2, 2)


def test_matter_without_its_first_line_or_with_two_is_refused(ledger):
    heads = [line for line in ledger.lines if isinstance(line, MatterLine)]

    without = ledger.check(ledger.note(23), lines=[line for line in ledger.lines if line is not heads[0]])
    twice = ledger.check(ledger.note(23), lines=[heads[0], *ledger.lines])

    assert (without.outcome, without.number) == (Outcome.BAD_ENTRY, 1)
    assert twice.why == f"事项{heads[0].matter.hex()}的链首出现两次。"


@pytest.fixture
def extract(ledger):
    """The acts of one matter, each with its proof."""
    lines = [line for line in ledger.lines if isinstance(line, MatterLine) and line.matter == bytes(16)]
    for line in ledger.lines:
        if isinstance(line, EntryLine) and line.entry.get("matter") == bytes(16):
            proof = merkle.inclusion_proof(ledger.leaves, line.number - 1)
            lines.append(replace(line, proof=proof))
    return lines


def test_extract_is_checked_by_proofs(ledger, extract):
    finding = ledger.check(ledger.note(10), ledger.note(23), lines=extract)

    assert str(finding) == "完好：摘录的6条均在大小为23的检查点之内。 [OK]"


def test_extract_with_anything_unproven_is_refused(ledger, extract):
    last, alone = extract[-1], "摘录中每一条都要有存在证明，全本中都不能有。"
    journal = replace(ledger.lines[index(ledger, 5)], proof=extract[1].proof)
    cases = [
        (replace(last, proof=extract[1].proof), "第21号不在大小为23的检查点之内。"),
        (replace(last, proof=None), alone),
        (replace(last, proof=None, number=None, leaf=None), alone),
        (replace(last, number=None, leaf=None), "尚未入树的条目只能排在全本的最后。"),
        (journal, "第5号在摘录中重复或换位。"),
    ]

    found = [ledger.check(ledger.note(23), lines=[*extract[:-1], line]).why for line, _ in cases]

    assert found == [why for _, why in cases]


def test_forgery_with_one_true_proof_among_it_is_refused(ledger, make_ledger, extract):
    forged = [line for line in make_ledger(23, word="假").lines if line != extract[0]]
    alone = "摘录中每一条都要有存在证明，全本中都不能有。"

    first = ledger.check(ledger.note(23), lines=[*extract[:2], *forged])
    last = ledger.check(ledger.note(23), lines=[extract[0], *forged, extract[-1]])

    assert [(first.outcome, first.why), last.outcome] == [(Outcome.BAD_ENTRY, alone), Outcome.FORKED]


def test_sealed_entry_behind_an_unsealed_one_is_refused(ledger):
    at = index(ledger, 20)
    lines = [*ledger.lines[:at], replace(ledger.lines[at], number=None, leaf=None), *ledger.lines[at + 1 :]]

    finding = ledger.check(ledger.note(10), lines=lines)

    assert (finding.outcome, finding.why) == (Outcome.BAD_ENTRY, "尚未入树的条目只能排在全本的最后。")


@pytest.mark.parametrize(
    "line",
    ["x", "[]", '{"entry": 1}', '{"entry": {"a": 1.5}}', '{"entry": {}, "entry": {}}', '{"matter": "0g"}'],
)
def test_line_of_another_format_is_unreadable(ledger, line):
    from mingjian.seal.verifier import check

    finding = check([line], [ledger.note(0)], ledger.public, origin=ledger.origin)

    assert (finding.outcome, finding.why) == (Outcome.UNREADABLE, "导出文件第1行不合格式，请重新导出。")


def test_ledger_without_checkpoint_is_never_called_ok(ledger):
    assert ledger.check().outcome is Outcome.BAD_CHECKPOINT


def test_export_gives_every_line_back(ledger):
    assert list(export.read(map(export.write, ledger.lines))) == ledger.lines


def test_command_prints_one_finding_and_returns_its_code(ledger, tmp_path, capsys):
    entries, note, key = (tmp_path / name for name in ("entries.jsonl", "note.txt", "key.txt"))
    entries.write_text("\n".join(map(export.write, ledger.lines)), "utf-8")
    note.write_text(ledger.note(23), "utf-8")
    key.write_text(public_line(ledger.origin, ledger.public), "utf-8")
    call = [sys.executable, "-m", "mingjian.seal.verifier", str(entries), str(note), "--key", str(key)]
    found = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"}

    sound = subprocess.run(call, capture_output=True, encoding="utf-8", env=found)
    entries.write_text("\n".join(map(export.write, ledger.lines[:-1])), "utf-8")
    cut = main(call[3:])

    assert (sound.returncode, sound.stdout) == (
        0,
        "完好：共23条，其中最后0条在最后一个检查点之后，尚无见证。 [OK]\n",
    )
    assert (cut, capsys.readouterr().out) == (
        4,
        "末尾缺失：检查点有23条，导出只有22条，末尾缺1条。 [missing tail]\n",
    )
    assert main([str(tmp_path / "none"), str(note), "--key", str(key)]) == 2


def test_verifier_needs_neither_django_nor_a_database_nor_the_other_rooms():
    code = "import sys, mingjian.seal.verifier; print(sorted({name.split('.')[0] for name in sys.modules}))"
    code += "; print(sorted(name for name in sys.modules if name.startswith('mingjian.')))"
    found = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=found)
    top, own = ran.stdout.splitlines()

    assert not {"django", "sqlite3", "psycopg", "yaml"} & set(ast.literal_eval(top))
    assert all(name.startswith("mingjian.seal") for name in ast.literal_eval(own))
