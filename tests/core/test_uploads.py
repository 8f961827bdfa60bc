import errno

import pytest
from django.core.files.base import ContentFile

from apps.core.uploads import WholeFileStorage


class Torn(ContentFile):
    """A file of which the disk takes the first part only."""

    def chunks(self, chunk_size=None):
        yield b"first part"
        raise OSError(errno.ENOSPC, "No space left on device")


def lying_in(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_what_does_not_fit_on_the_disk_leaves_nothing(tmp_path):
    storage = WholeFileStorage(location=tmp_path)
    with pytest.raises(OSError, match="No space left"):
        storage.save("logos/vaaben.png", Torn(b"x"))
    assert lying_in(tmp_path) == []


def test_what_was_there_under_the_same_name_stays(tmp_path):
    storage = WholeFileStorage(location=tmp_path)
    storage.save("vaaben.png", ContentFile(b"whole"))
    with pytest.raises(OSError, match="No space left"):
        storage.save("vaaben.png", Torn(b"x"))
    assert lying_in(tmp_path) == ["vaaben.png"]
    assert storage.open("vaaben.png").read() == b"whole"
