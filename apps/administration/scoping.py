"""The base of every admin page: a row of another municipality does not exist, whatever the way it is asked for."""

from typing import Any, NoReturn

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG, ChangeList
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from apps.administration import clashes
from apps.administration.changelist import DanishChangeList
from apps.administration.deletion import what_goes
from apps.administration.rights import (
    first_two,
    has_somewhere,
    held_in,
    looks_after_several,
    owner_of,
    rows_with,
)
from apps.core.collation import Danish
from apps.core.fields import DayField
from apps.core.sizes import LARGEST_KEY
from apps.municipalities.roles import Capability


def parse_key(value: object) -> int:
    """The primary key that ``value`` writes; raises ``Http404`` for what no row can have."""
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) < 20 and 0 < int(text) <= LARGEST_KEY):
        raise Http404
    return int(text)


def _absurd(parameters: QueryDict) -> bool:
    """Whether a parameter is a number that no database column can hold."""
    words = (word for values in parameters.lists() for value in values[1] for word in value.split(","))
    return any(word.lstrip("-").isdigit() and len(word) > 18 for word in words)


def _asked_by_filter(name: str) -> set[str]:
    """The lookups with which a filter on the field ``name`` asks; a regular expression, say, is none of them."""
    return {name, f"{name}__exact", f"{name}__id__exact", f"{name}__isnull"}


