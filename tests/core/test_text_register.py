import pytest
from django.apps import apps as django_apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from apps.core.text_register import EVERY_FIELD, entries, exclusions, is_known
from apps.strategies.models import Plan

#: What can hold words; a field with choices holds one of a fixed list of codes.
TEXTS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)


def text_fields(model):
    return [
        field for field in model._meta.local_concrete_fields if isinstance(field, TEXTS) and not field.choices
    ]


def test_every_text_field_of_every_model_is_registered_or_left_out_for_a_reason():
    unknown = [
        f"{model._meta.label}.{field.name}"
        for model in django_apps.get_models(include_auto_created=True)
        for field in text_fields(model)
        if not is_known(field)
    ]
    assert unknown == []


def test_a_field_that_nobody_declared_is_found():
    field = models.TextField(name="remark")
    field.contribute_to_class(type("Fake", (), {"_meta": Plan._meta}), "remark", private_only=True)
    field.model = Plan
    assert not is_known(field)


def test_no_field_is_both_registered_and_left_out():
    labels = {entry.model._meta.label: {*entry.fields, *entry.derived} for entry in entries()}
    assert [
        key
        for key in exclusions()
        if key[1] in labels.get(key[0], ()) or (key[1] == EVERY_FIELD and key[0] in labels)
    ] == []


def test_every_reason_is_a_sentence_about_a_field_that_exists():
    for (label, name), reason in exclusions().items():
        assert reason.endswith("."), reason
        model = django_apps.get_model(label)
        assert name == EVERY_FIELD or model._meta.get_field(name)


def test_what_is_registered_exists():
    for entry in entries():
        for name in (*entry.fields, *entry.derived):
            try:
                entry.model._meta.get_field(name)
            except FieldDoesNotExist:
                pytest.fail(f"{entry.model._meta.label} has no {name}")


def test_the_rows_of_no_plan_are_none(db):
    assert [entry.model for entry in entries() if entry.rows(0).exists()] == []
