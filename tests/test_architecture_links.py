"""The direction of the house in what Python's imports do not tell: templates, and addresses asked for by name.

A face may lead its reader to another face, at the entrances named here; below the faces nobody knows any address of theirs.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from tests import source_code
from tests.test_architecture import FACES, LAYERS

#: Folders of templates that are not named after their app.
TEMPLATE_OWNERS = {
    "account": "accounts",
    "admin": "administration",
    "mfa": "accounts",
    "usersessions": "accounts",
}
#: Templates that every face may use; they belong to nobody.
SHARED = {"components"}
#: Where one face (or sign-in, which is below them) leads over to another, and why it must.
ENTRANCES = {
    ("accounts", "workspace"): {"account_home", "workspace:workspaces"},  # after signing in
    ("administration", "workspace"): {
        "account_home",  # one's own account, from admin's header
        "invitation",  # what an invitation's mail leads to
        "workspace:figures",  # where figures are entered by whoever owns them
        "workspace:report",  # where everybody reports, editors too
    },
    ("administration", "portal"): {
        "portal:draft",  # the secret address that is passed on
        "portal:indicator",  # what citizens read of it
        "portal:log",
        "portal:round",
    },
    ("workspace", "portal"): {
        "portal:home",
        "portal:municipality",
        "portal:plan",
        "portal:element",
        "portal:decision",
        "portal:round",
    },
    ("workspace", "administration"): {
        "admin:index",
        "admin:strategies_element_change",  # the same element, for whoever may write there
        "admin:strategies_element_changelist",
        "admin:strategies_plan_add",
    },
}
_URL_TAG = re.compile(r"""{%\s*url\s+["']([\w:.-]+)["']""")
_TEMPLATE_TAG = re.compile(r"""{%\s*(?:include|extends)\s+["']([\w/.-]+)["']""")
_ASKS_FOR_ADDRESS = {"reverse", "reverse_lazy", "redirect", "resolve_url"}


def _name_owners() -> dict[str, str]:
    """The app whose views answer each named address."""
    owners: dict[str, str] = {}

    def walk(patterns: list[URLPattern | URLResolver], namespace: str, app: str) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                walk(pattern.url_patterns, inner, "administration" if pattern.namespace == "admin" else app)
            elif pattern.name:
                owners[namespace + pattern.name] = app or _app_of(pattern)

    walk(get_resolver().url_patterns, "", "")
    return owners


def _app_of(pattern: URLPattern) -> str:
    module = getattr(pattern.callback, "__module__", "")
    return module.split(".")[1] if module.startswith("apps.") else "accounts"


def _template_owner(path: Path) -> str:
    """The app a template (relative to the project folder) belongs to; empty for what belongs to nobody."""
    parts = path.parts[1:]
    return "" if len(parts) == 1 or parts[0] in SHARED else TEMPLATE_OWNERS.get(parts[0], parts[0])


def _templates() -> list[Path]:
    return [path for path in source_code.text_files() if path.parts[0] == "templates"]


def _asked_for() -> Iterator[tuple[str, str, str]]:
    """Who asks for which address by name: the file, its app, the name."""
    for path in _templates():
        for name in _URL_TAG.findall(source_code.read(path)):
            yield str(path), _template_owner(path), name
    for file in source_code.python_files("apps"):
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Call) and node.args and _function(node) in _ASKS_FOR_ADDRESS:
                first = node.args[0]
                if (
                    isinstance(first, ast.Constant)
                    and isinstance(first.value, str)
                    and "/" not in first.value
                ):
                    yield str(file), file.app, first.value


def _may_use(app: str, owner: str) -> bool:
    """Whether templates of ``owner`` serve ``app``: its own, those of apps below that are no face, and the shared ones."""
    if not owner or owner == app:
        return True
    return owner not in FACES and (not app or LAYERS.index(owner) < LAYERS.index(app))


def _function(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def test_only_faces_and_entrances_know_addresses_of_a_face():
    owners = _name_owners()
    assert (
        sorted(
            f"{where} asks for {name} of {owners[name]}"
            for where, app, name in _asked_for()
            if app and owners.get(name, app) in FACES and owners[name] != app
            if name not in ENTRANCES.get((app, owners[name]), set())
        )
        == []
    )


def test_every_entrance_is_used():
    owners = _name_owners()
    used = {(app, owners.get(name, ""), name) for _, app, name in _asked_for()}
    assert [
        (pair, name) for pair, names in ENTRANCES.items() for name in names if (*pair, name) not in used
    ] == []


def test_templates_are_made_of_their_own_and_shared_templates():
    assert [
        f"{path} uses {used}"
        for path in _templates()
        for used in _TEMPLATE_TAG.findall(source_code.read(path))
        if not used.startswith("admin/")  # Django's own
        if not _may_use(_template_owner(path), _template_owner(Path("templates", used)))
    ] == []


def test_code_renders_templates_of_its_own_app():
    assert [
        f"{file} names {node.value}"
        for file in source_code.python_files("apps")
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.fullmatch(r"[\w/]+[.](html|txt|xml)", node.value) and "/" in node.value
        if (source_code.ROOT / "templates" / node.value).exists()
        if not _may_use(file.app, _template_owner(Path("templates", node.value)))
    ] == []
