"""An element is split at a paragraph: no word, passage or order is lost."""

import pytest
from django.core.exceptions import ValidationError

from apps.core.conflicts import SavedMeanwhile
from apps.core.richtext import paragraphs
from apps.strategies.history.versions import versions
from apps.strategies.models import Element, SourceDocument, SourcePassage, Topic
from apps.strategies.operations.split import split
from apps.strategies.tree.integrity import plan_findings
from tests.factories import CommitteeFactory, UserFactory, element, make_plan


@pytest.fixture
def plan(herning):
    unit = CommitteeFactory(municipality=herning)
    return make_plan(
        element(
            "focus_area",
            "Vores børn",
            element("goal", "Flere i job"),
            element("goal", "Færre udenfor"),
            text="Alle skal med.\nSkolen\nDen skal være god.\nOgså i morgen.",
            responsible_id=unit.pk,
        ),
        element("focus_area", "Vores vækst"),
        municipality=herning,
        lead="Forord.\nMere forord.",
    )


@pytest.fixture
def area(plan):
    return plan.elements.select_related("identity").get(title="Vores børn")


def cut(area, **options):
    options = {"at": 2, "kind": "focus_area", "by": None, "based_on": 1, "title": "", **options}
    return split(plan_id=area.plan_id, element_id=area.pk, **options)


def outline(plan):
    rows = Element.objects.filter(plan=plan).without_root().in_reading_order()
    return [(row.level, row.title, row.paragraphs) for row in rows]


def words(plan):
    """Every title and paragraph in reading order."""
    return [text for _level, title, lines in outline(plan) for text in [title, *lines]]


def test_the_first_of_its_paragraphs_becomes_the_title_and_the_reading_order_stays(plan, area):
    before = words(plan)
    new = cut(area)
    assert outline(plan) == [
        (1, "Vores børn", ["Alle skal med."]),
        (1, "Skolen", ["Den skal være god.", "Også i morgen."]),
        (2, "Flere i job", []),
        (2, "Færre udenfor", []),
        (1, "Vores vækst", []),
    ]
    assert words(plan) == before
    assert (new.title, new.position) == ("Skolen", 1)
    assert plan_findings(plan, shared_tree_ids=set()) == []


def test_a_title_of_ones_own_leaves_every_paragraph_in_the_text(plan, area):
    cut(area, title="Skolen i dag", children_follow=False)
    assert outline(plan)[:4] == [
        (1, "Vores børn", ["Alle skal med."]),
        (2, "Flere i job", []),
        (2, "Færre udenfor", []),
        (1, "Skolen i dag", ["Skolen", "Den skal være god.", "Også i morgen."]),
    ]


def test_the_first_part_keeps_identity_and_history_and_the_new_one_its_topics_and_unit(plan, area):
    topic = Topic.objects.create(name="Skole", slug="skole")
    area.identity.topics.add(topic)
    who = UserFactory()
    new = cut(area, by=who)
    stayed = Element.objects.get(pk=area.pk)
    assert (stayed.identity_id, stayed.version, new.version) == (area.identity_id, 2, 1)
    assert new.identity_id != area.identity_id
    assert (list(new.identity.topics.all()), new.responsible_id) == ([topic], area.responsible_id)
    assert [(v.event.verb, v.by) for v in versions(stayed.identity)] == [("split", who), ("plan_made", None)]
    assert [(v.event.verb, v.by) for v in versions(new.identity)] == [("split", who)]


def test_passages_follow_their_paragraphs(plan, area):
    source = SourceDocument.objects.create(plan=plan, number=1, title="Kilde", text="…", sha256="0" * 64)

    def passage(line, role, paragraph, text):
        return SourcePassage.objects.create(
            document=source, first_line=line, last_line=line, role=role, identity=area.identity,
            paragraph=paragraph, text=text,
        )  # fmt: skip

    passage(1, "title", None, "Vores børn")
    passage(2, "paragraph", 1, "Alle skal med.")
    passage(3, "paragraph", 2, "Skolen")
    passage(4, "paragraph", 7, "Den skal være god.")  # the text was edited since: its words say where it is
    passage(5, "paragraph", 4, "Ogsaa i morgen")  # words changed since: its number says where it is
    new = cut(area)

    def kept(identity):
        return list(identity.passages.order_by("first_line").values_list("first_line", "role", "paragraph"))

    assert kept(area.identity) == [(1, "title", None), (2, "paragraph", 1)]
    assert kept(new.identity) == [(3, "title", None), (4, "paragraph", 1), (5, "paragraph", 2)]


def test_the_plans_own_text_is_split_into_its_first_element(plan):
    root = plan.elements.get(parent__isnull=True)
    new = cut(root, kind="section", title="Forord")
    assert (new.parent_id, new.position, new.paragraphs) == (root.pk, 0, ["Mere forord."])
    assert paragraphs(Element.objects.get(pk=root.pk).body) == ["Forord."]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"at": 1}, "no_cut"),
        ({"at": 5}, "no_cut"),
        ({"at": -1}, "no_cut"),
        ({"kind": "value"}, "forbidden_parent"),
        ({"kind": "ukendt"}, "unknown_kind"),
        ({"kind": "document", "title": "x"}, "forbidden_parent"),
        ({"title": "x" * 301}, None),
    ],
)
def test_what_is_impossible_is_refused_and_nothing_changes(plan, area, options, code):
    before = outline(plan)
    with pytest.raises(ValidationError) as refused:
        cut(area, **options)
    assert code is None or refused.value.error_list[0].code == code
    assert outline(plan) == before
    assert Element.objects.get(pk=area.pk).version == 1


def test_a_list_is_no_title(herning):
    body = "<p>a</p><ol><li>b</li><li>c</li></ol>"
    plan = make_plan(element("section", "Liste", body=body), municipality=herning)
    with pytest.raises(ValidationError, match=r"Skriv|Write"):
        cut(plan.elements.get(title="Liste"), kind="section")


def test_a_split_over_somebody_elses_save_is_refused(plan, area):
    before = outline(plan)
    with pytest.raises(SavedMeanwhile) as refused:
        cut(area, based_on=7)
    assert refused.value.titles == (area.title,)
    assert outline(plan) == before


def test_a_title_of_spaces_is_no_title(plan, area):
    assert cut(area, title="  ").title == "Skolen"
