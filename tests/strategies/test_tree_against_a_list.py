"""The tree against the simplest model there is: nested lists of names. Whatever is done, both say the same."""

from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from apps.strategies import tree
from apps.strategies.models import Element
from apps.strategies.operations.edit import edit_element
from apps.strategies.tree.integrity import plan_findings
from tests.factories import UserFactory, element, make_plan

picks = st.integers(0, 10**6)
places = st.none() | st.integers(-2, 8)


class Model:
    """A node: its name and its children in order."""

    def __init__(self, name: str, parent: "Model | None" = None) -> None:
        self.name, self.parent, self.children = name, parent, []

    def all(self) -> list["Model"]:
        return [self, *(node for child in self.children for node in child.all())]

    def put(self, node: "Model", position: int | None) -> None:
        node.parent = self
        self.children.insert(len(self.children) if position is None else max(position, 0), node)

    def take_out(self) -> None:
        self.parent.children.remove(self)


class TreeAgainstList(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.user = UserFactory()
        self.plan = make_plan(title="Plan")
        self.root, self.bin, self.count = Model("Plan"), [], 0

    def pick(self, number: int, *, with_root: bool = True) -> Model:
        nodes = self.root.all() if with_root else self.root.all()[1:]
        return nodes[number % len(nodes)]

    def pk(self, node: Model) -> int:
        return Element.objects.values_list("pk", flat=True).get(plan=self.plan, title=node.name)

    def new(self) -> Model:
        self.count += 1
        return Model(f"E{self.count}")

    @rule(parent=picks, position=places)
    def insert(self, parent, position):
        top, below, target = self.new(), self.new(), self.pick(parent)
        spec = element("section", top.name, element("section", below.name))
        tree.insert(spec, plan_id=self.plan.pk, parent_id=self.pk(target), position=position, by=self.user)
        target.put(top, position)
        top.put(below, None)

    @precondition(lambda self: len(self.root.all()) > 1)
    @rule(node=picks, parent=picks, position=places)
    def move(self, node, parent, position):
        moved, target = self.pick(node, with_root=False), self.pick(parent)
        deed = {
            "plan_id": self.plan.pk,
            "element_id": self.pk(moved),
            "parent_id": self.pk(target),
            "by": None,
        }
        if target in moved.all():
            try:
                tree.move(**deed, position=position)
            except ValidationError:
                return
            raise AssertionError("An element went into itself.")
        tree.move(**deed, position=position)
        moved.take_out()
        target.put(moved, position)

    @precondition(lambda self: len(self.root.all()) > 1)
    @rule(node=picks)
    def delete(self, node):
        gone = self.pick(node, with_root=False)
        binned = tree.delete(plan_id=self.plan.pk, element_id=self.pk(gone), by=self.user)
        self.bin.append((binned.pk, gone, gone.parent, gone.parent.children.index(gone)))
        gone.take_out()

    @precondition(lambda self: self.bin)
    @rule(which=picks, parent=picks)
    def restore(self, which, parent):
        binned_id, node, old_parent, position = self.bin.pop(which % len(self.bin))
        target = old_parent if old_parent in self.root.all() else self.pick(parent)
        asked = None if target is old_parent else self.pk(target)
        tree.restore(plan_id=self.plan.pk, binned_id=binned_id, parent_id=asked, by=self.user)
        target.put(node, position if target is old_parent else None)

    @rule(node=picks)
    def revise(self, node):
        chosen = self.pick(node)
        version = Element.objects.values_list("version", flat=True).get(pk=self.pk(chosen))
        edit_element(
            plan_id=self.plan.pk,
            element_id=self.pk(chosen),
            based_on=version,
            by=self.user,
            body=f"<p>{version}</p>",
        )

    @invariant()
    def both_say_the_same(self):
        stored = [(e.title, e.parent and e.parent.title) for e in self.plan.elements.in_reading_order()]
        assert stored == [(node.name, node.parent and node.parent.name) for node in self.root.all()]
        assert plan_findings(self.plan) == []


class TestTreeAgainstList(TestCase):
    def test_the_tree_says_what_a_list_would_say(self):
        wanted = settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.reuse, Phase.generate],  # shrinking takes minutes here, and the steps are short
        )
        run_state_machine_as_test(TreeAgainstList, settings=wanted)
