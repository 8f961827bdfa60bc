"""Gives the example municipality a past: a second edition with changes, a dropped element, a withdrawn plan, people who sign in."""

import hashlib
from datetime import timedelta

from django.utils import timezone

from apps.accounts.models import User
from apps.decisions.models import WeighingBasis
from apps.followup.operations.rounds import open_round
from apps.municipalities.demo import PASSWORD
from apps.municipalities.invitations import invite
from apps.municipalities.models import Invitation, Membership, Municipality
from apps.municipalities.roles import Role
from apps.publishing.models import EverydayWord
from apps.publishing.operations.preview_links import make_preview_link
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.readership.operations.answer import comment
from apps.strategies import tree
from apps.strategies.models import Plan, Topic
from apps.strategies.operations import edit

by = User.objects.create_user("historie@example.dk")
plan = Plan.objects.get(municipality__slug="eksempelby", slug="sammen-om-eksempelby-2026-2029")
dropped = plan.elements.filter(kind="goal").last()
reworded = plan.elements.filter(kind="focus_area").first()
tree.delete(plan_id=plan.pk, element_id=dropped.pk, by=by)
edit.edit_element(
    plan_id=plan.pk,
    element_id=reworded.pk,
    based_on=reworded.version,
    by=by,
    title=f"{reworded.title} i hele kommunen",
    body=f"{reworded.body}<p>Et afsnit til.</p>",
)
publish(plan=plan, by=by, nature="editorial", public_note="Rettet efter høring.")
withdraw(
    plan=Plan.objects.get(municipality__slug="eksempelby", slug="handlingsplan-for-natur-2026"),
    by=by,
    public_note="Planen er afløst af en ny.",
)

# One of each thing that admin has a page for.
make_preview_link(plan=plan, by=by, days=30, purpose="Til udvalget")
Topic.objects.create(name="Natur", slug="natur")
WeighingBasis.objects.create(municipality=plan.municipality, kind="value")
EverydayWord.objects.create(municipality=plan.municipality, word="havn", finds="vandet, fjord")
comment(
    municipality=plan.municipality,
    address="/eksempelby/",
    day=timezone.localdate(),
    text="Hvor er havneplanen?",
)
# Another round under way, whose deadline is ahead, so that there is something to report.
open_round(
    municipality=plan.municipality,
    title="Opfølgning, vinteren",
    deadline=timezone.localdate() + timedelta(days=10),
    plans=[Plan.objects.get(municipality=plan.municipality, slug="handlingsplan-for-trivsel-i-skolen-2026")],
    by=by,
)

# Two people to set a second factor up for, and one to be invited, each for one test.
municipality = plan.municipality
for name in ("app", "noegle"):
    person = User.objects.create_user(f"{name}@example.dk", PASSWORD, full_name=f"Tove {name.title()}")
    Membership.objects.create(user=person, municipality=municipality, role=Role.EDITOR)
# One who walks through everything by keyboard: editor here, council member elsewhere.
person = User.objects.create_user("tastatur@example.dk", PASSWORD, full_name="Tove Tastatur")
Membership.objects.create(user=person, municipality=municipality, role=Role.EDITOR)
elsewhere = Municipality.objects.get(slug="vesthimmerland")
Membership.objects.create(user=person, municipality=elsewhere, role=Role.COUNCIL_MEMBER)

invitation, _token = invite(
    email="inviteret@example.dk", full_name="Ida", municipality=municipality, role=Role.CONTRIBUTOR, by=by
)
Invitation.objects.filter(pk=invitation.pk).update(token_digest=hashlib.sha256(b"browser").hexdigest())
