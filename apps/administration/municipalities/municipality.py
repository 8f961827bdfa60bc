"""The municipality's own page in admin: name, colour, logo, contact."""

from functools import partial
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.formats import number_format
from django.utils.functional import cached_property, lazy
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.administration.activity import activity_page
from apps.administration.readership.pages import portal_readers, readers
from apps.administration.scoping import ScopedAdmin, parse_key
from apps.administration.slug_form import AddressedForm
from apps.core.colour import DARK_PAPER, LIGHT_PAPER, contrast, readable
from apps.municipalities.freshness import bump_public_version
from apps.municipalities.logo import clean_logo, logo_limits
from apps.municipalities.models import Municipality
from apps.municipalities.roles import Capability
from apps.overview.first_steps import first_steps
from apps.publishing.addresses import municipality_slug_is_frozen

CONTENT_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}
#: What says which municipality it is: only the portal's administrators change it.
IDENTITY = ("slug", "code", "is_example")


class LogoInput(forms.ClearableFileInput):
    """Shows the logo through admin's own, scoped address."""

    shown_at = ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = {**self.get_context(name, value, attrs), "shown_at": self.shown_at}
        return render_to_string("administration/municipalities/logo_input.html", context)


class LogoField(forms.FileField):
    """A picture that has been checked and drawn anew."""

    widget = LogoInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        value = super().clean(data, initial)
        return clean_logo(value.file, size=value.size) if isinstance(value, UploadedFile) else value


class MunicipalityForm(AddressedForm):
    logo = LogoField(
        label=_("coat of arms or logo"),
        required=False,
        help_text=lazy(logo_limits, str)(),
    )

    class Meta:
        widgets = {
            "accent_colour": forms.TextInput(attrs={"type": "color"}),
            "contact_address": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        logo = self.fields.get("logo")
        if logo and self.instance.pk:
            logo.widget.attrs["accept"] = "image/png,image/jpeg,image/webp"
            logo.widget.shown_at = reverse("admin:municipalities_municipality_logo", args=[self.instance.pk])

    @cached_property
    def former_logo(self) -> str:
        return str(self.initial.get("logo") or "")


def _contrast_in_words(colour: str, where: str, paper: str) -> str:
    used = readable(colour, paper)
    values = {
        "where": where,
        "before": number_format(contrast(colour, paper), 1),
        "after": number_format(contrast(used, paper), 1),
        "used": used,
    }
    if used == colour:
        return gettext("%(where)s it is used as it is (contrast %(before)s).") % values
    told = gettext(
        "%(where)s its contrast is only %(before)s, so %(used)s is used instead (contrast %(after)s)."
    )
    return told % values


@admin.register(Municipality)
class MunicipalityAdmin(ScopedAdmin):
    written_with = Capability.EDIT_MUNICIPALITY
    form = MunicipalityForm
    list_display = ["name", "code", "slug", "is_example"]
    search_fields = ["name__folded", "code__folded"]
    nothing_yet = _("Add the first municipality, then give its strategy consultant access.")
    field_help = {
        "contact_email": _("Where citizens write to. It stands at the foot of the public pages."),
        "contact_phone": _("With area and number as citizens dial it."),
        "contact_address": _("Street, number, postal code and town."),
        "website": _("The municipality’s own website, with https://."),
        "accessibility_statement": _(
            "The page of the municipality’s accessibility statement, with https://."
        ),
    }
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    change_form_template = "administration/municipalities/municipality_form.html"
    actions = None
    fieldsets = [
        (None, {"fields": ["name", "slug", "code", "is_example"]}),
        (_("Looks"), {"fields": ["accent_colour", "accent_in_use", "logo"]}),
        (
            _("Contact"),
            {
                "fields": [
                    "contact_email",
                    "contact_phone",
                    "contact_address",
                    "website",
                    "accessibility_statement",
                ]
            },
        ),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Municipality | None = None) -> bool:
        return bool(request.user.is_superuser)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if not request.user.is_superuser:
            return [*IDENTITY, "accent_in_use"]
        is_frozen = obj is not None and municipality_slug_is_frozen(obj.pk)
        return ["slug", "accent_in_use"] if is_frozen else ["accent_in_use"]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With what is left to do, for as long as nothing of the municipality was ever published."""
        municipality = kwargs.get("obj")
        if municipality is not None:
            start = first_steps(municipality, of=request.user)
            context["may"] = start.may
            context["panel"] = {
                "starts": [] if start.is_published else [start],
                "has_more": False,
                "makes_municipalities": False,
                "municipalities": [],
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def response_post_save_add(self, request: HttpRequest, obj: Municipality) -> HttpResponse:
        """To the checklist that leads on from here."""
        return redirect(f"{reverse('admin:index')}#begin-{obj.pk}")

    @admin.display(description=_("the colour on screen"))
    def accent_in_use(self, municipality: Municipality) -> str:
        """How well the colour can be read on the portal's paper, and what is done about it."""
        if not municipality.pk:
            return gettext("You see here how well it can be read, once you have saved.")
        papers = [(gettext("On light paper"), LIGHT_PAPER), (gettext("On dark paper"), DARK_PAPER)]
        return " ".join(_contrast_in_words(municipality.accent_colour, *paper) for paper in papers)

    def save_model(self, request: HttpRequest, obj: Municipality, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        bump_public_version(municipality_id=obj.pk)
        former = form.former_logo if "logo" in form.changed_data else ""
        if former and former != obj.logo.name:
            transaction.on_commit(lambda: obj.logo.storage.delete(former))

    def delete_model(self, request: HttpRequest, obj: Municipality) -> None:
        """The front page and the API name it no more."""
        key = obj.pk
        super().delete_model(request, obj)
        bump_public_version(municipality_id=key)

    def get_urls(self) -> list[URLPattern]:
        logo = self.admin_site.admin_view(self.logo_view)
        activity = self.admin_site.admin_view(partial(activity_page, self))
        of_one = self.admin_site.admin_view(partial(readers, self))
        of_all = self.admin_site.admin_view(partial(portal_readers, self))
        return [
            path("<path:object_id>/logo/", logo, name="municipalities_municipality_logo"),
            path("<path:object_id>/activity/", activity, name="publishing_activity"),
            path("readers/", of_all, name="readership_portal"),
            path("<path:object_id>/readers/", of_one, name="readership_readers"),
            *super().get_urls(),
        ]

    def logo_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """The logo as it is stored, to those who see the municipality here."""
        rows: models.QuerySet = self.get_queryset(request)
        municipality = rows.filter(pk=parse_key(object_id)).first()
        if not municipality or not municipality.logo:
            raise Http404
        ending = PurePosixPath(municipality.logo.name).suffix
        try:
            stream = municipality.logo.open()
        except FileNotFoundError as error:
            raise Http404 from error
        return FileResponse(stream, content_type=CONTENT_TYPES.get(ending, "application/octet-stream"))
