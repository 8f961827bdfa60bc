"""Nothing leaks: what is not published cannot be told from what does not exist, whoever asks."""

import pytest

from apps.publishing.operations.publish import publish
from tests.factories import element, make_plan

PUBLIC = ["/", "/was", "/herning/", "/herning/vores-plan/", "/herning/vores-plan/vores-vaekst/"]
PUBLIC += [f"/herning/vores-plan/{path}" for path in ("udgaver/", "kilde/1/")]
PUBLIC += ["/sitemap.xml", "/robots.txt", "/healthz", "/readyz", "/farve/7a1f2b.css", "/findes-ikke/"]
COOKIES = f"sessionid={'a' * 32}; csrftoken={'b' * 32}; django_language=en"
PEOPLE = ["council_member", "editor", "other_editor", "portal_admin"]


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_set_no_cookie_and_never_ask_who_is_reading(client, published, path):
    response = client.get(path, headers={"cookie": COOKIES})
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert not response.wsgi_request.session.accessed


@pytest.mark.parametrize("path", PUBLIC[:7])
@pytest.mark.parametrize("person", PEOPLE)
def test_a_signed_in_person_reads_the_same_pages_as_everybody(client, published, request, person, path):
    user = request.getfixturevalue(person)
    anonymous = client.get(path)
    client.force_login(user)
    signed_in = client.get(path)
    assert signed_in.content == anonymous.content
    assert dict(signed_in.headers) == dict(anonymous.headers)


@pytest.mark.parametrize("person", ["", *PEOPLE])
def test_an_unpublished_plan_cannot_be_told_from_none(client, plan, request, person):
    if person:
        client.force_login(request.getfixturevalue(person))
    for path in ("", "vores-vaekst/", "udgaver/", "udgaver/1/", "udgaver/1/2/", "kilde/", "kilde/1/"):
        draft = client.get(f"/herning/vores-plan/{path}")
        absent = client.get(f"/herning/vores-bluff/{path}")
        assert (draft.status_code, absent.status_code) == (404, 404)
        assert draft.content == absent.content
        assert dict(draft.headers) == dict(absent.headers)


def test_an_unpublished_element_cannot_be_told_from_none(client, plan, published, editor):
    from apps.strategies import tree

    root = plan.elements.get(parent=None)
    tree.insert(plan_id=plan.pk, parent_id=root.pk, spec=element("goal", "Hemmeligt"), by=editor)
    uid = plan.elements.get(title="Hemmeligt").identity.uid
    absent = client.get("/herning/vores-plan/findes-ikke/")
    for path in ("/herning/vores-plan/hemmeligt/", f"/e/{uid}/"):
        response = client.get(path)
        assert response.status_code == 404
        assert response.content == absent.content


def test_an_element_is_not_found_under_another_plan_or_municipality(client, published, randers, other_editor):
    foreign = make_plan(element("goal", "Andet"), municipality=randers, slug="vores-plan")
    publish(plan=foreign, by=other_editor, nature="adopted")
    assert client.get("/randers/vores-plan/andet/").status_code == 200
    assert client.get("/herning/vores-plan/andet/").status_code == 404
    assert client.get("/randers/vores-plan/vores-vaekst/").status_code == 404


def test_drafts_are_in_no_list(client, plan):
    for path in ("/", "/herning/", "/sitemap.xml"):
        assert "herning/vores-plan" not in client.get(path).content.decode()
