"""A sheet's data becomes a PDF file that readers of all kinds can use: tagged, with bookmarks, PDF/UA-1."""

import json
from pathlib import Path
from typing import Any, cast

from apps.overview.pdf.glyphs import compiler, shown

_SHEET = Path(__file__).with_name("sheet.typ")
#: The same content is the same file, whenever it was made.
_TIMESTAMP = 0


def typeset(sheet: dict[str, Any]) -> bytes:
    """The PDF file of ``sheet`` (see ``sheets.py``). Takes about a second for 300 elements, and lets other threads work."""
    data = shown(sheet)
    made = compiler().compile(
        _SHEET.read_bytes(),
        format="pdf",
        sys_inputs={"sheet": json.dumps(data)},
        pdf_standards="ua-1",
        timestamp=_TIMESTAMP,
    )
    return cast(bytes, made)
