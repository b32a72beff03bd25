"""Identifying persons, tying them, and registering who reports."""

import json
from datetime import date

import pytest

from mingjian.law.refusal import Refused
from mingjian.ledger.models import Act, Block, Journal
from mingjian.ledger.sealing import keys
from mingjian.org.models import Officer
from mingjian.parties import acts
from mingjian.parties.acts import Identity, SealedIdentity, identity_place, register_complainant
from mingjian.parties.models import Complainant, Organisation, Person, ReporterMark, Role
from mingjian.parties.persons import AlreadyKnown, NewOrganisation, NewPerson, organisation_name, words_of
from mingjian.vault.custodian import read_private_key
from mingjian.vault.keys import open_identity
from mingjian.vault.profile import CannotOpen
from tests.people import city
from tests.stories import assigned_lead, at

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 3, 6)


@pytest.fixture
def people():
    return city()


def identify(people, matter, on=DAY, **more):
    with at(on):
        return acts.identify(
            matter, **{"role": "person_complained", "by": people.id("承办李"), "on": on, **more}
        )


def new(name="王建明", **more):
    return NewPerson(
        **{"name": name, "unit": "临江市水务局", "post": "副局长", "id_number": "110101197001011234", **more}
    )


def test_identify_makes_person_role_and_act_together(people):
    matter = assigned_lead(people, mentions=[{"name": "王建明", "unit": "市水务局"}])

    known = identify(
        people, matter, person=new(), mention=(1, 1), codes={"rank_class": "county", "is_member_cadre": True}
    )

    role = Role.objects.get()
    assert (role.person_id, role.role, role.rank_class, role.is_member_cadre, role.is_own_cadre) == (
        known, "person_complained", "county", True, None)  # fmt: skip
    assert (role.since, role.entry, role.mention) == (DAY, 1, 1)
    act = Act.objects.get(matter=matter, seq=role.since_by)
    assert act.details == {"entry": 1, "is_member_cadre": True, "mention": 1, "person": str(known),
                           "person_role": "person_complained", "rank_class": "county"}  # fmt: skip
    assert words_of(Person.objects.get()) == {
        "name": "王建明", "unit": "临江市水务局", "post": "副局长", "id_number": "110101197001011234", "birth": ""}  # fmt: skip


def test_refused_identification_leaves_no_person(people):
    matter = assigned_lead(people)

    with pytest.raises(Refused):
        identify(people, matter, person=new(), by=people.id("审理蒋"))

    assert (Person.objects.count(), Role.objects.count()) == (0, 0)


def test_same_token_twice_is_one_person(people):
    matter = assigned_lead(people)

    once = identify(people, matter, person=new(id_number=""), token="a1")
    again = identify(people, matter, person=new(id_number=""), token="a1")

    assert (once, Person.objects.count(), Role.objects.count()) == (again, 1, 1)


def test_id_number_on_record_is_not_written_twice(people):
    matter = assigned_lead(people)
    known = identify(people, matter, person=new())

    with pytest.raises(AlreadyKnown) as found:
        identify(people, matter, person=new("王健明", id_number="110101 19700101 1234"))

    assert (found.value.known, str(found.value)) == (
        known,
        "这一证件号码已有登记，请从候选中选择，不要新建。",
    )
    assert Person.objects.count() == 1


def test_organisation_is_identified_as_well(people):
    matter = assigned_lead(people)

    known = identify(
        people, matter, organisation=NewOrganisation("临江市水务局", "government"), role="unit_complained"
    )

    assert list(Role.objects.values_list("person", "organisation", "role")) == [
        (None, known, "unit_complained")
    ]
    assert organisation_name(Organisation.objects.get()) == "临江市水务局"


def test_person_or_organisation_must_be_chosen(people):
    with pytest.raises(ValueError, match="请选择人员或者单位"):
        identify(people, assigned_lead(people))


def test_officer_who_is_identified_is_blocked(people):
    matter = assigned_lead(people)

    identify(people, matter, person=new("承办郑", officer=people.id("承办郑")))

    assert list(Block.objects.values_list("matter", "officer__name", "ground")) == [
        (matter.pk, "承办郑", "is_complained")
    ]


def test_officer_who_is_mentioned_is_blocked_at_registration(people):
    matter = assigned_lead(
        people,
        mentions=[{"name": "承办郑", "unit": "市纪委监委"}, {"name": "主任张", "unit": "临江市水务局"}],
    )

    assert list(Block.objects.values_list("matter", "officer__name")) == [(matter.pk, "承办郑")]


def test_correction_of_an_identification_corrects_the_role(people):
    matter = assigned_lead(people)
    wrong = identify(people, matter, person=new(), codes={"rank_class": "county"})
    right = identify(people, assigned_lead(people), person=new("赵立", id_number=""))
    entry = Role.objects.get(person=wrong).since_by

    with at(DAY):
        values = {
            "entry": entry,
            "values": {"person": str(right), "rank_class": "township"},
            "reason": "认错了人",
        }
        acts.record_act(matter, "correct", by=people.id("承办李"), on=DAY, details=values)
    assert Role.objects.filter(matter=matter).values_list("person", flat=True).get() == wrong
    with at(DAY):
        acts.record_act(matter, "approve", by=people.id("主任张"), on=DAY)

    role = Role.objects.get(matter=matter)
    assert (role.person_id, role.rank_class, role.since_by) == (right, "township", entry)


