"""Undefined variables are errors in our own templates; those of Django and allauth rely on them."""

import inspect
from pathlib import Path
from typing import Any


class UndefinedVariable(str):
    """What Django asks to stand in for an undefined variable (``string_if_invalid``)."""

    folder: str

    def __new__(cls, folder: Path) -> "UndefinedVariable":
        value = super().__new__(cls, "")
        value.folder = str(folder)
        return value

    def __bool__(self) -> bool:
        return True

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, variable: Any) -> str:
        frame = inspect.currentframe()
        while frame := frame.f_back if frame else None:
            origin = getattr(frame.f_locals.get("self"), "origin", None)
            if origin is not None:
                if str(origin.name).startswith(self.folder):
                    raise AssertionError(f"{origin.name} uses {variable}, which is not defined.")
                break
        return ""
