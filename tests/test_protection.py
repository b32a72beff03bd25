"""Every column has a protection class (SEC-DATA-01), and what is content or identity is no plain column (SEC-DATA-02)."""

from importlib.resources import files

import pytest
import yaml
from django.apps import apps
from django.db import models

TABLE = yaml.safe_load((files("mingjian.conf") / "protection.yaml").read_text("utf-8"))
CLASSES = {"P0", "P1", "P2", "P3", "P4", "S"}


def columns(model) -> list[models.Field]:
    return [field for field in model._meta.get_fields() if getattr(field, "concrete", False)]


def declared(label: str) -> dict[str, str]:
    return {name: protection for protection, names in TABLE[label].items() for name in names}


def test_table_names_every_model_and_no_other():
    assert set(TABLE) == {model._meta.label for model in apps.get_models()}


def test_classes_are_known():
    assert {protection for groups in TABLE.values() for protection in groups} <= CLASSES


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_every_column_has_one_class(model):
    names = [name for names in TABLE[model._meta.label].values() for name in names]

    assert sorted(names) == sorted(field.name for field in columns(model))


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_content_and_identity_are_no_plain_columns(model):
    sealed = {name for name, protection in declared(model._meta.label).items() if protection in ("P3", "P4")}
    plain = [
        field.name
        for field in columns(model)
        if field.name in sealed and not isinstance(field, models.BinaryField)
    ]

    assert plain == []


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_sealed_text_is_declared_as_content(model):
    found = {field.name for field in columns(model) if type(field).__name__ == "SealedTextField"}

    assert {declared(model._meta.label)[name] for name in found} <= {"P3"}


def test_keys_are_secrets_and_bytes():
    found = {
        (model._meta.label, field.name): (declared(model._meta.label)[field.name], type(field).__name__)
        for model in apps.get_models()
        for field in columns(model)
        if field.name == "key" and model._meta.app_label in ("ledger", "parties")
    }

    assert set(found) == {
        (name, "key")
        for name in ("ledger.Matter", "ledger.Document", "parties.Person", "parties.Organisation")
    }
    assert set(found.values()) == {("S", "BinaryField")}
