"""Accounts. An editor sees the people of the own municipality and nobody else.

Accounts have no password until their owner chooses one through "forgotten password"; so nobody can make an account in a
stranger's name and keep the key. For the same reason only portal administrators change an e-mail address.
"""

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.sessions import end_sessions
from apps.administration.people.grant_form import GrantForm
from apps.administration.people.membership_help import MEMBERSHIP_HELP
from apps.administration.people.memberships import CHOOSES_PASSWORD, is_self
from apps.administration.people.second_factor import may_reset_second_factor, second_factor_view
from apps.administration.scoping import ScopedAdmin, ScopedInline
from apps.municipalities.memberships import is_wholly_managed_by, people_managed_by
from apps.municipalities.models import Membership
from apps.municipalities.roles import Capability


class MembershipInline(ScopedInline):
    seen_with = written_with = Capability.MANAGE_MEMBERS
    model = Membership
    form = GrantForm
    fields = ["municipality", "role", "committee", "starts_on", "ends_on"]
    field_help = MEMBERSHIP_HELP

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.editor = request.user
        return formset

    def has_add_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_add_permission(request, obj) and not (obj and is_self(request, obj.pk))

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return self.has_add_permission(request, obj)


class UserForm(forms.ModelForm):
    """``editor`` is who fills it in: nobody locks himself out or gives up his own rights by mistake."""

    editor: User

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk == self.editor.pk and cleaned.get("is_active") is False:
            self.add_error("is_active", ValidationError(_("You cannot deactivate your own account.")))
        if (
            self.instance.pk == self.editor.pk
            and self.editor.is_superuser
            and cleaned.get("is_superuser") is False
        ):
            self.add_error("is_superuser", ValidationError(_("You cannot take this from yourself.")))
        return cleaned


@admin.register(User)
class UserAdmin(ScopedAdmin):
    seen_with = written_with = Capability.MANAGE_MEMBERS
    form = UserForm
    list_display = ["__str__", "email", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["full_name__folded", "email__folded"]
    actions = None
    inlines = [MembershipInline]
    change_form_template = "administration/people/user_form.html"
    own_fields = ["full_name", "email", "is_active"]
    field_help = {
        "full_name": _("As colleagues know the person. It stands in history, never on public pages."),
        "email": _("What the person signs in with."),
        "is_active": _("Take the tick away to shut the person out; what they did stays signed."),
    }

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return people_managed_by(request.user).order_by(*User._meta.ordering)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Accounts are deactivated: what a person did stays signed."""
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*self.own_fields, "is_superuser"] if request.user.is_superuser else self.own_fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if request.user.is_superuser:
            return []
        if obj is not None and is_wholly_managed_by(obj, request.user):
            return ["email"]
        return self.own_fields

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.editor = request.user
        if "is_superuser" in form.base_fields:
            form.base_fields["is_superuser"].label = _(
                "Portal administrator: may do everything in every municipality"
            )
            form.base_fields["is_superuser"].help_text = _("Only for those who run the portal itself.")
        return form

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            messages.info(request, CHOOSES_PASSWORD)
        if change and "email" in form.changed_data:
            EmailAddress.objects.filter(user=obj).delete()
        if not obj.is_active:
            end_sessions(obj)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.second_factor_view)
        name = "accounts_user_second_factor"
        return [path("<path:object_id>/second-factor/", view, name=name), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        may_reset = may_reset_second_factor(request, self.get_object(request, object_id))
        context = {"may_reset_second_factor": may_reset, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def second_factor_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Lets somebody who has lost phone and key begin anew."""
        return second_factor_view(self, request, object_id)
