from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

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


@pytest.fixture
def units(herning):
    return [CommitteeFactory(municipality=herning, name=name) for name in ("Kultur", "Sundhed", "Veje")]


def test_who_takes_part_whom_to_ask_and_when_are_saved_as_one_version(area, units):
    lead, *others = units
    save(
        area,
        responsible=lead,
        partners=others,
        contact="  Rådhuset,  lokal 410 ",
        starts_on=date(2026, 3, 1),
        ends_on=date(2026, 12, 31),
    )
    saved = stored(area)
    assert (saved.version, set(saved.partners.all())) == (2, set(others))
    assert (saved.contact, saved.starts_on, saved.ends_on) == (
        "Rådhuset, lokal 410", date(2026, 3, 1), date(2026, 12, 31),
    )  # fmt: skip
    row = saved.history.latest()
    assert (row.partner_ids, row.contact) == ([unit.pk for unit in others], "Rådhuset, lokal 410")
    assert row.event.changed_fields == ["responsible", "contact", "starts_on", "ends_on", "partners"]
    assert save(saved, partners=reversed(others)).version == 2


def test_other_partners_over_somebody_elses_are_refused_with_both(area, units):
    kultur, sundhed, _veje = units
    save(area, partners=[kultur])
    with pytest.raises(StaleEdit) as refused:
        save(area, partners=[sundhed], is_continuous=True)
    assert refused.value.theirs == {"is_continuous": False, "partners": {kultur}}
    assert refused.value.ours == {"is_continuous": True, "partners": {sundhed}}
    assert set(stored(area).partners.all()) == {kultur}


def test_who_becomes_responsible_is_no_partner_any_more(area, units):
    kultur, sundhed, veje = units
    save(area, partners=[kultur, sundhed], responsible=veje)
    saved = save(stored(area), responsible=kultur)
    assert (saved.responsible, set(saved.partners.all())) == (kultur, {sundhed})
    with pytest.raises(ValidationError, match="Den, der er ansvarlig, er ikke også medansvarlig"):
        save(stored(area), partners=[kultur])


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"starts_on": date(2026, 5, 1), "ends_on": date(2026, 4, 30)}, "ends_on", "kan ikke slutte, før det begynder"),
        ({"ends_on": date(2026, 4, 30), "is_continuous": True}, "ends_on", "har ingen slutdato"),
        ({"starts_on": date(1066, 1, 1)}, "starts_on", "mellem 1970 og 2200"),
        ({"ends_on": date(2201, 1, 1)}, "ends_on", "mellem 1970 og 2200"),
        ({"contact": "x" * 201}, "contact", "højst have 200 tegn"),
    ],
)  # fmt: skip
def test_times_that_cannot_be_are_refused_and_nothing_changes(area, changes, field, message):
    with pytest.raises(ValidationError) as refused:
        save(area, **changes)
    assert list(refused.value.message_dict) == [field]
    assert message in str(refused.value)
    assert stored(area).version == 1


def test_one_day_is_a_period(area):
    day = date(2026, 5, 1)
    assert save(area, starts_on=day, ends_on=day).ends_on == day


def test_a_partner_of_another_municipality_is_refused(area, randers):
    foreign = CommitteeFactory(municipality=randers)
    with pytest.raises(ValidationError) as refused:
        save(area, partners=[foreign])
    assert refused.value.message_dict == {"partners": ["Udvalget hører til en anden kommune."]}
    assert not stored(area).partners.exists()


@pytest.mark.parametrize(
    "columns",
    [
        {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 4, 30)},
        {"ends_on": date(2026, 4, 30), "is_continuous": True},
        {"starts_on": date(1066, 1, 1)},
    ],
)
def test_the_database_refuses_times_that_cannot_be(area, columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        Element.objects.filter(pk=area.pk).update(**columns)
