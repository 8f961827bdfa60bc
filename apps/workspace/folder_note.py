"""The form of what stands at the head of a meeting folder."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.workspace.folder import write_note
from apps.workspace.models import MeetingFolder
from apps.workspace.workspaces import Workspace


class NoteForm(forms.ModelForm):
    class Meta:
        model = MeetingFolder
        fields = ["title", "note"]
        labels = {"title": _("What the meeting is"), "note": _("Your note, printed at the head")}
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.label_suffix = ""

    def is_saved(self, workspace: Workspace) -> bool:
        """Save the note where it can be; else what was written stays in the form, and what is wrong stands at its field."""
        if not self.is_valid():
            return False
        try:
            write_note(workspace, title=self.cleaned_data["title"], note=self.cleaned_data["note"])
        except ValidationError as refused:
            self.add_error(None, refused)
        return not self.errors
