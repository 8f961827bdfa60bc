from django.utils import translation

from apps.imports import synthetic
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
