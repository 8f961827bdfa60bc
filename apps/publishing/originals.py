"""Original files of source texts: what is taken in, where it lies, and what of it is shown.

A file lies under the digest of its content, in a private folder: two editions with the same file share it, and none can become
another. It is given away as a download only, never shown within the portal.
"""

import hashlib
import zipfile
from io import BytesIO
from typing import BinaryIO, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.template.defaultfilters import floatformat
from django.utils.functional import LazyObject
from django.utils.translation import gettext as _

from apps.core.text import collapse_space
from apps.core.uploads import WholeFileStorage
from apps.strategies.models.source import WithOriginal

FOLDER = "originaler"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ODT = "application/vnd.oasis.opendocument.text"
#: Ending → type. What a file is called tells nothing: its content does.
TYPES = {"pdf": "application/pdf", "docx": _WORD, "odt": _ODT}
NAMES = {"pdf": "PDF", "docx": "Word", "odt": "OpenDocument"}
_HEAD, _TAIL = 1024, 2048  # where a PDF says that it is one, and that it ends


class Original(NamedTuple):
    """A file that may be kept."""

    name: str
    content: bytes
    sha256: str


def originals() -> Storage:
    return _storage


class _Storage(LazyObject):
    def _setup(self) -> None:
        self._wrapped = WholeFileStorage()


_storage: Storage = _Storage()  # type: ignore[assignment]


def ending_of(source: WithOriginal) -> str:
    return source.original_name.rpartition(".")[2]


def path_of(source: WithOriginal) -> str:
    """Where the file of ``source`` lies, below ``MEDIA_ROOT``."""
    return f"{FOLDER}/{source.original_sha256}.{ending_of(source)}"


def original_limits() -> str:
    """What a file may be, in words."""
    return _("PDF, Word (.docx) or OpenDocument (.odt), at most %(megabytes)s MB.") % {
        "megabytes": floatformat(settings.ORIGINAL_MAX_BYTES / 1024**2, -1)
    }


def checked_original(upload: BinaryIO, *, name: str, size: int) -> Original:
    """The file in ``upload`` (of ``size`` bytes), known by its content, its name with the ending that this asks for.

    Raises ``ValidationError`` for what is larger than allowed, none of the three, damaged, or carries programs (macros).
    """
    if size > settings.ORIGINAL_MAX_BYTES:
        raise ValidationError(
            _("The file is larger than %(megabytes)s MB."),
            code="too_large",
            params={"megabytes": floatformat(settings.ORIGINAL_MAX_BYTES / 1024**2, -1)},
        )
    upload.seek(0)
    content = upload.read(settings.ORIGINAL_MAX_BYTES + 1)
    ending = "pdf" if _is_pdf(content) else _ending_of_archive(content)
    if not ending:
        raise ValidationError(
            _("The file is no PDF, Word or OpenDocument text, or it is damaged."), code="unknown"
        )
    stem = collapse_space(name.replace("\\", "/").rpartition("/")[2])
    stem = stem.rpartition(".")[0] or stem or _("original")
    return Original(f"{stem[:190]}.{ending}", content, hashlib.sha256(content).hexdigest())


def store(original: Original, at: str) -> None:
    """Keep the file, if it is not there already."""
    if not _storage.exists(at):
        _storage.save(at, ContentFile(original.content))


def _is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:_HEAD] and b"%%EOF" in content[-_TAIL:]


def _ending_of_archive(content: bytes) -> str:
    """“docx” or “odt”; nothing is unpacked but the few letters in which an OpenDocument says what it is."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any(
                name.endswith(("vbaProject.bin", ".exe", ".js")) or name.startswith("Basic/")
                for name in names
            ):
                raise ValidationError(
                    _("The file carries programs (macros). Save it without them."), code="macros"
                )
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                return "docx"
            if "mimetype" in names:
                with archive.open("mimetype") as told:
                    return "odt" if told.read(200).decode("ascii", "replace").strip() == _ODT else ""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return ""
    return ""
