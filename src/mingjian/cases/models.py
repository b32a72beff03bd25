"""What is kept of cases, measures, executions and appeals: codes, flags and days, and whom they concern."""

from django.db import models
from django.db.models import F, Q

from mingjian.ledger.models import Record, coded
from mingjian.parties.models import Person


class Case(Record):
    """One person (or unit) and one matter, from filing to decision and on to the procuratorate."""

    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="被审查调查人"
    )
    is_unit_case = models.BooleanField("单位案件", null=True)
    rank_class = models.CharField("职级", max_length=40, null=True)
    behaviour = models.CharField("问题类别", max_length=40, null=True)
    case_track = models.CharField("立案程序", max_length=40, null=True)
    is_party_member = models.BooleanField("中共党员", null=True)
    is_public_official = models.BooleanField("公职人员", null=True)
    is_member_cadre = models.BooleanField("党员干部", null=True)
    is_own_cadre = models.BooleanField("纪检监察干部", null=True)
    is_head = models.BooleanField("“一把手”", null=True)
    is_village_head = models.BooleanField("村党支部书记、村委会主任", null=True)
    is_bribe_giver = models.BooleanField("行贿人员", null=True)
    managed_by_same_level = models.BooleanField("同级党委管理", null=True)
    is_committee_member = models.BooleanField("同级党委委员、候补委员", null=True)
    is_serious_case = models.BooleanField("严重违纪违法", null=True)
    filed_on = models.DateField("立案日期", null=True)
    announced_on = models.DateField("宣布立案日期", null=True)
    is_unit_informed = models.BooleanField("已通报单位", null=True)
    is_family_told = models.BooleanField("已通知家属", null=True)
    signing = models.CharField("签署情况", max_length=40, null=True)
    accepted_on = models.DateField("审理受理日期", null=True)
    trial_return = models.CharField("审理退回", max_length=40, null=True)
    prior_removal = models.CharField("先行免职", max_length=40, null=True)
    elected_removed_on = models.DateField("先行免职日期", null=True)
    is_heard = models.BooleanField("已听取陈述申辩", null=True)
    heard_on = models.DateField("听取陈述申辩日期", null=True)
    defence_result = models.CharField("陈述申辩采纳情况", max_length=40, null=True)
    party_sanction = models.CharField("党纪处分", max_length=40, null=True)
    probation_term = models.CharField("留党察看期限", max_length=40, null=True)
    gov_sanction = models.CharField("政务处分", max_length=40, null=True)
    has_set_period = models.BooleanField("另定处分期", null=True)
    effect_until = models.DateField("处分期最后一日", null=True)
    organisational_measure = models.CharField("组织处理", max_length=40, null=True)
    first_form_measure = models.CharField("第一种形态措施", max_length=40, null=True)
    measure_decided_on = models.DateField("组织处理决定日期", null=True)
    case_outcome = models.CharField("案件结果", max_length=40, null=True)
    decided_on = models.DateField("决定日期", null=True)
    after_decision = models.CharField("决定后去向", max_length=40, null=True)
    is_negligent_crime = models.BooleanField("因过失犯罪被判刑", null=True)
    dismissal_exception_on = models.DateField("不予开除批准日期", null=True)
    leniency_on = models.DateField("从宽建议批准日期", null=True)
    transferred_on = models.DateField("移送检察机关日期", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(decided_on__gte=F("filed_on")),
                name="case_decided_after_filing",
            ),
            models.CheckConstraint(
                condition=Q(transferred_on=None) | Q(transferred_on__gte=F("filed_on")),
                name="case_transferred_after_filing",
            ),
            models.CheckConstraint(
                condition=Q(case_outcome=None) | Q(decided_on__isnull=False),
                name="case_outcome_decided_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(case_outcome="sanctioned")
                | Q(party_sanction__isnull=False)
                | Q(gov_sanction__isnull=False),
                name="case_sanctioned_with_a_sanction",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "filed_on"], name="case_of_person"),
            *coded(
                "case",
                "rank_class",
                "behaviour",
                "case_track",
                "signing",
                "trial_return",
                "prior_removal",
                "defence_result",
                "party_sanction",
                "probation_term",
                "gov_sanction",
                "organisational_measure",
                "first_form_measure",
                "case_outcome",
                "after_decision",
            ),
        ]


