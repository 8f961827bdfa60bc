"""Narrowing the trees down: what is found, what stays for its sake, and what odd questions give."""

import pytest
from django.conf import settings
from django.http import QueryDict

from apps.strategies.models import Topic
from apps.workspace.filters import select
from apps.workspace.working_tree import working_trees
from apps.workspace.workspaces import enter
from tests.factories import CommitteeFactory, element, make_plan


@pytest.fixture
def ask(council_member, herning):
    """What a query string finds, and what is shown for its sake: two lists of titles."""

    def ask(query):
        workspace = enter(council_member, "herning")
        trees = working_trees(workspace)
        selection = select(QueryDict(query), workspace=workspace, trees=trees)
        nodes = [node for tree in trees for node in tree.nodes]
        return (
            [node.title for node in nodes if node.pk in selection.hits],
            [node.title for node in nodes if node.pk in selection.shown],
        )

    return ask


def test_words_are_found_in_titles_and_texts_whatever_their_case(plan, ask):
    assert ask("q=øvelse")[0] == ["Flere skal bevæge sig"]
    assert ask("q=VAND")[0] == ["Vores natur", "Rent vand"]
    assert ask("q=luft+vand")[0] == ["Vores natur"]


def test_what_a_hit_stands_under_is_shown_too(plan, ask):
    hits, shown = ask("q=ensomme")
    assert hits == ["Ældre skal ikke være ensomme"]
    assert shown == ["Vores plan", "Vores fællesskaber", "Ældre skal ikke være ensomme"]


def test_what_stands_under_a_hit_can_be_unfolded(member, plan, ask):
    assert ask("q=fællesskaber")[1] == [
        "Vores plan",
        "Vores fællesskaber",
        "Ældre skal ikke være ensomme",
        "Flere skal bevæge sig",
    ]
    assert ask("q=vand")[1] == ["Vores plan", "Vores natur", "Rent vand"]
    assert (
        "<details><summary>2 mål"
        in member.get("/arbejdsrum/herning/strategi/?q=fællesskaber").content.decode()
    )


def test_markup_is_not_text(plan, ask):
    assert ask("q=<p>")[0] == []
    assert ask("q=amp")[0] == []


def test_elements_are_found_by_kind_plan_topic_and_unit(plan, ask, find, herning):
    make_plan(element("goal", "Et andet mål"), municipality=herning, title="En anden", slug="anden")
    climate = Topic.objects.create(name="Klima", slug="klima")
    find("Rent vand").identity.topics.add(climate)
    unit = CommitteeFactory(municipality=herning, slug="vand")
    nature = find("Vores natur")
    nature.responsible = unit
    nature.save(update_fields=["responsible"])
    assert ask("kind=focus_area")[0] == ["Vores fællesskaber", "Vores natur"]
    assert ask("plan=anden")[0] == ["Et andet mål"]
    assert ask("topic=klima")[0] == ["Rent vand"]
    assert ask("unit=vand")[0] == ["Vores natur"]
    assert ask("kind=goal&q=vand")[0] == ["Rent vand"]
    assert ask("kind=focus_area&topic=klima") == ([], [])


def test_what_differs_from_the_edition_is_found(worked_on, ask):
    assert ask("changed=on")[0] == ["Ældre skal ikke være ensomme", "Ren luft", "Flere skal bevæge sig"]


def test_the_page_counts_marks_and_opens(member, plan):
    page = member.get("/arbejdsrum/herning/strategi/?q=ensomme").content.decode()
    assert "1 af 5 elementer passer." in page
    assert "Ældre skal ikke være <mark>ensomme</mark>" in page
    assert page.count(" hidden><div") == 3
    assert page.count("class=hit") == 1


def test_a_hit_in_the_text_shows_where(member, plan):
    page = member.get("/arbejdsrum/herning/strategi/?q=dørene").content.decode()
    assert '<p class="found" lang="da">Vi åbner <mark>dørene</mark>.</p>' in page


