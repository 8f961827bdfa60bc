import pytest

from apps.overview.figure.parts import figure_parts
from apps.publishing.outline import OutlineRow
from apps.strategies.kinds import FigureForm


def rows(*described):
    """Rows in reading order from (depth, kind, title, more); what is deeper stands under what comes before it."""
    found = []
    for position, (depth, kind, title, *more) in enumerate([(0, "document", "Planen"), *described]):
        parent = next((row.position for row in reversed(found) if row.depth < depth), None)
        found.append(
            OutlineRow(position, position, position, parent, depth, kind, title, f"s{position}", False)
        )
        for name, value in dict(*more).items():
            setattr(found[-1], name, value)
        for row in found[:-1]:
            if row.position == parent or (parent is not None and row.position <= parent <= row.last_position):
                row.last_position = position
    return found


def titles(group):
    return [part.title for part in group.parts]


STAR = rows(
    (1, "overarching_goal", "Et godt sted"),
    (1, "foundation", "Fundament"),
    (2, "value", "Økonomi"),
    (2, "value", "Borgere"),
    (1, "section", "Områder", {"parts_stated": 3, "parts_kind": "focus_area"}),
    (2, "focus_area", "Vækst"),
    (3, "vision", "Flere job"),
    (2, "focus_area", "Børn"),
)


def test_values_and_what_is_weighed_by_them_make_a_star():
    found = figure_parts(STAR, level="council_strategy")
    assert found.form == FigureForm.STAR
    assert found.centre.title == "Et godt sted"
    assert (found.inner.heading, titles(found.inner)) == ("Værdier", ["Økonomi", "Borgere"])
    assert (found.outer.heading, titles(found.outer)) == ("Fokusområder", ["Vækst", "Børn", ""])
    assert [part.is_here for part in found.outer.parts] == [True, True, False]
    assert found.outer.parts[0].positions == range(6, 8)


def test_a_vision_on_a_foundation_rests_on_pillars():
    found = figure_parts(
        rows(
            (1, "vision", "Vision", {"parts_stated": 4, "parts_kind": "focus_area"}),
            (2, "focus_area", "Kraftcenter"),
            (1, "foundation", "Alle muligheder"),
        ),
        level="council_strategy",
    )
    assert (found.form, found.centre.title, found.base.title) == (
        FigureForm.PILLARS,
        "Vision",
        "Alle muligheder",
    )
    assert titles(found.inner) == ["Kraftcenter", "", "", ""]
    assert found.all[-1] is found.base


def test_goals_and_principles_lie_around_the_vision():
    found = figure_parts(
        rows(
            (1, "vision", "Vi tør nyt"), (1, "goal", "Byen"), (1, "goal", "Job"), (1, "principle", "Åbenhed")
        ),
        level="council_strategy",
    )
    assert (found.form, found.centre.title) == (FigureForm.RINGS, "Vi tør nyt")
    assert (titles(found.inner), titles(found.outer)) == (["Byen", "Job"], ["Åbenhed"])


def test_a_plan_that_says_nothing_of_what_it_is_for_has_its_title_in_the_middle():
    assert figure_parts(rows((1, "theme", "Klima")), level="council_strategy").centre.title == "Planen"


@pytest.mark.parametrize("level", ["development_plan", "action_plan"])
def test_a_lower_plan_has_a_figure_where_one_is_chosen(level):
    some = rows((1, "objective", "Et"), (1, "objective", "To"))
    assert figure_parts(some, level=level) is None
    assert figure_parts(some, level=level, chosen="rings").form == FigureForm.RINGS


def test_an_editor_decides():
    assert figure_parts(STAR, level="council_strategy", chosen="none") is None
    assert figure_parts(STAR, level="council_strategy", chosen="rings").form == FigureForm.RINGS
    assert figure_parts(STAR, level="council_strategy", chosen="pillars").base.title == "Fundament"


def test_no_parts_or_more_than_can_be_told_apart_make_no_figure():
    assert figure_parts(rows((1, "section", "Kun tekst")), level="council_strategy") is None
    assert figure_parts([], level="council_strategy") is None
    many = rows(*[(1, "goal", f"Mål {n}") for n in range(41)])
    assert figure_parts(many, level="council_strategy") is None
    assert len(figure_parts(many[:41], level="council_strategy").inner) == 40
