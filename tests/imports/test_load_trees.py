"""The kinds, titles and parents of the whole trees, as a person reads the documents."""

from datetime import date

import pytest

from apps.imports.fixtures.plan_file import read_plan_file
from apps.imports.fixtures.plan_values import ElementEntry, PlanFile
from tests.imports.conftest import REAL_PLANS

TREES = {
    "kernefortaelling": """
document Kernefortælling og vision (1)
  narrative Kernefortælling (3)
  vision Vision (3)
    section En vision - FIRE dele (1)
    section Frem mod målet (2)
    focus_area Kraftcenter (0)
      vision Vision for "Kraftcenter" (2)
        theme LOKOMOTIV FOR UDVIKLING (2)
        theme STORE ERHVERVSPOTENTIALER (3)
        theme EN FOLKESKOLE I TOPKLASSE (1)
        theme UDDANNELSE FOR FREMTIDEN (3)
        theme SATSNING PÅ OPLEVELSER OG EVENTS (1)
  foundation Her er alle muligheder åbne (0)
""",
    "arbejdsgrundlag": """
document Byrådets arbejdsgrundlag (1)
  section Indledning (7)
  theme Bæredygtighed (0)
    theme Klima (8)
  theme Velfærd (0)
    theme Økonomien på de store velfærdsområder (2)
    theme Ældre (3)
    theme Dagtilbud (2)
    theme Folkeskoler (3)
    theme Handicap og psykiatri (1)
  theme Udvikling (0)
    theme Uddannelse (5)
    theme Erhvervsliv (4)
    theme Events (1)
  theme Fællesskab (0)
    theme Motion og bevægelse (2)
    theme Kulturen (1)
    theme Lokalsamfund (2)
    theme Naturen (2)
""",
    "vesthimmerland": """
document Vores Vesthimmerland 2022 - 2026 (1)
  section Forord (6)
  section Vores strategi (4)
  section Vores ledestjerne (5)
  overarching_goal At skabe et Vesthimmerland, der er et godt sted at leve for alle. (0)
  foundation Vores fundament (6)
    value Sund økonomi (3)
    value Det gode liv (3)
    value Borgerne i centrum (3)
    value Klimabevidsthed (3)
  section Vores fokusområder (6)
    focus_area Vores vækst (1)
      vision Vi vil udvikle den ene indgang til kommunen for erhvervslivet og et stærkere Erhverv Væksthimmerland (2)
      vision Vi vil have nye attraktive bolig- og erhvervsgrunde (2)
      vision Vi vil fremme den nødvendige arbejdskraft, herunder til plejeområdet (3)
    focus_area Vores fællesskaber (2)
      vision Vi vil fremme en helhedsorienteret tilgang på det sociale område, så borgerne oplever en sammenhængende indsats (3)
      vision Vi vil understøtte attraktive ældrefællesskaber, boformer, plejehjem og friplejehjem (2)
      vision Vi vil forebygge ufrivillig ensomhed (2)
      vision Vi vil sikre grundlaget for kulturelle oplevelser, fællesskaber, foreningsliv og de frivilliges indsats (3)
    focus_area Vores børn & unge (2)
      vision Vi vil sætte tidligt ind hos børn og unge med fokus på forebyggelse og individuelle behov (3)
      vision Vi vil styrke bevægelse og sundhed i folkeskolen (3)
      vision Vi vil styrke samarbejdet mellem uddannelsesinstitutionerne og erhvervslivet, herunder fremme entreprenørskab blandt unge (2)
      vision Vi vil fremme, at alle unge uddannes eller kommer i arbejde, herunder gennem et større uddannelsesudbud i Vesthimmerland (2)
    focus_area Vores natur & grønne omstilling (2)
      vision Vi vil sikre implementering af en langsigtet strategi for grøn omstilling, herunder energiparker, grøn teknologi og strategiske partnerskaber (4)
      vision Vi vil øge mobiliteten ved at fremme bæredygtige transportformer, herunder sikre infrastrukturen og fremme koordinering (2)
  section Sådan arbejder vi med strategien (5)
""",
    "randers": """
document Randers byråd - vision 2019-22 (1)
  vision Randers - vi tør gå nye veje (2)
  section Politiske målsætninger (6)
    goal Byen til Vandet (1)
    goal Flere i uddannelse eller beskæftigelse (1)
    goal Flere skal mestre eget liv (1)
    goal Attraktiv bosætningskommune (1)
    goal Attraktiv erhvervskommune (1)
    goal Grøn og bæredygtig udvikling (1)
  section Sådan vil vi arbejde med det (0)
    principle Opfølgning og politisk genbesøg af vision/målsætninger (1)
    principle Demokrati, åbenhed og borgerinddragelse (1)
    principle Helhedstænkning/sammenhængende forløb (2)
    principle Tidlig indsats, sundhed og forebyggelse (1)
    principle Solidt fundament – fagligt og økonomisk (1)
    principle Teknologi og digitalisering (1)
    principle Attraktiv arbejdsplads – ledelse, kompetenceudvikling og rekruttering (1)
    principle Vi vil arbejde på tværs politisk (1)
""",
}


