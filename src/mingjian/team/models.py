"""What is kept of intercessions: who asked is sealed with the act; here are codes, flags and days."""

from django.db import models

from mingjian.ledger.models import Matter, Record


class Intercession(Record):
    """Somebody asked about a case, pleaded in it, or met whom he should not have met."""

    intercession_kind = models.CharField("种类", max_length=40, null=True)
    happened_on = models.DateField("发生日期", null=True)
    about_matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, related_name="+", verbose_name="所涉事项"
    )
    is_own_cadre = models.BooleanField("本系统干部", null=True)
    is_leading_cadre = models.BooleanField("领导干部", null=True)
    told_on = models.DateField("报告日期", null=True)
    is_confirmed = models.BooleanField("属实", null=True)
    intercession_handling = models.CharField("处置", max_length=40, null=True)
    decided_on = models.DateField("处置决定日期", null=True)
