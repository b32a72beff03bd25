"""Reports: taken in whole or not at all, split, joined, handed on."""

from datetime import date

import pytest

from mingjian.complaints import acts, checks, queries
from mingjian.complaints.models import Complaint
from mingjian.law.refusal import Refused
from mingjian.leads.models import Lead
from mingjian.ledger import access, search
from mingjian.ledger.access import Hit, Wanted
from mingjian.ledger.documents import folder, prepare, read
from mingjian.ledger.mine import pile
from mingjian.ledger.models import Act, Ancestry, Document, Duty, Link, Matter
from mingjian.ledger.sealing import matter_key, open_act_words
from mingjian.ledger.viewer import Viewer
from mingjian.org.models import Unit
from mingjian.parties.acts import Identity
from mingjian.parties.models import Complainant
from mingjian.web.desk.lines import lines
from tests.people import city
from tests.stories import agree, analysed_complaint, at, complaint, do, opened, paper, report

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 3, 1)


@pytest.fixture
def people():
    return city()


def register(people, **more):
    values = {
        "by": people.id("信访孙"),
        "on": DAY,
        "unit": people.unit.pk,
        "department": people.department("信访室"),
        **more,
    }
    with at(DAY):
        return acts.register(**values)


def words(act):
    return open_act_words(matter_key(act.matter.key, act.matter_id), act.pk, act.matter_id, act.sealed).words


def test_report_is_taken_in_with_paper_and_reporter(people):
    prepared = prepare()
    scan = paper(prepared, "原件.pdf", "%PDF-扫描的原件")
    identity = Identity({"name": "李举报", "phone": "13900000000"})

    matter = register(people, details=report(channel="letter", is_signed=True), identity=identity, notice_way="letter",
                      prepared=prepared, documents=[scan])  # fmt: skip

    assert (matter.pk, matter.number, matter.step) == (prepared.id, "临纪信〔2023〕1号", "unconfirmed")
    document = Document.objects.get(act__matter=matter)
    assert b"".join(read(document, matter)).decode() == "%PDF-扫描的原件"
    assert list(Complainant.objects.values_list("matter", "is_named", "notice_way")) == [
        (matter.pk, True, "letter")
    ]


def test_refused_report_leaves_nothing(people):
    prepared = prepare()
    scan = paper(prepared)

    with pytest.raises(Refused):
        register(people, details=report(channel="pigeon"), prepared=prepared, documents=[scan])

    assert (Matter.objects.count(), Complainant.objects.count(), Act.objects.count()) == (0, 0, 0)
    assert not (folder() / scan.file[:2] / scan.file).exists()


def test_named_report_without_contact_uses_no_number(people):
    with pytest.raises(ValueError, match="实名举报须有真实姓名"):
        register(people, details=report(is_signed=True), identity=Identity({"name": "李举报"}))

    assert register(people, details=report()).number == "临纪信〔2023〕1号"


def test_same_token_twice_is_one_report_and_one_reporter(people):
    identity = Identity({"name": "李举报", "phone": "13900000000"})

    once = register(people, details=report(is_signed=True), identity=identity, token="t1")
    again = register(people, details=report(is_signed=True), identity=identity, token="t1")

    assert (once, Matter.objects.count(), Complainant.objects.count()) == (again, 1, 1)


def test_identity_given_later_makes_the_report_named(people):
    matter = complaint(people)

    with at(DAY):
        acts.record_identity(matter, by=people.id("信访孙"), on=DAY, notice_way="phone",
                             identity=Identity({"name": "李举报", "phone": "13900000000"}))  # fmt: skip

    assert Complaint.objects.get(pk=matter.pk).is_signed is True
    assert Complainant.objects.get().is_named is True


def test_report_does_not_become_named_without_the_identity(people):
    matter = complaint(people)

    with pytest.raises(Refused) as refusal:
        do(people, matter, "record_identity", "信访孙", DAY)

    said = "还没有登记举报人姓名和联系方式，不能登记为实名；请在本件页面“补充实名”中一并填写。"
    assert str(refusal.value) == said
    assert Complaint.objects.get(pk=matter.pk).is_signed is not True


