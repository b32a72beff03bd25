"""The responsibility system: codes, days, numbers and ids; words stay with the acts."""

from django.db import models

from mingjian.ledger.models import Matter, Record
from mingjian.parties.models import Organisation, Person


class YearlyMeeting(Record):
    """A yearly meeting with its key points."""

    yearly_meeting_kind = models.CharField("会议种类", max_length=40, null=True)
    plan_year = models.IntegerField("年度", null=True)
    limit_on = models.DateField("计划日期", null=True)
    attended_count = models.IntegerField("参加人数", null=True)
    heard_count = models.IntegerField("听取班子成员履行“一岗双责”（人）", null=True)
    points_count = models.IntegerField("工作要点（条）", null=True)
    is_year_over = models.BooleanField("是否本年最后一次跟踪", null=True)
    held_on = models.DateField("开展日期", null=True)
    issued_on = models.DateField("签发日期", null=True)


class WorkTask(Record):
    """A task, tracked to its end."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="落实单位"
    )
    limit_on = models.DateField("完成期限", null=True)
    task_progress = models.CharField("进展", max_length=40, null=True)
    reported_on = models.DateField("报告完成日期", null=True)
    done_on = models.DateField("完成日期", null=True)


class ResponsibilityList(Record):
    """A list of responsibilities, edition by edition."""

    holder_kind = models.CharField("责任主体", max_length=40, null=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="单位"
    )
    items_count = models.IntegerField("责任事项（项）", null=True)
    list_version = models.IntegerField("版次", null=True)
    announced_title = models.CharField("公布名称", max_length=200, null=True)
    list_review = models.CharField("复核结果", max_length=40, null=True)
    adopted_on = models.DateField("通过日期", null=True)


class ResponsibilityLetter(Record):
    """A letter of responsibility for a year."""

    letter_signer = models.CharField("签订对象", max_length=40, null=True)
    plan_year = models.IntegerField("年度", null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="签订人")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="签订单位"
    )
    targets_count = models.IntegerField("目标任务（项）", null=True)
    limit_on = models.DateField("年终核对日期", null=True)
    target_assessment = models.CharField("目标完成情况", max_length=40, null=True)
    signed_on = models.DateField("签订日期", null=True)


class PersonalAct(Record):
    """What the head did in person."""

    personal_act_kind = models.CharField("亲自履责方式", max_length=40, null=True)
    happened_on = models.DateField("日期", null=True)
    about_matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, related_name="+", verbose_name="相关事项"
    )


class Accountability(Record):
    """An organisation or leader held to account."""

    accountability_target = models.CharField("问责对象", max_length=40, null=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="党组织"
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="领导干部")
    rank_class = models.CharField("职级", max_length=40, null=True)
    is_directly_led = models.BooleanField("是否同级党委直接领导", null=True)
    accountability_trigger = models.CharField("问责情形", max_length=40, null=True)
    responsibility_grade = models.CharField("责任划分", max_length=40, null=True)
    inquiry_result = models.CharField("调查结论", max_length=40, null=True)
    is_adjustment = models.BooleanField("是否含组织调整或者组织处理", null=True)
    is_announced = models.BooleanField("是否宣布", null=True)
    is_org_informed = models.BooleanField("是否通报组织部门并存入档案", null=True)
    is_published = models.BooleanField("是否公开通报曝光", null=True)
    is_changed = models.BooleanField("是否改变原决定", null=True)
    started_on = models.DateField("启动日期", null=True)
    decided_on = models.DateField("决定日期", null=True)
    adjusted_on = models.DateField("手续办结日期", null=True)
    executed_on = models.DateField("执行日期", null=True)


class Tolerance(Record):
    """Whether an error is tolerated."""

    tolerance_start = models.CharField("启动方式", max_length=40, null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="当事人")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="当事单位"
    )
    tolerance_conclusion = models.CharField("结论", max_length=40, null=True)
    decided_on = models.DateField("决定日期", null=True)
