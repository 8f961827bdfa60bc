from datetime import date

import pytest
from django.core.exceptions import ValidationError

from apps.strategies import tree
from apps.strategies.history.versions import FieldChange, restore_version, versions
from apps.strategies.models import Element
from apps.strategies.operations.edit import StaleEdit, edit_element
from tests.factories import CommitteeFactory, UserFactory, element, make_plan


@pytest.fixture
def plan(db):
    return make_plan(
        element("focus_area", "Før", text="Første ord."), element("foundation", "Fundament"), title="Plan"
    )


@pytest.fixture
def area(plan):
    return plan.elements.get(title="Før")


def save(area, based_on, by=None, **changes):
    return edit_element(plan_id=area.plan_id, element_id=area.pk, based_on=based_on, by=by, **changes)


def restore(area, history_id, based_on):
    return restore_version(
        plan_id=area.plan_id, element_id=area.pk, history_id=history_id, based_on=based_on, by=None
    )


def test_versions_tell_the_newest_first_what_changed_in_words(area):
    author = UserFactory()
    committee = CommitteeFactory(municipality=area.plan.municipality, name="Børneudvalget")
    save(area, 1, by=author, title="Efter", body="<p>Andre ord.</p>", responsible=committee)
    newest, oldest = versions(Element.objects.get(pk=area.pk).identity)
    assert (newest.version, newest.by, newest.event.verb) == (2, author, "edited")
    assert newest.changes == [
        FieldChange("title", "titel", "Før", "Efter"),
        FieldChange("body", "tekst", "Første ord.", "Andre ord."),
        FieldChange("responsible", "ansvarlig", "", "Børneudvalget"),
    ]
    assert (newest.can_be_restored, oldest.can_be_restored) == (False, True)
    assert (oldest.version, oldest.event.verb, oldest.changes, oldest.paragraphs) == (
        1,
        "plan_made",
        [],
        ["Første ord."],
    )


def test_emphasis_alone_is_shown_as_markup(area):
    saved = save(area, 1, body="<p>Første <strong>ord.</strong></p>")
    assert versions(saved.identity)[0].changes == [
        FieldChange("body", "tekst", "<p>Første ord.</p>", "<p>Første <strong>ord.</strong></p>")
    ]


def test_versions_take_the_same_queries_however_many_there_are(area, django_assert_num_queries):
    committee = CommitteeFactory(municipality=area.plan.municipality)
    for version in (1, 2, 3):
        save(area, version, title=f"Titel {version}", responsible=committee)
        identity = area.identity
        with django_assert_num_queries(4):
            assert len(versions(identity)) == version + 1


def test_a_restored_version_is_a_new_one_with_the_old_words_at_the_present_place(plan, area):
    save(area, 1, title="Efter", body="<p>Andre ord.</p>")
    root = plan.elements.get(parent=None)
    tree.move(plan_id=plan.pk, element_id=area.pk, parent_id=root.pk, by=None)
    oldest = versions(Element.objects.get(pk=area.pk).identity)[-1]
    restored = restore(area, oldest.history_id, based_on=2)
    assert (restored.title, restored.body, restored.version, restored.position) == (
        "Før",
        "<p>Første ord.</p>",
        3,
        1,
    )
    assert [v.event.verb for v in versions(restored.identity)] == ["restored", "edited", "plan_made"]


def test_restoring_is_refused_over_somebody_elses_change(area):
    first = versions(area.identity)[0].history_id
    save(area, 1, title="Efter")
    with pytest.raises(StaleEdit):
        restore(area, first, based_on=1)
    assert Element.objects.get(pk=area.pk).title == "Efter"


def test_a_version_whose_kind_may_not_stand_there_any_more_is_refused(plan, area):
    first = versions(area.identity)[0].history_id
    save(area, 1, kind="value")
    foundation = plan.elements.get(title="Fundament")
    tree.move(plan_id=plan.pk, element_id=area.pk, parent_id=foundation.pk, by=None)
    with pytest.raises(ValidationError, match="Typen ”fokusområde” kan ikke stå under ”fundament”"):
        restore(area, first, based_on=2)


def test_history_goes_on_through_the_bin(plan, area):
    user = UserFactory()
    save(area, 1, title="Efter")
    binned = tree.delete(plan_id=plan.pk, element_id=area.pk, by=user)
    back = tree.restore(plan_id=plan.pk, binned_id=binned.pk, by=user)
    told = versions(back.identity)
    assert [v.event.verb for v in told] == ["brought_back", "deleted", "edited", "plan_made"]
    assert [v.by for v in told[:2]] == [user, user]
    assert restore(back, told[-1].history_id, based_on=2).title == "Før"


def test_another_elements_version_is_not_found(plan, area):
    foreign = versions(plan.elements.get(title="Fundament").identity)[0]
    with pytest.raises(Element.history.model.DoesNotExist):
        restore(area, foreign.history_id, based_on=1)


def test_the_roots_title_stays_the_plans(plan):
    root = plan.elements.get(parent=None)
    first = versions(root.identity)[0].history_id
    save(root, 1, body="<p>Indledning.</p>")
    restored = restore(root, first, based_on=2)
    assert (restored.title, restored.body) == ("Plan", "")


def test_partners_and_times_are_told_and_restored(plan, area):
    kultur, veje = (
        CommitteeFactory(municipality=plan.municipality, name=name) for name in ("Kultur", "Veje")
    )
    save(area, 1, partners=[veje, kultur], ends_on=date(2027, 12, 31), contact="Rådhuset")
    save(area, 2, partners=[veje], ends_on=None, is_continuous=True, contact="")
    newest, middle, _first = versions(area.identity)
    assert [(change.label, change.before, change.after) for change in newest.changes] == [
        ("kontakt", "Rådhuset", ""),
        ("slutter", "31. december 2027", ""),
        ("løbende", "nej", "ja"),
        ("medansvarlige", "Kultur, Veje", "Veje"),
    ]
    restored = restore(area, middle.history_id, 3)
    assert set(restored.partners.all()) == {kultur, veje}
    assert (restored.ends_on, restored.is_continuous, restored.contact) == (
        date(2027, 12, 31),
        False,
        "Rådhuset",
    )
