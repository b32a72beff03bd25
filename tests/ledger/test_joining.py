"""Joins and splits, the same for reports and leads: what stands in the way, and that no number leaves its unit."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction

from mingjian.law.refusal import Refused
from mingjian.ledger import joining, kinds
from mingjian.ledger.before import Before
from mingjian.ledger.book import book
from mingjian.ledger.models import Act, Link, Matter
from mingjian.ledger.order import Order
from mingjian.ledger.work import Work
from mingjian.org.models import Unit
from tests.people import city
from tests.stories import complaint, lead

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 3, 2)
KINDS = {"complaint": (complaint, "信访举报", "Complaint"), "lead": (lead, "问题线索", "Lead")}


@pytest.fixture
def people():
    return city()


@pytest.fixture
def elsewhere(people):
    """Another unit, whose matters nobody here knows of."""
    return Unit.objects.create(
        name="某县纪委监委", short="某县", code="某纪", level="own", parent=people.top, path="9/"
    )


def asked(matter, **details):
    """The matter as a room sees it before an act."""
    work = Work(book())
    return Before(work, work.take(matter.pk, matter.kind), Order("join", None, DAY, details))


@transaction.atomic
def join(matter, leading):
    joining.refuse_to_join(asked(matter, joined_to=str(leading)))


def refusal(matter, leading):
    with pytest.raises(Refused) as refused:
        join(matter, leading)
    (reason,) = refused.value.reasons
    assert reason.field == "joined_to"
    return reason


@pytest.mark.parametrize("kind", KINDS)
def test_a_matter_is_joined_to_another_of_its_kind_and_unit_that_is_not_joined(people, kind):
    make, label, english = KINDS[kind]
    leading, later, third = make(people), make(people), make(people)
    other = lead(people) if kind == "complaint" else complaint(people)

    join(later, leading.pk)
    join(later, "")  # a missing field is for the law to name
    kinds.kind(kind).record.objects.filter(pk=later.pk).update(joined_to=leading)

    assert refusal(third, third.pk).say() == "不能并入本件自己，请另选一件。"
    assert (
        refusal(third, later.pk).say()
        == f"{later.number}已并入{leading.number}，请改为并入{leading.number}。"
    )
    assert refusal(third, other.pk).say() == f"{other.number}不是“{label}”，不能并入。"
    assert refusal(third, other.pk).say("en") == f"{other.number} is no “{english}”; it cannot be joined."


@pytest.mark.parametrize("kind", KINDS)
def test_matter_of_another_unit_is_not_told_from_none(people, elsewhere, kind):
    make, label, _english = KINDS[kind]
    matter, far = make(people), make(people)
    Matter.objects.filter(pk=far.pk).update(unit=elsewhere)

    said = {refusal(matter, one).say() for one in (far.pk, uuid4(), "某件", people.unit.pk)}
    assert said == {f"所选事项不是同一单位的“{label}”，不能并入。"}


@pytest.mark.parametrize(("code", "named", "unnamed"), [
    ("parts_open", "分件{}尚未办结，不能汇总。", "还有分件尚未办结，不能汇总。"),
    ("cases_open", "案件{}尚未办结，问题线索不能办结。", "还有案件尚未办结，问题线索不能办结。"),
])  # fmt: skip
def test_what_has_not_ended_is_named_within_the_unit_only(people, elsewhere, code, named, unnamed):
    matter, near, far = (lead(people) for _ in range(3))
    Matter.objects.filter(pk=far.pk).update(unit=elsewhere)

    for others, said in (((near, far), named.format(near.number)), ((far,), unnamed)):
        with pytest.raises(Refused) as refused:
            wait_for(matter, others, code)
        assert str(refused.value) == said
    Matter.objects.filter(pk__in=(near.pk, far.pk)).update(closed_on=date(2023, 3, 2))
    wait_for(matter, (near, far), code)


@transaction.atomic
def wait_for(matter, others, code):
    before = asked(matter)
    joining.refuse_while_open(before, [before.other(str(other.pk)) for other in others], code)


@transaction.atomic
def test_split_without_parts_does_not_end(people):
    matter, part = lead(people), lead(people)

    with pytest.raises(Refused, match="还没有登记分件，不能汇总。"):
        joining.refuse_without_parts_that_ended(asked(matter))
    act = Act.objects.get(matter=part)
    Link.objects.create(origin=matter, target=part, kind="split", act=act)
    with pytest.raises(Refused, match="尚未办结，不能汇总"):
        joining.refuse_without_parts_that_ended(asked(matter))
