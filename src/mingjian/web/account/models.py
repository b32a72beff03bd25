"""What an account keeps beside its password: where it is signed in, its second factor, its recovery codes."""

from django.conf import settings
from django.db import models


class LiveSession(models.Model):
    """A session in which an officer is signed in. `session` is its id as stored (hashed)."""

    session = models.CharField(max_length=40, primary_key=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField("登录时间")
    source = models.CharField("来源", max_length=45)


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
