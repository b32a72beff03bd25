"""What is kept of inspection: days, codes and counts; words and names lie sealed with the acts."""

from django.db import models
from django.db.models import F, Q

from mingjian.ledger.models import Record
from mingjian.org.models import Unit
from mingjian.parties.models import Organisation


class InspectionPlan(Record):
    """The plan of one term of the Party committee; its subjects are named by acts, its rounds are opened from it."""

    term_from = models.DateField("任期自", null=True)
    term_to = models.DateField("任期至", null=True)
    adopted_on = models.DateField("审定日期", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(term_to=None) | Q(term_from=None) | Q(term_to__gt=F("term_from")),
                name="inspection_term_ends_after_it_begins",
            ),
        ]


class InspectionRound(Record):
    """One round; its subjects are opened from it."""

    inspection_type = models.CharField("巡察种类", max_length=40, null=True)
    round_number = models.IntegerField("第几轮", null=True)
    launched_on = models.DateField("启动日期", null=True)
    results_on = models.DateField("综合情况审定日期", null=True)


class Inspection(Record):
    """One Party organisation in one round."""

    subject = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="被巡察党组织"
    )
    subject_level = models.CharField("层级", max_length=40, null=True)
    subject_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="其纪检监察机关"
    )
    inspection_type = models.CharField("巡察种类", max_length=40, null=True)
    round_number = models.IntegerField("第几轮", null=True)
    authorised_on = models.DateField("授权日期", null=True)
    authorised_until = models.DateField("授权终止日期", null=True)
    entered_on = models.DateField("进驻日期", null=True)
    left_on = models.DateField("离开日期", null=True)
    reported_on = models.DateField("审定日期", null=True)
    fed_back_on = models.DateField("反馈日期", null=True)
    plan_on = models.DateField("整改方案日期", null=True)
    rectified_on = models.DateField("整改报告日期", null=True)
    reviewed_on = models.DateField("会审日期", null=True)
    published_on = models.DateField("公开日期", null=True)
    evaluated_on = models.DateField("评估日期", null=True)
    rechecked_on = models.DateField("回头看日期", null=True)
    interviews = models.IntegerField("个别谈话", null=True)
    visits = models.IntegerField("走访", null=True)
    petitions_received = models.IntegerField("来信来电来访", null=True)
    items_total = models.IntegerField("整改事项", null=True)
    items_done = models.IntegerField("已完成事项", null=True)
    inspection_review = models.CharField("会审结果", max_length=40, null=True)
    grade = models.CharField("评估等次", max_length=40, null=True)
    return_check = models.CharField("回头看结果", max_length=40, null=True)
    lead_origin = models.CharField("移交线索来源", max_length=40, null=True)
    finding_origin = models.CharField("问题来源", max_length=40, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(entered_on=None) | Q(left_on__gte=F("entered_on")),
                name="inspection_left_after_entry",
            ),
        ]
