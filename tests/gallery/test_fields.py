"""Fields: the control follows from the kind, errors are found and linked."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from mingjian.web.gallery.samples.form import act_form_errors, fields
from mingjian.web.shared.fields import Choice, Field


def draw(field: Field) -> str:
    return render_to_string(field.template, {"field": field})


def test_few_codes_are_radios_and_many_are_a_list():
    few = Field(
        name="way", label="方式", kind="code", choices=tuple(Choice(str(n), str(n)) for n in range(6))
    )
    many = Field(
        name="way", label="方式", kind="code", choices=tuple(Choice(str(n), str(n)) for n in range(7))
    )

    assert draw(few).count('type="radio"') == 6
    assert draw(many).count("<option") == 8
    assert '<option value="">请选择</option>' in draw(many), "none is chosen unseen"
    assert '<option value="">' not in draw(
        replace(many, choices=(*many.choices, Choice("7", "7", chosen=True)))
    )


def test_a_long_list_says_how_its_choices_are_read():
    """More than twelve (desk.md 5.3): the script narrows the list by what is typed; a list of people in any case."""
    long = Field(name="way", label="方式", kind="code", choices=(Choice("zzb", "组织部"),) * 13)
    short = replace(long, choices=long.choices[:12])
    people = Field(
        name="who", label="承办人", kind="officer", choices=(Choice("单英（一室）", "第一监督检查室"),)
    )

    assert 'data-long><option value="">请选择</option><option value="zzb" data-read="zu zhi bu/pou">' in draw(
        long
    )
    assert "data-" not in draw(short)
    assert 'data-read="dan/chan/shan ying/yang yi shi"' in draw(people)


@pytest.mark.parametrize("field", fields(), ids=lambda field: field.kind)
def test_every_kind_is_labelled(field):
    html = draw(field)

    assert field.label in html
    assert field.is_group == ("<fieldset" in html)


def test_error_is_tied_to_its_control():
    html = draw(
        Field(name="on", label="日期", kind="date", value="x", hint="如2026-11-23", error="请填写日期。")
    )

    assert 'aria-describedby="id_on_hint id_on_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'value="x"' in html


def test_optional_field_says_so():
    assert "（选填）" in draw(Field(name="note", label="说明", required=False))


def test_fixed_field_is_text():
    html = draw(Field(name="who", label="承办人", value="李明远", fixed=True))

    assert "<input" not in html and "李明远" in html


def test_failures_are_listed_in_the_order_of_the_form():
    assert [target for target, _words in act_form_errors().failures] == [
        "id_disposal_way",
        "id_meeting",
        "id_opinion",
        "id_amount",
        "id_on",
    ]
