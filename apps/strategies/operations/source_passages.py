"""Passages of the source go where their paragraph goes, when an element is split or two are merged."""

from collections.abc import Iterable

from apps.core.text import collapse_space
from apps.strategies.models import ElementIdentity, SourcePassage


def split_passages(
    *, former: ElementIdentity, new: ElementIdentity, paragraphs: list[str], at: int, title_taken: bool
) -> None:
    """Hand the passages of the paragraphs from number ``at`` on over to ``new``, counted from 1 again.

    ``paragraphs`` is the text before the split. With ``title_taken`` paragraph ``at`` has become the title of ``new``.
    """
    shift = at if title_taken else at - 1
    for passage, number in _located(former, paragraphs):
        if number < at:
            continue
        passage.identity = new
        passage.paragraph = number - shift or None
        if passage.paragraph is None and passage.role == SourcePassage.Role.PARAGRAPH:
            passage.role = SourcePassage.Role.TITLE
        passage.save(update_fields=["identity", "paragraph", "role"])


def merge_passages(
    *,
    gone: ElementIdentity,
    into: ElementIdentity,
    paragraphs: list[str],
    after: int,
    title_kept: bool,
) -> None:
    """Hand the passages of the paragraphs of ``gone`` over to ``into``, behind its own ``after`` paragraphs.

    ``paragraphs`` is the text of ``gone``. With ``title_kept`` its title stands as a paragraph before them.
    """
    shift = after + (1 if title_kept else 0)
    for passage, number in _located(gone, paragraphs):
        passage.identity, passage.paragraph = into, number + shift
        passage.save(update_fields=["identity", "paragraph"])
    if title_kept:
        SourcePassage.objects.filter(identity=gone, role=SourcePassage.Role.TITLE).update(
            identity=into, paragraph=after + 1, role=SourcePassage.Role.PARAGRAPH
        )


def _located(identity: ElementIdentity, paragraphs: list[str]) -> Iterable[tuple[SourcePassage, int]]:
    """The passages of paragraphs, each with the number of the paragraph it is about.

    That is the one that says the same, if there is exactly one such; the text may have been edited since it was loaded. Failing
    that, the number that the passage itself states.
    """
    at: dict[str, list[int]] = {}
    for number, text in enumerate(paragraphs, 1):
        at.setdefault(collapse_space(text), []).append(number)
    for passage in SourcePassage.objects.filter(identity=identity, paragraph__isnull=False):
        same = at.get(collapse_space(passage.text), [])
        stated = passage.paragraph or 1
        yield passage, same[0] if len(same) == 1 else stated
