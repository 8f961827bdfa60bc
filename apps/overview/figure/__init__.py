"""A strategy as a picture drawn from its tree: docs/adr/0035-a-strategy-has-a-figure.md says which forms there are, and why."""
