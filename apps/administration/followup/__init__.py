"""The follow-up in admin: rounds are opened, watched and closed; reviews are written down."""
