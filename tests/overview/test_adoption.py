"""What the page of a plan says of when its words were adopted, changed and corrected."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from apps.overview.adoption import adoption_in_words
from apps.publishing.models import Edition
from apps.publishing.operations.publish import publish
from tests.factories import element, make_plan

FIRST, LATER, OUT = date(2021, 11, 16), date(2026, 5, 3), datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("nature", "adopted", "first", "words"),
    [
        ("adopted", FIRST, FIRST, "Vedtaget 16. november 2021"),
        ("adopted", LATER, FIRST, "Vedtaget 16. november 2021, ændret 3. maj 2026"),
        ("editorial", FIRST, FIRST, "Vedtaget 16. november 2021, rettet 26. november 2026"),
        ("adopted", FIRST, None, "Vedtaget 16. november 2021"),
        ("adopted", FIRST, LATER, "Vedtaget 16. november 2021"),
        ("adopted", None, None, "vedtaget ordlyd, datoen er ikke oplyst"),
        ("editorial", None, None, ""),
    ],
)
def test_adopted_changed_and_corrected_are_told_apart(nature, adopted, first, words):
    edition = Edition(nature=nature, adopted_on=adopted, published_at=OUT)
    with translation.override("da"):
        assert adoption_in_words(edition, first) == words


def test_in_english_dates_are_written_as_in_britain():
    with translation.override("en"):
        assert adoption_in_words(Edition(nature="adopted", adopted_on=LATER), FIRST) == (
            "Adopted 16 November 2021, changed 3 May 2026"
        )


def test_the_page_tells_it_of_the_current_and_of_an_older_edition(client, herning, editor):
    plan = make_plan(element("goal", "Mål"), municipality=herning, slug="plan")
    publish(plan=plan, by=editor, nature="adopted", adopted_on=FIRST)
    publish(plan=plan, by=editor, nature="adopted", adopted_on=LATER)
    current, older = (client.get(f"/herning/plan/{path}").content.decode() for path in ("", "udgaver/1/"))
    assert "Vedtaget 16. november 2021, ændret 3. maj 2026" in current
    assert "<li>Vedtaget 16. november 2021</li>" in older
