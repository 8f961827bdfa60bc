"""The page of trees: as they are being worked on, beside what is published, in as many queries at any size."""

from html.parser import HTMLParser

import pytest

from apps.publishing.operations.publish import publish
from apps.strategies.models import Topic
from apps.strategies.operations import edit
from apps.workspace import tree_markup
from apps.workspace.models import FollowedElement, Note
from apps.workspace.working_tree import working_trees
from apps.workspace.workspaces import enter
from tests.factories import CommitteeFactory, element, make_plan


class Nesting(HTMLParser):
    """Checks that every list and disclosure is closed where it should be; collects the items' nesting."""

    def __init__(self, html):
        super().__init__()
        self.open, self.depths = [], []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        if tag in ("ul", "li", "details", "section"):
            self.open.append(tag)
            if tag == "li" and "data-kind" in dict(attrs):
                self.depths.append(self.open.count("details"))

    def handle_endtag(self, tag):
        if tag in ("ul", "li", "details", "section"):
            assert self.open.pop() == tag


def states(workspace):
    return {
        node.title: "".join(
            letter
            for letter, is_so in (("n", node.is_new), ("c", node.is_changed), ("m", node.is_moved))
            if is_so
        )
        for tree in working_trees(workspace)
        for node in tree.nodes
    }


def test_each_element_is_set_beside_its_published_self(worked_on, council_member):
    workspace = enter(council_member, "herning")
    assert states(workspace) == {
        "Vores plan": "",
        "Vores fællesskaber": "",
        "Ældre skal ikke være ensomme": "c",
        "Vores natur": "",
        "Ren luft": "n",
        "Flere skal bevæge sig": "m",
    }
    (tree,) = working_trees(workspace)
    assert [row.title for row in tree.removed] == ["Rent vand"]
    assert (tree.edition_number, tree.differences) == (1, 4)


def test_nothing_differs_in_a_plan_just_published(plan, editor, council_member):
    publish(plan=plan, by=editor, nature="adopted")
    assert set(states(enter(council_member, "herning")).values()) == {""}


def test_a_plan_that_is_not_published_has_nothing_to_differ_from(plan, council_member):
    assert set(states(enter(council_member, "herning")).values()) == {""}


def test_a_change_of_emphasis_or_kind_is_a_change(plan, find, editor, council_member):
    publish(plan=plan, by=editor, nature="adopted")
    for title, change in {
        "Vores natur": {"body": "<p>Vand &amp; <strong>luft</strong>.</p>"},
        "Rent vand": {"kind": "objective"},
    }.items():
        node = find(title)
        edit.edit_element(plan_id=plan.pk, element_id=node.pk, based_on=node.version, by=editor, **change)
    found = states(enter(council_member, "herning"))
    assert (found["Vores natur"], found["Rent vand"], found["Vores plan"]) == ("c", "c", "")


def test_the_page_tells_what_differs_in_words(member, worked_on):
    page = member.get("/arbejdsrum/herning/strategi/").content.decode()
    for words in (
        "Udgave 1, lagt på portalen",
        "4 elementer er anderledes end i udgaven",
        "1 element fra udgave 1 er slettet",
        "Rent vand",
        '<span class="note">Ændret</span>',
        '<span class="note">Nyt</span>',
        '<span class="note">Flyttet</span>',
    ):
        assert words in page


def test_the_lists_are_nested_as_the_tree_is(member, worked_on):
    assert Nesting(member.get("/arbejdsrum/herning/strategi/").content.decode()).depths == [0, 1, 0, 1, 1]


def test_the_root_is_the_plan_itself(member, plan, find):
    page = member.get("/arbejdsrum/herning/strategi/").content.decode()
    assert f'<h2><a href="/arbejdsrum/herning/element/{find("Vores plan").identity.uid}/"' in page
    assert page.count("data-kind=") == 5


def test_titles_are_text_and_nothing_else(member, herning):
    make_plan(
        element("goal", "<script>alert(1)</script>"), municipality=herning, title="A & <b>B</b>", slug="x"
    )
    page = member.get("/arbejdsrum/herning/strategi/?q=script").content.decode()
    assert "<script>alert" not in page
    assert "<b>B" not in page
    assert "A &amp; &lt;b&gt;B" in page