def test_report_becomes_lead_with_its_words(people):
    matter = analysed_complaint(people, mentions=[{"name": "王建明", "unit": "某镇", "post": "镇长"}])

    do(people, matter, "open_lead", "承办李", date(2023, 3, 6), title="反映某镇镇长问题", summary="冒领补贴", lead_origin="petition",
       mentions=[{"name": "王建明", "unit": "某镇", "post": "镇长"}], rank_class="township")  # fmt: skip

    lead = Lead.objects.select_related("matter").get()
    opened = words(Act.objects.select_related("matter").get(matter=lead.pk, seq=1))
    assert (lead.lead_origin, lead.rank_class) == ("petition", "township")
    assert opened["summary"] == "冒领补贴"
    assert opened["mentions"] == '[{"name":"王建明","post":"镇长","unit":"某镇"}]'
    assert list(Link.objects.values_list("origin", "target", "kind")) == [(matter.pk, lead.pk, "transfer")]
    assert list(Ancestry.objects.values_list("ancestor", "descendant", "depth")) == [(matter.pk, lead.pk, 1)]


def test_whoever_makes_a_report_a_lead_may_dispose_of_it(people):
    """Registering the lead followed from his act: he has not managed it (separations look at who has)."""
    matter = analysed_complaint(people)

    do(
        people,
        matter,
        "open_lead",
        "承办李",
        date(2023, 3, 6),
        title="反映某镇镇长问题",
        summary="冒领补贴",
        lead_origin="petition",
    )

    lead = Lead.objects.get()
    assert not Duty.objects.filter(matter=lead.pk).exists()


def accepted(people, **more):
    matter = complaint(people, **more)
    do(people, matter, "accept", "信访孙", DAY)
    return matter


def concluded(people, matter, outcome, on):
    do(people, matter, "hand_over", "信访孙", on, department=people.department("二室"))
    do(people, matter, "take_over", "承办李", on, handler=people.id("承办李"))
    do(people, matter, "handle_directly", "承办李", on)
    do(
        people,
        matter,
        "conclude",
        "承办李",
        on,
        outcome=outcome,
        conclusion="已办理",
        needs_clarification=False,
    )
    agree(people, matter, on, "主任张", *(["案管主任吴"] if outcome == "untrue" else []), "常委钱")


def test_split_report_takes_the_gravest_result_of_its_parts(people):
    matter = accepted(people, content_class="suggestion")

    with at(date(2023, 3, 2)):
        parts = acts.split(matter, by=people.id("信访孙"), on=date(2023, 3, 2), reason="反映两件事",
                           parts=[{"title": "第一件"}, {"title": "第二件"}])  # fmt: skip
    assert [part.number for part in parts] == ["临纪信〔2023〕2号", "临纪信〔2023〕3号"]
    concluded(people, parts[0], "untrue", date(2023, 3, 6))
    with pytest.raises(Refused) as refusal:
        do(people, matter, "conclude_split", "信访孙", date(2023, 3, 7), conclusion="汇总")
    concluded(people, parts[1], "partly_true", date(2023, 3, 8))
    do(people, matter, "conclude_split", "信访孙", date(2023, 3, 9), conclusion="汇总")
    agree(people, matter, date(2023, 3, 9), "信访主任周", "常委钱")

    assert str(refusal.value) == "分件临纪信〔2023〕3号尚未办结，不能汇总。"
    row = Complaint.objects.select_related("matter").get(pk=matter.pk)
    assert (row.matter.step, row.outcome, row.concluded_on) == ("closed", "partly_true", date(2023, 3, 9))


def joined(people, matter, leading):
    do(people, matter, "join", "信访孙", DAY, joined_to=str(leading), reason="同一问题")
    agree(people, matter, DAY, "信访主任周")


