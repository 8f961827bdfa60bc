"""Which topics a text may belong under, and which of its words say so. Pure functions on plain values."""
