"""The fourth municipality is made entirely in admin: by the portal's administrator, then by its own editor."""

import re

from django.core import mail
from django.urls import reverse

from apps.accounts.models import User
from apps.municipalities.models import Committee, Municipality
from apps.publishing.reading import published_element, published_plan
from apps.strategies.models import Plan
from tests.bystander import own

MUNICIPALITY = {
    "name": "Aarhus Kommune",
    "slug": "aarhus",
    "code": "751",
    "accent_colour": "#004b87",
    "contact_email": "post@aarhus.example",
}


def make_municipality(client):
    client.post(reverse("admin:municipalities_municipality_add"), MUNICIPALITY)
    aarhus = Municipality.objects.get(slug="aarhus")
    invited = {
        "email": "Anna@aarhus.example",
        "full_name": "Anna",
        "municipality": aarhus.pk,
        "role": "editor",
    }
    client.post(reverse("admin:municipalities_invitation_add"), invited)
    return aarhus


def accept(client):
    """The invited person follows the link in the mail and chooses a password."""
    [letter] = mail.outbox
    mail.outbox.clear()
    [link] = re.findall(r"/konto/invitation/[\w-]+/", letter.body)
    client.logout()
    password = "en-lang-adgangskode-til-anna"
    filled = {
        "email": "anna@aarhus.example",
        "full_name": "Anna",
        "password1": password,
        "password2": password,
    }
    assert client.post(link, filled).status_code == 302
    return User.objects.get(email="anna@aarhus.example")


def add(client, plan, parent, kind, title, body=""):
    address = f"{reverse('admin:strategies_element_add')}?plan={plan.pk}&parent={parent.pk}"
    place = client.get(address).context["form"]["place"].field.choices[-1][0]
    client.post(address, {"kind": kind, "title": title, "body": body, "place": place})
    return plan.elements.get(title=title)


def test_a_municipality_with_its_first_plan(client, portal_admin):
    client.force_login(portal_admin)
    aarhus = make_municipality(client)
    anna = accept(client)
    client.force_login(anna)
    committee = {"municipality": aarhus.pk, "name": "Byrådet", "slug": "byraadet", "kind": "council"}
    client.post(reverse("admin:municipalities_committee_add"), committee)
    plan_form = {
        "municipality": aarhus.pk,
        "title": "Aarhusmål",
        "slug": "aarhusmaal",
        "level": "council_strategy",
    }
    response = client.post(
        reverse("admin:strategies_plan_add"), {**plan_form, "committee": own(Committee).get().pk}
    )
    plan = own(Plan).get()
    assert response["Location"] == f"{reverse('admin:strategies_element_changelist')}?plan={plan.pk}"
    root = plan.elements.get()
    vision = add(client, plan, root, "vision", "En god by for alle")
    goal = add(client, plan, vision, "goal", "Flere cykler", "<p>Vi bygger cykelstier.</p>")
    publishing = reverse("admin:publishing_publish", args=[plan.pk])
    expected = client.get(publishing).context["form"]["expected"].value()
    client.post(publishing, {"expected": expected, "nature": "adopted", "adopted_on": "18.11.2026"})
    edition = published_plan("aarhus", "aarhusmaal")
    assert (edition.title, edition.committee_name, edition.published_by) == ("Aarhusmål", "Byrådet", anna)
    page = published_element("aarhus", "aarhusmaal", "flere-cykler")
    assert (page.element.identity_id, page.element.text) == (goal.identity_id, "Vi bygger cykelstier.")
    client.logout()
    text = client.get("/aarhus/aarhusmaal/").content.decode()
    assert "Vi bygger cykelstier." in text
    assert "Anna" not in text
    assert mail.outbox == []


def test_the_sections_of_admin_have_danish_names(client, portal_admin):
    client.force_login(portal_admin)
    sections = client.get("/admin/").context["app_list"]
    assert sorted(section["name"] for section in sections) == [
        "Beslutninger",
        "Hvad læserne siger",
        "Indikatorer",
        "Kommuner",
        "Offentliggørelse",
        "Opfølgning",
        "Personer",
        "Planer og elementer",
    ]
