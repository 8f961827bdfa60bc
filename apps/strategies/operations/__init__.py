"""What people do to plans and elements: each atomic, keyword-only, with ``by=``."""
