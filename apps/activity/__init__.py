"""The feed of who did what in a municipality."""
