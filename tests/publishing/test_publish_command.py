from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from apps.publishing.models import Edition
from tests.bystander import own
from tests.factories import element, make_plan


@pytest.fixture
def plan(herning):
    return make_plan(element("goal", "Mål"), municipality=herning, slug="plan")


def test_an_editor_publishes_from_the_command_line(plan, editor):
    out = StringIO()
    call_command("publish", "herning/plan", by=editor.email.upper(), note="Vedtaget.", stdout=out)
    edition = own(Edition).current().get()
    assert (edition.published_by, edition.nature, edition.public_note) == (editor, "adopted", "Vedtaget.")
    assert "Vores plan: udgave 1 er offentliggjort." in out.getvalue()
    call_command("publish", "herning/plan", by=editor.email, note="Rettet.", editorial=True, stdout=out)
    assert own(Edition).current().get().nature == "editorial"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("herning/findes-ikke", "Der er ingen plan på ”herning/findes-ikke”."),
        ("herning", "Der er ingen plan på ”herning”."),
        ("", "Der er ingen plan på ””."),
    ],
)
def test_a_wrong_address_is_said_in_words(plan, editor, address, said):
    with pytest.raises(CommandError, match=said):
        call_command("publish", address, by=editor.email, note="")


def test_who_may_not_publish_is_refused(plan, other_editor, council_member):
    for person in (other_editor.email, council_member.email, "ingen@example.dk"):
        with pytest.raises(CommandError):
            call_command("publish", "herning/plan", by=person, note="")
    assert not own(Edition).exists()
