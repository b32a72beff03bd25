"""What the desk itself keeps: where each officer is signed in, and how long whoever guesses passwords must wait."""

import uuid

from django.conf import settings
from django.db import models


class SignedIn(models.Model):
    """The last sign-in of an officer. `session` is the id as stored (hashed), so that there is one at a time."""

    officer = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="+"
    )
    session = models.CharField(max_length=40)
    since = models.DateTimeField("登录时间")
    source = models.CharField("来源", max_length=45)


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
