"""Every way to change a tree that does not go through ``apps.strategies.tree`` is refused, and nothing changes."""

import pytest
from django.db.models import ProtectedError

from apps.core.conflicts import Gone
from apps.strategies import tree
from apps.strategies.models import Element, ElementIdentity
from apps.strategies.models.guard import StructureChangeRefused, acting_user
from apps.strategies.tree.integrity import findings
from tests.factories import CommitteeFactory, element, make_plan


@pytest.fixture
def plan(db):
    return make_plan(element("section", "A", element("goal", "A1")), element("section", "B"), title="Plan")


def rows(plan):
    return list(
        plan.elements.order_by("pk").values_list("pk", "title", "kind", "parent", "lft", "rght", "position")
    )


def node(plan, title="A1"):
    return plan.elements.get(title=title)


def moved_in_memory(plan):
    child = node(plan)
    child.parent = node(plan, "B")
    return child


WAYS = {
    "save": lambda plan: node(plan).save(),
    "save by position": lambda plan: node(plan).save(False, False, None, ["title"]),
    "save a kind": lambda plan: node(plan).save(update_fields=["kind"]),
    "save a parent": lambda plan: moved_in_memory(plan).save(update_fields=["parent"]),
    "save a title with another parent in memory": lambda plan: moved_in_memory(plan).save(
        update_fields=["title"]
    ),
    "save what was read deferred": lambda plan: plan.elements.only("title").get(title="A1").save(),
    "save a new one": lambda plan: Element(plan=plan, parent=node(plan), kind="goal", title="Ny").save(),
    "save a new one naming fields": lambda plan: Element(
        plan=plan, parent=node(plan), kind="goal", title="Ny", identity=ElementIdentity(plan=plan)
    ).save(update_fields=["title"]),
    "create": lambda plan: Element.objects.create(plan=plan, parent=node(plan), kind="goal", title="Ny"),
    "create through the parent": lambda plan: node(plan).children.create(plan=plan, kind="goal", title="Ny"),
    "get_or_create": lambda plan: Element.objects.get_or_create(
        title="Ny", defaults={"plan": plan, "kind": "goal"}
    ),
    "update_or_create": lambda plan: Element.objects.update_or_create(title="A1", defaults={"kind": "theme"}),
    "delete": lambda plan: node(plan).delete(),
    "queryset delete": lambda plan: plan.elements.filter(title="A1").delete(),
    "update": lambda plan: plan.elements.filter(title="A1").update(parent=node(plan, "B")),
    "update by key": lambda plan: plan.elements.filter(title="A1").update(parent_id=node(plan, "B").pk),
    "update a kind": lambda plan: plan.elements.update(kind="theme"),
    "update numbers": lambda plan: plan.elements.update(lft=1),
    "update through a relation": lambda plan: node(plan, "A").children.update(position=4),
    "bulk_create": lambda plan: Element.objects.bulk_create([Element(plan=plan, kind="goal", title="Ny")]),
    "bulk_update": lambda plan: Element.objects.bulk_update([node(plan)], ["title"]),
    "move_to": lambda plan: node(plan).move_to(node(plan, "B")),
    "insert_at": lambda plan: node(plan).insert_at(node(plan, "B"), save=True, allow_existing_pk=True),
    "move_node": lambda plan: Element.objects.move_node(node(plan), node(plan, "B")),
    "move_node of the tree manager": lambda plan: Element._tree_manager.move_node(
        node(plan), node(plan, "B")
    ),
    "insert_node": lambda plan: Element.objects.insert_node(Element(plan=plan, title="Ny"), node(plan)),
    "build_tree_nodes": lambda plan: Element.objects.build_tree_nodes({"title": "Ny"}, target=node(plan)),
    "rebuild": lambda plan: Element.objects.rebuild(),
    "partial_rebuild": lambda plan: Element.objects.partial_rebuild(1),
    "disable_mptt_updates": lambda plan: Element.objects.disable_mptt_updates().__enter__(),
    "delay_mptt_updates": lambda plan: Element.objects.delay_mptt_updates().__enter__(),
    "restore by history": lambda plan: Element.history.first().instance.save(),
    "delete an identity": lambda plan: node(plan).identity.delete(),
    "delete identities": lambda plan: plan.identities.all().delete(),
    "give an identity away": lambda plan: plan.identities.update(plan=make_plan()),
    "give one identity away": lambda plan: node(plan).identity.save(),
    "bulk_update identities": lambda plan: ElementIdentity.objects.bulk_update(
        plan.identities.all(), ["plan"]
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_structure_changes_only_through_the_tree(plan, way):
    before = rows(plan)
    with pytest.raises(StructureChangeRefused):
        WAYS[way](plan)
    assert (rows(plan), findings()) == (before, [])


def test_deleting_a_plan_or_a_committee_takes_no_element_along(plan):
    committee = CommitteeFactory(municipality=plan.municipality)
    plan.elements.filter(title="A1").update(responsible=committee)
    before = rows(plan)
    for owner in (plan, plan.municipality, committee):
        with pytest.raises(ProtectedError):
            owner.delete()
    assert rows(plan) == before


def test_the_guard_closes_again_after_a_refused_operation(plan):
    with pytest.raises(Gone):
        tree.move(plan_id=plan.pk, element_id=0, parent_id=0, by=None)
    with pytest.raises(StructureChangeRefused):
        node(plan).save()


def test_content_that_names_its_fields_may_be_saved(plan):
    child = node(plan)
    child.title = "Nyt"
    child.save(update_fields=["title"])
    assert node(plan, "Nyt").history.latest().title == "Nyt"


def test_nobody_acts_once_the_operation_is_over(plan, portal_admin):
    section = node(plan)
    tree.move(
        plan_id=plan.pk, element_id=section.pk, parent_id=section.parent_id, by=portal_admin, position=0
    )
    assert acting_user() is None
