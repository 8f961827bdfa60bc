import pytest
from django.core.exceptions import ValidationError

from apps.core.conflicts import Gone
from apps.strategies import tree
from apps.strategies.models import Element, Topic
from apps.strategies.operations.edit import StaleEdit, edit_element
from tests.factories import CommitteeFactory, UserFactory, element, make_plan


@pytest.fixture
def plan(herning):
    return make_plan(
        element("focus_area", "Vores børn", element("goal", "Flere i job"), text="Alle skal med."),
        title="Plan",
        municipality=herning,
    )


@pytest.fixture
def area(plan):
    return plan.elements.get(title="Vores børn")


def save(area, by=None, **changes):
    changes.setdefault("based_on", area.version)
    return edit_element(plan_id=area.plan_id, element_id=area.pk, by=by, **changes)


def stored(area):
    return Element.objects.get(pk=area.pk)


def rows_of_history(area):
    return Element.history.filter(identity_id=area.identity_id).count()


def test_a_change_is_saved_in_canonical_form_with_a_new_version_and_one_row_of_history(area):
    author = UserFactory()
    save(
        area,
        by=author,
        title="  Vores  børn & unge ",
        body="<p>Alle&nbsp;skal med.</p><p></p><div>Også du<br>i dag</div>",
    )
    saved = stored(area)
    assert (saved.title, saved.version) == ("Vores børn & unge", 2)
    assert saved.body == "<p>Alle skal med.</p>\n<p>Også du</p>\n<p>i dag</p>"
    row = saved.history.latest()
    assert (row.history_user, row.title, row.history_type) == (author, "Vores børn & unge", "~")
    assert rows_of_history(area) == 2


def test_saving_what_stands_there_already_changes_nothing(area):
    before = stored(area)
    same = {
        "title": "Vores børn",
        "body": "<p>Alle&nbsp;skal med.</p><p>&nbsp;</p>",
        "kind": "focus_area",
        "topics": [],
    }
    save(area, **same)
    after = stored(area)
    assert (after.version, after.updated_at, rows_of_history(area)) == (1, before.updated_at, 1)


def test_a_stale_edit_is_refused_with_both_texts_and_the_other_ones_name(area):
    other = UserFactory()
    save(area, by=other, title="Deres titel", body="<p>Deres tekst.</p>")
    with pytest.raises(StaleEdit) as refused:
        save(area, based_on=1, title="Min titel", body="<p>Min tekst.</p>")
    error = refused.value
    assert error.theirs == {"title": "Deres titel", "body": "<p>Deres tekst.</p>"}
    assert error.ours == {"title": "Min titel", "body": "<p>Min tekst.</p>"}
    assert (error.version, error.who, error.when) == (2, other, stored(area).history.latest().history_date)
    assert (stored(area).title, stored(area).version, rows_of_history(area)) == ("Deres titel", 2, 2)


def test_a_stale_edit_that_says_what_stands_there_already_is_no_conflict(area):
    save(area, title="Ny titel")
    assert save(area, based_on=1, title="Ny titel").version == 2
    assert rows_of_history(area) == 2


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": "   "}, "Skriv en titel."),
        ({"title": "x" * 301}, "Denne værdi må højst have 300 tegn (den har 301)."),
        ({"body": "x" * 100_001}, "Teksten er for lang. Del den op i flere elementer."),
        ({"is_derived": True}, "Et afledt element har ingen tekst selv."),
        ({"parts_stated": 4}, "Skriv både, hvor mange dele der er, og hvilken type de har."),
        ({"kind": "value"}, "Typen ”mål” kan ikke stå under ”værdi”."),
        ({"kind": "document"}, "Typen ”dokument” kan ikke stå under ”dokument”."),
        ({"kind": "party"}, "Værdien 'party' er ikke et gyldigt valg."),
    ],
)
def test_content_that_is_not_allowed_is_refused_with_a_reason_and_nothing_changes(area, changes, message):
    with pytest.raises(ValidationError) as refused:
        save(area, **changes)
    assert refused.value.messages == [message]
    assert (stored(area).version, stored(area).title, stored(area).kind) == (1, "Vores børn", "focus_area")


def test_a_kind_is_checked_against_the_parent_too(plan):
    goal = plan.elements.get(title="Flere i job")
    with pytest.raises(ValidationError, match="Typen ”værdi” kan ikke stå under ”fokusområde”"):
        save(goal, kind="value")
    assert save(goal, kind="objective").kind == "objective"


def test_the_root_keeps_kind_and_title_which_are_the_plans(plan):
    root = plan.elements.get(parent=None)
    with pytest.raises(ValidationError, match="Titlen på hele planen ændres på selve planen"):
        save(root, title="En anden")
    with pytest.raises(ValidationError):
        save(root, kind="section")
    assert save(root, body="<p>En indledning.</p>").version == 2


def test_a_nul_byte_counts_as_white_space(area):
    saved = save(area, title="Ny\x00titel", body="<p>En\x00 tekst\x00</p>")
    assert (saved.title, saved.body) == ("Ny titel", "<p>En tekst</p>")


def test_another_municipalitys_committee_cannot_become_responsible(area, randers):
    with pytest.raises(ValidationError, match="Udvalget hører til en anden kommune"):
        save(area, responsible=CommitteeFactory(municipality=randers))
    own = CommitteeFactory(municipality=area.plan.municipality)
    assert save(area, responsible=own).responsible == own


def test_topics_alone_are_a_change_and_belong_to_the_identity(area):
    topic = Topic.objects.create(name="Klima", slug="klima")
    assert save(area, topics=[topic]).version == 2
    assert list(area.identity.topics.all()) == [topic]
    event = stored(area).history.latest().event
    assert (event.verb, event.fields) == ("edited", "topics")
    with pytest.raises(StaleEdit) as refused:
        save(area, based_on=1, topics=[])
    assert (refused.value.theirs, refused.value.ours) == ({"topics": {topic}}, {"topics": set()})
    assert save(area, based_on=2, topics=[topic]).version == 2


def test_an_element_without_history_keeps_its_original_words_at_the_first_edit(area):
    """``loaddata`` writes no history."""
    area.history.all().delete()
    save(area, title="Ny titel")
    assert list(area.history.order_by("history_id").values_list("title", "history_type", "version")) == [
        ("Vores børn", "+", 1),
        ("Ny titel", "~", 2),
    ]


def test_an_edit_does_not_undo_a_move_made_meanwhile(plan, area):
    goal = plan.elements.get(title="Flere i job")
    root = plan.elements.get(parent=None)
    tree.move(plan_id=plan.pk, element_id=goal.pk, parent_id=root.pk, by=None, position=0)
    save(goal, title="Mange flere i job")
    assert [(e.title, e.level) for e in plan.elements.in_reading_order()] == [
        ("Plan", 0),
        ("Mange flere i job", 1),
        ("Vores børn", 1),
    ]


def test_only_content_can_be_saved_this_way_and_only_in_its_own_plan(area):
    with pytest.raises(TypeError):
        save(area, parent_id=7)
    with pytest.raises(Gone):
        edit_element(plan_id=make_plan().pk, element_id=area.pk, based_on=1, by=None, title="Fremmed")
    assert stored(area).version == 1
