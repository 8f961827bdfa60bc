"""A save that was refused because somebody else had saved: both texts side by side, and one made of both."""

from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.administration.elements.forms import ElementForm
from apps.core import richtext
from apps.core.collation import danish_key
from apps.core.richtext.three_way_merge import BOTH, OURS, THEIRS, Pair, combined, pairs
from apps.municipalities.models import Committee
from apps.strategies.models import Element
from apps.strategies.operations.edit import CONTENT_FIELDS, SETS, StaleEdit

CHOOSE = "choose-"  # begins the name of every choice between the two


def comparison(refused: StaleEdit, *, element: Element, form: ElementForm, base: int) -> dict[str, Any]:
    """Both versions field by field and the text paragraph by paragraph, for the page; ``base`` is what we began with.

    Where only one side changed something since ``base``, that side is suggested.
    """
    original = _version(element, base)
    differing = [name for name in refused.ours if refused.theirs[name] != refused.ours[name]]
    fields = [
        {
            "name": f"{CHOOSE}{name}",
            "label": _label(name),
            "theirs": _words(name, refused.theirs[name]),
            "ours": _words(name, refused.ours[name]),
            "suggested": THEIRS if refused.ours[name] == original.get(name, refused.theirs[name]) else OURS,
        }
        for name in differing
        if name != "body"
    ]
    text = []
    if "body" in differing:
        text = pairs(theirs=refused.theirs["body"], ours=refused.ours["body"], base=original.get("body"))
    return {
        "happened": refused.what_happened,
        "when": refused.when,
        "base": base,
        "version": refused.version,
        "fields": fields,
        "text": [_row(number, pair) for number, pair in enumerate(text)],
        "clashes": any(pair.clash for pair in text),
        "hidden": _sent(form.data),
    }


def chosen(data: QueryDict, *, element: Element, ours: dict[str, Any], base: int) -> dict[str, Any]:
    """The content that the choices in ``data`` make of what the ``element`` says now and of ``ours``."""
    now = {name: getattr(element, name) for name in CONTENT_FIELDS}
    now |= {"topics": list(element.identity.topics.all()), "partners": list(element.partners.all())}
    content = {
        name: now[name] if data.get(CHOOSE + name) == THEIRS else value for name, value in ours.items()
    }
    if "body" in ours:
        found = pairs(
            theirs=element.body,
            ours=richtext.canonical(ours["body"]),
            base=_version(element, base).get("body"),
        )
        keys = {number: data.get(f"{CHOOSE}body-{number}") for number in range(len(found))}
        choices = {number: key for number, key in keys.items() if key in (THEIRS, OURS, BOTH)}
        content["body"] = combined(found, choices)
    return content


def _version(element: Element, number: int) -> dict[str, Any]:
    """What the element said in version ``number``; empty where history does not tell."""
    rows = Element.history.filter(identity_id=element.identity_id, version=number).exclude(history_type="-")
    row = rows.order_by("-history_id").first()
    if row is None:
        return {}
    values = {name: getattr(row, name) for name in CONTENT_FIELDS if name != "responsible"}
    values["partners"] = set(Committee.objects.filter(pk__in=row.partner_ids))
    current = element.responsible
    if row.responsible_id == (current.pk if current else None):
        values["responsible"] = current
    return values


def _row(number: int, pair: Pair) -> dict[str, Any]:
    return {"name": f"{CHOOSE}body-{number}", "pair": pair, "is_whole": bool(pair.theirs and pair.ours)}


def _sent(data: QueryDict) -> list[tuple[str, str]]:
    """What was sent, to be sent again with the choices."""
    left_out = ("csrfmiddlewaretoken", "version", "base", "_save", "_continue", "_merge")
    return [
        (name, value)
        for name, values in data.lists()
        if name not in left_out and not name.startswith(CHOOSE)
        for value in values
    ]


def _label(name: str) -> str:
    return _("topics") if name == "topics" else str(Element._meta.get_field(name).verbose_name)


def _words(name: str, value: Any) -> list[str]:
    """A value as the paragraphs to show."""
    if name in SETS:
        return sorted(map(str, value), key=danish_key)
    if isinstance(value, date):
        return [date_format(value)]
    if isinstance(value, bool):
        return [_("yes") if value else _("no")]
    if name in ("kind", "parts_kind") and value:
        return [str(dict(Element._meta.get_field("kind").choices)[value])]
    return [] if value in (None, "") else [str(value)]
