"""Addresses of links: whole ones, with a scheme that a reader can follow, or none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import groupby

from apps.core.richtext.blocks import Block, texts_of

SCHEMES = {"http", "https", "mailto", "tel"}
_WHOLE = re.compile(r"(https?)://([^\s/?#\\]+[^\s\\]*)|(mailto|tel):([^\s\\]+)", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@/:]+@[\w-]+(?:\.[\w-]+)+")
_DOMAIN = re.compile(r"(?:www\.\S+|[\w-]+(?:\.[\w-]+)*\.([a-z]{2,24})(?::\d+)?(?:[/?#]\S*)?)", re.IGNORECASE)
_ADDRESS = re.compile(r'(?<=<a href=")[^"]*(?=">)')
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]")
_FILES = {
    "doc",
    "docx",
    "htm",
    "html",
    "jpg",
    "jpeg",
    "odt",
    "pdf",
    "png",
    "ppt",
    "pptx",
    "txt",
    "xls",
    "xlsx",
}


@dataclass(frozen=True)
class Link:
    """A link in a text: the words that carry it, and where it leads."""

    text: str
    address: str


def whole_address(href: str) -> str:
    """``href`` with its scheme; empty where it leads nowhere from the portal: a place in another document, a file, a script."""
    href = _UNSEEN.sub("", href.strip()).replace(" ", "%20")
    if found := _WHOLE.fullmatch(href):
        scheme, rest, other, there = found.groups()
        return f"{scheme.lower()}://{rest}" if scheme else f"{other.lower()}:{there}"
    if href.startswith("//"):
        return whole_address(f"https:{href}") if _DOMAIN.fullmatch(href[2:]) else ""
    if _MAIL.fullmatch(href):
        return f"mailto:{href}"
    if (found := _DOMAIN.fullmatch(href)) and (found[1] or "").lower() not in _FILES:
        return whole_address(f"https://{href}")
    return ""


def is_inner(href: str) -> bool:
    """Whether a link only goes to a place in the document it was copied from, a footnote for instance."""
    return href.strip().startswith("#")


def links_of(blocks: list[Block]) -> Iterator[Link]:
    """Every link of ``blocks`` in reading order."""
    for text in texts_of(blocks):
        for address, runs in groupby(text.runs, key=lambda run: dict(run[1]).get("a", "")):
            if address:
                yield Link(" ".join("".join(words for words, _ in runs).split()), address)


def link_addresses(canonical_html: str) -> list[str]:
    """Where the links of a text in canonical form lead, in order: its ``href`` alone, without taking the text apart."""
    return [unescape(address) for address in _ADDRESS.findall(canonical_html)]


def without_addresses(canonical_html: str) -> str:
    """The text in canonical form with links that lead nowhere, to tell whether anything but their addresses differs."""
    return _ADDRESS.sub("", canonical_html)
