"""Checks an uploaded coat of arms or logo and makes a clean picture of it."""

import warnings
from io import BytesIO
from typing import Any, BinaryIO
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

#: What Pillow may try to read, the ending we give the file, and how it is written anew.
FORMATS: dict[str, tuple[str, dict[str, Any]]] = {
    "PNG": ("png", {"optimize": True}),
    "JPEG": ("jpg", {"quality": 90, "optimize": True}),
    "WEBP": ("webp", {"quality": 90, "method": 6}),
}


#: A photograph with several pictures in one file (a phone's, a scanner's) is read as a JPEG of its first.
_SEVERAL = {"MPO": "JPEG"}


def logo_limits() -> str:
    """What a picture may be, in words."""
    return _("PNG, JPEG or WebP, at most %(megabytes)s MB and %(most)s × %(most)s pixels.") % {
        "megabytes": _megabytes(),
        "most": settings.LOGO_MAX_SIDE,
    }


def _megabytes() -> str:
    return floatformat(settings.LOGO_MAX_BYTES / 1024**2, -1)


def clean_logo(upload: BinaryIO, *, size: int) -> ContentFile:
    """The picture in ``upload`` (of ``size`` bytes) drawn anew, under a name of our own.

    Only pixels survive: no metadata, no bytes that are not picture. Raises ``ValidationError`` for a file that is larger
    than allowed, no PNG, JPEG or WebP picture, damaged, or wider or higher than allowed (``settings.LOGO_…``).
    """
    if size > settings.LOGO_MAX_BYTES:
        raise ValidationError(
            _("The file is larger than %(megabytes)s MB. Make the picture smaller."),
            code="too_large",
            params={"megabytes": _megabytes()},
        )
    upload.seek(0)
    content = upload.read(settings.LOGO_MAX_BYTES + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=list(FORMATS)) as header:
                found, dimensions = header.format or "", header.size
            kind = _SEVERAL.get(found, found)
            if max(dimensions) > settings.LOGO_MAX_SIDE:
                raise ValidationError(
                    _("The picture is %(width)s × %(height)s pixels. It may be %(most)s × %(most)s at most."),
                    code="too_many_pixels",
                    params={"width": dimensions[0], "height": dimensions[1], "most": settings.LOGO_MAX_SIDE},
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
    drawn = _with_eight_bits(_upright(picture)).convert("RGB" if kind == "JPEG" else "RGBA")
    drawn.info = {}
    out = BytesIO()
    drawn.save(out, format=kind, **options)
    return ContentFile(out.getvalue(), name=f"{uuid4().hex}.{ending}")


def _upright(picture: Image.Image) -> Image.Image:
    """The picture as its camera held it; as it lies where what it says of that is damaged."""
    try:
        return ImageOps.exif_transpose(picture)
    except (
        Exception
    ):  # whatever stands in EXIF, its readers fail in many ways, and it is no reason to refuse a picture
        return picture


def _with_eight_bits(picture: Image.Image) -> Image.Image:
    """Grey of 16 bits scaled down: Pillow would cut it off, and all but the darkest would be white."""
    if not picture.mode.startswith("I"):
        return picture
    return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
