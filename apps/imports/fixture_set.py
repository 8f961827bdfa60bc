"""All plan files of a folder together, checked against each other and against their sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from apps.imports.accounting import account
from apps.imports.entries import FixtureError
from apps.imports.municipality_file import FILE_NAME, MunicipalityFile, read_municipality_file
from apps.imports.plan_file import read_plan_file
from apps.imports.plan_values import Node, PlanFile, RelationTo
from apps.imports.sources import SourceText, read_sources


@dataclass(frozen=True, slots=True)
class PlanWithSources:
    """A plan file and the texts it was taken from, by their keys."""

    plan: PlanFile
    sources: dict[str, SourceText]


@dataclass(frozen=True, slots=True)
class MunicipalityFixture:
    """A municipality and its plans, which may refer to each other."""

    municipality: MunicipalityFile
    plans: tuple[PlanWithSources, ...]


def read_fixture_set(directory: Path, *, with_example: bool = True) -> list[MunicipalityFixture]:
    """Read and check every municipality in ``directory``, real ones first, by name.

    Raises ``FixtureError`` for the first file that is damaged, contradicts another, or does not account for its sources.
    """
    fixtures = [_read_folder(path.parent) for path in sorted(directory.glob(f"*/{FILE_NAME}"))]
    if not fixtures:
        raise FixtureError(directory, None, _("There are no municipalities in this folder."))
    _one_of_each(fixtures)
    fixtures.sort(key=lambda fixture: (fixture.municipality.is_example, fixture.municipality.name))
    return [fixture for fixture in fixtures if with_example or not fixture.municipality.is_example]


def _read_folder(folder: Path) -> MunicipalityFixture:
    municipality = read_municipality_file(folder / FILE_NAME)
    paths = sorted(path for path in folder.glob("*.yaml") if path.name != FILE_NAME)
    plans = []
    for path in paths:
        plan = read_plan_file(path)
        plans.append(PlanWithSources(plan, read_sources(plan)))
    fixture = MunicipalityFixture(municipality, tuple(plans))
    _check_folder(fixture)
    for item in plans:
        if problems := account(item.plan, item.sources):
            raise FixtureError(item.plan.path, None, " ".join(problems))
    return fixture


def _check_folder(fixture: MunicipalityFixture) -> None:
    """The plans belong to the municipality, name its committees and each other's elements, and use every source."""
    municipality = fixture.municipality
    used: set[str] = set()
    for item in fixture.plans:
        plan = item.plan
        if plan.municipality != municipality.slug:
            raise FixtureError(
                plan.path, None, _("The plan names another municipality than the one of its folder.")
            )
        if plan.path.stem != plan.slug:
            raise FixtureError(
                plan.path, None, _("The file must be called %(slug)s.yaml.") % {"slug": plan.slug}
            )
        if not plan.sources and not municipality.is_example:
            raise FixtureError(plan.path, None, _("Only an example may have a plan without sources."))
        used.update(source.file for source in plan.sources)
        _check_references(plan, fixture)
    for path in sorted(municipality.path.parent.glob("*.txt")):
        if path.name not in used:
            raise FixtureError(path, None, _("No plan names this source."))


def _check_references(plan: PlanFile, fixture: MunicipalityFixture) -> None:
    committees = {committee.slug for committee in fixture.municipality.committees}
    for slug, line in [(plan.committee, None), *((node.responsible, node.line) for node in plan.root.walk())]:
        if slug and slug not in committees:
            raise FixtureError(plan.path, line, _("There is no committee “%(slug)s”.") % {"slug": slug})
    for node, _relation, target in relations(plan, fixture):
        if node is target:
            raise FixtureError(plan.path, node.line, _("An element cannot be related to itself."))


def relations(plan: PlanFile, fixture: MunicipalityFixture) -> Iterator[tuple[Node, RelationTo, Node]]:
    """Each relation of ``plan`` as (element, relation, target element), found by plan and title."""
    for node in plan.root.walk():
        for relation in node.relations:
            found = [
                target
                for item in fixture.plans
                if item.plan.slug == relation.plan
                for target in item.plan.root.walk()
                if target.title == relation.title
            ]
            if len(found) != 1:
                raise FixtureError(
                    plan.path,
                    node.line,
                    _("“%(title)s” is not the title of exactly one element of the plan “%(plan)s”.")
                    % {"title": relation.title, "plan": relation.plan},
                )
            yield node, relation, found[0]


def _one_of_each(fixtures: list[MunicipalityFixture]) -> None:
    """No slug, code, name or uid stands twice."""
    seen: dict[tuple[str, str | UUID], Path] = {}
    for fixture in fixtures:
        municipality = fixture.municipality
        own: list[tuple[Path, int | None, str, str | UUID]] = [
            (municipality.path, None, "slug", municipality.slug),
            (municipality.path, None, "code", municipality.code),
            (municipality.path, None, "name", municipality.name),
        ]
        own += [
            (item.plan.path, node.line, "uid", node.uid)
            for item in fixture.plans
            for node in item.plan.root.walk()
        ]
        for path, line, what, value in own:
            if (what, value) in seen:
                raise FixtureError(
                    path,
                    line,
                    _("The %(what)s %(value)s stands in %(other)s too.")
                    % {"what": what, "value": value, "other": seen[what, value].name},
                )
            seen[what, value] = path
