"""Editors say which words citizens use."""

import pytest

from apps.publishing.models import EverydayWord
from apps.publishing.operations.publish import publish
from apps.publishing.search.results import Search
from tests.bystander import own
from tests.factories import element, make_plan

ADD = "/admin/publishing/everydayword/add/"


@pytest.fixture
def plan(herning, editor):
    plan = make_plan(element("goal", "Byen til vandet"), municipality=herning, title="Planen")
    publish(plan=plan, by=editor, nature="adopted")
    return plan


def titles(typed):
    return [hit.title for hit in Search.of(typed).hits(0, 20)]


def test_a_word_of_citizens_finds_what_the_editor_says_and_readers_are_told_at_once(
    client, plan, editor, herning
):
    client.force_login(editor)
    herning.refresh_from_db()
    before = herning.public_version
    assert titles("kaj") == []
    client.post(ADD, {"municipality": herning.pk, "word": "kaj", "finds": "vandet, bolværk"})
    assert own(EverydayWord).get().finds == "vandet, bolværk"
    assert titles("kajen") == ["Byen til vandet"]
    herning.refresh_from_db()
    assert herning.public_version > before


def test_the_word_finds_nothing_in_plans_of_others(plan, randers, other_editor):
    other = make_plan(element("goal", "Vandet i Randers"), municipality=randers, title="Anden")
    publish(plan=other, by=other_editor, nature="adopted")
    EverydayWord.objects.create(municipality=plan.municipality, word="kaj", finds="vandet")
    assert titles("kaj") == ["Byen til vandet"]


def test_an_editor_of_another_municipality_does_not_see_it(client, plan, other_editor, herning):
    word = EverydayWord.objects.create(municipality=herning, word="kaj", finds="vandet")
    client.force_login(other_editor)
    assert client.get(f"/admin/publishing/everydayword/{word.pk}/change/").status_code == 404
