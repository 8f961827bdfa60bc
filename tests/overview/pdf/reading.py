"""What a PDF file says and how it is built, for tests."""

from io import BytesIO

from pypdf import PdfReader


def words_of(content):
    """All its words on one line, without the hyphens at which lines were broken."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    return " ".join("\n".join(pages).replace("\u00ad", "").split())


def bookmarks_of(content):
    """(depth, title) of each bookmark in order."""
    reader = PdfReader(BytesIO(content))

    def walk(entries, depth=1):
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, depth + 1)
            else:
                yield depth, entry.title

    return list(walk(reader.outline))


def links_of(content):
    """Every web address that something in it leads to."""
    pages = PdfReader(BytesIO(content)).pages
    found = [note.get_object() for page in pages for note in page.get("/Annots") or ()]
    return [note["/A"]["/URI"] for note in found if "/URI" in note.get("/A", {})]
