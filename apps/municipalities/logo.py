"""Checks an uploaded coat of arms or logo and makes a clean picture of it."""

import warnings
from io import BytesIO
from typing import Any, BinaryIO
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

MAX_BYTES = 1024 * 1024
MAX_SIDE = 2000
#: What Pillow may try to read, the ending we give the file, and how it is written anew.
FORMATS: dict[str, tuple[str, dict[str, Any]]] = {
    "PNG": ("png", {"optimize": True}),
    "JPEG": ("jpg", {"quality": 90, "optimize": True}),
    "WEBP": ("webp", {"quality": 90, "method": 6}),
}


def clean_logo(upload: BinaryIO, *, size: int) -> ContentFile:
    """The picture in ``upload`` (of ``size`` bytes) drawn anew, under a name of our own.

    Only pixels survive: no metadata, no bytes that are not picture. Raises ``ValidationError`` for a file that is larger
    than 1 MB, no PNG, JPEG or WebP picture, damaged, or wider or higher than 2000 pixels.
    """
    if size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 1 MB. Make the picture smaller."), code="too_large")
    upload.seek(0)
    content = upload.read(MAX_BYTES + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=list(FORMATS)) as header:
                kind, dimensions = header.format or "", header.size
            if max(dimensions) > MAX_SIDE:
                raise ValidationError(
                    _("The picture is %(width)s × %(height)s pixels. It may be 2000 × 2000 at most."),
                    code="too_many_pixels",
                    params={"width": dimensions[0], "height": dimensions[1]},
                )
            with Image.open(BytesIO(content), formats=[kind]) as picture:
                picture.load()
                return _written_anew(picture, kind)
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        Image.DecompressionBombWarning,
        Image.DecompressionBombError,
    ) as error:
        raise ValidationError(
            _("The file is not a PNG, JPEG or WebP picture, or it is damaged."), code="not_a_picture"
        ) from error


def _written_anew(picture: Image.Image, kind: str) -> ContentFile:
    ending, options = FORMATS[kind]
    upright = ImageOps.exif_transpose(picture)
    drawn = upright.convert("RGB" if kind == "JPEG" else "RGBA")
    drawn.info = {}
    out = BytesIO()
    drawn.save(out, format=kind, **options)
    return ContentFile(out.getvalue(), name=f"{uuid4().hex}.{ending}")
