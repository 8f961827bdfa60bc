"""Screens about municipalities, their committees and council periods."""
