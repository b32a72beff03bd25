"""Units, departments, officers (who are the accounts), appointments with dates, and stand-ins during absence."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

SYSTEM = "system"  # the level of the unit of the administrators, which is no commission and handles nothing


class Unit(models.Model):
    """A commission, or a group of commissions (a city with its counties): what owns matters, numbers and figures.

    `path` is the ids from the top down to this unit, each followed by a slash, so that a subtree is a prefix.
    """

    name = models.CharField("名称", max_length=100, unique=True)
    short = models.CharField("简称", max_length=30)
    code = models.CharField("发文代字", max_length=20, unique=True)
    level = models.CharField("层级", max_length=10)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, db_index=True)
    until = models.DateField("撤销日期", null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A department of a unit. `role` is a code of the taxonomy `department_role`."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="departments")
    name = models.CharField("名称", max_length=60)
    short = models.CharField("简称", max_length=20)
    role = models.CharField("职能", max_length=30)
    until = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="department_name_once")]

    def __str__(self) -> str:
        return self.name


class Officer(AbstractBaseUser):
    """An officer and his account. There is no superuser: nothing follows from rank, all from appointments."""

    username = models.CharField("账号", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=50)
    clearance = models.PositiveSmallIntegerField("知悉范围等级", default=1)
    is_active = models.BooleanField("启用", default=True)
    password_on = models.DateField("密码设定日期", null=True, blank=True)

    USERNAME_FIELD = "username"
    objects: "BaseUserManager[Officer]" = BaseUserManager()

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """A post held in a department from a day, until a day (the last one included) or for the time being."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="appointments")
    department = models.ForeignKey(Department, models.PROTECT, related_name="appointments")
    post = models.CharField("职务", max_length=30)
    title = models.CharField("职务全称", max_length=60, blank=True)
    since = models.DateField("任职日期")
    until = models.DateField("免职日期", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="appointment_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["officer", "department", "post", "since"], name="appointment_once"
            ),
        ]


class StandIn(models.Model):
    """During an absence another officer holds the powers of the one who is away."""

    absent = models.ForeignKey(Officer, models.PROTECT, related_name="absences")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="stands_in")
    since = models.DateField("开始日期")
    until = models.DateField("结束日期")
    reason = models.CharField("事由", max_length=100)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="absence_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(absent=F("officer")), name="nobody_stands_in_for_himself"),
        ]


class PowerRequest(models.Model):
    """A change of powers that one officer asks for and another decides; neither may be whom it is about (DUTY-03).

    `change`: appoint, dismiss (`appointment` ends), stand_in (`officer` for `absent`), reset_factor.
    """

    change = models.CharField("变更", max_length=20)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+")
    post = models.CharField("职务", max_length=30, blank=True)
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, blank=True, related_name="+")
    absent = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField("开始日期", null=True, blank=True)
    until = models.DateField("结束日期", null=True, blank=True)
    reason = models.CharField("事由", max_length=100)
    asked_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("提出时间")
    decided_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    is_agreed = models.BooleanField("同意", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="power_asked_and_decided_by_two",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("officer")),
                name="nobody_decides_on_own_powers",
            ),
        ]