def test_nothing_found_says_what_to_do(member, plan):
    page = member.get("/arbejdsrum/herning/strategi/?q=findesikke").content.decode()
    assert "Ingen af de 5 elementer passer. Prøv med færre ord, eller nulstil filteret." in page


def test_a_plan_alone_marks_nothing(member, plan):
    page = member.get("/arbejdsrum/herning/strategi/?plan=plan").content.decode()
    assert "elementer passer" not in page.split('role="status"')[1].split("</p>")[0].split(">", 1)[1]
    assert "class=hit" not in page


@pytest.mark.parametrize(
    "query",
    [
        "kind=findesikke",
        "kind=document",
        "plan=randers-plan",
        "plan=99999999999999999999",
        "topic=%3Cscript%3E",
        "unit=null",
        f"q={'x' * (settings.SEARCH_MAX_LENGTH + 1)}",
    ],
)
def test_a_question_that_makes_no_sense_is_answered_in_words_and_changes_nothing(
    member, plan, randers, query
):
    make_plan(municipality=randers, title="Randers plan", slug="randers-plan")
    answer = member.get(f"/arbejdsrum/herning/strategi/?{query}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="errorlist"' in page
    assert " hidden><div" not in page
    assert "Randers" not in page


@pytest.mark.parametrize(
    "query", ["kind=a&kind=b", "changed=maybe", "vis=%F0%9F%98%80", "page=-1", "q=%25_%5C"]
)
def test_odd_questions_are_answered(member, plan, query):
    assert member.get(f"/arbejdsrum/herning/strategi/?{query}").status_code == 200


@pytest.mark.parametrize("query", ["q=%00", "q=%FF", "plan=%00"])
def test_damaged_questions_are_refused(member, plan, query):
    assert member.get(f"/arbejdsrum/herning/strategi/?{query}").status_code == 400


def test_questions_without_a_choice_are_not_asked(member, plan):
    page = member.get("/arbejdsrum/herning/strategi/").content.decode()
    assert 'for="id_topic"' not in page
    assert 'for="id_plan"' not in page
    assert 'for="id_kind"' in page


def test_the_browser_gets_the_same_texts_to_look_in(member, plan, find):
    found = member.get("/arbejdsrum/herning/ord/").json()
    assert found[str(find("Vores natur").identity.uid)] == "Vand & luft."
    assert len(found) == 5


def test_what_was_asked_stands_in_the_form_as_text(member, plan):
    page = member.get("/arbejdsrum/herning/strategi/", {"q": '"><b>'}).content.decode()
    assert 'value="&quot;&gt;&lt;b&gt;"' in page


def offered(council_member, name):
    workspace = enter(council_member, "herning")
    field = select(QueryDict(""), workspace=workspace, trees=working_trees(workspace)).filters.form.fields[
        name
    ]
    return [label for value, label in field.choices if value], field.widget.is_hidden


def test_a_question_without_a_choice_is_not_asked_and_one_kind_still_is(herning, council_member):
    make_plan(element("section", "Afsnit"), municipality=herning, title="Den ene")
    assert offered(council_member, "kind") == (["Afsnit"], False)
    assert offered(council_member, "plan") == (["Den ene"], True)
    assert offered(council_member, "topic") == ([], True)
    make_plan(municipality=herning, title="Den anden")
    assert offered(council_member, "plan") == (["Den anden", "Den ene"], False)


def test_choices_are_sorted_whatever_their_case(herning, council_member):
    units = [CommitteeFactory(municipality=herning, name=name) for name in ("børn", "Alle", "Center")]
    make_plan(*(element("section", u.name, responsible_id=u.pk) for u in units), municipality=herning)
    assert offered(council_member, "unit") == (["Alle", "børn", "Center"], False)


def test_nothing_asked_for_is_no_selection(plan, council_member):
    workspace = enter(council_member, "herning")
    trees = working_trees(workspace)
    assert [
        select(QueryDict(query), workspace=workspace, trees=trees).is_active for query in ("", "q=vand")
    ] == [
        False,
        True,
    ]
