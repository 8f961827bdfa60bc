"""Indicators in admin: what they are, their figures, and whole spreadsheets of figures."""
