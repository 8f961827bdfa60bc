"""What the operations write into the record."""

import json
import re

import pytest

from apps.publishing.models import Edition, EditionSeal, RecordEntry
from apps.publishing.models.immutable import EditionIsImmutable
from apps.publishing.operations.publish import publish, republish
from apps.publishing.operations.retract import retract
from apps.publishing.operations.withdraw import withdraw
from apps.publishing.record.edition_file import edition_file
from apps.publishing.record.lines import sha256
from apps.publishing.record.stored import stored
from tests.bystander import own
from tests.factories import element, make_plan

NAME = "Jens Hansen-Friis"


@pytest.fixture
def plan(herning, editor):
    goal = element("goal", "Mål", text=f"Ring til {NAME}.")
    return make_plan(goal, municipality=herning, slug="plan", title="Planen", by=editor)


def lines(municipality):
    entries = RecordEntry.objects.filter(municipality=municipality).order_by("number")
    return [json.loads(entry.line) for entry in entries]


def file_of(edition):
    [found] = stored([Edition.objects.select_related("plan__municipality", "seal").get(pk=edition.pk)])
    seal = found.edition.seal
    return edition_file(found.edition, found.content, uids=found.uids, secret=seal.secret, format=seal.format)


def test_every_deed_is_an_entry_that_names_what_was_done(plan, editor, herning):
    first = publish(plan=plan, by=editor, nature="adopted", public_note="Vedtaget.")
    withdraw(plan=plan, by=editor, public_note="Taget af.")
    again = republish(edition=first, by=editor, public_note="Sat på igen.")
    retract(identity=plan.identities.last(), by=editor, reason="Personoplysning", words=NAME)
    told = [
        (line["number"], line["kind"], line["edition"], line["nature"], line["republished_from"])
        for line in lines(herning)
    ]
    assert told == [
        (1, "published", 1, "adopted", None),
        (2, "withdrawn", 1, None, None),
        (3, "republished", 2, "adopted", 1),
        (4, "retracted", None, None, None),
    ]
    entries = RecordEntry.objects.filter(municipality=herning).order_by("number")
    assert [(entry.plan_title, entry.plan_slug, entry.note) for entry in entries] == [
        ("Planen", "plan", "Vedtaget."),
        ("Planen", "plan", "Taget af."),
        ("Planen", "plan", "Sat på igen."),
        ("Planen", "plan", "Personoplysning"),
    ]
    assert [(e.edition, e.withdrawal and e.withdrawal.edition) for e in entries][:3] == [
        (first, None),
        (None, first),
        (again, None),
    ]


def test_each_entry_holds_the_digest_of_the_one_before_it_in_the_municipality_and_in_the_portal(
    plan, editor, herning, randers
):
    other = make_plan(municipality=randers, slug="plan")
    for each in (plan, other, plan):
        publish(plan=each, by=editor, nature="adopted")
    a, b, c = own(RecordEntry).order_by("portal_number")
    assert [(entry.municipality, entry.number) for entry in (a, b, c)] == [
        (herning, 1),
        (randers, 1),
        (herning, 2),
    ]
    for entry, previous, portal_previous in ((b, "", a.digest), (c, a.digest, b.digest)):
        line = json.loads(entry.line)
        assert (line["previous"], line["portal_previous"]) == (previous, portal_previous)
        assert entry.digest == sha256(entry.line)


def test_the_entry_has_the_digest_of_the_edition_as_it_is_stored(plan, editor, herning):
    edition = publish(plan=plan, by=editor, nature="adopted")
    [line] = lines(herning)
    assert line["content"] == sha256(file_of(edition)) == EditionSeal.objects.get(edition=edition).digest


def test_no_entry_and_no_file_names_an_editor(plan, editor, herning):
    edition = publish(plan=plan, by=editor, nature="adopted")
    entry = RecordEntry.objects.get(edition=edition)
    for text in (entry.line, entry.note, file_of(edition).decode()):
        assert editor.email not in text
        assert editor.full_name not in text


def test_a_retraction_leaves_its_words_nowhere_and_says_the_digests_of_what_is_left(plan, editor, herning):
    first = publish(plan=plan, by=editor, nature="adopted", public_note=f"Skrevet af {NAME}.")
    former, secret = file_of(first), first.seal.secret
    retract(identity=plan.identities.last(), by=editor, reason="Personoplysning", words=NAME)
    published, retracted = RecordEntry.objects.filter(municipality=herning).order_by("number")
    assert published.note == "Skrevet af [udeladt]."
    now = EditionSeal.objects.get(edition=first)
    assert NAME not in file_of(first).decode()
    assert json.loads(published.line)["content"] == sha256(former)
    assert json.loads(retracted.line)["replaces"] == {
        "editions": {"1": now.digest},
        "words": {"1": published.words_digest},
    }
    assert now.digest == sha256(file_of(first))
    assert now.secret != secret
    # Whoever guesses the words cannot tell by the former digest that the guess was right.
    guess = file_of(first).decode().replace("<em>[udeladt]</em>", NAME).replace("[udeladt]", NAME)
    assert sha256(guess) != sha256(former)


def test_a_plan_s_earlier_editions_and_no_other_plan_s_are_sealed_anew(plan, editor, herning):
    make_plan(element("goal", "Andet"), municipality=herning, slug="anden", by=editor)
    other = publish(plan=herning.plans.get(slug="anden"), by=editor, nature="adopted")
    editions = [publish(plan=plan, by=editor, nature="adopted") for _ in range(2)]
    before = EditionSeal.objects.get(edition=other)
    retract(identity=plan.identities.last(), by=editor, reason="Personoplysning", words=NAME)
    replaced = lines(herning)[-1]["replaces"]["editions"]
    assert replaced == {str(e.number): EditionSeal.objects.get(edition=e).digest for e in editions}
    after = EditionSeal.objects.get(edition=other)
    assert (after.secret, after.digest) == (before.secret, before.digest)


def test_nothing_is_told_of_a_plan_that_was_never_published(plan, editor, herning):
    retract(identity=plan.identities.last(), by=editor, reason="Personoplysning", words=NAME)
    assert lines(herning) == []


def test_a_publication_that_fails_leaves_no_entry(plan, editor, herning, monkeypatch):
    monkeypatch.setattr("apps.publishing.operations.publish.bump_public_version", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        publish(plan=plan, by=editor, nature="adopted")
    assert lines(herning) == []


def test_what_leads_to_an_unpublished_plan_is_only_sealed(plan, editor, herning):
    lower = make_plan(
        element("action", "Handling"), municipality=herning, slug="lavere", level="action_plan", by=editor
    )
    lower.carries_out = plan
    lower.save()
    edition = publish(plan=lower, by=editor, nature="adopted")
    text = file_of(edition).decode()
    assert edition.carries_out_slug == "plan"
    assert json.loads(text)["relations"] == re.findall(r'\n"([0-9a-f]{64})"', text) != []
    assert '"plan":"plan"' not in text


@pytest.mark.parametrize("model", [RecordEntry, EditionSeal])
def test_neither_entry_nor_seal_can_be_changed_or_deleted_by_other_code(plan, editor, model):
    publish(plan=plan, by=editor, nature="adopted")
    row = own(model).get()
    for forbidden in (
        row.save,
        row.delete,
        own(model).delete,
        lambda: own(model).update(digest="x"),
        lambda: own(model).bulk_update([row], ["digest"]),
        lambda: model.objects.bulk_create([row]),
    ):
        with pytest.raises(EditionIsImmutable):
            forbidden()