class ScopedChoices:
    """Lets the fields of a form offer only what the user may use there, and explains each of them."""

    #: What it takes to see the rows, which without it do not exist, and what to write them.
    seen_with = Capability.ENTER_ADMIN
    written_with = Capability.EDIT
    #: What to write in a field, by its name, where the model itself does not say.
    field_help: dict[str, Any] = {}

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Without the pop-ups beside a choice: there is one way to make a thing, its own page."""
        if type(db_field) is models.DateField:
            kwargs.setdefault("form_class", DayField)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, ModelChoiceField | ModelMultipleChoiceField) and hasattr(
            field.widget, "can_add_related"
        ):
            field.widget = field.widget.widget
            field.widget.choices = field.choices
        if field is not None and not field.help_text:
            field.help_text = self.field_help.get(db_field.name, "")
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs.setdefault("queryset", rows_with(self.written_with, db_field.remote_field.model, request))
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if "municipality" in {each.name for each in db_field.remote_field.model._meta.fields}:
            _name_municipality(field, of_several=looks_after_several(request))
        return field

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs.setdefault("queryset", rows_with(self.written_with, db_field.remote_field.model, request))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def _name_municipality(field: Any, *, of_several: bool) -> None:
    """Let each choice say whose it is, where the user looks after several municipalities."""
    if of_several and field is not None:
        field.queryset = field.queryset.select_related("municipality").order_by(
            Danish("municipality__name"),
            *field.queryset.query.order_by or field.queryset.model._meta.ordering,
        )
        field.label_from_instance = lambda row: f"{row} ({row.municipality})"


class ScopedAdmin(ScopedChoices, admin.ModelAdmin):
    """Admin of a model whose queryset has ``where``. Rights follow from memberships, not from Django's table."""

    #: What an empty list says one can do next.
    nothing_yet: Any = ""
    view_on_site = False
    save_as = False
    list_per_page = settings.ADMIN_PAGE_SIZE
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DanishChangeList

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """With what the list names beside each row, which the row's own page names too."""
        rows = rows_with(self.seen_with, self.model, request).select_related(*self.named_beside)
        return rows.order_by(*ordering) if (ordering := self.get_ordering(request)) else rows

    @property
    def named_beside(self) -> list[str]:
        return list(self.list_select_related) if self.list_select_related else []

    def has_module_permission(self, request: HttpRequest) -> bool:
        return has_somewhere(request, self.seen_with)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj, self.seen_with)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return has_somewhere(request, self.written_with)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj, self.written_with)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj, self.written_with)

    def _may(self, request: HttpRequest, obj: Any, capability: Capability) -> bool:
        """By the roles where the row belongs, which the page knows; of one that belongs to no municipality, by asking for it."""
        if obj is None or obj.pk is None:
            return has_somewhere(request, capability)
        if (owner := owner_of(obj)) is not None:
            return has_somewhere(request, capability) and {self.seen_with, capability} <= held_in(
                request, owner
            )
        known = request.__dict__.setdefault("_rows_within_reach", {})
        key = (obj._meta.label, obj.pk, capability)
        if key not in known:
            own = rows_with(capability, self.model, request).filter(pk=obj.pk)
            known[key] = self.get_queryset(request).filter(pk__in=own.values("pk")).exists()
        return known[key]

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        return what_goes(objs, request, self.admin_site)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only the filters on the page: any other lookup would be a way to guess at what is not shown."""
        shown = [
            item if isinstance(item, str) else getattr(item, "parameter_name", "")
            for item in self.get_list_filter(request)
        ]
        return any(name and lookup in _asked_by_filter(name) for name in shown)

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> NoReturn:
        raise Http404

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The row whose key the address writes as the portal writes it: no other digits, no spaces."""
        try:
            parse_key(object_id)
        except Http404:
            return None
        return super().get_object(request, object_id, from_field)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        if len(search_term) > settings.SEARCH_MAX_LENGTH:  # the autocomplete's; a list has refused it before
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        if _absurd(request.GET) or len(request.GET.get("q", "")) > settings.SEARCH_MAX_LENGTH:
            raise IncorrectLookupParameters
        return super().get_changelist_instance(request)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Whoever may add in one municipality only need not choose it."""
        initial = super().get_changeform_initial_data(request)
        own = first_two(request, self.written_with)
        return {"municipality": own[0].pk, **initial} if len(own) == 1 else initial

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_module_permission(request):
            raise Http404
        if ERROR_FLAG in request.GET:  # here Django sends whoever asked for what the list does not know
            request.GET = request.GET.copy()  # type: ignore[assignment]
            del request.GET[ERROR_FLAG]
            messages.warning(
                request, _("The list cannot be searched or filtered like that. Here is all of it.")
            )
        self._refuse_unknown_action(request)
        title = capfirst(self.opts.verbose_name_plural)
        context = {"title": title, "subtitle": None, "nothing_yet": self.nothing_yet}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def _refuse_unknown_action(self, request: HttpRequest) -> None:
        """Django passes over an action that the user may not do; whoever asks for one is told."""
        if request.method == "POST" and request.POST.get("action") not in {
            None,
            "",
            *self.get_actions(request),
        }:
            raise PermissionDenied

    def response_action(self, request: HttpRequest, queryset: models.QuerySet) -> HttpResponse | None:
        for key in request.POST.getlist(admin.helpers.ACTION_CHECKBOX_NAME):
            parse_key(key)
        return super().response_action(request, queryset)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What the database refuses is told in words."""
        if not self.has_module_permission(request):
            raise Http404
        return clashes.told(super().changeform_view, request, *args, **kwargs)


class ScopedInline(ScopedChoices, admin.StackedInline):
    """Rows of an inline that the user may see; the others are not there."""

    extra = 0
    max_num = settings.ADMIN_INLINE_ROWS

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """With an end to how many rows are drawn: a form that says it has a million would take minutes."""
        return super().get_formset(request, obj, **{"absolute_max": settings.ADMIN_INLINE_ROWS, **kwargs})

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        rows = rows_with(self.seen_with, self.model, request)
        return rows.order_by(*ordering) if (ordering := self.get_ordering(request)) else rows

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return has_somewhere(request, self.seen_with)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return has_somewhere(request, self.written_with)

    has_change_permission = has_delete_permission = has_add_permission


class PortalAdmin(ScopedAdmin):
    """Admin of what all municipalities share: only portal administrators change it, and to others its rows are not there."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        if not self._administers_portal(request):
            raise Http404
        return super().get_object(request, object_id, from_field)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._administers_portal(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._administers_portal(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._administers_portal(request)

    has_change_permission = has_delete_permission = has_view_permission

    @staticmethod
    def _administers_portal(request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)
