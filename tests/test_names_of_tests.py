"""Where the tests of a module stand can be guessed from its name, and the other way round."""

from pathlib import Path

from tests.source_code import ROOT

APPS = sorted(path.name for path in (ROOT / "apps").iterdir() if (path / "__init__.py").exists())
#: Tests of what several modules of an app hold together.
ACROSS = "across"


def subjects(app: str) -> set[str]:
    """What an app's tests can be named for: its modules and its packages."""
    modules = (ROOT / "apps" / app).rglob("*.py")
    found = {module for module in modules if "migrations" not in module.parts}
    return {module.stem for module in found} | {module.parent.name for module in found}


def is_named_for(test: Path, names: set[str]) -> bool:
    subject = test.stem.removeprefix("test_")
    return any(subject == name or subject.startswith(f"{name}_") for name in names)


def test_a_file_of_tests_is_named_for_what_it_tests_or_says_that_it_goes_across():
    found = [
        str(test.relative_to(ROOT))
        for app in APPS
        for test in sorted((ROOT / "tests" / app).rglob("test_*.py"))
        if test.parent.name != ACROSS and not is_named_for(test, subjects(app))
    ]
    assert found == []


def test_every_folder_of_tests_is_a_folder_of_the_app():
    found = [
        str(folder.relative_to(ROOT))
        for app in APPS
        for folder in sorted((ROOT / "tests" / app).rglob("*/"))
        if folder.is_dir()
        and folder.name not in {ACROSS, "__pycache__"}
        and not (ROOT / "apps" / folder.relative_to(ROOT / "tests")).is_dir()
    ]
    assert found == []
