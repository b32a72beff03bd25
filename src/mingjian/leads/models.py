"""What is kept of a lead: the codes, dates and facts that are filtered, counted and decided on."""

from django.db import models

from mingjian.ledger.models import Record


class Lead(Record):
    """A lead. Its titles and words lie with the matter and its acts; here are facts only."""

    lead_origin = models.CharField("线索来源", max_length=30, null=True)
    is_assigned_from_above = models.BooleanField("上级交办", default=False)
    is_own_cadre = models.BooleanField("涉及纪检监察干部", default=False)
    is_lower_party_head = models.BooleanField("下一级党委（党组）主要负责人", default=False)
    rank_class = models.CharField("被反映人职级", max_length=20, null=True)
    behaviour = models.CharField("问题类别", max_length=30, null=True)
    disposal_way = models.CharField("处置方式", max_length=30, null=True)
    disposed_on = models.DateField("处置日期", null=True)
    inquiry_decided_on = models.DateField("谈话函询批准日期", null=True)
    inquiry_outcome = models.CharField("谈话函询结果", max_length=30, null=True)
    verification_route = models.CharField("核查后处理", max_length=30, null=True)
    first_form_measure = models.CharField("第一种形态措施", max_length=40, null=True)
    measure_decided_on = models.DateField("措施决定日期", null=True)
    outcome = models.CharField("核查结论", max_length=30, null=True)
