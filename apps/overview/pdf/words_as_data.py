"""A text in its canonical form as plain values, which the typesetter lays out and never reads as markup."""

from typing import Any

from apps.core import richtext
from apps.core.richtext import blocks as made

Value = dict[str, Any]
_NUMBERING = {"": "1.", "1": "1.", "a": "a.", "A": "A.", "i": "i.", "I": "I."}


def text_as_data(body: str) -> list[Value]:
    """The blocks of ``body``, canonical HTML: paragraphs of runs ``[words, marks, address]``, lists, quotations and tables."""
    return [_block(block) for block in richtext.parsed(body)] if body else []


def plain_as_data(*paragraphs: str) -> list[Value]:
    """The same of plain paragraphs."""
    return [{"is": "text", "runs": [[words, [], ""]]} for words in paragraphs if words]


def _block(block: made.Block) -> Value:
    if isinstance(block, made.Text):
        return {"is": "text", "runs": [_run(words, marks) for words, marks in block.runs]}
    if isinstance(block, made.List):
        items = [[_block(each) for each in item.blocks] for item in block.items]
        if block.tag == "ul":
            return {"is": "ul", "items": items}
        return {"is": "ol", "items": items, "start": block.start, "numbering": _NUMBERING[block.type]}
    if isinstance(block, made.Quote):
        return {"is": "quote", "blocks": [_block(each) for each in block.blocks]}
    rows = [[_cell(cell) for cell in row] for row in block.rows]
    return {"is": "table", "rows": rows, "head": int(all(cell["heading"] for cell in rows[0]))}


def _run(words: str, marks: made.Marks) -> list[Any]:
    tags = [tag for tag, _address in marks]
    return [words, tags, next((address for tag, address in marks if tag == "a"), "")]


def _cell(cell: made.Cell) -> Value:
    return {"blocks": [_block(each) for each in cell.blocks], "heading": cell.is_heading}
