"""A municipality with one row of everything that an address can name."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from apps.decisions.models import Decision
from apps.followup.models import FollowUpRound
from apps.followup.operations.rounds import close_round, open_round
from apps.indicators.models import Indicator
from apps.municipalities import invitations
from apps.municipalities.roles import Role
from apps.publishing.models import EverydayWord
from apps.publishing.operations.preview_links import make_preview_link
from apps.publishing.operations.publish import publish
from apps.readership.models import PageComment
from apps.strategies import tree
from apps.strategies.models import Relation, SourceDocument, SourcePassage, Topic
from tests.factories import (
    CommitteeFactory,
    CouncilPeriodFactory,
    MembershipFactory,
    element,
    make_plan,
    make_records,
)


@pytest.fixture
def clerk(herning):
    """Somebody with the one role whose capabilities a test takes away one at a time."""
    return MembershipFactory(municipality=herning, role=Role.EDITOR).user


def records(plan, goal, by):
    """A closed and an open round, and an indicator and a decision at the uid of the element, for addresses that name one."""
    council = plan.committee
    made = make_records(plan, goal.identity, council, by=by)
    for model in (Indicator, Decision):
        model.objects.filter(pk=made[model].pk).update(uid=goal.identity.uid)
    close_round(round=made[FollowUpRound], by=by)
    day = timezone.localdate()
    opened = open_round(municipality=plan.municipality, title="To", deadline=day, plans=[plan], by=by)
    return {model._meta.label_lower: row for model, row in {**made, FollowUpRound: opened}.items()}


@pytest.fixture
def archives(settings, tmp_path):
    settings.ARCHIVE_FOLDER = tmp_path


@pytest.fixture
def world(herning, clerk, portal_admin, archives):
    """The key of a row, by its model; and what else stands in addresses and forms."""
    herning.logo.save("vaaben.png", ContentFile(b"png"))
    plan = make_plan(
        element("goal", "Mål", text="Ord\nFlere ord"), element("goal", "To"), element("goal", "Tre"),
        title="Plan", municipality=herning, by=portal_admin, committee=CommitteeFactory(municipality=herning, slug="raadet"),
    )  # fmt: skip
    root, goal, second, third = plan.elements.order_by("lft")
    for _ in range(2):
        edition = publish(plan=plan, by=portal_admin, nature="adopted")
    relation = Relation.objects.create(source=goal.identity, target=second.identity, kind="supports")
    document = SourceDocument.objects.create(plan=plan, number=1, title="Kilde", text="Et")
    passage = SourcePassage.objects.create(
        document=document, first_line=1, last_line=1, role="title", identity=goal.identity
    )
    binned = tree.delete(plan_id=plan.pk, element_id=third.pk, by=portal_admin)
    link, draft = make_preview_link(plan=plan, by=portal_admin, days=5)
    offered = {"full_name": "", "municipality": herning, "role": Role.COUNCIL_MEMBER, "by": portal_admin}
    invitation, token = invitations.invite(email="ny@example.dk", **offered)
    member = MembershipFactory(municipality=herning)
    goal.refresh_from_db()
    rows = {
        "municipalities.municipality": herning, "municipalities.committee": CommitteeFactory(municipality=herning),
        "readership.pagecomment": PageComment.objects.create(municipality=herning, address="/", day=timezone.localdate(), text="Ord"),
        "publishing.everydayword": EverydayWord.objects.create(municipality=herning, word="havn"), "municipalities.membership": member, "municipalities.invitation": invitation, "accounts.user": member.user,
        "municipalities.councilperiod": CouncilPeriodFactory(), "strategies.plan": plan, "strategies.element": goal,
        "strategies.binnedsubtree": binned, "strategies.relation": relation, "strategies.sourcedocument": document,
        "strategies.sourcepassage": passage, "strategies.topic": Topic.objects.create(name="Klima", slug="klima"),
    }  # fmt: skip
    keys = {name: row.pk for name, row in {**rows, **records(plan, goal, portal_admin)}.items()}
    words = {
        "municipality": "herning", "plan": plan.slug, "element": "maal", "uid": goal.identity.uid, "number": 1, "part": 1, "old": 1,
        "new": 2, "link": link.pk, "code": "1f4e79", "pk": 1, "uidb36": "1", "token": token, "app_label": "strategies",
        "committee": "raadet", "day": "2026-05-03", "anything": "x", "url": "x", "draft": draft, "date": timezone.localdate(),
    }  # fmt: skip
    form = {
        "plan": plan.pk, "element": f"{second.pk}.{second.version}.0", "parent": root.pk, "place": "first",
        "event": 1, "history": goal.history.earliest("history_id").pk, "version": goal.version, "source": goal.pk, "other": second.pk,
    }  # fmt: skip
    return {**keys, **words, "form": form, "edition": edition}
