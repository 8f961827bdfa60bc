"""Adding a source text to a plan, and saying where in it the plan's titles and paragraphs stand."""

import hashlib
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.strategies.models import Element, Plan, SourceDocument, SourcePassage, SourceRepair
from apps.strategies.source_matching import Matches, Wanted, match
from apps.strategies.tree import locked

Role = SourcePassage.Role


def add_source(*, plan: Plan, title: str, text: str, by: User) -> SourceDocument:
    """Keep ``text`` verbatim as the plan's next source document. Raises ``ValidationError`` where it has no words."""
    with locked(plan.pk, by=by):
        highest = SourceDocument.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0
        kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
        document = SourceDocument(
            plan=plan,
            number=highest + 1,
            title=title,
            text=kept,
            sha256=hashlib.sha256(kept.encode()).hexdigest(),
        )
        if not kept.strip():
            raise ValidationError({"text": _("The text has no words.")})
        document.full_clean(exclude=["plan"])
        document.save(force_insert=True)
        return document


def matches_of(document: SourceDocument) -> Matches:
    """What of the plan is found in the lines of ``document`` that nothing is said of yet; nothing is written. Three queries."""
    passages = list(
        document.passages.values_list("identity_id", "role", "paragraph", "first_line", "last_line")
    )
    taken = {line for *_key, first, last in passages for line in range(first, last + 1)}
    elsewhere = SourcePassage.objects.filter(document__plan=document.plan_id).exclude(document=document)
    known = {(identity, role == Role.PARAGRAPH and number) for identity, role, number, *_lines in passages}
    known |= {
        (identity, role == Role.PARAGRAPH and number)
        for identity, role, number in elsewhere.values_list("identity_id", "role", "paragraph")
    }
    wanted = []
    for element in Element.objects.filter(plan=document.plan_id).order_by("lft"):
        texts = [(None, element.title), *enumerate(element.paragraphs, 1)]
        wanted += [
            Wanted(element.identity_id, number, text, element.title)
            for number, text in texts
            if (element.identity_id, number or False) not in known
        ]
    return match(document.text, wanted, taken)


def mark_found(*, document: SourceDocument, by: User) -> Matches:
    """Write down every passage that ``matches_of`` finds, with what was repaired. Returns what it found, and what not."""
    with locked(document.plan_id, by=by):
        current = SourceDocument.objects.get(pk=document.pk)
        matches = matches_of(current)
        for each in matches.found:
            passage = SourcePassage.objects.create(
                document=current,
                first_line=each.first,
                last_line=each.last,
                role=Role.TITLE if each.wanted.paragraph is None else Role.PARAGRAPH,
                identity_id=each.wanted.identity_id,
                paragraph=each.wanted.paragraph,
                text=each.wanted.text,
            )
            SourceRepair.objects.bulk_create(
                SourceRepair(
                    passage=passage,
                    kind=SourceRepair.Kind.HYPHEN,
                    before=before,
                    after=after,
                    why=_("The word was divided at the end of a line."),
                )
                for before, after in each.repairs
            )
        return matches


def set_aside(*, document: SourceDocument, lines: Collection[int], why: str, by: User) -> int:
    """Say of ``lines`` that they do not belong to the text, and ``why``; those of which something is said already are left. How many."""
    with locked(document.plan_id, by=by):
        current = SourceDocument.objects.get(pk=document.pk)
        unused = [number for number, _words in matches_of(current).unused if number in set(lines)]
        for number in unused:
            row = SourcePassage(
                document=current, first_line=number, last_line=number, role=Role.FURNITURE, note=why
            )
            row.full_clean(exclude=["document"])
            row.save(force_insert=True)
        return len(unused)


def remove_source(*, document: SourceDocument, by: User) -> None:
    """Take the document and what is said of its lines out of the working plan; editions keep what they were made with."""
    with locked(document.plan_id, by=by):
        SourceDocument.objects.filter(pk=document.pk).delete()
