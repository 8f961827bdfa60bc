"""A phrase stands everywhere a plan's words can stand; after its retraction it is in no table and no public byte."""

import gzip
import json
import re
from html import unescape

import brotli
import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from apps.core.text import danish_slug
from apps.publishing.digest import is_intact
from apps.publishing.models import Edition
from apps.publishing.operations.preview_links import make_preview_link
from apps.publishing.operations.publish import publish
from apps.publishing.operations.retract import retract
from apps.publishing.operations.withdraw import withdraw
from apps.publishing.pages import store
from apps.strategies import tree
from apps.strategies.history.versions import restore_version, versions
from apps.strategies.models import (
    BinnedSubtree,
    Move,
    Plan,
    SourceDocument,
    SourcePassage,
    SourceRepair,
    Topic,
)
from apps.strategies.operations.edit import edit_element
from apps.strategies.operations.relate import relate
from apps.workspace.models import Note
from tests.bystander import own
from tests.factories import CommitteeFactory, element, make_plan
from tests.overview.pdf.reading import words_of

WORDS = "Åse Kanariefugl Sørensen"
GAP = "[udeladt]"
#: As a person, an address, JSON and a Mac write it.
TELLING = re.compile(r"kanarie|s\\u00f8rensen|soerensen|sørensen|so\u0308rensen", re.IGNORECASE)
VARIANTS = [
    WORDS,
    WORDS.upper(),
    "A\u030ase  Kanariefugl\u00a0Sørensen",
    "Åse\nKanarie-\nfugl Sørensen",
    "Åse Kana\u00adriefugl\u200b Sørensen",
]


def told():
    """Every value in every table that tells the phrase: model and field."""
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values():
            for name, value in row.items():
                if TELLING.search(said(name, value)):
                    yield f"{model._meta.label}.{name}"


def said(name, value):
    if isinstance(value, bytes | memoryview) and bytes(value):
        return (gzip.decompress if name.endswith("gzip") else brotli.decompress)(bytes(value)).decode()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


@pytest.fixture
def committee(herning):
    return CommitteeFactory(municipality=herning, name=f"Udvalget {WORDS}")


@pytest.fixture
def plan(herning, editor, committee):
    plan = make_plan(
        element("focus_area", f"Om {WORDS}", element("vision", "Vision", text=VARIANTS[1]), text="Tekst."),
        element("goal", "Mål", body=f"<p>Hos {VARIANTS[2]}.</p>", responsible_id=committee.pk),
        element("goal", "Delt", body="<p>Først Åse</p><p>Kanariefugl Sørensen sidst</p><p>Fri.</p>"),
        element(
            "goal", "Fremhævet", body="<ul><li>Åse <strong>Kanariefugl</strong> Sørensen</li><li>B</li></ul>"
        ),
        element("vision", "Slettet", element("goal", f"Under {WORDS}", text=VARIANTS[4]), text="Vision."),
        municipality=herning,
        title=f"Plan for {WORDS}",
        lead=f"Af {WORDS}.",
        committee=committee,
        case_reference=WORDS,
        by=editor,
    )
    fill(plan, editor)
    return plan


def fill(plan, editor):
    """Moves, relations, older editions, history, bin, notes, preview links."""
    at = {row.title: row for row in plan.elements.all()}
    goal = at["Mål"]
    add_source(plan, goal)
    goal.identity.topics.add(Topic.objects.create(name="Emne", slug=f"om-{danish_slug(WORDS)}"))
    relate(source=goal.identity, target=at["Delt"].identity, kind="related", by=editor, note=VARIANTS[2])
    first = publish(plan=plan, by=editor, nature="adopted", public_note=f"Tak til {WORDS}.")
    store.keep(first, "da", store.fragments(first, "da"))
    place = at[f"Om {WORDS}"]
    tree.move(plan_id=plan.pk, element_id=place.pk, parent_id=place.parent_id, position=2, by=editor)
    edit_element(
        plan_id=plan.pk,
        element_id=goal.pk,
        based_on=goal.version,
        by=editor,
        body=f"<p>{VARIANTS[4]} igen</p>",
    )
    tree.delete(plan_id=plan.pk, element_id=at["Slettet"].pk, by=editor)
    withdraw(plan=plan, by=editor, public_note=VARIANTS[1])
    store.warm(publish(plan=plan, by=editor, nature="editorial", public_note=WORDS))
    make_preview_link(plan=plan, by=editor, days=1, purpose=f"Til {WORDS}")
    add_to_log(editor, plan, goal, plan.committee)


