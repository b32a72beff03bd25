"""Education through the ledger: a campaign in its phases, notices of what has been dealt with, meetings with their cases."""

from datetime import date

import pytest

from mingjian.education.models import Campaign, CaseNotice, EducationActivity, IntegrityAgreement
from mingjian.law.refusal import Refused
from mingjian.ledger.models import Act, Matter
from mingjian.report.issuing import issue
from mingjian.statistics.asking import ask
from tests.people import City, city
from tests.stories import agree, do, lead, opened, paper

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 5, 8)


@pytest.fixture
def people() -> City:
    return city()


def figures(*names: str) -> list[object]:
    found = ask(list(names), period="2023").figures
    return [found[name].value for name in names]


def campaign(people: City) -> Matter:
    """A campaign whose plan has been approved."""
    matter = opened(people, "campaign", "draft", "承办李", "二室", DAY, title="警示教育专项行动", starts_on="2023-05-10", ends_on="2023-08-10",
                    campaign_plan="学法规、查问题、定措施。")  # fmt: skip
    do(people, matter, "propose", "承办李", DAY, reason="请审定。")
    agree(people, matter, DAY, "主任张", "常委钱", "书记赵")
    return matter


def test_campaign_goes_through_its_phases_and_each_counts(people):
    matter, day = campaign(people), date(2023, 6, 1)
    do(
        people,
        matter,
        "record_study",
        "承办李",
        day,
        sessions_count=3,
        attended_count=60,
        phase_text="学条例。",
        documents=[paper(matter)],
    )
    do(people, matter, "begin_finding", "承办李", day, phase_text="转入。")
    do(people, matter, "record_problems", "承办李", day, self_found_count=4, org_found_count=2, problems_count=6, phase_text="列出。",
       documents=[paper(matter)])  # fmt: skip
    do(people, matter, "begin_setting", "承办李", day, phase_text="转入。")
    do(
        people,
        matter,
        "record_measures",
        "承办李",
        day,
        measures_count=9,
        phase_text="定措施。",
        documents=[paper(matter)],
    )
    do(people, matter, "conclude", "承办李", day, summary="完成。")
    agree(people, matter, day, "主任张", "常委钱")

    assert Campaign.objects.get().concluded_on == day
    assert figures("activities.by_kind:campaign", "campaign_sessions", "activity_items.by_kind:campaign_problems",
                   "activity_items.by_kind:campaign_measures") == [1, 3, 6, 9]  # fmt: skip
    text = issue("annual", period="2023").text.plain()
    assert "5月起开展为期三个月的警示教育专项行动，组织学习法规3次" in text


def test_problems_of_a_campaign_add_up_and_keep_to_their_phase(people):
    matter = campaign(people)
    counts = {"self_found_count": 4, "org_found_count": 2, "problems_count": 7, "phase_text": "列出。"}

    with pytest.raises(Refused) as too_early:
        do(people, matter, "record_problems", "承办李", DAY, documents=[paper(matter)], **counts)
    do(people, matter, "begin_finding", "承办李", DAY, phase_text="转入。")
    with pytest.raises(Refused) as wrong_sum:
        do(people, matter, "record_problems", "承办李", DAY, documents=[paper(matter)], **counts)

    assert str(too_early.value) == "本件在“学法规”环节，须先“查问题”，才能“登记查找问题”。"
    assert str(wrong_sum.value) == "“查找问题（个）”7不等于各项之和6，请核对（本机关内部规定）。"
    assert figures("activity_items.by_kind:campaign_problems") == [0]


def notice(people: City) -> Matter:
    return opened(
        people, "case_notice", "draft", "承办李", "二室", DAY, title="典型问题通报", notice_scope="internal"
    )


def test_only_what_has_been_dealt_with_is_notified(people):
    matter, open_lead = notice(people), lead(people)
    before = Act.objects.count()

    with pytest.raises(Refused) as refused:
        do(people, matter, "add_case", "承办李", DAY, about_matter=str(open_lead.pk), case_text="某局某人。")

    said = "“案件（问题）”所选的案件（问题）还没有处理结果，不能通报；请另选或者待其办结（本机关内部规定）。"
    assert str(refused.value) == said
    assert Act.objects.count() == before


