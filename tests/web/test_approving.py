"""Approvals: the list, one's word on a proposal, what the law excludes, decisions taken outside, the sheet on paper."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mingjian.ledger.book import book
from mingjian.ledger.models import Act, Document, Journal
from mingjian.ledger.sealing import matter_key, open_act_words
from mingjian.ledger.viewer import Viewer
from mingjian.org.models import Appointment, Department, StandIn
from mingjian.parties.persons import NewPerson, add_person
from mingjian.web.desk import names
from mingjian.web.desk.proposals import request
from tests.people import city
from tests.stories import agree, assigned_lead, do, lead, paper, study, verified_lead
from tests.web.sitting import TODAY, Sitting, links, main

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    names.forget()
    return city()


def proposed(people, on=TODAY, **more):
    """A lead whose handler has proposed to close it: head of department, case management and leader are asked in turn."""
    matter = assigned_lead(people, **more)
    studied = study(people, on, "主任张", "承办李")
    do(
        people,
        matter,
        "propose_disposal",
        "承办李",
        on,
        disposal_way="close",
        close_ground="untrue",
        study=studied,
        disposal_opinion="反映不实，建议予以了结",
    )
    matter.refresh_from_db()
    return matter


def form(sitting, matter, seq=4):
    """The hidden values of the form on the page of a proposal."""
    html = sitting.get(f"/approvals/{matter.id}/{seq}/").content.decode()
    return {name: re.search(rf'name="{name}" value="([^"]+)"', html).group(1) for name in ("seen", "token")}


def decide(sitting, matter, decision, seq=4, status=302, **more):
    values = {**form(sitting, matter, seq), "decision": decision, "opinion": "同意。", **more}
    return sitting.post(f"/approvals/{matter.id}/{seq}/", status, **values)


def last(matter):
    """The last act: what, by whom, about what, in which words."""
    act = Act.objects.select_related("officer").filter(matter=matter).order_by("-seq").first()
    words = (
        open_act_words(matter_key(matter.key, matter.id), act.id, matter.id, act.sealed).words
        if act.sealed
        else {}
    )
    return act.code, act.officer.name, act.about, words.get("opinion")


def test_list_shows_request_proposer_and_who_has_agreed(people):
    matter = proposed(people)

    text = main(Sitting(people, "主任张").get("/approvals/"))
    assert "临纪线〔2023〕1号 反映某局违规发放津贴问题 提出处置意见：予以了结 二室 承办李 — 无 1小时" in text
    agree(people, matter, TODAY, "主任张")
    assert "承办部门（室）主要负责人 同意" in main(Sitting(people, "案管主任吴").get("/approvals/"))
    assert "没有等您审批的事项。" in main(Sitting(people, "主任张").get("/approvals/"))


def test_page_says_request_reason_ground_and_chain(people):
    matter = proposed(people)
    text = main(Sitting(people, "主任张").get(f"/approvals/{matter.id}/4/"))

    for words in ("提出处置意见：予以了结", "反映不实，建议予以了结", "《监督执纪工作规则》", "承办部门（室）主要负责人（您）",
                  "还须报案件监督管理部门主要负责人 → 分管领导", "反映某局违规发放津贴问题", "您对请求是否适当、程序是否齐备负责。", "退回补正"):  # fmt: skip
        assert words in text
    assert Journal.objects.filter(event="read", matter=matter, officer=people.id("主任张")).count() == 1


def test_whoever_may_withdraw_is_shown_the_way(people):
    matter = proposed(people)
    agree(people, matter, TODAY, "主任张", "案管主任吴")
    other = proposed(people)

    for name, asked in (("主任张", other), ("常委钱", matter)):
        page = Sitting(people, name).get(f"/approvals/{asked.id}/4/")
        assert f"/m/{asked.id}/do/recuse/" in links(page), name
    withdrawing = Sitting(people, "承办李").get(f"/m/{other.id}/do/recuse/").context["page"]
    assert (withdrawing.after, withdrawing.approval) == ("", "层级依所填内容而定")


def said(page):
    return page.context["page"].head.notices[0].words


def test_agreeing_writes_the_opinion_and_opens_the_next(people):
    first, second = proposed(people), proposed(people)
    here = Sitting(people, "主任张")

    response = decide(here, first, "approve", opinion="同意，请速办。")
    assert response["Location"] == f"/approvals/{second.id}/4/"
    assert last(first) == ("approve", "主任张", 4, "同意，请速办。")
    page = here.get(response["Location"])
    assert said(page) == "已提交：审批同意“提出处置意见：予以了结”，临纪线〔2023〕1号。"

    response = decide(here, second, "approve")
    assert response["Location"] == "/approvals/"
    assert said(here.get("/approvals/")) == "已提交：审批同意“提出处置意见：予以了结”，临纪线〔2023〕2号。"


def test_last_approval_takes_effect(people):
    matter = proposed(people)
    for name in ("主任张", "案管主任吴", "常委钱"):
        decide(Sitting(people, name), matter, "approve")

    matter.refresh_from_db()
    assert (matter.step, matter.closed_on) == ("closed", TODAY)
    assert "本次呈报已于2023-03-20批准生效。" in main(
        Sitting(people, "主任张").get(f"/approvals/{matter.id}/4/")
    )


@pytest.mark.parametrize(
    ("decision", "wanting", "words"),
    [
        ("return", "退回补正须写明理由。", "请补充可查性分析。"),
        ("refuse", "不同意须写明理由。", "不同意。请补充可查性分析。"),
    ],
)
def test_return_and_refusal_need_a_reason_and_go_back(people, decision, wanting, words):
    matter = proposed(people)
    here = Sitting(people, "主任张")

    for nothing in ("", "同意。"):
        page = decide(here, matter, decision, status=422, opinion=nothing)
        assert wanting in main(page)
    decide(here, matter, decision, opinion="请补充可查性分析。")

    matter.refresh_from_db()
    assert (matter.step, last(matter)) == ("returned", ("return", "主任张", 4, words))
    assert "退回补正" in main(here.get("/approvals/?tab=returned"))
    text = main(Sitting(people, "承办李").get(f"/approvals/{matter.id}/4/"))
    ended = "退回补正" if decision == "return" else "不同意，退回"
    assert f"本次呈报已由主任张于2023-03-20{ended}。" in text
    assert words in text


def test_own_proposal_shows_why_not_instead_of_buttons(people):
    matter = assigned_lead(people)
    do(people, matter, "note", "主任张", date(2023, 3, 6), remark="收到材料")
    do(
        people,
        matter,
        "correct",
        "主任张",
        date(2023, 3, 7),
        entry=4,
        values={"on": "2023-03-05"},
        reason="日期有误",
    )
    here = Sitting(people, "主任张")

    assert "没有等您审批的事项。" in main(here.get("/approvals/"))
    page = here.get(f"/approvals/{matter.id}/5/")
    assert "职责分离" in main(page)
    assert "decision" not in page.content.decode()
    refused = here.post(
        f"/approvals/{matter.id}/5/", 422, seen=5, token="own", decision="approve", opinion="同意。"
    )
    assert "职责分离" in main(refused)
    assert last(matter)[0] == "correct"
    assert Journal.objects.filter(event="act_refused", matter=matter).count() == 1


def test_second_opinion_is_refused(people):
    matter = proposed(people)
    here = Sitting(people, "主任张")
    decide(here, matter, "approve")

    assert "本件待案件监督管理部门主要负责人审批。" in main(here.get(f"/approvals/{matter.id}/4/"))
    refused = here.post(
        f"/approvals/{matter.id}/4/", 422, seen=5, token="again", decision="approve", opinion="同意。"
    )
    assert "没有待您审批的呈报。" in main(refused)
    assert Act.objects.filter(matter=matter).count() == 5


def test_same_form_twice_is_one_opinion(people):
    matter = proposed(people)
    here = Sitting(people, "主任张")
    values = {**form(here, matter), "decision": "approve", "opinion": "同意。"}

    assert [here.post(f"/approvals/{matter.id}/4/", **values)["Location"] for _ in range(2)] == [
        "/approvals/",
        "/approvals/",
    ]
    assert Act.objects.filter(matter=matter, code="approve", about=4).count() == 1


def test_matter_that_moved_on_writes_nothing_and_shows_both(people):
    matter = proposed(people)
    here = Sitting(people, "主任张")
    values = form(here, matter)
    do(people, matter, "note", "承办李", TODAY, remark="又收到一份材料")

    page = here.post(f"/approvals/{matter.id}/4/", 409, **values, decision="return", opinion="请补充说明。")
    text = main(page)
    assert "您的内容尚未提交" in text
    assert "又收到一份材料" in text
    assert "请补充说明。" in text
    assert last(matter)[0] == "note"


def test_whoever_is_not_let_in_finds_no_page(people):
    matter = proposed(people)
    here = Sitting(people, "承办郑")

    absent = uuid4()
    assert here.page(f"/approvals/{matter.id}/4/", 404) == here.page(f"/approvals/{absent}/4/", 404).replace(
        str(absent), str(matter.id)
    )
    assert here.post(f"/approvals/{matter.id}/4/", 404, decision="approve").status_code == 404
    assert Sitting(people, "主任张").get(f"/approvals/{matter.id}/3/", 404).status_code == 404, "no proposal"


def filing(people):
    """A filing on which the head of the same-level Party committee decides last; with the number of the proposal."""
    person = add_person(NewPerson("陈某某"))
    matter = verified_lead(people, [person.pk], on=date(2023, 3, 17))
    studied = study(people, TODAY, "主任张", "承办李")
    do(people, matter, "request_filing", "承办李", TODAY, persons=[str(person.pk)], case_track="both",
       managed_by_same_level=True, rank_class="county", behaviour="integrity", is_party_member=True, is_public_official=True,
       study=studied, case_department=people.department("四室"), filing_report="建议立案", documents=[paper(matter)])  # fmt: skip
    agree(people, matter, TODAY, "主任张", "常委钱", "书记赵")
    matter.refresh_from_db()
    return matter, Act.objects.get(matter=matter, code="request_filing").seq


def test_decision_from_outside_is_entered_with_its_paper_and_confirmed_by_another(people):
    matter, seq = filing(people)
    enters, confirms = Sitting(people, "案管王"), Sitting(people, "案管主任吴")
    assert "同级党委主要负责人（登记决定）" in main(enters.get(f"/approvals/{matter.id}/{seq}/"))

    without = decide(enters, matter, "approve", seq, 422, on="2023-03-20", opinion="同意立案。")
    assert "须附材料" in main(without)
    decide(
        enters,
        matter,
        "approve",
        seq,
        on="2023-03-20",
        opinion="同意立案。",
        documents=SimpleUploadedFile("批件.pdf", b"%PDF-1.7 decision"),
    )
    assert Document.objects.filter(act__matter=matter, act__code="approve").count() == 1
    matter.refresh_from_db()
    assert (matter.step, matter.waiting) == ("filing_proposed", 1)

    page = confirms.get(f"/approvals/{matter.id}/{seq}/")
    paper = Document.objects.get(act__matter=matter, act__code="approve")
    assert "核对无误，确认" in main(page)
    assert reverse("document", args=[matter.id, paper.pk]) in links(page), "what is to be compared is at hand"
    again = enters.post(
        f"/approvals/{matter.id}/{seq}/", 422, seen=matter.seq, token="self", decision="approve", opinion=""
    )
    assert "没有待您审批的呈报。" in main(again)
    decide(confirms, matter, "approve", seq, on="2023-03-20", opinion="")
    matter.refresh_from_db()
    assert (matter.step, matter.waiting) == ("filed", 0)


def test_late_decision_from_outside_needs_a_reason(people):
    matter, seq = filing(people)
    here = Sitting(people, "案管王", on=date(2023, 3, 27))

    page = decide(
        here,
        matter,
        "approve",
        seq,
        422,
        on="2023-03-20",
        opinion="同意立案。",
        documents=SimpleUploadedFile("批件.pdf", b"%PDF-1.7 decision"),
    )
    assert "请写明补录理由" in main(page)
    assert "批件.pdf" in main(page), "the paper is kept"
    unread = decide(here, matter, "approve", seq, 422, on="三月二十日", opinion="同意立案。")
    assert "“三月二十日”不是日期" in main(unread)


def test_sheet_has_a_row_for_everybody_asked(people):
    matter = proposed(people)
    agree(people, matter, TODAY, "主任张")
    page = Sitting(people, "案管主任吴").get(f"/approvals/{matter.id}/4/sheet/")

    text = main(page)
    rows = [
        text.index(words)
        for words in ("分管领导", "案件监督管理部门主要负责人", "承办部门（室）主要负责人 主任张")
    ]
    assert rows == sorted(rows), "bottom-up: who signs first stands last"
    assert "临江市纪委监委呈批表" in text
    assert "呈报人 承办李（二室工作人员） 呈报日期 2023-03-20 处置方式 予以了结 了结理由 反映问题不实" in text
    assert "理由 反映不实，建议予以了结" in text
    assert Journal.objects.filter(event="print", matter=matter).count() == 1


def test_past_lists_hold_what_one_did_and_lead_back(people):
    matter = proposed(people)
    decide(Sitting(people, "主任张"), matter, "approve")
    approver, proposer = Sitting(people, "主任张"), Sitting(people, "承办李")

    page = approver.get("/approvals/?tab=agreed")
    assert f"/approvals/{matter.id}/4/" in links(page)
    assert "待案件监督管理部门主要负责人审批" in main(page)
    assert f"/m/{matter.id}/#a4" in links(proposer.get("/approvals/?tab=proposed"))
    assert "还没有这样的记录。" in main(approver.get("/approvals/?tab=returned"))


def test_statements_do_not_grow_with_rows(people):
    """desk.md 10: at most ten for the list."""
    tabs = ("/approvals/", "/approvals/?tab=agreed", "/approvals/?tab=returned", "/approvals/?tab=proposed")
    people_ = {name: Sitting(people, name) for name in ("主任张", "承办李")}
    matter = proposed(people)
    agree(people, proposed(people), TODAY, "主任张")
    do(people, proposed(people), "return", "主任张", TODAY, about=4, opinion="请补充")
    one = {name: [here.statements(tab) for tab in tabs] for name, here in people_.items()}
    single = people_["主任张"].statements(f"/approvals/{matter.id}/4/")
    for number in range(30):
        another = proposed(people)
        if number % 3 == 1:
            agree(people, another, TODAY, "主任张")
        if number % 3 == 2:
            do(people, another, "return", "主任张", TODAY, about=4, opinion="请补充")

    assert {name: [here.statements(tab) for tab in tabs] for name, here in people_.items()} == one
    assert people_["主任张"].statements(f"/approvals/{matter.id}/4/") == single
    assert max(count for counts in one.values() for count in counts) <= 10
    assert single <= 12
    assert lead(people).number == "临纪线〔2023〕34号"


def test_a_correction_that_can_no_longer_be_made_is_only_returned(people):
    """desk.md 10.12: the button is not there, and the sentence says why; agreeing all the same writes nothing."""
    matter = assigned_lead(people)
    do(people, matter, "note", "承办李", TODAY, remark="收到材料。")
    do(people, matter, "annul", "承办李", TODAY, entry=2, reason="分办有误")
    here = Sitting(people, "书记赵")
    assert 'value="approve"' in here.get(f"/approvals/{matter.id}/5/").content.decode()

    studied = study(people, TODAY, "主任张", "承办李")
    do(
        people,
        matter,
        "propose_disposal",
        "承办李",
        TODAY,
        disposal_way="hold",
        study=studied,
        disposal_opinion="暂存",
    )
    for name in ("主任张", "案管主任吴", "常委钱"):
        do(people, matter, "approve", name, TODAY, about=6)
    page = here.get(f"/approvals/{matter.id}/5/")
    assert 'value="approve"' not in page.content.decode() and 'value="return"' in page.content.decode()
    assert "只能撤销最近一次改变环节的第6条。" in main(page)

    decide(here, matter, "approve", seq=5, status=422)
    decide(here, matter, "return", seq=5, opinion="已另行办理。")
    assert last(matter)[0] == "return"


def test_who_agreed_under_one_power_and_holds_the_next_may_only_return(people):
    """S-00b: one person agrees once to a proposal; what he has learnt since he may still say by returning it (law.judge)."""
    matter = proposed(people)
    room = Department.objects.get(pk=people.department("案管室"))
    Appointment.objects.create(
        officer=people.officers["主任张"], department=room, post="head", since=date(2023, 1, 1)
    )
    here, other = Sitting(people, "主任张"), Sitting(people, "案管主任吴")
    decide(here, matter, "approve")
    page = here.get(f"/approvals/{matter.id}/4/")

    assert buttons(page) == ["return", "refuse"]
    assert "同一人对同一呈报只能审批一次" in main(page) and "只能退回" in main(page)
    assert buttons(other.get(f"/approvals/{matter.id}/4/")) == ["approve", "return", "refuse"]
    decide(here, matter, "approve", status=422)
    decide(here, matter, "return", opinion="发现新情况，请补充核查。")
    assert last(matter)[:2] == ("return", "主任张")


def buttons(page):
    """The decisions that a page of a proposal offers."""
    return re.findall(r'name="decision" value="(\w+)"', page.content.decode())


def test_form_after_a_return_begins_with_what_was_proposed(people):
    matter = proposed(people)
    decide(Sitting(people, "主任张"), matter, "return", opinion="请写明依据。")
    page = Sitting(people, "承办李").get(f"/m/{matter.id}/do/propose_disposal/")

    assert said(page) == "已填入第4条呈报时的内容，请按退回的意见修改；附件须重新选择。"
    fields = {field.name: field for field in page.context["page"].fields}
    assert [choice.value for choice in fields["disposal_way"].choices if choice.chosen] == ["close"]
    assert fields["disposal_opinion"].value == "反映不实，建议予以了结"
    day, chair, present = fields["study"].parts
    assert (day.value, chair.value) == ("2023-03-20", "主任张（二室）")
    assert [chip.name for chip in present.chosen] == ["承办李（二室）"]
    assert not Sitting(people, "承办李").get(f"/m/{matter.id}/do/note/").context["page"].head.notices


def test_check_says_what_came_since_the_form_was_drawn(people):
    matter = assigned_lead(people)
    here, address = Sitting(people, "承办李"), f"/m/{matter.id}/do/note/"
    drawn = here.get(address).context["page"]
    do(people, matter, "note", "主任张", TODAY, remark="请抓紧。")
    given = {"seen": drawn.seen, "token": drawn.token, "remark": "已约谈。", "on": TODAY.isoformat()}
    check = here.post(address, 200, **given)

    assert said(check) == "您填写期间，本件新增了办理记录：补充材料。请看过以后再提交。"
    here.post(address, 302, **given | {"seen": check.context["page"].seen, "confirmed": "1"})
    assert Act.objects.filter(matter=matter, code="note").count() == 2


@pytest.mark.parametrize("stand_in", ["承办郑", "四室主任卫"])
def test_entry_of_a_stand_in_says_in_whose_place(people, stand_in):
    matter = proposed(people)
    StandIn.objects.create(
        absent=people.officers["主任张"],
        officer=people.officers[stand_in],
        since=TODAY,
        until=TODAY,
        reason="出差",
    )
    agree(people, matter, TODAY, stand_in)
    page = Sitting(people, "承办李").get(f"/m/{matter.id}/").context["page"]

    (entry,) = (entry for entry in page.entries if entry.number == 5)
    assert entry.by.small == "二室主要负责人（代主任张）"


def test_request_names_what_was_chosen_in_one_sentence(people):
    """The way on stands alone; of other values it is said what they are."""
    bound = book().procedure("lead", TODAY)
    viewer = Viewer.of(people.officers["主任张"], TODAY)
    filing = {
        "case_track": "party",
        "case_department": people.department("四室"),
        "case_handler": people.id("调查陈"),
    }

    assert (
        request(viewer, bound, "propose_disposal", {"disposal_way": "close", "chain": []})
        == "提出处置意见：予以了结"
    )
    assert request(viewer, bound, "request_filing", filing) == (
        "呈批立案，立案程序为立案审查，案件承办部门（室）为四室，案件承办人为调查陈"
    )
