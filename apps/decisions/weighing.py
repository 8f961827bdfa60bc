"""How decisions pull on values: pure arithmetic on plain values. What is recorded is counted, never made into a score."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

#: From what pulls hardest against a value to what pulls hardest for it.
EFFECTS = (-2, -1, 0, 1, 2)


@dataclass(frozen=True, slots=True)
class Pull:
    """How many assessments of one value had each effect, and in how many decisions it was not assessed."""

    by_effect: dict[int, int] = field(default_factory=dict)
    not_assessed: int = 0

    @property
    def against(self) -> int:
        return self.by_effect.get(-2, 0) + self.by_effect.get(-1, 0)

    @property
    def neutral(self) -> int:
        return self.by_effect.get(0, 0)

    @property
    def in_favour(self) -> int:
        return self.by_effect.get(1, 0) + self.by_effect.get(2, 0)

    @property
    def assessed(self) -> int:
        return sum(self.by_effect.values())


def pull(effects: Iterable[tuple[int | None, int]]) -> Pull:
    """Count pairs of an effect (None for not assessed) and how many times it was recorded."""
    found: Counter[int | None] = Counter()
    for effect, number in effects:
        found[effect] += number
    missing = found.pop(None, 0)
    return Pull({effect: found[effect] for effect in EFFECTS}, missing)
