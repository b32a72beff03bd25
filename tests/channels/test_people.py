"""Names, units and contacts out of crowded cells."""

import pytest

from mingjian.channels.people import DoesNotFit, contact, identities, mentions
from mingjian.channels.synonyms import Words
from mingjian.law.lawbook import load

WORDS = Words(load())


def mention(name, unit="", post=""):
    return {"name": name, "unit": unit, "post": post}


def test_persons_of_one_cell_share_what_is_written_once():
    assert mentions(WORDS, ["张某、李某"], ["青石镇"], ["站长\n会计"]) == [
        mention("张某", "青石镇", "站长"), mention("李某", "青石镇", "会计"),
    ]  # fmt: skip


def test_report_over_several_rows_names_a_person_in_each():
    assert mentions(WORDS, ["张 某", "李某", "李某"], ["青石镇", "柳林镇", "柳林镇"], []) == [
        mention("张某", "青石镇"),
        mention("李某", "柳林镇"),
    ]


def test_unit_alone_is_a_mention_and_nobody_is_none():
    assert mentions(WORDS, ["不详"], ["清河村"], ["村干部"]) == [mention("", "清河村", "村干部")]
    assert mentions(WORDS, ["不详"], [""], [""]) == []


def test_units_that_do_not_go_with_the_persons_are_refused():
    with pytest.raises(DoesNotFit) as error:
        mentions(WORDS, ["张某、李某、王某"], ["青石镇、柳林镇"], [""])

    assert (error.value.field, str(error.value)) == ("accused_unit", "有2项，被反映人有3名")


def identity(**texts):
    fields = ("reporter", "contact", "reporter_id", "reporter_address", "reporter_employer")
    return identities(WORDS, {name: texts.get(name, "") for name in fields})


def test_identity_is_put_together_from_its_columns():
    said = identity(
        reporter="周某",
        contact="100 1234 5678",
        reporter_id="99010119900101001X",
        reporter_address="柳林镇一号",
        reporter_employer="无",
    )

    assert said == (
        {
            "name": "周某",
            "phone": "100 1234 5678",
            "id_number": "99010119900101001X",
            "address": "柳林镇一号",
        },
    )


def test_several_reporters_have_their_own_contacts_if_there_is_one_for_each():
    assert identity(reporter="周某、吴某", contact="10011112222、10033334444") == (
        {"name": "周某", "phone": "10011112222"}, {"name": "吴某", "phone": "10033334444"},
    )  # fmt: skip
    assert identity(reporter="周某、吴某", contact="10011112222") == (
        {"name": "周某", "phone": "10011112222"}, {"name": "吴某", "phone": "10011112222"},
    )  # fmt: skip


def test_anonymous_has_no_identity_but_a_contact_is_kept():
    assert identity(reporter="匿名", contact="无") == ()
    assert identity(reporter="群众", contact="10011112222") == ({"phone": "10011112222"},)


def test_contact_is_what_it_looks_like():
    assert contact("99010119900101001x") == {"id_number": "99010119900101001X"}
    assert (
        contact("10011112222 10033334444")
        == contact("10011112222/10033334444")
        == {"phone": "10011112222、10033334444"}
    )
    assert contact("柳林镇一号") == {"address": "柳林镇一号"}
    assert contact("someone@example.org") == {"other": "someone@example.org"}
