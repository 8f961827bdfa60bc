"""Search: words are analysed when a plan is published and when somebody looks for them, by one analyser (ADR 0031, 0032)."""
