"""Which elements somebody chose in the tree, and what they knew of each: so that nothing is changed unseen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404

from apps.administration.scoping import parse_key


@dataclass(frozen=True)
class Seen:
    """An element as it was on the page: its key, its version, and the key of its newest move (0: never moved)."""

    pk: int
    version: int
    newest_move: int

    def __str__(self) -> str:
        return f"{self.pk}.{self.version}.{self.newest_move}"


def seen(element: Any, moves: dict[int, int]) -> Seen:
    """The element, or a row of its columns, as it stands; ``moves`` has the newest move of each identity."""
    return Seen(element.pk, element.version, moves.get(element.identity_id, 0))


def parse(values: Iterable[str]) -> list[Seen]:
    """The elements that a form sent, each once; raises ``Http404`` for what no page of ours has sent."""
    found: dict[int, Seen] = {}
    for value in values:
        parts = value.split(".")
        if len(parts) != 3 or len(found) >= settings.ADMIN_TREE_SIZE:
            raise Http404
        pk, version = parse_key(parts[0]), parse_key(parts[1])
        found[pk] = Seen(pk, version, 0 if parts[2] == "0" else parse_key(parts[2]))
    return list(found.values())


def moves_seen(chosen: Iterable[Seen]) -> dict[int, int]:
    return {one.pk: one.newest_move for one in chosen}


def versions_seen(chosen: Iterable[Seen]) -> dict[int, int]:
    return {one.pk: one.version for one in chosen}
