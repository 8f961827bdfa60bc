"""What a portal process can be told to do; each task is called by name from the measurements."""

from collections.abc import Callable
from typing import Any


def task(name: str) -> Callable[..., Any]:
    """The task that is called so; imported when the process is a portal."""
    from bench.tasks import operations, pages

    return next(vars(module)[name] for module in (pages, operations) if name in vars(module))
