"""The facts in the working database, one table per grain, columns as in `facts`.

They are derived from matters and can be made again at any time; `matter` says from which. Ids are text: the
identifiers of the matters, acts and persons they stand for. What a column may hold is what `facts` declares.
"""

from django.db import models
from django.db.models import CheckConstraint, Q

from mingjian.statistics.facts import TABLES


def _only_declared(table: str) -> list[CheckConstraint]:
    """Constraints that hold codes to those declared, and flags to 0 and 1."""
    constraints = []
    for column in TABLES[table].columns:
        allowed = [0, 1] if column.type == "flag" else list(column.codes)
        if column.type in ("flag", "code"):
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


def _number() -> models.PositiveIntegerField:
    return models.PositiveIntegerField(null=True)


def _words() -> models.CharField:
    """A title of an internal publication, or the code of a list that facts do not hold closed."""
    return models.CharField(max_length=200, null=True)


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
    is_surrender = _flag()
    grade = _words()
    recheck = _words()
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
    is_own_cadre = _flag()
    outcome = _words()
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
    is_sent_back = _flag()
    is_head = _flag()
    is_extended = _flag()
    is_defence_adopted = _flag()
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
    lead = _reference()
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


class FactStyleProblem(models.Model):
    """One problem (起)."""

    id = _id()
    matter = _matter()
    unit = _unit()
    month = models.CharField(max_length=7, null=True)
    type = _code()
    level = _code()
    handled_count = _number()
    sanctioned_count = _number()
    department = _reference()

    class Meta:
        db_table = "fact_style_problem"
        constraints = _only_declared("style_problems")


class FactFinding(models.Model):
    """One problem found."""

    id = _id()
    matter = _matter()
    unit = _unit()
    origin = _code()
    found_on = _day()
    due_on = _day()
    verified_on = _day()
    rechecked_on = _day()
    lead = _reference()
    subject = _reference()
    category = _words()
    scope = _words()
    sector = _words()
    is_head = _flag()
    has_basis = _flag()
    is_on_site = _flag()
    is_relapsed = _flag()
    department = _reference()

    class Meta:
        db_table = "fact_finding"
        constraints = _only_declared("findings")


class FactLetter(models.Model):
    """One letter of advice (份)."""

    id = _id()
    matter = _matter()
    unit = _unit()
    kind = _code()
    issued_on = _day()
    reply_due_on = _day()
    replied_on = _day()
    closed_on = _day()
    is_head = _flag()
    advice = _number()
    adopted = _number()
    department = _reference()

    class Meta:
        db_table = "fact_letter"
        constraints = _only_declared("letters")


class FactInspection(models.Model):
    """One subject in one round."""

    id = _id()
    matter = _matter()
    unit = _unit()
    subject = _words()
    subject_level = _words()
    round = _words()
    entered_on = _day()
    fed_back_on = _day()
    reported_on = _day()
    department = _reference()

    class Meta:
        db_table = "fact_inspection"
        constraints = _only_declared("inspections")


class FactTalk(models.Model):
    """One talk with one person (人次)."""

    id = _id()
    matter = _matter()
    unit = _unit()
    person = _reference()
    kind = _words()
    held_on = _day()
    is_head = _flag()
    is_same_level = _flag()
    department = _reference()

    class Meta:
        db_table = "fact_talk"
        constraints = _only_declared("talks")


class FactActivity(models.Model):
    """One check, meeting, session, lecture, visit, round, notice, rule, agreement, letter of responsibility …"""

    id = _id()
    matter = _matter()
    unit = _unit()
    kind = _words()
    held_on = _day()
    title = _words()
    attendance = _number()
    items = _number()
    phase = _words()
    planned_on = _day()
    recorded_on = _day()
    is_head = _flag()
    sector = _words()
    subject = _reference()
    person = _reference()
    methods = _number()
    examined = _number()
    passed = _number()
    points = _number()
    department = _reference()

    class Meta:
        db_table = "fact_activity"
        constraints = _only_declared("activities")


class FactTransfer(models.Model):
    """One hand-over between two units or departments."""

    id = _id()
    matter = _matter()
    unit = _unit()
    department = _reference()
    to_unit = _reference()
    to_department = _reference()
    kind = _words()
    sent_on = _day()
    receipt_due_on = _day()
    received_on = _day()
    feedback_due_on = _day()
    fed_back_on = _day()
    is_requested = _flag()
    lead = _reference()
    drawn_up_on = _day()
    pair = _words()
    is_declined = _flag()

    class Meta:
        db_table = "fact_transfer"
        constraints = _only_declared("transfers")


class FactUse(models.Model):
    """One citation of a report."""

    id = _id()
    matter = _matter()
    unit = _unit()
    report = _words()
    report_kind = _words()
    report_on = _day()
    cited_in = _words()
    cited_on = _day()
    subject = _reference()
    department = _reference()

    class Meta:
        db_table = "fact_use"
        constraints = _only_declared("uses")


class FactStaff(models.Model):
    """Staff and budget of a unit in a year."""

    id = _id()
    matter = _matter()
    unit = _unit()
    year = _number()
    filed_on = _day()
    posts = _number()
    staff = _number()
    supervised = _number()
    budget = _number()
    spent = _number()
    models_run = _number()
    department = _reference()

    class Meta:
        db_table = "fact_staff"
        constraints = _only_declared("staff")


class FactProposal(models.Model):
    """Something put up for approval, and how that ended."""

    id = _id()
    matter = _matter()
    unit = _unit()
    kind = _words()
    act = _words()
    proposed_on = _day()
    decided_on = _day()
    outcome = _code()
    department = _reference()

    class Meta:
        db_table = "fact_proposal"
        constraints = _only_declared("proposals")


class FactDetention(models.Model):
    """One detention of one person."""

    id = _id()
    matter = _matter()
    unit = _unit()
    person = _reference()
    approved_on = _day()
    started_on = _day()
    ended_on = _day()
    department = _reference()

    class Meta:
        db_table = "fact_detention"
        constraints = _only_declared("detentions")


class FactRecovery(models.Model):
    """Money or goods recovered in a case, each time in whole yuan."""

    id = _id()
    matter = _matter()
    unit = _unit()
    case = _reference()
    recovered_on = _day()
    amount = _number()
    department = _reference()

    class Meta:
        db_table = "fact_recovery"
        constraints = _only_declared("recoveries")


FACT_MODELS: dict[str, type[models.Model]] = {
    "petitions": FactPetition,
    "leads": FactLead,
    "inquiries": FactInquiry,
    "cases": FactCase,
    "sanctions": FactSanction,
    "measures": FactMeasure,
    "form_uses": FactFormUse,
    "style_problems": FactStyleProblem,
    "findings": FactFinding,
    "letters": FactLetter,
    "inspections": FactInspection,
    "talks": FactTalk,
    "activities": FactActivity,
    "transfers": FactTransfer,
    "uses": FactUse,
    "staff": FactStaff,
    "proposals": FactProposal,
    "detentions": FactDetention,
    "recoveries": FactRecovery,
}
