"""The modules whose rules must hold, their tests, and the mutants that are known to be equivalent."""

import pytest

from script.mutation.catalogue import Module, chosen, equivalents, modules
from tests.source_code import ROOT

GROUPS = [
    "rights",
    "invitations",
    "tree",
    "publishing",
    "retraction",
    "comparison",
    "canonical text",
    "filters",
]


def test_the_rules_that_are_tried_stand_in_one_place():
    assert list(dict.fromkeys(module.group for module in modules())) == GROUPS


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.path)
def test_every_module_and_its_tests_are_there_and_it_can_be_mutated(module):
    assert [path for path in (module.path, *module.tests) if not (ROOT / path).exists()] == []
    assert module.mutants()


def test_every_equivalent_mutant_is_still_one_and_says_why():
    there = {(m.mutation.line, m.becomes) for module in modules() for m in module.mutants()}
    assert [e for e in equivalents() if (e["line"], e["becomes"]) not in there] == []
    assert [e for e in equivalents() if len(e["reason"]) < 20] == []


def test_modules_are_named_by_the_end_of_their_path_or_by_group():
    assert [module.group for module in chosen(["filters.py", "rights"])][:2] == [
        "filters",
        "rights",
    ]
    assert {module.group for module in chosen(["filters.py", "rights"])} == {"filters", "rights"}
    assert chosen([]) == modules()
    with pytest.raises(LookupError, match=r"nothing\.py"):
        chosen(["nothing.py"])


def test_a_mutant_of_several_lines_is_told_in_one():
    module = Module("filters", modules()[0].path, ())
    assert all("\n" not in mutant.becomes for mutant in module.mutants())
