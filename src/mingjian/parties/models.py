"""What is kept of people: names under a key of their own, roles as codes, and of reporters almost nothing."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mingjian.ledger.fields import SealedTextField
from mingjian.ledger.models import Act, Matter
from mingjian.org.models import Department, Unit


class Person(models.Model):
    """A person concerned, under a random id. All words are sealed under the person's own key (`parties.persons`).

    The indexes are keyed hashes: equal values are found, nothing can be read. `same_as`: the person as whom this
    one turned out to be; the two rows stay, so the tie can be taken back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.BinaryField()
    name = SealedTextField("姓名")
    unit = SealedTextField("单位", null=True)
    post = SealedTextField("职务", null=True)
    id_number = SealedTextField("证件号码", null=True)
    birth = SealedTextField("出生年月", null=True)
    name_index = models.BinaryField(max_length=32, db_index=True)
    name_unit_index = models.BinaryField(max_length=32, db_index=True, null=True)
    id_index = models.BinaryField(max_length=32, null=True)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, related_name="others")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(same_as=F("id")), name="person_not_same_as_itself"),
            models.UniqueConstraint(
                fields=["id_index"], condition=Q(same_as=None), name="person_id_number_once"
            ),
        ]


class Organisation(models.Model):
    """A unit concerned: one that is reported on, investigated, inspected.

    What it is, as far as it is known: `kind` (a code of `unit_kind`), the level at which it is supervised, the form of
    its Party organisation, its sector (codes of the lists of the same names).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.BinaryField()
    name = SealedTextField("名称")
    kind = models.CharField("类别", max_length=30)
    supervised_level = models.CharField("层级", max_length=30, null=True)
    party_form = models.CharField("党组织形式", max_length=30, null=True)
    sector = models.CharField("行业领域", max_length=30, null=True)
    name_index = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField()


class Tenure(models.Model):
    """A post that somebody holds in a unit concerned: from a day, until a day (the last one included) or for the time being.

    `position` (a code) says whether he heads the unit or sits in its leading group; `title` is the post in words,
    sealed under the person's key. A post put down by mistake is taken away; the journal keeps that it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="tenures")
    position = models.CharField("任职身份", max_length=30)
    title = SealedTextField("职务")
    since = models.DateField("任职日期")
    until = models.DateField("免职日期", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="tenure_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "position", "since"], name="tenure_once"
            ),
        ]


class Oversight(models.Model):
    """Who of the commission is responsible for a unit concerned, from a day on, until the next one begins.

    `department` keeps contact with it, `group` is stationed in it or in charge of it, `leader` is in charge of both.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="oversight")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    since = models.DateField("起始日期")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "since"], name="oversight_once_a_day"),
            models.CheckConstraint(
                condition=~Q(department=None, group=None, leader=None), name="oversight_names_somebody"
            ),
        ]


class Role(models.Model):
    """What somebody is on a matter, with the codes that figures need, as known since an act: a projection of acts.

    A later row of the same person and role takes the place of an earlier one from its day on. `entry` and `mention`
    say which written mention it was: the act's sequence number and the place in its list, from 1.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="roles", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="roles")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="roles")
    role = models.CharField("身份", max_length=30)
    since_by = models.PositiveIntegerField()
    since = models.DateField()
    entry = models.PositiveIntegerField(null=True)
    mention = models.PositiveSmallIntegerField(null=True)
    rank_class = models.CharField("职级", max_length=20, null=True)
    is_member_cadre = models.BooleanField("党员干部", null=True)
    is_own_cadre = models.BooleanField("纪检监察干部", null=True)
    is_village_head = models.BooleanField("村党支部书记、村委会主任", null=True)
    is_party_member = models.BooleanField("中共党员", null=True)
    is_public_official = models.BooleanField("公职人员", null=True)
    is_bribe_giver = models.BooleanField("行贿人员", null=True)
    managed_by_same_level = models.BooleanField("同级党委管理", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(person=None) ^ Q(organisation=None), name="role_of_one_party"),
            models.UniqueConstraint(
                fields=["matter", "since_by", "role", "person"],
                condition=~Q(person=None),
                name="role_of_person_once",
            ),
            models.UniqueConstraint(
                fields=["matter", "since_by", "role", "organisation"],
                condition=~Q(organisation=None),
                name="role_of_organisation_once",
            ),
        ]


class Complainant(models.Model):
    """Whoever reports (P4). `identity` is sealed to the custodian's public key: the server writes it and cannot read it.

    There is no index over it and no tie to any person; the matter's key does not open it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    is_named = models.BooleanField("实名")
    notice_way = models.CharField("告知方式", max_length=20, null=True)
    identity = models.BinaryField(null=True)
    since = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_named=False) | Q(identity__isnull=False), name="named_complainant_has_identity"
            ),
        ]


class ReporterMark(models.Model):
    """A keyed hash of an identity that an officer typed, so that the same reporter is recognised later.

    Only such identities have one, never those that came sealed from outside. Whoever holds the index key and guesses
    a number could find it here: that is why it is a table of its own, which can be emptied without loss.
    """

    complainant = models.OneToOneField(Complainant, models.CASCADE, primary_key=True, related_name="+")
    mark = models.BinaryField(max_length=32, db_index=True)


class DuplicateMark(models.Model):
    """Keyed hashes by which similar reports are found: names mentioned (n), bands of similar text (t).

    An act that gives neither has one empty row (-), so that it is not looked at again.
    """

    act = models.ForeignKey(Act, models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+", db_index=False)
    sort = models.CharField(max_length=1)
    value = models.BinaryField(max_length=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["value", "matter", "act", "sort"], name="duplicate_mark_once")
        ]
        indexes = [models.Index(fields=["matter"], name="duplicate_mark_matter")]
