from datetime import date

import pytest

from apps.core.conflicts import PublishedMeanwhile
from apps.publishing.comparison.publish_preview import publish_preview
from apps.publishing.digest import is_intact
from apps.publishing.models import Edition, EditionTopic, PublishedAddress
from apps.publishing.operations.publish import publish, republish
from apps.strategies import tree
from apps.strategies.models import Topic
from apps.strategies.operations.edit import edit_element
from tests.bystander import own
from tests.factories import UserFactory, element, make_plan


@pytest.fixture
def plan(herning):
    return make_plan(
        element("focus_area", "Første", element("goal", "Mål", text="Et.\nTo.")),
        element("focus_area", "Anden", element("goal", "Mål")),
        municipality=herning,
        title="Plan",
        lead="Indledning.",
        adopted_on=date(2021, 11, 16),
    )


def rows(edition):
    return list(
        edition.elements.values_list(
            "position", "last_position", "parent_position", "depth", "title", "slug", "text"
        )
    )


def test_an_edition_is_the_tree_in_reading_order(plan, editor):
    edition = publish(plan=plan, by=editor, nature="adopted", public_note="Første udgave.")
    assert rows(edition) == [
        (0, 4, None, 0, "Plan", "", "Indledning."),
        (1, 2, 0, 1, "Første", "foerste", ""),
        (2, 2, 1, 2, "Mål", "maal", "Et.\nTo."),
        (3, 4, 0, 1, "Anden", "anden", ""),
        (4, 4, 3, 2, "Mål", "maal-2", ""),
    ]
    assert (edition.number, edition.is_current, edition.element_count) == (1, True, 5)
    assert (edition.adopted_on, edition.public_note) == (date(2021, 11, 16), "Første udgave.")
    edition.refresh_from_db()
    assert is_intact(edition)


def test_the_next_edition_becomes_the_current_one_and_bumps_the_public_version(plan, editor, herning):
    first = publish(plan=plan, by=editor, nature="adopted")
    herning.refresh_from_db()
    before = herning.public_version
    second = publish(plan=plan, by=editor, nature="editorial")
    herning.refresh_from_db()
    assert herning.public_version == before + 1
    assert list(own(Edition).current()) == [second]
    first.refresh_from_db()
    assert (first.number, second.number, first.is_current) == (1, 2, False)
    assert first.digest == second.digest


def test_a_new_title_gets_a_new_address_and_keeps_the_old_one(plan, editor):
    publish(plan=plan, by=editor, nature="adopted")
    goal = plan.elements.get(title="Anden")
    with tree.locked(plan.pk, by=editor):
        goal.title = "Den tredje"
        goal.save(update_fields=["title"])
    publish(plan=plan, by=editor, nature="editorial")
    addresses = PublishedAddress.objects.filter(identity=goal.identity).values_list("slug", "is_primary")
    assert set(addresses) == {("anden", False), ("den-tredje", True)}


def test_publishing_an_earlier_edition_again_makes_a_new_one_with_its_content(plan, editor):
    first = publish(plan=plan, by=editor, nature="adopted")
    tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title="Første").pk, by=editor)
    publish(plan=plan, by=editor, nature="editorial")
    third = republish(edition=first, by=UserFactory(), public_note="Tilbage.")
    assert rows(third) == rows(first)
    assert (third.number, third.republished_from, third.is_current) == (3, first, True)
    assert third.digest == first.digest


def test_a_damaged_tree_is_refused_and_nothing_is_written(plan, editor):
    from django.core.exceptions import ValidationError

    with tree.locked(plan.pk, by=None):
        plan.elements.filter(title="Anden").update(lft=3)
    with pytest.raises(ValidationError):
        publish(plan=plan, by=editor, nature="adopted")
    assert not own(Edition).exists()


def test_an_editions_topics_are_those_of_what_stands_in_it(plan, editor):
    first, second = plan.elements.get(title="Første"), plan.elements.get(title="Anden")
    topics = [Topic.objects.create(name=name, slug=name.lower()) for name in ("Klima", "Skole")]
    for node, topic in zip((first, second), topics, strict=True):
        node.identity.topics.set([topic])
    tree.delete(plan_id=plan.pk, element_id=second.pk, by=editor)
    edition = publish(plan=plan, by=editor, nature="adopted")
    kept = EditionTopic.objects.filter(element__edition=edition).values_list("element__title", "slug")
    assert list(kept) == [("Første", "klima")]


def test_who_published_meanwhile_is_named_and_nobody_where_only_the_plan_was_changed(plan, editor):
    publish(plan=plan, by=editor, nature="adopted")
    seen = publish_preview(plan).state
    goal = plan.elements.get(title="Første")
    edit_element(plan_id=plan.pk, element_id=goal.pk, based_on=1, by=editor, title="Ny")
    with pytest.raises(PublishedMeanwhile, match=r"^En anden har ændret"):
        publish(plan=plan, by=editor, nature="adopted", expected=seen)
    seen = publish_preview(plan).state
    publish(plan=plan, by=editor, nature="adopted")
    with pytest.raises(PublishedMeanwhile, match=f"^{editor} har ændret"):
        publish(plan=plan, by=editor, nature="adopted", expected=seen)
