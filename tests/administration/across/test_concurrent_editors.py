"""A short run of ``bench.writers``: editors at once, through real requests to admin on a real server."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection

from tests.source_code import ROOT

WRITERS, OPERATIONS = 4, 15


@pytest.mark.long
def test_editors_at_once_break_nothing_lose_nothing_and_save_nothing_stale():
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": ""}
    environment["DATABASE_URL"] = ""
    if connection.vendor == "postgresql":
        server = connection.settings_dict
        secret = f":{server['PASSWORD']}" if server["PASSWORD"] else ""
        address = f"{server['USER']}{secret}@{server['HOST']}:{server['PORT'] or 5432}"
        environment["DATABASE_URL"] = f"postgres://{address}/{server['NAME']}"
    command = [
        sys.executable,
        "-m",
        "bench.writers",
        "--writers",
        str(WRITERS),
        "--operations",
        str(OPERATIONS),
        # How long they wait is told by the bench, on a machine that does nothing else.
        "--slowest",
        "600",
    ]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    found = json.loads(done.stdout)
    assert found["requests"] == WRITERS * OPERATIONS
    assert (found["violations"], found["lost"], found["stale_taken"], found["server_errors"]) == (
        [],
        [],
        [],
        [],
    )
