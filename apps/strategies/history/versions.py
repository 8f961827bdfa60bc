"""What an element said before, ready to be put in words, and how to bring a version back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core import richtext
from apps.core.collation import danish_key
from apps.core.danish_words import DanishWords
from apps.core.richtext import Words, compare_words
from apps.municipalities.models import Committee
from apps.strategies.kinds import Kind
from apps.strategies.models import Element, ElementIdentity, Event
from apps.strategies.models.event import recorded
from apps.strategies.operations import edit
from apps.strategies.tree import locked


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, as text a reader understands.

    The body stands as its paragraphs, one a line; as HTML where only the emphasis or a link differs.
    """

    field: str
    label: str
    before: str
    after: str

    @property
    def only_formatting(self) -> bool:
        """The same words of the body, set otherwise."""
        return (
            self.field == "body"
            and "<" in self.before + self.after
            and _plain(self.before) == _plain(self.after)
        )

    @property
    def words(self) -> Words:
        """What differs word by word; empty for what is no running text."""
        if self.field not in ("title", "body") or self.only_formatting:
            return []
        return compare_words(self.before, self.after)


@dataclass(frozen=True)
class Version:
    """An element as it stood after one row of its history. ``event`` made the row, None for what no operation wrote."""

    history_id: int
    version: int
    at: datetime
    by: User | None
    event: Event | None
    history_type: str  # as in django-simple-history: “+”, “~” or “-”
    title: str
    kind: str
    body: str
    changes: list[FieldChange] = field(default_factory=list)
    can_be_restored: bool = True

    @property
    def paragraphs(self) -> list[str]:
        return richtext.paragraphs(self.body)


def versions(identity: ElementIdentity, *, to_restore: bool = True) -> list[Version]:
    """Every version of the element, the newest first: also those from before it was deleted and brought back.

    The one that says what the element says now cannot be restored, nor can a deletion. Not ``to_restore``: to be read only,
    none can be restored, and two queries less.
    """
    found_rows = Element.history.filter(identity_id=identity.pk).order_by("history_id")
    rows = list(found_rows.select_related("history_user", "event__by", "event__undone_by"))
    names = _names(rows)
    element = Element.objects.filter(identity=identity).first() if to_restore else None
    now = _values(element) if element else None
    found = []
    for row, before in zip(rows, [None, *rows], strict=False):
        found.append(
            Version(
                history_id=row.history_id,
                version=row.version,
                at=row.history_date,
                by=row.history_user,
                event=row.event,
                history_type=row.history_type,
                title=row.title,
                kind=row.kind,
                body=row.body,
                changes=list(_changes(before, row, names)) if before and row.history_type != "-" else [],
                can_be_restored=to_restore and row.history_type != "-" and _values(row) != now,
            )
        )
    return found[::-1]


def restore_version(
    *, plan_id: int, element_id: int, history_id: int, based_on: int, by: User | None
) -> Element:
    """Give the element the content it had in that version; its place, and the version in force, go on as they are.

    Raises like ``content.revise``, and ``DoesNotExist`` where the version is not one of this element.
    """
    with locked(plan_id, by=by), recorded(Event.Verb.VERSION_RESTORED, by=by):
        element = edit.current(plan_id, element_id)
        row = Element.history.exclude(history_type="-").get(
            identity_id=element.identity_id, history_id=history_id
        )
        values = {name: getattr(row, name) for name in edit.CONTENT_FIELDS if name != "responsible"}
        values["responsible"] = Committee.objects.filter(pk=row.responsible_id).first()
        values["partners"] = Committee.objects.filter(pk__in=row.partner_ids)
        if element.parent_id is None:
            del values["title"], values["kind"]
        return edit.write(element, based_on=based_on, changes=values)


def _names(rows: list[Any]) -> dict[int, str]:
    """What the committees are called that came or went. One query, none where none did."""
    named: set[int] = set()
    for was, now in pairwise(rows):
        if was.responsible_id != now.responsible_id:
            named |= {pk for pk in (was.responsible_id, now.responsible_id) if pk}
        if set(was.partner_ids) != set(now.partner_ids):
            named |= {*was.partner_ids, *now.partner_ids}
    return dict(Committee.objects.filter(pk__in=named).values_list("pk", "name")) if named else {}


def _values(row: Any) -> tuple[Any, ...]:
    columns = (getattr(row, Element._meta.get_field(name).attname) for name in edit.CONTENT_FIELDS)
    return (*columns, sorted(row.partner_ids))


def _changes(before: Any, after: Any, committees: dict[int, str]) -> Iterable[FieldChange]:
    for name in (*edit.CONTENT_FIELDS, "partners"):
        old, new = (_in_words(row, name, committees) for row in (before, after))
        if name == "body" and (texts := [_plain(old), _plain(new)])[0] != texts[1]:
            old, new = texts
        if old != new:
            label = str(Element._meta.get_field(name).verbose_name)
            yield FieldChange(field=name, label=label, before=old, after=new)


def _plain(body: str) -> str:
    return "\n".join(richtext.paragraphs(body))


def _in_words(row: Any, name: str, committees: dict[int, str]) -> str:
    if name == "partners":
        names = sorted((committees.get(pk, "") for pk in row.partner_ids), key=danish_key)
        return DanishWords(", ".join(names))
    value = getattr(row, "responsible_id" if name == "responsible" else name)
    if isinstance(value, date):
        return date_format(value)
    if name == "responsible":
        return DanishWords(committees.get(value, "") if value else "")
    if name in ("kind", "parts_kind"):
        return str(Kind(value).label) if value in Kind.values else value
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return DanishWords("" if value is None else value)
