"""Static files as they are served: one style sheet instead of a dozen, hashed and compressed."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

#: Style sheets that are made of others by ``@import``; while developing, the browser follows the imports instead.
BUNDLES = ("css/site.css", "css/administration/admin.css")
_IMPORT = re.compile(r'@import url\("([^"]+)"\);')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_AROUND_BRACES = re.compile(r" ?([{};]) ?")

Collected = dict[str, tuple[Storage, str]]


class BundledStorage(CompressedManifestStaticFilesStorage):
    """Joins each of ``BUNDLES`` into one file before it is hashed and compressed."""

    def post_process(self, paths: Collected, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            for name in BUNDLES:
                if name in paths:
                    with open(self.path(name), "w", encoding="utf-8") as bundle:
                        bundle.write(joined(name, paths))
                    # What is hashed is read from where it is said to stand.
                    paths = {**paths, name: (self, name)}
        yield from super().post_process(paths, dry_run=dry_run, **options)


def joined(name: str, paths: Collected) -> str:
    """The style sheet ``name`` with what it imports in place, without comments and superfluous white space."""
    storage, path = paths[name]
    with storage.open(path) as file:
        css = file.read().decode()
    folder = PurePosixPath(name).parent
    css = _IMPORT.sub(lambda match: joined(str(folder / match[1]), paths), _COMMENT.sub("", css))
    return _AROUND_BRACES.sub(r"\1", _SPACE.sub(" ", css)).strip()
