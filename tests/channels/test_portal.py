"""Envelopes of the public site become reports and additions, once each; answers go back in fixed words only."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from mingjian.channels import answers, envelopes
from mingjian.channels.answering import answer_new
from mingjian.channels.answers import Saying
from mingjian.channels.envelopes import Letter, Named, Paper, new_salt
from mingjian.channels.fetching import commission, fetch, receiving_unit, try_again
from mingjian.channels.models import Mailbox, SetAside
from mingjian.complaints.acts import register
from mingjian.complaints.models import Complaint
from mingjian.law.refusal import Refused
from mingjian.ledger.documents import read
from mingjian.ledger.history import acts_of
from mingjian.ledger.models import Act, Clock, Document, Journal, Leaf, Matter
from mingjian.ledger.sealer import seal_new
from mingjian.ledger.sealing import keys, matter_key, open_act_words, title
from mingjian.ledger.verify import verify
from mingjian.parties.acts import Identity
from mingjian.parties.models import Complainant
from mingjian.vault import CannotOpen
from mingjian.vault.custodian import read_private_key
from mingjian.vault.keys import open_identity
from mingjian.vault.query_code import box_of, new_code, new_mailbox, open_mailbox
from tests.ledger.seals import NOON, state_file
from tests.people import city
from tests.stories import agree, at, complaint, do, facts, report

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 3, 1)
TEXT = "二〇二三年二月，钱某收受某公司现金五万元。有人看见。"


@pytest.fixture
def people():
    state_file().unlink(missing_ok=True)
    yield city()
    state_file().unlink(missing_ok=True)


class Reporter:
    """Somebody at the public site: sends, adds, looks; holds nothing but the query code."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.code = folder, new_code()
        self.public, self.private = new_mailbox(self.code)

    def sends(self, *, papers=(), identity=None, number="2023-0001", **more) -> Letter:
        letter = Letter(
            id=uuid4(), kind="report", box=box_of(self.code), number=number, received_on=DAY, mailbox=self.public.hex(),
            text=TEXT, salt=new_salt(), is_signed=identity is not None, identity=uuid4() if identity else None,
            papers=tuple(Paper(name=name, media_type="text/plain", size=len(data)) for name, data in papers), **more,
        )  # fmt: skip
        return self.posts(letter, papers, identity)

    def adds(self, text="", *, papers=(), identity=None) -> Letter:
        letter = Letter(
            id=uuid4(), kind="addition", box=box_of(self.code), number="2023-0001", received_on=DAY, text=text,
            is_signed=identity is not None, identity=uuid4() if identity else None,
            papers=tuple(Paper(name=name, media_type="text/plain", size=len(data)) for name, data in papers),
        )  # fmt: skip
        return self.posts(letter, papers, identity)

    def posts(self, letter, papers=(), identity=None) -> Letter:
        (self.folder / "in").mkdir(parents=True, exist_ok=True)
        public = keys().public
        parts = envelopes.seal_enclosures(letter, public, [data for _name, data in papers], identity)
        envelopes.write(self.folder / "in", letter, parts | envelopes.seal_letter(letter, public), 3600.0)
        return letter

    def sees(self) -> answers.Answer | None:
        return answers.read(self.folder / "out", box_of(self.code), open_mailbox(self.code, self.private))


@pytest.fixture
def reporter(tmp_path) -> Reporter:
    return Reporter(tmp_path)


def fetched(people, reporter, on=DAY):
    with at(on):
        return fetch(reporter.folder, unit=people.unit, on=on)


def words(matter, seq):
    act = Act.objects.get(matter=matter, seq=seq)
    return open_act_words(matter_key(matter.key, matter.pk), act.pk, matter.pk, act.sealed).words


def answered(reporter) -> int:
    with at(DAY):
        return answer_new(reporter.folder, everything=True)


