"""Decisions in admin: what was decided, about what, and how it pulls on each value, on one form."""
