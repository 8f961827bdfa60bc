"""Where the settings come from, and what kind of portal this is.

``DEMO`` makes a portal to try out on one's own machine: demo sign-ins and a secret key of its own in ``var/``.
"""

import os
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
if env_file := os.environ.get("ENV_FILE", str(BASE_DIR / ".env")):
    environ.Env.read_env(env_file)

DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("DEMO", False)
#: Whether this process answers readers (``wsgi.py`` says so itself), and is no command of an administrator.
SERVING = os.environ.get("SERVING") == "1"
