"""What an account keeps beside its password: where it is signed in, its second factor, its recovery codes."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class LiveSession(models.Model):
    """A session in which an officer is signed in. `session` is its id as stored (hashed).

    The row outlives the session for some days, so that the browser can be told why it has to sign in again.
    """

    session = models.CharField(max_length=40, primary_key=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField("登录时间")
    source = models.CharField("来源", max_length=45)
    is_ended = models.BooleanField("已在别处结束", default=False)


class SecondFactor(models.Model):
    """The app or token of an officer. `last_step` is the half minute of the last code taken: none serves twice."""

    officer = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="+"
    )
    seed = models.BinaryField()
    last_step = models.BigIntegerField(default=0)
    since = models.DateTimeField("登记时间")


class RecoveryCode(models.Model):
    """A code on paper for when the app is not at hand; hashed like a password, good once."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField("序号")
    code = models.CharField(max_length=200)
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "number"], name="recovery_code_once")]


_NOTHING = Q(matter=None, leaving=None, power=None)


class Reminder(models.Model):
    """Something that came to an officer: a matter to handle, a proposal to decide, one returned, a deadline near, an export.

    `seq` is the act by which it came (for a deadline its day as a number), so that each comes once. What is about an
    export that waits, or was decided, names that (`leaving`) and no matter, what is about a stand-in the request (`power`); that
    envelopes of the public site were set aside names none of them, and `seq` is its day.
    """

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    what = models.CharField("种类", max_length=20)
    matter = models.ForeignKey("ledger.Matter", models.PROTECT, null=True, related_name="+")
    leaving = models.ForeignKey("web_desk.Leaving", models.PROTECT, null=True, related_name="+")
    power = models.ForeignKey("org.PowerRequest", models.PROTECT, null=True, related_name="+")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField("时间")
    seen_at = models.DateTimeField("已阅时间", null=True, blank=True)
    mailed_at = models.DateTimeField("邮件时间", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "what", "matter", "seq"], name="reminder_once"),
            models.UniqueConstraint(fields=["officer", "what", "leaving"], name="reminder_of_export_once"),
            models.UniqueConstraint(fields=["officer", "what", "power"], name="reminder_of_power_once"),
            models.UniqueConstraint(
                fields=["officer", "what", "seq"], condition=_NOTHING, name="reminder_of_site_once"
            ),
            models.CheckConstraint(
                condition=Q(leaving=None, power=None, matter__isnull=False)
                | Q(matter=None, power=None, leaving__isnull=False)
                | Q(matter=None, leaving=None, power__isnull=False)
                | _NOTHING & Q(what="aside"),
                name="reminder_of_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["officer", "seen_at"], name="reminder_unseen")]


class RemindedUpTo(models.Model):
    """The instant up to which acts have been looked through for reminders; one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    recorded_at = models.DateTimeField()


class MailChoice(models.Model):
    """Whether an officer is told by mail that something came: `at_once`, or once a day (`digest`)."""

    officer = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="+"
    )
    address = models.EmailField("邮箱", max_length=120)
    how = models.CharField("方式", max_length=10)


class CalendarFeed(models.Model):
    """The secret address of an officer's calendar; `secret` is a keyed hash of it."""

    officer = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="+"
    )
    secret = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField("启用时间")
