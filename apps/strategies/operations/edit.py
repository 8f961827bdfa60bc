"""The one way to save what an element says: under the plan's lock, on the refetched row, never over somebody else's change."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.conflicts import Gone, SavedMeanwhile
from apps.strategies.kinds import check_place
from apps.strategies.models import Element, Event
from apps.strategies.models.event import recorded
from apps.strategies.models.guard import acting_user
from apps.strategies.tree import locked

#: The columns that ``edit_element`` saves and that history keeps.
CONTENT_FIELDS = (
    "title", "body", "kind", "is_derived", "parts_stated", "parts_kind",
    "responsible", "contact", "starts_on", "ends_on", "is_continuous",
)  # fmt: skip
#: What it saves beside them, each as a set: topics stand on the identity, partners in a table of their own.
SETS = ("topics", "partners")


class StaleEdit(SavedMeanwhile):
    """Somebody saved after the edit began: both texts are here to be shown.

    ``theirs`` and ``ours`` hold the same fields: what stands now, and what was to be saved. ``version`` is the one to base the
    next attempt on.
    """

    def __init__(
        self,
        title: str,
        *,
        version: int,
        theirs: dict[str, Any],
        ours: dict[str, Any],
        who: User | None,
        when: datetime | None,
    ) -> None:
        super().__init__(title, who=who, when=when)
        self.version, self.theirs, self.ours = version, theirs, ours


def edit_element(*, plan_id: int, element_id: int, based_on: int, by: User | None, **changes: Any) -> Element:
    """Save the ``changes`` (of ``CONTENT_FIELDS`` and ``SETS``) to the element and return it as it now stands.

    ``based_on`` is the version the edit began with. Without a real change nothing is written: no version, no history.
    Raises ``StaleEdit`` where somebody else saved since, ``ValidationError`` where the content is not allowed (a kind that may
    not stand there, a title of the root, which is the plan's, another municipality's committee), ``Gone`` where the plan has no such element.
    """
    with locked(plan_id, by=by):
        element = current(plan_id, element_id)
        if element.parent_id is None and "title" in changes:
            raise ValidationError(
                {"title": _("The title of the whole plan is changed on the plan itself.")}, code="root"
            )
        return write(element, based_on=based_on, changes=changes)


def current(plan_id: int, element_id: int) -> Element:
    """The element as it stands now; call it under the plan's lock. Raises ``Gone`` where the plan has no such element."""
    rows = Element.objects.select_related("identity", "parent", "plan", "responsible")
    element = rows.filter(plan_id=plan_id, pk=element_id).first()
    if element is None:
        raise Gone(key=element_id)
    return element


def refuse_stale(element: Element, based_on: int) -> None:
    """Raise ``SavedMeanwhile`` where the element, fetched under the lock, is no longer the version ``based_on``."""
    if based_on != element.version:
        last = _last_saved(element)
        raise SavedMeanwhile(element.title, who=last.history_user if last else None)


def write(
    element: Element,
    *,
    based_on: int,
    changes: dict[str, Any],
    kinds_checked: bool = False,
) -> Element:
    """Save ``changes`` to an element fetched under the lock; for the functions of this package that hold it.

    ``kinds_checked`` where the caller has seen to it that all kinds are allowed once the last of its elements is saved.
    """
    if unknown := changes.keys() - {*CONTENT_FIELDS, *SETS}:
        raise TypeError(f"Not content of an element: {', '.join(sorted(unknown))}")
    sets = {name: set(changes.pop(name)) for name in SETS if name in changes}
    former = {name: getattr(element, name) for name in CONTENT_FIELDS}
    for name, value in changes.items():
        setattr(element, name, value)
    _check(element)
    _check_partners(element, sets)
    former_sets = {name: set(_rows(element, name).all()) for name in sets}
    changed = [name for name in CONTENT_FIELDS if getattr(element, name) != former[name]]
    if not changed and sets == former_sets:
        return element
    if based_on != element.version:
        ours = {name: getattr(element, name) for name in CONTENT_FIELDS if name in changes} | sets
        raise _stale(element, theirs=former | former_sets, ours=ours)
    if "kind" in changed and not kinds_checked:
        _check_kind(element)
    _keep_the_original(element)
    _save(element, changed, {name: rows for name, rows in sets.items() if rows != former_sets[name]})
    return element


def _rows(element: Element, name: str) -> Any:
    return element.identity.topics if name == "topics" else element.partners


def _check(element: Element) -> None:
    content = {*CONTENT_FIELDS}
    element.clean_fields(exclude={field.name for field in element._meta.fields} - content)
    element.clean()


def _check_kind(element: Element) -> None:
    if element.parent is None:
        raise ValidationError({"kind": _("The plan's own element keeps its kind.")}, code="root")
    check_place(element.kind, element.parent.kind)
    for child_kind in Element.objects.filter(parent_id=element.pk).values_list("kind", flat=True):
        check_place(child_kind, element.kind)


def _check_partners(element: Element, sets: dict[str, set[Any]]) -> None:
    """Refuse partners of another municipality. Whoever becomes responsible was not chosen as a partner too, or is one no more."""
    if any(each.municipality_id != element.plan.municipality_id for each in sets.get("partners", ())):
        raise ValidationError({"partners": _("The committee belongs to another municipality.")})
    lead = element.responsible
    if lead is None:
        return
    if lead in sets.get("partners", ()):
        raise ValidationError({"partners": _("Who is responsible is not a partner too.")})
    if "partners" not in sets and lead.pk in element.partner_ids:
        sets["partners"] = set(element.partners.all()) - {lead}


def _keep_the_original(element: Element) -> None:
    """Plain fixtures write no history: without this row the adopted words would be gone with the first edit."""
    if not Element.history.filter(identity_id=element.identity_id).exists():
        original = Element.objects.get(pk=element.pk)
        kept = {"partner_ids": original.partner_ids}
        Element.history.bulk_history_create([original], custom_historical_attrs=kept)


def _save(element: Element, changed: list[str], sets: dict[str, set[Any]]) -> None:
    element.version += 1
    with recorded(Event.Verb.EDITED, by=acting_user()) as recording:
        recording.touch(
            plan_id=element.plan_id,
            title=element.title,
            identity_id=element.identity_id,
            fields=[*changed, *sets],
        )
        for name, rows in sets.items():
            _rows(element, name).set(rows)
        element.save(update_fields=[*changed, "version", "updated_at"])


def _stale(element: Element, *, theirs: dict[str, Any], ours: dict[str, Any]) -> StaleEdit:
    last = _last_saved(element)
    return StaleEdit(
        theirs["title"],
        version=element.version,
        theirs={name: theirs[name] for name in ours},
        ours=ours,
        who=last.history_user if last else None,
        when=last.history_date if last else None,
    )


def _last_saved(element: Element) -> Any:
    """The newest row of the element's history; None where it has none."""
    rows = Element.history.filter(identity_id=element.identity_id).select_related("history_user")
    return rows.order_by("-history_id").first()
