"""Publishing, withdrawing, retracting, and preview links: each atomic, keyword-only, with ``by=``."""