def test_envelope_becomes_a_report_in_the_petition_office(people, reporter):
    letter = reporter.sends(
        persons=(Named(name="钱某", unit="某局", post="副局长", area="城东区"),),
        amount="五万元",
        source="亲眼所见",
    )

    done = fetched(people, reporter)

    assert (done.registered, done.added, done.waiting, done.aside) == (1, 0, 0, [])
    complaint = Complaint.objects.select_related("matter").get()
    matter = complaint.matter
    assert (matter.step, matter.opened_on, matter.unit_id, matter.department_id) == (
        "registered", DAY, people.unit.pk, people.department("信访室"))  # fmt: skip
    assert (complaint.channel, complaint.origin, complaint.content_class) == ("network", "self", "accusation")
    assert (complaint.is_signed, complaint.is_repeat, complaint.is_online) == (False, False, True)
    said = words(matter, 1)
    assert said["content"] == f"{TEXT}\n涉及金额：五万元\n怎么知道的：亲眼所见\n地区：城东区（钱某）"
    assert said["receipt"] == f"2023-0001，承诺值{letter.commitment.hex()}"
    assert title(matter) == "反映某局副局长钱某问题"
    assert Act.objects.get().officer_id is None
    assert list((reporter.folder / "in").iterdir()) == []


def test_same_envelope_twice_is_one_report(people, reporter):
    letter = reporter.sends(papers=[("说明.txt", b"one")])
    fetched(people, reporter)
    reporter.posts(letter, [("说明.txt", b"one")])

    done = fetched(people, reporter)

    assert (done.registered, Matter.objects.count(), Document.objects.count()) == (0, 1, 1)
    assert list((reporter.folder / "in").iterdir()) == []


def test_envelope_that_another_process_has_taken_in_is_no_fault(people, reporter, monkeypatch):
    reporter.sends()
    known = Path.glob
    monkeypatch.setattr(
        Path, "glob", lambda self, pattern: [*known(self, pattern), self / f"{uuid4().hex}.envelope"]
    )

    done = fetched(people, reporter)

    assert (done.registered, done.aside) == (1, [])


def test_identity_passes_through_unopened(people, reporter, settings):
    reporter.sends(identity={"name": "孙小某", "phone": "13800001234", "other": "晚上"}, protection="threat")

    fetched(people, reporter)

    matter = Matter.objects.get()
    complainant = Complainant.objects.get()
    place = envelopes.identity_place(complainant.pk)
    assert complainant.is_named and complainant.matter == matter
    with pytest.raises(CannotOpen):
        keys().open_content(bytes(complainant.identity), place)
    custodian = read_private_key(Path(settings.MINGJIAN_KEYS) / "custodian.private", "只在测试中使用的口令")
    assert open_identity(custodian, bytes(complainant.identity), place).decode() == (
        '{"name": "孙小某", "other": "晚上", "phone": "13800001234"}')  # fmt: skip
    assert [row["code"] for row in acts_of(matter.pk)] == ["register_online", "request_protection"]
    assert {"C-03", "protection_house"} <= set(
        Clock.objects.filter(matter=matter, state="running").values_list("rule", flat=True)
    )


def test_files_lie_sealed_under_the_key_of_the_report(people, reporter):
    reporter.sends(papers=[("说明.txt", "一句话".encode()), ("附表.txt", b"two")])

    fetched(people, reporter)

    matter = Matter.objects.get()
    found = {b"".join(read(document, matter)) for document in Document.objects.select_related("act")}
    assert found == {"一句话".encode(), b"two"}
    assert verify(open_words=True).is_sound


@pytest.mark.parametrize("text", ["", "门卫李某也看见了。"])
def test_addition_is_an_entry_of_the_file(people, reporter, text):
    reporter.sends()
    fetched(people, reporter)
    reporter.adds(text, papers=[("照片.txt", b"x")])

    assert fetched(people, reporter).added == 1

    matter = Matter.objects.get()
    assert [row["code"] for row in acts_of(matter.pk)] == ["register_online", "receive_addition"]
    assert words(matter, 2).get("content", "") == text
    assert Document.objects.filter(act__seq=2).count() == 1


def test_addition_waits_for_its_report(people, reporter):
    reporter.adds("先到的补充。")

    assert (fetched(people, reporter).waiting, Matter.objects.count()) == (1, 0)

    reporter.sends()
    done = fetched(people, reporter)
    assert (done.registered, done.added, done.waiting) == (1, 1, 0)