def add_source(plan, goal):
    text = f"Mål\nHos Åse Kana-\nriefugl Sørensen.\n\n{VARIANTS[3]}\n{WORDS.lower()}"
    document = SourceDocument.objects.create(
        plan=plan, number=1, title=WORDS, file_name=f"{danish_slug(WORDS)} {WORDS}.txt", text=text, sha256="x"
    )
    passage = SourcePassage.objects.create(
        document=document, first_line=2, last_line=3, role="paragraph", identity=goal.identity, paragraph=1,
        text=f"Hos {WORDS}.", note=VARIANTS[2],
    )  # fmt: skip
    SourceRepair.objects.create(
        passage=passage, kind="hyphen", before="Kana-\nrie", after="Kanarie", why=WORDS
    )


def add_to_log(editor, *things):
    for thing in things:
        LogEntry.objects.create(
            user=editor,
            content_type=ContentType.objects.get_for_model(thing),
            object_id=str(thing.pk),
            object_repr=WORDS,
            action_flag=CHANGE,
            change_message=json.dumps([{"changed": {"object": WORDS, "fields": ["x"]}}]),
        )


def take_out(plan, editor):
    return retract(
        identity=plan.elements.get(title="Mål").identity,
        by=editor,
        reason="Navn.",
        words="åse kanariefugl sørensen",
    )


#: Left out of the register by decision: a topic is everybody's, a note its writer's.
LEFT = {"strategies.Topic.slug", "workspace.Note.text"}


def test_the_phrase_is_in_no_table_and_its_bystanders_are_untouched(
    plan, editor, herning, randers, other_editor
):
    Note.objects.create(user=editor, identity=plan.elements.get(title="Mål").identity, text=WORDS)
    beside = make_plan(
        element("goal", WORDS),
        municipality=herning,
        title=f"Også {WORDS}",
        slug=f"ogsaa-{danish_slug(WORDS)}",
    )
    foreign = make_plan(element("goal", WORDS), municipality=randers, title=WORDS)
    for other, by in ((beside, editor), (foreign, other_editor)):
        publish(plan=other, by=by, nature="adopted", public_note=WORDS)
    before = [state(other) for other in (beside, foreign)]
    assert len(set(told())) > 40
    take_out(plan, editor)
    assert [state(other) for other in (beside, foreign)] == before
    assert left_once_the_others_are_done_too(beside, foreign, editor, other_editor) == LEFT


def state(plan):
    rows = [
        *plan.editions.values("title", "public_note", "digest"),
        *plan.elements.values("title", "version"),
    ]
    return [plan.slug, *map(str, rows), *plan.addresses.values_list("slug", flat=True)]


def left_once_the_others_are_done_too(beside, foreign, editor, other_editor):
    """Retract from the other plans, too; what still tells the phrase."""
    for other, by in ((beside, editor), (foreign, other_editor)):
        identity = other.elements.get(parent=None).identity
        retract(identity=identity, by=by, reason="Navn.", words=WORDS)
    return set(told())


@pytest.mark.long
def test_no_public_byte_tells_it_and_no_old_address_leads_on(client, plan, editor):
    old = [f"/herning/{plan.slug}/", f"/herning/{plan.slug}/om-{danish_slug(WORDS)}/"]
    assert [client.get(path).status_code for path in old] == [200, 200]
    assert any(TELLING.search(body) for body in public_bytes(client).values())
    take_out(plan, editor)
    # A subject heading belongs to all municipalities, so that only the portal's administrators give it another address.
    Topic.objects.filter(name="Emne").update(slug="emne")
    assert [client.get(path).status_code for path in old] == [404, 404]
    found = public_bytes(client)
    assert "/herning/udeladt/" in found
    assert [path for path, body in found.items() if TELLING.search(path) or TELLING.search(body)] == []


