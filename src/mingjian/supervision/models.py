"""Political and daily supervision: codes, days, numbers and ids; words stay with the acts."""

from django.db import models

from mingjian.ledger.models import Matter, Record
from mingjian.org.models import Unit
from mingjian.parties.models import Organisation, Person


class Directive(Record):
    """An important instruction or decision, until it is carried out."""

    directive_kind = models.CharField("种类", max_length=40, null=True)
    issued_on = models.DateField("印发日期", null=True)
    received_on = models.DateField("收到日期", null=True)
    limit_on = models.DateField("目标日期", null=True)
    check_line = models.CharField("监督类别", max_length=40, null=True)
    is_head_focus = models.BooleanField("是否监督“一把手”", null=True)
    key_sector = models.CharField("重点领域", max_length=40, null=True)
    directive_progress = models.CharField("落实进展", max_length=40, null=True)
    progress_on = models.DateField("最近进展日期", null=True)


class Topic(Record):
    """A topic of supervision with its list."""

    points_count = models.IntegerField("监督内容（项）", null=True)
    check_cycle = models.CharField("监督周期", max_length=40, null=True)
    starts_on = models.DateField("起", null=True)
    ends_on = models.DateField("止", null=True)
    list_version = models.IntegerField("清单版次", null=True)
    check_line = models.CharField("监督类别", max_length=40, null=True)
    is_head_focus = models.BooleanField("是否监督“一把手”", null=True)
    key_sector = models.CharField("重点领域", max_length=40, null=True)
    cycle_result = models.CharField("是否继续监督", max_length=40, null=True)


class Check(Record):
    """A check of a unit."""

    check_line = models.CharField("监督类别", max_length=40, null=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="被检查单位"
    )
    is_head_focus = models.BooleanField("是否监督“一把手”", null=True)
    key_sector = models.CharField("重点领域", max_length=40, null=True)
    items_count = models.IntegerField("检查事项（项）", null=True)
    failed_count = models.IntegerField("不合格（项）", null=True)
    opinions_count = models.IntegerField("提出意见（条）", null=True)
    held_on = models.DateField("开展日期", null=True)
    fed_back_on = models.DateField("反馈日期", null=True)


class VisitPlan(Record):
    """A plan of covert visits, by festival node."""

    festival_node = models.CharField("关键节点", max_length=40, null=True)
    starts_on = models.DateField("起", null=True)
    ends_on = models.DateField("止", null=True)
    teams_count = models.IntegerField("检查组（个）", null=True)
    visit_place = models.CharField("场所", max_length=40, null=True)
    is_suspected = models.BooleanField("是否发现疑似问题", null=True)
    suspected_count = models.IntegerField("疑似问题（个）", null=True)
    units_count = models.IntegerField("检查单位（个）", null=True)
    style_type = models.CharField("问题类型", max_length=40, null=True)
    style_source = models.CharField("问题来源", max_length=40, null=True)
    happened_on = models.DateField("发生日期", null=True)


class StyleProblem(Record):
    """A problem of style: one type, one level, one month."""

    style_type = models.CharField("问题类型", max_length=40, null=True)
    style_source = models.CharField("问题来源", max_length=40, null=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="涉及单位"
    )
    happened_on = models.DateField("发生日期", null=True)
    festival_node = models.CharField("关键节点", max_length=40, null=True)
    amount = models.DecimalField("涉及金额", max_digits=16, decimal_places=2, null=True)
    is_confirmed = models.BooleanField("是否属实", null=True)
    style_level = models.CharField("级别", max_length=40, null=True)
    hidden_form = models.CharField("隐形变异表现", max_length=40, null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="责任人员")
    rank_class = models.CharField("职级", max_length=40, null=True)
    style_measure = models.CharField("处理方式", max_length=40, null=True)
    is_corruption_linked = models.BooleanField("是否风腐交织", null=True)
    related_case = models.ForeignKey(
        Matter, models.PROTECT, null=True, related_name="+", verbose_name="关联案件"
    )
    handled_count = models.IntegerField("批评教育和处理（人）", null=True)
    sanctioned_count = models.IntegerField("其中党纪政务处分（人）", null=True)
    concluded_on = models.DateField("办结日期", null=True)


class Talk(Record):
    """A talk of supervision."""

    talk_kind = models.CharField("谈话种类", max_length=40, null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="谈话对象")
    rank_class = models.CharField("职级", max_length=40, null=True)
    is_head = models.BooleanField("是否“一把手”", null=True)
    is_same_level = models.BooleanField("是否同级班子成员", null=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="所在单位"
    )
    statement_wanted = models.BooleanField("是否要求书面说明", null=True)
    held_on = models.DateField("开展日期", null=True)


