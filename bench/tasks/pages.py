"""Tasks about pages: data to show on them, and how long a view takes."""

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import translation

from apps.accounts.models import User
from apps.followup.status import Status
from apps.imports import synthetic, synthetic_follow_up
from apps.imports.fixtures.load import system_user
from apps.municipalities.models import Membership, Municipality
from apps.municipalities.roles import Role
from apps.overview.followup import status_label
from apps.publishing.comparison.between_editions import compare_in_public
from apps.publishing.models import Edition, EditionElement, Rendering
from apps.publishing.operations.publish import publish
from apps.publishing.pages import store
from apps.publishing.pages.render import Words
from apps.publishing.reading import published_plan
from apps.strategies.models import Plan
from apps.strategies.operations.edit import edit_element
from apps.strategies.tree import create_plan
from bench import floor

_ready: dict[str, Any] = {}
ELEMENT_PAGES = 499  # the municipality with plans of several sizes
EDITIONS = 498  # the one with plans that were published twice
FOLLOWED = 497  # the one whose plan is followed up


def timed(call: Callable[[], Any]) -> float:
    """Seconds that ``call`` takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def prepare(municipalities: int, elements: int, small: int) -> None:
    """Make the tables and the synthetic municipalities; the first has a small plan too."""
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    for number in range(1, municipalities + 1):
        make_plan(number, "strategi", elements, seed=1)
    make_plan(1, "lille", small, seed=2)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def prepare_shipped() -> None:
    """Make the tables and load the strategies that come with the portal."""
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("load_strategies", verbosity=0)


def make_plan(number: int, slug: str, elements: int, seed: int) -> Plan:
    """A published plan, in the municipality of that number, which is made too."""
    by = system_user()
    place = Municipality.objects.filter(slug=f"proeveby-{number}").first()
    if place is None:
        place = synthetic.municipality(number, set(Municipality.objects.values_list("code", flat=True)))
        place.is_example = False  # what is searched comes before all examples
        place.save()
    plan = Plan(municipality=place, title="Strategi", slug=slug)
    create_plan(plan, root=synthetic.tree(number, elements=elements, seed=seed), by=by)
    publish(plan=plan, by=by, nature="adopted")
    return plan


def page(path: str) -> HttpResponse:
    """The view's answer to somebody who takes no compression, so that no kept page is used."""
    request: HttpRequest = RequestFactory().get(path)
    found = resolve(path)
    return found.func(request, *found.args, **found.kwargs)


def prepare_element_pages(*sizes: int) -> list[str]:
    """An element in the middle of a plan of each size, in a municipality of their own."""
    paths = []
    for size in sizes:
        make_plan(ELEMENT_PAGES, f"plan-{size}", size, seed=size)
        paths.append(element_path(f"plan-{size}", ELEMENT_PAGES))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return paths


def prepare_editions(elements: int) -> tuple[int, int]:
    """A plan of that size with two editions: in the second, one element in twenty has other words. Their keys."""
    by, plan = system_user(), make_plan(EDITIONS, f"udgaver-{elements}", elements, seed=elements)
    for element in plan.elements.in_reading_order()[1::20]:
        edit_element(
            plan_id=plan.pk,
            element_id=element.pk,
            based_on=element.version,
            by=by,
            title=f"{element.title} nu",
            body=f"{element.body.replace(' vil ', ' vil altid ')}\n<p>Det er nyt.</p>",
        )
    publish(plan=plan, by=by, nature="editorial")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    first, second = plan.editions.order_by("number").values_list("pk", flat=True)
    return first, second


def prepare_statuses(elements: int) -> str:
    """The address of a plan that is followed up: nine of ten elements have a status, in the floor too."""
    plan = make_plan(FOLLOWED, "strategi", elements, seed=1)
    prepare_floor(FOLLOWED)
    synthetic_follow_up.record_round(plan, 0, system_user())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    path = f"/proeveby-{FOLLOWED}/strategi/"
    answer = page(path).content
    told = answer.decode().count('<span class="status ')
    if told < elements * 0.8:
        raise AssertionError(f"Only {told} of {elements} elements have a status.")
    _refuse_other_bytes(answer)
    return path


def time_comparing(first: int, second: int) -> float:
    """Seconds that it takes to tell what differs between two editions, word by word."""
    old, new = Edition.objects.get(pk=first), Edition.objects.get(pk=second)
    return timed(lambda: compare_in_public(old, new))


