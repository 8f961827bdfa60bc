"""What every address says of a day is what a plain list of what was done says: random histories, replayed.

``PAIRS=10000 SEED=7 script/test tests/publishing/across/test_any_date_replayed.py`` asks more and others.
"""

import os
import random
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from apps.publishing import dated
from apps.publishing.models import Edition, EditionElement
from apps.publishing.operations.publish import publish, republish
from apps.publishing.operations.withdraw import withdraw
from apps.publishing.reading import PlanWithdrawn, outline
from apps.strategies import tree
from apps.strategies.operations.edit import edit_element
from tests.factories import element, make_plan

PAIRS, SEED = int(os.environ.get("PAIRS", 300)), os.environ.get("SEED", "strategi")
PAIRS_OF_A_PLAN = 75
STEPS = 30
DENMARK = ZoneInfo("Europe/Copenhagen")
#: Around the night in which the clocks of Denmark are put back.
FIRST = datetime(2025, 10, 18, 12, tzinfo=DENMARK)


@dataclass
class Node:
    title: str
    under: list["Node"] = field(default_factory=list)


@dataclass
class Model:
    """What was done with a plan, in plain Python: its tree, its editions, and what was public from when on."""

    root: Node
    editions: list[list[tuple[int, str]]] = field(default_factory=list)
    public: list[tuple[datetime, list[tuple[int, str]] | None]] = field(default_factory=list)
    #: Every title that was ever given, each to one element only, and the first title of that element.
    titles: dict[str, str] = field(default_factory=dict)

    def put_out(self, edition: list[tuple[int, str]], at: datetime) -> None:
        self.editions.append(edition)
        self.public.append((at, edition))

    def on(self, day: date) -> list[tuple[int, str]] | None:
        told = None
        for at, edition in self.public:
            if at.astimezone(DENMARK).date() <= day:
                told = edition
        return told


def flat(node: Node, depth: int = 0) -> list[tuple[int, str]]:
    return [(depth, node.title), *(row for child in node.under for row in flat(child, depth + 1))]


def nodes_of(node: Node) -> list[Node]:
    return [node, *(found for child in node.under for found in nodes_of(child))]


class History:
    """A plan to which random things happen, by the operations that editors use, and beside it the model of it."""

    def __init__(self, town, by, chance: random.Random, name: str) -> None:
        self.chance, self.by, self.names = chance, by, 0
        self.plan = make_plan(municipality=town, title=name, by=by)
        self.model = Model(Node(name))
        self.at = FIRST
        for _n in range(4):
            self.insert()
        self.publish()

    def new_title(self, born: str = "") -> str:
        self.names += 1
        title = f"Ord {self.names}"
        self.model.titles[title] = born or title
        return title

    def row(self, node: Node):
        if node is self.model.root:
            return self.plan.elements.get(parent=None)
        return self.plan.elements.get(title=node.title)

    def later(self) -> datetime:
        """A later moment: minutes after, days after, or one of the two minutes on either side of midnight."""
        self.at += timedelta(minutes=self.chance.choice([3, 50, 700, 2_000, 6_000]))
        if self.chance.random() < 0.3:
            night = datetime.combine(self.at.date() + timedelta(days=1), datetime.min.time(), DENMARK)
            self.at = night + timedelta(minutes=self.chance.choice([-1, 0]))
        return self.at

    def any_below(self) -> Node | None:
        below = nodes_of(self.model.root)[1:]
        return self.chance.choice(below) if below else None

    def insert(self) -> None:
        above, title = self.chance.choice(nodes_of(self.model.root)), self.new_title()
        key = self.row(above).pk
        tree.insert(element("section", title), plan_id=self.plan.pk, parent_id=key, by=self.by)
        above.under.append(Node(title))

    def rename(self) -> None:
        if node := self.any_below():
            row, title = self.row(node), self.new_title(self.model.titles[node.title])
            edit_element(
                plan_id=self.plan.pk, element_id=row.pk, based_on=row.version, by=self.by, title=title
            )
            node.title = title

    def drop(self) -> None:
        if node := self.any_below():
            tree.delete(plan_id=self.plan.pk, element_id=self.row(node).pk, by=self.by)
            self.parent_of(node).under.remove(node)

    def move(self) -> None:
        if node := self.any_below():
            own = nodes_of(node)
            places = [each for each in nodes_of(self.model.root) if each not in own]
            above = self.chance.choice(places)
            keys = {"element_id": self.row(node).pk, "parent_id": self.row(above).pk}
            tree.move(plan_id=self.plan.pk, by=self.by, **keys)
            self.parent_of(node).under.remove(node)
            above.under.append(node)

    def parent_of(self, node: Node) -> Node:
        return next(each for each in nodes_of(self.model.root) if node in each.under)

    def publish(self) -> None:
        at = self.later()
        publish(plan=self.plan, by=self.by, nature="adopted", at=at)
        self.model.put_out(flat(deepcopy(self.model.root)), at)

    def republish(self) -> None:
        number, at = self.chance.randint(1, len(self.model.editions)), self.later()
        republish(edition=self.plan.editions.get(number=number), by=self.by, at=at)
        self.model.put_out(self.model.editions[number - 1], at)

    def withdraw(self) -> None:
        if self.model.public[-1][1] is not None:
            at = self.later()
            withdraw(plan=self.plan, by=self.by, at=at)
            self.model.public.append((at, None))


