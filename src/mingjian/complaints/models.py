"""What is kept of reports, of clearings of a name and of checks on false accusation: codes, flags and days."""

from django.db import models
from django.db.models import F, Q

from mingjian.ledger.models import Matter, Record, coded
from mingjian.parties.models import Person


class Complaint(Record):
    """A report as received: one receipt, one number for ever. Received on: the matter's day of opening.

    `outcome` and `concluded_on` are the report's own; what counts for one that was joined or split is in `queries`.
    """

    channel = models.CharField("渠道", max_length=40, null=True)
    origin = models.CharField("来源", max_length=40, null=True)
    content_class = models.CharField("内容类别", max_length=40, null=True)
    is_signed = models.BooleanField("实名", null=True)
    is_repeat = models.BooleanField("重复", null=True)
    is_own_cadre = models.BooleanField("反映本系统干部", null=True)
    is_assigned_from_above = models.BooleanField("上级交办", null=True)
    is_from_petition_bureau = models.BooleanField("信访工作机构转来", null=True)
    is_imported = models.BooleanField("旧台账导入", null=True)
    is_online = models.BooleanField("举报网站收到", null=True)
    rank_class = models.CharField("被举报人职级", max_length=40, null=True)
    behaviour = models.CharField("问题类别", max_length=40, null=True)
    superior_ground = models.CharField("应当报上级的情形", max_length=40, null=True)
    not_accepted_ground = models.CharField("不予受理情形", max_length=40, null=True)
    joined_to = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+", verbose_name="并入")
    agreement = models.ForeignKey(
        Matter, models.PROTECT, null=True, related_name="+", verbose_name="由廉洁协议反映"
    )
    accepted_on = models.DateField("受理日期", null=True)
    notified_on = models.DateField("告知日期", null=True)
    presented_on = models.DateField("报主要负责人日期", null=True)
    outcome = models.CharField("核查结论", max_length=40, null=True)
    organ_level = models.CharField("认定机关层级", max_length=40, null=True)
    needs_clarification = models.BooleanField("需要澄清", null=True)
    concluded_on = models.DateField("办结日期", null=True)
    fed_back_on = models.DateField("反馈日期", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(concluded_on=None) | Q(accepted_on=None) | Q(concluded_on__gte=F("accepted_on")),
                name="complaint_concluded_after_acceptance",
            ),
            models.CheckConstraint(
                condition=Q(concluded_on=None) | Q(outcome__isnull=False),
                name="complaint_concluded_with_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(joined_to=F("matter")), name="complaint_not_joined_to_itself"
            ),
        ]
        indexes = coded(
            "complaint",
            "channel",
            "origin",
            "content_class",
            "rank_class",
            "behaviour",
            "superior_ground",
            "not_accepted_ground",
            "outcome",
            "organ_level",
        )


class Clarification(Record):
    """The clearing of somebody's name after an untrue report."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="澄清对象")
    rank_class = models.CharField("职级", max_length=40, null=True)
    is_public_official = models.BooleanField("公职人员", null=True)
    has_consent = models.BooleanField("本人同意", null=True)
    form_used = models.CharField("实施方式", max_length=40, null=True)
    is_restored = models.BooleanField("影响已消除", null=True)
    decided_on = models.DateField("决定日期", null=True)
    carried_out_on = models.DateField("实施日期", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(carried_out_on=None) | Q(carried_out_on__gte=F("decided_on")),
                name="clarification_carried_out_after_decision",
            ),
        ]


class FalseReport(Record):
    """A check whether a report was a false accusation; kept apart from mistaken reports."""

    is_signed = models.BooleanField("原件实名", null=True)
    organ_level = models.CharField("本机关层级", max_length=40, null=True)
    finding = models.CharField("认定", max_length=40, null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="诬告人")
    is_published = models.BooleanField("已通报曝光", null=True)
    found_on = models.DateField("认定日期", null=True)
    concluded_on = models.DateField("办结日期", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finding=None) | Q(found_on__isnull=False), name="false_report_found_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(concluded_on=None) | Q(found_on=None) | Q(concluded_on__gte=F("found_on")),
                name="false_report_concluded_after_finding",
            ),
        ]
