"""Reads a Danish hunspell dictionary: each word with its forms, and with what it looks like before another word."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

#: Flags that make no form we want: genitives (read by rule), names with a direction, words in brackets, superlatives.
_IGNORED = frozenset(["9", "10", "22", "27", "37", "39", "50", "53", "54", "79", "81", "83", "89", "90"])
_ADJECTIVE = frozenset(["12", "23", "24", "25", "26", "38", "40", "41", "42", "49", "59", "77", "78", "82"])
_VERB = frozenset(["1", "20", "21", "22", "79"])
_NOUN = frozenset(
    [
        "2",
        "3",
        "4",
        "5",
        "7",
        "11",
        "13",
        "14",
        "15",
        "16",
        "17",
        "18",
        "19",
        "28",
        "43",
        "44",
        "45",
        "46",
        "47",
        "48",
        "57",
        "58",
        "64",
        "65",
        "66",
        "70",
        "71",
        "72",
        "74",
        "84",
        "85",
        "87",
    ]
)
_FORBIDDEN, _NEEDS_AFFIX, _BEGINS, _IN_THE_MIDDLE = "6", "8", "32", "33"
_UNWANTED = ("GENITIV", "IMPERATIV")


@dataclass(frozen=True)
class Rule:
    """What an affix flag does to a word: take ``strip`` from its end and put ``add`` there."""

    strip: str
    add: str
    flags: frozenset[str]
    condition: re.Pattern[str]

    def applied(self, word: str) -> str | None:
        if word.endswith(self.strip) and self.condition.search(word):
            return word[: len(word) - len(self.strip)] + self.add
        return None


@dataclass
class Entry:
    """A word of the dictionary. ``kind`` is n, a, v, p (a name) or x; ``links`` are its forms before another word."""

    word: str
    kind: str
    forms: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)


def entries(folder: Path) -> Iterator[Entry]:
    """The words of ``index.dic`` with what the rules of ``index.aff`` make of them."""
    rules = _rules(folder / "index.aff")
    for line in (folder / "index.dic").read_text(encoding="utf-8").splitlines()[1:]:
        head, *more = line.split(" al:")
        word, _slash, flags = head.strip().partition("/")
        given = flags.split(" ")[0].split(",")
        if word and " " not in word and _FORBIDDEN not in given:
            entry = Entry(word, _kind(word, set(given)))
            _expand(word, given, rules, entry)
            # What lacks only an e is the imperative: gæld is a word of its own.
            entry.forms |= {form for form in map(str.strip, more) if form[-1:] != "s" and form + "e" != word}
            yield entry


def _rules(path: Path) -> dict[str, list[Rule]]:
    found = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split()
        if len(columns) < 5 or columns[0] != "SFX" or any(word in line for word in _UNWANTED):
            continue
        _sfx, flag, strip, result, condition = columns[:5]
        add, _slash, flags = result.partition("/")
        ends = re.compile(f"(?:{condition})$")
        found[flag].append(
            Rule(strip.replace("0", ""), add.replace("0", ""), frozenset(flags.split(",")) - {""}, ends)
        )
    return found


def _kind(word: str, flags: set[str]) -> str:
    if word[0].isupper():
        return "p"
    for kind, wanted in (("v", _VERB), ("a", _ADJECTIVE), ("n", _NOUN)):
        if flags & wanted:
            return kind
    return "x"


def _expand(word: str, flags: list[str], rules: dict[str, list[Rule]], entry: Entry, depth: int = 0) -> None:
    for flag in flags:
        for rule in () if flag in _IGNORED else rules.get(flag, ()):
            new = rule.applied(word)
            if new is None or new.endswith("-") or "'" in new:
                continue
            if rule.flags & {_BEGINS, _IN_THE_MIDDLE}:
                entry.links.add(new)
                continue
            if _NEEDS_AFFIX not in rule.flags:
                entry.forms.add(new)
            if depth < 2:
                _expand(new, sorted(rule.flags), rules, entry, depth + 1)
