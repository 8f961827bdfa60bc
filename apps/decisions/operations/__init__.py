"""The deeds of this app: one module each, atomic, with who did it."""
