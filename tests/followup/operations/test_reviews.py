"""A review is written and mended by whoever runs the follow-up, never over somebody else's change."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from apps.core.conflicts import Gone
from apps.followup.models import Review
from apps.followup.operations.reviews import delete_review, edit_review, write_review
from apps.municipalities.models import Municipality
from apps.municipalities.roles import Role
from apps.strategies.operations.edit import StaleEdit
from tests.bystander import own
from tests.factories import CommitteeFactory, MembershipFactory, element, make_plan

DAY = date(2025, 2, 3)
DAY_LATER = timedelta(days=1)


@pytest.fixture
def review(herning, editor):
    plan = make_plan(element("goal", "Mål"), municipality=herning)
    row = Review(
        identity=plan.elements.get(title="Mål").identity,
        committee=CommitteeFactory(municipality=herning, name="Udvalget"),
        on=DAY,
        conclusion="Stadig rigtigt.",
    )
    return write_review(review=row, by=editor)


def stored(review):
    return Review.objects.get(pk=review.pk)


def test_a_change_is_a_version_and_citizens_see_it_at_once(review, editor):
    before = Municipality.objects.get(pk=review.identity.municipality_id).public_version
    edit_review(review=review, by=editor, based_on=1, conclusion="Skal ændres.")
    assert (stored(review).conclusion, stored(review).version) == ("Skal ændres.", 2)
    assert stored(review).history.first().history_user == editor
    assert Municipality.objects.get(pk=review.identity.municipality_id).public_version > before


def test_an_edit_over_somebody_elses_is_refused_with_both(review, editor, portal_admin):
    edit_review(review=review, by=portal_admin, based_on=1, conclusion="Deres.")
    with pytest.raises(StaleEdit) as refused:
        edit_review(review=review, by=editor, based_on=1, conclusion="Vores.")
    found = refused.value
    assert (found.theirs, found.ours) == ({"conclusion": "Deres."}, {"conclusion": "Vores."})
    assert (found.who, found.version) == (portal_admin, 2)
    assert stored(review).conclusion == "Deres."


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"next_on": DAY}, "Næste gang skal ligge efter denne."),
        ({"conclusion": ""}, "Dette felt kan ikke være tomt."),
        ({"conclusion": "x" * 3001}, "højst have 3000 tegn"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(review, editor, changes, message):
    with pytest.raises(ValidationError) as refused:
        edit_review(review=review, by=editor, based_on=1, **changes)
    assert message in str(refused.value)
    assert stored(review).version == 1


def test_a_day_to_come_is_refused_written_and_mended_and_today_is_not(review, editor):
    today = timezone.localdate()
    ahead = Review(
        identity=review.identity, committee=review.committee, on=today + DAY_LATER, conclusion="Nyt"
    )
    with pytest.raises(ValidationError) as written:
        write_review(review=ahead, by=editor)
    with pytest.raises(ValidationError) as mended:
        edit_review(review=review, by=editor, based_on=1, on=today + DAY_LATER)
    told = {"on": ["Dagen ligger i fremtiden."]}
    assert (written.value.message_dict, mended.value.message_dict) == (told, told)
    assert [row.on for row in own(Review)] == [DAY]
    edit_review(review=review, by=editor, based_on=1, on=today, next_on=today + DAY_LATER)
    assert (stored(review).on, stored(review).next_on) == (today, today + DAY_LATER)


def test_another_municipalitys_committee_is_refused(review, editor, randers):
    with pytest.raises(ValidationError, match="en anden kommune"):
        edit_review(review=review, by=editor, based_on=1, committee=CommitteeFactory(municipality=randers))


@pytest.mark.parametrize("role", [role for role in Role if role != Role.EDITOR])
def test_nobody_else_writes_changes_or_deletes_one(review, herning, role):
    person = MembershipFactory(municipality=herning, role=role).user
    new = Review(identity=review.identity, committee=review.committee, on=date(2026, 1, 1), conclusion="Nyt")
    with pytest.raises(PermissionDenied):
        write_review(review=new, by=person)
    with pytest.raises(PermissionDenied):
        edit_review(review=review, by=person, based_on=1, conclusion="Nyt")
    with pytest.raises(PermissionDenied):
        delete_review(review=review, by=person)
    assert [row.conclusion for row in own(Review)] == ["Stadig rigtigt."]


def test_what_is_deleted_is_not_there_to_change(review, editor):
    delete_review(review=review, by=editor)
    with pytest.raises(Gone):
        edit_review(review=review, by=editor, based_on=1, conclusion="Nyt")
    assert Review.history.filter(id=review.pk).first().history_user == editor
