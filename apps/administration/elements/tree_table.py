"""The table of a plan's tree: every element one row, with few bytes and few links, for a plan may have a thousand."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.strategies.kinds import Kind
from apps.strategies.models import Element

#: Deeper than this, a row is indented no more.
DEEPEST = 12

#: The roles are said aloud because the rows are laid out as grids, and some browsers then forget that this is a table.
TABLE = (
    '<div class="results"><table id="result_list" role="table"><thead role="rowgroup"><tr role="row">{}</tr></thead>'
    '<tbody role="rowgroup">{}</tbody></table></div>'
)
ROW = (
    '<tr class="depth-{}" role="row">'
    '<td class="tree-title" id="element-{}" data-parent="{}" data-kind="{}" role="cell">'
    '<input type="checkbox" class="choose" name="element" value="{}" form="together" aria-label="{}"> '
    '<a href="{}/change/">{}</a></td><td role="cell">{}</td><td role="cell">{}</td>'
    '<td role="cell"><a class="add-under" href="add/?plan={}&amp;parent={}">{}</a></td></tr>'
)


def table(elements: Iterable[Any], *, note: Callable[[Element], str], note_heading: str) -> SafeString:
    """The rows of ``elements``, in the order given; ``note`` says in words what else there is to know of one."""
    headings = [_("title"), _("kind"), note_heading, _("do")]
    head = format_html_join(
        "", '<th scope="col" role="columnheader">{}</th>', ((h[:1].upper() + h[1:],) for h in headings)
    )
    return format_html(TABLE, head, rows(elements, note=note))


def rows(elements: Iterable[Any], *, note: Callable[[Element], str]) -> SafeString:
    """The rows alone."""
    # Looked up once: a thousand elements would ask the catalogue thousands of times.
    kinds = {kind.value: str(kind.label) for kind in Kind}
    choose, add_under = _("Choose “%(title)s”"), _("Add under")
    cells = (
        (
            min(element.level, DEEPEST), element.pk, element.parent_id, element.kind,
            element.seen, choose % {"title": element.title},
            element.pk, element.title, kinds[element.kind], note(element),
            element.plan_id, element.pk, add_under,
        )
        for element in elements
    )  # fmt: skip
    return format_html_join("", ROW, cells)
