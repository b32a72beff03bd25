"""The facts of case work in the working database, one table per grain, columns as in `facts`.

They are derived from matters and can be made again at any time; `matter` says from which. Ids are text: the
identifiers of the matters, acts and persons they stand for. What a column may hold is what `facts` declares.
"""

from django.db import models
from django.db.models import CheckConstraint, Q

from mingjian.ledger.fields import JsonText
from mingjian.ledger.models import Matter
from mingjian.statistics.facts import TABLES


def _only_declared(table: str) -> list[CheckConstraint]:
    """Constraints that hold codes to those declared, and flags to 0 and 1."""
    constraints = []
    for column in TABLES[table].columns:
        allowed = [0, 1] if column.type == "flag" else list(column.codes)
        if allowed:
            holds = Q(**{f"{column.name}__in": allowed}) | Q(**{f"{column.name}__isnull": True})
            constraints.append(CheckConstraint(condition=holds, name=f"fact_{table}_{column.name}"))
    return constraints


def _id() -> models.CharField:
    return models.CharField(max_length=64, primary_key=True)


def _unit() -> models.CharField:
    return models.CharField(max_length=64, db_index=True)


def _reference() -> models.CharField:
    return models.CharField(max_length=64, null=True)


def _matter() -> models.CharField:
    return models.CharField(max_length=64, db_index=True)


def _code() -> models.CharField:
    return models.CharField(max_length=32, null=True)


def _day() -> models.DateField:
    return models.DateField(null=True)


def _flag() -> models.SmallIntegerField:
    return models.SmallIntegerField(null=True)


class FactPetition(models.Model):
    """One receipt (件次)."""

    id = _id()
    matter = _matter()
    unit = _unit()
    received_on = _day()
    channel = _code()
    origin = _code()
    content_class = _code()
    is_repeat = _flag()
    is_signed = _flag()
    outcome = _code()
    concluded_on = _day()
    joined_to = _reference()
    rank_class = _code()
    behaviour = _code()
    is_own_cadre = _flag()
    agreement = _reference()
    department = _reference()

    class Meta:
        db_table = "fact_petition"
        constraints = _only_declared("petitions")


class FactLead(models.Model):
    """One lead (件)."""

    id = _id()
    matter = _matter()
    unit = _unit()
    origin = _code()
    is_assigned_from_above = _flag()
    registered_on = _day()
    disposal_way = _code()
    disposed_on = _day()
    is_own_cadre = _flag()
    department = _reference()

    class Meta:
        db_table = "fact_lead"
        constraints = _only_declared("leads")


class FactInquiry(models.Model):
    """One talk or letter (件次)."""

    id = _id()
    matter = _matter()
    unit = _unit()
    lead = _reference()
    decided_on = _day()
    department = _reference()

    class Meta:
        db_table = "fact_inquiry"
        constraints = _only_declared("inquiries")


class FactCase(models.Model):
    """One person and matter (件)."""

    id = _id()
    matter = _matter()
    unit = _unit()
    lead = _reference()
    person = _reference()
    filed_on = _day()
    closed_on = _day()
    rank_class = _code()
    is_village_head = _flag()
    is_bribe_giver = _flag()
    transferred_on = _day()
    is_own_cadre = _flag()
    department = _reference()

    class Meta:
        db_table = "fact_case"
        constraints = _only_declared("cases")


class FactSanction(models.Model):
    """One decision on one person."""

    id = _id()
    matter = _matter()
    unit = _unit()
    case = _reference()
    person = _reference()
    decided_on = _day()
    party_sanction = _code()
    gov_sanction = _code()
    rank_class = _code()
    is_member_cadre = _flag()
    is_own_cadre = _flag()
    department = _reference()

    class Meta:
        db_table = "fact_sanction"
        constraints = _only_declared("sanctions")


class FactMeasure(models.Model):
    """One organisational measure on one person."""

    id = _id()
    matter = _matter()
    unit = _unit()
    person = _reference()
    decided_on = _day()
    measure = _code()
    is_member_cadre = _flag()
    department = _reference()

    class Meta:
        db_table = "fact_measure"
        constraints = _only_declared("measures")


class FactFormUse(models.Model):
    """One use of a form (人次)."""

    id = _id()
    matter = _matter()
    unit = _unit()
    person = _reference()
    decided_on = _day()
    form = _code()
    measure = _code()
    is_own_cadre = _flag()
    department = _reference()

    class Meta:
        db_table = "fact_form_use"
        constraints = _only_declared("form_uses")


class FactsOf(models.Model):
    """Up to which act the facts of a matter have been derived."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="+")
    seq = models.PositiveIntegerField()

    class Meta:
        db_table = "facts_of"


class FactsUpTo(models.Model):
    """One row: how many acts are in the facts, the last instant seen, by which rules, with which ties of persons."""

    acts = models.PositiveBigIntegerField()
    recorded_at = models.DateTimeField(null=True)
    rules = models.CharField(max_length=20)
    ties = JsonText()

    class Meta:
        db_table = "facts_up_to"


FACT_MODELS: dict[str, type[models.Model]] = {
    "petitions": FactPetition,
    "leads": FactLead,
    "inquiries": FactInquiry,
    "cases": FactCase,
    "sanctions": FactSanction,
    "measures": FactMeasure,
    "form_uses": FactFormUse,
}
