"""What statistics keep: the facts (`fact_models`), how far they were derived, and the figures of closed periods."""

from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, Q

from mingjian.ledger.fields import JsonText
from mingjian.ledger.models import Matter
from mingjian.org.models import Officer
from mingjian.statistics.fact_models import FACT_MODELS

__all__ = ["FACT_MODELS", "ClosedFigure", "ClosedPeriod", "FactsOf", "FactsUpTo"]


class FactsOf(models.Model):
    """Up to which act the facts of a matter have been derived."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="+")
    seq = models.PositiveIntegerField()

    class Meta:
        db_table = "facts_of"


class FactsUpTo(models.Model):
    """One row: how many acts are in the facts, the last instant seen, by which rules, with which ties of persons.

    `mark` is drawn anew with every change, so that what was counted is known to hold still.
    """

    acts = models.PositiveBigIntegerField()
    recorded_at = models.DateTimeField(null=True)
    rules = models.CharField(max_length=20)
    ties = JsonText()
    mark = models.UUIDField(default=uuid4)

    class Meta:
        db_table = "facts_up_to"


class ClosedPeriod(models.Model):
    """A period closed for a scope. Version 1 is the closing; a later one restates it, approved, and says why by code."""

    period = models.CharField(max_length=20)
    unit = models.CharField(max_length=64)
    own = models.BooleanField(default=False)
    version = models.PositiveSmallIntegerField()
    closed_on = models.DateField()
    closed_at = models.DateTimeField()
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=20, null=True)

    class Meta:
        db_table = "closed_period"
        constraints = [
            models.UniqueConstraint(
                fields=["period", "unit", "own", "version"], name="closed_period_version"
            ),
            CheckConstraint(
                condition=Q(version=1, approved_by=None, reason=None)
                | Q(version__gt=1, approved_by__isnull=False, reason__isnull=False),
                name="closed_period_restated_with_reason_and_approval",
            ),
        ]


class ClosedFigure(models.Model):
    """A figure as it was when its period was closed: value, share, the day of its definition, ids of its records."""

    closed = models.ForeignKey(ClosedPeriod, models.PROTECT, related_name="figures")
    place = models.PositiveSmallIntegerField()
    figure = models.CharField(max_length=120)
    label = models.CharField(max_length=200)
    unit = models.CharField(max_length=10)
    value = models.CharField(max_length=24, null=True)
    share = models.CharField(max_length=10, null=True)
    definition = models.DateField()
    records = JsonText()

    class Meta:
        db_table = "closed_figure"
        constraints = [models.UniqueConstraint(fields=["closed", "figure"], name="closed_figure_once")]
