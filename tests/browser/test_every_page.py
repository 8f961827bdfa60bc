"""Every page that people who are signed in can come to, one for each address of the URL configuration: no console complains
under the strict policy, and nothing is asked of anybody else."""

from urllib.parse import parse_qsl, urlsplit

from django.urls import Resolver404, URLResolver, get_resolver, resolve

from apps.municipalities.demo import DEMO_PEOPLE
from tests.browser.acts import watched

WORKSPACES = ("admin/", "arbejdsrum/", "konto/", "stil/")
STARTS = ["/admin/", "/arbejdsrum/", "/konto/", "/stil/"]
#: What no page links to, or none at this moment.
UNLINKED = [
    "/admin/login/",
    "/admin/strategies/binnedsubtree/1/history/",
    "/admin/followup/followupround/1/history/",
    "/admin/password_change/",
    "/admin/password_change/done/",
    "/konto/login/",
    "/konto/logout/",
    "/konto/inactive/",
    "/konto/signup/",
    "/konto/invitation/findes-ikke/",
    "/konto/password/reset/done/",
    "/konto/password/reset/key/done/",
    "/konto/password/reset/key/1-findes-ikke/",
    "/konto/sikkerhed/authenticate/",
    "/konto/sikkerhed/reauthenticate/",
    "/konto/sikkerhed/webauthn/",
]
#: Pages of which nothing shows here, and where they are looked at.
ELSEWHERE = {
    "arbejdsrum/paamindelser/<path:token>/": "test_follow_up.py",
    "konto/sikkerhed/recovery-codes/": "test_second_factor.py",
    "konto/sikkerhed/recovery-codes/generate/": "test_second_factor.py",
    "konto/sikkerhed/totp/deactivate/": "test_second_factor.py",
    "konto/sikkerhed/webauthn/keys/<int:pk>/edit/": "test_second_factor.py",
    "konto/sikkerhed/webauthn/keys/<int:pk>/remove/": "test_second_factor.py",
    "konto/sikkerhed/webauthn/reauthenticate/": "test_second_factor.py",
    "admin/strategies/element/together/": "test_admin_tree.py",
    "admin/strategies/element/<path:object_id>/preview/": "test_admin_editing.py",
    "admin/strategies/element/preview_new/": "test_admin_editing.py",
    "admin/strategies/plan/<path:key>/preview-links/<path:link>/close/": "test_admin_editing.py",
}
#: Addresses that are no page to look at, and why.
NO_PAGE = {
    "admin/municipalities/membership/csv/": "a file",
    "admin/municipalities/municipality/<path:object_id>/logo/": "an image",
    "konto/sikkerhed/recovery-codes/download/": "a file",
    "konto/sikkerhed/totp/kode.svg": "an image",
    "admin/(?P<url>.*)$": "whatever does not exist",
    "admin/autocomplete/": "data",
    "admin/jsi18n/": "data",
    "arbejdsrum/<slug:municipality>/ord/": "data",
    "konto/sikkerhed/webauthn/login/": "data",
    "arbejdsrum/<slug:municipality>/tal/<uuid:uid>/": "data",
    "arbejdsrum/<slug:municipality>/mine/mail/": "a deed",
    "arbejdsrum/<slug:municipality>/moedemappe/indhold/": "a deed",
    "arbejdsrum/<slug:municipality>/opfoelgning/<int:number>/bekraeft/": "a deed",
    "arbejdsrum/<slug:municipality>/opfoelgning/<int:number>/<uuid:uid>/": "a deed",
    "admin/indicators/indicator/export/<path:key>/": "a file",
    "admin/followup/followupround/<path:object_id>/delete/": "nobody may",
    "admin/logout/": "a deed",
    "admin/strategies/element/<path:object_id>/present/": "a deed",
    "admin/strategies/element/add_row/": "a deed",
    "admin/strategies/element/arrange/": "a deed",
    "admin/strategies/element/paste/": "data",
    "admin/strategies/element/undo/": "a deed",
    "arbejdsrum/<slug:municipality>/element/<uuid:uid>/foelg/": "a deed",
    "arbejdsrum/<slug:municipality>/element/<uuid:uid>/note/": "a deed",
    "konto/sessioner/<int:pk>/": "a deed",
    "konto/sessioner/andre/": "a deed",
    "admin/accounts/user/<path:object_id>/delete/": "nobody may",
    "admin/municipalities/invitation/<path:object_id>/delete/": "nobody may",
    "admin/readership/pagecomment/add/": "nobody may",
    "admin/strategies/binnedsubtree/<path:object_id>/delete/": "nobody may",
    "admin/strategies/binnedsubtree/add/": "nobody may",
    "admin/strategies/sourcedocument/<path:object_id>/delete/": "nobody may",
    "admin/strategies/sourcedocument/add/": "nobody may",
    "admin/strategies/sourcepassage/<path:object_id>/delete/": "nobody may",
    "admin/strategies/sourcepassage/add/": "nobody may",
}
#: Pages that say that there is none, about which a browser makes a remark.
MISSING = ("/konto/invitation/findes-ikke/", "/konto/signup/")
REMARK = "error: Failed to load resource: the server responded with a status of 404 (Not Found)"
WITHDRAWN = (
    "from apps.strategies.models import Plan; print(Plan.objects.get(slug='handlingsplan-for-natur-2026').pk)"
)


def routes(resolver, before=""):
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        elif route.endswith("<path:object_id>/"):
            continue  # leads to the page to change it
        elif route.startswith(WORKSPACES):
            yield route.replace("^", "")  # as it is said of an address that was found


def kind_of(address):
    """Two addresses of one kind are the same page about something else."""
    parts = urlsplit(address)
    try:
        route = resolve(parts.path).route
    except Resolver404:
        return None
    names = [
        name for name, _value in parse_qsl(parts.query) if name != "o" and "__" not in name
    ]  # lists sort and filter
    return route, tuple(sorted(names))


def links(page):
    read = "links => links.map(link => new URL(link.getAttribute('href'), link.baseURI).href)"  # those in figures too
    found = page.locator("a[href]").evaluate_all(read)
    return [f"{parts.path}?{parts.query}".rstrip("?") for parts in map(urlsplit, found)]


def test_no_console_complains_on_any_page(admin, keys, manage):
    plan, element = keys
    about = "/admin/strategies/plan"
    first = [f"/admin/strategies/element/{element}/change/", f"{about}/{plan}/editions/"]
    first.append(f"{about}/{manage('shell', '-v0', '-c', WITHDRAWN).strip()}/editions/1/again/")
    waiting, seen, found = [*first, *STARTS, *UNLINKED], set(), {}
    page = admin("/healthz", person=DEMO_PEOPLE[0])
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if kind is None or kind in seen or not kind[0].startswith(WORKSPACES) or kind[0] in NO_PAGE:
            continue
        seen.add(kind)
        status = page.goto(address).status
        if page.locator("form[data-editing]").count():
            watched(page)
            page.wait_for_load_state("networkidle")
        expected = (404, [REMARK]) if address in MISSING else (200, [])
        if (status, page.complaints) != expected:
            found[address] = [status, *page.complaints]
        page.complaints.clear()
        waiting += links(page)
    assert found == {}
    left = set(routes(get_resolver())) - {route for route, _query in seen} - set(ELSEWHERE) - set(NO_PAGE)
    assert left == set(), "no page leads there: say in UNLINKED or ELSEWHERE how they are looked at"
