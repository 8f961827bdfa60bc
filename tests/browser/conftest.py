"""A real browser, and the portal as it is served: gunicorn, hashed files, strict headers, the four municipalities.

The server is a process of its own with a database of its own (of the kind the tests run on), so that nothing of it touches other tests.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

from apps.municipalities.demo import DEMO_PEOPLE
from tests.browser.acts import PATIENCE, follow, sign_in
from tests.processes import own_database

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ARGUMENTS += ["--disable-component-update", "--disable-sync", "--no-first-run"]
PREPARE = [["migrate", "-v0"], ["load_strategies"], ["demo_people"], ["collectstatic", "--noinput", "-v0"]]
START_UP = 120  # seconds
#: So many times slower than it is, with a network to match: SLOWER=4 script/test tests/browser finds what does not wait.
SLOWER = float(os.environ.get("SLOWER", "1"))
expect.set_options(timeout=PATIENCE)
# Playwright leaves an event loop running in the worker's thread, and Django would then refuse the next test its database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.hookimpl(tryfirst=True)  # before xdist writes the group down
def pytest_collection_modifyitems(items):
    """Each portal takes long to start, and a browser keeps a core busy: two groups, so that two workers share them."""
    visits = [item for item in items if "tests/browser/" in item.path.as_posix()]
    files = sorted({item.path for item in visits})
    for item in visits:
        item.add_marker(pytest.mark.xdist_group(f"browser-{files.index(item.path) % 2}"))


@pytest.fixture(scope="session")
def browser():
    """Chromium; without one the tests are skipped, but never where a browser was promised."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        if os.environ.get("CI") == "true" or os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("There is no Chromium here, and CI must not go without.")
        pytest.skip("There is no Chromium here (install “chromium” to run the browser tests).")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def database(folder):
    """An empty database of the kind the tests run on, for the portal that the browser visits."""
    with own_database(folder) as url:
        yield url


@pytest.fixture(scope="session")
def manage(folder, database):
    """Gives a command to the portal that the browser visits; returns what it writes."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.browser.site_settings",
        "SITE_FOLDER": str(folder),
        "DATABASE_URL": database,
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE")

    def run(*command):
        command = [sys.executable, "manage.py", *command]
        return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout  # fmt: skip

    run.environment = environment
    return run


@pytest.fixture(scope="session")
def site(browser, folder, manage):
    """The address of a portal that is running with the real municipalities, and with a little history."""
    for command in [*PREPARE, ["shell", "-v0", "-c", "import tests.browser.history"]]:
        manage(*command)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "gunicorn", "strategy_portal.wsgi", "-b", address]
    command += ["--threads", "4", "--no-control-socket"]
    with open(folder / "log", "w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=manage.environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://{address}/readyz", server, folder / "log")
            yield f"http://{address}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_UP
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The server did not start:\n{log.read_text()[-3000:]}")


def slow_down(page):
    if SLOWER > 1:
        devtools = page.context.new_cdp_session(page)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        conditions = {"latency": 50 * SLOWER, "downloadThroughput": -1, "uploadThroughput": -1}
        devtools.send("Network.emulateNetworkConditions", {"offline": False, **conditions})


@pytest.fixture
def new_page(browser, site):
    """Opens pages in a fresh context each; ``page.complaints`` collects what the console and the network complain of."""
    contexts = []

    def open_page(path="/", *, width=1280, height=900, **options):
        context = browser.new_context(base_url=site, viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        slow_down(page)
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda sent: sent.url.startswith(site) or page.complaints.append(sent.url))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def states(browser, site):
    """Signed-in browsers are made once for each person."""
    known = {}

    def state_of(person):
        if person not in known:
            context = browser.new_context(base_url=site)
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            page.goto("/konto/login/?next=/konto/")
            sign_in(page, person.email)
            expect(page).to_have_url(f"{site}/konto/")
            known[person] = context.storage_state()
            context.close()
        return known[person]

    return state_of


@pytest.fixture
def admin(new_page, states):
    """Opens a page of admin as somebody."""

    def open_page(path="/admin/", *, person=DEMO_PEOPLE[1], **options):
        return new_page(path, storage_state=states(person), **options)

    return open_page


@pytest.fixture
def keys(admin):
    """The numbers of Herning's plan and of an element of it with text."""
    page = admin("/admin/strategies/element/")
    follow(page.get_by_role("link", name="Byrådets arbejdsgrundlag"))
    plan = page.url.split("plan=")[1]
    element = page.get_by_role("link", name="Folkeskoler").get_attribute("href").split("/")[-3]
    page.close()
    return plan, element


@pytest.fixture
def workspace(new_page, states):
    """Opens a page of Vesthimmerland's workspace as the council member."""

    def open_page(path="/arbejdsrum/vesthimmerland/strategi/", **options):
        return new_page(path, storage_state=states(DEMO_PEOPLE[2]), **options)

    return open_page
