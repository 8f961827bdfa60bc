"""The page of a draft looks like the public page, says that it is none, and is kept by nobody."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.publishing.models import Edition
from apps.publishing.operations.preview_links import make_preview_link, withdraw_preview_link
from apps.publishing.operations.publish import publish
from apps.strategies import tree
from apps.strategies.operations.edit import edit_element
from apps.strategies.operations.move import move_elements
from apps.strategies.tree.building import NewElement
from tests.bystander import own
from tests.factories import UserFactory, element, make_plan


@pytest.fixture
def plan(herning):
    return make_plan(
        element("focus_area", "Vores børn", element("goal", "Flere i job"), text="Alle skal med."),
        municipality=herning,
        lead="Forord.",
    )


def address(plan, **options):
    link, token = make_preview_link(plan=plan, by=UserFactory(is_superuser=True), **{"days": 7, **options})
    return link, f"/kladde/{token}/"


def test_the_whole_working_tree_can_be_read_and_is_marked_as_a_draft(client, plan):
    _link, url = address(plan)
    response = client.get(url)
    page = response.content.decode()
    assert response.status_code == 200
    for words in ("Vores plan", "Forord.", "Vores børn", "Alle skal med.", "Flere i job", "Det er en kladde"):
        assert words in page
    assert 'href="#vores-boern"' in page
    assert "/herning/vores-plan/" not in page
    assert not own(Edition).exists()


def test_what_differs_from_what_citizens_read_is_marked_and_listed(client, plan, editor):
    root, area, goal = plan.elements.in_reading_order()
    first = tree.insert(NewElement(kind="goal", title="Væk"), plan_id=plan.pk, parent_id=area.pk, by=None)
    other = tree.insert(NewElement(kind="goal", title="Andet"), plan_id=plan.pk, parent_id=area.pk, by=None)
    publish(plan=plan, by=editor, nature="adopted")
    url = address(plan)[1]
    assert "Kladden siger det samme som udgave 1, som borgerne læser." in client.get(url).content.decode()
    edit_element(
        plan_id=plan.pk, element_id=area.pk, based_on=area.version, by=None, body="<p>Alle & enhver.</p>"
    )
    tree.delete(plan_id=plan.pk, element_id=first.pk, by=editor)
    edit_element(plan_id=plan.pk, element_id=other.pk, based_on=other.version, by=None, body="<p>Ord.</p>")
    move_elements(plan_id=plan.pk, expected={other.pk: 0}, parent_id=root.pk, after="first", by=editor)
    tree.insert(NewElement(kind="goal", title="Nye veje"), plan_id=plan.pk, parent_id=goal.parent_id, by=None)
    page = client.get(url).content.decode()
    marks = re.findall(r'<span class="differs">([^<]*)</span>.*?<h\d[^>]*><a[^>]*>([^<]*)</a>', page)
    assert marks == [("Ændret, flyttet", "Andet"), ("Ændret", "Vores børn"), ("Nyt", "Nye veje")]
    listed = re.search(r'<details class="draft-changes">(.*?)</details>', page, re.DOTALL)[1]
    words = " ".join(re.sub("<[^>]*>", " ", listed).split())
    assert words == (
        "Se, hvad der er anderledes end i udgave 1, som borgerne læser "
        "Nyt Nye veje Ændret Andet Vores børn Flyttet Andet Taget ud Væk"
    )
    assert '<a href="#nye-veje">Nye veje</a>' in listed


def test_a_plan_that_citizens_cannot_read_yet_has_no_marks(client, plan):
    page = client.get(address(plan)[1]).content.decode()
    assert "differs" not in page
    assert "draft-changes" not in page


def test_it_shows_what_was_saved_a_moment_ago(client, plan):
    _link, url = address(plan)
    area = plan.elements.get(title="Vores børn")
    edit_element(plan_id=plan.pk, element_id=area.pk, based_on=1, by=None, body="<p>Alle & enhver.</p>")
    assert "Alle &amp; enhver." in client.get(url).content.decode()


def test_it_is_kept_by_nobody_found_by_nobody_and_told_to_nobody(client, plan):
    _link, url = address(plan)
    response = client.get(url)
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex' in response.content.decode()
    assert not response.cookies


def test_expired_withdrawn_and_made_up_addresses_are_the_same_as_no_page(client, plan):
    withdrawn, url = address(plan)
    withdraw_preview_link(plan_id=plan.pk, link_id=withdrawn.pk)
    _expired, old = address(plan, at=timezone.now() - timedelta(days=8))
    absent = client.get("/kladde/findes-ikke/")
    assert "Adressen til kladden virker ikke længere." in absent.content.decode()
    assert "Spørg den, du fik den af" in absent.content.decode()
    for gone in (url, old, "/kladde/%C3%A6%C3%B8/", f"/kladde/{'x' * 3000}/"):
        response = client.get(gone)
        assert response.status_code == absent.status_code == 404
        assert response.content == absent.content


def test_nobody_can_write_to_it(client, plan):
    assert client.post(address(plan)[1]).status_code == 405


def test_the_number_of_queries_does_not_grow_with_the_plan(client, herning, django_assert_num_queries):
    small = address(make_plan(element("goal", "Et"), title="Lille", municipality=herning))[1]
    large = address(
        make_plan(
            *[element("goal", f"Mål {n}", text="Ord") for n in range(30)], title="Stor", municipality=herning
        )
    )[1]
    with django_assert_num_queries(9):
        client.get(small)
    with django_assert_num_queries(9):
        client.get(large)
