"""Municipalities and people in Django admin, and the base that every admin page of the portal is scoped by."""

from apps.municipalities.admin import committees, invitations, municipality, people, periods

__all__ = ["committees", "invitations", "municipality", "people", "periods"]
