"""The public pages of decisions: each filter, paging, and nothing internal in any byte."""

import re
from datetime import date
from uuid import uuid4

import pytest

from apps.decisions.models import DecisionElement
from apps.decisions.operations.weigh import Weight, mark_changed, weigh
from apps.overview.decisions import picture_of
from apps.publishing.operations.publish import publish
from apps.strategies import tree
from tests.factories import CommitteeFactory, CouncilPeriodFactory, UserFactory, element, make_plan
from tests.factories.decisions import decide, final

PAGE = "/herning/beslutninger/"


@pytest.fixture
def strategy(herning, editor):
    for year in (2022, 2026):
        CouncilPeriodFactory(start_year=year)
    plan = make_plan(
        element("foundation", "Fundament", element("value", "Mod"), element("value", "Tillid")),
        element("focus_area", "Vores skole", element("goal", "Bedre skole")),
        municipality=herning,
    )
    publish(plan=plan, by=editor, nature="adopted")
    return plan


@pytest.fixture
def named(strategy):
    return lambda title: strategy.elements.select_related("identity").get(title=title).identity


@pytest.fixture
def council(herning):
    return CommitteeFactory(municipality=herning, name="Byrådet", slug="byraadet")


@pytest.fixture
def board(herning):
    return CommitteeFactory(municipality=herning, name="Ældreudvalget", slug="aeldre")


@pytest.fixture
def five(council, board, named):
    """Decisions that every filter tells apart."""
    school, mod, trust = named("Bedre skole"), named("Mod"), named("Tillid")
    final(decide(council, "Ny skole", school, on=date(2026, 3, 2)), (mod, 2), (trust, 0))
    final(decide(board, "Nyt plejehjem", mod, on=date(2026, 4, 2)), (mod, 0), (trust, -1))
    final(decide(council, "Gammel sag", on=date(2022, 1, 1)), (mod, -1))
    decide(council, "Sidste dag", on=date(2025, 12, 31))
    weigh(
        decision=decide(council, "Kladde", on=date(2026, 2, 2)),
        weights=[Weight(mod.pk, 2)],
        by=UserFactory(),
        is_final=False,
    )


@pytest.fixture
def listed(client):
    def titles(query=""):
        response = client.get(PAGE + query)
        assert response.status_code == 200
        return [entry.decision.title for entry in response.context["entries"]]

    return titles


def test_all_are_listed_the_newest_first(five, listed):
    assert listed() == ["Nyt plejehjem", "Ny skole", "Kladde", "Sidste dag", "Gammel sag"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?periode=2026", ["Nyt plejehjem", "Ny skole", "Kladde"]),
        ("?periode=2022", ["Sidste dag", "Gammel sag"]),
        ("?udvalg=aeldre", ["Nyt plejehjem"]),
        ("?udvalg=byraadet&periode=2026", ["Ny skole", "Kladde"]),
        ("?udvalg=aeldre&periode=2022", []),
        ("?udvalg=&periode=", ["Nyt plejehjem", "Ny skole", "Kladde", "Sidste dag", "Gammel sag"]),
    ],
)
def test_period_and_committee_narrow_down(query, expected, five, listed):
    assert listed(query) == expected


def test_a_value_is_pulled_on_by_what_pulls_on_it_whatever_it_does_to_others(five, listed, named):
    assert listed(f"?vaerdi={named('Mod').uid}") == ["Ny skole", "Gammel sag"]
    assert listed(f"?vaerdi={named('Tillid').uid}") == ["Nyt plejehjem"]


def test_an_element_is_what_a_decision_is_about(five, listed, named):
    assert listed(f"?element={named('Bedre skole').uid}") == ["Ny skole"]
    assert listed(f"?element={named('Mod').uid}&udvalg=aeldre") == ["Nyt plejehjem"]


@pytest.mark.parametrize(
    "query",
    [
        "?periode=1",
        "?periode=x",
        "?udvalg=andet",
        "?vaerdi=x",
        "?element=00000000-0000-0000-0000-000000000000",
    ],
)
def test_an_unknown_choice_is_said_and_nothing_is_filtered(query, five, listed, read):
    assert len(listed(query)) == 5
    assert "Det valg findes ikke her, så intet er filtreret fra. Vælg et andet." in read(PAGE + query)