def text_of(response):
    """What an answer says; an archive is not compressed, a PDF file is."""
    content = b"".join(response) if response.streaming else response.content
    return words_of(content) if content.startswith(b"%PDF-") else content.decode(errors="replace")


def public_bytes(client):
    """What every address says that can be reached from the municipality's page, the sitemap and the API."""
    found, waiting = {}, ["/herning/", "/en/herning/", "/sitemap.xml", "/", "/api/v1/"]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        response = client.get(path)
        if response.has_header("Location"):
            waiting.append(response["Location"])
        text = text_of(response)
        found[path] = unescape(text) + str(response.headers)
        links = re.findall(r'(?:(?:href|src)="|"(?:url|href|self)": ?"|<loc>)([^"<#]+)', text)
        links = [re.sub(r"^https?://testserver", "", unescape(link)) for link in links]
        waiting += [link for link in links if link.startswith("/") and not link.startswith("/static/")]
    return found


def test_the_plan_is_published_compared_and_restored_as_before(client, plan, editor):
    take_out(plan, editor)
    plan.refresh_from_db()
    assert (plan.title, plan.slug, plan.committee.name) == (f"Plan for {GAP}", "udeladt", f"Udvalget {GAP}")
    assert plan.elements.get(parent=None).title == plan.title
    assert {row.title for row in plan.history.all()} == {plan.title}
    assert all(is_intact(edition) for edition in Edition.objects.all())
    third = publish(plan=plan, by=editor, nature="editorial")
    assert (third.title, third.committee_name) == (plan.title, plan.committee.name)
    assert is_intact(third)
    compared = client.get(f"/herning/udeladt/udgaver/1/{third.number}/")
    assert compared.status_code == 200
    assert "Slettet" in compared.content.decode()


def test_a_version_and_a_subtree_come_back_with_the_gap(plan, editor):
    take_out(plan, editor)
    goal = plan.elements.get(title="Mål")
    assert goal.body == f"<p><em>{GAP}</em> igen</p>"
    first = versions(goal.identity)[-1]
    restore_version(
        plan_id=plan.pk, element_id=goal.pk, history_id=first.history_id, based_on=goal.version, by=editor
    )
    goal.refresh_from_db()
    assert goal.body == f"<p>Hos <em>{GAP}</em>.</p>"
    binned = BinnedSubtree.objects.get(plan=plan)
    back = tree.restore(plan_id=plan.pk, binned_id=binned.pk, by=editor)
    assert (back.kind, back.get_children().get().title) == ("vision", f"Under {GAP}")
    assert is_intact(publish(plan=plan, by=editor, nature="editorial"))
    assert {row.title for row in Move.objects.filter(plan=plan)} == {f"Om {GAP}"}


def test_words_that_are_also_codes_leave_codes_alone(plan, editor):
    identity = plan.elements.get(title="Mål").identity
    retract(identity=identity, by=editor, reason="Prøve.", words="vision")
    binned = BinnedSubtree.objects.get(plan=plan)
    back = tree.restore(plan_id=plan.pk, binned_id=binned.pk, by=editor)
    assert (back.kind, back.body) == ("vision", f"<p><em>{GAP}</em>.</p>")
    assert plan.elements.filter(kind="vision").count() == 2


def test_words_over_several_paragraphs_leave_these_out_and_no_other(plan, editor):
    take_out(plan, editor)
    assert (
        plan.elements.get(title="Delt").body == f"<p><em>{GAP}</em></p>\n<p><em>{GAP}</em></p>\n<p>Fri.</p>"
    )
    highlighted = plan.elements.get(title="Fremhævet").body
    assert highlighted == f"<ul><li><em>{GAP}</em></li><li>B</li></ul>"


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_words_are_known_however_they_are_written(plan, editor, variant):
    identity = own(Plan).get().elements.get(title="Mål").identity
    retract(identity=identity, by=editor, reason="Navn.", words=variant)
    assert set(told()) == {"strategies.Topic.slug"}
