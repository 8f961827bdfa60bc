"""Addresses as people write them by hand lead to the page that was meant, and to nothing that is not public."""

import pytest

from apps.publishing.operations.withdraw import withdraw
from tests.factories import element, make_plan


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("/Herning/", "/herning/"),
        ("/HERNING/Vores-Plan/", "/herning/vores-plan/"),
        ("/herning/vores-plan/Vores-Vækst/", "/herning/vores-plan/vores-vaekst/"),
        ("/herning/vores-plan/vores-vækst", "/herning/vores-plan/vores-vaekst/"),
        ("/herning/vores-plan/vores vækst/", "/herning/vores-plan/vores-vaekst/"),
        ("/herning/vores-plan/Udgaver/", "/herning/vores-plan/udgaver/"),
        ("/en/Herning/", "/en/herning/"),
        ("/was/", "/was"),
        ("/WAS", "/was"),
        ("/en/was/", "/en/was"),
    ],
)
def test_an_address_written_in_another_way_leads_to_the_page(client, published, written, meant):
    response = client.get(written)
    assert (response.status_code, response["Location"]) == (301, meant)
    assert client.get(meant).status_code == 200
    assert not response.cookies


@pytest.mark.parametrize(
    "written",
    ["/Findes-Ikke/", "/herning/Kladde-Plan/", "/ADMIN/", "/Konto/Login/", "/Arbejdsrum/herning/", "/æ/", "/Herning/%2e%2e/", "/" + "Æ" * 600 + "/"],
)  # fmt: skip
def test_what_is_not_public_is_told_by_no_spelling(client, published, herning, written):
    make_plan(element("goal", "Mål"), municipality=herning, title="Kladde plan")
    assert client.get(written).status_code == 404


def test_a_withdrawn_plan_is_told_by_no_spelling(client, published, plan, editor):
    withdraw(plan=plan, by=editor)
    assert client.get("/herning/Vores-Plan/").status_code == 404


def test_nothing_is_sent_on(client, published):
    assert client.post("/Herning/").status_code == 405
    assert client.post("/herning/Vores-Vækst-Æ/").status_code in (403, 404)
