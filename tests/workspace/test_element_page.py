"""One element as it is being worked on, beside what is published of it."""

import pytest

from apps.publishing.operations.publish import publish
from apps.strategies import tree
from apps.strategies.models import Topic
from apps.strategies.operations import edit
from apps.strategies.tree.building import NewElement
from tests.factories import CommitteeFactory


@pytest.fixture
def page(member, plan):
    """The page of an identity, as text."""
    return lambda element, query="": member.get(
        f"/arbejdsrum/herning/element/{element.identity.uid}/{query}"
    ).content.decode()


def revise(plan, element, editor, **changes):
    return edit.edit_element(
        plan_id=plan.pk, element_id=element.pk, based_on=element.version, by=editor, **changes
    )


def move(plan, element, parent, editor, position=None):
    tree.move(plan_id=plan.pk, element_id=element.pk, parent_id=parent.pk, position=position, by=editor)


def test_a_draft_is_read_here_and_nowhere_public(page, client, find, plan):
    assert "Vi åbner dørene." in page(find("Ældre skal ikke være ensomme"))
    assert "Planen er ikke offentliggjort." in page(find("Ældre skal ikke være ensomme"))
    client.logout()
    assert client.get("/herning/plan/").status_code == 404


def test_what_stands_as_published_says_so(page, find, plan, editor):
    publish(plan=plan, by=editor, nature="adopted")
    assert "Som i udgave 1, offentliggjort" in page(find("Rent vand"))


def test_both_wordings_stand_side_by_side_with_the_differences_marked(page, find, worked_on):
    html = page(find("Ældre skal ikke være ensomme"))
    assert "Ordene er ikke de samme som i udgave 1." in html
    now, published = html.split("<h2>Som det står nu</h2>")[1].split("<h2>Udgave 1, lagt på portalen")
    assert '<ins><span class="visually-hidden">[tilføjet: </span>alle ' in now
    assert "<p>Vi åbner dørene.</p>" in published
    assert "<ins>" not in published.split("</section>")[0]


def test_a_new_title_is_set_beside_the_old(page, find, plan, editor):
    publish(plan=plan, by=editor, nature="adopted")
    element = revise(plan, find("Rent vand"), editor, title="Rent drikkevand")
    html = page(element)
    assert "</span>drikkevand<span" in html
    assert '<del><span class="visually-hidden">[fjernet: </span>vand<span' in html


def test_words_are_escaped_where_differences_are_marked(page, find, plan, editor):
    publish(plan=plan, by=editor, nature="adopted")
    element = revise(plan, find("Rent vand"), editor, title="<img src=x> & mere")
    html = page(element)
    assert "<img" not in html
    assert "&lt;" in html


def test_other_differences_are_said_in_words(page, find, plan, editor):
    publish(plan=plan, by=editor, nature="adopted")
    revise(plan, find("Vores natur"), editor, body="<p>Vand &amp; <em>luft</em>.</p>")
    revise(plan, find("Rent vand"), editor, kind="objective")
    assert "men en liste, et link eller en fremhævning er ændret." in page(find("Vores natur"))
    assert "I udgave 1 har det typen ”mål”." in page(find("Rent vand"))


def test_a_move_is_told(page, find, worked_on, editor):
    assert "Flyttet: I udgave 1 står det under ”Vores fællesskaber”." in page(find("Flere skal bevæge sig"))
    nature = find("Vores natur")
    tree.move(plan_id=worked_on.pk, element_id=nature.pk, parent_id=nature.parent_id, position=0, by=editor)
    told = [
        "Flyttet: I udgave 1 står det et andet sted i rækken." in page(find(title))
        for title in ("Vores natur", "Vores fællesskaber")
    ]
    assert sorted(told) == [False, True]


def test_a_new_element_says_so(page, find, worked_on):
    assert "Nyt: står ikke i udgave 1." in page(find("Ren luft"))


def test_a_deleted_element_keeps_its_page(page, find, plan, editor):
    publish(plan=plan, by=editor, nature="adopted")
    element = find("Rent vand")
    tree.delete(plan_id=plan.pk, element_id=element.pk, by=editor)
    html = page(element)
    assert '<h1 lang="da">Rent vand</h1>' in html
    assert "Elementet står stadig i udgave 1, indtil planen bliver offentliggjort igen." in html
    assert "lagde elementet i papirkurven" in html
    publish(plan=plan, by=editor, nature="editorial")
    assert "En redaktør kan hente det tilbage fra papirkurven." in page(element)


