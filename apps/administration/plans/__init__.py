"""Screens about plans and what hangs on them: bin, sources, topics, find and replace."""
