"""Loading: everything is there afterwards, a second time changes nothing, and it is all or nothing."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from apps.accounts.models import User
from apps.imports.fixtures import load
from apps.imports.fixtures.fixture_set import read_fixture_set
from apps.municipalities.freshness import portal_version
from apps.municipalities.models import Committee, Municipality
from apps.publishing.models import Edition, EditionElement, EditionSource, EditionTopic
from apps.strategies.models import (
    Element,
    ElementIdentity,
    Plan,
    Relation,
    SourceDocument,
    SourcePassage,
    SourceRepair,
    Topic,
)
from tests.factories import MunicipalityFactory, element, make_plan
from tests.imports.conftest import PLANS

pytestmark = [pytest.mark.django_db, pytest.mark.without_bystander("what is loaded into an empty database")]

EVERYTHING = [
    Municipality, Committee, Plan, Element, ElementIdentity, Element.history.model, Relation, SourceDocument,
    SourcePassage, SourceRepair, Edition, EditionElement, EditionSource, EditionTopic, Topic,
]  # fmt: skip


def load_strategies(**options: object) -> str:
    out = StringIO()
    call_command("load_strategies", stdout=out, **options)
    return out.getvalue()


def _only_randers(folder: Path) -> None:
    shutil.copytree(PLANS / "randers", folder / "randers")
    shutil.copy(PLANS / "topics.yaml", folder)


def counts() -> list[int]:
    return [model.objects.count() for model in EVERYTHING]


def test_every_plan_is_loaded_and_published() -> None:
    said = load_strategies()
    assert said.splitlines() == [
        "Herning Kommune",
        "  Byrådets arbejdsgrundlag: 19 elementer",
        "  Kernefortælling og vision: 13 elementer",
        "Randers Kommune",
        "  Randers byråd - vision 2019-22: 18 elementer",
        "Vesthimmerlands Kommune",
        "  Vores Vesthimmerland 2022 - 2026: 29 elementer",
        "Eksempelby Kommune",
        "  Sammen om Eksempelby 2022-2025: 21 elementer",
        "  Sammen om Eksempelby 2026-2029: 29 elementer",
        "  Udviklingsplan for børn og skole 2026-2029: 19 elementer",
        "  Udviklingsplan for by og trafik 2026-2029: 18 elementer",
        "  Udviklingsplan for klima og natur 2026-2029: 18 elementer",
        "  Udviklingsplan for kultur og fritid 2026-2029: 17 elementer",
        "  Udviklingsplan for økonomi og arbejde 2026-2029: 16 elementer",
        "  Udviklingsplan for sundhed og omsorg 2026-2029: 18 elementer",
        "  Handlingsplan for klimasikring af havnen 2026: 12 elementer",
        "  Handlingsplan for natur 2026: 9 elementer",
        "  Handlingsplan for trivsel i skolen 2026: 12 elementer",
        "  Handlingsplan mod ensomhed 2026: 12 elementer",
        "16 planer indlæst.",
    ]
    assert sorted(Plan.objects.values_list("slug", "editions__number", "editions__is_current")) == sorted(
        (plan.plan.slug, 1, True) for fixture in read_fixture_set(PLANS) for plan in fixture.plans
    )


def test_the_words_in_the_database_are_the_words_of_the_plan_files() -> None:
    load_strategies(no_example=True)
    for fixture in read_fixture_set(PLANS, with_example=False):
        for item in fixture.plans:
            rows = EditionElement.objects.filter(edition__plan__slug=item.plan.slug).order_by("position")
            assert [(row.identity.uid, row.kind, row.title, row.paragraphs) for row in rows] == [
                (node.uid, node.kind, node.title, [p.text.replace("*", "") for p in node.paragraphs])
                for node in item.plan.root.walk()
            ]


def test_nothing_that_was_loaded_deviates_from_its_source() -> None:
    load_strategies(no_example=True)
    assert not EditionElement.objects.filter(deviates=True).exists()


def test_emphasis_and_lists_are_kept() -> None:
    load_strategies(no_example=True)
    focus_areas = Element.objects.get(title="Vores fokusområder")
    assert focus_areas.body.endswith(
        "<p>Vores fokusområder er:</p>\n<ul><li>Vores vækst</li><li>Vores fællesskaber</li>"
        "<li>Vores børn og unge</li><li>Vores natur og grønne omstilling</li></ul>"
    )
    assert (
        "Under fokusområdet <em>Vores Vækst</em> har vi udpeget"
        in Element.objects.get(title="Vores vækst").body
    )


def test_the_sources_are_kept_verbatim_with_all_their_lines_explained() -> None:
    load_strategies(no_example=True)
    for document in SourceDocument.objects.all():
        path = next(PLANS.glob(f"*/{document.file_name}"))
        assert document.text == path.read_bytes().decode()
        explained = {
            line
            for first, last in document.passages.exclude(role="derived").values_list(
                "first_line", "last_line"
            )
            for line in range(first, last + 1)
        }
        lines = document.text.split("\n")
        assert {number for number, line in enumerate(lines, start=1) if line.strip()} == explained


def test_a_torn_paragraph_has_a_passage_for_each_piece_and_one_repair() -> None:
    load_strategies(no_example=True)
    pieces = SourcePassage.objects.filter(identity__element__title="Vores vækst", role="paragraph")
    assert [(p.first_line, p.last_line, p.paragraph, p.repairs.count()) for p in pieces] == [
        (135, 135, 1, 1),
        (143, 143, 1, 0),
    ]
    assert pieces[0].repairs.get().after == "vores stedbundne kvaliteter - at Vesthimmerland er et godt sted"


def test_the_example_has_committees_and_relations_and_no_real_municipality_has() -> None:
    load_strategies()
    assert set(Committee.objects.values_list("municipality__slug", flat=True)) == {"eksempelby"}
    assert set(Relation.objects.values_list("source__municipality__slug", flat=True)) == {"eksempelby"}
    assert Relation.objects.count() == 119
    assert list(Municipality.objects.filter(is_example=True).values_list("slug", flat=True)) == ["eksempelby"]


def test_the_example_can_be_left_out() -> None:
    load_strategies(no_example=True)
    assert sorted(Municipality.objects.values_list("slug", flat=True)) == [
        "herning",
        "randers",
        "vesthimmerland",
    ]


def test_first_editions_are_signed_by_a_user_who_cannot_sign_in() -> None:
    load_strategies()
    (signer,) = set(Edition.objects.values_list("published_by", flat=True))
    user = User.objects.get(pk=signer)
    assert not user.is_active
    assert not user.is_superuser
    assert not user.has_usable_password()


def test_a_second_time_changes_nothing_and_says_so() -> None:
    load_strategies()
    before = counts()
    Element.objects.filter(title="Forord", plan__municipality__slug="vesthimmerland").update(
        title="Byrådets forord"
    )
    said = load_strategies()
    assert said.count("findes allerede og er ikke rørt") == 16
    assert said.endswith("0 planer indlæst.\n")
    assert counts() == before
    assert Element.objects.filter(title="Byrådets forord").exists()


def test_a_plan_made_by_hand_at_the_same_address_is_left_alone() -> None:
    randers = MunicipalityFactory(slug="randers", name="Randers", code="730", accent_colour="#112233")
    make_plan(element("goal", "Vores eget"), municipality=randers, slug="randers-byraad-vision-2019-22")
    said = load_strategies(no_example=True)
    assert "  Randers byråd - vision 2019-22: findes allerede og er ikke rørt" in said
    randers.refresh_from_db()
    assert (randers.name, randers.accent_colour) == ("Randers", "#112233")
    assert Element.objects.filter(plan__municipality=randers).count() == 2


def test_all_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    publish = load.publish

    def fail_at_the_last(**kwargs: object) -> object:
        if Plan.objects.count() == 16:
            raise RuntimeError("power cut")
        return publish(**kwargs)

    monkeypatch.setattr(load, "publish", fail_at_the_last)
    with pytest.raises(RuntimeError):
        load_strategies()
    assert counts() == [0] * len(EVERYTHING)


@pytest.mark.parametrize(("field", "value"), [("code", "657"), ("name", "Herning Kommune")])
def test_a_municipality_that_collides_with_another_is_refused(field: str, value: str) -> None:
    MunicipalityFactory(**{"name": "En anden", "slug": "en-anden", "code": "101", field: value})
    with pytest.raises(CommandError, match=r"Intet er indlæst\. herning/municipality\.yaml: "):
        load_strategies()
    assert Municipality.objects.count() == 1


def test_a_uid_that_another_plan_has_is_refused(tmp_path: Path) -> None:
    load_strategies(no_example=True)
    _only_randers(tmp_path)
    path = tmp_path / "randers" / "randers-byraad-vision-2019-22.yaml"
    new = path.with_name("ny.yaml")
    path.rename(new)
    new.write_text(new.read_text(encoding="utf-8").replace("slug: randers-byraad-vision-2019-22", "slug: ny"))
    before = counts()
    with pytest.raises(
        CommandError, match=r"Intet er indlæst\. randers/ny\.yaml: .* står allerede et andet sted"
    ):
        load_strategies(directory=tmp_path)
    assert counts() == before


def test_a_reserved_address_is_refused(tmp_path: Path) -> None:
    _only_randers(tmp_path)
    path = tmp_path / "randers" / "randers-byraad-vision-2019-22.yaml"
    new = path.with_name("udvalg.yaml")
    path.rename(new)
    new.write_text(
        new.read_text(encoding="utf-8").replace("slug: randers-byraad-vision-2019-22", "slug: udvalg")
    )
    with pytest.raises(CommandError, match=r"Intet er indlæst\. randers/udvalg\.yaml: "):
        load_strategies(directory=tmp_path)
    assert counts() == [0] * len(EVERYTHING)


def test_every_element_has_the_topics_of_the_files_and_the_first_editions_too() -> None:
    load_strategies()
    expected = sorted(
        (node.uid, slug)
        for fixture in read_fixture_set(PLANS)
        for item in fixture.plans
        for node in item.plan.root.walk()
        for slug in node.topics
    )
    assert len({uid for uid, _slug in expected}) > 200
    assert (
        sorted(ElementIdentity.objects.filter(topics__isnull=False).values_list("uid", "topics__slug"))
        == expected
    )
    published = EditionTopic.objects.values_list("element__identity__uid", "slug")
    assert sorted(published) == expected


def test_every_topic_has_a_sentence_an_english_name_words_and_elements() -> None:
    load_strategies()
    topics = Topic.objects.all()
    assert 24 <= len(topics) <= 28
    for topic in topics:
        assert topic.description.endswith("."), topic
        assert all([topic.name_en, topic.words, topic.identities.exists()]), topic
        topic.full_clean()


def test_topics_that_people_have_written_are_left_as_they_are() -> None:
    Topic.objects.create(
        name="Klima og grøn energi", slug="klima-og-energi", description="Vores egen sætning."
    )
    Topic.objects.create(name="Økonomi", slug="penge")
    load_strategies(no_example=True)
    assert Topic.objects.get(slug="klima-og-energi").description == "Vores egen sætning."
    assert not Topic.objects.filter(slug="oekonomi").exists()
    assert Topic.objects.get(slug="penge").identities.count() == 3


def test_a_second_loading_changes_nothing_public() -> None:
    load_strategies(no_example=True)
    before = portal_version()
    load_strategies(no_example=True)
    assert portal_version() == before


def test_a_harbour_is_found_in_a_plan_that_speaks_of_water(client, db):
    call_command("load_strategies", verbosity=0)
    answer = client.get("/api/v1/search/", {"q": "havn", "municipality": "randers"}).json()
    assert "Byen til Vandet" in " ".join(f"{hit['title']} {hit['snippet']}" for hit in answer["results"])
    assert client.get("/api/v1/search/", {"q": "havn", "municipality": "vesthimmerland"}).json()["total"] == 0
