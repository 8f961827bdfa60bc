"""Paragraphs of a plan file as body text."""

import re
from collections.abc import Iterable
from html import escape
from itertools import groupby

from apps.core import richtext
from apps.imports.plan_values import Paragraph

_EMPHASIS = re.compile(r"\*([^*]+)\*")


def plain(text: str) -> str:
    """``text`` without its emphasis."""
    return _EMPHASIS.sub(r"\1", text)


def body_of(paragraphs: Iterable[Paragraph]) -> str:
    """The paragraphs as canonical HTML: neighbouring items make a list, ``*x*`` becomes ``em``."""
    blocks = []
    for is_item, group in groupby(paragraphs, key=lambda paragraph: paragraph.item):
        texts = [_EMPHASIS.sub(r"<em>\1</em>", escape(paragraph.text, quote=False)) for paragraph in group]
        if is_item:
            blocks.append("<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>")
        else:
            blocks += [f"<p>{text}</p>" for text in texts]
    return richtext.canonical("\n".join(blocks))
