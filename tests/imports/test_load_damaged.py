"""A damaged fixture gives one clear message with file and place, and nothing is loaded."""

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from apps.imports.fixtures.fixture_set import read_fixture_set
from apps.imports.fixtures.yaml_reader import FixtureError
from apps.municipalities.models import Municipality
from tests.bystander import own
from tests.imports.conftest import PLANS

RANDERS = "randers/randers-byraad-vision-2019-22.yaml"
EXAMPLE = "eksempel/udviklingsplan-for-klima-og-natur-2026-2029.yaml"
LONG = "x" * 301


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PLANS, tmp_path / "plans"))


def damage(plans: Path, name: str, old: str, new: str) -> None:
    path = plans / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def complaint(plans: Path) -> str:
    with pytest.raises(FixtureError) as caught:
        read_fixture_set(plans)
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title: Randers byråd", "titel: Randers byråd", "linje 4: ”title” mangler."),
        (
            "adopted_on: null",
            "adopted_on: null\nadopted_by: x",
            "linje 11: ”adopted_by” betyder ikke noget her.",
        ),
        ("adopted_on: null", "adopted_on: i går", "linje 4: ”i går” er ikke en dato som 2021-11-16."),
        ("start_year: 2019", "start_year: 19000", "et helt tal fra 1970 til 2200."),
        ("start_year: 2019", "start_year: 2023", "Det sidste år ligger før det første."),
        ("level: council_strategy", "level: strategi", "”strategi” kan ikke være ”level”. Mulighederne er: "),
        ("slug: randers-", "slug: Randers-", "Der ventes små bogstaver a-z, cifre og bindestreger."),
        ("slug: randers-", "slug: nye-", "Filen skal hedde nye-byraad-vision-2019-22.yaml."),
        (
            "municipality: randers",
            "municipality: herning",
            "nævner en anden kommune end den, mappen hører til.",
        ),
        ("kind: goal", "kind: maal", "”maal” kan ikke være ”kind”."),
        ("kind: vision", "kind: document", "”document” kan ikke være ”kind”."),
        ("title: Byen til Vandet", f"title: {LONG}", "”title” er længere end 300 tegn."),
        ("title: Byen til Vandet", "title: [Byen]", "”title” skal være en enkelt værdi."),
        ("title: Byen til Vandet", 'title: "Byen\\0"', "”title” indeholder et kontroltegn."),
        ("line: 21\n", "line: 0\n", "et helt tal fra 1 til 999999."),
        ("line: 21\n", "line: 21\n        lines: [21]\n", "Skriv enten ”line” eller ”lines”."),
        ("line: 21\n", "lines: [21, x]\n", "skal være en liste af linjenumre"),
        ("line: 21\n", "line: null\n", "”line” mangler."),
        ("line: 21\n", "line: 20\n", "kilden ”vision”, linje 20: Planen har ”Byen til Vandet”, kilden ””."),
        ("item: true", "item: ja", "”item” skal være true eller false."),
        ("item: true", "item: false", "”item” passer ikke med kildens punkttegn."),
        ("root:\n", "root: nothing\nold:\n", "Her ventes linjer som ”nøgle: værdi”."),
        ("elements:\n", "elements: x\nold:\n", "”elements” skal være en liste."),
        ("key: vision\n", "key: vision\n    key: two\n", "”key” står to gange."),
        ("file: randers-", "file: ../randers-", "Der ventes navnet på en .txt-fil i samme mappe."),
        ("file: randers-", "file: aarhus-", "aarhus-vision-2019-22.txt: Filen kan ikke læses."),
        ("sha256: f", "sha256: 0", "Dens SHA-256 er ikke den, der er skrevet op."),
        ("root:\n", "root: [\n", "Filen er ikke gyldig YAML ("),
        ("root:\n", "root: \x00\n", "Filen er ikke gyldig YAML."),
    ],
)
def test_what_is_wrong_with_a_plan_file_is_said(plans: Path, old: str, new: str, message: str) -> None:
    damage(plans, RANDERS, old, new)
    said = complaint(plans)
    assert said.startswith("randers/")
    assert message in said


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "title: Mere vild natur",
            "title: Mindre natur",
            "”Mindre natur” er ikke titlen på netop ét element",
        ),
        ("responsible: natur-og-miljoe", "responsible: ingen", "Der er intet udvalg ”ingen”."),
        ("partners: [teknik-og-veje]", "partners: [ingen]", "Der er intet udvalg ”ingen”."),
        ("partners: [teknik-og-veje]", "partners: teknik-og-veje", "”partners” skal være en liste af ord."),
        ("partners: [teknik-og-veje]", "partners: [natur-og-miljoe]", "er ikke også medansvarlig."),
        ("ends: 2026-12-31", "ends: 2026-01-31", "Det kan ikke slutte, før det begynder."),
        ("ends: 2026-12-31", "ends: 2026-12-31\n        continuous: true", "har ingen slutdato."),
        ("begins: 2026-03-01", "begins: i marts", "”i marts” er ikke en dato som 2021-11-16."),
        ("committee: klima-og-naturudvalget", "committee: ingen", "Der er intet udvalg ”ingen”."),
        ("kind: action_track", "kind: value", "Typen ”value” kan ikke stå under ”objective”."),
        ("kind: supports", "kind: helps", "”helps” kan ikke være ”kind”."),
        ("- text: Vi finder", "- line: 3\n        text: Vi finder", "men planen har ingen kilder."),
        ("root:\n", "labels:\n  - {text: x, why: y}\nroot:\n", "så der er ikke noget at citere."),
    ],
)
def test_what_is_wrong_with_the_example_is_said(plans: Path, old: str, new: str, message: str) -> None:
    damage(plans, EXAMPLE, old, new)
    assert message in complaint(plans)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('code: "730"', 'code: "73"', "Der ventes tre cifre i anførselstegn."),
        ('code: "730"', 'code: "657"', "code 657 står også i municipality.yaml."),
        ("accent_colour: ", "accent_colour: roed  #", "”roed” kan ikke være ”accent_colour”"),
        ("is_example: false", "is_example: nej", "”is_example” skal være true eller false."),
        ("name: Randers Kommune", "", "”name” mangler."),
    ],
)
def test_what_is_wrong_with_a_municipality_is_said(plans: Path, old: str, new: str, message: str) -> None:
    damage(plans, "randers/municipality.yaml", old, new)
    assert message in complaint(plans)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("slug: turisme", "slug: Turisme", "Der ventes små bogstaver a-z, cifre og bindestreger."),
        ("slug: turisme", "slug: oekonomi", "To emner har samme slug: ”oekonomi”."),
        ("name: Turisme", "name: Økonomi", "To emner har samme name: ”Økonomi”."),
        ("description: Gæster", f"description: {LONG} Gæster", "”description” er længere end 200 tegn."),
        ("words: [turist*", "words: [t*", "”t*” kan ikke findes i en tekst."),
        ("words: [turist*", "wordz: [turist*", "”wordz” betyder ikke noget her."),
        ("slug: turisme", "slug: rejser", "”turisme” er ikke et emnes slug, eller det står to gange."),
    ],
)
def test_what_is_wrong_with_the_topics_is_said(plans: Path, old: str, new: str, message: str) -> None:
    damage(plans, "topics.yaml", old, new)
    assert message in complaint(plans)


