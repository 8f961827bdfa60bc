"""Synthetic municipalities for trying the portal out at scale: the same words for the same seed, on every database."""

from collections.abc import Iterator, Sequence
from random import Random
from uuid import UUID

from apps.municipalities.models import Municipality
from apps.strategies.kinds import Kind
from apps.strategies.tree.building import NewElement

_CHILDREN = (10, 9, 4, 3, 3)  # of each element, by depth
_KINDS = (Kind.FOCUS_AREA, Kind.GOAL, Kind.OBJECTIVE, Kind.ACTION_TRACK, Kind.ACTION)
_SENTENCES_A_TEXT = 8  # some 700 characters
_WHO = ("Vi", "Kommunen", "Byrådet", "Foreningerne", "Skolerne", "Virksomhederne", "Borgerne", "Landsbyerne")
_DO = (
    "vil styrke",
    "skaber rammer for",
    "arbejder for",
    "tager ansvar for",
    "inviterer til",
    "sætter fokus på",
)
_WHAT = (
    "fællesskaber på tværs", "grøn omstilling", "trivsel hos børn og unge", "naturen og vandmiljøet",
    "lokale arbejdspladser", "et aktivt kulturliv", "trygge boligområder", "sundhed hele livet",
    "bæredygtige løsninger", "uddannelse tæt på", "gode busforbindelser", "værdig ældrepleje",
)  # fmt: skip
_SO_THAT = (
    "så alle har mulighed for at deltage", "fordi nærhed og ordentlighed betyder noget",
    "i tæt samarbejde med erhvervslivet", "så der er plads til både ro og udvikling",
    "med respekt for det enkelte lokalområde", "så vi bruger ressourcerne, hvor de gør størst nytte",
)  # fmt: skip


def name_of(number: int) -> str:
    """The made-up municipality's name; no Danish municipality is called so."""
    return f"Prøveby {number} Kommune"


def free_code(taken: set[str]) -> str:
    """A municipality code that nobody has; those the national register uses come last."""
    codes = [f"{code:03d}" for code in (*range(1, 100), *range(861, 1000), *range(100, 861))]
    return next(code for code in codes if code not in taken)


def municipality(number: int, taken_codes: set[str]) -> Municipality:
    """The unsaved municipality, marked as an example on every page."""
    return Municipality(
        name=name_of(number), slug=f"proeveby-{number}", code=free_code(taken_codes), is_example=True
    )


def tree(number: int, *, elements: int, seed: int, responsible: Sequence[int] = ()) -> NewElement:
    """A strategy of so many elements, its root not counted, filled level by level; the ``responsible`` committees take turns."""
    random = Random(f"{seed}/{number}/{elements}")  # noqa: S311
    texts = _texts(random)
    counts = _counts(elements)

    def build(depth: int, index: int) -> NewElement:
        children = range(counts[depth][index]) if depth < len(counts) else range(0)
        first = sum(counts[depth][:index]) if children else 0
        kind = Kind.DOCUMENT if depth == 0 else _KINDS[depth - 1] if depth <= len(_KINDS) else Kind.SECTION
        return NewElement(
            kind=kind,
            title=f"{random.choice(_WHAT).capitalize()} {random.choice(_SO_THAT)}",
            body=next(texts),
            uid=UUID(int=random.getrandbits(128), version=4),
            responsible_id=responsible[index % len(responsible)] if depth and responsible else None,
            children=tuple(build(depth + 1, first + child) for child in children),
        )

    return build(0, 0)


def _counts(elements: int) -> list[list[int]]:
    """How many children each element has, depth by depth in reading order."""
    counts: list[list[int]] = []
    parents, left = 1, elements
    while left:
        most = _CHILDREN[min(len(counts), len(_CHILDREN) - 1)]
        row = [max(0, min(most, left - most * index)) for index in range(parents)]
        counts.append(row)
        parents = sum(row)
        left -= parents
    return counts


def _texts(random: Random) -> Iterator[str]:
    """Bodies in canonical form: two paragraphs, or one and a list."""
    while True:
        said = [
            f"{random.choice(_WHO)} {random.choice(_DO)} {random.choice(_WHAT)}, {random.choice(_SO_THAT)}."
            for _sentence in range(_SENTENCES_A_TEXT)
        ]
        first, second = " ".join(said[:5]), said[5:]
        if random.random() < 0.2:
            yield f"<p>{first}</p>\n<ul>{''.join(f'<li>{item}</li>' for item in second)}</ul>"
        else:
            yield f"<p>{first}</p>\n<p>{' '.join(second)}</p>"
