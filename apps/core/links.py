"""The addresses of links in body text, told apart from the text."""

import re
from html import unescape

_ADDRESS = re.compile(r'(?<=<a href=")[^"]*(?=">)')


def link_addresses(canonical_html: str) -> list[str]:
    """Where the links of a text in canonical form lead, in order."""
    return [unescape(address) for address in _ADDRESS.findall(canonical_html)]


def without_addresses(canonical_html: str) -> str:
    """The text in canonical form with links that lead nowhere, to tell whether anything but their addresses differs."""
    return _ADDRESS.sub("", canonical_html)
