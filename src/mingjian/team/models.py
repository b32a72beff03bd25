"""What is kept of the commission's own team: codes, flags, days and counts; names and words lie sealed with the acts."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mingjian.ledger.models import Matter, Record
from mingjian.org.models import Unit

OFFICER = settings.AUTH_USER_MODEL


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


class Contact(Record):
    """An officer met somebody whose contact is to be reported."""

    contact_party = models.CharField("接触对象", max_length=40, null=True)
    happened_on = models.DateField("发生日期", null=True)
    is_approved = models.BooleanField("事前经批准", null=True)
    about_matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, related_name="+", verbose_name="所涉事项"
    )
    contact_handling = models.CharField("处理方式", max_length=40, null=True)
    decided_on = models.DateField("处理决定日期", null=True)
    lead_origin = models.CharField("移送线索来源", max_length=40, null=True)
    is_own_cadre = models.BooleanField("移送线索涉及本系统干部", null=True)


class StaffReturn(Record):
    """Staff and budget of a unit in a year."""

    return_year = models.IntegerField("年度", null=True)
    posts_approved = models.IntegerField("编制数", null=True)
    staff_count = models.IntegerField("实有人数", null=True)
    seconded_count = models.IntegerField("借调人数", null=True)
    supervised_count = models.IntegerField("监督对象人数", null=True)
    budget = models.DecimalField("预算经费", max_digits=16, decimal_places=2, null=True)
    budget_spent = models.DecimalField("执行经费", max_digits=16, decimal_places=2, null=True)
    models_run = models.IntegerField("运行监督模型", null=True)
    filed_on = models.DateField("审定日期", null=True)


class Admission(Record):
    """A candidate for service in the commission, with each condition of the law as examined."""

    is_citizen = models.BooleanField("中国国籍", null=True)
    has_integrity = models.BooleanField("政治素质、品行和廉洁", null=True)
    has_ability = models.BooleanField("知识和能力", null=True)
    is_healthy = models.BooleanField("身体条件", null=True)
    has_degree = models.BooleanField("本科以上学历", null=True)
    is_older_staff = models.BooleanField("施行前在岗并经考核", null=True)
    exclusion_ground = models.CharField("不得录用的情形", max_length=40, null=True)
    has_relative_here = models.BooleanField("有应当回避的亲属", null=True)
    admission_result = models.CharField("准入决定", max_length=40, null=True)
    training_hours = models.IntegerField("岗前培训学时", null=True)
    checked_on = models.DateField("审查日期", null=True)
    decided_on = models.DateField("决定日期", null=True)
    trained_on = models.DateField("培训日期", null=True)


class TeamActivity(Record):
    """A study session, lecture, visit, screening round or training."""

    team_activity_kind = models.CharField("活动种类", max_length=40, null=True)
    planned_on = models.DateField("计划日期", null=True)
    held_on = models.DateField("举办日期", null=True)
    attendance = models.IntegerField("人数", null=True)
    hours = models.IntegerField("学时", null=True)
    examined_count = models.IntegerField("参加考试人数", null=True)
    score_total = models.IntegerField("考试成绩合计", null=True)
    passed_count = models.IntegerField("考试合格人数", null=True)
    problems_found = models.IntegerField("排查出问题", null=True)
    lead_origin = models.CharField("移送线索来源", max_length=40, null=True)
    is_own_cadre = models.BooleanField("移送线索涉及本系统干部", null=True)


class Secondment(Record):
    """An officer lent for one case."""

    seconded = models.ForeignKey(
        OFFICER, models.PROTECT, null=True, related_name="+", verbose_name="抽调人员"
    )
    about_matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, related_name="+", verbose_name="用于哪一案件"
    )
    from_on = models.DateField("开始日期", null=True)
    until_on = models.DateField("结束日期", null=True)
    began_on = models.DateField("到位日期", null=True)
    ended_on = models.DateField("结束抽调日期", null=True)
    appraisal = models.CharField("鉴定等次", max_length=40, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(from_on=None) | Q(until_on__gte=F("from_on")),
                name="secondment_ends_after_it_begins",
            ),
        ]


class FollowStudy(Record):
    """Follow-class study, a post elsewhere, or training on a case."""

    trainee = models.ForeignKey(OFFICER, models.PROTECT, null=True, related_name="+", verbose_name="学习人员")
    training_form = models.CharField("形式", max_length=40, null=True)
    host_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="接收单位")
    mentor = models.ForeignKey(OFFICER, models.PROTECT, null=True, related_name="+", verbose_name="带教人员")
    from_on = models.DateField("开始日期", null=True)
    until_on = models.DateField("结束日期", null=True)
    hours = models.IntegerField("学时", null=True)
    began_on = models.DateField("到岗日期", null=True)
    ended_on = models.DateField("期满日期", null=True)
    appraisal = models.CharField("鉴定等次", max_length=40, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(from_on=None) | Q(until_on__gte=F("from_on")),
                name="follow_study_ends_after_it_begins",
            ),
        ]


class SpecialSupervisor(Record):
    """A supervisor appointed from outside for a term."""

    from_on = models.DateField("聘期自", null=True)
    until_on = models.DateField("聘期至", null=True)
    appointed_on = models.DateField("聘请日期", null=True)
    is_adopted = models.BooleanField("最近意见是否采纳", null=True)


class Departure(Record):
    """An officer who left: decryption period, and three years without an occupation that conflicts."""

    leaver = models.ForeignKey(OFFICER, models.PROTECT, null=True, related_name="+", verbose_name="离任人员")
    departure_reason = models.CharField("离任原因", max_length=40, null=True)
    is_secret_post = models.BooleanField("涉密岗位", null=True)
    left_on = models.DateField("离任日期", null=True)
    until_on = models.DateField("脱密期至", null=True)
    cleared_on = models.DateField("清退日期", null=True)
    has_conflict = models.BooleanField("可能发生利益冲突", null=True)
    employment_result = models.CharField("从业审核结果", max_length=40, null=True)
    examined_on = models.DateField("从业审核日期", null=True)
    lead_origin = models.CharField("移送线索来源", max_length=40, null=True)
    is_own_cadre = models.BooleanField("移送线索涉及本系统干部", null=True)


class CaseReview(Record):
    """The quality of a case that others handled."""

    about_matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, related_name="+", verbose_name="被评查案件"
    )
    problems_count = models.IntegerField("发现问题（个）", null=True)
    case_quality = models.CharField("评查结论", max_length=40, null=True)
    reviewed_on = models.DateField("评查日期", null=True)
    fed_back_on = models.DateField("反馈日期", null=True)
    corrected_on = models.DateField("整改确认日期", null=True)
