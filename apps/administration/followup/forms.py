"""The forms with which a round is opened and its deadline moved."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.core.collation import Danish
from apps.core.fields import DayField, LineFormField
from apps.core.sizes import LARGEST_KEY
from apps.followup.models import FollowUpRound
from apps.municipalities.roles import Capability
from apps.strategies.models import Plan

#: A number that is longer is no key of any row.
MOST_DIGITS = len(str(LARGEST_KEY)) - 1


class PlansField(forms.ModelMultipleChoiceField):
    """Plans by key; a number that no key can be is refused like any other that is no plan's."""

    def clean(self, value: Any) -> Any:
        keys = [str(key) for key in value or []] if isinstance(value, list | tuple) else value
        if isinstance(keys, list) and any(len(key) > MOST_DIGITS for key in keys):
            raise ValidationError(
                self.error_messages["invalid_pk_value"], params={"pk": "…"}, code="invalid_pk_value"
            )
        return super().clean(value)


class OpenRoundForm(forms.Form):
    """Published plans of one municipality, and a day."""

    title = LineFormField(
        label=gettext_lazy("title"),
        max_length=150,
        help_text=gettext_lazy("For example “Follow-up, autumn 2026”. Citizens read it."),
    )
    deadline = DayField(
        label=gettext_lazy("deadline"),
        widget=AdminDateWidget,
        help_text=gettext_lazy("The last day to report. Reminders go by it."),
    )
    plans = PlansField(
        Plan.objects.none(),
        label=gettext_lazy("plans"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only published plans can be followed up."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Plan.objects.where(user, Capability.RUN_FOLLOW_UP).filter(editions__is_current=True)
        rows = rows.select_related("municipality").order_by(
            Danish("municipality__name"), "level", Danish("title")
        )
        several = len(set(rows.values_list("municipality", flat=True))) > 1
        plans: Any = self.fields["plans"]
        plans.queryset = rows
        plans.label_from_instance = lambda plan: f"{plan} ({plan.municipality})" if several else str(plan)

    def clean_plans(self) -> Any:
        plans = self.cleaned_data["plans"]
        if len({plan.municipality_id for plan in plans}) > 1:
            raise ValidationError(_("Choose plans of one municipality."))
        return plans


class DeadlineForm(forms.Form):
    deadline = DayField(
        label=gettext_lazy("deadline"),
        widget=AdminDateWidget,
        help_text=gettext_lazy("The last day to report."),
    )

    def __init__(self, *args: Any, round: FollowUpRound, **kwargs: Any) -> None:
        super().__init__(*args, initial={"deadline": round.deadline}, **kwargs)