def outline(node: ElementEntry, depth: int = 0) -> str:
    line = f"{'  ' * depth}{node.kind} {node.title} ({len(node.paragraphs)})\n"
    return line + "".join(outline(child, depth + 1) for child in node.children)


def plan(name: str) -> PlanFile:
    return read_plan_file(REAL_PLANS[name])


def by_title(plan_file: PlanFile) -> dict[str, ElementEntry]:
    return {node.title: node for node in plan_file.root.walk()}


@pytest.mark.parametrize("name", TREES)
def test_the_tree_is_the_one_a_person_reads(name: str) -> None:
    assert outline(plan(name).root) == TREES[name].removeprefix("\n")


@pytest.mark.parametrize(
    ("name", "years", "adopted"),
    [
        ("kernefortaelling", (None, None), None),
        ("arbejdsgrundlag", (None, None), date(2021, 11, 16)),
        ("vesthimmerland", (2022, 2026), None),
        ("randers", (2019, 2022), None),
    ],
)
def test_only_years_and_dates_that_the_text_states_are_given(
    name: str, years: tuple, adopted: date | None
) -> None:
    plan_file = plan(name)
    assert (plan_file.start_year, plan_file.end_year, plan_file.adopted_on) == (*years, adopted)
    assert plan_file.level == "council_strategy"


def test_the_text_counts_its_own_parts() -> None:
    stated = {
        node.title: (node.parts.stated, sum(child.kind == node.parts.kind for child in node.children))
        for name in TREES
        for node in plan(name).root.walk()
        if node.parts
    }
    assert stated == {
        "Vision": (4, 1),
        "Vores fundament": (4, 4),
        "Vores fokusområder": (4, 4),
        "Vores vækst": (3, 3),
        "Vores fællesskaber": (4, 4),
        "Vores børn & unge": (4, 4),
        "Vores natur & grønne omstilling": (2, 2),
    }


def test_the_torn_sentence_is_one_paragraph_again() -> None:
    (paragraph,) = by_title(plan("vesthimmerland"))["Vores vækst"].paragraphs
    assert (
        "vores stedbundne kvaliteter - at Vesthimmerland er et godt sted at leve, arbejde" in paragraph.text
    )
    assert paragraph.place.lines == (135, 143)


@pytest.mark.parametrize(
    ("title", "line"),
    [("Vores fællesskaber", 178), ("Vores børn & unge", 222), ("Vores natur & grønne omstilling", 266)],
)
def test_an_introduction_stands_in_its_focus_area_again(title: str, line: int) -> None:
    node = by_title(plan("vesthimmerland"))[title]
    assert node.paragraphs[1].place.lines == (line,)
    assert "Under fokusområdet" in node.paragraphs[1].text
    assert [repair.kind for repair in node.paragraphs[1].repairs] == ["displaced"]
    assert not any("Under fokusområdet" in p.text for child in node.children for p in child.paragraphs)


def test_every_repair_of_the_documents_is_recorded() -> None:
    repairs = [
        (name, repair.kind, repair.before, repair.after)
        for name in TREES
        for node in plan(name).root.walk()
        for repair in (*node.repairs, *(r for p in node.paragraphs for r in p.repairs))
        if repair.kind != "displaced"
    ]
    words = "vores stedbundne kvaliteter - at{}Vesthimmerland er et godt sted"
    assert repairs == [
        ("vesthimmerland", "hyphen", "forudsætnin-gerne", "forudsætningerne"),
        ("vesthimmerland", "hyphen", "fælles- skab", "fællesskab"),
        ("vesthimmerland", "hyphen", "Vest- himmerlands", "Vesthimmerlands"),
        ("vesthimmerland", "hyphen", "ud- viklingsplaner", "udviklingsplaner"),
        ("vesthimmerland", "hyphen", "fast- holdes", "fastholdes"),
        ("vesthimmerland", "hyphen", "derud- over", "derudover"),
        ("vesthimmerland", "torn", words.format(" […] "), words.format(" ")),
        ("vesthimmerland", "space", "Vivil", "Vi vil"),
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("vesthimmerland", "menneskeskabte klimafordringer"),
        ("vesthimmerland", "Der gælder både den økonomiske"),
        ("vesthimmerland", "større investeringer og lignende"),
        ("vesthimmerland", "Klimforandringer er en global"),
        ("arbejdsgrundlag", "I flere lokalområdet skal byrådet"),
        ("arbejdsgrundlag", "udviklings-mulighederne"),
        ("kernefortaelling", "For at at være et kraftcenter"),
    ],
)
def test_a_mistake_of_the_document_stays_as_it_was_adopted(name: str, words: str) -> None:
    assert any(words in p.text for node in plan(name).root.walk() for p in node.paragraphs)


def test_the_real_difference_between_the_two_halves_is_recorded() -> None:
    differences = [d.differences for d in plan("kernefortaelling").duplicates if d.place.lines == (34, 36)]
    assert differences == [
        (("fundamentet for forslaget til en samlet vision", "fundamentet for en samlet vision"),)
    ]