class Measure(Record):
    """One measure of investigation against one person or thing, with its own approval and its own clocks."""

    measure = models.CharField("措施", max_length=40, null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="对象")
    is_important_query = models.BooleanField("重要信息查询", null=True)
    is_beyond_area = models.BooleanField("超出所辖地区", null=True)
    await_condition = models.CharField("责令候查情形", max_length=40, null=True)
    is_unit_told = models.BooleanField("已通知单位", null=True)
    is_family_told = models.BooleanField("已通知家属", null=True)
    change_decision = models.CharField("对变更申请的决定", max_length=40, null=True)
    next_measure = models.CharField("转为何种措施", max_length=40, null=True)
    measure_check = models.CharField("核查结果", max_length=40, null=True)
    approved_on = models.DateField("批准日期", null=True)
    started_on = models.DateField("开始日期", null=True)
    ended_on = models.DateField("结束日期", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(started_on=None) | Q(ended_on__gte=F("started_on")),
                name="measure_ends_after_it_starts",
            ),
        ]


class Execution(Record):
    """What becomes of one decision on one person: announced, delivered, filed, in effect, ended."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="受处分人")
    rank_class = models.CharField("职级", max_length=40, null=True)
    party_sanction = models.CharField("党纪处分", max_length=40, null=True)
    probation_term = models.CharField("留党察看期限", max_length=40, null=True)
    gov_sanction = models.CharField("政务处分", max_length=40, null=True)
    organisational_measure = models.CharField("组织处理", max_length=40, null=True)
    has_set_period = models.BooleanField("另定处分期", null=True)
    effect_until = models.DateField("处分期最后一日", null=True)
    managed_by_same_level = models.BooleanField("同级党委管理", null=True)
    is_committee_member = models.BooleanField("同级党委委员、候补委员", null=True)
    is_filed = models.BooleanField("已归入本人档案", null=True)
    is_team_informed = models.BooleanField("已向领导班子宣布", null=True)
    is_told_of_review = models.BooleanField("已告知复审途径和期限", null=True)
    decided_on = models.DateField("决定日期", null=True)
    announced_on = models.DateField("宣布日期", null=True)
    delivered_on = models.DateField("送达日期", null=True)
    notified_on = models.DateField("通知单位日期", null=True)
    changed_on = models.DateField("办理变更手续日期", null=True)
    reported_on = models.DateField("报告执行情况日期", null=True)
    rights_restored_on = models.DateField("恢复党员权利日期", null=True)
    expelled_on = models.DateField("留党察看后开除日期", null=True)
    sanction_changed_on = models.DateField("处分变更日期", null=True)
    revoked_on = models.DateField("处分撤销日期", null=True)
    effect_ended_on = models.DateField("影响期满日期", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(announced_on=None) | Q(decided_on=None) | Q(announced_on__gte=F("decided_on")),
                name="execution_announced_after_decision",
            ),
            models.CheckConstraint(
                condition=Q(delivered_on=None) | Q(decided_on=None) | Q(delivered_on__gte=F("decided_on")),
                name="execution_delivered_after_decision",
            ),
        ]
        indexes = [models.Index(fields=["person"], name="execution_of_person")]


class Appeal(Record):
    """An appeal against a decision or a measure, handled by others than those who decided."""

    appeal_kind = models.CharField("申诉复查种类", max_length=40, null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="受处分人")
    decision_received_on = models.DateField("收到原决定日期", null=True)
    decided_party_sanction = models.CharField("原党纪处分", max_length=40, null=True)
    decided_probation_term = models.CharField("原留党察看期限", max_length=40, null=True)
    decided_gov_sanction = models.CharField("原政务处分", max_length=40, null=True)
    refusal_ground = models.CharField("不予受理理由", max_length=40, null=True)
    has_team = models.BooleanField("已组成复查组", null=True)
    appeal_outcome = models.CharField("复查结果", max_length=40, null=True)
    party_sanction = models.CharField("变更后的党纪处分", max_length=40, null=True)
    probation_term = models.CharField("变更后的留党察看期限", max_length=40, null=True)
    gov_sanction = models.CharField("变更后的政务处分", max_length=40, null=True)
    superior_outcome = models.CharField("上一级机关结果", max_length=40, null=True)
    requested_on = models.DateField("申请日期", null=True)
    accepted_on = models.DateField("受理日期", null=True)
    decided_on = models.DateField("决定日期", null=True)
    told_on = models.DateField("告知日期", null=True)
    further_on = models.DateField("向上一级申诉日期", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(accepted_on=None) | Q(decided_on__gte=F("accepted_on")),
                name="appeal_decided_after_acceptance",
            ),
            models.CheckConstraint(
                condition=Q(accepted_on=None) | Q(requested_on=None) | Q(accepted_on__gte=F("requested_on")),
                name="appeal_accepted_after_request",
            ),
        ]
