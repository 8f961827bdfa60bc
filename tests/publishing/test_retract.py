import json

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from apps.core import richtext
from apps.publishing import reading
from apps.publishing.digest import is_intact
from apps.publishing.models import Edition, PublishedAddress, Rendering
from apps.publishing.operations.publish import publish
from apps.publishing.operations.retract import retract
from apps.publishing.operations.withdraw import withdraw
from apps.publishing.pages import store
from apps.publishing.retraction.scrubber import GAP, GAP_HTML, Scrubber
from apps.strategies import tree
from apps.strategies.models import Relation, SourceDocument, SourcePassage, SourceRepair
from tests.bystander import own
from tests.factories import element, make_plan

NAME = "Jens Hansen-Friis"
SENTENCE = f"Ring til {NAME} på rådhuset."


def everything():
    """All that the database says, model by model."""
    for model in apps.get_models():
        for values in model._base_manager.values():
            yield model._meta.label, repr(values)


def where(words):
    return sorted({label for label, text in everything() if words.casefold() in text.casefold()})


def add_source(plan, goal):
    """A document in which the name is hyphenated, emphasised and noted."""
    text = "Mål\n\nFørste.\n\nRing til Jens Han-\nsen-Friis på rådhuset.\n\nSkrevet af *Jens* Hansen-Friis\n"
    document = SourceDocument.objects.create(plan=plan, number=1, title="Kilde", text=text, sha256="x")
    SourcePassage.objects.create(
        document=document,
        first_line=3,
        last_line=3,
        role="paragraph",
        identity=goal,
        paragraph=1,
        text="Første.",
    )
    passage = SourcePassage.objects.create(
        document=document,
        first_line=5,
        last_line=6,
        role="paragraph",
        identity=goal,
        paragraph=2,
        text=SENTENCE,
    )
    SourceRepair.objects.create(
        passage=passage, kind="hyphen", before="Han-\nsen", after="Hansen", why="Friis"
    )
    SourcePassage.objects.create(document=document, first_line=8, last_line=8, role="furniture", note=NAME)


@pytest.fixture
def plan(herning, editor):
    """The name stands in two editions, a source (hyphenated), a title, history, the bin, a relation and a rendering."""
    plan = make_plan(
        element("focus_area", "Område", element("goal", "Mål", text=f"Første.\n{SENTENCE}"), text="Tekst."),
        element("goal", f"Om {NAME}", body=f'<ul><li><a href="mailto:x@y.dk">{NAME}</a></li><li>B</li></ul>'),
        element("goal", "Slettet", text=SENTENCE.upper()),
        municipality=herning,
        slug="plan",
        by=editor,
    )
    goal = plan.elements.get(title="Mål").identity
    add_source(plan, goal)
    other = plan.elements.get(title="Område").identity
    Relation.objects.create(source=goal, target=other, note=f"Se {NAME}")
    store.warm(publish(plan=plan, by=editor, nature="adopted", public_note=f"Tak til {NAME}."))
    tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title="Slettet").pk, by=editor)
    withdraw(plan=plan, by=editor, public_note=f"{NAME} bad om det.")
    store.warm(publish(plan=plan, by=editor, nature="editorial"))
    return plan


def test_the_words_are_kept_nowhere_and_a_mark_stands_in_their_place(plan, editor, herning):
    before = herning.public_version
    goal = plan.elements.get(title="Mål").identity
    assert len(where("Hansen-Friis")) > 8
    retract(identity=goal, by=editor, reason="Personoplysning.", words="jens  hansen-friis")
    assert where("Hansen-Friis") == where("sen-Friis") == where("hansen") == []
    current = reading.published_plan("herning", "plan")
    assert current.plan.municipality.public_version > before
    rows = {row.position: row for row in reading.elements(current)}
    assert rows[2].text == f"Første.\nRing til {GAP} på rådhuset."
    assert rows[2].body == f"<p>Første.</p>\n<p>Ring til {GAP_HTML} på rådhuset.</p>"
    assert rows[2].passages[1]["text"] == f"Ring til {GAP} på rådhuset."
    assert (rows[3].title, rows[3].text) == (f"Om {GAP}", f"{GAP}\nB")
    assert own(SourceDocument).get().text == (
        f"Mål\n\nFørste.\n\nRing til {GAP}\n på rådhuset.\n\nSkrevet af *{GAP}\n"
    )
    assert not Rendering.objects.exists()
    assert all(is_intact(edition) for edition in Edition.objects.all())


