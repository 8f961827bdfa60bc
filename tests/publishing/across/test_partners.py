"""Who takes part, whom to ask and when are published with the edition, compared, retracted, and kept as they were."""

from datetime import date

import pytest
from django.db.models import ProtectedError

from apps.municipalities.models import Committee
from apps.publishing.comparison.pending_changes import differing, marks_of, pending_changes
from apps.publishing.comparison.pending_element import pending_element, read_element
from apps.publishing.digest import is_intact
from apps.publishing.models import Edition, EditionElement, EditionPartner
from apps.publishing.operations.publish import publish, republish
from apps.publishing.operations.retract import retract
from apps.strategies.models import Partner
from apps.strategies.operations.edit import edit_element
from tests.factories import CommitteeFactory, element, make_plan

WHEN = {"starts_on": date(2026, 3, 1), "ends_on": date(2027, 12, 31), "is_continuous": False}


@pytest.fixture
def units(herning):
    return [
        CommitteeFactory(municipality=herning, name=name, slug=name.lower())
        for name in ("Kultur", "Sundhed", "Veje")
    ]


@pytest.fixture
def plan(herning, units):
    lead, *others = (unit.pk for unit in units)
    goal = element(
        "goal",
        "Mål",
        text="Et.",
        responsible_id=lead,
        partner_ids=others,
        contact="Fru Olsen, Rådhuset",
        **WHEN,
    )
    return make_plan(goal, element("goal", "Andet"), municipality=herning)


@pytest.fixture
def edition(plan, editor):
    return publish(plan=plan, by=editor, nature="adopted")


def save(plan, editor, **changes):
    goal = plan.elements.get(title="Mål")
    return edit_element(plan_id=plan.pk, element_id=goal.pk, based_on=goal.version, by=editor, **changes)


def published(edition):
    row = EditionElement.objects.get(edition=edition, title="Mål")
    partners = list(row.partners.values_list("slug", "name"))
    return partners, row.contact, {name: getattr(row, name) for name in WHEN}


BOTH = [("sundhed", "Sundhed"), ("veje", "Veje")]


def test_an_edition_keeps_them_as_they_were_called(edition, units):
    Committee.objects.filter(pk=units[1].pk).update(name="Omsorg", slug="omsorg")
    assert published(edition) == (BOTH, "Fru Olsen, Rådhuset", WHEN)
    assert is_intact(edition)


def test_one_partner_more_or_less_behind_the_portals_back_is_found(edition):
    row = EditionPartner.objects.filter(element__edition=edition).first()
    EditionPartner.objects.filter(pk=row.pk)._raw_delete("default")
    assert not is_intact(Edition.objects.get(pk=edition.pk))


def test_an_edition_that_is_published_again_has_them_again(plan, edition, editor):
    save(plan, editor, partners=[], ends_on=None, contact="")
    second = publish(plan=plan, by=editor, nature="editorial")
    assert published(second) == ([], "", WHEN | {"ends_on": None})
    third = republish(edition=edition, by=editor)
    assert published(third) == (BOTH, "Fru Olsen, Rådhuset", WHEN)
    assert is_intact(third)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"partners": []}, ("Medansvarlige", "Sundhed, Veje", "ingen")),
        ({"contact": ""}, ("Kontakt", "Fru Olsen, Rådhuset", "ikke angivet")),
        ({"starts_on": None}, ("Begynder", "1. marts 2026", "ikke angivet")),
        ({"ends_on": date(2028, 12, 31)}, ("Slutter", "31. december 2027", "31. december 2028")),
        ({"ends_on": None, "is_continuous": True}, ("Slutter", "31. december 2027", "løbende")),
    ],
)  # fmt: skip
def test_every_degree_of_detail_finds_what_is_changed_since(plan, edition, editor, change, told):
    goal = save(plan, editor, **change)
    [found] = pending_changes(plan).comparison.changed
    for change in (found, pending_element(goal, read_element(goal.identity_id)).change):
        assert [(str(fact.label), fact.old, fact.new) for fact in change.facts] == [told]
    assert marks_of([plan.pk])[plan.pk].changed == {goal.identity_id}
    assert differing([plan.pk]) == {plan.pk}


def test_what_is_the_same_does_not_differ(plan, edition):
    assert pending_changes(plan).is_empty
    assert marks_of([plan.pk])[plan.pk].is_empty
    assert differing([plan.pk]) == set()


def test_words_are_retracted_from_contact_wherever_it_stands(plan, edition, editor):
    goal = plan.elements.get(title="Mål")
    retract(identity=goal.identity, words="Fru Olsen", reason="Et navn.", by=editor)
    rows = [goal.history.latest(), plan.elements.get(pk=goal.pk), EditionElement.objects.get(title="Mål")]
    assert not any("Olsen" in row.contact for row in rows)
    assert all("Rådhuset" in row.contact for row in rows)
    assert is_intact(Edition.objects.get(pk=edition.pk))


def test_a_committee_that_takes_part_or_once_took_part_is_not_deleted(plan, edition, editor, units):
    with pytest.raises(ProtectedError):
        units[1].delete()
    save(plan, editor, partners=[])
    with pytest.raises(ProtectedError):
        units[1].delete()
    assert Committee.objects.filter(pk=units[1].pk).exists()
    assert not Partner.objects.filter(committee=units[1]).exists()
