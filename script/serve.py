"""Makes the portal ready (catalogues, database, strategies, demo people, static files) and becomes gunicorn."""

import contextlib
import fcntl
import hashlib
import os
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"


def stop(message: str) -> None:
    sys.exit(message)


def free_port() -> int:
    """The port from the environment; ends the script where something answers there already."""
    text = os.environ.get("PORT") or "8000"
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        stop(f"PORT must be a number from 1 to 65535, not “{text}”.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(text)))
        except PermissionError:
            stop(f"Port {text} may not be used: choose one above 1023 (PORT=8001 script/server).")
        except OSError:
            stop(
                f"Port {text} is taken: is the portal running already? Or choose another (PORT=8001 script/server)."
            )
    return int(text)


def set_up_django() -> None:
    import django
    from django.core.exceptions import ImproperlyConfigured

    from apps.core.catalogues import compile_catalogues

    compile_catalogues()  # first, because translations are read once
    try:
        django.setup()
    except ImproperlyConfigured as error:
        stop(str(error))


def reach_database() -> None:
    from django.db import connection
    from django.db.utils import Error

    try:
        connection.ensure_connection()
    except Error as error:
        # The driver's first line names host and cause; the address, which holds the password, is not in it.
        stop(f"The database does not answer: {str(error).strip().splitlines()[0]}")


def collect_static() -> None:
    """Collects the static files where any of them changed since the last time."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    files = sorted(
        f"{path} {(stat := os.stat(storage.path(path))).st_size} {stat.st_mtime_ns}"
        for finder in get_finders()
        for path, storage in finder.list([])
    )
    wanted = hashlib.sha256("\n".join(files).encode()).hexdigest()
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if not stamp.exists() or stamp.read_text() != wanted:
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(wanted)


def make_ready() -> None:
    """Everything between a fresh clone and the first request; quick where it was done before."""
    from django.conf import settings
    from django.core.management import CommandError, call_command
    from django.utils import translation

    # Whoever starts a server reads what these scripts say in English; they read all of it in English.
    with translation.override("en"):
        try:
            call_command("migrate", interactive=False, verbosity=0)
            call_command("load_strategies", no_example=not settings.DEMO)
            call_command("rebuild_search", missing=True, verbosity=0)
            if settings.DEMO:
                call_command("demo_people")
        except CommandError as error:
            stop(str(error))
    collect_static()


def serve(port: int) -> None:
    import gunicorn

    address = f"http://{HOST}:{port}"
    print(f"\n  {address}/         the public pages\n  {address}/admin/   administration")
    print(f"  gunicorn {gunicorn.__version__}; Ctrl-C stops it.\n", flush=True)
    os.environ.update(PORT=str(port), BIND="")
    command = [sys.executable, "-m", "gunicorn", "--config", "strategy_portal/gunicorn_conf.py"]
    os.execv(sys.executable, [*command, "strategy_portal.wsgi:application"])


def main() -> None:
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "strategy_portal.settings"
    os.environ["DEBUG"] = "0"
    os.environ.setdefault("DEMO", "1")
    free_port()
    with (ROOT / "var" / "serve.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        set_up_django()
        reach_database()
        make_ready()
    serve(free_port())


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        try:
            main()
        except KeyboardInterrupt:
            sys.exit(130)
