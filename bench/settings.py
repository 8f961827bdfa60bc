"""The portal's settings with one address more."""

from strategy_portal.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