def test_the_choices_are_what_public_decisions_name(client, five, council, named, herning):
    other = CommitteeFactory(municipality=herning, name="Hemmeligt udvalg", slug="hemmeligt")
    final(decide(other, "Intern", named("Vores skole"), is_public=False), (named("Mod"), 1))
    fields = client.get(PAGE).context["filters"].form.fields
    choices = {name: [text for _value, text in field.choices][1:] for name, field in fields.items()}
    assert choices == {
        "periode": ["2026–2029", "2022–2025"],
        "udvalg": ["Byrådet", "Ældreudvalget"],
        "vaerdi": ["Mod", "Tillid"],
        "element": ["Mod", "Bedre skole"],
    }


def test_what_was_dropped_from_the_strategy_stays_a_choice_and_in_the_picture_and_says_so(
    read, listed, five, council, strategy, named, editor, client
):
    mod = named("Mod").uid
    tree.delete(plan_id=strategy.pk, element_id=strategy.elements.get(title="Mod").pk, by=editor)
    publish(plan=strategy, by=editor, nature="editorial")
    fields = client.get(PAGE).context["filters"].form.fields
    for name, first in (("vaerdi", "Tillid"), ("element", "Bedre skole")):
        assert [text for _value, text in fields[name].choices][1:] == [first, "Mod (udgået)"]
    assert listed(f"?vaerdi={mod}") == ["Ny skole", "Gammel sag"]
    assert "Mod (udgået fra strategien)" in read(PAGE + "?periode=2026")
    about = strategy.municipality.decisions.get(title="Nyt plejehjem")
    assert "Mod Vores plan · udgået fra strategien" in read(f"{PAGE}{about.uid}/")


def test_names_of_committees_and_elements_are_danish_on_an_english_page_and_periods_are_not(client, five):
    page = client.get(f"/en{PAGE}").content.decode()
    assert '<option value="aeldre" lang="da">Ældreudvalget</option>' in page
    assert '<option value="">All committees</option>' in page.replace(" selected", "")
    assert re.search(r'<option value="2026"[^>]*lang', page) is None


@pytest.mark.parametrize(
    ("query", "years", "told"),
    [
        (
            "?periode=2022",
            "2022–2025",
            ["0 trækker for, 1 imod, 0 hverken for eller imod, 0 er ikke vurderet"],
        ),
        (
            "?periode=2026&udvalg=aeldre",
            "2026–2029",
            [
                "1 trækker for, 0 imod, 1 hverken for eller imod, 0 er ikke vurderet",
                "0 trækker for, 1 imod, 1 hverken for eller imod, 0 er ikke vurderet",
            ],
        ),
    ],
)
def test_the_picture_is_of_the_period_that_was_chosen(query, years, told, five, client, read):
    picture = client.get(PAGE + query).context["picture"]
    assert [row.words for row in picture.rows] == told
    assert f"Sådan trækker beslutningerne i {years}" in read(PAGE + query)


def test_the_picture_is_of_todays_period_where_none_or_a_wrong_one_was_chosen(five, client, herning):
    today = picture_of(herning)
    for query in ("", "?periode=", "?periode=x", "?periode=1", "?udvalg=aeldre"):
        assert client.get(PAGE + query).context["picture"] == today


def test_a_period_in_which_nothing_was_weighed_has_no_picture(council, strategy, client):
    decide(council, "Gammel sag", on=date(2022, 1, 1))
    assert client.get(PAGE + "?periode=2022").context["picture"] is None


def test_pages_keep_what_was_chosen(client, council, strategy, settings, listed):
    settings.DECISIONS_PAGE_SIZE = 2
    for number in range(1, 6):
        decide(council, f"Nr. {number}", on=date(2026, 3, number))
    assert listed("?udvalg=byraadet&side=2") == ["Nr. 3", "Nr. 2"]
    html = client.get(PAGE + "?udvalg=byraadet&side=2").content.decode()
    assert 'href="?udvalg=byraadet&amp;side=1" rel="prev"' in html
    assert 'href="?udvalg=byraadet&amp;side=3" rel="next"' in html
    assert listed("?side=99") == ["Nr. 1"]
    assert listed("?side=x") == ["Nr. 5", "Nr. 4"]
    assert "5 beslutninger" in html


