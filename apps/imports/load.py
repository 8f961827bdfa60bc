"""Loading plan files: municipalities, plans with their trees and sources, and the first editions."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.accounts.models import User
from apps.imports.body import body_of
from apps.imports.entries import FixtureError
from apps.imports.fixture_set import MunicipalityFixture, PlanWithSources, relations
from apps.imports.municipality_file import MunicipalityFile
from apps.imports.passages import write_sources
from apps.imports.plan_values import Node, PlanFile
from apps.municipalities.models import Committee, Municipality
from apps.publishing.models import Edition
from apps.publishing.publish import publish
from apps.strategies.building import NewElement
from apps.strategies.models import ElementIdentity, Plan, Relation
from apps.strategies.tree import create_plan, locked

SYSTEM_USER = "indlaesning@strategiportal.invalid"

Say = Callable[[str], None]


def load_fixtures(
    fixtures: Iterable[MunicipalityFixture], *, say: Say = lambda line: None, at: datetime | None = None
) -> list[Plan]:
    """Load what is not there yet, all or nothing; returns the plans that were made.

    A municipality or plan that is there already is left wholly alone, whatever the file says now. First editions are
    published at ``at`` (now unless given), signed by an inactive system user. ``say`` is told of each step. Raises
    ``FixtureError`` where the database refuses a file; then nothing is changed.
    """
    by = system_user()
    with locked(all_trees=True, by=by):
        return [plan for fixture in fixtures for plan in _load(fixture, by=by, say=say, at=at)]


def system_user() -> User:
    """Who signs what nobody did by hand. Inactive and without a password: nobody can sign in as it."""
    return User.objects.filter(email=SYSTEM_USER).first() or User.objects.create_user(
        SYSTEM_USER, full_name="Strategiportalen", is_active=False
    )


def _load(fixture: MunicipalityFixture, *, by: User, say: Say, at: datetime | None) -> list[Plan]:
    say(fixture.municipality.name)
    municipality = _municipality(fixture.municipality)
    there = set(municipality.plans.values_list("slug", flat=True))
    made: list[tuple[Plan, PlanFile]] = []
    for item in fixture.plans:
        if item.plan.slug in there:
            say(_("  %(title)s: is there already and is left alone") % {"title": item.plan.title})
            continue
        made.append((_plan(item, municipality, by=by), item.plan))
        count = sum(1 for _node in item.plan.root.walk())
        say(
            ngettext("  %(title)s: %(count)s element", "  %(title)s: %(count)s elements", count)
            % {"title": item.plan.title, "count": count}
        )
    for _plan_made, plan_file in made:
        _relate(plan_file, fixture)
    for plan, plan_file in made:
        publish(plan=plan, by=by, nature=Edition.Nature.ADOPTED, public_note=plan_file.edition_note, at=at)
    return [plan for plan, _file in made]


def _municipality(file: MunicipalityFile) -> Municipality:
    """The municipality with the file's slug: as it stands, or made with its committees."""
    municipality = Municipality.objects.filter(slug=file.slug).first()
    if municipality is None:
        municipality = Municipality(
            name=file.name,
            slug=file.slug,
            code=file.code,
            accent_colour=file.accent_colour,
            is_example=file.is_example,
            contact_address="\n".join(file.address),
            contact_phone=file.phone,
            contact_email=file.email,
            website=file.website,
        )
        try:
            municipality.full_clean()
        except ValidationError as refusal:
            raise FixtureError(file.path, None, " ".join(refusal.messages)) from refusal
        municipality.save()
    there = set(municipality.committees.values_list("slug", flat=True))
    Committee.objects.bulk_create(
        Committee(municipality=municipality, name=entry.name, slug=entry.slug, kind=entry.kind)
        for entry in file.committees
        if entry.slug not in there
    )
    return municipality


def _plan(item: PlanWithSources, municipality: Municipality, *, by: User) -> Plan:
    file = item.plan
    committees = {committee.slug: committee for committee in municipality.committees.all()}
    plan = Plan(
        municipality=municipality,
        title=file.title,
        slug=file.slug,
        level=file.level,
        start_year=file.start_year,
        end_year=file.end_year,
        adopted_on=file.adopted_on,
        committee=committees.get(file.committee),
    )
    try:
        plan.full_clean()
        create_plan(plan, root=_new_element(file.root, committees), by=by)
    except ValidationError as refusal:
        raise FixtureError(file.path, None, " ".join(refusal.messages)) from refusal
    write_sources(file, item.sources, plan=plan)
    return plan


def _new_element(node: Node, committees: dict[str, Committee]) -> NewElement:
    return NewElement(
        kind=node.kind,
        title=node.title,
        body=body_of(node.paragraphs),
        uid=node.uid,
        is_derived=node.derived is not None,
        parts_stated=node.parts.stated if node.parts else None,
        parts_kind=node.parts.kind if node.parts else "",
        responsible_id=committees[node.responsible].pk if node.responsible else None,
        children=tuple(_new_element(child, committees) for child in node.children),
    )


def _relate(file: PlanFile, fixture: MunicipalityFixture) -> None:
    """Write the relations of a plan that was just made; a target in a plan that has lost the element is passed over."""
    wanted = list(relations(file, fixture))
    uids = {node.uid for source, _relation, target in wanted for node in (source, target)}
    identities = {row.uid: row for row in ElementIdentity.objects.filter(uid__in=uids)}
    Relation.objects.bulk_create(
        Relation(
            source=identities[source.uid],
            target=identities[target.uid],
            kind=relation.kind,
            note=relation.note,
        )
        for source, relation, target in wanted
        if target.uid in identities
    )
