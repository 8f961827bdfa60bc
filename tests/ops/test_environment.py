"""script/environment.py, which must work before anything is installed."""

import importlib.util
import sys

import pytest

from tests.source_code import ROOT


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """The script as a module, looking after an empty folder."""
    spec = importlib.util.spec_from_file_location("environment", ROOT / "script" / "environment.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(module, "LOG", tmp_path / "install.log")
    (tmp_path / "requirements.txt").write_text("django==5.2\n")
    (tmp_path / "requirements-dev.txt").write_text("django==5.2\npytest==9\n")
    return module


@pytest.fixture
def whole_venv(environment):
    """A .venv that stands, without the minute it takes to make one."""
    environment.PYTHON.parent.mkdir(parents=True)
    environment.PYTHON.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    environment.PYTHON.chmod(0o755)
    (environment.VENV / "made-for").write_text(environment.python_of_venv())
    return environment


def test_it_needs_nothing_but_the_standard_library():
    source = (ROOT / "script" / "environment.py").read_text()
    imported = {
        line.split()[1].split(".")[0] for line in source.splitlines() if line.startswith(("import ", "from "))
    }
    assert imported <= sys.stdlib_module_names


def test_a_change_of_the_requirements_is_noticed(environment, tmp_path):
    before = environment.fingerprint("requirements-dev.txt")
    (tmp_path / "requirements-dev.txt").write_text("django==5.3\npytest==9\n")
    assert environment.fingerprint("requirements-dev.txt") != before


def test_a_file_whose_digest_was_not_written_down_is_not_installed(whole_venv, tmp_path):
    (tmp_path / "thing-1-py3-none-any.whl").write_bytes(b"")
    (tmp_path / "requirements.txt").write_text(f"{(tmp_path / 'thing-1-py3-none-any.whl').as_uri()}\n")
    with pytest.raises(SystemExit):
        whole_venv.install("requirements.txt")
    assert "Hashes are required in --require-hashes mode" in whole_venv.LOG.read_text()


def test_what_is_installed_is_not_installed_again(whole_venv, monkeypatch):
    stamp = whole_venv.VENV / "requirements.txt.stamp"
    stamp.write_text(whole_venv.fingerprint("requirements.txt"))
    monkeypatch.setattr(whole_venv, "run", lambda *command: pytest.fail(f"ran {command}"))
    whole_venv.install("requirements.txt")


def test_the_tools_include_what_the_portal_runs_on(whole_venv, monkeypatch):
    ran = []
    monkeypatch.setattr(whole_venv, "run", lambda *command: ran.append(command[-1]) or True)
    whole_venv.install("requirements-dev.txt")
    whole_venv.install("requirements.txt")
    assert ran == [str(whole_venv.ROOT / "requirements-dev.txt")]


def test_a_venv_whose_python_is_gone_is_made_again(whole_venv, monkeypatch):
    assert whole_venv.stands()
    whole_venv.PYTHON.unlink()
    assert not whole_venv.stands()


def test_a_failed_installation_is_said_in_one_line_and_tried_again(whole_venv, monkeypatch):
    monkeypatch.setattr(whole_venv, "run", lambda *command: False)
    for _ in range(2):
        with pytest.raises(SystemExit) as stopped:
            whole_venv.install("requirements.txt")
        assert stopped.value.code.startswith("The packages of requirements.txt could not be installed")
        assert "\n" not in stopped.value.code


def test_a_missing_venv_module_is_said_in_one_line(environment, monkeypatch):
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit) as stopped:
        environment.make_venv()
    assert stopped.value.code == (
        "Python's venv module is missing: install it (Debian and Ubuntu: apt-get install python3-venv)."
    )
