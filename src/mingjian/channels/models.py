"""What the register keeps of the public site: which box there answers for a report, what was last put into it, what was not brought in."""

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


class SetAside(models.Model):
    """An envelope that was not brought in, and why; its file lies in the folder `aside` until it is tried again.

    `why`: large, closed (not sealed to us, or damaged), cut (not whole), newer (written by a later version), papers (not as the letter
    says, or of a kind that is not taken), refused (the register does not take it).
    """

    name = models.CharField("信封", max_length=80, primary_key=True)
    why = models.CharField("原因", max_length=10)
    at = models.DateTimeField("时间")
