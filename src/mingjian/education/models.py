"""Education, notices, agreements and rules: codes, days, numbers and ids; words stay with the acts."""

from django.db import models

from mingjian.ledger.models import Matter, Record
from mingjian.parties.models import Organisation


class EducationActivity(Record):
    """An activity of education."""

    education_kind = models.CharField("活动种类", max_length=40, null=True)
    limit_on = models.DateField("计划日期", null=True)
    attended_count = models.IntegerField("参加人数", null=True)
    units_count = models.IntegerField("覆盖单位（个）", null=True)
    cases_count = models.IntegerField("通报案例（起）", null=True)
    passed_count = models.IntegerField("测试合格（人）", null=True)
    held_on = models.DateField("开展日期", null=True)


class Campaign(Record):
    """A campaign of warning education."""

    starts_on = models.DateField("起", null=True)
    ends_on = models.DateField("止", null=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="单位"
    )
    sessions_count = models.IntegerField("集中学习（次）", null=True)
    attended_count = models.IntegerField("参加人数", null=True)
    self_found_count = models.IntegerField("自查发现问题（个）", null=True)
    org_found_count = models.IntegerField("组织点明问题（个）", null=True)
    problems_count = models.IntegerField("查找问题（个）", null=True)
    measures_count = models.IntegerField("制定措施（条）", null=True)
    concluded_on = models.DateField("办结日期", null=True)


class CaseNotice(Record):
    """A notice of typical cases."""

    notice_scope = models.CharField("通报范围", max_length=40, null=True)
    festival_node = models.CharField("关键节点", max_length=40, null=True)
    about_matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, related_name="+", verbose_name="案件（问题）"
    )
    cases_count = models.IntegerField("案例（起）", null=True)
    persons_count = models.IntegerField("涉及人员（人）", null=True)
    is_anonymised = models.BooleanField("是否隐去姓名", null=True)
    approved_on = models.DateField("批准日期", null=True)
    published_on = models.DateField("发布日期", null=True)


class IntegrityAgreement(Record):
    """An integrity agreement."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="签订单位"
    )
    key_sector = models.CharField("重点领域", max_length=40, null=True)
    signed_on = models.DateField("签订日期", null=True)
    expires_on = models.DateField("到期日", null=True)


class Rule(Record):
    """A rule of the library."""

    rule_category = models.CharField("类别", max_length=40, null=True)
    rule_origin = models.CharField("制定缘由", max_length=40, null=True)
    about_matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, related_name="+", verbose_name="推动制定的事项"
    )
    is_revision = models.BooleanField("是否修订", null=True)
    announced_title = models.CharField("公布名称", max_length=200, null=True)
    effective_on = models.DateField("施行日期", null=True)
    review_on = models.DateField("复核日期", null=True)
    replaces = models.ForeignKey(
        Matter, models.PROTECT, null=True, related_name="+", verbose_name="废止的制度"
    )
    list_review = models.CharField("复核结果", max_length=40, null=True)
    adopted_on = models.DateField("通过日期", null=True)
    repealed_on = models.DateField("废止日期", null=True)
