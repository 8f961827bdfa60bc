from django.utils import translation

from apps.overview.figure.figure import figure_of, miniature_of
from apps.publishing.operations.publish import publish
from apps.publishing.outline import outline_of
from tests.factories import element, make_plan


def published(herning, editor, **fields):
    goals = [element("goal", "Byen"), element("goal", "Job", element("section", "Under"))]
    plan = make_plan(element("vision", "Vi tør nyt"), *goals, municipality=herning, by=editor, **fields)
    return publish(plan=plan, by=editor, nature="adopted")


def test_a_figure_is_drawn_twice_with_the_same_parts(herning, editor, django_assert_num_queries):
    edition = published(herning, editor)
    with django_assert_num_queries(1):
        figure = figure_of(edition, outline_of(edition))
    wide, narrow = ([drawn.part.title for drawn in drawing.parts] for drawing in (figure.wide, figure.narrow))
    assert wide == narrow == ["Vi tør nyt", "Byen", "Job"]
    assert [group.heading for group in figure.sets] == ["Mål"]


def test_the_small_form_says_where_one_is(herning, editor):
    edition = published(herning, editor)
    rows = outline_of(edition)
    assert miniature_of(edition, rows, 4).words == "Mål: Job (2 af 2)"
    assert miniature_of(edition, rows, 1).words == "Vision: Vi tør nyt"
    assert miniature_of(edition, rows, 0) is None
    with translation.override("en"):
        assert miniature_of(edition, rows, 2).words == "Goal: Byen (1 of 2)"


def test_a_plan_without_a_figure_has_no_small_form_either(herning, editor):
    edition = published(herning, editor, figure_form="none")
    assert figure_of(edition, outline_of(edition)) is None
    assert miniature_of(edition, outline_of(edition), 4) is None