class LifeMeeting(Record):
    """A democratic life meeting attended."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="召开单位"
    )
    life_meeting_kind = models.CharField("会议种类", max_length=40, null=True)
    limit_on = models.DateField("会议日期", null=True)
    attended_count = models.IntegerField("班子成员（人）", null=True)
    is_explained = models.BooleanField("谈话函询对象是否作出说明", null=True)
    criticism_count = models.IntegerField("批评意见（条）", null=True)
    opinions_count = models.IntegerField("列席发表意见（条）", null=True)
    life_meeting_rating = models.CharField("会议评价", max_length=40, null=True)
    held_on = models.DateField("开展日期", null=True)


class DutyReport(Record):
    """A report on duty, or a hearing on two duties."""

    duty_report_kind = models.CharField("种类", max_length=40, null=True)
    report_year = models.IntegerField("年度", null=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="述责述廉（听取）对象"
    )
    is_head = models.BooleanField("是否“一把手”", null=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="所在单位"
    )
    limit_on = models.DateField("安排日期", null=True)
    opinions_count = models.IntegerField("提出意见（条）", null=True)
    duty_rating = models.CharField("评议等次", max_length=40, null=True)
    held_on = models.DateField("开展日期", null=True)


class OpinionRequest(Record):
    """A request for opinions on persons."""

    received_on = models.DateField("收到日期", null=True)
    opinion_purpose = models.CharField("事由", max_length=40, null=True)
    limit_on = models.DateField("回复期限", null=True)
    replied_on = models.DateField("回复日期", null=True)


class OpinionCheck(Record):
    """What one department answers."""

    limit_on = models.DateField("回复期限", null=True)
    leads_count = models.IntegerField("涉及线索、案件（件）", null=True)


class IntegrityOpinion(Record):
    """The opinion on one person."""

    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="征求意见对象"
    )
    opinion_class = models.CharField("意见类别", max_length=40, null=True)
    leads_count = models.IntegerField("收到线索（件）", null=True)
    new_matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, related_name="+", verbose_name="新收到的线索"
    )
    appointed_on = models.DateField("任用日期", null=True)
    replied_on = models.DateField("回复日期", null=True)
    alerted_on = models.DateField("提醒日期", null=True)


class EcologyReport(Record):
    """A report on political ecology."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="分析对象（单位）"
    )
    about_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="分析对象（地区）"
    )
    starts_on = models.DateField("起", null=True)
    ends_on = models.DateField("止", null=True)
    ecology_grade = models.CharField("总体评价", max_length=40, null=True)
    problems_count = models.IntegerField("主要问题（个）", null=True)
    frozen_on = models.DateField("指标固定日期", null=True)
    approved_on = models.DateField("批准日期", null=True)


class UnitPlan(Record):
    """Supervision of one unit through a year."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="联系单位"
    )
    plan_year = models.IntegerField("年度", null=True)
    key_sector = models.CharField("重点领域", max_length=40, null=True)
    head = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="单位“一把手”")
    risk_count = models.IntegerField("廉政风险点（个）", null=True)
    key_posts_count = models.IntegerField("关键岗位（个）", null=True)
    contact_kind = models.CharField("联系方式", max_length=40, null=True)
    is_year_over = models.BooleanField("是否本年最后一次联系", null=True)
    last_contact_on = models.DateField("最近联系日期", null=True)


class DataComparison(Record):
    """A data comparison and its verified hits."""

    key_sector = models.CharField("重点领域", max_length=40, null=True)
    records_count = models.IntegerField("比对数据（条）", null=True)
    hits_count = models.IntegerField("比中（条）", null=True)
    verified_count = models.IntegerField("核实为问题（条）", null=True)
    held_on = models.DateField("开展日期", null=True)


class Interference(Record):
    """Somebody in a leading post interfered in a major matter."""

    interference_matter = models.CharField("干预插手事项", max_length=40, null=True)
    happened_on = models.DateField("发生日期", null=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="事项所在单位"
    )
    is_head = models.BooleanField("是否“一把手”", null=True)
    is_same_level = models.BooleanField("是否同级班子成员", null=True)
    is_confirmed = models.BooleanField("是否属实", null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="干预插手人")
    interference_handling = models.CharField("处理方式", max_length=40, null=True)
    decided_on = models.DateField("处理决定日期", null=True)
    reported_on = models.DateField("报告日期", null=True)
    talk_kind = models.CharField("谈话种类", max_length=40, null=True)
    lead_origin = models.CharField("移送线索来源", max_length=40, null=True)


class RiskPoint(Record):
    """A risk to integrity in a post."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="所在单位"
    )
    key_sector = models.CharField("重点领域", max_length=40, null=True)
    risk_level = models.CharField("风险等级", max_length=40, null=True)
    risk_review = models.CharField("复核结果", max_length=40, null=True)
    reviewed_on = models.DateField("最近复核日期", null=True)
    finding_origin = models.CharField("登记问题来源", max_length=40, null=True)


class PersonalReport(Record):
    """What the check of a report on personal matters found."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="报告人")
    rank_class = models.CharField("职级", max_length=40, null=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="所在单位"
    )
    report_year = models.IntegerField("报告年度", null=True)
    report_check_kind = models.CharField("查核种类", max_length=40, null=True)
    received_on = models.DateField("收到查核结果日期", null=True)
    report_result = models.CharField("查核结果", max_length=40, null=True)
    report_handling = models.CharField("处理", max_length=40, null=True)
    explained_on = models.DateField("本人说明日期", null=True)
    decided_on = models.DateField("处理决定日期", null=True)
    lead_origin = models.CharField("移送线索来源", max_length=40, null=True)


class IntegrityStatement(Record):
    """What a cadre pledges or states himself."""

    statement_kind = models.CharField("报备种类", max_length=40, null=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="承诺（报备）人"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="所在单位"
    )
    happened_on = models.DateField("事项日期", null=True)
    amount = models.DecimalField("上交金额", max_digits=16, decimal_places=2, null=True)
    statement_review = models.CharField("审核", max_length=40, null=True)
    reviewed_on = models.DateField("审核日期", null=True)
    talk_kind = models.CharField("谈话种类", max_length=40, null=True)
