"""Words are replaced where an editor chose, on what the editor saw, or not at all."""

from dataclasses import replace as but
from pathlib import Path

import pytest
import yaml
from django.core.exceptions import ValidationError

from apps.core.conflicts import SavedMeanwhile
from apps.strategies import tree
from apps.strategies.history.versions import versions
from apps.strategies.models import Element
from apps.strategies.operations.edit import edit_element
from apps.strategies.operations.find_and_replace import Search, find, replace
from tests.factories import UserFactory, element, make_plan


@pytest.fixture
def plan(herning):
    return make_plan(
        element(
            "focus_area", "Borgernes by", body="<p>En by for <strong>bor</strong>gerne. Borgerne bor her.</p>"
        ),
        element("goal", "Uden hit", text="Intet"),
        element("goal", "For borgerne", text="Ja\nMed borgerne"),
        title="Borgerne først",
        municipality=herning,
        lead="Til borgerne",
    )


def hits(plan, words="borgerne", **options):
    return find(plan=plan, search=Search(words, **options))


def swap(plan, new, chosen, words="borgerne", by=None, **options):
    return replace(plan_id=plan.pk, search=Search(words, **options), replacement=new, chosen=chosen, by=by)


def texts(plan):
    rows = Element.objects.filter(plan=plan).in_reading_order()
    return [(row.title, row.body, row.version) for row in rows]


def test_hits_come_in_reading_order_without_the_plans_own_title(plan):
    assert [(h.title, h.choice.field, h.choice.number, h.occurrence.words) for h in hits(plan)] == [
        ("Borgerne først", "body", 0, "borgerne"),
        ("Borgernes by", "title", 0, "Borgerne"),
        ("Borgernes by", "body", 0, "borgerne"),
        ("Borgernes by", "body", 1, "Borgerne"),
        ("For borgerne", "title", 0, "borgerne"),
        ("For borgerne", "body", 0, "borgerne"),
    ]
    assert len(hits(plan, match_case=True)) == 4
    assert len(hits(plan, whole_words=True)) == 5


def test_only_the_chosen_hits_are_replaced_each_element_with_one_line_of_history(plan):
    who = UserFactory()
    found = hits(plan)
    changed = swap(plan, "vi <alle>", [found[2].choice, found[4].choice, found[5].choice], by=who)
    assert texts(plan) == [
        ("Borgerne først", "<p>Til borgerne</p>", 1),
        ("Borgernes by", "<p>En by for <strong>vi &lt;alle&gt;</strong>. Borgerne bor her.</p>", 2),
        ("Uden hit", "<p>Intet</p>", 1),
        ("For vi <alle>", "<p>Ja</p>\n<p>Med vi &lt;alle&gt;</p>", 2),
    ]
    assert [(v.event.verb, v.by) for v in versions(changed[0].identity)] == [
        ("replaced", who),
        ("plan_made", None),
    ]


def test_nothing_is_replaced_where_one_of_the_elements_was_saved_meanwhile(plan):
    found = hits(plan)
    saved = plan.elements.get(title="For borgerne")
    edit_element(plan_id=plan.pk, element_id=saved.pk, based_on=1, by=None, body="<p>Nyt</p>")
    before = texts(plan)
    with pytest.raises(SavedMeanwhile) as refused:
        swap(plan, "x", [hit.choice for hit in found])
    assert refused.value.titles == ("For borgerne",)
    assert texts(plan) == before


def test_nothing_is_replaced_where_one_of_the_elements_is_gone_or_another_plans(plan, herning):
    found = hits(plan)
    gone = plan.elements.get(title="For borgerne")
    tree.delete(plan_id=plan.pk, element_id=gone.pk, by=UserFactory())
    foreign = make_plan(element("goal", "Om borgerne"), title="Fremmed")
    before = texts(plan), texts(foreign)
    for other in (
        found[-1].choice,
        but(found[0].choice, element_id=foreign.elements.get(title="Om borgerne").pk),
    ):
        with pytest.raises(SavedMeanwhile) as refused:
            swap(plan, "x", [found[0].choice, other])
        assert refused.value.titles == ("(slettet element)",)
    assert (texts(plan), texts(foreign)) == before


def test_a_title_cannot_be_emptied_and_then_nothing_is_replaced(plan):
    before = texts(plan)
    found = hits(plan, "For borgerne")
    assert [hit.choice.field for hit in found] == ["body", "title"]
    with pytest.raises(ValidationError, match="For borgerne"):
        swap(plan, "", [hit.choice for hit in found], words="For borgerne")
    assert texts(plan) == before


def test_words_can_be_taken_out(plan):
    swap(plan, "", [hit.choice for hit in hits(plan, "Med ", match_case=True)], words="Med ", match_case=True)
    assert texts(plan)[3][1] == "<p>Ja</p>\n<p>borgerne</p>"


def test_the_plans_own_title_is_never_touched(plan):
    root = hits(plan)[0].choice
    swap(plan, "x", [but(root, field="title")])
    assert texts(plan)[0] == ("Borgerne først", "<p>Til borgerne</p>", 1)


@pytest.mark.parametrize("words", ["", "  ", "x" * 201])
def test_there_must_be_something_to_look_for(words):
    with pytest.raises(ValidationError):
        Search(words)


def test_a_replacement_has_a_length(plan):
    with pytest.raises(ValidationError):
        swap(plan, "x" * 201, [hits(plan)[0].choice])


def test_searching_takes_one_query_at_any_size(plan, django_assert_num_queries):
    with django_assert_num_queries(1):
        hits(plan)


def test_letters_are_found_whichever_way_they_are_composed(herning):
    plan = make_plan(
        element("goal", "A\u030arhus", text="Ga\u030a til Århus"), municipality=herning, title="Plan"
    )
    for words in ("århus", "A\u030arhus", "ÅRHUS"):
        assert len(hits(plan, words)) == 2, words
    swap(plan, "A\u030abenra\u030a", [hit.choice for hit in hits(plan, "Århus")], words="Århus")
    assert texts(plan)[1][:2] == ("Åbenrå", "<p>Gå til Åbenrå</p>")


CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "text.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("query", "text"), CASES["found"].items())
def test_words_are_found_and_replaced_whatever_form_either_has(herning, query, text):
    plan = make_plan(
        element("goal", f"Om {text} her", body=f"<p>Og <em>{text}</em>.</p>"), municipality=herning
    )
    found = hits(plan, query)
    assert len(found) == 2
    swap(plan, "NYT", [hit.choice for hit in found], words=query)
    assert [row[:2] for row in texts(plan)][1] == ("Om NYT her", "<p>Og <em>NYT</em>.</p>")


def test_words_in_cells_and_items_are_replaced_where_they_stand(herning):
    body = (
        '<ol start="3"><li><p>mål</p><p>mål x</p></li></ol>\n'
        "<table><tbody><tr><td>mål</td><td>1</td></tr><tr><td>CO<sub>2</sub></td><td>mål</td></tr></tbody></table>"
    )
    plan = make_plan(element("goal", "A", body=body), municipality=herning)
    found = hits(plan, "mål")
    swap(plan, "krav", [found[1].choice, found[3].choice], words="mål")
    swap(plan, "kul", [hits(plan, "CO2")[0].choice], words="CO2")
    assert texts(plan)[1][1] == (
        '<ol start="3"><li><p>mål</p><p>krav x</p></li></ol>\n'
        "<table><tbody><tr><td>mål</td><td>1</td></tr><tr><td>kul</td><td>krav</td></tr></tbody></table>"
    )