def test_name_given_later_makes_it_a_named_report(people, reporter):
    reporter.sends()
    fetched(people, reporter)
    reporter.adds(identity={"name": "孙小某", "phone": "13800001234"})

    fetched(people, reporter)

    assert Complaint.objects.get().is_signed
    assert [row["code"] for row in acts_of(Matter.objects.get().pk)][1:] == [
        "receive_addition",
        "record_identity",
    ]
    assert Complainant.objects.get().is_named


def not_accepted(people, matter):
    of_courts = "属于人民法院职责范围。"
    do(people, matter, "not_accept", "信访孙", DAY, not_accepted_ground="other_organ", reason=of_courts)
    agree(people, matter, DAY, "信访主任周")


def test_name_given_after_the_end_is_kept_and_changes_nothing(people, reporter):
    reporter.sends()
    fetched(people, reporter)
    matter = Matter.objects.get()
    not_accepted(people, matter)
    reporter.adds(identity={"name": "孙小某", "phone": "13800001234"})

    assert fetched(people, reporter).added == 1

    assert not Complaint.objects.get().is_signed
    assert Complainant.objects.count() == 1


def broken(reporter, how):
    letter = reporter.sends()
    path = reporter.folder / "in" / f"{letter.id.hex}.envelope"
    data = path.read_bytes()
    path.unlink()
    path = reporter.folder / "in" / f"{(uuid4() if how == 'renamed' else letter.id).hex}.envelope"
    path.write_bytes({"cut": data[: len(data) // 2], "changed": data.replace(data[200:210], bytes(10)), "renamed": data,
                      "nonsense": b"not an envelope"}[how])  # fmt: skip


@pytest.mark.parametrize(
    ("how", "why", "code"),
    [
        ("cut", "信封不完整：可能没有传完，请重新传送。", "cut"),
        ("nonsense", "信封不完整：可能没有传完，请重新传送。", "cut"),
        ("changed", "信封", ""),
        ("renamed", "信封打不开：不是封给本机关的，或已损坏。", "closed"),
    ],
)
def test_broken_envelope_is_set_aside_and_keeps_no_other_waiting(people, reporter, how, why, code):
    broken(reporter, how)
    other = Reporter(reporter.folder)
    other.sends(number="2023-0002")

    done = fetched(people, reporter)

    assert done.registered == 1
    assert len(done.aside) == 1 and why in done.aside[0]
    (kept,) = (reporter.folder / "aside").iterdir()
    aside = SetAside.objects.get()
    assert (aside.name, aside.why) == (kept.name, code or aside.why)
    assert Journal.objects.get(event="envelope_aside").details["change"] == aside.why
    assert Mailbox.objects.get().number == "2023-0002"


def test_envelope_set_aside_is_tried_again_when_its_cause_is_gone(people, reporter, monkeypatch):
    reporter.sends()
    monkeypatch.setattr(envelopes, "BIGGEST", 10)
    fetched(people, reporter)
    assert SetAside.objects.get().why == "large"
    monkeypatch.undo()

    assert try_again(reporter.folder) == 1
    assert fetched(people, reporter).registered == 1

    assert not SetAside.objects.exists() and not list((reporter.folder / "aside").iterdir())


def test_envelope_that_says_what_no_portal_writes_is_set_aside(people, reporter):
    letter = reporter.sends()
    fetched(people, reporter)
    reporter.posts(letter.model_copy(update={"id": uuid4(), "text": "长" * 30000}))
    reporter.posts(letter.model_copy(update={"id": uuid4(), "box": "../../etc/passwd"}))

    done = fetched(people, reporter)

    assert (done.registered, Matter.objects.count()) == (0, 1)
    assert ["信封的内容不合格式" in line for line in done.aside] == [True, True]


def test_hour_that_is_not_over_is_left_in_the_spool(people, reporter):
    reporter.sends()

    with at(DAY):
        assert fetch(reporter.folder, unit=people.unit, on=DAY, before=3600.0).registered == 0
        assert fetch(reporter.folder, unit=people.unit, on=DAY, before=7200.0).registered == 1


def test_report_is_taken_in_without_any_petition_office(people, reporter):
    people.departments["信访室"].until = DAY
    people.departments["信访室"].save()

    assert fetched(people, reporter).registered == 0
    reporter.sends()
    assert fetched(people, reporter).registered == 1
    assert Matter.objects.get().department_id == people.department("领导班子")


def test_site_belongs_to_the_uppermost_commission_or_to_the_one_named(people):
    assert receiving_unit() == people.unit
    assert receiving_unit("临江市") == people.top
    assert receiving_unit("没有这个单位") is None
    assert commission() == "临江市纪委监委"


def test_reporter_sees_number_position_and_progress(people, reporter):
    reporter.sends()
    assert reporter.sees() is None
    fetched(people, reporter)
    answered(reporter)
    matter = Matter.objects.get()

    first = reporter.sees()
    assert (first.number, first.registered_on, first.told, first.told_en, first.position, first.sayings) == (
        matter.number, DAY, "已登记", "Registered", None, ())  # fmt: skip
    assert first.entry == bytes(Act.objects.get().hash).hex()

    seal_new(NOON)
    answered(reporter)
    assert reporter.sees().position == Leaf.objects.get(act__seq=1).number

    do(people, matter, "accept", "信访孙", DAY)
    do(people, matter, "hand_over", "信访孙", DAY, department=people.department("二室"))
    answered(reporter)
    assert reporter.sees().told == "办理中"


def test_question_asks_until_it_is_answered(people, reporter):
    reporter.sends()
    fetched(people, reporter)
    matter = Matter.objects.get()
    do(people, matter, "ask_reporter", "信访孙", DAY, question="请问现金是在哪里给的？")
    answered(reporter)
    asked = reporter.sees()
    reporter.adds("在他的办公室。")
    fetched(people, reporter)
    answered(reporter)
    do(people, matter, "tell_reporter", "信访孙", DAY, message="谢谢，已经收到。")
    answered(reporter)

    assert (asked.told, asked.sayings) == (
        "请补充",
        (Saying(sort="question", on=DAY, text="请问现金是在哪里给的？"),),
    )
    after = reporter.sees()
    assert after.told == "已登记"
    assert [(one.sort, one.text) for one in after.sayings] == [
        ("question", "请问现金是在哪里给的？"), ("own", "在他的办公室。"), ("answer", "谢谢，已经收到。")]  # fmt: skip


def test_notice_given_on_the_site_lies_in_the_box_and_no_other(people, reporter, settings):
    """What is told there by whichever act; what is told by telephone stays in the file."""
    reporter.sends(identity={"name": "孙小某", "phone": "13800001234"})
    fetched(people, reporter)
    matter = Matter.objects.get()
    do(people, matter, "accept", "信访孙", DAY)
    told = {"contact_record": "已在举报网站告知，经办孙某。", "message": "您反映的问题已经受理。"}
    do(people, matter, "give_notice", "信访孙", DAY, notice_way="portal", **told)
    do(
        people,
        matter,
        "give_notice",
        "信访孙",
        DAY,
        notice_way="phone",
        contact_record="电话告知。",
        message="打过电话。",
    )
    answered(reporter)

    assert reporter.sees().sayings == (Saying(sort="answer", on=DAY, text="您反映的问题已经受理。"),)


def test_notice_on_the_site_needs_words_and_somebody_who_reads_them_there(people, reporter):
    reporter.sends(identity={"name": "孙小某", "phone": "13800001234"})
    fetched(people, reporter)
    matter = Matter.objects.get()
    with at(DAY):
        other = register(by=people.id("信访孙"), on=DAY, unit=people.unit.pk, department=people.department("信访室"),
                         details=report(is_signed=True), identity=Identity({"name": "赵小某", "phone": "13800005678"}))  # fmt: skip
    for one in (matter, other):
        do(people, one, "accept", "信访孙", DAY)
    told = {"notice_way": "portal", "contact_record": "网站告知。"}

    with pytest.raises(Refused) as silent:
        do(people, matter, "give_notice", "信访孙", DAY, **told)
    with pytest.raises(Refused) as elsewhere:
        do(people, other, "give_notice", "信访孙", DAY, **told, message="已受理。")

    assert "给举报人的答复" in str(silent.value) and "举报网站告知" in str(elsewhere.value)


def test_question_can_only_be_asked_where_the_site_can_carry_it(people, reporter):
    other = complaint(people)

    with pytest.raises(Refused):
        do(people, other, "ask_reporter", "信访孙", DAY, question="在哪里？")


def test_refused_report_is_told_as_such(people, reporter):
    reporter.sends()
    fetched(people, reporter)
    matter = Matter.objects.get()
    not_accepted(people, matter)
    answered(reporter)

    assert (reporter.sees().told, reporter.sees().is_concluded) == ("不属于受理范围", False)


def test_reporter_is_told_that_his_identity_was_read(people, reporter):
    reporter.sends(identity={"name": "孙小某", "phone": "13800001234"})
    fetched(people, reporter)
    with at(DAY):
        Journal.objects.create(
            at=NOON, event="identity_read", matter=Matter.objects.get(), outcome="done", details={}
        )
    answered(reporter)

    assert [one.sort for one in reporter.sees().sayings] == ["identity"]


def test_nobody_is_named_in_what_goes_out(people, reporter):
    reporter.sends()
    fetched(people, reporter)
    matter = Matter.objects.get()
    do(people, matter, "accept", "信访孙", DAY)
    do(people, matter, "ask_reporter", "信访孙", DAY, question="何时？")
    answered(reporter)

    said = reporter.sees().model_dump_json()
    assert [name for name in people.officers if name in said] == []
    assert "钱某" not in said and TEXT not in said


def test_answer_opens_for_the_holder_of_the_code_only(people, reporter):
    reporter.sends()
    fetched(people, reporter)
    answered(reporter)
    other = Reporter(reporter.folder)

    with pytest.raises(CannotOpen):
        answers.read(reporter.folder / "out", box_of(reporter.code), open_mailbox(other.code, other.private))
    with pytest.raises(CannotOpen):
        open_mailbox(other.code, reporter.private)


def test_unchanged_answer_is_not_written_again(people, reporter):
    reporter.sends()
    fetched(people, reporter)

    assert (answered(reporter), answered(reporter)) == (1, 0)
    with at(DAY):
        assert answer_new(reporter.folder) == 0


def test_ended_joined_report_follows_the_leading_one(people, reporter):
    reporter.sends()
    leading = Reporter(reporter.folder)
    leading.sends(number="2023-0002")
    fetched(people, reporter)
    own, other = (Mailbox.objects.get(number=number).matter for number in ("2023-0001", "2023-0002"))
    do(people, own, "join", "信访孙", DAY, joined_to=str(other.pk), reason="同一问题。")
    agree(people, own, DAY, "信访主任周")
    answered(reporter)
    before = reporter.sees().told
    do(people, other, "accept", "信访孙", DAY)
    answered(reporter)

    assert (before, reporter.sees().told) == ("已登记", "已受理")


def test_repeat_is_recognised_by_the_petition_office_and_kept(people, reporter):
    reporter.sends(identity={"name": "孙小某", "phone": "13800001234"})
    fetched(people, reporter)
    matter = Matter.objects.get()
    do(people, matter, "classify", "信访孙", DAY, is_repeat=True)
    do(people, matter, "keep_repeat", "信访孙", DAY, reason="没有新情况。")
    agree(people, matter, DAY, "信访主任周")
    answered(reporter)

    assert reporter.sees().told == "已办结"
    assert list(Clock.objects.filter(matter=matter, state="running")) == []


def test_report_of_the_site_is_counted_among_those_from_the_network(people, reporter):
    reporter.sends()
    fetched(people, reporter)

    assert facts("petitions", "channel", "is_signed", "is_repeat") == [("network", False, False)]
