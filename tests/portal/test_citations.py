"""Every plan, edition and element says how it is cited, and gives it to programs for references."""

import pytest

from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from tests.factories import element, make_plan
from tests.overview.test_citation import read_bibtex, read_ris

PLAN = "/herning/vores-plan/"


@pytest.fixture
def uid(plan):
    return plan.elements.get(title="Flere job").identity.uid


def bibtex(client, address):
    return read_bibtex(client.get(f"{address}citat.bib").content.decode())


def test_an_element_is_cited_by_its_permanent_address(client, published, uid):
    page = client.get(f"{PLAN}flere-job/").content.decode()
    assert "Herning Kommune: ”Flere job”, i ”Vores plan 2022 - 2026”, udgave 1, offentliggjort" in page
    address = f"http://testserver/e/{uid}/"
    kind, key, fields = bibtex(client, f"{PLAN}flere-job/")
    assert (kind, key) == ("incollection", "herning-kommune-vores-plan-1-flere-job")
    assert (fields["title"], fields["booktitle"], fields["url"]) == (
        "Flere job",
        "Vores plan 2022 - 2026",
        address,
    )
    assert client.get(address, follow=True).redirect_chain == [(f"{PLAN}flere-job/", 302)]


def test_a_plan_is_cited_by_the_address_of_its_edition_which_leads_to_its_words_for_good(
    client, published, plan, editor
):
    page = client.get(PLAN).content.decode()
    assert "Herning Kommune: ”Vores plan 2022 - 2026”, udgave 1, offentliggjort" in page
    before = bibtex(client, PLAN)
    publish(plan=plan, by=editor, nature="editorial")
    assert bibtex(client, f"{PLAN}udgaver/1/") == before
    assert before[2]["url"] == f"http://testserver{PLAN}udgaver/1/"
    assert client.get(f"{PLAN}udgaver/1/").status_code == 200
    assert bibtex(client, PLAN) == bibtex(client, f"{PLAN}udgaver/2/")
    assert f'href="{PLAN}udgaver/1/citat.ris"' in client.get(f"{PLAN}udgaver/1/").content.decode()


@pytest.mark.parametrize(
    ("form", "kind"), [("bib", "application/x-bibtex"), ("ris", "application/x-research-info-systems")]
)
def test_the_files_are_saved_under_a_name_that_says_what_they_are(client, published, form, kind):
    response = client.get(f"{PLAN}flere-job/citat.{form}")
    assert response["Content-Type"] == f"{kind}; charset=utf-8"
    name = f"herning-kommune-vores-plan-1-flere-job.{form}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_danish_letters_and_what_programs_mean_something_by_arrive_as_they_are(client, town, editor):
    title = r"Blå {grøn} \ 100 % & mere_til"
    made = make_plan(element("goal", title), municipality=town, title="Øer", by=editor)
    publish(plan=made, by=editor, nature="adopted")
    slug = made.elements.get(title=title).identity.addresses.get(is_primary=True).slug
    assert bibtex(client, f"/herning/oeer/{slug}/")[2]["title"] == title
    assert read_ris(client.get(f"/herning/oeer/{slug}/citat.ris").content.decode())["TI"] == title


def test_english_pages_cite_in_english(client, published):
    page = client.get(f"/en{PLAN}flere-job/").content.decode()
    assert (
        '<span lang="da">Herning Kommune</span>: “<span lang="da">Flere job</span>”, '
        'in “<span lang="da">Vores plan 2022 - 2026</span>”, edition 1, published'
    ) in page


@pytest.mark.parametrize("where", ["", "udgaver/1/", "flere-job/"])
@pytest.mark.parametrize("form", ["bib", "ris"])
def test_what_is_not_public_is_not_cited(client, published, plan, editor, where, form):
    assert client.get(f"{PLAN}findes-ikke/citat.{form}").status_code == 404
    assert client.get(f"{PLAN}udgaver/7/citat.{form}").status_code == 404
    withdraw(plan=plan, by=editor)
    assert client.get(f"{PLAN}{where}citat.{form}").status_code == 410


def test_a_file_asks_for_little(client, published, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        client.get(f"{PLAN}flere-job/citat.bib")
