"""The memberships that somebody looks after, as a file for a spreadsheet."""

import csv
import re
from collections.abc import Iterable
from io import StringIO

from django.utils.translation import gettext as _

from apps.municipalities.models import Membership

#: At the start of a cell a spreadsheet takes these for a formula, which could fetch and send anything.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
#: Where a cell may begin by one separator or another, a formula is about to follow.
_FORMULA = re.compile(r"([;,\t\r\n][\s\"']*)(?=[=+@-])")


def harmless(text: str) -> str:
    """``text`` so that a spreadsheet shows it and computes nothing, whatever it takes for the separator of cells.

    Quotation marks do not help: where commas separate, one in a cell ends it in spite of them.
    """
    within = _FORMULA.sub(r"\1'", text)
    return f"'{within}" if text.lstrip(" \"'").startswith(FORMULA_STARTS) else within


def memberships_as_csv(memberships: Iterable[Membership]) -> str:
    """One line for each membership. Semicolons and a byte order mark: what a Danish Excel opens rightly."""
    file = StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    headings = [
        _("Name"),
        _("E-mail address"),
        _("Role"),
        _("Municipality"),
        _("Committee"),
        _("From"),
        _("To"),
    ]
    writer.writerow([*headings, _("Account")])
    for membership in memberships:
        user = membership.user
        cells = [
            user.full_name,
            user.email,
            membership.get_role_display(),
            str(membership.municipality),
            str(membership.committee or ""),
            membership.starts_on.isoformat(),
            membership.ends_on.isoformat() if membership.ends_on else "",
            _("open") if user.is_active else _("closed"),
        ]
        writer.writerow([harmless(cell) for cell in cells])
    return "\N{BYTE ORDER MARK}" + file.getvalue()