def test_history_is_told_in_words_with_who_and_what(page, find, plan, editor):
    editor.full_name = "Rasmus Redaktør"
    editor.save()
    element = find("Rent vand")
    revise(plan, element, editor, title="Rent drikkevand", body="<p>Til alle.</p>")
    revise(plan, find("Rent drikkevand"), editor, kind="objective")
    html = page(find("Rent drikkevand"))
    assert html.count("<strong>Rasmus Redaktør</strong> ændrede") == 2
    assert "Type: mål → målsætning" in html
    assert "<summary>Titel</summary>" in html
    assert "<summary>Tekst</summary>" in html


def test_history_tells_moves_too(page, find, plan, editor):
    editor.full_name = "Rasmus Redaktør"
    editor.save()
    move(plan, find("Flere skal bevæge sig"), find("Vores natur"), editor)
    move(plan, find("Flere skal bevæge sig"), find("Vores natur"), editor, position=0)
    move(plan, find("Vores natur"), find("Vores natur").parent, editor, position=0)
    html = page(find("Flere skal bevæge sig"))
    first = html.index(
        "<strong>Rasmus Redaktør</strong> flyttede elementet fra ”Vores fællesskaber” til ”Vores natur”"
    )
    second = html.index(
        "<strong>Rasmus Redaktør</strong> flyttede elementet fra nr. 2 til nr. 1 under ”Vores natur”"
    )
    assert second < first < html.index("oprettede elementet")
    assert "flyttede elementet fra nr. 2 til nr. 1 under ”Vores plan”" in page(find("Vores natur"))


def test_a_move_from_under_something_deleted_still_has_its_name(page, find, plan, editor):
    move(plan, find("Flere skal bevæge sig"), find("Vores natur"), editor)
    tree.delete(plan_id=plan.pk, element_id=find("Vores fællesskaber").pk, by=editor)
    assert "flyttede elementet fra ”Vores fællesskaber” til ”Vores natur”" in page(
        find("Flere skal bevæge sig")
    )


def test_only_the_last_events_are_shown_until_all_are_asked_for(page, find, plan, editor):
    for number in range(12):
        revise(plan, find("Rent vand"), editor, body=f"<p>{number}</p>")
    assert "Vis 3 tidligere hændelser" in page(find("Rent vand"))
    assert page(find("Rent vand"), "?historie=alt").count("<time") == 13


def test_surroundings_lead_on(page, find, plan):
    html = page(find("Ældre skal ikke være ensomme"))
    assert "Vores fællesskaber</a></li>" in html
    assert 'rel="next"' in html
    assert 'rel="prev"' not in html
    assert "Rent vand" in page(find("Vores natur"))


def test_what_is_known_of_the_element_stands_beside_it(page, find, plan, herning):
    element = find("Rent vand")
    element.responsible = CommitteeFactory(municipality=herning, name="Vand og Spildevand")
    element.save(update_fields=["responsible"])
    element.identity.topics.add(Topic.objects.create(name="Klima", slug="klima"))
    html = page(element)
    assert "Vand og Spildevand" in html
    assert '<a href="/arbejdsrum/herning/strategi/?topic=klima">Klima</a>' in html


def test_the_root_has_a_page_with_the_plans_lead(page, find):
    assert "Det her vil vi." in page(find("Vores plan"))


def test_an_element_without_text_says_so(page, find):
    assert "Kun overskriften er skrevet indtil nu." in page(find("Rent vand"))


@pytest.mark.parametrize("uid", ["1", "x" * 500, "00000000-0000-4000-8000-000000000000", "%00"])
def test_what_is_no_element_is_not_found(member, plan, uid):
    assert member.get(f"/arbejdsrum/herning/element/{uid}/").status_code in (400, 404)


def test_the_number_of_queries_does_not_grow_with_the_surroundings(
    member, plan, find, editor, django_assert_num_queries
):
    publish(plan=plan, by=editor, nature="adopted")
    move(plan, find("Rent vand"), find("Vores fællesskaber"), editor)
    address = f"/arbejdsrum/herning/element/{find('Rent vand').identity.uid}/"
    with django_assert_num_queries(12):
        member.get(address)
    for parent in ("Vores natur", "Rent vand"):
        for number in range(3):
            tree.insert(
                NewElement(kind="goal", title=f"Mål {number}"),
                plan_id=plan.pk,
                parent_id=find(parent).pk,
                position=0,
                by=editor,
            )
    revise(plan, find("Rent vand"), editor, body="<p>Nyt</p>")
    for parent in ("Vores natur", "Vores fællesskaber"):
        move(plan, find("Rent vand"), find(parent), editor)
    with django_assert_num_queries(12):
        member.get(address)
