"""How gunicorn serves the portal. ``BIND``, ``PORT``, ``WEB_CONCURRENCY`` and ``THREADS`` may say otherwise."""

import os
from pathlib import Path

import environ

if env_file := os.environ.get("ENV_FILE", str(Path(__file__).parent.parent / ".env")):
    environ.Env.read_env(env_file)

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = int(os.environ.get("THREADS") or 4)
worker_class = "gthread"
timeout = 60
graceful_timeout = 20
keepalive = 5
# The workers' heartbeat must not wait for a disk.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else str(Path(__file__).parent.parent / "var")
control_socket_disable = True
accesslog = "-"
errorlog = "-"
logger_class = "strategy_portal.gunicorn_logs.JsonLogger"
