"""What a person types has one form on every way in, and is found by whatever form is asked for."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.utils import translation

from apps.core.fields import DayField, LineFormField, LinesFormField
from apps.followup.models import Review
from apps.municipalities.models import Committee, Municipality
from apps.strategies.models import Element, Topic
from apps.strategies.models.element import MAX_BODY
from tests.bystander import own
from tests.factories import CommitteeFactory, MunicipalityFactory

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "text.yaml").read_text(encoding="utf-8"))
LONG, SHORT = "Bære\xaddygtig\u200bhed", "Bæredygtighed"


def test_saving_bulk_creating_and_updating_all_bring_a_name_into_its_form(db):
    topic = Topic.objects.create(name=LONG, slug="et")
    Topic.objects.bulk_create([Topic(name="ma\u030al", slug="to")])
    assert topic.name == SHORT
    assert list(own(Topic).order_by("slug").values_list("name", flat=True)) == [SHORT, "mål"]
    Topic.objects.filter(slug="to").update(name="a\xa0 b")
    assert Topic.objects.get(slug="to").name == "a b"


def test_what_is_asked_for_exactly_is_brought_into_the_same_form(db):
    Topic.objects.create(name=SHORT, slug="et")
    assert Topic.objects.filter(name=LONG).exists()


@pytest.mark.parametrize("name", CASES["titles_refused"])
def test_a_name_that_nobody_can_see_is_refused(name, herning):
    with pytest.raises(ValidationError), transaction.atomic():
        MunicipalityFactory(name=name)
    with pytest.raises(ValidationError), transaction.atomic():
        CommitteeFactory(name=name, municipality=herning)
    with pytest.raises(ValidationError):
        Committee(municipality=herning, name=name, slug="x").clean_fields()
    for field in (LineFormField(), LinesFormField()):
        with pytest.raises(ValidationError):
            field.clean(name)


def test_a_field_that_may_be_empty_takes_what_nobody_sees_as_nothing():
    assert LineFormField(required=False).clean("\u200b") == ""


def test_migrations_know_djangos_own_fields_only():
    path = Municipality._meta.get_field("name").deconstruct()[1]
    assert path == "django.db.models.CharField"


@pytest.mark.parametrize(("query", "text"), CASES["found"].items())
def test_rows_are_found_whatever_form_either_has(query, text, db):
    found = Topic.objects.create(name=f"Om {text} her", slug="om")
    Topic.objects.create(name="Andet", slug="andet")
    assert list(Topic.objects.filter(name__folded=query)) == [found]


@pytest.mark.parametrize(("query", "text"), CASES["found"].items())
def test_a_row_written_before_there_was_one_form_is_found_too(query, text, db):
    topic = Topic.objects.create(name="x", slug="om")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE strategies_topic SET name = %s WHERE id = %s", [f"Om {text} her", topic.pk])
    assert list(Topic.objects.filter(name__folded=query)) == [topic]


@pytest.mark.parametrize("sign", ["%", "_", "\\"])
def test_signs_with_a_meaning_in_sql_are_looked_for_as_they_stand(sign, db):
    found = Topic.objects.create(name=f"a{sign}b", slug="a")
    Topic.objects.create(name="acb", slug="b")
    assert list(Topic.objects.filter(name__folded=f"A{sign}B")) == [found]


def test_capital_letters_outside_ascii_are_found_on_both_databases(db):
    found = Topic.objects.create(name="Økonomi og Ældre", slug="a")
    assert list(Topic.objects.filter(name__folded="ØKONOMI OG ældre")) == [found]


def limited(model):
    """The fields of the model in which a person's words may be only so long."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField)) and field.max_length and not field.choices
    ]


#: By ``Element.tidy``, which every way in calls; a row of history has what an element had.
CHECKED_OTHERWISE = {"strategies.Element.body", "strategies.HistoricalElement.body"}
OWN = [model for model in apps.get_models() if model.__module__.startswith("apps.")]
FIELDS = [field for model in OWN for field in limited(model) if str(field) not in CHECKED_OTHERWISE]


@pytest.mark.parametrize("field", FIELDS, ids=str)
def test_words_that_are_too_long_are_refused_by_the_model_itself(field):
    """Not by forms alone: commands, operations and machines write too."""
    with pytest.raises(ValidationError):
        field.clean("x" * (field.max_length + 1), None)


def test_the_text_of_an_element_is_refused_where_it_is_too_long():
    with pytest.raises(ValidationError, match="Teksten er for lang"):
        Element(title="Mål", body=f"<p>{'x' * MAX_BODY}</p>").tidy()


@pytest.mark.parametrize("lines", ["x" * 3000, "x" * 1500 + "\n" + "x" * 1499, "  " + "x" * 3000 + "  \n\n"])
def test_just_so_long_is_taken_after_what_nobody_sees_is_left_out(lines):
    Review._meta.get_field("conclusion").clean(lines, None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        *(("da", text) for text in ("20-12-2026", "20.12.2026", "20/12/2026", "2026-12-20", " 20-12-2026 ")),
        *(("en", text) for text in ("2026-12-20", "12/20/2026", "20 December 2026", "20 Dec 2026")),
    ],
)
def test_a_day_is_read_as_it_is_written_in_the_language_of_the_page(language, text):
    with translation.override(language):
        assert DayField().clean(text) == date(2026, 12, 20)


@pytest.mark.parametrize(
    "text", ["i morgen", "31-02-2026", "12-20-2026", "٢٠-١٢-٢٠٢٦", "20-12-26", "2026", "\x00"]
)
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("da", "Indtast en gyldig dato, for eksempel 31-12-2026."),
        ("en", "Enter a valid date, for example 2026-12-31."),
    ],
)
def test_what_is_no_day_is_refused_with_an_example_of_one_that_is_read(language, told, text):
    with translation.override(language):
        with pytest.raises(ValidationError) as refused:
            DayField().clean(text)
        assert refused.value.messages == [told]
        assert DayField().clean(told.rpartition(" ")[2].rstrip(".")) == date(2026, 12, 31)


def test_a_field_shows_a_day_as_it_reads_it():
    assert DayField().widget.format_value(date(2026, 1, 2)) == "02-01-2026"
    with translation.override("en"):
        assert DayField().widget.format_value(date(2026, 1, 2)) == "2026-01-02"
