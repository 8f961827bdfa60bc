"""Making the index of search anew, where the analyser or the vocabulary changed or the index was lost."""

from apps.publishing.models import Edition, PlanWords, SearchEntry
from apps.publishing.search.index import forget_plan, index_edition
from apps.strategies.tree import locked


def rebuild_search(*, only_missing: bool = False) -> int:
    """Index every published plan, or those that are not, and forget the others; tells how many were indexed.

    Each plan has a transaction of its own, so citizens find all others meanwhile. Doing it again changes nothing.
    """
    published = set(Edition.objects.current().values_list("plan_id", flat=True))
    known = set(PlanWords.objects.values_list("plan_id", flat=True))
    for plan_id in sorted((known | set(SearchEntry.objects.values_list("plan_id", flat=True))) - published):
        with locked(plan_id, by=None):
            forget_plan(plan_id)
    wanted = sorted(published - known if only_missing else published)
    for plan_id in wanted:
        with locked(plan_id, by=None):
            edition = Edition.objects.current().select_related("plan").filter(plan_id=plan_id).first()
            if edition is not None:
                index_edition(edition)
    return len(wanted)
