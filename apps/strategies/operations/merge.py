"""Merging two elements of a plan into one."""

from html import escape
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.richtext.cut_and_join import joined
from apps.strategies import tree
from apps.strategies.models import Element, Event
from apps.strategies.models.event import recorded
from apps.strategies.operations import edit
from apps.strategies.operations.relate import hand_over, plans_related_to
from apps.strategies.operations.source_passages import merge_passages


def merge(
    *,
    plan_id: int,
    into_id: int,
    gone_id: int,
    into_based_on: int,
    gone_based_on: int,
    by: User,
    keep_title: bool = False,
) -> Element:
    """Append the text of one element to the other, and put the emptied one in the bin; returns the one that stays.

    With ``keep_title`` the title of the one that goes stands as a paragraph of its own before its text. What stands under
    it, its topics, its partners, its relations and the passages of its paragraphs come along. Its identity keeps what else was said of it,
    and its public address says after the next publication that it is dropped. Raises ``SavedMeanwhile`` where somebody saved one of the two
    since, ``ValidationError`` where they cannot be merged, ``Gone`` where the plan has no such element.
    """
    locks = tree.locked(plan_id, *_related_plans(plan_id, gone_id), by=by)
    with locks, recorded(Event.Verb.MERGED, by=by):
        into, gone = edit.current(plan_id, into_id), edit.current(plan_id, gone_id)
        _refuse_impossible(into, gone)
        edit.refuse_stale(into, into_based_on)
        edit.refuse_stale(gone, gone_based_on)
        own = len(into.paragraphs)
        title = f"<p>{escape(gone.title, quote=False)}</p>" if keep_title else ""
        changes = {"body": joined(into.body, title, gone.body), **_of_both(into, gone)}
        edit.write(into, based_on=into_based_on, changes=changes)
        for child in Element.objects.filter(parent_id=gone.pk).order_by("lft").values_list("pk", flat=True):
            tree.move(plan_id=plan_id, element_id=child, parent_id=into.pk, by=by)
        merge_passages(
            gone=gone.identity,
            into=into.identity,
            paragraphs=gone.paragraphs,
            after=own,
            title_kept=keep_title,
        )
        hand_over(gone=gone.identity, into=into.identity)
        tree.delete(plan_id=plan_id, element_id=gone.pk, by=by)
        return edit.current(plan_id, into.pk)


def _of_both(into: Element, gone: Element) -> dict[str, set[Any]]:
    """Topics and partners of the two."""
    return {
        "topics": {*into.identity.topics.all(), *gone.identity.topics.all()},
        "partners": {*into.partners.all(), *gone.partners.all()} - {into.responsible},
    }


def _related_plans(plan_id: int, gone_id: int) -> set[int]:
    """Asked before the locks are taken, for they are taken in one order; a relation made since only waits a little less."""
    gone = Element.objects.filter(plan_id=plan_id, pk=gone_id).values_list("identity_id", flat=True).first()
    return plans_related_to(gone) if gone else set()


def _refuse_impossible(into: Element, gone: Element) -> None:
    if gone.parent_id is None:
        raise ValidationError(_("The plan's own element cannot be merged into another."), code="root")
    if into.pk == gone.pk:
        raise ValidationError(_("An element cannot be merged with itself."), code="same")
    if gone.lft < into.lft < gone.rght:
        raise ValidationError(
            _("“%(gone)s” holds “%(into)s”. Begin with the upper one instead."),
            code="holds",
            params={"gone": gone.title, "into": into.title},
        )
