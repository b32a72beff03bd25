"""What the desk itself keeps: sign-ins, guesses at passwords, words of reports, drafts, views, habits and exports of officers."""

import uuid

from django.conf import settings
from django.db import models


class Guessing(models.Model):
    """Failures to sign in, by account, by source or by the pair of both; `key` is a keyed hash of them.

    `is_known`: the pair has signed in before.
    """

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last = models.DateTimeField(db_index=True)
    until = models.DateTimeField()
    is_known = models.BooleanField(default=False)


class Prose(models.Model):
    """The writer's own words for a paragraph of a report, until they change again; sealed, numbers only as slots."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    edition = models.CharField("版式", max_length=20)
    period = models.CharField("期间", max_length=10)
    paragraph = models.CharField("段落", max_length=40)
    sealed = models.BinaryField()
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "edition", "period", "paragraph"], name="prose_once")
        ]


class Draft(models.Model):
    """What an officer has typed into the form of an act and not sent; sealed for him alone, one for each form.

    Without a matter it is the form that opens one of that kind.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    matter = models.ForeignKey("ledger.Matter", models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField("种类", max_length=40)
    act = models.CharField("办理行为", max_length=40)
    at = models.DateTimeField("存为草稿的时间")
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "matter", "act"], name="draft_once", condition=~models.Q(matter=None)
            ),
            models.UniqueConstraint(
                fields=["officer", "kind", "act"], name="draft_to_open_once", condition=models.Q(matter=None)
            ),
        ]


class SavedView(models.Model):
    """A filter of a register under a name, never its result. `sealed`: the name and the words searched for.

    `department`: where its head shares it; `is_pinned`: it stands above the owner's register.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField("种类", max_length=40)
    query = models.CharField("条件", max_length=1000)
    is_pinned = models.BooleanField("置顶", default=True)
    department = models.ForeignKey("org.Department", models.PROTECT, null=True, related_name="+")
    sealed = models.BinaryField()


class Habit(models.Model):
    """How an officer likes a register (or the file of a matter) to be drawn, and when he last looked at it."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    place = models.CharField("台账", max_length=40)
    columns = models.CharField("列", max_length=400, default="")
    is_compact = models.BooleanField("紧凑", default=False)
    is_oldest_first = models.BooleanField("旧的在上", default=False)
    seen_at = models.DateTimeField("上次查看", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "place"], name="habit_once")]


class Leaving(models.Model):
    """A register that is to leave the platform: by whom, which lines, for what; whose word it needs, and what became of it.

    `sealed`: remark, recipient, and the words searched for. `decided_by` is never the one who asks.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    department = models.ForeignKey("org.Department", models.PROTECT, related_name="+")
    kind = models.CharField("种类", max_length=40)
    query = models.CharField("条件", max_length=1000)
    columns = models.CharField("列", max_length=400)
    form = models.CharField("格式", max_length=4)
    purpose = models.CharField("用途", max_length=10)
    rows = models.PositiveIntegerField("件数")
    at = models.DateTimeField("申请时间")
    state = models.CharField("状态", max_length=8)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("批准时间", null=True)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(decided_by=models.F("officer")), name="leaving_not_agreed_by_oneself"
            )
        ]
