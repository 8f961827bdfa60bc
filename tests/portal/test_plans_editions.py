import pytest

from apps.core import page_cache
from apps.core.templatetags.difference import added, removed
from apps.publishing.operations.publish import publish
from apps.strategies import tree
from apps.strategies.operations import edit


@pytest.fixture
def second(plan, published, editor):
    """An edition in which one element is new, one dropped, one reworded and one moved."""
    growth = plan.elements.get(title="Vores vækst")
    tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title="Bedre veje").pk, by=editor)
    edit.edit_element(
        plan_id=plan.pk,
        element_id=growth.pk,
        based_on=growth.version,
        by=editor,
        body="<p>Vi vil <em>vokse</em> & leve. Det kræver mod.</p><p>Andet afsnit.</p>",
    )
    tree.move(
        plan_id=plan.pk,
        element_id=plan.elements.get(title="Flere job").pk,
        parent_id=plan.elements.get(title="Vores børn").pk,
        by=editor,
    )
    return publish(plan=plan, by=editor, nature="editorial", public_note="Rettet.")


def test_editions_are_listed_newest_first(read, second):
    words = read("/herning/vores-plan/udgaver/")
    assert words.index("Udgave 2,") < words.index("Udgave 1,")
    assert (
        "Den nyeste Redaktionel rettelse 5 elementer Rettet. Se, hvad der er ændret siden udgave 1" in words
    )
    assert "Vedtaget 6 elementer Første udgave." in words


def test_nobodys_name_is_on_any_page(client, editor, second):
    for path in ("", "udgaver/", "udgaver/1/", "udgaver/1/2/", "vores-vaekst/", "kilde/1/"):
        html = client.get(f"/herning/vores-plan/{path}").content.decode()
        assert editor.email not in html
        assert editor.full_name not in html


def test_an_older_edition_says_that_it_is_older(read, second):
    words = read("/herning/vores-plan/udgaver/1/")
    assert "Du læser udgave 1 fra" in words
    assert "Den nyeste er udgave 2." in words
    assert "Bedre veje" in words
    assert "Du læser" not in read("/herning/vores-plan/")


def test_the_current_edition_is_read_at_the_plans_own_address(client, second):
    response = client.get("/herning/vores-plan/udgaver/2/")
    assert (response.status_code, response["Location"]) == (302, "/herning/vores-plan/")


def test_two_editions_are_compared_word_for_word(client, read, second):
    html = client.get("/herning/vores-plan/udgaver/1/2/").content.decode()
    words = read("/herning/vores-plan/udgaver/1/2/")
    assert "Udgået Vision Bedre veje" in words
    assert f"Vi vil vokse &amp; {removed('trives')}{added('leve')}. Det kræver mod." in html
    assert "Flere job Stod under ”Vores vækst”, står nu under ”Vores børn”." in words
    assert "Rettet." in words


def test_editions_are_compared_in_the_order_of_time(client, second):
    response = client.get("/herning/vores-plan/udgaver/2/1/")
    assert (response.status_code, response["Location"]) == (302, "/herning/vores-plan/udgaver/1/2/")


def test_the_same_words_are_said_to_be_the_same(read, plan, published, editor):
    publish(plan=plan, by=editor, nature="adopted")
    assert "Ordlyden er den samme i begge." in read("/herning/vores-plan/udgaver/1/2/")


@pytest.mark.parametrize("path", ["3/", "0/", "01/", "-1/", "1/3/", "99999999999999999999/", "x/"])
def test_editions_that_are_not_there_are_not_found(client, second, path):
    assert client.get(f"/herning/vores-plan/udgaver/{path}").status_code == 404


def test_the_list_takes_as_many_queries_for_one_as_for_three(
    client, plan, published, editor, django_assert_num_queries
):
    for _ in range(3):
        page_cache.store.clear()
        with django_assert_num_queries(2):
            client.get("/herning/vores-plan/udgaver/")
        publish(plan=plan, by=editor, nature="adopted")


@pytest.mark.parametrize(("first", "other"), [("1", "2"), ("2", "1")])
def test_any_two_editions_are_chosen_and_the_earlier_is_compared_with_the_later(client, second, first, other):
    answer = client.get(f"/herning/vores-plan/udgaver/?fra={first}&til={other}")
    assert (answer.status_code, answer["Location"]) == (302, "/herning/vores-plan/udgaver/1/2/")


def test_the_newest_two_editions_are_suggested(client, published, second):
    html = client.get("/herning/vores-plan/udgaver/").content.decode()
    assert html.count(" selected") == 2
    assert (
        html.index('<option value="1" selected>')
        < html.index('name="til"')
        < html.index('<option value="2" selected>')
    )


def test_a_plan_with_one_edition_has_none_to_compare(client, published):
    assert 'name="fra"' not in client.get("/herning/vores-plan/udgaver/").content.decode()


def test_an_edition_beside_itself_asks_for_two(client, read, second):
    answer = client.get("/herning/vores-plan/udgaver/2/2/")
    assert (answer.status_code, answer["Location"]) == (302, "/herning/vores-plan/udgaver/?fra=2&til=2")
    assert "Du har valgt udgave 2 to gange. Vælg to forskellige." in read(answer["Location"])


@pytest.mark.parametrize("wrong", ["fra=1&til=9", "fra=1", "fra=x&til=<b>", "til=1", "fra=" + "9" * 9_000])
def test_an_edition_that_is_not_there_asks_again(client, read, second, wrong):
    words = read(f"/herning/vores-plan/udgaver/?{wrong}", status=404)
    assert "Den udgave findes ikke. Vælg to af dem, der står her." in words
    assert "&lt;b&gt;" not in words
