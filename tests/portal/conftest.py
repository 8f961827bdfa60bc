"""A published plan that has a little of everything, and what it takes to read a page."""

import re

import pytest

from apps.publishing.operations.publish import publish
from apps.strategies.models import SourceDocument, SourcePassage, SourceRepair
from tests.factories import element, make_plan


@pytest.fixture
def town(herning):
    """Herning, as a page shows it."""
    herning.contact_email = "post@example.dk"
    herning.website = "https://www.example.dk/om/"
    herning.accent_colour = "#7A1F2B"
    herning.save()
    return herning


@pytest.fixture
def plan(town, editor):
    """A working tree with its source; nothing is published."""
    plan = make_plan(
        element("overarching_goal", "Et godt sted at leve", is_derived=True),
        element(
            "focus_area",
            "Vores vækst",
            element("vision", "Flere job", text="Der skal være flere job. Også for unge."),
            element("vision", "Bedre veje"),
            text="Vi vil <em>vokse</em> & trives. Det kræver mod.\nAndet afsnit.",
            parts_stated=4,
            parts_kind="vision",
        ),
        element("focus_area", "Vores børn", text="Børn først."),
        municipality=town,
        title="Vores plan 2022 - 2026",
        slug="vores-plan",
        lead="Byrådets strategi.",
        start_year=2022,
        end_year=2026,
        by=editor,
    )
    _source(plan)
    return plan


def _source(plan) -> None:
    text = "Vores plan 2022 - 2026\n\n\nByrådets strategi.\nSide 1\n\nVores vækst\nVi vil vok-\nse & trives. Det kræver mod.\n"
    document = SourceDocument.objects.create(plan=plan, number=1, title="Kilden", text=text, sha256="x")
    growth = plan.elements.get(title="Vores vækst").identity
    for first, last, role, identity, paragraph, words in [
        (1, 1, "title", plan.elements.get(parent=None).identity, None, "Vores plan 2022 - 2026"),
        (4, 4, "paragraph", plan.elements.get(parent=None).identity, 1, "Byrådets strategi."),
        (5, 5, "furniture", None, None, ""),
        (7, 7, "title", growth, None, "Vores vækst"),
        (8, 9, "paragraph", growth, 1, "Vi vil vokse & trives. Det kræver mod."),
        (8, 9, "derived", plan.elements.get(is_derived=True).identity, None, "Et godt sted at leve"),
    ]:
        passage = SourcePassage.objects.create(
            document=document, first_line=first, last_line=last, role=role,
            identity=identity, paragraph=paragraph, text=words,
        )  # fmt: skip
        if role == "paragraph" and paragraph and first == 8:
            SourceRepair.objects.create(
                passage=passage, kind="hyphen", before="vok-\nse", after="vokse", why="Ordet var delt."
            )


@pytest.fixture
def published(plan, editor):
    """Its first edition."""
    return publish(plan=plan, by=editor, nature="adopted", public_note="Første udgave.")


@pytest.fixture
def read(client):
    """The words of a page as one line, without the markup."""

    def page(path: str, status: int = 200) -> str:
        response = client.get(path)
        assert response.status_code == status, path
        return words_of(response.content.decode())

    return page


def words_of(html: str) -> str:
    """What stands on a page, its markup and superfluous white space left out."""
    main = html.partition("<body>")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())
