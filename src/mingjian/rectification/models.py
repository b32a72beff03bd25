"""Findings put right, letters of advice, what follows a case: codes, days, numbers and ids; words stay with the acts."""

from django.db import models

from mingjian.ledger.models import Record
from mingjian.org.models import Department, Unit
from mingjian.parties.models import Organisation, Person


class Finding(Record):
    """A problem found, until it is put right and checked again."""

    finding_origin = models.CharField("问题来源", max_length=40, null=True)
    found_on = models.DateField("发现日期", null=True)
    finding_category = models.CharField("问题分类", max_length=40, null=True)
    finding_scope = models.CharField("问题层面", max_length=40, null=True)
    severity = models.CharField("严重程度", max_length=40, null=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="责任单位"
    )
    caused_by = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="责任单位（本系统）"
    )
    caused_by_department = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="+", verbose_name="责任部门"
    )
    is_head_concerned = models.BooleanField("是否涉及“一把手”", null=True)
    key_sector = models.CharField("重点领域", max_length=40, null=True)
    finding_disposal = models.CharField("处置方式", max_length=40, null=True)
    limit_on = models.DateField("整改期限", null=True)
    finding_basis = models.CharField("依据种类", max_length=40, null=True)
    rules_count = models.IntegerField("建立完善制度（项）", null=True)
    is_on_site = models.BooleanField("是否现场核验", null=True)
    return_check_result = models.CharField("回头看结果", max_length=40, null=True)
    self_reported_on = models.DateField("报告日期", null=True)
    verified_on = models.DateField("验收日期", null=True)
    closed_off_on = models.DateField("销号日期", null=True)
    rechecked_on = models.DateField("回头看日期", null=True)


class AdviceLetter(Record):
    """A letter of advice, until it is answered and checked."""

    letter_kind = models.CharField("文种", max_length=40, null=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="接收单位"
    )
    letter_trigger = models.CharField("起因", max_length=40, null=True)
    is_head_addressed = models.BooleanField("是否发“一把手”", null=True)
    advice_count = models.IntegerField("建议事项（项）", null=True)
    reply_due_on = models.DateField("回复期限", null=True)
    is_important = models.BooleanField("是否重要建议", null=True)
    is_face_to_face = models.BooleanField("是否面对面送达", null=True)
    objection_result = models.CharField("异议处理结果", max_length=40, null=True)
    adopted_count = models.IntegerField("采纳（项）", null=True)
    rules_count = models.IntegerField("建立完善制度（项）", null=True)
    is_on_site = models.BooleanField("是否现场检查", null=True)
    letter_evaluation = models.CharField("落实评价", max_length=40, null=True)
    letter_escalation = models.CharField("后续处理", max_length=40, null=True)
    issued_on = models.DateField("签发日期", null=True)
    delivered_on = models.DateField("送达日期", null=True)
    replied_on = models.DateField("回复日期", null=True)


class AfterCase(Record):
    """A task of the second half of a case."""

    after_case_task = models.CharField("任务", max_length=40, null=True)
    limit_on = models.DateField("完成期限", null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="受处分人")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="案发单位"
    )
    checked_count = models.IntegerField("检查事项（项）", null=True)
    wrong_count = models.IntegerField("其中未落实（项）", null=True)
    is_reuse_suggested = models.BooleanField("是否建议使用", null=True)
    attended_count = models.IntegerField("参加人数", null=True)
    is_repeat_ordered = models.BooleanField("是否责令重开", null=True)
    measures_count = models.IntegerField("整改措施（项）", null=True)
    rules_count = models.IntegerField("建立完善制度（项）", null=True)
