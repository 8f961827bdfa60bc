"""What retraction leaves alone of municipalities and people; names of committees are registered with the plans they stand in."""

from apps.core.text_register import exclude
from apps.municipalities.models import Committee, Invitation, Membership, Municipality

exclude(
    Municipality,
    reason="The municipality's own particulars; they are changed on its page, and no plan copies them.",
)
exclude(Invitation, reason="About the person invited.")
for model in (Committee, Committee.history.model):
    exclude(model, "contact_email", reason="An address, never public.")
exclude(Membership.history.model, "history_change_reason", reason="A code, never words.")
