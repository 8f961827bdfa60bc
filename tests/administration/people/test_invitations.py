"""Inviting in admin, the list of memberships as a file, and letting somebody begin anew."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache

from apps.administration.people.membership_csv import harmless
from apps.municipalities import invitations
from apps.municipalities.models import Invitation, Membership
from apps.municipalities.roles import Role
from tests.accounts.signing_in import is_signed_in, sign_in
from tests.bystander import own
from tests.factories import CommitteeFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
ADD = "/admin/municipalities/invitation/add/"
LIST = "/admin/municipalities/invitation/"
CSV = "/admin/municipalities/membership/csv/"


@pytest.fixture(autouse=True)
def _forget_attempts():
    cache.clear()


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def filled(place, **fields):
    given = {"email": "ny@example.dk", "full_name": "Nina Ny", "municipality": place.pk, "committee": ""}
    return {**given, "role": Role.COUNCIL_MEMBER, **fields}


@pytest.fixture
def sent(herning, editor):
    """An invitation that is waiting for its answer."""
    given = {"email": "ny@example.dk", "full_name": "Nina Ny", "municipality": herning, "by": editor}
    return invitations.invite(**given, role=Role.COUNCIL_MEMBER)[0]


def told(answer):
    return " ".join(str(message) for message in answer.context["messages"])


def test_an_editor_invites_and_the_link_in_the_mail_works(desk, herning):
    committee = CommitteeFactory(municipality=herning)
    answer = desk.post(ADD, filled(herning, committee=committee.pk), follow=True)
    assert told(answer) == "Invitationen er sendt til ny@example.dk. Linket i den virker i 14 dage."
    link = re.search(r"http://testserver(/konto/invitation/[\w-]+/)", mail.outbox[0].body)[1]
    assert "Du er inviteret til Herning Kommune" in type(desk)().get(link).content.decode()
    assert [m.to for m in mail.outbox] == [["ny@example.dk"]]
    assert not Membership.objects.filter(user__email="ny@example.dk").exists()


def test_the_link_is_danish_from_the_english_pages_too(desk, herning):
    desk.post("/en" + ADD, filled(herning))
    assert "http://testserver/konto/invitation/" in mail.outbox[0].body


def test_an_editor_invites_into_the_own_municipality_only(desk, herning, randers):
    foreign = CommitteeFactory(municipality=randers)
    for fields in ({"municipality": randers.pk}, {"committee": foreign.pk}, {"municipality": 10**25}):
        answer = desk.post(ADD, filled(herning, **fields))
        assert answer.status_code == 200
        assert "Randers" not in answer.content.decode()
    assert (own(Invitation).count(), mail.outbox) == (0, [])


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"email": "x"}, "gyldig e-mail"),
        ({"email": "a@b.dk\r\nBcc: c@d.dk"}, "gyldig e-mail"),
        ({"role": "portal_admin"}, "gyldig"),
        ({"full_name": "x" * 201}, "højst have 200"),
    ],
)
def test_mistakes_are_said_in_danish(fields, words, desk, herning):
    assert words in desk.post(ADD, filled(herning, **fields)).content.decode()
    assert (own(Invitation).count(), mail.outbox) == (0, [])


def test_nobody_gives_himself_another_role(desk, herning, editor):
    page = desk.post(ADD, filled(herning, email=editor.email.upper())).content.decode()
    assert "Du kan ikke ændre dine egne rettigheder" in page


def test_whether_an_address_has_an_account_is_not_told(desk, herning):
    UserFactory(email="kendt@example.dk")
    answers = [
        told(desk.post(ADD, filled(herning, email=f"{who}@example.dk"), follow=True))
        for who in ("kendt", "ukendt")
    ]
    assert answers[0].replace("kendt@", "ukendt@") == answers[1]


def test_whoever_has_the_role_is_not_invited_again(desk, herning):
    MembershipFactory(municipality=herning, role=Role.COUNCIL_MEMBER, user__email="ny@example.dk")
    assert "har allerede denne rolle" in desk.post(ADD, filled(herning)).content.decode()


def test_mail_that_does_not_go_out_is_told_and_can_be_sent_again(desk, herning, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9
    answer = desk.post(ADD, filled(herning), follow=True)
    assert "Mailen til ny@example.dk kunne ikke sendes." in told(answer)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    again = {"action": "send_again", "_selected_action": [own(Invitation).get().pk]}
    assert told(desk.post(LIST, again, follow=True)) == "1 invitation er sendt igen."
    assert len(mail.outbox) == 1


def test_an_invitation_can_be_withdrawn_and_then_not_be_sent(desk, sent):
    words = [
        told(desk.post(LIST, {"action": action, "_selected_action": [sent.pk]}, follow=True))
        for action in ("withdraw", "withdraw", "send_again")
    ]
    nothing = "Der er ikke sket noget: Invitationerne er allerede taget imod eller trukket tilbage."
    assert words == ["1 invitation er trukket tilbage.", nothing, nothing]
    assert own(Invitation).get().state == Invitation.State.WITHDRAWN


def test_invitations_of_others_are_not_there(client, sent, other_editor):
    client.force_login(other_editor)
    assert "ny@example.dk" not in client.get(LIST).content.decode()
    for path, status in {"change": 404, "history": 404, "delete": 403}.items():
        for pk in (sent.pk, sent.pk + 1):
            assert client.get(f"{LIST}{pk}/{path}/").status_code == status
    for action in ("withdraw", "send_again"):
        client.post(LIST, {"action": action, "_selected_action": [sent.pk]})
    sent.refresh_from_db()
    assert (sent.state, mail.outbox) == (Invitation.State.SENT, [])


def test_what_was_sent_can_be_read_and_not_changed(desk, sent, herning):
    path = f"{LIST}{sent.pk}/change/"
    page = desk.get(path).content.decode()
    assert "ny@example.dk" in page
    assert sent.token_digest not in page
    assert desk.post(path, filled(herning, role=Role.EDITOR)).status_code == 403
    assert own(Invitation).get().role == Role.COUNCIL_MEMBER


def test_council_members_invite_nobody(client, council_member):
    client.force_login(council_member)
    assert client.get(ADD).status_code in (302, 404)


class TestMembershipsAsAFile:
    def test_it_holds_the_own_municipality_and_opens_in_a_spreadsheet(
        self, desk, herning, editor, other_editor
    ):
        MembershipFactory(municipality=herning, user__full_name="=HYPERLINK(1)", user__email="a@example.dk")
        answer = desk.get(CSV)
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        assert answer["Content-Disposition"] == 'attachment; filename="tilknytninger.csv"'
        lines = answer.content.decode().split("\r\n")
        assert lines[0] == "\ufeffNavn;E-mailadresse;Rolle;Kommune;Udvalg;Fra;Til;Konto"
        assert any(
            line.startswith("'=HYPERLINK(1);a@example.dk;byrådsmedlem;Herning Kommune;;") for line in lines
        )
        assert editor.email in answer.content.decode()
        assert other_editor.email not in answer.content.decode()

    def test_it_follows_the_search(self, desk, herning, editor):
        MembershipFactory(municipality=herning, user__full_name="Søgt Person")
        assert len(desk.get(CSV + "?q=Søgt").content.decode().strip().split("\r\n")) == 2

    @pytest.mark.parametrize(
        "query", ["?o=abc", "?p=-1", "?municipality__id__exact=abc", "?user__password=x", "?q=" + "9" * 40]
    )
    def test_odd_questions_break_nothing(self, query, desk):
        assert desk.get(CSV + query).status_code in (200, 302, 400, 404)

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_takes_the_same_queries_at_any_size(self, number, desk, herning, django_assert_num_queries):
        MembershipFactory.create_batch(number, municipality=herning)
        with django_assert_num_queries(7):
            desk.get(CSV)

    @pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "  =1", "\r=1", "\n=1"])
    def test_formulas_are_made_text(self, text):
        # A tab or a line's end may begin a cell of its own, and is looked behind, too.
        start = text[:1] if text[:1] in "\t\r\n" else ""
        assert harmless(text) == (f"'{start}'{text[1:]}" if start else f"'{text}")

    @pytest.mark.parametrize("text", ["", "Jens", "jens@example.dk", "2026-01-01"])
    def test_other_text_stays_as_it_is(self, text):
        assert harmless(text) == text


class TestBeginningAnew:
    @pytest.fixture
    def colleague(self, herning):
        person = MembershipFactory(municipality=herning, user__email="tabt@example.dk").user
        Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
        return person

    def path(self, person):
        return f"/admin/accounts/user/{person.pk}/second-factor/"

    def test_an_editor_resets_a_colleague_s_who_is_signed_out_and_told(self, desk, colleague):
        UserSession.objects.create(user=colleague, ip="127.0.0.1", session_key="x", user_agent="")
        assert (
            "Nulstil totrinslogin"
            in desk.get(f"/admin/accounts/user/{colleague.pk}/change/").content.decode()
        )
        assert "tabt telefon" not in desk.get(self.path(colleague)).content.decode()
        answer = desk.post(self.path(colleague), follow=True)
        assert "er logget ud alle steder" in told(answer)
        assert not Authenticator.objects.exists()
        assert not UserSession.objects.exists()
        assert [m.to for m in mail.outbox] == [["tabt@example.dk"]]
        assert "Totrinslogin er nulstillet" in mail.outbox[0].subject

    def test_looking_at_the_page_changes_nothing(self, desk, colleague):
        assert desk.get(self.path(colleague)).status_code == 200
        assert Authenticator.objects.exists()

    def test_others_and_one_s_own_are_out_of_reach(
        self, client, desk, colleague, editor, other_editor, portal_admin
    ):
        MembershipFactory(user=portal_admin, municipality=editor.memberships.get().municipality)
        assert desk.post(self.path(editor)).status_code == 403
        assert desk.post(self.path(portal_admin)).status_code == 403
        assert desk.post(self.path(other_editor)).status_code == 404
        assert desk.post("/admin/accounts/user/abc/second-factor/").status_code == 404
        client.force_login(other_editor)
        assert client.post(self.path(colleague)).status_code == 404
        assert Authenticator.objects.exists()


def test_deactivating_somebody_ends_all_sessions(client, desk, herning, portal_admin):
    person = MembershipFactory(municipality=herning, user__email="jens@example.dk").user
    other = type(client)()
    sign_in(other)
    client.force_login(portal_admin)
    membership = person.memberships.get()
    form = {
        "full_name": "Jens",
        "email": person.email,
        "memberships-TOTAL_FORMS": 1,
        "memberships-INITIAL_FORMS": 1,
    }
    form |= {
        "memberships-0-id": membership.pk,
        "memberships-0-user": person.pk,
        "memberships-0-role": membership.role,
    }
    form |= {"memberships-0-municipality": herning.pk, "memberships-0-starts_on": "2026-01-01"}
    answer = client.post(f"/admin/accounts/user/{person.pk}/change/", form)
    assert answer.status_code == 302
    person.refresh_from_db()
    assert (person.is_active, is_signed_in(other)) == (False, False)
    assert not UserSession.objects.filter(user=person).exists()


@pytest.mark.parametrize("path", ["mfa/authenticator/", "usersessions/usersession/", "axes/accessattempt/"])
def test_what_libraries_keep_of_sign_in_has_no_page(path, client, portal_admin):
    client.force_login(portal_admin)
    assert client.get(f"/admin/{path}").status_code == 404
