"""How gunicorn serves the portal. ``BIND``, ``PORT``, ``WEB_CONCURRENCY`` and ``THREADS`` may say otherwise."""

import os
from pathlib import Path

import environ

if env_file := os.environ.get("ENV_FILE", str(Path(__file__).parent.parent / ".env")):
    environ.Env.read_env(env_file)

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
# SQLite lets one thread of a process work at a time. Of two, one holds the database's lock; Python's collector of garbage in
# it closes a cursor of the other's, for which it needs what the other holds while that one waits for the lock.
on_sqlite = (os.environ.get("DATABASE_URL") or "sqlite:").startswith("sqlite:")
workers = int(os.environ.get("WEB_CONCURRENCY") or (4 if on_sqlite else 2))
threads = 1 if on_sqlite else int(os.environ.get("THREADS") or 4)
worker_class = "strategy_portal.gunicorn_worker.WholeRequestWorker"
timeout = 60
# No request takes longer than this, and systemd or a container waits no longer either.
graceful_timeout = 10
keepalive = 5
# However long a query is, it is the portal's own page that answers. The worker takes no head of more than 64 KB.
limit_request_line = 0
# The workers' heartbeat must not wait for a disk.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else str(Path(__file__).parent.parent / "var")
control_socket_disable = True
accesslog = "-"
errorlog = "-"
logger_class = "strategy_portal.gunicorn_logs.JsonLogger"


def post_worker_init(worker: object) -> None:
    """Read the words that search knows, which takes a process longer than whoever types first would wait for suggestions."""
    from apps.publishing.search.vocabulary import vocabulary

    vocabulary()


def worker_exit(_server, _worker):
    """What a worker has counted goes into the database before it goes."""
    from apps.readership.counting import counter

    counter.write_down()
