"""A small project of its own: one mutant is caught, one lives, one never ends; the checkout stays as it is."""

import sys

import pytest

from script.mutation import __main__ as command
from script.mutation import catalogue, running
from script.mutation.catalogue import Module

SOURCE = "def smallest(a, b):\n    while a > b:\n        a -= 1\n    return a if a else b\n"
TESTS = "from rule import smallest\n\ndef test_it():\n    assert smallest(3, 2) == 2\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    (tmp_path / "rule.py").write_text(SOURCE)
    (tmp_path / "test_rule.py").write_text(TESTS)
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)
    monkeypatch.setattr(running, "ROOT", tmp_path)
    monkeypatch.setattr(running, "COPIES", tmp_path / "var" / "mutation")
    monkeypatch.setattr(
        running, "PYTEST", ["-m", "pytest", "-q", "-x", "-p", "no:randomly", "-p", "no:django"]
    )
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


def test_mutants_are_caught_live_or_take_too_long(project):
    found = {m.mutation.what: m for m in Module("small", "rule.py", ("test_rule.py",)).mutants()}
    caught = running.run([found["GtE for Gt"], found["2 for 1"]], processes=1, timeout=100)
    assert [(outcome.survived, outcome.timed_out) for outcome in caught] == [(False, False)] * 2
    [endless] = running.run([found["a statement left out"]], processes=1, timeout=2)
    assert (endless.survived, endless.timed_out) == (False, True)
    assert (project / "rule.py").read_text() == SOURCE
    assert (project / "var/mutation/0/rule.py").read_text() == SOURCE


def test_a_survivor_is_shown_as_a_difference(project):
    (project / "test_rule.py").write_text(
        "from rule import smallest\n\ndef test_it():\n    assert smallest(2, 2)\n"
    )
    module = Module("small", "rule.py", ("test_rule.py",))
    [mutant] = [m for m in module.mutants() if m.mutation.what == "2 for 1"]
    [outcome] = running.run([mutant], processes=1)
    assert outcome.survived
    assert command.diff(outcome).splitlines()[-3:] == [
        "-        a -= 1",
        "+        a -= 2",
        "     return a if a else b",
    ]


def test_tests_that_fail_anyway_tell_nothing(project):
    (project / "test_rule.py").write_text("def test_it():\n    raise AssertionError\n")
    with pytest.raises(running.TestsFail, match=r"rule\.py fail on the unchanged module"):
        list(running.run(Module("small", "rule.py", ("test_rule.py",)).mutants(), processes=1))


def test_the_command_lists_a_sample_that_a_seed_tells(capsys, monkeypatch):
    def listed(*arguments):
        monkeypatch.setattr(sys, "argv", ["mutate", "--list", *arguments])
        return command.main(), *capsys.readouterr()

    one, again, other = (
        listed("workspace/filters.py", "--sample", "5", "--seed", seed) for seed in ("1", "1", "2")
    )
    assert one == again != other
    assert one[0] == 0
    assert len(one[1].splitlines()) == 6
    assert listed("nothing") == (2, "", "nothing: no module or group in modules.yaml.\n")
