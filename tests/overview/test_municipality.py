from apps.overview.municipality import municipality_overview
from apps.publishing.operations.publish import publish
from tests.factories import element, make_plan


def test_a_part_without_text_shows_the_titles_under_it(herning, editor):
    welfare = element("theme", "Velfærd", element("theme", "Børn"), element("theme", "Ældre"))
    publish(plan=make_plan(welfare, municipality=herning), by=editor, nature="adopted")
    [part] = municipality_overview(herning).levels[0].plans[0].parts
    assert (part.beginning, part.below, part.holds) == ("", "Børn · Ældre", "2 temaer")
