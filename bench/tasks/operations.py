"""Tasks about what is no page: searching, and setting in type."""

from django.utils import translation

from apps.imports import synthetic
from apps.overview.pdf.orders import plan_order
from apps.overview.pdf.typesetting import typeset
from apps.publishing.models import SearchEntry
from apps.publishing.reading import published_plan
from apps.publishing.search.results import Search, complete
from bench.tasks.pages import make_plan, timed

TYPESET = 496  # the municipality whose plan is made into a file


def count_entries() -> int:
    """How many published elements there are to search."""
    return SearchEntry.objects.count()


def time_hits(words: str) -> float:
    """Seconds until the first 20 hits are there with their snippets, uncounted."""
    return timed(lambda: Search.of(words).hits(0, 20))


def time_suggestion(words: str) -> float:
    """Seconds that it takes to tell what may have been meant."""
    return timed(lambda: Search.of(words).suggestion())


def time_completion(words: str) -> float:
    """Seconds that it takes to tell how the first half of the words may go on."""
    return timed(lambda: list(complete(words[: len(words) // 2], 8)))


def prepare_pdf(elements: int) -> str:
    """A plan of that size; its municipality."""
    make_plan(TYPESET, "strategi", elements, seed=1)
    return synthetic.municipality(TYPESET, set()).slug


def time_pdf(municipality: str) -> float:
    """Seconds that it takes to make the file of the plan, however often it was made before."""
    with translation.override("da"):
        order = plan_order(published_plan(municipality, "strategi"), "https://example.dk/")
        return timed(lambda: typeset(order.sheet()))
