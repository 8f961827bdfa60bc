from apps.overview.outline import main_parts, motto
from apps.publishing.outline import OutlineRow


def row(position, kind, title="Titel her", *, last=None, depth=1, derived=False):
    return OutlineRow(position, position, last or position, 0, depth, kind, title, f"s{position}", derived)


def positions(rows):
    return [found.position for found in main_parts(rows)]


def test_the_main_parts_are_the_highest_kind_there_is():
    assert positions([row(1, "goal"), row(2, "focus_area"), row(3, "theme"), row(4, "focus_area")]) == [2, 4]
    assert positions([row(1, "section"), row(2, "goal")]) == [2]
    assert positions([row(1, "section")]) == []


def test_a_theme_under_a_theme_is_no_main_part():
    assert positions([row(1, "theme", last=2), row(2, "theme", depth=2), row(3, "theme")]) == [1, 3]


def test_the_motto_is_the_overarching_goal_wherever_it_stands():
    rows = [row(1, "vision", "Vi tør gå nye veje"), row(2, "overarching_goal", depth=3)]
    assert motto(rows).position == 2


def test_a_sentence_lifted_out_of_the_text_comes_before_a_vision():
    rows = [row(1, "vision", "Vi tør gå nye veje"), row(2, "foundation", derived=True)]
    assert motto(rows).position == 2


def test_a_vision_that_is_only_called_vision_is_no_motto():
    assert motto([row(1, "vision", "Vision"), row(2, "vision", "Vision for os", depth=2)]) is None