def test_another_municipalitys_plans_are_not_here(member, plan, randers):
    make_plan(
        element("goal", "Randers' mål"), municipality=randers, title="Randers plan", slug="randers-plan"
    )
    assert "Randers" not in member.get("/arbejdsrum/herning/strategi/").content.decode()


def test_what_the_person_keeps_is_marked_for_them_alone(client, plan, find, council_member, editor):
    identity = find("Rent vand").identity
    FollowedElement.objects.create(user=council_member, identity=identity)
    Note.objects.create(user=council_member, identity=identity, text="Husk det")
    client.force_login(council_member)
    assert "Du følger det · Din note" in client.get("/arbejdsrum/herning/strategi/").content.decode()
    client.force_login(editor)
    page = client.get("/arbejdsrum/herning/strategi/").content.decode()
    assert "Du følger det" not in page
    assert "Din note" not in page


def test_a_plan_with_only_its_root_says_so(client, herning, council_member, editor):
    make_plan(municipality=herning)
    client.force_login(council_member)
    assert (
        "Planen har ingen elementer endnu.</p>"
        in client.get("/arbejdsrum/herning/strategi/").content.decode()
    )
    client.force_login(editor)
    assert (
        "Tilføj det første i administrationen."
        in client.get("/arbejdsrum/herning/strategi/").content.decode()
    )


def test_a_short_plan_is_unfolded_and_a_long_one_is_not(member, herning, monkeypatch):
    make_plan(element("section", "A", element("goal", "B")), municipality=herning)
    assert "<details open><summary>1 mål" in member.get("/arbejdsrum/herning/strategi/").content.decode()
    monkeypatch.setattr(tree_markup, "SHORT", 2)
    assert "<details><summary>1 mål" in member.get("/arbejdsrum/herning/strategi/").content.decode()
    assert (
        "<details open><summary>1 mål" in member.get("/arbejdsrum/herning/strategi/?vis=alt").content.decode()
    )


def test_everything_can_be_folded_without_a_script(member, plan):
    assert (
        "<details open><summary>1 mål"
        not in member.get("/arbejdsrum/herning/strategi/?vis=intet").content.decode()
    )


def test_much_is_shown_a_plan_at_a_time(member, plan, herning, monkeypatch):
    make_plan(element("goal", "Andet"), municipality=herning, title="En anden plan", slug="anden")
    monkeypatch.setattr(tree_markup, "LARGE", 4)
    page = member.get("/arbejdsrum/herning/strategi/").content.decode()
    assert "data-kind=" not in page
    assert "data-whole" not in page
    assert '<a href="/arbejdsrum/herning/strategi/?plan=anden">Vis planens 1 element</a>' in page
    one = member.get("/arbejdsrum/herning/strategi/?plan=plan").content.decode()
    assert one.count("data-kind=") == 5
    found = member.get("/arbejdsrum/herning/strategi/?q=vand").content.decode()
    assert Nesting(found).depths == [0, 1]


def everything_in(herning, editor, size, number):
    """A plan with all there is to show, published and then changed."""
    unit = CommitteeFactory(municipality=herning)
    topic = Topic.objects.create(name=f"Emne {number}", slug=f"emne-{number}")
    goals = [element("goal", f"Mål {n}", responsible_id=unit.pk, text="Tekst.") for n in range(size)]
    plan = make_plan(
        *[element("focus_area", f"Område {n}", *goals) for n in range(size)],
        municipality=herning,
        title=f"Plan {number}",
        slug=f"plan-{number}",
    )
    publish(plan=plan, by=editor, nature="adopted")
    for node in plan.elements.select_related("identity"):
        node.identity.topics.add(topic)
        FollowedElement.objects.create(user=editor, identity=node.identity)
    return plan


@pytest.mark.parametrize("query", ["", "?q=tekst&kind=goal&topic=emne-0&changed=on&plan=plan-0"])
def test_the_page_takes_as_many_queries_at_any_size(
    client, herning, editor, query, django_assert_num_queries
):
    client.force_login(editor)
    everything_in(herning, editor, 1, 0)
    expected = 9 if query else 8
    with django_assert_num_queries(expected):
        client.get(f"/arbejdsrum/herning/strategi/{query}")
    everything_in(herning, editor, 6, 1)
    with django_assert_num_queries(expected):
        assert client.get(f"/arbejdsrum/herning/strategi/{query}").status_code == 200