@pytest.mark.parametrize("path", ["", "?vaerdi=%00", "?side=-1", "?periode=²"])
def test_odd_addresses_are_answered(path, client, strategy):
    assert client.get(PAGE + path).status_code in (200, 400)


def test_an_internal_decision_is_nowhere(client, council, strategy, named):
    secret = decide(
        council, "Hemmelig sag", named("Mod"), is_public=False, text="Fortroligt", case_number="H-1"
    )
    final(secret, (named("Mod"), 2))
    assert client.get(f"{PAGE}{secret.uid}/").status_code == 404
    for path in (
        PAGE,
        "/herning/",
        "/herning/vores-plan/",
        "/herning/vores-plan/mod/",
        "/api/v1/municipalities/herning/decisions/",
        "/herning/udvalg/byraadet/",
        "/sitemap.xml",
    ):
        page = client.get(path).content.decode()
        for word in ("Hemmelig sag", "Fortroligt", "H-1", str(secret.uid), "Derfor 2"):
            assert word not in page, path


def test_a_decision_that_is_made_internal_is_gone_at_once(client, council, strategy):
    decision = decide(council)
    address = f"{PAGE}{decision.uid}/"
    tag = client.get(address)["ETag"]
    decision.is_public = False
    decision.save()
    mark_changed(decision, was_public=True)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 404


def test_a_draft_is_not_shown_with_its_decision(client, council, strategy, named, editor):
    decision = decide(council)
    weights = [Weight(named("Mod").pk, 2, "Kladdens ord")]
    weigh(decision=decision, weights=weights, by=editor, is_final=False)
    html = client.get(f"{PAGE}{decision.uid}/").content.decode()
    assert "Kladdens ord" not in html
    assert "Ingen har sagt, hvordan beslutningen trækker i forhold til værdierne." in html


def test_one_decision_tells_what_it_is_and_how_it_pulls(read, council, strategy, named):
    decision = decide(
        council,
        "Ny skole",
        text="Skolen bygges.",
        case_number="24/17",
        outcome="adopted_changed",
        minutes_url="https://www.herning.dk/referat/1",
    )
    DecisionElement.objects.create(decision=decision, identity=named("Bedre skole"), relation="amends")
    final(decision, (named("Mod"), -2))
    words = read(f"{PAGE}{decision.uid}/")
    for part in (
        "Skolen bygges.",
        "Mod −2 Trækker stærkt imod: Derfor -2",
        "Bedre skole Vores plan",
        "Byrådet",
        "2. marts 2026",
        "Vedtaget med ændringer",
        "24/17",
        "herning.dk",
    ):
        assert part in words


def test_another_municipalitys_decision_and_an_unknown_one_are_not_found(client, council, strategy, randers):
    theirs = decide(CommitteeFactory(municipality=randers))
    assert client.get(f"{PAGE}{theirs.uid}/").status_code == 404
    assert client.get(f"{PAGE}{uuid4()}/").status_code == 404
    assert client.get(f"/randers/beslutninger/{theirs.uid}/").status_code == 404


def test_markup_in_a_decision_is_text(client, council, strategy):
    decision = decide(council, "<script>x</script>", text="<b>fed</b>")
    for path in (PAGE, f"{PAGE}{decision.uid}/"):
        html = client.get(path).content.decode()
        assert "<script>x" not in html
        assert "<b>fed" not in html


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_takes_the_same_queries_at_any_size(size, client, council, named, django_assert_num_queries):
    for number in range(size):
        decision = decide(council, f"Nr. {number}", named("Bedre skole"))
        final(decision, (named("Mod"), 1), (named("Tillid"), 2))
    with django_assert_num_queries(10):
        assert len(client.get(PAGE).context["entries"]) == size
