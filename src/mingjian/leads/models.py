"""What is kept of a lead: the codes, flags and days that are filtered, counted and decided on."""

from django.db import models
from django.db.models import F, Q

from mingjian.ledger.models import Matter, Record, coded


class Lead(Record):
    """A lead. Its title and words lie with the matter and its acts, its persons are roles; here are facts only."""

    lead_origin = models.CharField("线索来源", max_length=40, null=True)
    is_assigned_from_above = models.BooleanField("上级交办", null=True)
    is_own_cadre = models.BooleanField("涉及纪检监察干部", null=True)
    is_lower_party_head = models.BooleanField("下一级党委（党组）主要负责人", null=True)
    special_subject = models.CharField("须向上一级报告的对象", max_length=40, null=True)
    rank_class = models.CharField("被反映人职级", max_length=40, null=True)
    behaviour = models.CharField("问题类别", max_length=40, null=True)
    disposal_way = models.CharField("处置方式", max_length=40, null=True)
    disposed_on = models.DateField("处置日期", null=True)
    lead_grade = models.CharField("可查性", max_length=40, null=True)
    close_ground = models.CharField("了结理由", max_length=40, null=True)
    outcome = models.CharField("核查结论", max_length=40, null=True)
    needs_clarification = models.BooleanField("需要澄清", null=True)
    hold_review = models.CharField("暂存复核结果", max_length=40, null=True)
    joined_to = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+", verbose_name="并入")
    inquiry_form = models.CharField("谈话或者函询", max_length=40, null=True)
    is_talk_delegated = models.BooleanField("委托谈话", null=True)
    inquiry_decided_on = models.DateField("谈话函询批准日期", null=True)
    inquiry_outcome = models.CharField("谈话函询结果", max_length=40, null=True)
    verification_started_on = models.DateField("初核批准日期", null=True)
    verification_route = models.CharField("核查后处理", max_length=40, null=True)
    first_form_measure = models.CharField("第一种形态措施", max_length=40, null=True)
    measure_decided_on = models.DateField("措施决定日期", null=True)
    case_track = models.CharField("立案程序", max_length=40, null=True)
    managed_by_same_level = models.BooleanField("同级党委管理", null=True)
    is_unit_case = models.BooleanField("单位案件", null=True)
    filed_on = models.DateField("立案日期", null=True)
    lead_recheck = models.CharField("抽查结果", max_length=40, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(disposal_way=None, disposed_on=None)
                | Q(disposal_way__isnull=False, disposed_on__isnull=False),
                name="lead_disposed_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(filed_on=None) | Q(disposed_on=None) | Q(filed_on__gte=F("disposed_on")),
                name="lead_filed_after_disposal",
            ),
            models.CheckConstraint(condition=~Q(joined_to=F("matter")), name="lead_not_joined_to_itself"),
        ]
        indexes = coded(
            "lead",
            "lead_origin",
            "special_subject",
            "rank_class",
            "behaviour",
            "disposal_way",
            "lead_grade",
            "close_ground",
            "outcome",
            "hold_review",
            "inquiry_form",
            "inquiry_outcome",
            "verification_route",
            "first_form_measure",
            "case_track",
            "lead_recheck",
        )