def test_an_address_that_told_the_words_no_longer_does(plan, editor):
    telling = PublishedAddress.objects.get(slug="om-jens-hansen-friis")
    retract(identity=telling.identity, by=editor, reason="Navn.", words=NAME)
    telling.refresh_from_db()
    assert telling.slug == "udeladt"
    assert reading.published_element("herning", "plan", "udeladt").element.title == f"Om {GAP}"


def test_a_whole_paragraph_is_named_by_its_number(plan, editor):
    goal = plan.elements.get(title="Mål").identity
    retract(identity=goal, by=editor, reason="Personoplysning.", ordinal=2)
    assert plan.elements.get(title="Mål").body == f"<p>Første.</p>\n<p>{GAP_HTML}</p>"
    assert where("Ring til") == []
    assert publish(plan=plan, by=editor, nature="editorial").elements.get(position=2).deviates is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": "findes ikke"},
        {"words": "og"},
        {"words": ""},
        {"words": "????????"},
        {"ordinal": 3},
        {"ordinal": 0},
        {"words": NAME, "reason": f"Det er {NAME}"},
    ],
)
def test_what_cannot_be_retracted_changes_nothing(plan, editor, wrong):
    before = sorted(everything())
    with pytest.raises(ValidationError):
        retract(identity=plan.elements.get(title="Mål").identity, by=editor, **{"reason": "Navn.", **wrong})
    assert sorted(everything()) == before


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("<p>Hos Bo Ege.</p>", f"<p>Hos {GAP_HTML}.</p>"),
        ("<p>Hos <strong>Bo</strong> Ege.</p>\n<p>B</p>", f"<p>{GAP_HTML}</p>\n<p>B</p>"),
        ('<p><a href="https://x.dk/?Bo Ege">her</a></p>', f"<p>{GAP_HTML}</p>"),
        (
            "<ul><li>Bo  Ege<ul><li>BO EGE</li></ul></li></ul>",
            f"<ul><li>{GAP_HTML}<ul><li>{GAP_HTML}</li></ul></li></ul>",
        ),
        ("<p>Bo Egede og Abo Ege</p>", "<p>Bo Egede og Abo Ege</p>"),
    ],
)
def test_html_keeps_all_but_the_words(body, left):
    assert Scrubber("Bo Ege").html(body) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("BO\u00a0EGE!", f"{GAP}!"),
        ("Bo\n\nEge", f"{GAP}\n\n"),
        ("_Bo Ege_", f"_{GAP}_"),
        ("*Bo* *Ege*", f"*{GAP}*"),
        ("Bo E-\nge x", f"{GAP}\n x"),
        ("B\u00ado E\u200bge", GAP),
        ("Bo Eger", "Bo Eger"),
        ("Bo, Ege", "Bo, Ege"),
    ],
)
def test_plain_text_keeps_all_but_the_words(text, left):
    assert Scrubber("Bo Ege").plain(text) == left


