"""A municipality's own page in admin, its logo above all."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from apps.municipalities.models import Municipality
from tests.bystander import own


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


def change(municipality):
    return reverse("admin:municipalities_municipality_change", args=[municipality.pk])


def picture(kind="PNG", size=(40, 30), **options):
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **options)
    return out.getvalue()


def upload(browser, municipality, content, name="logo.png", content_type="image/png"):
    data = {"name": municipality.name, "accent_colour": "#123456"}
    return browser.post(
        change(municipality), {**data, "logo": SimpleUploadedFile(name, content, content_type)}
    )


def errors(response):
    return response.context["adminform"].form.errors["logo"] if response.context else []


def test_an_editor_changes_all_but_what_says_which_municipality_it_is(browser, herning):
    data = {"name": "Herning", "slug": "x", "code": "999", "is_example": "on", "accent_colour": "#123456"}
    version = herning.public_version
    browser.post(change(herning), {**data, "contact_email": "post@herning.example"})
    herning.refresh_from_db()
    assert (herning.name, herning.accent_colour, herning.contact_email) == (
        "Herning",
        "#123456",
        "post@herning.example",
    )
    assert (herning.slug, herning.code, herning.is_example) == ("herning", "657", False)
    assert herning.public_version == version + 1


def test_an_editor_makes_and_deletes_no_municipality(browser, herning):
    assert browser.get(reverse("admin:municipalities_municipality_add")).status_code == 403
    delete = reverse("admin:municipalities_municipality_delete", args=[herning.pk])
    assert browser.post(delete, {"post": "yes"}).status_code == 403
    assert own(Municipality).get() == herning


def test_an_address_that_is_left_empty_is_made_of_the_name(client, portal_admin):
    client.force_login(portal_admin)
    add = reverse("admin:municipalities_municipality_add")
    assert "Lad feltet stå tomt, så laves adressen for dig." in client.get(add).content.decode()
    client.post(add, {"name": "Ærø Kommune", "slug": "", "code": "492", "accent_colour": "#123456"})
    assert own(Municipality).get().slug == "aeroe"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_drawn_anew_under_a_name_of_ours(browser, herning, kind):
    upload(browser, herning, picture(kind), name="../../etc/passwd.php")
    herning.refresh_from_db()
    assert herning.logo.name.startswith("logos/")
    assert "passwd" not in herning.logo.name
    shown = browser.get(reverse("admin:municipalities_municipality_logo", args=[herning.pk]))
    assert shown["Content-Type"] == f"image/{kind.lower()}"
    assert Image.open(BytesIO(b"".join(shown.streaming_content))).size == (40, 30)


def test_nothing_but_pixels_survives(browser, herning):
    upload(browser, herning, picture("JPEG", comment=b"<script>x</script>") + b"<?php system('x') ?>")
    herning.refresh_from_db()
    stored = herning.logo.read()
    assert b"script" not in stored
    assert b"php" not in stored


NOT_A_PICTURE = "Filen er ikke et PNG-, JPEG- eller WebP-billede, eller den er beskadiget."


@pytest.mark.parametrize(
    "content",
    [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", picture("GIF"), picture("BMP"), picture()[:60], b"%PDF-1.4", b"x"],
    ids=["svg", "gif header", "gif", "bmp", "cut", "pdf", "text"],
)  # fmt: skip
def test_a_fake_is_refused_whatever_it_is_called(browser, herning, content):
    assert errors(upload(browser, herning, content)) == [NOT_A_PICTURE]
    herning.refresh_from_db()
    assert not herning.logo


def test_large_pictures_are_refused_by_bytes_and_by_pixels(browser, herning):
    assert errors(upload(browser, herning, picture() + b"0" * 1024 * 1024)) == [
        "Filen er større end 1 MB. Gør billedet mindre."
    ]
    assert errors(upload(browser, herning, picture(size=(2001, 10)))) == [
        "Billedet er 2001 × 10 pixels. Det må højst være 2000 × 2000."
    ]
    assert errors(upload(browser, herning, picture(size=(2000, 2000)))) == []


def test_a_new_logo_replaces_the_old_and_a_tick_removes_it(
    browser, herning, django_capture_on_commit_callbacks
):
    upload(browser, herning, picture())
    herning.refresh_from_db()
    storage, first = herning.logo.storage, herning.logo.name
    with django_capture_on_commit_callbacks(execute=True):
        upload(browser, herning, picture("JPEG"))
    herning.refresh_from_db()
    assert not storage.exists(first)
    second = herning.logo.name
    assert storage.exists(second)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(change(herning), {"name": herning.name, "accent_colour": "#123456", "logo-clear": "on"})
    herning.refresh_from_db()
    assert not herning.logo
    assert not storage.exists(second)


def test_a_colour_that_is_none_is_refused(browser, herning):
    response = browser.post(change(herning), {"name": "Herning", "accent_colour": "red; } body {"})
    assert response.context["adminform"].form.errors.keys() == {"accent_colour"}


def test_the_page_says_how_well_the_colour_can_be_read(browser, herning):
    herning.accent_colour = "#1f4e79"
    herning.save()
    text = browser.get(change(herning)).content.decode()
    assert "På lys baggrund bruges den, som den er (kontrast 8,3)." in text
    assert "På mørk baggrund er dens kontrast kun 2,0, så" in text
