from apps.publishing import named
from apps.publishing.models import EditionElement
from apps.publishing.operations.publish import publish
from apps.strategies.models import ElementIdentity, Topic
from tests.factories import CommitteeFactory, element, make_plan


def test_topics_and_partners_come_along_with_the_element(herning, editor, django_assert_num_queries):
    plan = make_plan(element("goal", "Et"), element("goal", "To"), municipality=herning, by=editor)
    goal = plan.elements.get(title="Et")
    ElementIdentity.objects.get(pk=goal.identity_id).topics.set(
        [
            Topic.objects.create(name="Ældre, og andre | flere", slug="aeldre-x"),
            Topic.objects.create(name="By X", slug="by-x"),
        ]
    )
    goal.partners.set(
        [CommitteeFactory(municipality=herning, name=name) for name in ("Udvalg B", "Udvalg A")]
    )
    edition = publish(plan=plan, by=editor, nature="adopted")
    with django_assert_num_queries(1):
        one, other = (
            EditionElement.objects.filter(edition=edition, depth=1)
            .order_by("position")
            .annotate(**named.NAMED)
        )
        assert [(topic.slug, topic.name) for topic in named.topics(one)] == [
            ("aeldre-x", "Ældre, og andre | flere"),
            ("by-x", "By X"),
        ]
        assert {partner.name for partner in named.partners(one)} == {"Udvalg A", "Udvalg B"}
        assert named.topics(other) == named.partners(other) == []
