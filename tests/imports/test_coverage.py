"""Every word of the documents is accounted for, and the accounting notices every change."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

import pytest

from apps.imports.fixtures.coverage import complaints, coverage_of
from apps.imports.fixtures.plan_file import read_plan_file
from apps.imports.fixtures.plan_values import ElementEntry, PlanFile, Repair
from apps.imports.fixtures.source_texts import SourceText, read_sources
from tests.imports import mutations
from tests.imports.conftest import PLANS, REAL_PLANS

DIGESTS = {
    "herning/herning-byraadets-arbejdsgrundlag.txt": "c8ccfa6a2225574299ff7a0ab3b5e034c0d7747398cde7efa301339cc162f3a8",
    "herning/herning-kernefortaelling-og-vision.txt": "7b5efda76743767eb1a4085265437a44befb96b9219e2092cefc4d21515b61f4",
    "herning/herning-kraftcenter.txt": "eb8bea61a40523eaafc9ba214228d75c60309098b6e371b21aa47c74f0f6ef49",
    "randers/randers-vision-2019-22.txt": "fcfbc7be95a091073149dc744015a9cedad6d0d12d0e7c00bcfb76a10e39e2a1",
    "vesthimmerland/vesthimmerland-vores-vesthimmerland-2022-2026.txt": "32c03e5ced192940d2432dbdbc3bc0058376b0aefaac8f5048e6927bd0d57c2b",
}


@pytest.mark.parametrize("name", DIGESTS)
def test_the_sources_are_the_documents_byte_for_byte(name: str) -> None:
    assert hashlib.sha256((PLANS / name).read_bytes()).hexdigest() == DIGESTS[name]


def test_every_line_of_every_document_is_accounted_for(real_plan: tuple) -> None:
    assert coverage_of(*real_plan) == []


@pytest.mark.parametrize("change", [mutations.changed, mutations.dropped])
def test_a_change_of_any_word_of_a_plan_file_is_noticed(real_plan: tuple, change: mutations.Change) -> None:
    plan, sources = real_plan
    variants = [
        variant
        for variant in mutations.in_plan(plan, change)
        # A stated count needs its number and words that stand there, so fewer of them may do as well.
        if change is mutations.changed or _parts(variant) == _parts(plan)
    ]
    unnoticed = [variant for variant in variants if not any(complaints(variant, sources))]
    assert len(variants) > 500
    assert unnoticed == []


@pytest.mark.parametrize("change", [mutations.changed, mutations.dropped])
def test_a_change_of_any_word_of_a_source_is_noticed(real_plan: tuple, change: mutations.Change) -> None:
    """Even where somebody records the digest of the changed source."""
    plan, sources = real_plan
    unnoticed = [text for text in _changed_sources(plan, sources, change) if not any(complaints(*text))]
    assert unnoticed == []


def _changed_sources(
    plan: PlanFile, sources: dict[str, SourceText], change: mutations.Change
) -> Iterator[tuple[PlanFile, dict[str, SourceText]]]:
    for number, source in enumerate(plan.sources):
        lines = sources[source.key].lines
        for index, line in enumerate(lines):
            for variant in mutations.in_text(line, change):
                if variant == line.removeprefix("- "):
                    continue  # the bullet of a line set aside is not a word
                text = SourceText.of("\n".join((*lines[:index], variant, *lines[index + 1 :])))
                recorded = (
                    *plan.sources[:number],
                    replace(source, sha256=text.sha256),
                    *plan.sources[number + 1 :],
                )
                yield replace(plan, sources=recorded), {**sources, source.key: text}


def _parts(plan: PlanFile) -> list[object]:
    return [node.parts for node in plan.root.walk()]


def test_a_paragraph_or_element_out_of_its_place_is_noticed(real_plan: tuple) -> None:
    plan, sources = real_plan
    variants = [replace(plan, root=root) for root in mutations.misplaced(plan.root)]
    unnoticed = [variant for variant in variants if not any(complaints(variant, sources))]
    assert len(variants) > 30
    assert unnoticed == []


def test_a_source_that_was_changed_is_named(real_plan: tuple) -> None:
    plan, sources = real_plan
    key = plan.sources[0].key
    text = SourceText.of(sources[key].text + "\n")
    assert coverage_of(plan, {**sources, key: text}) == [
        f"Kilden {plan.sources[0].file} er ændret: Dens SHA-256 er ikke den, der er skrevet op."
    ]


@pytest.fixture
def vesthimmerland() -> tuple[PlanFile, dict[str, SourceText]]:
    plan = read_plan_file(REAL_PLANS["vesthimmerland"])
    return plan, read_sources(plan)


def _with_repair(plan: PlanFile, line: int, repair: Repair, words: tuple[str, str]) -> PlanFile:
    """The plan with a repair more at a paragraph, and the paragraph changed accordingly."""

    def walk(node: ElementEntry) -> ElementEntry:
        paragraphs = tuple(
            replace(p, repairs=(*p.repairs, repair), text=p.text.replace(*words))
            if p.place.lines == (line,)
            else p
            for p in node.paragraphs
        )
        return replace(node, paragraphs=paragraphs, children=tuple(walk(child) for child in node.children))

    return replace(plan, root=walk(plan.root))


@pytest.mark.parametrize("kind", ["hyphen", "space", "torn"])
def test_a_repair_cannot_change_other_words(vesthimmerland: tuple, kind: str) -> None:
    plan, sources = vesthimmerland
    repair = Repair(kind, "klimafordringer", "klimaforandringer", "En stavefejl.")
    forged = _with_repair(plan, 110, repair, ("klimafordringer", "klimaforandringer"))
    assert coverage_of(forged, sources) == [
        "kilden ”strategi”, linje 110: Rettelsen af ”klimafordringer” ændrer mere, end dens art tillader."
    ]


def test_a_paragraph_in_its_place_is_not_displaced(vesthimmerland: tuple) -> None:
    plan, sources = vesthimmerland
    repair = Repair("displaced", "Under “Vores strategi”", "Under “Vores strategi”", "Ingen grund.")
    forged = _with_repair(plan, 49, repair, ("", ""))
    assert coverage_of(forged, sources) == [
        "kilden ”strategi”, linje 49 kaldes flyttet, men står på sin plads."
    ]


def test_a_line_that_does_not_exist_is_named(vesthimmerland: tuple) -> None:
    plan, sources = vesthimmerland
    label = plan.labels[0]
    longer = replace(label, place=replace(label.place, lines=(*label.place.lines, 9999)))
    assert "kilden ”strategi”, linje 9999 findes ikke." in coverage_of(
        replace(plan, labels=(longer,)), sources
    )