def test_joined_report_keeps_its_number_and_follows_the_leading_one(people):
    leading, later = complaint(people, content_class="suggestion"), complaint(people)

    joined(people, later, leading.pk)
    do(people, leading, "accept", "信访孙", DAY)
    concluded(people, leading, "true", date(2023, 3, 6))

    row = Complaint.objects.select_related("matter").get(pk=later.pk)
    assert (row.matter.step, row.matter.number, row.concluded_on) == ("joined", "临纪信〔2023〕2号", None)
    assert queries.result_of(row) == ("true", date(2023, 3, 6))
    assert queries.joined_to(leading) == [later]
    assert list(Link.objects.values_list("origin", "target", "kind")) == [(later.pk, leading.pk, "join")]
    assert not Ancestry.objects.exists()


def test_joins_do_not_chain(people):
    leading, later, third = (complaint(people) for _ in range(3))
    joined(people, later, leading.pk)

    refusals = []
    for wrong in (later.pk, third.pk, people.unit.pk):
        with pytest.raises(Refused) as refusal:
            joined(people, third, wrong)
        refusals.append(str(refusal.value))

    assert refusals == [
        "临纪信〔2023〕2号已并入临纪信〔2023〕1号，请改为并入临纪信〔2023〕1号。",
        "不能并入本件自己，请另选一件。",
        "所选事项不是同一单位的“信访举报”，不能并入。",
    ]


def test_named_report_without_reporter_is_refused_and_would_be_found(people):
    complaint(people)
    assert checks.check(people.unit.pk) == []

    with pytest.raises(Refused) as refused:
        opened(people, "complaint", "register", "信访孙", "信访室", DAY, **report(is_signed=True))
    assert str(refused.value) == "登记为实名的，须一并封存举报人姓名和联系方式；请补充，或者改为匿名登记。"
    assert Complaint.objects.count() == 1

    named = register(
        people, details=report(is_signed=True), identity=Identity({"name": "李举报", "phone": "13900000000"})
    )
    Complainant.objects.filter(matter=named).delete()

    assert checks.check(people.unit.pk) == ["临纪信〔2023〕2号：登记为实名，却没有举报人信息"]


def test_report_does_not_go_to_the_unit_that_it_is_about(people):
    below = Unit.objects.create(
        name="东河县纪委监委", short="县纪委监委", code="东纪", level="county", parent=people.top, path=""
    )
    about_it = complaint(people, mentions=[{"unit": "东河县 纪委监委"}])
    about_an_officer = complaint(people, mentions=[{"name": "钱某某", "unit": "东河县纪委监委"}])

    with pytest.raises(Refused) as refusal:
        do(people, about_it, "forward_down", "信访孙", DAY, to_unit=below.pk)
    do(people, about_an_officer, "forward_down", "信访孙", DAY, to_unit=below.pk)

    assert [(reason.say(), reason.field) for reason in refusal.value.reasons] == [
        (
            "不得将检举控告材料和检举控告人信息转给被检举控告的单位，东河县纪委监委是被反映的单位，请另选接收单位或者自行办理。",
            "to_unit",
        )
    ]


def test_what_goes_up_is_open_to_nobody_here_any_more(people):
    matter = complaint(people, title="反映书记赵某收受礼金", content="书记赵某收受礼金。")
    search.index_new()
    clerk = Viewer.of(people.officers["信访孙"], DAY)
    hits = Wanted("complaint", match=search.matching("礼金"))
    assert access.reach(clerk, matter) == (True, True)
    assert [hit.content for hit in access.page(clerk, hits, size=5)[0]] == [True]

    do(
        people,
        matter,
        "send_up",
        "信访孙",
        DAY,
        superior_ground="own_principal",
        reason="反映本机关主要负责人",
    )

    matter.refresh_from_db()
    assert {
        name: access.reach(Viewer.of(officer, DAY), matter).content
        for name, officer in people.officers.items()
    } == (dict.fromkeys(people.officers, False))
    assert access.reach(clerk, matter).line
    assert [hit.content for hit in access.page(clerk, Wanted("complaint"), size=5)[0]] == [False]
    assert access.page(clerk, hits, size=5)[0] == []
    assert [item.content for item in pile(clerk, "department")] == [False]
    (line,) = lines(clerk, [Hit(matter.pk, content=False)])
    assert (line.title, line.number_cell().sub) == ("", "（密封件，本机关不拆阅）")
    do(people, matter, "dispatch_parcel", "信访孙", DAY, parcel_number=1)
