"""Who has which role where. An editor gives and takes roles in the own municipality; whoever is not known is invited."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from apps.administration.municipalities.committees import OwnMunicipalityFilter
from apps.administration.people.grant_form import GrantForm
from apps.administration.people.membership_csv import memberships_as_csv
from apps.administration.people.membership_help import MEMBERSHIP_HELP
from apps.administration.scoping import ScopedAdmin
from apps.municipalities.memberships import add_member, people_managed_by
from apps.municipalities.models import Membership
from apps.municipalities.roles import Capability

CHOOSES_PASSWORD = _("The person chooses a password through “Forgotten your password?” at sign-in.")


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= 254


def is_self(request: HttpRequest, user_id: int) -> bool:
    """Whether it is about the user's own rights (portal administrators look after their own)."""
    return user_id == request.user.pk and not request.user.is_superuser


class NewMemberForm(GrantForm):
    """A person whom the editor knows, by e-mail address, gets a role; anybody else is invited."""

    email = forms.EmailField(
        label=_("e-mail address"),
        max_length=254,
        help_text=_("What the person signs in with. Whoever does not sign in here yet is invited by mail."),
    )

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if email == self.editor.email and not self.editor.is_superuser:
            raise ValidationError(_("You cannot change your own rights. Ask another editor."))
        return email

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), "user"}


@admin.register(Membership)
class MembershipAdmin(ScopedAdmin):
    seen_with = written_with = Capability.MANAGE_MEMBERS
    list_display = ["user", "role", "municipality", "committee", "starts_on", "ends_on"]
    list_filter = ["role", ("municipality", OwnMunicipalityFilter)]
    list_select_related = ["user", "municipality", "committee"]
    change_list_template = "administration/people/membership_list.html"
    search_fields = ["user__full_name__folded", "user__email__folded"]
    fields = ["user", "municipality", "role", "committee", "starts_on", "ends_on"]
    new_fields = ["email", *fields[1:]]
    nothing_yet = _("Nobody has access yet. Give somebody a role.")
    field_help = MEMBERSHIP_HELP

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return self.fields if obj else self.new_fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["user", "municipality"] if obj else []

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(
            request, obj, change, **{"form": GrantForm if obj else NewMemberForm, **kwargs}
        )
        form.editor = request.user
        return form

    def has_change_permission(self, request: HttpRequest, obj: Membership | None = None) -> bool:
        """An editor whose rights end some day cannot prolong them."""
        return super().has_change_permission(request, obj) and not (obj and is_self(request, obj.user_id))

    def has_delete_permission(self, request: HttpRequest, obj: Membership | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and is_self(request, obj.user_id))

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        made = add_member(**form.cleaned_data)
        obj.pk, obj.user = made.pk, made.user
        if not made.user.has_usable_password():
            messages.info(request, CHOOSES_PASSWORD)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Whoever the user does not look after already is invited: no account without its owner knowing of it.

        Somebody unknown and somebody of another municipality are answered alike.
        """
        email = request.POST.get("email", "").strip().lower()
        if not (request.method == "POST" and self.has_add_permission(request) and _is_address(email)):
            return super().add_view(request, form_url, extra_context)
        if people_managed_by(request.user).filter(email=email).exists():
            return super().add_view(request, form_url, extra_context)
        told = _("Nobody signs in here with %(email)s yet. Send an invitation, and the person gets the role.")
        messages.info(request, told % {"email": email})
        known = {name: request.POST.get(name, "") for name in ("municipality", "role", "committee")}
        return redirect(
            f"{reverse('admin:municipalities_invitation_add')}?{urlencode({'email': email, **known})}"
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.csv_view)
        return [path("csv/", view, name="municipalities_membership_csv"), *super().get_urls()]

    def csv_view(self, request: HttpRequest) -> HttpResponse:
        """What the list shows with the same search and filters, whole, as a file."""
        if not self.has_module_permission(request):
            raise Http404
        try:
            rows = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters as error:
            raise Http404 from error
        answer = HttpResponse(memberships_as_csv(rows), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="tilknytninger.csv"'
        return answer
