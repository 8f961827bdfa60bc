"""A number that is a policy stands once, in the settings, and texts that mention it follow it."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core import mail
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from apps.accounts.adapter import PortalAccountAdapter
from apps.administration.elements.forms import ContentForm
from apps.administration.publishing.preview import LinkForm
from apps.administration.year_field import YearField
from apps.core.catalogues import catalogue_paths
from apps.core.years import FIRST_YEAR, LAST_YEAR
from apps.municipalities.logo import clean_logo, logo_limits
from apps.municipalities.models import CouncilPeriod
from apps.publishing.operations.preview_links import make_preview_link
from apps.publishing.retraction.scrubber import Scrubber
from apps.strategies.models import Plan
from apps.strategies.models.element import MAX_TITLE
from apps.strategies.operations.find_and_replace import Search
from strategy_portal.settings import policy
from tests.accounts.signing_in import confirm
from tests.source_code import ROOT

NUMBER = r"(?:\d[\d.,]*|half(?: an?)?|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|thirty|hundred|en halv|halv[et]*|to|tre|fire|fem|seks|syv|otte|ni|ti|tolv|fjorten|tredive|hundrede)"
UNIT = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|characters?|letters?|digits?|MB|pixels?|new recovery codes|sekund(?:er)?|minut(?:ter)?|timer?|døgn|dage?|uger?|måneder?|tegn|bogstaver|cifre|nye nødkoder)"
BY_HAND = re.compile(rf"\b{NUMBER}[ -]{UNIT}\b|\d × \d|\b\d+ (?:to|til) \d+\b", re.IGNORECASE)
#: Numbers that nobody here decided.
GIVEN = {
    "64 hexadecimal digits",  # of a SHA-256
    "A municipality code has three digits.",  # the national register's
    "The three digits of the national register, for example 657.",
    "three digits in quotes",
    "Write the colour as # and six hexadecimal digits, for example #7a1f2b.",
}


def test_no_text_says_such_a_number_by_hand():
    found = set()
    for path in filter(Path.exists, catalogue_paths().values()):
        with path.open("rb") as file:
            for message in read_po(file):
                words = [message.id, message.string]
                flat = [w for part in words for w in (part if isinstance(part, tuple | list) else [part])]
                if any(BY_HAND.search(word) for word in flat if word):
                    found.add(message.id if isinstance(message.id, str) else message.id[0])
    assert found - GIVEN == set()


@pytest.mark.parametrize("document", sorted(ROOT.glob("docs/vejledning/*.md")), ids=lambda path: path.stem)
def test_no_guide_says_such_a_number_by_hand(document):
    assert [match.group() for match in BY_HAND.finditer(document.read_text("utf-8"))] == []


def test_every_number_is_used():
    places = [*ROOT.glob("apps/**/*.py"), *ROOT.glob("templates/**/*"), *ROOT.glob("strategy_portal/**/*.py")]
    text = "\n".join(
        path.read_text("utf-8") for path in places if path.is_file() and path.name != "policy.py"
    )
    of_libraries = ("_", "DATA_UPLOAD_", "FILE_UPLOAD_", "SESSION_", "MFA_")
    names = [name for name in vars(policy) if name.isupper() and not name.startswith(of_libraries)]
    assert len(names) > 20
    assert [name for name in names if not re.search(rf"\b{name}\b", text)] == []


@pytest.mark.django_db
def test_a_mail_about_a_forgotten_password_says_how_long_it_works(client, settings):
    settings.PASSWORD_RESET_TIMEOUT = 3 * 3600
    page = client.post("/konto/password/reset/", {"email": "nobody@example.dk"}, follow=True).content.decode()
    assert "virker i 3 timer" in page
    text = render_to_string("account/email/password_reset_key_message.txt", {"password_reset_url": "x"})
    assert "inden for 3 timer:" in text
    page = render_to_string("account/password_reset_from_key.html", {"token_fail": True, "user": None})
    assert "mere end 3 timer gammelt" in page
    assert mail.outbox != []


def test_sign_in_says_how_long_it_is_closed(settings):
    settings.LOCKOUT_TIME = timedelta(minutes=45)
    assert "Vent 45 minutter" in str(PortalAccountAdapter.error_messages["too_many_login_attempts"])


def test_logos_may_be_as_large_as_the_settings_say(settings):
    settings.LOGO_MAX_BYTES, settings.LOGO_MAX_SIDE = 512 * 1024, 300
    assert logo_limits() == "PNG, JPEG eller WebP, højst 0,5 MB og 300 × 300 pixels."
    with pytest.raises(ValidationError, match="Filen er større end 0,5 MB"):
        clean_logo(BytesIO(b""), size=512 * 1024 + 1)


@pytest.mark.django_db
def test_preview_links_last_as_long_as_the_settings_let_them(settings):
    settings.PREVIEW_LINK_DAYS, settings.PREVIEW_LINK_MOST_DAYS = 3, 5
    form = LinkForm({"days": "6"})
    assert form["days"].help_text.startswith("Fra 1 til 5.")
    assert (form.is_valid(), LinkForm()["days"].value()) == (False, 3)
    assert LinkForm({"days": "5"}).is_valid()
    with pytest.raises(ValidationError, match="Vælg mellem 1 og 5 dage"):
        make_preview_link(plan=Plan(), by=None, days=6)


@pytest.mark.django_db
def test_inviting_says_how_long_the_invitation_works(client, settings, portal_admin):
    settings.INVITATION_DAYS = 5
    client.force_login(portal_admin)
    page = client.get(reverse("admin:municipalities_invitation_add")).content.decode()
    assert "virker i 5 dage" in page


def test_words_looked_for_and_left_out_are_measured_by_the_settings(settings):
    settings.REPLACE_MAX_LENGTH, settings.RETRACT_MIN_LETTERS = 3, 6
    with pytest.raises(ValidationError, match="højst 3 tegn"):
        Search("ordet")
    with pytest.raises(ValueError, match="too short"):
        Scrubber("ordet")


def test_what_the_database_holds_is_said_as_it_stands_there():
    assert f"højst {MAX_TITLE} tegn" in str(ContentForm.base_fields["title"].help_text)
    assert f"{FIRST_YEAR} og {LAST_YEAR}" in str(YearField().error_messages["invalid"])
    checked = [*CouncilPeriod._meta.constraints, *Plan._meta.constraints]
    with translation.override("en"):
        said = [str(check.violation_error_message) for check in checked if "plausible" in check.name]
    assert len(said) == 3
    assert all(f"between {FIRST_YEAR} and {LAST_YEAR}" in words for words in said)


@pytest.mark.django_db
def test_the_second_factor_says_how_its_codes_look(client, settings, portal_admin):
    settings.MFA_TOTP_DIGITS, settings.MFA_TOTP_PERIOD = 8, 60
    client.force_login(portal_admin)
    page = client.get("/konto/sikkerhed/").content.decode()
    assert "viser en kode på 8 cifre, som skifter efter 1 minut" in page
    confirm(client)
    assert "De 8 cifre, som appen viser" in client.get("/konto/sikkerhed/totp/activate/").content.decode()
