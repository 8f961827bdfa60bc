"""PDF files that took a while to make."""

from django.db import models

from apps.municipalities.models import Municipality


class KeptPdf(models.Model):
    """A file of published words: a cache, thrown away at will. ``key`` says of which content, and by which code, it was made."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    subject = models.CharField(
        max_length=80, help_text="What it shows: an edition, an element of one, a municipality."
    )
    language = models.CharField(max_length=5)
    key = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "language"], name="publishing_keptpdf_once")
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.language})"