def prepare_follow_up(municipalities: int, elements: int) -> None:
    """Make the tables and municipalities with all that is recorded of a plan."""
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    call_command(
        "generate_municipalities", count=municipalities, elements=elements, follow_up=True, verbosity=0
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def follow_up_paths() -> dict[str, str]:
    """The pages of the first municipality that show what is recorded."""
    place = "/proeveby-1/"
    committee = Municipality.objects.get(slug="proeveby-1").committees.earliest("pk")
    return {
        "municipality": place,
        "newest round": f"{place}opfoelgning/{synthetic_follow_up.Size().rounds}/",
        "indicators": f"{place}indikatorer/",
        "decisions": f"{place}beslutninger/",
        "committee": f"{place}udvalg/{committee.slug}/",
        "element": element_path("strategi"),
    }


def element_path(slug: str, number: int = 1) -> str:
    """An element in the middle of a plan of the first municipality, or another."""
    edition = published_plan(f"proeveby-{number}", slug)
    row = EditionElement.objects.get(edition=edition, position=edition.element_count // 2)
    return f"/proeveby-{number}/{slug}/{row.slug}/"


def time_page(path: str) -> float:
    """Seconds that the view takes."""
    return timed(lambda: page(path))


def time_page_twice(path: str) -> float:
    """The same of a page that takes twice as long."""
    return time_page(path) + time_page(path)


def time_cold_page(path: str) -> float:
    """Seconds that the view takes when nothing of the plan is stored."""
    Rendering.objects.all().delete()
    seconds = time_page(path)
    store.warm(published_plan("proeveby-1", "strategi"))
    return seconds


def count_queries(path: str) -> int:
    """How many queries the view needs."""
    before = connection.force_debug_cursor
    connection.force_debug_cursor = True
    connection.queries_log.clear()
    page(path)
    connection.force_debug_cursor = before
    return len(connection.queries_log)


def count_kept_queries(path: str) -> int:
    """How many queries a whole request needs when its answer is kept."""
    client = Client()
    client.get(path, headers={"accept-encoding": "br"})
    with CaptureQueriesContext(connection) as context:
        client.get(path, headers={"accept-encoding": "br"})
    return len(context)


def sign_in_editor() -> str:
    """Sign in an editor of the first municipality; returns the admin address of the tree of its plan of 1,000."""
    place = Municipality.objects.get(slug="proeveby-1")
    user = User.objects.create_user(f"redaktoer-{uuid4()}@example.dk", password=None)
    Membership.objects.create(user=user, municipality=place, role=Role.EDITOR)
    client = Client()
    client.force_login(user)
    _ready["client"] = client
    plan = Plan.objects.get(municipality=place, slug="strategi")
    return f"/admin/strategies/element/?plan={plan.pk}"


def visit_of_editor() -> dict[str, str]:
    """A browser's way in as that editor: the session, and the addresses of the tree in admin and in the workspace."""
    tree = sign_in_editor()
    cookie = _ready["client"].cookies[settings.SESSION_COOKIE_NAME]
    return {
        "cookie": cookie.key,
        "session": cookie.value,
        "admin": tree,
        "workspace": "/arbejdsrum/proeveby-1/",
    }


def admin_form() -> str:
    """The admin address of an element in the middle of that plan."""
    plan = Plan.objects.get(municipality__slug="proeveby-1", slug="strategi")
    keys = plan.elements.without_root().in_reading_order().values_list("pk", flat=True)
    return f"/admin/strategies/element/{keys[len(keys) // 2]}/change/"


def time_admin(path: str) -> float:
    """Seconds that a whole request to admin takes, middleware included."""
    client = _ready["client"]
    start = time.perf_counter()
    status = client.get(path).status_code
    seconds = time.perf_counter() - start
    if status != 200:
        raise AssertionError(f"{path} answered {status}")
    return seconds


def prepare_floor(number: int = 1) -> None:
    """Get the floor ready, and fail where its bytes are not the page's."""
    municipality = f"proeveby-{number}"
    answer = page(f"/{municipality}/strategi/")
    edition = published_plan(municipality, "strategi")
    _ready["municipality"] = municipality
    with translation.override("da"):
        fragments = store.fragments(edition, "da")
        _ready["words"] = Words()
        _ready["statuses"] = {status.value: status_label(status.value) for status in Status}
    _ready["frame"] = floor.frame(answer.content, fragments.outline, fragments.body)
    _refuse_other_bytes(answer.content)


def _refuse_other_bytes(page: bytes) -> None:
    if _floor() != page:
        raise AssertionError("The floor no longer gives the page's bytes: bring bench/floor.py up to date.")


def _floor() -> bytes:
    return floor.page(
        _ready["municipality"], "strategi", _ready["frame"], _ready["words"], _ready["statuses"]
    )


def time_floor() -> float:
    """Seconds that the floor takes."""
    return timed(_floor)


def time_building(elements: int) -> tuple[float, float]:
    """Seconds that building a plan takes, and publishing it; nothing is left of it."""
    by, place = system_user(), Municipality.objects.get(slug="proeveby-1")
    seed = uuid4().int
    root = synthetic.tree(1, elements=elements, seed=seed)
    plan = Plan(municipality=place, title="Byggeplan", slug="byggeplan")
    with transaction.atomic():
        building = timed(lambda: create_plan(plan, root=root, by=by))
        publishing = timed(lambda: publish(plan=plan, by=by, nature="adopted"))
        transaction.set_rollback(True)
    return building, publishing
