"""The page on which words are retracted: where else they stand is offered, and they are carried nowhere but in the form."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.urls import reverse

from apps.publishing.models import Edition, Retraction
from apps.publishing.operations.publish import publish
from tests.bystander import own
from tests.factories import element, make_plan

NAME = "Jens Kanariefugl"


def make(municipality, title, by):
    plan = make_plan(
        element("goal", "Kontakt", text=f"Ring til {NAME}."),
        element("goal", "Andet", text="Ingen nævnes."),
        municipality=municipality,
        title=title,
    )
    publish(plan=plan, by=by, nature="adopted")
    return plan


@pytest.fixture
def plan(herning, editor):
    return make(herning, f"Planen om {NAME}", editor)


@pytest.fixture
def beside(herning, editor):
    return make(herning, "Naboplan", editor)


@pytest.fixture
def foreign(randers, other_editor):
    return make(randers, "Fremmed", other_editor)


@pytest.fixture
def send(client, editor, plan):
    client.force_login(editor)

    def send(**more):
        identity = plan.elements.get(title="Kontakt").identity_id
        data = {"identity": identity, "words": NAME, "reason": "Navn.", "sure": "on", **more}
        return client.post(reverse("admin:publishing_retract", args=[plan.pk]), data)

    return send


def has(plan):
    """Whether anything that citizens read of the plan tells the name."""
    return any(
        NAME in text
        for edition in plan.editions.all()
        for text in edition.elements.values_list("text", flat=True)
    )


def test_other_plans_of_the_municipality_are_offered_and_nothing_is_done_before(send, plan, beside, foreign):
    page = send()
    assert page.status_code == 200
    form = page.context["form"]
    assert form.fields["also"].choices == [(str(beside.pk), "Naboplan: ”Kontakt”")]
    html = page.content.decode()
    assert f'name="asked" value="{beside.pk}"' in html
    assert "Fremmed" not in html
    assert 'aria-invalid="true"' in html
    assert [has(row) for row in (plan, beside, foreign)] == [True, True, True]
    assert not own(Retraction).exists()


def test_the_words_are_taken_out_of_the_plans_that_were_chosen(send, plan, beside, foreign):
    third = make(plan.municipality, "Tredje", own(Edition).first().published_by)
    asked = f"{beside.pk},{third.pk}"
    assert send(asked=asked, also=[beside.pk]).status_code == 302
    assert [has(row) for row in (plan, beside, third, foreign)] == [False, False, True, True]
    told = own(Retraction).values_list("identity__plan", "identity__element__title")
    assert sorted(told) == sorted([(plan.pk, "Kontakt"), (beside.pk, "Kontakt")])


def test_none_need_be_chosen(send, plan, beside):
    assert send(asked=str(beside.pk)).status_code == 302
    assert [has(row) for row in (plan, beside)] == [False, True]


def test_a_plan_that_has_got_the_words_since_is_offered_before_anything_is_done(send, plan, beside):
    page = send(asked="987654", also=[])
    assert page.context["form"].fields["also"].choices == [(str(beside.pk), "Naboplan: ”Kontakt”")]
    assert has(plan)


@pytest.mark.parametrize("also", ["foreign", "unasked", "987654", "abc"])
def test_a_plan_that_was_not_offered_is_not_to_be_chosen(send, plan, beside, foreign, also):
    key = {"foreign": foreign.pk, "unasked": beside.pk}.get(also, also)
    asked = str(foreign.pk) if also == "foreign" else ""
    assert send(asked=asked, also=[key]).status_code == 200
    assert [has(row) for row in (plan, beside, foreign)] == [True, True, True]


def test_what_the_portal_writes_down_of_it_does_not_tell_the_words(send, plan, client):
    assert send().status_code == 302
    said = [(entry.object_repr, entry.change_message) for entry in own(LogEntry).all()]
    assert said == [("Planen om [udeladt]", "Fjernede et tekststed.")]
    session = Session.objects.get(session_key=client.session.session_key).get_decoded()
    assert "Kanariefugl" not in str(session)
    assert (
        "Kanariefugl" not in client.get(reverse("admin:publishing_editions", args=[plan.pk])).content.decode()
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("og", "Skriv mindst 4 bogstaver"),
        ("?!?!?!", "Skriv mindst 4 bogstaver"),
        ("findes ikke her", "Ordene står ikke i planen"),
    ],
)
def test_words_that_cannot_be_taken_out_are_refused_in_plain_words(send, plan, words, told):
    page = send(words=words)
    assert told in " ".join(page.context["form"].non_field_errors())
    assert has(plan)
