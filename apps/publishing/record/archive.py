"""The archive that citizens download: the log, every edition that can be read, and what it is checked with, always the same bytes.

All of it follows from the last entry of the municipality's record, because nothing public changes without an entry. So it is made
once and kept as a file until there is another entry; whoever asks first waits for it.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from apps.municipalities.models import Municipality
from apps.publishing.models import Edition, EditionElement, RecordEntry
from apps.publishing.record import verifier
from apps.publishing.record.edition_file import Relation, edition_file, open_relations, relations_of
from apps.publishing.record.entries import words_of
from apps.publishing.record.lines import canonical, public_line, sha256
from apps.publishing.record.stored import Stored, stored

LOG, RELATIONS, SUMS, README, VERIFIER = (
    "log.jsonl", "relations.json", "SHA256SUMS", "README.txt", "verificer.py"
)  # fmt: skip
_IF_EXAMPLE = "%%"


@cache
def verifier_text() -> bytes:
    """The program that checks an archive, as citizens download it."""
    return Path(verifier.__file__).read_bytes()


def head_of(municipality: Municipality) -> str:
    """The digest of the municipality's last entry; empty where it has none. One query."""
    entries = RecordEntry.objects.filter(municipality=municipality).order_by("-number")
    return entries.values_list("digest", flat=True).first() or ""


def log_text(entries: Iterable[RecordEntry]) -> str:
    """Entries as lines of JSON."""
    return "".join(
        public_line(line=entry.line, digest=entry.digest, words=words_of(entry)) + "\n" for entry in entries
    )


def archive_key(municipality: Municipality, head: str) -> str:
    """A word for the archive with the last entry ``head``: the same as long as its bytes are."""
    return sha256(canonical([head, readme(municipality), sha256(verifier_text())]))[:32]


def readme(municipality: Municipality) -> str:
    """What the archive is, in Danish and English; of nothing that can change without an entry but whether it is an example."""
    lines = (
        Path(__file__).with_name("archive_readme.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    )
    shown = [line for line in lines if municipality.is_example or not line.startswith(_IF_EXAMPLE)]
    return "".join(line.removeprefix(_IF_EXAMPLE) for line in shown).replace("$slug", municipality.slug)


def archive(municipality: Municipality) -> tuple[BinaryIO, str]:
    """The municipality's zip file, opened, and its key. One query, nine where it has to be made first."""
    head = head_of(municipality)
    while True:
        key = archive_key(municipality, head)
        path = Path(settings.ARCHIVE_FOLDER) / f"{municipality.pk}-{key}.zip"
        try:
            return path.open("rb"), key
        except FileNotFoundError:  # or somebody has just put a newer one in its place
            head = _make(municipality, path, head)


def _make(municipality: Municipality, path: Path, expected: str) -> str:
    """Make the archive at ``path`` and return the digest of the last entry of the log, which is read last.

    Nothing is made where that is not the one ``expected``: somebody published meanwhile, and a part of it may be there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=path.parent))
    try:
        texts, head = _write_files(municipality, folder)
        if head != expected:
            return head
        made = folder / "archive.zip"
        with made.open("wb") as target:
            verifier.pack(sorted(texts), lambda name: (folder / texts[name]).read_bytes(), target)
        for former in path.parent.glob(f"{municipality.pk}-*.zip"):
            former.unlink(missing_ok=True)
        os.replace(made, path)
        return head
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_files(municipality: Municipality, folder: Path) -> tuple[dict[str, str], str]:
    """Write the files of the archive, one edition in memory at a time; the names they are kept at by those they will have."""
    readable = Edition.objects.current().filter(plan__municipality=municipality).values("plan")
    editions = Edition.objects.filter(plan__in=readable, record_entry__isnull=False).order_by("pk")
    kept: dict[str, str] = {}
    digests: dict[str, str] = {}

    def keep(name: str, content: bytes, digest: str = "") -> None:
        kept[name] = str(len(kept))
        digests[name] = digest or sha256(content)
        (folder / kept[name]).write_bytes(content)

    relations: dict[str, Relation] = {}
    shown = list(editions.select_related("plan__municipality", "seal"))
    for found in stored(shown):
        keep(f"editions/{found.edition.plan.slug}/{found.edition.number}.json", *_edition(found))
        relations |= relations_of(
            found.edition, found.content, uids=found.uids, secret=found.edition.seal.secret
        )
    keep(RELATIONS, canonical(open_relations(relations, _readable(relations, shown))).encode() + b"\n")
    entries = list(RecordEntry.objects.filter(municipality=municipality).order_by("number"))
    keep(LOG, log_text(entries).encode())
    keep(README, readme(municipality).encode())
    keep(VERIFIER, verifier_text())
    keep(SUMS, "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode())
    return kept, entries[-1].digest if entries else ""


def _edition(found: Stored) -> tuple[bytes, str]:
    """The file of an edition, and the digest that the record has of it: where they differ, the archive says so."""
    seal = found.edition.seal
    content = edition_file(
        found.edition, found.content, uids=found.uids, secret=seal.secret, format=seal.format
    )
    return content, seal.digest


def _readable(relations: dict[str, Relation], editions: Iterable[Edition]) -> set[str]:
    """Which of what the relations lead to citizens can read: uids of elements, addresses of plans."""
    slugs = {edition.plan.slug: edition.plan_id for edition in editions}
    targets = [
        each["target"] for each in relations.values() if each["kind"] not in ("carries_out", "succeeds")
    ]
    elements = EditionElement.objects.filter(edition__plan__in=set(slugs.values()), identity__uid__in=targets)
    return {*map(str, elements.values_list("identity__uid", flat=True)), *slugs}
