"""What the repository says of itself is true."""

import re
import subprocess

import pytest
from django.core.management import get_commands

from apps.municipalities.demo import DEMO_PEOPLE, PASSWORD
from tests.source_code import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*/README.md")])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_documents_name_commands_and_files_that_exist(document):
    text = document.read_text(encoding="utf-8")
    commands = set(re.findall(r"manage\.py ([a-z_]+)", text))
    assert commands <= set(get_commands())
    linked = {target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target}
    assert [target for target in linked if not (document.parent / target).exists()] == []
    named = set(
        re.findall(
            r"(?<![\w/.-])((?:script|apps|tests|fixtures|bench|docs|static|templates)/[\w./-]*\w/?)", text
        )
    )
    assert [
        name for name in named if not (ROOT / name).exists() and not (document.parent / name).exists()
    ] == []


def test_the_readme_states_the_demo_sign_ins():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(person.email in text for person in DEMO_PEOPLE)
    assert f"`{PASSWORD}`" in text


REQUIREMENT = re.compile(
    r"^([\w.-]+)==([\w.]+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)
WANTED = re.compile(r"^([\w.-]+)(?:\[\w+\])?==([\w.]+)$", re.MULTILINE)


def requirements(name):
    """Version by library; whatever in the file is no library with a version and digests stops the test."""
    text = (ROOT / name).read_text()
    assert re.sub(r"^#.*\n", "", REQUIREMENT.sub("", text), flags=re.MULTILINE) == ""
    return {library: version for library, version, _digests in REQUIREMENT.findall(text)}


def test_every_requirement_has_one_version_and_digests():
    runs_on, development = requirements("requirements.txt"), requirements("requirements-dev.txt")
    assert runs_on.items() <= development.items()


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_what_is_installed_is_what_was_asked_for(name):
    asked = WANTED.findall((ROOT / f"{name}.in").read_text())
    assert len(asked) > 10
    installed = requirements(f"{name}.txt")
    names = {library: re.sub(r"[_.]", "-", library.lower()) for library, _version in asked}
    assert [(library, installed.get(names[library])) for library, _version in asked] == asked


def test_decisions_are_numbered_without_gaps():
    numbers = [int(path.name[:4]) for path in sorted(ROOT.glob("docs/adr/*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_no_link_of_a_machine_stands_among_the_files():
    """A link to a folder of somebody's machine is no file of the project, whatever it is called."""
    if not (ROOT / ".git").exists():
        pytest.skip("The source stands where there is no git.")
    listed = subprocess.run(
        ["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert [line for line in listed if not line.startswith("100")] == []
