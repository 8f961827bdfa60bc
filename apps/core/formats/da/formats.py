"""How times and days are written in Danish: "22. november 2026 kl. 07.14". Django's own Danish writes times with a colon.

A day is read as Danes write it in any of four ways; the first is how a field shows it.
"""

DATETIME_FORMAT = r"j. F Y \k\l. H.i"
TIME_FORMAT = "H.i"
DATE_INPUT_FORMATS = ["%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d"]
