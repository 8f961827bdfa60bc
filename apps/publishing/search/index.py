"""The index: made in the transaction that publishes a plan, unmade in the one that withdraws it or retracts words."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection

from apps.core import bulk
from apps.publishing.models import Edition, EditionElement, PlanWords, SearchEntry
from apps.publishing.models.search import PLACES
from apps.publishing.search.analyser import Tokens, analyse
from apps.publishing.search.expressions import Place
from apps.publishing.search.letters import words
from apps.publishing.search.queries import in_order

_COLUMNS = ("pk", "position", "kind", "title", "text")
#: A row for the table of tokens, which are no text to be read on PostgreSQL but a list.
_ROW = {"sqlite": "(%s, %s)", "postgresql": "(%s, array_to_tsvector(string_to_array(%s, ' ')))"}
_MOST_AT_ONCE = 400


class Row(NamedTuple):
    """A published element as the index reads it."""

    pk: int
    position: int
    kind: str
    title: str
    text: str


def index_edition(edition: Edition) -> None:
    """Make the plan of a current edition found by its words, and by no other edition's."""
    _clear(edition.plan_id)
    rows = EditionElement.objects.filter(edition=edition).order_by("position").values_list(*_COLUMNS)
    names = analyse(f"{edition.plan.municipality.name} {edition.title}")
    _write(edition.plan_id, edition.plan.municipality_id, [Row(*row) for row in rows], names)


def forget_plan(plan_id: int) -> None:
    """Let nothing of the plan be found."""
    _clear(plan_id)
    PlanWords.objects.filter(plan_id=plan_id).delete()


def _clear(plan_id: int) -> None:
    first, last = plan_id * PLACES, (plan_id + 1) * PLACES - 1
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM publishing_search WHERE rowid BETWEEN %s AND %s", [first, last])
    SearchEntry.objects.filter(pk__range=(first, last))._raw_delete(connection.alias)


def _keep_words(plan_id: int, counted: Counter[str]) -> None:
    """Keep the plan's words; the row is a new one only where they are others than before (``spelling`` reads it then)."""
    words = "\n".join(f"{word} {count}" for word, count in sorted(counted.items()))
    PlanWords.objects.filter(plan_id=plan_id).exclude(words=words).delete()
    PlanWords.objects.get_or_create(plan_id=plan_id, defaults={"words": words})


def _write(plan_id: int, municipality_id: int, rows: list[Row], names: Tokens) -> None:
    counted: Counter[str] = Counter()
    entries, tokens = [], []
    for row in rows:
        key = plan_id * PLACES + row.position
        title, text = ([word.text for word in words(each)] for each in (row.title, row.text))
        counted.update(word.lower() for word in {*title, *text})
        placed = sorted(placed_tokens(analyse(row.title), analyse(row.text), names))
        entries.append(
            (key, municipality_id, plan_id, row.pk, row.kind, f"{in_order(title)}|{in_order(text)}")
        )
        tokens.append((key, " ".join(placed)))
    fields = ["id", "municipality_id", "plan_id", "element_id", "kind", "words"]
    bulk.insert(SearchEntry, fields, entries)
    _insert_tokens(tokens)
    _keep_words(plan_id, counted)


def _insert_tokens(tokens: list[tuple[int, str]]) -> None:
    with connection.cursor() as cursor:
        for start in range(0, len(tokens), _MOST_AT_ONCE):
            some = tokens[start : start + _MOST_AT_ONCE]
            rows = ", ".join([_ROW[connection.vendor]] * len(some))
            cursor.execute(
                f"INSERT INTO publishing_search (rowid, tokens) VALUES {rows}",  # noqa: S608
                [value for row in some for value in row],
            )


def placed_tokens(title: Tokens, text: Tokens, names: Tokens) -> Iterator[str]:
    """Each token behind the letter of the best place in which it stands; parts in titles are told beside whole words in texts."""
    in_title = title.wholes | title.parts
    yield from (Place.TITLE + token for token in title.wholes)
    yield from (Place.PART_IN_TITLE + token for token in title.parts)
    yield from (Place.TEXT + token for token in text.wholes - title.wholes)
    yield from (Place.PART_IN_TEXT + token for token in text.parts - in_title)
    yield from (Place.AROUND + token for token in names.wholes)
