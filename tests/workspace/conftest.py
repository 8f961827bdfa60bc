"""A plan of Herning's that was published and then worked on."""

import pytest

from apps.municipalities.models import Committee
from apps.publishing.operations.publish import publish
from apps.strategies import tree
from apps.strategies.operations import edit
from apps.strategies.tree.building import NewElement
from apps.workspace.workspaces import enter
from tests.factories import MembershipFactory, element, make_plan
from tests.workspace.rooms import answered_plan


@pytest.fixture
def member(client, council_member):
    """The council member's browser."""
    client.force_login(council_member)
    return client


@pytest.fixture
def plan(herning):
    """Nothing of it is published."""
    return make_plan(
        element(
            "focus_area",
            "Vores fællesskaber",
            element("goal", "Ældre skal ikke være ensomme", text="Vi åbner dørene."),
            element("goal", "Flere skal bevæge sig", text="ØVELSE gør mester."),
        ),
        element("focus_area", "Vores natur", element("goal", "Rent vand"), text="Vand & luft."),
        municipality=herning,
        slug="plan",
        lead="Det her vil vi.",
    )


@pytest.fixture
def find(plan):
    """The element of the plan with a title."""
    return lambda title: plan.elements.select_related("identity").get(title=title)


@pytest.fixture
def worked_on(plan, find, editor):
    """The plan published, and then: one text changed, one element new, one moved, one deleted."""
    publish(plan=plan, by=editor, nature="adopted")
    goal = find("Ældre skal ikke være ensomme")
    edit.edit_element(
        plan_id=plan.pk, element_id=goal.pk, based_on=1, by=editor, body="<p>Vi åbner alle dørene.</p>"
    )
    nature = find("Vores natur")
    new = NewElement(kind="goal", title="Ren luft")
    tree.insert(new, plan_id=plan.pk, parent_id=nature.pk, by=editor)
    tree.move(plan_id=plan.pk, element_id=find("Flere skal bevæge sig").pk, parent_id=nature.pk, by=editor)
    tree.delete(plan_id=plan.pk, element_id=find("Rent vand").pk, by=editor)
    return plan


@pytest.fixture
def strategy(herning, editor):
    return answered_plan(herning, editor)


@pytest.fixture
def water(strategy):
    return Committee.objects.get(name="Vand")


@pytest.fixture
def person(herning, water):
    return MembershipFactory(municipality=herning, committee=water).user


@pytest.fixture
def room(person):
    return enter(person, "herning")