@pytest.mark.parametrize(
    ("slug", "told"),
    [
        ("bo-ege", True),
        ("om-bo-ege-2", True),
        ("bo-egedal", False),
        ("ege-bo", False),
        ("bo", False),
        ("x" * 75 + "-bo", True),  # there was no room for the rest
        ("x" * 75 + "-bo-2", True),
        ("x" * 73 + "-bo", False),  # there was
    ],
)
def test_an_address_tells_the_words_or_as_many_as_it_has_room_for(slug, told):
    assert Scrubber("Bo Ege").tells(slug) is told


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Bo_Ege.txt", f"{GAP}.txt"),
        ("2022 bo ege.pdf", f"{GAP}.pdf"),
        ("plan.txt", "plan.txt"),
        ("plan.bo ege", GAP),
    ],
)
def test_the_name_of_a_file_keeps_its_ending(name, left):
    assert Scrubber("Bo Ege").file_name(name) == left


def test_words_that_run_over_paragraphs_take_these_and_no_others():
    body = "".join(f"<p>{text}</p>" for text in ("a", "b", "c", "d", "Jens", "Hansen", "e", "f"))
    left = "\n".join(f"<p>{text}</p>" for text in ("a", "b", "c", "d", GAP_HTML, GAP_HTML, "e", "f"))
    assert Scrubber("Jens Hansen").html(body) == left


def test_a_link_that_tells_the_words_takes_its_paragraph_with_it():
    body = '<p>Se <a href="https://x.dk/bo-ege/">her</a></p>\n<p><a href="https://x.dk/?n=Bo%20Ege">A</a></p>\n<p>B</p>'
    assert Scrubber("Bo Ege").html(body) == f"<p>{GAP_HTML}</p>\n<p>{GAP_HTML}</p>\n<p>B</p>"


def test_log_messages_are_read_before_words_are_sought_in_them():
    message = json.dumps([{"changed": {"object": "Åse Ærø", "fields": ["title"]}}])
    assert json.loads(Scrubber("Åse Ærø").json_text(message)) == [
        {"changed": {"object": GAP, "fields": ["title"]}}
    ]
    assert Scrubber("Åse Ærø").json_text("Skrev til åse ærø.") == f"Skrev til {GAP}."


def test_a_title_without_room_for_the_mark_is_cut(herning, editor):
    plan = make_plan(element("goal", "Oleo " * 59 + "Oleo"), municipality=herning, by=editor)
    identity = plan.elements.get(kind="goal").identity
    publish(plan=plan, by=editor, nature="adopted")
    retract(identity=identity, by=editor, reason="Navn.", words="Oleo")
    assert len(plan.elements.get(kind="goal").title) == 299  # and no space at the end
    assert where("oleo") == []


@given(st.lists(st.sampled_from(["Bo Ege", "<strong>Bo</strong> Ege", "&amp;", "ord", "Ege Bo"]), min_size=1))
def test_no_html_keeps_the_words(parts):
    body = richtext.canonical("".join(f"<p>{part} <em>{part}</em></p>" for part in parts))
    scrubber = Scrubber("Bo Ege")
    left = scrubber.html(body)
    assert not scrubber.finds("\n".join(richtext.paragraphs(left)).replace("\n", "|"))
    assert richtext.canonical(left) == left


def test_the_log_of_other_plans_and_municipalities_is_left_alone(plan, randers, editor):
    foreign = make_plan(element("goal", f"Om {NAME}"), municipality=randers, title=NAME)
    gone = plan.elements.get(title=f"Om {NAME}")
    objects = [gone, plan, foreign.elements.get(title__startswith="Om"), foreign]
    entries = [
        LogEntry.objects.create(
            user=editor,
            content_type=ContentType.objects.get_for_model(thing),
            object_id=str(thing.pk),
            object_repr=f"Om {NAME}",
            action_flag=CHANGE,
            change_message=f"Ret {NAME}",
        )
        for thing in objects
    ]
    goal = plan.elements.get(title="Mål").identity
    tree.delete(plan_id=plan.pk, element_id=gone.pk, by=editor)
    retract(identity=goal, by=editor, reason="Persondata", words=NAME)
    said = [LogEntry.objects.get(pk=entry.pk) for entry in entries]
    assert [NAME in entry.object_repr for entry in said] == [False, False, True, True]
    assert [NAME in entry.change_message for entry in said] == [False, False, True, True]
