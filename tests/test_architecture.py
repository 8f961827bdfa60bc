"""The house rules that a machine can check: the direction of imports, who knows the request, sizes, names."""

import ast

from django.apps import apps as django_apps
from django.db.models import Model

from tests import source_code
from tests.source_code import ROOT

#: Each app imports only from apps before it.
LAYERS = [
    "core",
    "accounts",
    "municipalities",
    "strategies",
    "publishing",
    "followup",
    "indicators",
    "decisions",
    "imports",
    "activity",
    "readership",
    "overview",
    "portal",
    "workspace",
    "opendata",
    "administration",
]
FACES = {"portal", "workspace", "opendata", "administration"}
MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 40
MOST_LINES_OF_A_VIEW = 25
#: Named for nothing in particular, so that everything ends up there.
NAMES_THAT_SAY_NOTHING = {"services", "utils", "helpers", "misc", "common"}
#: Below the faces: middleware, conditional answers and the settings of sign-in are about requests.
MAY_KNOW_REQUEST = {"core", "accounts"}
REQUEST_MODULES = ("django.http", "django.shortcuts", "django.views", "django.contrib.messages")

APP_FILES = [file for file in source_code.python_files("apps") if file.app and not file.is_migration]
ALL_FILES = [file for file in source_code.python_files() if not file.is_migration]
VIEW_FILES = [file for file in APP_FILES if file.app in FACES and "views" in file.path.with_suffix("").parts]


def test_every_app_has_its_place_in_the_order():
    assert {path.parent.name for path in ROOT.glob("apps/*/apps.py")} <= set(LAYERS)


def _may_import(app: str, imported: str) -> bool:
    below = LAYERS.index(imported) < LAYERS.index(app) and not {app, imported} <= FACES
    return imported == app or below


def test_imports_point_down():
    assert [
        f"{file} imports apps.{imported}"
        for file in source_code.python_files("apps")
        for imported in file.imported_apps()
        if not _may_import(file.app, imported)
    ] == []


def test_only_faces_know_the_request():
    domain = [f for f in APP_FILES if f.app not in FACES | MAY_KNOW_REQUEST]
    assert [
        f"{file} imports {module}"
        for file in domain
        for module in file.imports()
        if module.startswith(REQUEST_MODULES)
    ] == []
    assert [
        f"{file}: {function.name}"
        for file in domain
        for function in file.functions()
        if "request" in file.arguments(function)
    ] == []


def test_foreign_keys_point_down():
    ours = [model for model in django_apps.get_models(include_auto_created=True) if app_of(model) in LAYERS]
    assert [
        f"{model._meta.label}.{field.name}"
        for model in ours
        for field in model._meta.get_fields()
        if field.concrete and field.remote_field and app_of(field.remote_field.model) in LAYERS
        if LAYERS.index(app_of(field.remote_field.model)) > LAYERS.index(app_of(model))
    ] == []


def app_of(model: type[Model]) -> str:
    package, _, rest = model.__module__.partition(".")
    return rest.split(".")[0] if package == "apps" else ""


def test_files_are_short_enough_to_read():
    sheets = [
        source_code.SourceFile(path) for path in source_code.text_files() if path.suffix in (".css", ".js")
    ]
    assert [
        f"{file}: {len(file.lines)} lines" for file in (*ALL_FILES, *sheets) if len(file.lines) > MOST_LINES
    ] == []


def test_functions_are_short_enough_to_read():
    assert [
        f"{file}: {name} has {size} lines"
        for file in ALL_FILES
        for name, size in file.function_sizes()
        if size > (MOST_LINES_OF_A_VIEW if file in VIEW_FILES else MOST_LINES_OF_A_FUNCTION)
    ] == []


def test_faces_hold_function_views():
    assert [
        str(file) for file in VIEW_FILES if any(isinstance(n, ast.ClassDef) for n in ast.walk(file.tree))
    ] == []


def test_modules_are_named_for_what_they_do():
    assert [str(f) for f in ALL_FILES if NAMES_THAT_SAY_NOTHING & set(f.path.with_suffix("").parts)] == []


def test_nobody_listens_to_signals():
    signals = {"django.dispatch", "django.db.models.signals"}
    assert [str(file) for file in APP_FILES if signals & set(file.imports())] == []


def test_nothing_is_left_for_later():
    later = ("TO" + "DO", "FIX" + "ME", "X" + "XX")
    assert [
        f"{file}: {line.strip()}"
        for file in ALL_FILES
        for line in file.lines
        if any(w in line for w in later)
    ] == []


def test_no_path_of_a_machine_stands_in_the_project():
    homes = ("/" + "tmp/", "/" + "work/", "/" + "home/", "/" + "root/")
    assert [
        f"{path}: {line.strip()}"
        for path in source_code.text_files()
        for line in source_code.read(path).splitlines()
        if any(home in line for home in homes)
    ] == []


def test_the_rules_look_at_the_real_files():
    assert "apps/core/text.py" in {str(file) for file in APP_FILES}
    assert "manage.py" in {str(path) for path in source_code.text_files()}
