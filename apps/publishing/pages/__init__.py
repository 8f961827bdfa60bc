"""Editions and drafts as HTML: rendered, and kept."""
