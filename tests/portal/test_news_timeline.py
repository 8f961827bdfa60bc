"""The timeline of an element: what was published, changed, reported and decided of it."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.followup.operations.report import Report, report
from apps.publishing.models import Edition
from apps.publishing.operations.publish import publish
from apps.publishing.operations.retract import retract
from apps.publishing.operations.withdraw import withdraw
from apps.strategies import tree
from apps.strategies.models import ElementIdentity, Plan
from apps.strategies.operations.carry_over import Fate, carry_over
from apps.strategies.operations.edit import edit_element
from tests.factories import CommitteeFactory
from tests.factories.decisions import decide

PAGE = "/herning/vores-plan/flere-job/historik/"


@pytest.fixture
def jobs(published):
    return ElementIdentity.objects.get(element__title="Flere job")


@pytest.fixture
def committee(town):
    return CommitteeFactory(municipality=town, name="Erhvervsudvalget", slug="erhverv")


def edition(plan, by, days_ago, **changes):
    """A new edition, published so many days ago, with other words or another place of “Flere job”."""
    row = plan.elements.get(identity__element__title__startswith="Flere job")
    if under := changes.pop("under", None):
        tree.move(
            plan_id=plan.pk, element_id=row.pk, parent_id=plan.elements.get(title=under).pk, by=by, position=0
        )
        row.refresh_from_db()
    if changes:
        edit_element(plan_id=plan.pk, element_id=row.pk, based_on=row.version, by=by, **changes)
    made = publish(plan=plan, by=by, nature="editorial")
    back_to(made, days_ago)
    return made


def back_to(made, days_ago):
    with connection.cursor() as cursor:  # what was published cannot be changed by the portal itself
        at = timezone.now() - timedelta(days=days_ago)
        cursor.execute(
            "UPDATE publishing_edition SET published_at = %s WHERE id = %s",
            [at.replace(tzinfo=None) if connection.vendor == "sqlite" else at, made.pk],
        )


def moments(client, path=PAGE):
    """The words of each moment, the newest first."""
    html = client.get(path).content.decode()
    rows = re.findall(r"<li>\s*<p class=\"when\">(.*?)</li>", html, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in rows]


def day(days_ago):
    return timezone.localdate() - timedelta(days=days_ago)


def test_each_edition_tells_word_by_word_what_it_did_and_others_are_not_told(
    client, plan, published, jobs, editor
):
    back_to(published, 50)
    edition(plan, editor, 40, body="<p>Der skal være mange flere job. Også for unge.</p>")
    edition(plan, editor, 30)
    edition(plan, editor, 20, under="Vores børn")
    told = moments(client)
    assert len(told) == 3
    assert "Flyttet i udgave 4" in told[0]
    assert "Stod under ”Vores vækst”, står nu under ”Vores børn”." in told[0]
    assert "Ændret i udgave 2" in told[1]
    assert "Der skal være [tilføjet: mange slut] flere job. Også for unge." in told[1]
    assert "Kom med i udgave 1" in told[2]


def test_statuses_and_decisions_that_are_public_are_told_and_others_nowhere(
    client, published, jobs, committee, editor
):
    back_to(published, 50)
    report(reports=[Report(jobs.pk, "on_track", "Vi er i gang.")], by=editor, on=day(9))
    report(reports=[Report(jobs.pk, "at_risk", "Kun internt.", is_public=False)], by=editor, on=day(8))
    decide(committee, "Nyt jobcenter", jobs, on=day(7))
    decide(committee, "Lukket punkt", jobs, on=day(6), is_public=False)
    told = moments(client)
    assert [any(words in each for each in told) for words in ("Kun internt", "Lukket punkt")] == [
        False,
        False,
    ]
    assert [label in each for label, each in zip(("Nyt jobcenter", "Vi er i gang."), told, strict=False)] == [
        True,
        True,
    ]
    assert len(told) == 3


def test_a_day_leads_to_the_element_as_it_was_read_then_if_it_was(client, published, jobs, committee):
    back_to(published, 5)
    decide(committee, "Før planen", jobs, on=day(9))
    decide(committee, "Efter planen", jobs, on=day(2))
    html = client.get(PAGE).content.decode()
    days = re.findall(r'href="/herning/vores-plan/flere-job/pr/([\d-]+)/"', html)
    assert days == [day(2).isoformat(), day(5).isoformat()]
    for each in days:
        assert client.get(f"/herning/vores-plan/flere-job/pr/{each}/").status_code == 200


def test_what_became_of_it_in_the_next_plan_and_what_it_was_made_of_point_at_each_other(
    client, plan, published, jobs, editor
):
    new = carry_over(
        plan=plan,
        successor=Plan(title="Plan 2026", slug="plan-2026"),
        fates={jobs.pk: Fate("rewrites", "Kortere.")},
        by=editor,
    )
    assert "plan-2026" not in client.get(PAGE).content.decode()  # a draft
    publish(plan=new, by=editor, nature="adopted")
    assert "Flere job Omskrevet i Plan 2026 Kortere." in moments(client)[0]
    assert 'href="/herning/plan-2026/flere-job/"' in client.get(PAGE).content.decode()
    other = client.get("/herning/plan-2026/flere-job/historik/").content.decode()
    assert "Omskrevet fra Vores plan 2022 - 2026" in other
    assert 'href="/herning/vores-plan/flere-job/"' in other


def test_a_dropped_element_is_told_to_its_end_and_its_last_day_leads_nowhere(
    client, plan, published, jobs, editor
):
    back_to(published, 50)
    tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title="Flere job").pk, by=editor)
    back_to(publish(plan=plan, by=editor, nature="adopted"), 10)
    assert [each.partition(" Udgik")[0].split(" i udgave")[0] for each in moments(client)][-1].endswith(
        "Kom med"
    )
    assert "udgave 2" in moments(client)[0]
    assert f"/pr/{day(10).isoformat()}/" not in client.get(PAGE).content.decode()


def test_retracted_words_stand_in_no_difference(client, plan, published, jobs, editor):
    edition(plan, editor, 0, body="<p>Der skal være flere job hos Anders And.</p>")
    edition(plan, editor, 0, body="<p>Der skal være flere job.</p>")
    assert "Anders" in client.get(PAGE).content.decode()
    retract(identity=jobs, by=editor, words="Anders And", reason="Et navn.")
    assert "Anders" not in client.get(PAGE).content.decode()


def test_it_answers_as_the_page_of_the_element_does(client, plan, published, editor):
    assert client.get("/herning/vores-plan/findes-ikke/historik/").status_code == 404
    edition(plan, editor, 0, title="Flere jobs")
    moved = client.get(PAGE)
    assert (moved.status_code, moved["Location"]) == (301, "/herning/vores-plan/flere-jobs/historik/")
    assert PAGE.replace("job", "jobs") in client.get("/herning/vores-plan/flere-jobs/").content.decode()
    withdraw(plan=plan, by=editor)
    assert client.get(PAGE).status_code == 410


def test_ten_queries_at_most_however_much_happened(client, plan, published, jobs, committee, editor):
    counts = []
    for number in range(3):
        edition(plan, editor, 0, body=f"<p>Nummer {number}.</p>")
        report(reports=[Report(jobs.pk, "on_track", f"Så langt: {number}")], by=editor)
        decide(committee, f"Sag {number}", jobs, on=day(number))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(f"{PAGE}?side={number + 1}").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[2] <= 10
    assert Edition.objects.filter(plan=plan).count() == 4


def test_many_moments_are_told_in_pages(client, published, jobs, committee):
    for number in range(30):
        decide(committee, f"Sag {number}", jobs, on=day(number))
    assert [len(moments(client, f"{PAGE}?side={page}")) for page in (1, 2, 99)] == [25, 6, 6]