def test_notice_is_published_with_the_wording_approved(people):
    matter = notice(people)
    do(
        people,
        matter,
        "propose",
        "承办李",
        DAY,
        wording="一、某局违规发放津贴。",
        cases_count=2,
        persons_count=3,
        is_anonymised=True,
    )
    with pytest.raises(Refused) as unapproved:
        do(people, matter, "publish", "承办李", DAY, notice_channels=["meeting"])
    agree(people, matter, DAY, "主任张", "常委钱", "书记赵")
    do(people, matter, "publish", "承办李", date(2023, 5, 12), notice_channels=["meeting"])

    assert str(unapproved.value) == "本件在“文本待批准”环节，须先“待发布”，才能“发布”。"
    assert CaseNotice.objects.get().published_on == date(2023, 5, 12)
    assert figures(
        "activities.by_kind:notice", "activity_items.by_kind:notice", "activity_attendance.by_kind:notice"
    ) == [1, 2, 3]


def test_warning_meeting_says_how_many_cases_it_notified(people):
    matter = opened(people, "education_activity", "plan", "承办李", "二室", DAY, title="警示教育大会", education_kind="warning_meeting",
                    limit_on="2023-05-10")  # fmt: skip
    with pytest.raises(Refused) as refused:
        do(
            people,
            matter,
            "hold",
            "承办李",
            DAY,
            attended_count=500,
            record_text="播放警示片。",
            documents=[paper(matter)],
        )
    do(
        people,
        matter,
        "hold",
        "承办李",
        DAY,
        attended_count=500,
        cases_count=4,
        record_text="播放警示片。",
        documents=[paper(matter)],
    )

    assert str(refused.value) == "“活动种类”为警示教育大会的，请填写“通报案例（起）”。"
    assert EducationActivity.objects.get().held_on == DAY
    assert figures("activities.by_kind:warning_meeting", "activity_attendance.by_kind:warning_meeting") == [
        1,
        500,
    ]


def test_no_more_pass_a_test_than_take_it(people):
    matter = opened(
        people,
        "education_activity",
        "plan",
        "承办李",
        "二室",
        DAY,
        title="廉政知识测试",
        education_kind="test",
        limit_on="2023-05-10",
    )

    with pytest.raises(Refused) as refused:
        do(
            people,
            matter,
            "hold",
            "承办李",
            DAY,
            attended_count=30,
            passed_count=31,
            record_text="闭卷。",
            documents=[paper(matter)],
        )

    assert str(refused.value) == "“测试合格（人）”31多于“参加人数”30，请核对（本机关内部规定）。"


def test_agreement_counts_from_its_signature(people):
    opened(people, "integrity_agreement", "register", "承办李", "二室", DAY, title="采购廉洁协议", counterpart="某公司", project="办公设备采购",
           signed_on="2023-05-05", expires_on="2024-05-04", phone="12388", mailbox="某信箱")  # fmt: skip

    assert IntegrityAgreement.objects.get().signed_on == date(2023, 5, 5)
    assert figures("activities.by_kind:agreement") == [1]


def rule(people: City, title: str, on: date, category: str = "power") -> Matter:
    """A rule that was approved and distributed on a day."""
    matter = opened(people, "rule", "draft", "承办李", "二室", DAY, title=title, rule_category=category, rule_origin="plan",
                    is_revision=False)  # fmt: skip
    do(people, matter, "propose", "承办李", DAY, rule_text="第一条　略。", issued_by="临江市纪委监委")
    agree(people, matter, DAY, "主任张", "常委钱")
    do(people, matter, "approve", "案管王", DAY, documents=[paper(matter)])
    agree(people, matter, DAY, "案管主任吴")
    do(people, matter, "issue", "承办李", on, announced_title=f"《{title}》", rule_number="临纪发〔2023〕9号", effective_on=on.isoformat(),
       review_on="2024-12-31", documents=[paper(matter)])  # fmt: skip
    return matter


def test_yearly_report_names_the_rules_that_were_distributed_the_earliest_first(people):
    rule(people, "廉政风险排查防控办法", date(2023, 6, 2))
    rule(people, "组织生活会实施办法", date(2023, 5, 20))
    rule(people, "加强政治监督的若干措施", date(2023, 5, 9), "political_supervision")

    text = issue("annual", period="2023").text.plain()
    short = issue("annual", period="2023", house={"titles": 1}).text.plain()
    none = issue("annual", period="2023", house={"titles": 0}).text.plain()

    assert "制定《加强政治监督的若干措施》等加强政治监督的制度措施1项" in text
    assert (
        "制定和修订《加强政治监督的若干措施》《组织生活会实施办法》《廉政风险排查防控办法》等制度3项" in text
    )
    assert "制定和修订《加强政治监督的若干措施》等制度3项" in short
    assert "制定加强政治监督的制度措施1项" in none and "制定和修订制度3项" in none
