"""Original files beside source texts: what is taken in, who can fetch it, and how it goes."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings

from apps.publishing.comparison.between_editions import compare_in_public
from apps.publishing.comparison.pending_changes import differing, marks_of, pending_changes
from apps.publishing.digest import is_intact
from apps.publishing.operations.originals import keep_original, remove_original
from apps.publishing.operations.publish import publish, republish
from apps.publishing.operations.retract import retract
from apps.publishing.operations.withdraw import withdraw
from apps.publishing.originals import checked_original
from apps.strategies.models import SourceDocument
from tests.factories import element, make_plan

PDF = b"%PDF-1.7\nord\n%%EOF\n"
OTHER_PDF = b"%PDF-1.4\nandre ord\n%%EOF"
PAGE = "/herning/vores-plan/kilde/1/original/"


def archive(*names, **files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for name, content in {**dict.fromkeys(names, "x"), **files}.items():
            written.writestr(name, content)
    return out.getvalue()


WORD = archive("[Content_Types].xml", "word/document.xml")
ODT = archive("content.xml", mimetype="application/vnd.oasis.opendocument.text")


def checked(content, name="Strategi.pdf"):
    return checked_original(io.BytesIO(content), name=name, size=len(content))


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path / "originaler"


@pytest.fixture
def document(herning, editor):
    goal = element("goal", "Mål", text="Ring til Jens Hansen på rådhuset.")
    plan = make_plan(goal, municipality=herning, slug="vores-plan", by=editor)
    text = "Mål\nRing til Jens Hansen på rådhuset."
    return SourceDocument.objects.create(plan=plan, number=1, title="Kilden", text=text, sha256="x")


@pytest.fixture
def public(document, editor):
    """The document with its file, and an edition of it."""
    keep_original(document=document, original=checked(PDF), by=editor)
    return publish(plan=document.plan, by=editor, nature="adopted")


@pytest.mark.parametrize(
    ("content", "name", "kept_as"),
    [
        (PDF, "Strategi.pdf", "Strategi.pdf"),
        (PDF, "C:\\Mine filer\\Strategi.exe", "Strategi.pdf"),
        (WORD, "../../etc/passwd", "passwd.docx"),
        (ODT, "Plan 2.1.odt", "Plan 2.1.odt"),
        (PDF, "x" * 500 + ".pdf", "x" * 190 + ".pdf"),
    ],
    ids=["pdf", "no program", "word", "odt", "long"],
)
def test_a_file_is_known_by_its_content(content, name, kept_as):
    assert checked(content, name).name == kept_as


@pytest.mark.parametrize(
    "content",
    [b"", b"<script>", b"%PDF-1.7 cut off", WORD[:-30], archive("a"), archive(mimetype="text/html"), b"PK\x03\x04" * 9,
     archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")],
    ids=["empty", "page", "cut pdf", "cut word", "no text", "no odt", "no archive", "macros"],
)  # fmt: skip
def test_what_is_no_text_is_refused(content):
    with pytest.raises(ValidationError):
        checked(content)


@override_settings(ORIGINAL_MAX_BYTES=10)
def test_what_is_too_large_is_refused():
    with pytest.raises(ValidationError, match="større end"):
        checked(PDF)


def test_citizens_fetch_it_once_it_is_published(client, document, editor):
    publish(plan=document.plan, by=editor, nature="adopted")
    keep_original(document=document, original=checked(PDF), by=editor)
    assert client.get(PAGE).status_code == 404
    assert "originalfilen" not in client.get("/herning/vores-plan/kilde/1/").content.decode()
    publish(plan=document.plan, by=editor, nature="editorial")
    answer = client.get(PAGE)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="Strategi.pdf"'
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert "Hent originalfilen, Strategi.pdf" in client.get("/herning/vores-plan/kilde/1/").content.decode()
    assert client.get(PAGE, headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_what_is_not_there_is_not_found(client, public, document, folder):
    assert client.get("/herning/vores-plan/kilde/2/original/").status_code == 404
    for file in folder.iterdir():
        file.unlink()
    assert client.get(PAGE).status_code == 404


def test_nobody_fetches_it_from_a_withdrawn_plan(client, public, editor):
    withdraw(plan=public.plan, by=editor)
    assert client.get(PAGE).status_code == 410


def test_another_file_is_a_pending_change_and_told_between_editions(public, document, editor):
    assert not differing([document.plan_id])
    keep_original(document=document, original=checked(OTHER_PDF, "Ny.pdf"), by=editor)
    assert differing([document.plan_id]) == {document.plan_id}
    assert marks_of([document.plan_id])[document.plan_id].particulars
    [told] = pending_changes(document.plan).comparison.particulars
    assert (told.name, told.old, told.new) == ("originals", "Strategi.pdf", "Ny.pdf")
    after = publish(plan=document.plan, by=editor, nature="editorial")
    [told] = compare_in_public(public, after)[0].particulars
    assert (told.name, told.old, told.new) == ("originals", "Strategi.pdf", "Ny.pdf")
    assert is_intact(after)


def test_each_edition_keeps_its_own_file(
    client, public, document, editor, folder, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        keep_original(document=document, original=checked(OTHER_PDF), by=editor)
        publish(plan=document.plan, by=editor, nature="editorial")
    older = client.get("/herning/vores-plan/udgaver/1/kilde/1/original/")
    assert b"".join(older.streaming_content) == PDF
    assert b"".join(client.get(PAGE).streaming_content) == OTHER_PDF
    republish(edition=public, by=editor)
    assert b"".join(client.get(PAGE).streaming_content) == PDF
    assert len(list(folder.iterdir())) == 2


def test_a_file_that_was_never_published_goes_when_it_is_taken_away(
    document, editor, folder, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        keep_original(document=document, original=checked(PDF), by=editor)
        keep_original(document=document, original=checked(OTHER_PDF), by=editor)
    assert len(list(folder.iterdir())) == 1
    with django_capture_on_commit_callbacks(execute=True):
        remove_original(document=document, by=editor)
    assert list(folder.iterdir()) == []


def test_a_retraction_removes_the_file_everywhere_and_says_so(
    client, public, document, editor, folder, django_capture_on_commit_callbacks
):
    publish(plan=document.plan, by=editor, nature="editorial")
    goal = document.plan.elements.get(title="Mål").identity
    with django_capture_on_commit_callbacks(execute=True):
        retract(identity=goal, words="Jens Hansen", reason="Persondata", by=editor)
    assert list(folder.iterdir()) == []
    for address in ("/herning/vores-plan/kilde/1/", "/herning/vores-plan/udgaver/1/kilde/1/"):
        assert "Originalfilen er fjernet" in client.get(address).content.decode()
        assert client.get(f"{address}original/").status_code == 404
    assert all(is_intact(edition) for edition in document.plan.editions.all())
    publish(plan=document.plan, by=editor, nature="editorial")
    assert "Originalfilen er fjernet" in client.get("/herning/vores-plan/kilde/1/").content.decode()
