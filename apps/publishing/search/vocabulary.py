"""The Danish words that search knows: their forms, and which of them make compounds. Read once by each process.

The words come from ``data/danish.words``, which ``manage.py make_vocabulary`` made; ``data/README.md`` names source and licence.
All letters are folded already.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass
class Vocabulary:
    """``lemmas``: the words that a form is a form of. ``heads`` and ``links``: how well a word, or a form before another
    word, does in compounds (the higher the better; what is not there makes none), and for links the word it stands for. ``pairs``:
    a first part that no other word may have, with the last part.
    """

    lemmas: dict[str, tuple[str, ...]] = field(default_factory=dict)
    heads: dict[str, int] = field(default_factory=dict)
    links: dict[str, tuple[str, int]] = field(default_factory=dict)
    pairs: set[tuple[str, str]] = field(default_factory=set)

    def add_forms(self, word: str, endings: list[str]) -> None:
        for form in (word, *(inflected(word, ending) for ending in endings)):
            known = self.lemmas.get(form, ())
            if word not in known:
                self.lemmas[form] = (*known, word)


def inflected(word: str, ending: str) -> str:
    """``word`` with an ending such as ``2ler``: two letters off, “ler” on."""
    return word[: len(word) - int(ending[0])] + ending[1:]


def ending_between(word: str, form: str) -> str | None:
    """The ending that makes ``form`` of ``word``; None where they have too little in common."""
    shared = 0
    while shared < min(len(word), len(form)) and word[shared] == form[shared]:
        shared += 1
    off = len(word) - shared
    return f"{off}{form[shared:]}" if off < 10 and shared else None


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """What ``data/danish.words`` holds (about a third of a second, once)."""
    return read((DATA / "danish.words").read_text(encoding="ascii"))


def read(text: str) -> Vocabulary:
    """A vocabulary of lines ``sort of line | details | words``."""
    found = Vocabulary()
    for line in text.splitlines():
        sort, details, listed = line.split("|")
        members = listed.split(" ")
        if sort == "forms":
            endings = details.split()
            for word in members:
                found.add_forms(word, endings)
        elif sort == "head":
            found.heads.update(dict.fromkeys(members, int(details)))
        elif sort == "link":
            level, ending = details.split()
            for word in members:
                found.links.setdefault(inflected(word, ending), (word, int(level)))
        elif sort == "pair":
            found.pairs.add((details, listed))
    return found
