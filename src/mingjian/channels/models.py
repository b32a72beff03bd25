"""What the register keeps of the public site: which box there answers for a report, and what was last put into it."""

from django.db import models

from mingjian.ledger.models import Matter


class Mailbox(models.Model):
    """The mailbox of a report that came from the public site (K8). Nothing here opens it, and nothing leads to the code.

    `seq` and `position` are what the last answer told: how far the file went, and where the ledger has its first entry.
    """

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="+")
    number = models.CharField("回执号", max_length=20)
    box = models.CharField(max_length=32, unique=True)
    public = models.BinaryField(max_length=32)
    seq = models.PositiveIntegerField(default=0)
    position = models.PositiveBigIntegerField(null=True)
    told = models.BinaryField(max_length=32, default=b"")
