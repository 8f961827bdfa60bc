"""A second of everything: a municipality in which each deed of the portal has been done once."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import translation

from apps.accounts.models import User
from apps.followup.models import FollowUpRound, Reminder, RemindersStopped
from apps.followup.operations.rounds import close_round
from apps.municipalities import invitations
from apps.municipalities.models import Committee, Municipality
from apps.municipalities.roles import Role
from apps.publishing.models import Edition, Retraction
from apps.publishing.models.immutable import editions_may_change
from apps.publishing.operations.preview_links import make_preview_link, withdraw_preview_link
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.publishing.record.write import record_retraction
from apps.readership.models import PageComment, PageDay
from apps.strategies import tree
from apps.strategies.models import Element, Plan, Presence, SourceDocument, Topic
from apps.strategies.operations.move import move_elements
from apps.strategies.operations.relate import relate
from apps.workspace.models import FolderItem, FollowedElement, LastVisit, MeetingFolder, NewsByMail, Note
from tests.factories.municipalities import CommitteeFactory, CouncilPeriodFactory, MunicipalityFactory
from tests.factories.people import MembershipFactory, UserFactory
from tests.factories.plans import element, make_plan
from tests.factories.records import make_records

SLUG = "laesoe"
#: Before any moment that a test chooses, so that "the newest" is never the bystander's by accident.
LONG_AGO = datetime(2019, 3, 1, 8, 0, tzinfo=UTC)
#: Whoever has given no sign of life for a while is forgotten everywhere: that is no change of the test's.
STILL_THERE = datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class People:
    editor: User
    member: User


def make_bystander() -> None:
    """Læsø: a plan of two editions and a draft, one that was withdrawn, and people who work on them."""
    with translation.override("da"):
        municipality = MunicipalityFactory(name="Læsø Kommune", slug=SLUG, code="825")
        committee = CommitteeFactory(municipality=municipality, name="Havneudvalget")
        people = People(
            UserFactory(email="redaktoer@laesoe.example", full_name="Rikke Redaktør"),
            UserFactory(email="medlem@laesoe.example", full_name="Mads Medlem"),
        )
        MembershipFactory(user=people.editor, municipality=municipality, role=Role.EDITOR)
        MembershipFactory(
            user=people.member, municipality=municipality, role=Role.COUNCIL_MEMBER, committee=committee
        )
        _invite(municipality, people)
        plan = _plan(municipality, committee, people)
        other = _withdrawn(municipality, people)
        goal, harbour = (Element.objects.get(plan=p, title=t) for p, t in ((plan, "Færger"), (other, "Havn")))
        relate(
            source=goal.identity, target=harbour.identity, kind="supports", note="Sejlplan", by=people.editor
        )
        _publish(plan, people)
        made = make_records(plan, goal.identity, committee, by=people.editor, words="Ø", on=LONG_AGO.date())
        close_round(round=made[FollowUpRound], by=people.editor, on=LONG_AGO.date())
        _collect(municipality, people, goal)
        _draft(plan, people)
        _keep(plan, people)


def _invite(municipality: Municipality, people: People) -> None:
    offer = {"municipality": municipality, "full_name": "Gro Gæst", "by": people.editor}
    invitations.invite(email="gaest@laesoe.example", role=Role.EDITOR, **offer)
    withdrawn, _ = invitations.invite(email="fejl@laesoe.example", role=Role.CONTRIBUTOR, **offer)
    invitations.withdraw(invitation=withdrawn)


def _plan(municipality: Municipality, committee: Committee, people: People) -> Plan:
    plan = make_plan(
        element(
            "focus_area",
            "Øens fremtid",
            element(
                "goal",
                "Færger",
                text="Færgerne sejler hver dag.\nOgså om vinteren.",
                responsible_id=committee.pk,
            ),
            element("goal", "Saltsydning", text="Saltet koges over ild."),
            element("goal", "Tang på taget"),
        ),
        element("section", "Om planen", text="Byrådet har vedtaget den."),
        municipality=municipality,
        title="Øplanen",
        slug="vores-plan",
        lead="En ø med fremtid.",
        start_year=2018,
        end_year=2021,
        council_period=CouncilPeriodFactory(start_year=2018),
        committee=committee,
        adopted_on=date(2018, 6, 1),
        by=people.editor,
    )
    _sources(plan)
    _publish(plan, people)
    return plan


def _sources(plan: Plan) -> None:
    """A topic, and where in the original document the words stood."""
    topic = Topic.objects.create(name="Øliv", slug="oeliv")
    ferries = Element.objects.get(plan=plan, title="Færger")
    ferries.identity.topics.add(topic)
    source = SourceDocument.objects.create(
        plan=plan,
        number=1,
        title="Øplanen som den kom",
        text="Færgerne sejler hver dag.\nOgså om vin-\nteren.",
    )
    passage = source.passages.create(
        first_line=2,
        last_line=3,
        role="paragraph",
        identity=ferries.identity,
        paragraph=2,
        text="Også om vinteren.",
    )
    passage.repairs.create(kind="hyphen", before="vin-\nteren", after="vinteren", why="Bindestreg")


def _publish(plan: Plan, people: People) -> None:
    publish(plan=plan, by=people.editor, nature=Edition.Nature.ADOPTED, public_note="Vedtaget", at=LONG_AGO)


def _withdrawn(municipality: Municipality, people: People) -> Plan:
    plan = make_plan(
        element("focus_area", "Havn", text="Havnen graves ud."),
        municipality=municipality,
        title="Havneplanen",
        by=people.editor,
    )
    _publish(plan, people)
    withdraw(plan=plan, by=people.editor, public_note="Havnen blev ikke gravet ud.", at=LONG_AGO)
    return plan


def _draft(plan: Plan, people: People) -> None:
    """What was done since it was published: a move, a deletion, new words, links for those who may see them."""
    at = {"plan_id": plan.pk, "by": people.editor}
    salt, roof = (Element.objects.get(plan=plan, title=t) for t in ("Saltsydning", "Tang på taget"))
    move_elements(expected={salt.pk: 0}, parent_id=salt.parent_id, after=tree.FIRST, **at)
    tree.delete(element_id=roof.pk, **at)
    salt.refresh_from_db()
    salt.body, salt.version = "<p>Saltet koges langsomt.</p>", salt.version + 1
    salt.save(update_fields=["body", "version", "updated_at"])
    make_preview_link(plan=plan, by=people.editor, days=90, purpose="Menighedsrådet")
    closed, _ = make_preview_link(plan=plan, by=people.editor, days=2)
    withdraw_preview_link(plan_id=plan.pk, link_id=closed.pk)


def _collect(municipality: Municipality, people: People, goal: Element) -> None:
    """What readers said, and what the member has on their desk: a folder, the visit, the wish for mails, and one that asked for no more of them."""
    folder = MeetingFolder.objects.create(
        user=people.member, municipality=municipality, note="Spørg om havnen."
    )
    FolderItem.objects.create(folder=folder, identity=goal.identity)
    LastVisit.objects.create(user=people.member, municipality=municipality, at=STILL_THERE)
    NewsByMail.objects.create(user=people.member, told_until=STILL_THERE)
    RemindersStopped.objects.create(address="havnefoged@laesoe.example")
    opened = FollowUpRound.objects.get(municipality=municipality)
    read = {"municipality": municipality, "address": f"/{SLUG}/vores-plan/", "day": STILL_THERE.date()}
    PageDay.objects.create(**read, views=7, useful=2, useless=1)
    PageComment.objects.create(**read, text="Hvor er sejlplanen?")
    Reminder.objects.create(round=opened, address="medlem@laesoe.example", kind="opened", sent_at=LONG_AGO)


def _keep(plan: Plan, people: People) -> None:
    """What hangs on an element: a note, somebody's list, somebody at the keyboard, a retraction, the log of admin."""
    identity = Element.objects.get(plan=plan, title="Færger").identity
    Note.objects.create(user=people.member, identity=identity, text="Spørg rederiet.")
    FollowedElement.objects.create(user=people.member, identity=identity)
    Presence.objects.create(user=people.editor, identity=identity, seen_at=STILL_THERE)
    retraction = Retraction.objects.create(
        identity=identity, reason="Et navn", retracted_at=LONG_AGO, retracted_by=people.editor
    )
    with editions_may_change():
        record_retraction(retraction)
    LogEntry.objects.create(
        user=people.editor,
        content_type=ContentType.objects.get_for_model(Plan),
        object_id=str(plan.pk),
        object_repr=plan.title,
        action_flag=CHANGE,
        change_message="Rettet",
    )
