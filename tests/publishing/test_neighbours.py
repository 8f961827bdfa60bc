"""What stands round an element: for every element of a plan whose siblings have from none to two children each."""

from apps.publishing import reading
from apps.publishing.neighbours import neighbours_of
from apps.publishing.operations.publish import publish
from tests.factories import element, make_plan

SIBLINGS = 5


def children_of(number):
    return [f"Under {number} nr {child}" for child in range(number % 3)]


def title_of(row):
    return row and row.title


def test_previous_and_next_are_the_siblings_beside_it(herning, editor):
    plan = make_plan(
        *(
            element("section", f"Afsnit {n}", *(element("section", title) for title in children_of(n)))
            for n in range(SIBLINGS)
        ),
        municipality=herning,
        slug="plan",
    )
    publish(plan=plan, by=editor, nature="adopted")
    tops = [f"Afsnit {n}" for n in range(SIBLINGS)]
    families = [
        (tops, ["Vores plan"]),
        *((children_of(n), ["Vores plan", top]) for n, top in enumerate(tops)),
    ]
    children = {top: children_of(n) for n, top in enumerate(tops)}
    for siblings, above in families:
        for previous, title, following in zip(
            [None, *siblings], siblings, [*siblings[1:], None], strict=False
        ):
            slug = plan.elements.get(title=title).identity.addresses.get().slug
            page = reading.published_element("herning", "plan", slug)
            assert (title_of(page.previous), title_of(page.next)) == (previous, following)
            assert [row.title for row in page.ancestors] == above
            assert [row.title for row in page.children] == children.get(title, [])


def test_what_a_figure_can_show_comes_along_where_it_is_not_too_much(
    herning, editor, django_assert_num_queries
):
    small = make_plan(
        element("section", "Om", element("section", "A")), *goals(3), municipality=herning, slug="s"
    )
    large = make_plan(
        element("section", "Om", element("section", "A")), *goals(151), municipality=herning, slug="l"
    )
    found = []
    for plan in (small, large):
        edition = publish(plan=plan, by=editor, nature="adopted")
        with django_assert_num_queries(1):
            around = neighbours_of(edition.pk, position=2, last_position=2, parent=1, pictured=True)
        assert [heading.title for heading in around.ancestors] == ["Vores plan", "Om"]
        found.append([row.title for row in around.outline])
    assert found == [["Vores plan", "Om", "A", "Mål 0", "Mål 1", "Mål 2"], []]


def goals(number):
    return [element("goal", f"Mål {n}", text="Tekst.") for n in range(number)]
