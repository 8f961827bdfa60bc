"""Rows of an inline form that nobody could have filled in so: refused in words, and nothing is changed."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.forms import models

from apps.decisions.models import DecisionElement
from apps.indicators.models import IndicatorElement, Measurement, Target
from apps.municipalities.models import Committee
from tests.administration.decisions import test_decision
from tests.administration.indicators import test_indicator
from tests.workspace.rooms import answered_plan, identity, make_decision, make_indicator

DAYS = (date(2024, 12, 31), date(2025, 12, 31))
RO = "”Ro” står her allerede. Ret den række, eller slet den og gem, før du går videre."
DAY = "Der er allerede en række for 31. december 2024. Ret den, eller slet den og gem, før du går videre."


class Inline:
    """An inline with two rows that stand; ``key`` names what no two rows share, ``values`` are those of the rows."""

    def __init__(self, page, sent, name, key, values, stands, more):
        self.page, self.sent, self.name, self.key = page, sent, name, key
        self.values, self.stands, self.more = values, stands, more

    def post(self, browser, *rows, initial=0, **changes):
        """Send rows, each ``(id, value)``."""
        data = {f"{self.name}-TOTAL_FORMS": len(rows), f"{self.name}-INITIAL_FORMS": initial}
        for at, (pk, value) in enumerate(rows):
            told = {"id": pk, self.key: value, **self.more}
            data |= {f"{self.name}-{at}-{name}": each for name, each in told.items()}
        data = {**self.sent(), **data, **changes}
        return browser.post(self.page, {name: each for name, each in data.items() if each is not None})

    def snapshot(self):
        return [type(row).objects.filter(pk=row.pk).values().get() for row in self.stands]


@pytest.fixture
def browser(client, editor, herning):
    answered_plan(herning, editor)
    client.force_login(editor)
    return client


@pytest.fixture(params=["elements", "targets", "measurements", "decided"])
def inline(request, browser, herning):
    of = [identity(title) for title in ("Ro", "Natur")]
    keys = [each.element.pk for each in of]
    if request.param == "decided":
        row = make_decision(Committee.objects.get(name="Vand"), "Sag")
        stands = [
            DecisionElement.objects.create(decision=row, identity=each, relation="amends") for each in of
        ]
        return Inline(
            test_decision.page(row),
            lambda: test_decision.sent(herning, based_on=row.version),
            "elements", "element", keys, stands, {"relation": "amends"},
        )  # fmt: skip
    row = make_indicator(herning, "Træer")
    if request.param == "elements":
        stands = [IndicatorElement.objects.create(indicator=row, identity=each) for each in of]
        key, values, more = "element", keys, {"role": "outcome"}
    else:
        model = {"targets": Target, "measurements": Measurement}[request.param]
        stands = [model.objects.create(indicator=row, on=day, value=1) for day in DAYS]
        key, values, more = "on", [f"{day:%d-%m-%Y}" for day in DAYS], {"value": "2"}
    page = test_indicator.page(row)
    return Inline(page, lambda: test_indicator.sent(row), request.param, key, values, stands, more)


def refusals(answer):
    assert answer.status_code == 200
    return [
        told
        for each in answer.context["inline_admin_formsets"]
        for errors in each.formset.errors
        for words in errors.values()
        for told in words
    ]


def said(inline):
    return RO if inline.key == "element" else DAY


@pytest.mark.parametrize("with_key", [True, False])
def test_a_row_that_stands_cannot_be_sent_as_a_new_one(browser, inline, with_key):
    before = inline.snapshot()
    answer = inline.post(browser, (inline.stands[0].pk if with_key else None, inline.values[0]))
    assert refusals(answer) == [said(inline)]
    assert inline.snapshot() == before


def test_a_row_cannot_take_what_another_has(browser, inline):
    before = inline.snapshot()
    first, second = (row.pk for row in inline.stands)
    answer = inline.post(browser, (first, inline.values[1]), (second, inline.values[0]), initial=2)
    assert refusals(answer)[1:] == [said(inline)]
    assert inline.snapshot() == before


def test_what_a_deleted_row_had_is_free(browser, inline):
    row = inline.stands[0]
    told = {f"{inline.name}-0-DELETE": "on"}
    answer = inline.post(browser, (row.pk, inline.values[0]), (None, inline.values[0]), initial=1, **told)
    assert answer.status_code == 302
    assert not type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("part", ["TOTAL_FORMS", "INITIAL_FORMS"])
@pytest.mark.parametrize("value", ["", "abc", "-1", "99999999999999999999", "1e3", "²", None])
def test_whatever_is_said_of_the_number_of_rows_changes_none_that_stands(browser, inline, part, value):
    before = inline.snapshot()
    answer = inline.post(browser, **{f"{inline.name}-{part}": value})
    assert answer.status_code in (200, 302)
    assert inline.snapshot() == before
    if value in ("", "abc", "1e3", "²", None):
        assert "ManagementForm-data mangler eller er blevet pillet ved." in answer.content.decode()


def test_what_only_the_database_finds_is_told_in_words(browser, inline, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise IntegrityError("UNIQUE constraint failed")

    monkeypatch.setattr(models.BaseModelFormSet, "save_new_objects", refuse)
    before = inline.snapshot()
    answer = inline.post(browser)
    assert (answer.status_code, answer["Location"]) == (302, inline.page)
    assert (
        "Intet blev gemt. Det, der blev sendt, passer ikke med det, der står her."
        in browser.get(inline.page).content.decode()
    )
    assert inline.snapshot() == before
