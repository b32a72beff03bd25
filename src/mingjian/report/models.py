"""Official texts as they were issued; never changed, only followed by a later version."""

import uuid

from django.conf import settings
from django.db import models

from mingjian.ledger.fields import JsonText


class Issued(models.Model):
    """One version of an issued text. `sealed`: its words, its figures with definitions and record ids, its Word file.

    `figures`: the values by id, `definitions` the day of each definition: what a later version is compared with.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    edition = models.CharField("版式", max_length=20)
    period = models.CharField("期间", max_length=20)
    version = models.PositiveSmallIntegerField("版次")
    issued_on = models.DateField("印发日期")
    at = models.DateTimeField("时间")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    figures = JsonText()
    definitions = JsonText()
    digest = models.CharField("文件摘要", max_length=64)
    sealed = models.BinaryField()

    class Meta:
        db_table = "issued_text"
        ordering = ["unit", "edition", "period", "version"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "edition", "period", "version"], name="issued_once")
        ]
