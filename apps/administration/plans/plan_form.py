"""The form in which a plan is made and changed; a save over somebody else's is shown again with both values in words."""

from typing import Any

from apps.administration.slug_form import AddressedForm
from apps.administration.stale_form import StaleForm
from apps.strategies.operations.edit_plan import plan_version


class PlanForm(StaleForm, AddressedForm):
    """A plan with the version that the edit is based on."""

    named_by = "title"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["based_on"].initial = plan_version(self.instance)
        if "stage" in self.fields:
            self.fields["stage"].required = False

    def clean_stage(self) -> str:
        """What was chosen; a form that does not ask leaves it as it is."""
        return self.cleaned_data["stage"] or self.instance.stage
