"""Whole lives of reports, leads and cases for figures: every approval given by whoever is asked."""

from datetime import date
from typing import Any

from mingjian.ledger.models import Link, Matter, Proposal
from mingjian.org.models import Department
from tests.stories import assigned_lead, case, complaint, do, paper, study

HEADS = {
    "二室": "主任张",
    "四室": "四室主任卫",
    "审理室": "审理主任韩",
    "信访室": "信访主任周",
    "案管室": "案管主任吴",
}
LEADERS = {"二室": "常委钱", "四室": "常委钱", "信访室": "常委钱", "审理室": "常委冯", "案管室": "常委冯"}
ASKED = {"case_management_head": "案管主任吴", "trial_head": "审理主任韩", "trial_leader": "常委冯", "principal": "书记赵",
         "case_management_leader": "常委冯"}  # fmt: skip


def settle(people, matter, on: date) -> None:
    """Everybody asked approves on that day; a body without an account by two officers with its paper."""
    while proposal := Proposal.objects.filter(matter=matter).first():
        place = Department.objects.get(pk=proposal.department_id).name
        asked = {**ASKED, "dept_head": HEADS[place], "leader_in_charge": LEADERS[place]}.get(proposal.asked)
        if asked:
            do(people, matter, "approve", asked, on)
        else:
            do(people, matter, "approve", "案管王", on, documents=[paper(matter, "会议纪要.txt")])
            do(people, matter, "approve", "案管主任吴", on)


def settled(
    people, matter, act: str, who: str, on: date, approved: date | None = None, **details: Any
) -> None:
    """An act and its approvals, on the same day or later."""
    do(people, matter, act, who, on, **details)
    settle(people, matter, approved or on)


def taken_over(people, on: date, **more: Any) -> Matter:
    """A report with the second office on the day on which it came."""
    matter = complaint(people, on, **more)
    do(people, matter, "accept", "信访孙", on)
    do(people, matter, "hand_over", "信访孙", on, department=people.department("二室"))
    do(people, matter, "take_over", "承办李", on, handler=people.id("承办李"))
    return matter


def concluded(
    people, received: date, on: date, outcome: str, *, handed_up: date | None = None, **more: Any
) -> Matter:
    """An accusation that was handled as a lead and concluded; `handed_up`: when the conclusion was proposed."""
    matter = taken_over(people, received, **more)
    do(
        people,
        matter,
        "open_lead",
        "承办李",
        received,
        title="反映某镇干部问题",
        summary="冒领补贴",
        lead_origin="petition",
    )
    settled(
        people,
        matter,
        "conclude",
        "承办李",
        handed_up or on,
        on,
        outcome=outcome,
        conclusion="已核查",
        needs_clarification=False,
    )
    return matter


def disposed(people, way: str, on: date, **more: Any) -> Matter:
    """A lead with its way of disposal approved on a day."""
    matter = assigned_lead(people, **more)
    settled(people, matter, "propose_disposal", "承办李", on, disposal_way=way, study=study(people, on), disposal_opinion="建议",
            **({"close_ground": "untrue"} if way == "close" else {}))  # fmt: skip
    return matter


def inquired(people, matter: Matter, on: date, outcome: str) -> None:
    """A letter of inquiry, its reply, and what it came to, in two weeks from its approval on."""
    settled(
        people,
        matter,
        "propose_inquiry_plan",
        "承办李",
        on,
        inquiry_form="letter",
        inquiry_plan="函询",
        contingency_plan="预案",
    )
    do(people, matter, "send_letter", "承办李", on, documents=[paper(matter)])
    do(people, matter, "confirm_receipt", "承办李", on)
    reply = date.fromordinal(on.toordinal() + 10)
    do(people, matter, "receive_reply", "承办李", reply, has_head_opinion=True, documents=[paper(matter)])
    after = date.fromordinal(on.toordinal() + 14)
    settled(people, matter, "report_inquiry", "承办李", after, inquiry_outcome=outcome, study=study(people, after),
            inquiry_report="情况属实" if outcome == "first_form_measure" else "予以采信")  # fmt: skip


def filed_case(people, person, on: date, **more: Any) -> Matter:
    """A case filed without a lead."""
    matter = case(people, person, on, **more)
    settle(people, matter, on)
    do(people, matter, "reassign", "四室主任卫", on, handler=people.id("调查陈"), reason="承办")
    return matter


def to_meeting(people, matter: Matter, shown: date, on: date) -> Matter:
    """A filed case through investigation and trial, before the meeting that decides."""
    both, panel = [people.id("调查陈"), people.id("调查褚")], [people.id("审理蒋"), people.id("审理沈")]
    settled(people, matter, "approve_plan", "调查陈", shown, is_serious_case=False, plan="方案")
    do(
        people,
        matter,
        "show_facts",
        "调查陈",
        shown,
        officers=both,
        fact_sheet="事实",
        signing="agreed",
        documents=[paper(matter)],
    )
    talk = study(people, shown, "四室主任卫", "调查陈", "调查褚")
    do(
        people,
        matter,
        "sign_report",
        "调查陈",
        shown,
        study=talk,
        report="报告",
        signers=both,
        documents=[paper(matter)],
    )
    settled(people, matter, "hand_over", "调查陈", shown, department=people.department("审理室"))
    do(people, matter, "accept_trial", "审理蒋", on, team=panel, handler=people.id("审理蒋"))
    do(people, matter, "hear_defence", "审理蒋", on, officers=panel, defence="无异议", defence_result="none_made",
       documents=[paper(matter)])  # fmt: skip
    settled(people, matter, "report_trial", "审理蒋", on, study=study(people, on, "审理主任韩", "审理蒋", "审理沈"), findings="事实清楚",
            trial_opinion="同意", prior_removal="not_needed", documents=[paper(matter)])  # fmt: skip
    return matter


def sanctioned(people, matter: Matter, on: date, **sanctions: Any) -> Matter:
    """The decision of the meeting, in a Party or governmental sanction or both."""
    kinds = tuple(name for name in ("party_sanction", "gov_sanction") if name in sanctions)
    act = {("party_sanction",): "decide_party", ("gov_sanction",): "decide_gov"}.get(kinds, "decide_both")
    rank = {"managed_by_same_level": False, "is_committee_member": False} if act != "decide_gov" else {}
    after = sanctions.pop("after_decision", "close")
    settled(
        people,
        matter,
        act,
        "审理蒋",
        on,
        **sanctions,
        **rank,
        after_decision=after,
        findings="违反廉洁纪律",
        grounds="依照条例",
    )
    return matter


def parts(matter: Matter, link: str) -> list[Matter]:
    """What a matter led to, in the order of numbers."""
    links = Link.objects.select_related("target").filter(origin=matter, kind=link)
    return [found.target for found in links.order_by("target__number")]
