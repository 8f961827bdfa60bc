"""Whatever is done in admin, by its real forms: what citizens read of a plan changes with an entry of the record or not at all.

``EDITS=1000 SEED=7 script/test tests/publishing/across/test_random_edits.py`` tries more and others.
"""

import os
import random
import re
from html.parser import HTMLParser

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from apps.core import page_cache
from apps.municipalities.models import Municipality
from apps.publishing.models import Edition, RecordEntry
from apps.publishing.operations.publish import publish, republish
from apps.publishing.operations.retract import retract
from apps.publishing.operations.withdraw import withdraw
from apps.publishing.record.verifier import check, files_of
from apps.strategies.models import Element, Plan, SourceDocument, Topic
from tests.bystander import own
from tests.factories import CommitteeFactory, element, make_plan
from tests.publishing.record.conftest import archive_of

EDITS, SEED = int(os.environ.get("EDITS", 60)), os.environ.get("SEED", "strategi")
WORDS = ("havnen", "børnene", "skoven", "trafikken", "kulturen", "vandet")
WRITTEN = ("text", "textarea", "number", "email", "url")


class Forms(HTMLParser):
    """The values that a browser would send of the form that admin shows, and which of them are written by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.written: list[str] = []
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        name, kind = found.get("name", ""), found.get("type", "text")
        if tag == "input" and name and kind not in ("submit", "button", "file", "search"):
            if kind not in ("checkbox", "radio") or "checked" in found:
                self.values.setdefault(name, []).append(found.get("value", ""))
            if kind in WRITTEN:
                self.written.append(name)
        elif tag == "textarea":
            self._area = name
            self.values[name] = [""]
            self.written.append(name)
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in found and self._select:
            self.values.setdefault(self._select, []).append(found.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area][0] += data


class Editor:
    """Somebody who does anything at random; ``read`` is what citizens read of the plans meanwhile."""

    def __init__(self, client, visitor, by, municipality) -> None:
        self.client, self.visitor, self.by, self.municipality = client, visitor, by, municipality
        self.chance = random.Random(SEED)
        self.done: set[str] = set()

    def read(self) -> list[tuple[int, str]]:
        """Status and content of every page of a plan, without what is the municipality's and not the plan's."""
        page_cache.store.clear()
        name = Municipality.objects.get(pk=self.municipality.pk).name
        found = []
        for plan in Plan.objects.filter(municipality=self.municipality).order_by("pk"):
            for path in (
                f"/api/v1/plans/herning/{plan.slug}/",
                f"/herning/{plan.slug}/",
                f"/herning/{plan.slug}/udgaver/",
            ):
                answer = self.visitor.get(path)
                text = answer.content.decode()
                main = re.search(r"<main.*</main>", text, re.DOTALL)
                found.append((answer.status_code, (main[0] if main else text).replace(name, "")))
        return found

    def act(self) -> str:
        deeds = [name for name in dir(self) if name.startswith("do_")]
        deed = self.chance.choice(deeds)
        getattr(self, deed)()
        return deed

    def _plan(self) -> Plan:
        return self.chance.choice(list(Plan.objects.filter(municipality=self.municipality).order_by("pk")))

    def _element(self, plan: Plan | None = None) -> Element | None:
        rows = Element.objects.filter(plan=plan or self._plan(), level__gt=0).order_by("lft")
        return self.chance.choice(list(rows)) if rows else None

    def _fill(self, address: str, deed: str) -> None:
        """Open the form, write something else in a field, and send it as a browser would."""
        form = Forms()
        page = self.client.get(address)
        assert page.status_code == 200, address
        form.feed(page.content.decode())
        name = self.chance.choice([each for each in form.written if "-" not in each])
        form.values[name] = [f"{self.chance.choice(WORDS)} {self.chance.randrange(99)}"]
        answer = self.client.post(address, form.values)
        assert answer.status_code in (200, 302), address
        if answer.status_code == 302:
            self.done.add(deed)

    def do_edit_element(self) -> None:
        if row := self._element():
            self._fill(reverse("admin:strategies_element_change", args=[row.pk]), "element")

    def do_retitle_element(self) -> None:
        if row := self._element():
            self._write(reverse("admin:strategies_element_change", args=[row.pk]), "title", "title")

    def do_edit_plan(self) -> None:
        self._fill(reverse("admin:strategies_plan_change", args=[self._plan().pk]), "plan")

    def do_retitle_plan(self) -> None:
        self._write(reverse("admin:strategies_plan_change", args=[self._plan().pk]), "title", "plan title")

    def do_rename_municipality(self) -> None:
        address = reverse("admin:municipalities_municipality_change", args=[self.municipality.pk])
        self._write(address, "name", "municipality")

    def do_rename_committee(self) -> None:
        committee = self.municipality.committees.order_by("pk").last()
        self._write(
            reverse("admin:municipalities_committee_change", args=[committee.pk]), "name", "committee"
        )

    def do_rename_topic(self) -> None:
        topic = own(Topic).order_by("pk").last()
        self._write(reverse("admin:strategies_topic_change", args=[topic.pk]), "name", "topic")

    def do_edit_source(self) -> None:
        document = own(SourceDocument).order_by("pk").last()
        self._write(reverse("admin:strategies_sourcedocument_change", args=[document.pk]), "title", "source")

    def _write(self, address: str, field: str, deed: str) -> None:
        form = Forms()
        form.feed(self.client.get(address).content.decode())
        form.values[field] = [f"{self.chance.choice(WORDS).capitalize()} {self.chance.randrange(999)}"]
        if self.client.post(address, form.values).status_code == 302:
            self.done.add(deed)

    def do_delete_element(self) -> None:
        rows = Element.objects.filter(plan__municipality=self.municipality)
        if (row := self._element()) and rows.count() > 8:
            self.client.post(reverse("admin:strategies_element_delete", args=[row.pk]), {"post": "yes"})

    def do_publish(self) -> None:
        publish(plan=self._plan(), by=self.by, nature=self.chance.choice(["adopted", "editorial"]))
        self.done.add("publish")

    def do_withdraw_or_republish(self) -> None:
        plan = self._plan()
        editions = list(Edition.objects.filter(plan=plan))
        if any(edition.is_current for edition in editions) and self.chance.random() < 0.4:
            withdraw(plan=plan, by=self.by, public_note="Væk.")
        elif editions:
            republish(edition=self.chance.choice(editions), by=self.by)

    def do_retract(self) -> None:
        plan = self._plan()
        if row := self._element(plan):
            word = self.chance.choice(WORDS)
            try:
                retract(identity=row.identity, by=self.by, reason="Personoplysning", words=word)
            except ValidationError:
                return  # the words do not stand in the plan
            self.done.add("retract")


@pytest.fixture
def editor_at_random(herning, portal_admin, client, settings, tmp_path):
    settings.ARCHIVE_FOLDER = tmp_path
    committee = CommitteeFactory(municipality=herning, name="Havneudvalget", slug="havneudvalget")
    for slug in ("strategi", "handleplan"):
        goals = [
            element("goal", f"Mål {number}", text=f"Vi værner om {word}.", responsible_id=committee.pk)
            for number, word in enumerate(WORDS)
        ]
        plan = make_plan(*goals, municipality=herning, slug=slug, title=slug.capitalize(), by=portal_admin)
        SourceDocument.objects.create(plan=plan, number=1, title="Kilde", text="Et", sha256="0" * 64)
    topic = Topic.objects.create(name="Vand ved havet", slug="vand-ved-havet")
    plan.identities.last().topics.add(topic)
    for plan in herning.plans.all():
        publish(plan=plan, by=portal_admin, nature="adopted")
    signed_in, visitor = client, type(client)()
    signed_in.force_login(portal_admin)
    return Editor(signed_in, visitor, portal_admin, herning)


def test_nothing_that_citizens_read_of_a_plan_changes_without_an_entry(editor_at_random, herning, capsys):
    before, entries, changed = editor_at_random.read(), own(RecordEntry).count(), 0
    for _ in range(EDITS):
        deed = editor_at_random.act()
        after, now = editor_at_random.read(), own(RecordEntry).count()
        assert now > entries or after == before, deed
        changed += after != before
        before, entries = after, now
    call_command("verify_record")
    assert check(files_of(archive_of(herning)))[0] == entries
    assert changed > 0
    assert len(editor_at_random.done) > 4  # forms that were saved, not refused each time
