"""What is kept of hand-overs, reports to be used and joint meetings: codes, days and ids; words lie with the acts."""

from django.db import models
from django.db.models import F, Q

from mingjian.ledger.models import Matter, Record
from mingjian.org.models import Department, Unit
from mingjian.parties.models import Organisation, Person


class Transfer(Record):
    """Something handed over; the department of the matter is the receiver's once it has been sent."""

    transfer_kind = models.CharField("移交种类", max_length=40, null=True)
    is_requested = models.BooleanField("应对方要求", null=True)
    from_department = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="+", verbose_name="移出部门"
    )
    to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="接收单位")
    receipt_due_on = models.DateField("签收期限", null=True)
    needs_feedback = models.BooleanField("需要反馈", null=True)
    feedback_due_on = models.DateField("反馈期限", null=True)
    sent_on = models.DateField("发出日期", null=True)
    received_on = models.DateField("签收日期", null=True)
    fed_back_on = models.DateField("反馈日期", null=True)
    is_acknowledged = models.BooleanField("移出方已阅知", null=True)
    transfer_result = models.CharField("办理结果", max_length=40, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(sent_on=None) | Q(received_on__gte=F("sent_on")),
                name="transfer_received_after_it_was_sent",
            ),
        ]


class SharedReport(Record):
    """A report that others are to use; its uses are ties to the matters that cite it."""

    report_kind = models.CharField("报告种类", max_length=40, null=True)
    report_on = models.DateField("报告日期", null=True)
    subject = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="涉及单位"
    )
    other_matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, related_name="+", verbose_name="最近用于"
    )
    distributed_on = models.DateField("分送日期", null=True)
    read_on = models.DateField("最近阅知日期", null=True)
    cited_on = models.DateField("最近运用日期", null=True)


class JointMeeting(Record):
    """A joint meeting."""

    planned_on = models.DateField("计划召开日期", null=True)
    attendance = models.IntegerField("参会人数", null=True)
    shared_items = models.IntegerField("通报事项", null=True)
    held_on = models.DateField("召开日期", null=True)


class IntegrityFile(Record):
    """The integrity file of a managed cadre: whose, and whether it is complete. What is in it lies in all rooms."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="建档对象")
    rank_class = models.CharField("职级", max_length=40, null=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="所在单位"
    )
    file_review = models.CharField("核对结果", max_length=40, null=True)
    reviewed_on = models.DateField("最近核对日期", null=True)
