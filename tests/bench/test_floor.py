from itertools import cycle

from django.utils import translation

from apps.followup.operations.report import Report, report
from apps.followup.status import Status
from apps.imports import synthetic
from apps.overview.followup import status_label
from apps.publishing.operations.publish import publish
from apps.publishing.pages import render, store
from apps.publishing.reading import published_plan
from apps.strategies.models import Plan
from apps.strategies.tree import create_plan
from bench import floor


def test_the_floor_gives_the_pages_own_bytes(client, herning, editor):
    """Otherwise the ratios of ``bench/`` would compare the page with something else."""
    plan = Plan(municipality=herning, title="Plan", slug="plan")
    create_plan(plan, root=synthetic.tree(1, elements=40, seed=1), by=editor)
    publish(plan=plan, by=editor, nature="adopted")
    page = client.get("/herning/plan/").content
    with translation.override("da"):
        found = store.fragments(published_plan("herning", "plan"), "da")
        words = render.Words()
    around = floor.frame(page, found.outline, found.body)
    assert floor.page("herning", "plan", around, words) == page
    keys = plan.identities.order_by("pk").values_list("pk", flat=True)[1::2]
    report(reports=[Report(key, status) for key, status in zip(keys, cycle(Status.values))], by=editor)
    labels = {status.value: status_label(status.value) for status in Status}
    with translation.override("da"):
        told = floor.page("herning", "plan", around, words, labels)
    assert told == client.get("/herning/plan/").content
    assert told.count(b'<span class="status ') == len(keys) == 20
