"""Whatever editors do one after another, the tree stays whole and no words are lost but those that went to the bin.

Every title and paragraph is a word of its own. Each deed says what it does to the words in the tree; what is refused does nothing.
"""

from collections import Counter
from itertools import count

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from apps.core.conflicts import Conflict
from apps.strategies import tree
from apps.strategies.models import Element, Event, Move
from apps.strategies.operations import move as moving
from apps.strategies.operations.copy import copy_subtree
from apps.strategies.operations.find_and_replace import Search, find, replace
from apps.strategies.operations.merge import merge
from apps.strategies.operations.split import split
from apps.strategies.tree.building import NewElement
from apps.strategies.tree.integrity import plan_findings
from tests.factories import UserFactory, element, make_plan

REFUSED = (ValidationError, ObjectDoesNotExist, Conflict)
picks = st.integers(0, 10**6)
kinds = st.sampled_from(["section", "section", "focus_area", "goal"])
lengths = st.lists(st.integers(0, 3), min_size=1, max_size=3)


class Editors(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.numbers = count()
        self.editors = [UserFactory(), UserFactory()]
        self.plan = make_plan(title=self.word())
        self.bin = {}

    def word(self) -> str:
        return f"w{next(self.numbers)}."

    def rows(self) -> list[Element]:
        return list(self.plan.elements.select_related("parent").in_reading_order())

    def words(self, rows=None) -> list[str]:
        """The titles and paragraphs in reading order."""
        return [
            word for row in (self.rows() if rows is None else rows) for word in (row.title, *row.paragraphs)
        ]

    def pick(self, number: int) -> Element:
        rows = self.rows()
        return rows[-1 - number % len(rows)]  # what comes up most often is not the root

    def below(self, top: Element) -> list[Element]:
        return [row for row in self.rows() if top.lft <= row.lft <= top.rght]

    def places(self) -> list[tuple]:
        return [(row.identity_id, row.parent and row.parent.identity_id, row.version) for row in self.rows()]

    def attempt(self, do, **arguments):
        """Do it; None where it is refused, and then nothing has changed."""
        before = self.places(), self.words()
        try:
            return do(plan_id=self.plan.pk, **arguments)
        except REFUSED:
            assert (self.places(), self.words()) == before
            return None

    def spec(self, kind: str, lengths: list[int]) -> NewElement:
        text = "\n".join(self.word() for _ in range(lengths[0]))
        children = [self.spec(kind, lengths[1:])] if lengths[1:] else []
        return element(kind, self.word(), *children, text=text)

    @initialize()
    def begin(self):
        for kind in ("section", "focus_area"):
            self.insert(0, kind, [2, 1], None)

    @rule(parent=picks, kind=kinds, lengths=lengths, position=st.none() | st.integers(0, 4))
    def insert(self, parent, kind, lengths, position):
        before, spec = Counter(self.words()), self.spec(kind, lengths)
        target = self.pick(parent)
        top = self.attempt(tree.insert, spec=spec, parent_id=target.pk, position=position, by=None)
        if top:
            new = Counter(self.words(self.below(Element.objects.get(pk=top.pk))))
            assert Counter(self.words()) == before + new
            assert sum(new.values()) == len(lengths) + sum(lengths)

    @rule(
        chosen=st.lists(picks, min_size=1, max_size=4),
        parent=picks,
        after=st.none() | picks,
        who=st.integers(0, 1),
    )
    def drag(self, chosen, parent, after, who):
        before, words = self.places(), self.words()
        moves = Move.objects.latest_of_each()
        seen = {row.pk: moves.get(row.identity_id, 0) for row in map(self.pick, chosen)}
        target = self.pick(parent)
        siblings = [row.pk for row in self.rows() if row.parent_id == target.pk]
        place = tree.FIRST if after is None or not siblings else siblings[after % len(siblings)]
        by = self.editors[who]
        undoable = [event.pk for event in Event.objects.filter(plan=self.plan).moves_to_undo(by)]
        arguments = {"expected": seen, "parent_id": target.pk, "after": place, "by": by}
        moved = self.attempt(moving.move_elements, **arguments)
        assert Counter(self.words()) == Counter(words)
        deeds = [event.pk for event in Event.objects.filter(plan=self.plan).moves_to_undo(by)]
        if moved and deeds and deeds != undoable and len(seen) % 2:
            moving.undo_move(plan_id=self.plan.pk, event_id=deeds[0], by=by)
            assert (self.places(), self.words()) == (before, words)

    @rule(who=st.integers(0, 1))
    def undo(self, who):
        words = Counter(self.words())
        last = Event.objects.filter(plan=self.plan).moves_to_undo(self.editors[who]).first()
        if last:
            self.attempt(moving.undo_move, event_id=last.pk, by=self.editors[who])
        assert Counter(self.words()) == words

    @rule(node=picks)
    def delete(self, node):
        gone, before = self.pick(node), Counter(self.words())
        taken = Counter(self.words(self.below(gone)))
        if binned := self.attempt(tree.delete, element_id=gone.pk, by=self.editors[0]):
            self.bin[binned.pk] = taken
            assert Counter(self.words()) == before - taken

    @precondition(lambda self: self.bin)
    @rule(which=picks, parent=st.none() | picks)
    def restore(self, which, parent):
        key, before = list(self.bin)[which % len(self.bin)], Counter(self.words())
        under = None if parent is None else self.pick(parent).pk
        if self.attempt(tree.restore, binned_id=key, parent_id=under, by=self.editors[1]):
            assert Counter(self.words()) == before + self.bin.pop(key)

    @precondition(lambda self: len(self.rows()) < 60)
    @rule(node=picks, parent=picks)
    def copy(self, node, parent):
        top, before = self.pick(node), Counter(self.words())
        again = Counter(self.words(self.below(top)))
        arguments = {"element_id": top.pk, "to_plan_id": self.plan.pk, "parent_id": self.pick(parent).pk}
        if self.attempt(copy_subtree, **arguments, by=None):
            assert Counter(self.words()) == before + again

    @rule(node=picks, at=st.integers(1, 5), kind=kinds, titled=st.booleans(), follow=st.booleans())
    def split(self, node, at, kind, titled, follow):
        whole, before = self.pick(node), self.words()
        title = self.word() if titled else ""
        arguments = {
            "element_id": whole.pk,
            "at": at,
            "kind": kind,
            "based_on": whole.version,
            "title": title,
        }
        if self.attempt(split, **arguments, by=self.editors[0], children_follow=follow):
            after = [word for word in self.words() if not titled or word != title]
            assert Counter(after) == Counter(before)
            if follow or whole.rght == whole.lft + 1:
                assert after == before

    @rule(one=picks, other=picks, keep_title=st.booleans())
    def merge(self, one, other, keep_title):
        into, gone, before = self.pick(one), self.pick(other), Counter(self.words())
        arguments = {
            "into_id": into.pk, "gone_id": gone.pk, "into_based_on": into.version, "gone_based_on": gone.version,
        }  # fmt: skip
        if self.attempt(merge, **arguments, keep_title=keep_title, by=self.editors[1]):
            lost = Counter() if keep_title else Counter([gone.title])
            assert Counter(self.words()) == before - lost
            binned = self.plan.bin.restorable().order_by("pk").last()
            self.bin[binned.pk] = Counter([gone.title, *gone.paragraphs])

    @rule(which=picks)
    def replace(self, which):
        hits = find(plan=self.plan, search=Search("w"))
        before, new = Counter(self.words()), self.word()
        if not hits:
            return
        hit = hits[which % len(hits)]
        old = Element.objects.get(pk=hit.choice.element_id)
        said = Counter([old.title, *old.paragraphs])
        search = Search("w")
        if self.attempt(replace, search=search, replacement=new, chosen=[hit.choice], by=None) is not None:
            changed = Element.objects.get(pk=old.pk)
            says = Counter([changed.title, *changed.paragraphs])
            assert Counter(self.words()) == before - said + says
            assert sum((says - said).values()) == sum((said - says).values()) == 1

    @invariant()
    def the_tree_is_whole(self):
        assert plan_findings(self.plan) == []


class TestEditors(TestCase):
    def test_no_paragraph_is_lost(self):
        wanted = settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.reuse, Phase.generate],  # shrinking takes minutes here, and the steps are short
        )
        run_state_machine_as_test(Editors, settings=wanted)
