"""The fact tables of the working database say what `facts` says, and lose nothing on the way out."""

from datetime import date

import pytest
from django.db import IntegrityError, models, transaction

from mingjian.statistics.compute import figures
from mingjian.statistics.engine import Facts
from mingjian.statistics.fact_models import FACT_MODELS, FactCase, FactPetition
from mingjian.statistics.facts import TABLES, Column
from mingjian.statistics.period import parse
from mingjian.statistics.scope import scope
from mingjian.statistics.working import working_facts
from tests.figures.indicators import packaged_indicators
from tests.figures.sample_city import PERIOD, UNITS, sample_facts

KINDS = {"date": models.DateField, "flag": models.SmallIntegerField, "number": models.PositiveIntegerField}


def kind(column: Column) -> type[models.Field]:
    return KINDS.get(column.type, models.CharField)


@pytest.mark.parametrize("name", FACT_MODELS)
def test_model_has_the_columns_of_its_table(name: str) -> None:
    columns = {column.name: kind(column) for column in TABLES[name].columns}

    fields = {field.name: type(field) for field in FACT_MODELS[name]._meta.get_fields()}

    assert fields == {**columns, "matter": models.CharField}


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"channel": "pigeon"}, {"is_repeat": 2}, {"rank_class": "emperor"}])
def test_database_refuses_what_facts_do_not_declare(wrong: dict[str, object]) -> None:
    row = {"id": "p1", "matter": "m1", "unit": "city", "received_on": date(2031, 1, 1), **wrong}

    with pytest.raises(IntegrityError), transaction.atomic():
        FactPetition.objects.create(**row)


@pytest.mark.django_db
def test_working_facts_are_read_with_one_query_a_table_when_asked_for(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    case = {
        "matter": "m1",
        "unit": "city",
        "filed_on": date(2031, 2, 28),
        "is_bribe_giver": 1,
        "rank_class": "other",
    }
    FactCase.objects.create(id="c1", **case)

    with django_assert_num_queries(1):
        facts = working_facts(UNITS)
        assert [facts.size("cases"), facts.arrow("cases").num_rows] == [1, 1]

    known = {name: value for name, value in facts.arrow("cases").to_pylist()[0].items() if value is not None}
    assert known == {"id": "c1", **{name: value for name, value in case.items() if name != "matter"}}
    assert facts.arrow("petitions").num_rows == 0
    assert facts.units[0] == {"id": "city", "name": "临江市", "parent": None, "level": "city"}


@pytest.mark.django_db
def test_working_facts_give_the_same_figures_as_rows() -> None:
    rows = sample_facts()
    for name, model in FACT_MODELS.items():
        model.objects.bulk_create(model(matter="m", **row) for row in rows.get(name, ()))
    city, period = scope(UNITS, "city"), parse(PERIOD)

    kept = figures(packaged_indicators(), working_facts(UNITS), scope=city, period=period)

    assert kept == figures(packaged_indicators(), Facts(rows), scope=city, period=period)
