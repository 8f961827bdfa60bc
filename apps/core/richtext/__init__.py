"""Body text: the small safe HTML it is kept in, what is pasted, its links and tables, and what differs between two texts.

Every way in ends in ``canonical``. Nothing outside this package knows how a text is taken apart.
"""

from apps.core.richtext.blocks import (
    CELLS,
    Block,
    Item,
    List,
    Quote,
    Table,
    Text,
    letters_of,
    paragraphs_of,
    serialise,
)
from apps.core.richtext.canonical import (
    Pasted,
    canonical,
    drawn,
    letters,
    links,
    paragraphs,
    parsed,
    pasted,
    safe,
    tables,
)
from apps.core.richtext.difference import Words, compare_words, shortened
from apps.core.richtext.left_out import LeftOut, in_words
from apps.core.richtext.links import Link

__all__ = [
    "CELLS",
    "Block",
    "Item",
    "LeftOut",
    "Link",
    "List",
    "Pasted",
    "Quote",
    "Table",
    "Text",
    "Words",
    "canonical",
    "compare_words",
    "drawn",
    "in_words",
    "letters",
    "letters_of",
    "links",
    "paragraphs",
    "paragraphs_of",
    "parsed",
    "pasted",
    "safe",
    "serialise",
    "shortened",
    "tables",
]
