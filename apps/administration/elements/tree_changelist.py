"""The list of elements in admin: a plan's whole tree as one table, told what citizens read of each element."""

from typing import Any

from django.conf import settings
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.administration.elements import selection, tree_table
from apps.administration.scoping import parse_key
from apps.publishing.comparison.pending_changes import marks_of
from apps.strategies.models import Element, Move

#: What a row of the tree shows; not the text, of which a plan may have a megabyte.
COLUMNS = ("identity", "plan", "parent", "level", "lft", "tree_id", "kind", "title", "version")


class TreeChangeList(ChangeList):
    """Reading order, whatever the address asks for."""

    marks: Any = None

    def get_ordering(self, request: HttpRequest, queryset: models.QuerySet) -> list[str]:
        return ["tree_id", "lft"]

    def get_results(self, request: HttpRequest) -> None:
        """A plan's whole tree on one page, for what stands on two cannot be dragged from one place to the other."""
        plan = request.GET.get("plan")
        if not plan:
            super().get_results(request)
            return
        self.list_per_page = self.list_max_show_all = settings.ADMIN_TREE_SIZE
        self.queryset = self.queryset.select_related(None).only(*COLUMNS)
        super().get_results(request)
        moves = Move.objects.filter(plan=parse_key(plan)).latest_of_each()
        self.result_list = list(self.result_list)
        for element in self.result_list:
            element.seen = selection.seen(element, moves)
        if self.result_list:
            self.marks = marks_of([parse_key(plan)]).get(parse_key(plan))
            self.words = {"new": _("new"), "changed": _("changed"), "moved": _("moved")}

    def table(self) -> SafeString:
        """The tree of one plan; the lists across plans are Django's."""
        return tree_table.table(self.result_list, note=self.note, note_heading=_("since published"))

    def note(self, element: Element) -> str:
        """New, changed, moved; nothing of a plan that citizens cannot read at all."""
        identity = element.identity_id
        if self.marks is None:
            return ""
        if identity in self.marks.new:
            return self.words["new"]
        marks = {"changed": identity in self.marks.changed, "moved": identity in self.marks.moved}
        shown = ((name, self.words[name]) for name, is_so in marks.items() if is_so)
        return format_html_join(" ", '<span class="{}-mark">{}</span>', shown)
