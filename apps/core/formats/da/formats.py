"""How times are written in Danish: "22. november 2026 kl. 07.14". Django's own Danish writes them with a colon."""

DATETIME_FORMAT = r"j. F Y \k\l. H.i"
TIME_FORMAT = "H.i"
