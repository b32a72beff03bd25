"""What the ledger keeps: a thin header for every matter, its acts, and the projections that acts lead to."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mingjian.ledger.fields import JsonText, SealedTextField
from mingjian.org.models import Department, Unit

OFFICER = settings.AUTH_USER_MODEL
NEVER = date(9999, 12, 31)  # no deadline runs; a day and not NULL, so that lists page by it on every database


class Matter(models.Model):
    """Whatever the commission carries to an end. The position is a projection of the acts; nothing else writes it.

    `procedure` is the day of the procedure version that binds; `head` the hash of the last act; `key` the
    matter's key, wrapped by the platform key; `secrecy` a level, 0 general and upwards.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("种类", max_length=40)
    procedure = models.DateField("适用规程")
    number = models.CharField("编号", max_length=40, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", db_index=False)
    handler = models.ForeignKey(OFFICER, models.PROTECT, null=True, related_name="+", db_index=False)
    step = models.CharField("环节", max_length=40)
    secrecy = models.PositiveSmallIntegerField("密级", default=0)
    opened_on = models.DateField("登记日")
    moved_on = models.DateField(null=True)
    due_on = models.DateField("到期", default=NEVER)
    closed_on = models.DateField("办结日", null=True)
    waiting = models.PositiveSmallIntegerField("待批数", default=0)
    seq = models.PositiveIntegerField("末条序号")
    head = models.BinaryField(max_length=32)
    random = models.BinaryField(max_length=32)
    created_at = models.DateTimeField()
    key = models.BinaryField()
    title = SealedTextField("标题")

    class Meta:
        indexes = [
            models.Index(fields=["unit", "kind", "due_on", "opened_on", "id"], name="matter_unit_due_opened"),
            models.Index(fields=["unit", "kind", "opened_on", "id"], name="matter_unit_opened"),
            models.Index(
                fields=["unit", "kind", "step", "due_on", "opened_on", "id"], name="matter_unit_step_opened"
            ),
            models.Index(
                fields=["department", "kind", "due_on", "opened_on", "id"], name="matter_dept_due_opened"
            ),
            models.Index(
                fields=["department", "kind", "step", "due_on", "opened_on", "id"],
                name="matter_dept_step_opened",
            ),
            models.Index(fields=["department", "kind", "opened_on", "id"], name="matter_dept_opened"),
            models.Index(
                fields=["handler", "due_on", "opened_on", "id"],
                name="matter_handler_due_opened",
                condition=Q(closed_on=None),
            ),
            models.Index(
                fields=["department", "kind"],
                name="matter_unhandled",
                condition=Q(closed_on=None, handler=None),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Act(models.Model):
    """What was done to a matter: by one officer, on one day, recorded at one instant; never changed, never removed.

    `post` is the appointment held when it was done; `about` the sequence number of the proposal that an opinion
    speaks of; `details` the declared P2 values; `sealed` the words, of which `commitment` speaks in the hash.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="acts", db_index=False)
    seq = models.PositiveIntegerField("序号")
    code = models.CharField("办理行为", max_length=40)
    officer = models.ForeignKey(OFFICER, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey("org.Appointment", models.PROTECT, null=True, related_name="+", db_index=False)
    on = models.DateField("办理日期")
    at = models.DateTimeField("时间", null=True)
    recorded_at = models.DateTimeField("录入时间")
    about = models.PositiveIntegerField(null=True)
    details = JsonText()
    sealed = models.BinaryField(null=True)
    commitment = models.BinaryField(max_length=32, null=True)
    token = models.CharField(max_length=64, null=True)
    prev = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "seq"], name="act_seq_once"),
            models.UniqueConstraint(fields=["token"], name="act_token_once", condition=~Q(token=None)),
        ]
        indexes = [models.Index(fields=["recorded_at"], name="act_recorded")]


class Document(models.Model):
    """A paper that came with an act: sealed on disk under its own key; its name is among the words of the act."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    act = models.ForeignKey(Act, models.PROTECT, related_name="documents")
    kind = models.CharField("种类", max_length=30)
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField("大小（字节）")
    file = models.CharField(max_length=80)
    key = models.BinaryField()
    commitment = models.BinaryField(max_length=32)


class Clock(models.Model):
    """One run of a limit on a matter, with how its day came about (`law.running.Running`)."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="clocks", db_index=False)
    rule = models.CharField("时限", max_length=40)
    version = models.DateField()
    started_by = models.PositiveIntegerField()
    start_on = models.DateField()
    start_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    first_due_on = models.DateField(null=True)
    first_due_at = models.DateTimeField(null=True)
    provisional = models.BooleanField(default=False)
    state = models.CharField(max_length=8)
    stopped_by = models.PositiveIntegerField(null=True)
    stopped_on = models.DateField(null=True)
    stopped_at = models.DateTimeField(null=True)
    extensions = JsonText()
    pauses = JsonText()
    escalated = models.PositiveSmallIntegerField("上报级次", default=0, db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "rule", "started_by"], name="clock_once")]
        indexes = [
            models.Index(fields=["due_on", "matter"], name="clock_running", condition=Q(state="running"))
        ]


class Proposal(models.Model):
    """A proposal that is open: its chain, frozen when it was made, who has agreed, whose opinion is awaited."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="proposals", db_index=False)
    seq = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    proposed_by = models.ForeignKey(OFFICER, models.PROTECT, null=True, related_name="+")
    proposed_on = models.DateField()
    chain = JsonText()
    agreed = JsonText()
    moving = models.BooleanField()
    step_before = models.CharField(max_length=40, null=True)
    stopped = JsonText()
    asked = models.CharField("待审批的权限", max_length=60, null=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "seq"], name="proposal_once"),
            models.UniqueConstraint(fields=["matter"], name="one_moving_proposal", condition=Q(moving=True)),
        ]
        indexes = [models.Index(fields=["unit", "asked"], name="proposal_asked")]


class Opinion(models.Model):
    """Who gave an opinion on a proposal. The database itself refuses a second one, and one by the proposer.

    `body` names whose decision was entered, where a body or person outside decides: entering the decisions of two
    bodies is not giving two opinions.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+", db_index=False)
    proposal = models.PositiveIntegerField()
    officer = models.ForeignKey(OFFICER, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(OFFICER, models.PROTECT, null=True, related_name="+", db_index=False)
    body = models.CharField(max_length=40, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "proposal", "officer", "body"], name="opinion_once"),
            models.CheckConstraint(condition=~Q(officer=F("proposed_by")), name="opinion_not_by_proposer"),
        ]


class Duty(models.Model):
    """That an officer has done a duty on a matter, for ever: what separations look at."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+", db_index=False)
    officer = models.ForeignKey(OFFICER, models.PROTECT, related_name="+", db_index=False)
    duty = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "matter", "duty"], name="duty_once")]


