"""The largest whole numbers that the databases keep: what is larger names no row."""

LARGEST_INTEGER = 2**31 - 1
LARGEST_KEY = 2**63 - 1
