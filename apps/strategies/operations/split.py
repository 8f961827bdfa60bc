"""Splitting an element in two at a paragraph."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core import richtext
from apps.core.richtext.cut_and_join import cut, cuts
from apps.core.text import collapse_space
from apps.strategies import tree
from apps.strategies.models import Element, Event
from apps.strategies.models.element import MAX_TITLE
from apps.strategies.models.event import recorded
from apps.strategies.operations import edit
from apps.strategies.operations.source_passages import split_passages
from apps.strategies.tree.building import NewElement, responsibility_of


def split(
    *,
    plan_id: int,
    element_id: int,
    at: int,
    kind: str,
    by: User | None,
    based_on: int,
    title: str = "",
    children_follow: bool = True,
) -> Element:
    """Make an element of its own, of ``kind``, of the text from paragraph ``at`` (from 1) on; returns the new one.

    The first part keeps the identity. The new element stands right after it, or under it where it is the root, and has its
    topics, who is responsible and takes part, and when. Without a ``title`` the first of its paragraphs becomes the title. What stands under the
    element goes along to the new one, so that the reading order stays, unless ``children_follow`` is false. Passages of the
    source follow their paragraphs. Raises ``SavedMeanwhile`` where somebody saved since, ``ValidationError`` where the text cannot be
    cut there or a kind may not stand where it would, ``Gone`` where the plan has no such element.
    """
    with tree.locked(plan_id, by=by), recorded(Event.Verb.SPLIT, by=by):
        element = edit.current(plan_id, element_id)
        edit.refuse_stale(element, based_on)
        paragraphs = element.paragraphs
        first, second = _cut(element.body, at)
        title_taken = not title.strip()
        if title_taken:
            title, second = _with_title(second)
        topics = list(element.identity.topics.all())
        edit.write(element, based_on=based_on, changes={"body": first})
        spec = NewElement(kind=kind, title=title, body=second, **responsibility_of(element))
        new = _put_after(element, spec, by)
        new.identity.topics.set(topics)
        if children_follow and element.parent_id is not None:
            _hand_over_children(element, new, by)
        split_passages(
            former=element.identity, new=new.identity, paragraphs=paragraphs, at=at, title_taken=title_taken
        )
        return edit.current(plan_id, new.pk)


def _cut(body: str, at: int) -> tuple[str, str]:
    try:
        return cut(body, at)
    except ValueError as error:
        raise ValidationError(
            _("The text cannot be split there. Choose one of the paragraphs."), code="no_cut"
        ) from error


def _with_title(body: str) -> tuple[str, str]:
    """The first paragraph of ``body`` as a title, and the rest."""
    title = collapse_space(richtext.paragraphs(body)[0])
    if len(title) > MAX_TITLE:
        raise ValidationError(
            {"title": _("The first paragraph is too long to be a title. Write one.")}, code="long_title"
        )
    parts = cuts(body)
    if len(richtext.paragraphs(body)) == 1:
        return title, ""
    if not parts or parts[0].number != 2:
        raise ValidationError(
            {"title": _("The second part begins with a list or a quotation. Write a title.")}, code="no_title"
        )
    return title, cut(body, 2)[1]


def _put_after(element: Element, spec: NewElement, by: User | None) -> Element:
    if element.parent_id is None:
        return tree.insert(spec, plan_id=element.plan_id, parent_id=element.pk, position=0, by=by)
    return tree.insert(
        spec, plan_id=element.plan_id, parent_id=element.parent_id, position=element.position + 1, by=by
    )


def _hand_over_children(element: Element, new: Element, by: User | None) -> None:
    children = Element.objects.filter(parent_id=element.pk).order_by("lft").values_list("pk", flat=True)
    for child in list(children):
        tree.move(plan_id=element.plan_id, element_id=child, parent_id=new.pk, by=by)
