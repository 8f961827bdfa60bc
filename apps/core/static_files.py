"""Static files as they are served: one style sheet instead of a dozen, hashed and compressed."""

import base64
import hashlib
import json
import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import Storage
from django.forms.widgets import MediaAsset
from django.utils.functional import cached_property
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage

#: Style sheets that are made of others by ``@import``; while developing, the browser follows the imports instead.
BUNDLES = ("css/site.css", "css/administration/admin.css")
#: The file of digests, beside Django's manifest.
DIGESTS = "integrity.json"
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

    def save_manifest(self) -> None:
        """Beside it, the digest of every script and style sheet as it is served."""
        super().save_manifest()
        digests = {
            name: _digest(self.path(hashed))
            for name, hashed in self.hashed_files.items()
            if hashed.endswith((".js", ".css"))
        }
        with open(self.path(DIGESTS), "w", encoding="utf-8") as file:
            json.dump(digests, file)

    def integrity(self, path: str) -> str:
        """What a page says of the file at ``path`` for Subresource Integrity; empty where it was not collected."""
        return self._digests.get(path, "")

    @cached_property
    def _digests(self) -> dict[str, str]:
        try:
            with open(self.path(DIGESTS), encoding="utf-8") as file:
                return json.load(file)
        except FileNotFoundError:
            return {}


def digest_of(path: str) -> str:
    """What a page says of the file at ``path`` for Subresource Integrity; empty where static files were not collected."""
    storage: Any = staticfiles_storage
    return storage.integrity(path) if hasattr(storage, "integrity") else ""


def asset(kind: type[MediaAsset], path: str, **attributes: Any) -> MediaAsset:
    """A form's script or style sheet, with its digest where there is one."""
    digest = digest_of(path)
    return kind(path, **attributes, **({"integrity": digest} if digest else {}))


class ServedFiles(WhiteNoiseMiddleware):
    """Serves what pages refer to, and nothing that was put beside it for ourselves."""

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: Any = None) -> None:
        if not is_ours_alone(url):
            super().add_file_to_dictionary(url, path, stat_cache=stat_cache)

    def candidate_paths_for_url(self, url: str) -> Iterator[str]:
        return iter(()) if is_ours_alone(url) else super().candidate_paths_for_url(url)


def is_ours_alone(url: str) -> bool:
    """Whether ``url`` names a manifest, the digests or a stamp, compressed or not."""
    name = url.rpartition("/")[2]
    return name.startswith((".", "staticfiles.json", DIGESTS))


def _digest(path: str) -> str:
    with open(path, "rb") as file:
        return "sha384-" + base64.b64encode(hashlib.file_digest(file, "sha384").digest()).decode()


def joined(name: str, paths: Collected) -> str:
    """The style sheet ``name`` with what it imports in place, without comments and superfluous white space."""
    storage, path = paths[name]
    with storage.open(path) as file:
        css = file.read().decode()
    folder = posixpath.dirname(name)
    css = _IMPORT.sub(
        lambda match: joined(posixpath.normpath(posixpath.join(folder, match[1])), paths),
        _COMMENT.sub("", css),
    )
    return _AROUND_BRACES.sub(r"\1", _SPACE.sub(" ", css)).strip()
