"""What became of an element and of what stands under it, overdue things counted and named."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from apps.core import page_cache
from apps.followup.operations.report import Report, report
from apps.followup.operations.rounds import close_round
from apps.overview.element_life import life_of
from apps.publishing.models import EditionElement
from tests.portal.conftest import read as read
from tests.workspace.rooms import answered_plan, identity, make_round


@pytest.fixture
def plan(herning, editor):
    return answered_plan(herning, editor)


@pytest.fixture
def late(plan, editor):
    """A round of everything whose deadline was yesterday."""
    return make_round(plan, editor, deadline=timezone.localdate() - timedelta(days=1))


def say(title, status="on_track", *, by, on=None, round=None):
    report(reports=[Report(identity(title).pk, status)], by=by, on=on, round=round)


def life(plan, title):
    return life_of(EditionElement.objects.get(edition__plan=plan, edition__is_current=True, title=title))


def below(plan, title):
    return [(each.label, each.number) for each in life(plan, title).below]


def test_what_is_overdue_is_counted_above_it_though_nothing_is_reported(plan, late):
    assert below(plan, "Natur") == [("Forfalden", 3)]
    assert life(plan, "Natur").missed == life(plan, "Ro").missed == late.deadline


def test_what_was_reported_in_the_round_is_counted_with_its_status(plan, late, editor):
    say("Ro", by=editor, round=late)
    say("Rent vand", by=editor, status="at_risk", on=late.opened_on)
    assert below(plan, "Natur") == [("På sporet", 1), ("Forfalden", 2)]
    assert (life(plan, "Ro").missed, life(plan, "Ro").label) == (None, "På sporet")
    assert (life(plan, "Rent vand").missed, life(plan, "Rent vand").label) == (
        late.deadline,
        "I fare for at glippe",
    )


def test_what_a_closed_round_did_not_hear_of_stays_overdue_until_it_is_reported(plan, late, editor):
    close_round(round=late, by=editor)
    assert below(plan, "Natur") == [("Forfalden", 3)]
    say("Ro", by=editor)
    assert below(plan, "Natur") == [("På sporet", 1), ("Forfalden", 2)]


def test_nothing_is_counted_before_the_deadline_or_a_report(plan, editor):
    make_round(plan, editor)
    assert (below(plan, "Natur"), life(plan, "Natur").missed) == ([], None)


def test_the_page_names_it_on_the_elements_own_line_and_costs_no_query_more(client, read, plan, editor):
    def asked(path):
        page_cache.store.clear()
        with CaptureQueriesContext(connection) as queries:
            read(path)
        return len(queries)

    before = asked("/herning/planen/natur/"), asked("/herning/planen/ro/")
    assert "Ikke fulgt op endnu." in read("/herning/planen/ro/")
    late = make_round(plan, editor, deadline=timezone.localdate() - timedelta(days=1))
    assert (asked("/herning/planen/natur/"), asked("/herning/planen/ro/")) == before
    assert max(before) <= 10
    told = f"Forfalden Fristen var {date_format(late.deadline)}, og der er ikke offentliggjort en status til den."
    assert told in read("/herning/planen/ro/")
    assert "Ikke fulgt op endnu" not in read("/herning/planen/ro/")
    assert f"{told} Under elementet står: Forfalden 3" in read("/herning/planen/natur/")
