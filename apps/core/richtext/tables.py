"""Tables as they are kept: every row with equally many cells, merged cells spread out, nothing empty around the words."""

from collections.abc import Callable, Iterator

from apps.core.richtext.blocks import Block, Cell, Table
from apps.core.richtext.html_reader import HtmlNode

_WIDEST = 200  # columns that merged cells may reach to; where more are said, it is a mistake or mischief


def rows_of(table: HtmlNode) -> Iterator[HtmlNode]:
    """The rows of ``table``, not those of tables in its cells."""
    return (child for child in table.children if isinstance(child, HtmlNode) and child.tag == "tr")


def cells_of(row: HtmlNode) -> Iterator[HtmlNode]:
    """The cells of ``row``."""
    return (child for child in row.children if isinstance(child, HtmlNode) and child.tag in ("td", "th"))


def is_layout(table: HtmlNode) -> bool:
    """Whether the table says that it only places what it holds."""
    return table.attributes.get("role", "") in ("presentation", "none")


def spread_out(table: HtmlNode, blocks: Callable[[HtmlNode], list[Block]]) -> Table | None:
    """The table with a merged cell's words in the first of the places it covers.

    None where fewer than two cells have words: that only places what it holds.
    """
    rows: list[dict[int, Cell]] = []
    covered: dict[int, int] = {}  # column → rows below that a merged cell still covers
    for row in rows_of(table):
        placed: dict[int, Cell] = {}
        column = 0
        still = {place: rest for place, rest in covered.items() if rest}
        covered = {place: rest - 1 for place, rest in still.items()}
        for cell in cells_of(row):
            while column in still:
                column += 1
            width = max(1, min(_span(cell, "colspan"), _WIDEST - column))
            height = _span(cell, "rowspan") if column < _WIDEST else 1
            placed[column] = Cell(blocks(cell), cell.tag == "th")
            if height > 1:
                covered |= dict.fromkeys(range(column, column + width), height - 1)
            column += width
        rows.append(placed)
    return _without_empty(rows)


def _without_empty(rows: list[dict[int, Cell]]) -> Table | None:
    """The rows and columns that have words, the gaps between them as empty cells."""
    kept = [row for row in rows if any(cell.blocks for cell in row.values())]
    columns = sorted({column for row in kept for column, cell in row.items() if cell.blocks})
    if sum(bool(cell.blocks) for row in kept for cell in row.values()) < 2:
        return None
    return Table([[row.get(column) or _gap(row) for column in columns] for row in kept])


def _gap(row: dict[int, Cell]) -> Cell:
    return Cell([], all(cell.is_heading for cell in row.values()))


def _span(cell: HtmlNode, name: str) -> int:
    said = cell.attributes.get(name, "").strip()
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 6 else 1