def test_unknown_person_is_refused(people):
    matter = assigned_lead(people)

    with pytest.raises(Refused) as refusal, at(DAY):
        details = {"person": "00000000-0000-4000-8000-000000000000", "person_role": "person_complained"}
        acts.record_act(matter, "identify", by=people.id("承办李"), on=DAY, details=details)

    assert str(refusal.value) == "“人员”所指的人员或单位没有登记，请先确认身份。"


def test_tie_is_followed_and_can_be_taken_back(people):
    one = Person.objects.get(pk=identify(people, assigned_lead(people), person=new()))
    other = Person.objects.get(pk=identify(people, assigned_lead(people), person=new("王建民", id_number="")))

    acts.tie(other, same_as=one, by=people.id("案管王"))
    other.refresh_from_db()
    assert acts.persons.everybody([one.pk]) == {one.pk, other.pk}
    assert acts.persons.roots([one.pk, other.pk]) == {one.pk: one.pk, other.pk: one.pk}
    acts.separate(other, by=people.id("案管王"))

    assert acts.persons.everybody([one.pk]) == {one.pk}
    changes = [
        details["change"]
        for details in Journal.objects.filter(event="party").order_by("pk").values_list("details", flat=True)
    ]
    assert changes == ["new", "new", "tied", "separated"]


def test_two_with_one_id_number_can_be_tied_but_not_parted(people):
    one = Person.objects.get(pk=identify(people, assigned_lead(people), person=new()))
    other = Person.objects.get(pk=identify(people, assigned_lead(people), person=new("王建民", id_number="")))
    acts.tie(other, same_as=one, by=people.id("案管王"))
    acts.amend(other, by=people.id("案管王"), words={"id_number": "110101197001011234"})
    other.refresh_from_db()

    with pytest.raises(AlreadyKnown):
        acts.separate(other, by=people.id("案管王"))


def test_identity_is_written_and_not_readable_here(people, settings):
    matter = assigned_lead(people)
    identity = Identity({"name": "李举报", "phone": "13900000000"})

    with at(DAY):
        register_complainant(
            matter, identity=identity, is_named=True, notice_way="phone", by=people.id("信访孙"), on=DAY
        )

    row = Complainant.objects.get()
    assert (row.matter_id, row.is_named, row.notice_way, row.since) == (matter.pk, True, "phone", DAY)
    assert "李举报".encode() not in bytes(row.identity)
    with pytest.raises(CannotOpen):
        open_identity(keys().platform_private, bytes(row.identity), identity_place(row.pk))
    private = read_private_key(settings.MINGJIAN_KEYS / "custodian.private", "只在测试中使用的口令")
    opened = json.loads(open_identity(private, bytes(row.identity), identity_place(row.pk)))
    assert opened == {"name": "李举报", "phone": "13900000000"}


def test_identity_is_bound_to_its_own_row(people, settings):
    matter = assigned_lead(people)
    row = register_complainant(matter, identity=Identity({"other": "见信封"}), is_named=False, notice_way=None,
                               by=people.id("信访孙"), on=DAY)  # fmt: skip
    private = read_private_key(settings.MINGJIAN_KEYS / "custodian.private", "只在测试中使用的口令")

    with pytest.raises(CannotOpen):
        open_identity(private, bytes(row.identity), identity_place(matter.pk))


def test_named_report_needs_name_and_contact(people):
    matter = assigned_lead(people)

    with pytest.raises(ValueError, match="实名举报须有真实姓名（名称）和电话或者地址"):
        register_complainant(matter, identity=Identity({"name": "李举报"}), is_named=True, notice_way=None,
                             by=people.id("信访孙"), on=DAY)  # fmt: skip

    assert not Complainant.objects.exists()


def test_same_reporter_is_recognised_only_among_typed_identities(people):
    first, second, third = (assigned_lead(people) for _ in range(3))
    typed = Identity({"name": "李举报", "phone": "139 0000 0000"})
    by = people.id("信访孙")
    register_complainant(first, identity=typed, is_named=True, notice_way=None, by=by, on=date(2023, 3, 4))
    envelope = keys().seal_identity(b"{}", identity_place(third.pk))
    sealed = SealedIdentity(third.pk, envelope)
    unopened = register_complainant(third, identity=sealed, is_named=True, notice_way=None, by=None, on=DAY)
    again = register_complainant(second, identity=typed, is_named=True, notice_way=None, by=by, on=DAY)

    assert acts.earlier_matters(again) == [first.pk]
    assert acts.earlier_matters(unopened) == []
    assert ReporterMark.objects.count() == 2


def test_account_found_later_is_kept_with_the_person(people):
    known = Person.objects.get(pk=identify(people, assigned_lead(people), person=new("承办郑", id_number="")))

    acts.amend(known, by=people.id("案管王"), words={"post": "调研员"}, officer=people.id("承办郑"))

    known.refresh_from_db()
    assert (words_of(known)["post"], known.officer) == ("调研员", Officer.objects.get(name="承办郑"))
