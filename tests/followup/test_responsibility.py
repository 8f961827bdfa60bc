"""Contributors report on what lies with their own units, whoever runs the follow-up on everything, others on nothing."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from apps.followup.models import RoundElement
from apps.followup.operations.rounds import close_round, open_round
from apps.followup.responsibility import Reporter, open_rounds, reporter
from apps.municipalities.roles import Role
from apps.publishing.operations.publish import publish
from tests.factories import CommitteeFactory, MembershipFactory, element, make_plan

NOTHING = Reporter(False, frozenset())
EVERYTHING = Reporter(True, frozenset())


def test_who_runs_the_follow_up_reports_on_everything(editor, portal_admin, herning):
    assert reporter(editor, herning) == reporter(portal_admin, herning) == EVERYTHING
    assert EVERYTHING.may_report


def test_an_editor_of_one_municipality_reports_nothing_in_another(editor, randers):
    assert reporter(editor, randers) == NOTHING


def test_a_contributor_reports_for_every_unit_they_belong_to(contributor, culture, nature, herning):
    MembershipFactory(user=contributor, municipality=herning, role=Role.CONTRIBUTOR, committee=nature)
    assert reporter(contributor, herning) == Reporter(False, frozenset({culture.pk, nature.pk}))


@pytest.mark.parametrize("role", [Role.COUNCIL_MEMBER, Role.WRITER])
def test_a_member_of_the_committee_who_may_not_report_reports_nothing(herning, culture, role):
    user = MembershipFactory(municipality=herning, role=role, committee=culture).user
    assert reporter(user, herning) == NOTHING
    assert not NOTHING.may_report


def test_a_contributor_without_a_unit_or_of_another_municipality_reports_nothing(herning, randers):
    nowhere = MembershipFactory(municipality=herning, role=Role.CONTRIBUTOR).user
    theirs = CommitteeFactory(municipality=randers)
    elsewhere = MembershipFactory(municipality=randers, role=Role.CONTRIBUTOR, committee=theirs).user
    assert reporter(nowhere, herning) == reporter(elsewhere, herning) == NOTHING


def test_a_role_that_has_ended_or_not_begun_reports_nothing(herning, culture, today):
    held = {"municipality": herning, "role": Role.CONTRIBUTOR, "committee": culture}
    last_year, yesterday = today - timedelta(days=365), today - timedelta(days=1)
    former = MembershipFactory(**held, starts_on=last_year, ends_on=yesterday).user
    coming = MembershipFactory(**held, starts_on=today + timedelta(days=1)).user
    until_today = MembershipFactory(**held, starts_on=last_year, ends_on=today).user
    assert reporter(former, herning) == reporter(coming, herning) == NOTHING
    assert reporter(until_today, herning) == Reporter(False, frozenset({culture.pk}))


def test_nobody_and_whoever_may_not_sign_in_any_more_report_nothing(herning, contributor):
    contributor.is_active = False
    contributor.save()
    assert reporter(contributor, herning) == NOTHING
    assert reporter(AnonymousUser(), herning) == NOTHING


def test_what_lies_with_nobody_is_for_those_who_run_the_follow_up(opened, contributor, editor, herning):
    rows = RoundElement.objects.filter(round=opened).order_by("pk")

    def of(user):
        return list(reporter(user, herning).of(rows).values_list("edition_element__title", flat=True))

    assert of(contributor) == ["Biblioteker", "Museer"]
    assert of(editor) == ["Kultur", "Biblioteker", "Museer", "Skove"]


def test_open_rounds_come_by_their_deadline_and_closed_ones_and_others_not(
    herning, randers, editor, other_editor, today
):
    def ask(municipality, by, title, days):
        plan = make_plan(element("goal", title), municipality=municipality, title=title, by=by)
        publish(plan=plan, by=by, nature="adopted")
        deadline = today + timedelta(days=days)
        return open_round(municipality=municipality, title=title, deadline=deadline, plans=[plan], by=by)

    late, soon, also_soon, done = (
        ask(herning, editor, *each) for each in (("Sent", 9), ("Snart", 2), ("Også snart", 2), ("Forbi", 1))
    )
    close_round(round=done, by=editor)
    ask(randers, other_editor, "Havn", 1)
    assert open_rounds(herning) == [soon, also_soon, late]
