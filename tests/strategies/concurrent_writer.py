"""One of the writers of ``test_concurrent_writers``: a process of its own that keeps a ledger of what it was told succeeded.

Each element has one writer who moves, deletes and restores it (everything under it goes along, whoever's it is), so that the
writer's last acknowledged operation tells where it must stand in the end. Texts are revised by everybody.
"""

import json
import random
import sys
from dataclasses import asdict, dataclass, field

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import OperationalError

from apps.accounts.models import User
from apps.core.conflicts import Conflict
from apps.strategies import tree
from apps.strategies.models import Element, Plan
from apps.strategies.operations.edit import edit_element
from apps.strategies.tree.building import NewElement

OPERATIONS = ["insert"] * 3 + ["move"] * 4 + ["delete"] * 2 + ["restore"] * 2 + ["revise"] * 4
#: The last is said to who waited too long for their turn; then nothing was written.
REFUSED = (ObjectDoesNotExist, ValidationError, Conflict, OperationalError)


@dataclass
class Ledger:
    """What a writer was told succeeded, and how often it was refused."""

    inserted: list[str] = field(default_factory=list)
    #: uid → [uid of what it stands or stood under, whether it lies in the bin]
    places: dict[str, tuple[str, bool]] = field(default_factory=dict)
    #: [uid, version, title]
    revised: list[tuple[str, int, str]] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)


class Writer:
    def __init__(self, number: int, writers: int, seed: int) -> None:
        self.number = number
        self.chance = random.Random(f"{seed}-{number}")
        self.ledger = Ledger()
        self.user = User.objects.get(email=f"writer{number}@example.dk")
        self.plan_ids = list(Plan.objects.order_by("pk").values_list("pk", flat=True))
        elements = Element.objects.without_root().order_by("pk").values_list("plan_id", "identity__uid")
        self.own = [
            (plan, str(uid)) for place, (plan, uid) in enumerate(elements) if place % writers == number
        ]
        self.bin: list[tuple[int, int, str]] = []
        self.titles = 0

    def run(self, operations: int) -> None:
        for _ in range(operations):
            name = self.chance.choice(OPERATIONS)
            try:
                getattr(self, name)()
                counts = self.ledger.done
            except REFUSED:
                counts = self.ledger.refused
            counts[name] = counts.get(name, 0) + 1

    def title(self) -> str:
        self.titles += 1
        return f"Skriver {self.number}, titel {self.titles}"

    def anything(self, plan_id: int) -> Element:
        """Any element of the plan, as it was a moment ago: others write in the meantime."""
        rows = list(Element.objects.filter(plan_id=plan_id).select_related("identity").order_by("pk"))
        return self.chance.choice(rows)

    def mine(self) -> tuple[int, Element]:
        plan_id, uid = self.chance.choice(self.own)
        return plan_id, Element.objects.get(plan_id=plan_id, identity__uid=uid)

    def insert(self) -> None:
        plan_id = self.chance.choice(self.plan_ids)
        parent = self.anything(plan_id)
        spec = NewElement("section", self.title(), children=(NewElement("section", self.title()),))
        top = tree.insert(
            spec, plan_id=plan_id, parent_id=parent.pk, position=self.chance.randint(0, 4), by=self.user
        )
        below = str(
            Element.objects.values_list("identity__uid", flat=True)
            .filter(title=spec.children[0].title)[0:1]
            .get()
        )
        uid = str(top.identity.uid)
        self.own += [(plan_id, uid), (plan_id, below)]
        self.ledger.inserted += [uid, below]
        self.ledger.places |= {uid: (str(parent.identity.uid), False), below: (uid, False)}

    def move(self) -> None:
        plan_id, node = self.mine()
        parent = self.anything(plan_id)
        place = self.chance.choice([None, 0, 1, 2])
        tree.move(plan_id=plan_id, element_id=node.pk, parent_id=parent.pk, position=place, by=self.user)
        self.ledger.places[str(node.identity.uid)] = (str(parent.identity.uid), False)

    def delete(self) -> None:
        plan_id, node = self.mine()
        binned = tree.delete(plan_id=plan_id, element_id=node.pk, by=self.user)
        uid = str(node.identity.uid)
        self.bin.append((plan_id, binned.pk, uid))
        self.ledger.places[uid] = (str(binned.parent_identity.uid), True)

    def restore(self) -> None:
        if not self.bin:
            raise ValidationError("Nothing in the bin.")
        plan_id, binned_id, uid = self.chance.choice(self.bin)
        parent_id = self.anything(plan_id).pk if self.chance.random() < 0.5 else None
        element = tree.restore(plan_id=plan_id, binned_id=binned_id, parent_id=parent_id, by=self.user)
        self.bin.remove((plan_id, binned_id, uid))
        self.ledger.places[uid] = (str(element.parent.identity.uid), False)

    def revise(self) -> None:
        plan_id = self.chance.choice(self.plan_ids)
        node, title = self.anything(plan_id), self.title()
        if node.parent_id is None:
            raise ValidationError("The root's title is the plan's.")
        saved = edit_element(
            plan_id=plan_id, element_id=node.pk, based_on=node.version, by=self.user, title=title
        )
        self.ledger.revised.append((str(node.identity.uid), saved.version, title))


def main() -> None:
    number, writers, operations, seed = (int(argument) for argument in sys.argv[1:])
    writer = Writer(number, writers, seed)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    writer.run(operations)
    json.dump(asdict(writer.ledger), sys.stdout)