class Participation(models.Model):
    """That an officer may see a matter: as handler, team, approver, or let in; from an act and its day, until a day.

    `mac` is a keyed hash of the row: a right that somebody wrote into the database by hand gives no access.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="participations", db_index=False)
    officer = models.ForeignKey(OFFICER, models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=12)
    since_by = models.PositiveIntegerField()
    since = models.DateField()
    until = models.DateField(null=True)
    mac = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "matter", "role", "since_by"], name="participation_once"
            ),
        ]
        indexes = [models.Index(fields=["matter", "role"], name="participation_matter")]


class Block(models.Model):
    """That an officer may not see or touch a matter: recused, or named in it."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="blocks", db_index=False)
    officer = models.ForeignKey(OFFICER, models.PROTECT, related_name="+", db_index=False)
    ground = models.CharField(max_length=30)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "matter"], name="block_once")]


class Link(models.Model):
    """A tie between two matters, made by an act; never deleted."""

    origin = models.ForeignKey(Matter, models.PROTECT, related_name="links_out")
    target = models.ForeignKey(Matter, models.PROTECT, related_name="links_in")
    kind = models.CharField("关系", max_length=40)
    act = models.ForeignKey(Act, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["origin", "target", "kind"], name="link_once"),
            models.CheckConstraint(condition=~Q(origin=F("target")), name="no_link_to_itself"),
        ]


class Ancestry(models.Model):
    """The closure of links by which one matter came from another; separations look back, conversion forward."""

    ancestor = models.ForeignKey(Matter, models.PROTECT, related_name="+", db_index=False)
    descendant = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ancestor", "descendant"], name="ancestry_once")]


class Counter(models.Model):
    """The last number given, by unit, kind and year: locked when the next one is taken, so that none is missing."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "kind", "year"], name="counter_once")]


class Journal(models.Model):
    """What is no act: sign-ins, sensitive reads, exports, administration. Ids and codes only, never content."""

    at = models.DateTimeField(db_index=True)
    event = models.CharField(max_length=40)
    officer = models.ForeignKey(OFFICER, models.PROTECT, null=True, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=20)
    details = JsonText()

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="journal_calendar", condition=Q(event="calendar")),
            models.Index(fields=["id"], name="journal_file", condition=Q(event__in=["file", "reveal"])),
        ]


class Leaf(models.Model):
    """The sealer's own table: committed acts and journal entries in the order of the tree, without gaps."""

    number = models.PositiveBigIntegerField(primary_key=True)
    act = models.OneToOneField(Act, models.PROTECT, null=True, related_name="leaf")
    journal = models.OneToOneField(Journal, models.PROTECT, null=True, related_name="leaf")
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(act=None) ^ Q(journal=None), name="leaf_of_one_thing"),
        ]


class Checkpoint(models.Model):
    """A signed statement of size and root (`seal.checkpoint`), as it goes to witnesses."""

    size = models.PositiveBigIntegerField(unique=True)
    signed_at = models.DateTimeField()
    note = models.TextField()


class Indexed(models.Model):
    """A row of the blind index: the words of an act, or the title (no act). Its tokens lie beside (`migrations/0002`)."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    act = models.OneToOneField(Act, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter"], condition=Q(act=None), name="indexed_title_once")
        ]


class IndexMark(models.Model):
    """How far the blind index has come: every act recorded a day or more before this instant is in it."""

    recorded_at = models.DateTimeField()


def coded(prefix: str, *columns: str) -> list[models.Index]:
    """Indexes for the codes by which a register is filtered; a code that nothing has is then found out at once.

    Only of rows that have one: most codes are given late in a life, so that writing the first row costs little.
    """
    return [
        models.Index(fields=[name], name=f"{prefix}_by_{name}"[:30], condition=~Q(**{name: None}))
        for name in columns
    ]


class Record(models.Model):
    """The typed record beside a matter: each kind has its own, with an explicit one-to-one primary key."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="+")

    class Meta:
        abstract = True