def history(town, by, chance, name):
    made = History(town, by, chance, name)
    deeds = [made.insert, made.rename, made.drop, made.move, made.publish, made.republish, made.withdraw]
    for deed in chance.choices(deeds, weights=[3, 3, 2, 3, 4, 1, 1], k=STEPS):
        deed()
    return made


def plan_on(made, day):
    """The plan's rows as they are answered for the day; None where nothing was public."""
    try:
        edition = dated.edition_on("herning", made.plan.slug, day)
    except dated.NothingPublic:
        return None
    return [(row.depth, row.title) for row in outline(edition)]


def element_on(made, title, day):
    """The title, what stood above and what stood under; None where it was not public."""
    slug = title.lower().replace(" ", "-")
    try:
        page = dated.element_on("herning", made.plan.slug, slug, day)
    except (dated.NothingPublic, EditionElement.DoesNotExist):
        return None
    return page.element.title, [row.title for row in page.ancestors], [row.title for row in page.children]


def expected_element(model, title, day):
    """The same by the model: at a slug that the node never had in public before or after, nothing ever is."""
    rows = model.on(day)
    published = {name for edition in model.editions for _depth, name in edition}
    if rows is None or title not in published:
        return None
    for at, (depth, name) in enumerate(rows):
        if depth and model.titles[name] == model.titles[title]:
            above, wanted = [], depth - 1
            for level, other in reversed(rows[:at]):
                if level == wanted:
                    above, wanted = [other, *above], wanted - 1
            under = []
            for level, other in rows[at + 1 :]:
                if level <= depth:
                    break
                under += [other] if level == depth + 1 else []
            return name, above, under
    return None


def wrong_answers(made, chance, pairs):
    """The (address, day) pairs, of so many, at which something else is told than the model tells."""
    days = (made.at.date() - FIRST.date()).days + 4
    wrong = []
    for _n in range(pairs):
        day = FIRST.date() + timedelta(days=chance.randint(-2, days))
        title = chance.choice(["", *made.model.titles])
        if title:
            told, expected = element_on(made, title, day), expected_element(made.model, title, day)
        else:
            told, expected = plan_on(made, day), made.model.on(day)
        if told != expected:
            wrong.append((title, day, told, expected))
    return wrong


def test_every_address_tells_of_every_day_what_was_public_when_it_ended(herning, editor):
    chance = random.Random(SEED)
    for number in range(max(1, PAIRS // PAIRS_OF_A_PLAN)):
        made = history(herning, editor, chance, f"Plan {number}")
        if made.model.public[-1][1] is None:
            made.publish()
        assert wrong_answers(made, chance, PAIRS_OF_A_PLAN) == []


def test_a_plan_that_is_withdrawn_today_tells_of_no_day_whatever_happened_before(herning, editor):
    made = history(herning, editor, random.Random(SEED), "Plan")
    made.withdraw()
    for day in {at.date() for at, _edition in made.model.public}:
        try:
            found = dated.edition_on("herning", made.plan.slug, day)
        except PlanWithdrawn:
            found = None
        assert found is None
    assert not Edition.objects.current().filter(plan=made.plan).exists()