def test_a_topic_that_stands_twice_is_refused(plans: Path) -> None:
    damage(plans, RANDERS, "topics: [demokrati-og-inddragelse]", "topics: [oekonomi, oekonomi]")
    assert "”oekonomi” er ikke et emnes slug, eller det står to gange." in complaint(plans)


def test_a_uid_is_random_unique_and_written_in_one_way(plans: Path) -> None:
    uid = "be760975-ab6f-4405-a35d-c52a41bf253d"
    text = (plans / RANDERS).read_text(encoding="utf-8")
    for wrong, message in {
        "1": "”1” er ikke en UUID.",
        uid.upper(): "er ikke en tilfældig UUID (version 4) med små bogstaver.",
        "c232ab00-9414-11ec-b3c8-9f6bdeced846": "er ikke en tilfældig UUID (version 4) med små bogstaver.",
        "f0a040ec-2c08-4b47-89b5-a608c3871111": "står to gange.",
    }.items():
        (plans / RANDERS).write_text(text.replace(uid, wrong), encoding="utf-8")
        assert message in complaint(plans)


def test_a_uid_of_another_municipality_is_refused(plans: Path) -> None:
    other = (plans / EXAMPLE).read_text(encoding="utf-8").split("uid: ")[1][:36]
    damage(plans, RANDERS, "be760975-ab6f-4405-a35d-c52a41bf253d", other)
    assert f"uid {other} står også i" in complaint(plans)


def test_a_real_plan_needs_its_sources(plans: Path) -> None:
    shutil.copy(plans / EXAMPLE, plans / "randers" / "ny-plan.yaml")
    damage(plans, "randers/ny-plan.yaml", "municipality: eksempelby", "municipality: randers")
    damage(
        plans, "randers/ny-plan.yaml", "slug: udviklingsplan-for-klima-og-natur-2026-2029", "slug: ny-plan"
    )
    assert complaint(plans) == "randers/ny-plan.yaml: Kun et eksempel må have en plan uden kilder."


def test_a_source_that_no_plan_names_is_noticed(plans: Path) -> None:
    (plans / "randers" / "bilag.txt").write_text("Et bilag", encoding="utf-8")
    assert complaint(plans) == "randers/bilag.txt: Ingen plan nævner denne kilde."


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"- 1", b"a: &a {b: *a}", b"[" * 5000])
def test_a_file_that_is_no_plan_at_all_is_named(plans: Path, content: bytes) -> None:
    (plans / RANDERS).write_bytes(content)
    assert complaint(plans).startswith(RANDERS)


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    assert complaint(tmp_path).endswith("Der er ingen kommuner i mappen.")


@pytest.mark.django_db
@pytest.mark.parametrize("name", [RANDERS, "eksempel/municipality.yaml"])
@pytest.mark.parametrize("command", ["load_strategies", "check_fixtures"])
def test_the_commands_stop_with_the_message_and_change_nothing(plans: Path, name: str, command: str) -> None:
    (plans / name).write_text("name: x", encoding="utf-8")
    with pytest.raises(CommandError, match="mangler"):
        call_command(command, directory=plans)
    assert not own(Municipality).exists()
