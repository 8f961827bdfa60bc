"""Pictures as cameras, scanners and old programs write them: each is drawn as it looks, or refused in words."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from apps.municipalities.logo import clean_logo


def written(picture, kind="PNG", **options):
    data = BytesIO()
    picture.save(data, kind, **options)
    return data.getvalue()


def cleaned(content):
    made = clean_logo(BytesIO(content), size=len(content))
    return Image.open(BytesIO(made.read()))


def halves(mode, left, right):
    """Left half one colour, right half another."""
    picture = Image.new(mode, (40, 20), left)
    picture.paste(Image.new(mode, (20, 20), right), (20, 0))
    return picture


def colours(picture):
    shown = picture.convert("RGB")
    return shown.getpixel((10, 10)), shown.getpixel((30, 10))


def near(found, wanted):
    return all(abs(a - b) <= 3 for a, b in zip(found, wanted, strict=True))


@pytest.mark.parametrize(
    ("mode", "left", "right"),
    [
        ("RGB", (200, 10, 10), (10, 10, 200)),
        ("L", 40, 200),
        ("1", 0, 255),
        ("RGBA", (200, 10, 10, 255), (10, 10, 200, 255)),
        ("LA", (40, 255), (200, 255)),
        ("P", 1, 2),
    ],
)
def test_every_kind_of_colour_is_drawn_as_it_looks(mode, left, right):
    picture = halves(mode, left, right)
    if mode == "P":
        picture.putpalette([0, 0, 0, 200, 10, 10, 10, 10, 200])
    assert colours(cleaned(written(picture))) == colours(picture)


def test_sixteen_bits_of_grey_do_not_become_white():
    left, right = colours(cleaned(written(halves("I;16", 40 * 256, 200 * 256))))
    assert near(left, (40, 40, 40))
    assert near(right, (200, 200, 200))


def test_a_file_of_several_photographs_is_its_first():
    first, second = halves("RGB", (200, 10, 10), (10, 10, 200)), Image.new("RGB", (40, 20), "white")
    content = written(first, "MPO", save_all=True, append_images=[second])
    assert Image.open(BytesIO(content)).format == "MPO"
    picture = cleaned(content)
    assert (picture.format, picture.size) == ("JPEG", (40, 20))
    assert near(colours(picture)[0], (200, 10, 10))


@pytest.mark.parametrize(
    "exif",
    [
        b"",
        b"Exif\0\0",
        b"Exif\0\0MM\0*\xff\xff\xff\xff",
        b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\xff" * 40,
        b"x" * 300,
    ],
)
def test_damaged_exif_is_no_reason_to_refuse_a_picture(exif):
    content = written(halves("RGB", (200, 10, 10), (10, 10, 200)), "JPEG", exif=exif)
    assert cleaned(content).size == (40, 20)


def test_a_picture_that_says_it_lies_on_its_side_is_set_up():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert cleaned(written(Image.new("RGB", (40, 20)), "JPEG", exif=exif.tobytes())).size == (20, 40)


def test_print_colours_are_drawn_on_a_screen():
    assert cleaned(written(Image.new("CMYK", (40, 20), (0, 0, 0, 0)), "JPEG")).mode == "RGB"


def test_of_a_picture_that_moves_the_first_is_taken():
    frames = [Image.new("RGB", (40, 20), colour) for colour in ("red", "blue")]
    picture = cleaned(written(frames[0], "PNG", save_all=True, append_images=frames[1:]))
    assert (getattr(picture, "n_frames", 1), picture.convert("RGB").getpixel((1, 1))) == (1, (255, 0, 0))


WHOLE = written(halves("RGB", (200, 10, 10), (10, 10, 200)))


@pytest.mark.parametrize("content", [b"", WHOLE[:40], WHOLE[: len(WHOLE) - 45], WHOLE[:33] + b"\0" * 60], ids=["empty", "head", "cut", "damaged"])  # fmt: skip
def test_what_is_no_whole_picture_is_refused_in_words(content):
    with pytest.raises(ValidationError, match="beskadiget"):
        cleaned(content)


def test_a_picture_that_would_unfold_to_gigabytes_is_refused_before_it_does():
    content = bytearray(written(Image.new("1", (8, 8))))
    content[16:24] = (20_000).to_bytes(4, "big") * 2
    with pytest.raises(ValidationError):
        cleaned(bytes(content))
