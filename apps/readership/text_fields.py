"""What a retraction need not look through: nothing of this is published, and words of readers are none of a plan's."""

from apps.core.text_register import exclude
from apps.readership.models import PageComment, PageDay

exclude(
    PageDay, "address", reason="An address that the portal answers; a retraction changes what stands there."
)
exclude(PageComment, "address", reason="An address that the portal answers.")
exclude(
    PageComment,
    "text",
    reason="What a reader wrote, never published; editors delete it, and it goes after its time.",
)
