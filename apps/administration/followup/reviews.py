"""Reviews in admin: when a council or committee looked again at a vision or goal, and what it concluded."""

from typing import Any, cast

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.administration.changelist import municipality_column
from apps.administration.element_choice import ElementChoiceField, OfElementForm
from apps.administration.scoping import ScopedAdmin
from apps.administration.stale_form import ShowsStale, StaleForm
from apps.core.collation import Danish
from apps.followup.models import Review
from apps.followup.operations.reviews import REVIEW_FIELDS, delete_review, edit_review, write_review
from apps.municipalities.roles import Capability
from apps.strategies.kinds import ANSWERED_FOR
from apps.strategies.models import Element


class ReviewForm(StaleForm, OfElementForm):
    element = ElementChoiceField(
        label=_("element"), help_text=_("The vision, focus area or goal that was looked at again.")
    )

    class Meta:
        model = Review
        fields = ["committee", "on", "conclusion", "next_on", "is_public"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["based_on"].initial = self.instance.version
            del self.fields["element"]
        else:
            self.initial["is_public"] = False  # nothing is public before somebody says so


@admin.register(Review)
class ReviewAdmin(ShowsStale, ScopedAdmin):
    form = ReviewForm
    written_with = Capability.RUN_FOLLOW_UP
    list_display = [
        "element_title",
        "on",
        "committee",
        "next_on",
        municipality_column("identity.municipality"),
    ]
    list_select_related = ["identity__element", "identity__plan", "identity__municipality", "committee"]
    actions = None
    nothing_yet = _("Nobody has looked again at a vision or goal yet. Write down when it is done.")
    field_help = {
        "committee": _("The council or committee that looked at it."),
        "on": _("The day of the meeting."),
        "conclusion": _("What it found, in words for citizens."),
        "next_on": _("When it is to be looked at again. Empty: not decided."),
        "is_public": _("Whether citizens read it."),
    }

    @admin.display(description=_("element"))
    def element_title(self, review: Review) -> str:
        return str(review.identity)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if obj is None and "element" in form.base_fields:
            rows = Element.objects.where(request.user, Capability.RUN_FOLLOW_UP).filter(kind__in=ANSWERED_FOR)
            rows = rows.select_related("plan", "identity").defer("body")
            form.base_fields["element"].queryset = rows.order_by(Danish("plan__title"), "plan_id", "lft")
        return form

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        own = [*REVIEW_FIELDS, "based_on"]
        return ["element_title", *own] if obj else ["element", *own]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["element_title"] if obj else []

    def save_model(self, request: HttpRequest, obj: Review, form: Any, change: bool) -> None:
        by = cast(User, request.user)
        if not change:
            write_review(review=obj, by=by)
            return
        changes = {name: form.cleaned_data[name] for name in form.changed_data if name in REVIEW_FIELDS}
        if changes:
            based_on = form.cleaned_data["based_on"] or 0
            obj.version = edit_review(review=obj, by=by, based_on=based_on, **changes).version

    def delete_model(self, request: HttpRequest, obj: Review) -> None:
        delete_review(review=obj, by=cast(User, request.user))
