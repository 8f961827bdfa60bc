"""Plain text in one form, and what knows Danish about it: addresses, white space, order, finding.

A person types, pastes or dictates the same word in several ways: an “å” of one character or two, a soft hyphen that nobody
sees, a ligature from a PDF. What is kept has one form (``collapse_space``, ``tidy_lines``); what is looked for and where it is
looked for are brought into a coarser one (``folded``; ``static/js/fold.js`` does the same in the browser).
"""

import re
import textwrap
import unicodedata

_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa"})
# A NUL byte, which PostgreSQL cannot store, counts as white space.
_WHITE_SPACE = re.compile(r"[\s\x00]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")

MAX_SLUG_LENGTH = 80

_JOINERS = "\u200c\u200d"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_SIGN_OR_PICTURE = "\ufe0e\ufe0f"
_KEYS = "0123456789#*‼⁉"
_BLACK_FLAG = "\U0001f3f4"  # followed by unseen letters that spell whose flag it is
_FLAG_LETTERS = "".join(map(chr, range(0xE0020, 0xE0080)))
#: Characters without a shape, as the inside of a regular expression's brackets: controls, marks of direction, fillers.
UNSEEN_STORED = (
    "\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    f"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164{_SELECTORS}\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3"
    f"\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
UNSEEN = UNSEEN_STORED + "\ud800-\udfff"  # half characters, which no database keeps
_UNSEEN = re.compile(f"[{UNSEEN}]")


def without_unseen(text: str) -> str:
    """``text`` without characters that have no shape; joiners between letters and between the parts of an emoji are kept."""
    if not _UNSEEN.search(text):
        return text
    kept: list[str] = []
    for at, letter in enumerate(text):
        if not _UNSEEN.match(letter) or _has_meaning(letter, "".join(kept[-8:]), text[at + 1 : at + 2]):
            kept.append(letter)
    return "".join(kept)


def _has_meaning(letter: str, before: str, after: str) -> bool:
    """Whether a character without a shape shapes its neighbours, where ``before`` is what was kept and ``after`` comes next."""
    last = before[-1:]
    if letter in _JOINERS:
        return bool(after) and not _UNSEEN.match(after) and _is_shaped(last) and _is_shaped(after)
    if letter in _SIGN_OR_PICTURE:
        return bool(last) and (unicodedata.category(last) in ("So", "Sm") or last in _KEYS)
    return "\U000e0020" <= letter <= "\U000e007f" and before.rstrip(_FLAG_LETTERS).endswith(_BLACK_FLAG)


def _is_shaped(letter: str) -> bool:
    return bool(letter) and unicodedata.category(letter)[0] in "LMS"


def composed(text: str) -> str:
    """``text`` with its letters composed and nothing unseen in it; white space as it is."""
    return text if is_composed(text) else unicodedata.normalize("NFC", without_unseen(text))


def is_composed(text: str) -> bool:
    """Whether ``text`` has that form already."""
    return not _UNSEEN.search(text) and unicodedata.is_normalized("NFC", text)


def danish_slug(text: str, *, fallback: str = "element") -> str:
    """An ASCII address word from a Danish title: ``æ→ae``, ``ø→oe``, ``å→aa``, at most 80 characters.

    Cuts at a word boundary where there is one. ``fallback`` stands in where nothing is left of the title.
    """
    letters = composed(text).translate(_DANISH)
    without_accents = _ACCENTS.sub("", unicodedata.normalize("NFKD", letters))
    slug = _NOT_SLUG.sub("-", without_accents.lower()).strip("-")
    if len(slug) > MAX_SLUG_LENGTH:
        cut = slug[: MAX_SLUG_LENGTH + 1]
        slug = (cut.rsplit("-", 1)[0] if "-" in cut else cut[:MAX_SLUG_LENGTH]).strip("-")
    return slug or fallback


def collapse_space(text: str) -> str:
    """``text`` in its one form on one line: white space collapsed, letters composed, nothing unseen; empty if nothing is seen.

    Letters are composed: an “å” copied from a PDF or a Mac may be an “a” and a ring, and nobody would find it again.
    """
    words = _WHITE_SPACE.sub(" ", composed(text)).strip()
    return words if is_visible(words) else ""


def tidy_lines(text: str) -> str:
    """``text`` in its one form with its lines kept, at most one empty one between two others, none at the ends."""
    lines = [collapse_space(line) for line in re.split(r"\r\n|[\r\n\u2028\u2029]", text)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def is_visible(text: str) -> bool:
    """Whether there is something to see: a letter, a digit or a sign."""
    return any(unicodedata.category(letter)[0] in "LNPS" for letter in text)


_SPELT_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def folded(text: str) -> str:
    """``text`` as it is compared with what is looked for: without regard to capitals, ligatures, joiners and sorts of spaces."""
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).lower()
    return " ".join(unicodedata.normalize("NFC", plain).split())


def spelt_out(folded_text: str) -> str:
    """``folded_text`` for those whose keyboard has no Danish letters: ``ae``, ``oe`` and ``aa`` for æ, ø and å."""
    return folded_text.translate(_SPELT_OUT)


def spelling_pattern(folded_word: str) -> str:
    """A regular expression that finds a folded word in either spelling."""
    escaped = re.escape(folded_word)
    for letter, spelling in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        escaped = escaped.replace(letter, spelling).replace(spelling, f"(?:{letter}|{spelling})")
    return escaped


def shortened(text: str, most: int) -> str:
    """``text`` on one line, at most ``most`` characters long; what is longer is cut between words and ends in “…”."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 2]
    return cut.rpartition(" ")[0].rstrip(",;:–- ") + " …" if " " in cut else cut + " …"


def wrapped(text: str, *, width: int, most_lines: int) -> list[str]:
    """``text`` in lines of about ``width`` letters; what is beyond ``most_lines`` is cut with an ellipsis."""
    return textwrap.wrap(text, width, max_lines=most_lines, placeholder=" …") or [""]
