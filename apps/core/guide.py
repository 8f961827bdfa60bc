"""The guides under ``docs/vejledning/`` as HTML, set by markdown-it-py: CommonMark without raw HTML and pictures."""

from dataclasses import dataclass

from markdown_it import MarkdownIt

from apps.core.text import danish_slug

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["html_block", "html_inline", "image"])


@dataclass(frozen=True)
class Guide:
    """A guide: its title, its chapters as (anchor, title), and its text as safe HTML without the title."""

    title: str
    chapters: list[tuple[str, str]]
    html: str


def read_guide(markdown: str) -> Guide:
    """The guide that ``markdown`` is; its first heading is the title."""
    title, chapters, body = "", [], []
    tokens = iter(_MARKDOWN.parse(markdown))
    for token in tokens:
        if token.type != "heading_open":
            body.append(token)
            continue
        heading, close = next(tokens), next(tokens)
        words = "".join(part.content for part in heading.children or [])
        if token.tag == "h1":
            title = words
            continue
        token.attrSet("id", danish_slug(words))
        chapters += [(danish_slug(words), words)] if token.tag == "h2" else []
        body += [token, heading, close]
    return Guide(title, chapters, _MARKDOWN.renderer.render(body, _MARKDOWN.options, {}).strip())
