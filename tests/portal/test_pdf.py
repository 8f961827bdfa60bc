import page as validation
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core import page_cache
from apps.overview.pdf import making
from apps.publishing.models import KeptPdf
from apps.publishing.operations.publish import publish
from apps.publishing.operations.retract import retract
from apps.publishing.operations.withdraw import withdraw
from apps.strategies import tree
from tests.factories import element, make_plan
from tests.overview.pdf.reading import links_of, words_of

SHIPPED = [
    "/herning/byraadets-arbejdsgrundlag/",
    "/herning/kernefortaelling-og-vision/",
    "/randers/randers-byraad-vision-2019-22/",
    "/vesthimmerland/vores-vesthimmerland-2022-2026/",
    "/vesthimmerland/vores-vesthimmerland-2022-2026/vores-faellesskaber/",
]


def test_a_plan_is_had_as_a_file(client, published):
    response = client.get("/herning/vores-plan/index.pdf")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == 'inline; filename="herning-vores-plan-1.pdf"'
    said = words_of(response.content)
    assert "Herning Kommune" in said
    assert "Vi vil vokse & trives. Det kræver mod. Andet afsnit." in said
    assert "Side 1 af" in said
    assert links_of(response.content)[0] == "http://testserver/herning/vores-plan/"


def test_an_element_and_a_municipality_are_had_as_files(client, published):
    said = words_of(client.get("/herning/vores-plan/vores-vaekst/index.pdf").content)
    assert "Flere job" in said
    assert "Børn først" not in said
    assert "Børn først" in words_of(client.get("/herning/index.pdf").content)


def test_english_addresses_give_english_files(client, published):
    said = words_of(client.get("/en/herning/vores-plan/index.pdf").content)
    assert "Page 1 of" in said
    assert "Edition 1, published" in said


def test_every_page_leads_to_its_file(client, published):
    assert 'href="/herning/vores-plan/index.pdf"' in client.get("/herning/vores-plan/").content.decode()
    assert 'href="/herning/index.pdf"' in client.get("/herning/").content.decode()
    page = client.get("/herning/vores-plan/flere-job/").content.decode()
    assert 'href="/herning/vores-plan/flere-job/index.pdf"' in page


def test_an_older_edition_has_a_file_of_its_own_and_the_current_one_the_plans(
    client, published, plan, editor
):
    publish(plan=plan, by=editor, nature="editorial")
    older = client.get("/herning/vores-plan/udgaver/1/index.pdf").content
    assert "Det er en ældre udgave" in words_of(older)
    read_at = "http://testserver/herning/vores-plan/udgaver/1/"
    assert {link.partition("#")[0] for link in links_of(older)} == {read_at}
    assert f"{read_at}#flere-job" in links_of(older)
    assert client.get(read_at).status_code == 200
    assert (
        client.get("/herning/vores-plan/udgaver/2/index.pdf")["Location"] == "/herning/vores-plan/index.pdf"
    )
    assert client.get("/herning/vores-plan/udgaver/3/index.pdf").status_code == 404


def test_what_is_not_public_is_not_there(client, plan):
    for path in (
        "/herning/vores-plan/index.pdf",
        "/herning/vores-plan/vores-vaekst/index.pdf",
        "/herning/index.pdf",
    ):
        assert client.get(path).status_code == 404


def test_a_withdrawn_plan_says_so_and_is_in_no_file(client, published, plan, editor):
    withdraw(plan=plan, by=editor)
    assert client.get("/herning/vores-plan/index.pdf").status_code == 410
    assert client.get("/herning/vores-plan/vores-vaekst/index.pdf").status_code == 410
    assert "Flere job" not in words_of(client.get("/herning/index.pdf").content)


def test_retracted_words_are_in_no_file_and_none_is_kept_that_has_them(
    client, settings, published, plan, editor
):
    settings.PDF_KEPT_FROM = 0
    assert "Andet afsnit" in words_of(client.get("/herning/vores-plan/index.pdf").content)
    assert "Andet afsnit" in words_of(client.get("/herning/index.pdf").content)
    growth = plan.elements.get(title="Vores vækst").identity
    retract(identity=growth, by=editor, reason="Fejl.", words="Andet afsnit")
    assert not KeptPdf.objects.exists()
    assert "Andet afsnit" not in words_of(client.get("/herning/vores-plan/index.pdf").content)


def test_a_large_file_asks_for_patience_and_is_kept_by_nobody_meanwhile(
    client, settings, monkeypatch, published
):
    settings.PDF_KEPT_FROM = settings.PDF_ELEMENTS_AT_ONCE = 0
    monkeypatch.setattr(making, "_make_later", lambda order: None)
    response = client.get("/herning/vores-plan/index.pdf")
    assert (response.status_code, response["Cache-Control"]) == (202, "no-store")
    assert "PDF-filen bliver lavet" in response.content.decode()
    assert 'href="/herning/vores-plan/index.pdf"' in response.content.decode()


@pytest.mark.parametrize("path", ["/herning/vores-plan/", "/herning/vores-plan/vores-vaekst/", "/herning/"])
def test_queries_do_not_grow_with_elements_or_plans(client, herning, published, plan, editor, path):
    def queries():
        page_cache.store.clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{path}index.pdf").status_code == 200
        return len(captured)

    publish(plan=plan, by=editor, nature="adopted")
    before = queries()
    growth = plan.elements.get(title="Vores vækst")
    for number in range(3):
        tree.insert(element("vision", f"Ny {number}"), plan_id=plan.pk, parent_id=growth.pk, by=editor)
        more = make_plan(element("goal", "Mål"), municipality=herning, slug=f"p{number}", by=editor)
        publish(plan=more, by=editor, nature="adopted")
        publish(plan=more, by=editor, nature="adopted")
    publish(plan=plan, by=editor, nature="adopted")
    assert queries() == before <= 10


@pytest.mark.parametrize("language", ["", "/en"])
def test_emoji_arabic_and_markup_are_words(client, herning, editor, language):
    plan = make_plan(
        element("goal", "Hurra 😀", text="سلام #panic() *x* $a$ &lt;b&gt;"),
        municipality=herning,
        slug="p",
        by=editor,
    )
    publish(plan=plan, by=editor, nature="adopted")
    response = client.get(f"{language}/herning/p/index.pdf")
    said = words_of(response.content)
    assert "Hurra [grinende ansigt]" in said
    assert "panic() *x* $a$ <b>" in said
    assert validation.validate_pdf_bytes(response.content).is_compliant


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_shipped_plan_passes_all_checks_of_pdf_ua_in_both_languages(client, db, language):
    call_command("load_strategies", verbosity=0)
    for path in [*SHIPPED, "/eksempelby/", "/herning/"]:
        response = client.get(f"{language}{path}index.pdf")
        assert response.status_code == 200, path
        report = validation.validate_pdf_bytes(response.content)
        assert report.is_compliant, (path, report)
