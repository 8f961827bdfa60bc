"""Who sees and edits what: every governed model, every persona."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from apps.decisions.models import Decision
from apps.municipalities import invitations
from apps.municipalities.models import Membership, Municipality, ScopedQuerySet
from apps.municipalities.permissions import (
    capability_flags,
    may,
    may_enter_admin,
    may_grant,
    require,
    rights_of,
)
from apps.municipalities.roles import GRANTS, Capability, Role, roles_in_words, roles_with, roles_within
from apps.publishing.operations.publish import publish
from apps.strategies import tree
from apps.strategies.models import Relation, SourceDocument, SourcePassage, SourceRepair
from tests.bystander import own
from tests.factories import (
    CommitteeFactory,
    MembershipFactory,
    UserFactory,
    element,
    make_plan,
    make_records,
    weighed,
)

GOVERNED = sorted(
    model._meta.label
    for app in ("municipalities", "strategies", "followup", "indicators", "decisions")
    for model in apps.get_app_config(app).get_models()
    if isinstance(model._default_manager.all(), ScopedQuerySet)
)

#: persona → whether they see, and whether they edit, what belongs to Herning
PERSONAS = {
    "citizen": (False, False),
    "stranger": (False, False),
    "council_member": (True, False),
    "contributor": (True, False),
    "writer": (True, True),
    "editor": (True, True),
    "other_editor": (False, False),
    "former_editor": (False, False),
    "coming_editor": (False, False),
    "inactive_editor": (False, False),
    "portal_admin": (True, True),
}


def belongings(municipality):
    """One of everything that belongs to a municipality."""
    CommitteeFactory(municipality=municipality)
    offered = {"full_name": "", "role": Role.COUNCIL_MEMBER, "by": UserFactory()}
    invitations.invite(email="ny@example.dk", municipality=municipality, **offered)
    plan = make_plan(element("goal", "Et"), element("goal", "To"), title="Plan", municipality=municipality)
    first, second = plan.identities.order_by("pk")[1:3]
    Relation.objects.create(source=first, target=second, kind="supports")
    document = SourceDocument.objects.create(plan=plan, number=1, title="Kilde", text="Et\nTo")
    passage = SourcePassage.objects.create(
        document=document, first_line=1, last_line=1, role="title", identity=first
    )
    SourceRepair.objects.create(
        passage=passage, kind="space", before="E t", after="Et", why="Et mellemrum for meget"
    )
    second_element, root = plan.elements.get(title="To"), plan.elements.get(parent__isnull=True)
    by = UserFactory()
    publish(plan=plan, by=by, nature="adopted")
    committee = CommitteeFactory(municipality=municipality)
    made = make_records(plan, first, committee, by=by)
    weighed(made[Decision], first, 1, by=by)
    tree.move(plan_id=plan.pk, element_id=second_element.pk, parent_id=root.pk, position=0, by=None)
    tree.delete(plan_id=plan.pk, element_id=second_element.pk, by=UserFactory())


@pytest.fixture
def people(herning, request):
    day = timezone.localdate()

    def member(role, **fields):
        return MembershipFactory(municipality=herning, role=role, **fields).user

    return {
        "citizen": AnonymousUser(),
        "stranger": UserFactory(),
        "council_member": member(Role.COUNCIL_MEMBER),
        "contributor": member(Role.CONTRIBUTOR),
        "writer": member(Role.WRITER),
        "editor": member(Role.EDITOR),
        "other_editor": request.getfixturevalue("other_editor"),
        "former_editor": member(Role.EDITOR, starts_on=day - timedelta(9), ends_on=day - timedelta(1)),
        "coming_editor": member(Role.EDITOR, starts_on=day + timedelta(1)),
        "inactive_editor": member(Role.EDITOR, user__is_active=False),
        "portal_admin": request.getfixturevalue("portal_admin"),
    }


def of(queryset, municipality):
    model = queryset.model
    scope = model._default_manager.all().scope
    return queryset.filter(**{scope: municipality})


def test_everything_that_belongs_to_a_municipality_is_governed():
    assert GOVERNED == [
        "decisions.Decision",
        "decisions.DecisionElement",
        "decisions.Meeting",
        "decisions.ValueAssessment",
        "decisions.WeighingBasis",
        "followup.FollowUpRound",
        "followup.Review",
        "followup.RoundElement",
        "followup.StatusUpdate",
        "indicators.Indicator",
        "indicators.IndicatorElement",
        "indicators.Measurement",
        "indicators.Target",
        "municipalities.Committee",
        "municipalities.Invitation",
        "municipalities.Membership",
        "strategies.BinnedSubtree",
        "strategies.Element",
        "strategies.ElementIdentity",
        "strategies.Event",
        "strategies.Move",
        "strategies.Plan",
        "strategies.Relation",
        "strategies.SourceDocument",
        "strategies.SourcePassage",
        "strategies.SourceRepair",
    ]


@pytest.mark.parametrize("label", GOVERNED)
def test_each_persona_sees_and_edits_only_what_the_role_allows(label, herning, randers, people):
    belongings(herning)
    belongings(randers)
    rows = apps.get_model(label).objects
    assert of(rows.all(), herning).exists()
    seen = {
        name: (of(rows.visible_to(person), herning).exists(), of(rows.editable_by(person), herning).exists())
        for name, person in people.items()
    }
    assert seen == PERSONAS
    for name in ("council_member", "contributor", "writer", "editor"):
        assert not of(rows.visible_to(people[name]), randers).exists()
        assert not of(rows.editable_by(people[name]), randers).exists()


def test_each_persona_sees_and_edits_the_municipality_itself_likewise(herning, people):
    rows = Municipality.objects.filter(pk=herning.pk)
    assert {
        name: (rows.visible_to(person).exists(), rows.editable_by(person).exists())
        for name, person in people.items()
    } == PERSONAS


def test_only_writers_editors_and_portal_administrators_enter_admin(people):
    entering = {name for name, person in people.items() if may_enter_admin(person)}
    assert entering == {"writer", "editor", "other_editor", "portal_admin"}


def test_several_memberships_add_up(herning, randers):
    user = MembershipFactory(municipality=herning, role=Role.COUNCIL_MEMBER).user
    MembershipFactory(user=user, municipality=randers, role=Role.EDITOR)
    MembershipFactory(user=user, municipality=herning, role=Role.CONTRIBUTOR)
    assert may(user, Capability.READ_DRAFTS, herning)
    assert may(user, Capability.REPORT_STATUS, herning)
    assert not may(user, Capability.EDIT, herning)
    assert may(user, Capability.EDIT, randers)
    assert list(Municipality.objects.visible_to(user)) == [herning, randers]


@pytest.mark.parametrize(
    ("role", "granted"),
    [
        (Role.COUNCIL_MEMBER, {"read_drafts"}),
        (Role.CONTRIBUTOR, {"read_drafts", "report_status"}),
        (Role.WRITER, {"read_drafts", "enter_admin", "edit"}),
        (Role.EDITOR, set(Capability.values)),
    ],
)
def test_the_table_of_roles(role, granted, herning):
    user = MembershipFactory(municipality=herning, role=role).user
    assert {c.value for c in Capability if may(user, c, herning)} == granted
    assert GRANTS[role] == granted
    assert all((role in roles_with(capability)) == (capability in granted) for capability in Capability)


def test_every_role_stands_in_the_table():
    assert set(GRANTS) == set(Role)


def test_asking_takes_one_query_however_many_memberships(herning, django_assert_num_queries):
    for count in (1, 3):
        user = UserFactory()
        for _ in range(count):
            MembershipFactory(user=user, role=Role.EDITOR)
        with django_assert_num_queries(1):
            assert not may(user, Capability.EDIT, herning)
    assert own(Membership).count() == 4


def test_whoever_may_not_do_it_is_told_what_and_whom_to_ask(herning, editor, other_editor, council_member):
    MembershipFactory(municipality=herning, role=Role.EDITOR, user__is_active=False)
    writer = MembershipFactory(municipality=herning, role=Role.WRITER).user
    with pytest.raises(PermissionDenied) as refused:
        require(writer, Capability.PUBLISH, herning)
    assert str(refused.value) == (
        f"Du har ikke ret til at offentliggøre planer og trække dem tilbage i {herning}. "
        f"Spørg en af dem, der giver adgang der: {editor}."
    )
    require(editor, Capability.PUBLISH, herning)


def test_templates_are_told_what_a_person_may_do(herning, council_member):
    assert capability_flags(council_member, herning) == {
        c.value: c == Capability.READ_DRAFTS for c in Capability
    }


def test_a_role_is_given_by_whoever_has_all_it_grants():
    assert roles_within(GRANTS[Role.WRITER]) == [Role.COUNCIL_MEMBER, Role.WRITER]
    assert roles_within(GRANTS[Role.EDITOR]) == list(Role)
    assert roles_within(frozenset()) == []


def test_what_a_role_may_do_is_told_a_sentence_each():
    contributor = roles_in_words().split(". ")[1]
    assert contributor == "Bidragyder: læse kladder, melde status"


@pytest.mark.parametrize(
    ("held", "granted"),
    [
        (Role.EDITOR, [*Role]),
        (Role.WRITER, [Role.COUNCIL_MEMBER, Role.WRITER]),
        (Role.COUNCIL_MEMBER, [Role.COUNCIL_MEMBER]),
    ],
)
def test_nobody_grants_a_role_that_can_do_more_than_they(held, granted, herning, randers, portal_admin):
    user = MembershipFactory(municipality=herning, role=held).user
    assert [role for role in Role if may_grant(user, role, herning)] == granted
    assert [role for role in Role if may_grant(user, role, randers)] == []
    assert [role for role in Role if may_grant(portal_admin, role, herning)] == [*Role]


def test_what_one_may_do_changes_with_ones_own_roles_and_nobody_elses(herning, editor):
    before = rights_of(editor)
    MembershipFactory(municipality=herning, role=Role.COUNCIL_MEMBER)
    assert rights_of(editor) == before
    MembershipFactory(municipality=herning, role=Role.COUNCIL_MEMBER, user=editor)
    assert rights_of(editor) != before
