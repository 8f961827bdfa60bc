"""Private notes: kept for one person, lost by nobody, seen by nobody else."""

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from apps.strategies import tree
from apps.workspace.models import MAX_NOTE, FollowedElement, Note
from apps.workspace.notes import StaleNote, keep_note
from tests.bystander import own
from tests.factories import MembershipFactory

SECRET = "Spørg til økonomien hos Poulsen"


@pytest.fixture
def identity(find):
    return find("Rent vand").identity


@pytest.fixture
def address(identity):
    return f"/arbejdsrum/herning/element/{identity.uid}/"


def test_a_note_is_saved_and_stands_there_again(member, address, council_member, identity):
    answer = member.post(address + "note/", {"text": SECRET, "based_on": ""})
    assert answer.headers["Location"] == address
    page = member.get(address).content.decode()
    assert f">{SECRET}</textarea>" in page
    assert "Noten er gemt." in page
    note = own(Note).get()
    assert (note.user, note.identity, note.text) == (council_member, identity, SECRET)


def test_saving_an_empty_note_deletes_it(member, address, council_member, identity):
    note = keep_note(by=council_member, identity=identity, text=SECRET, based_on="")
    member.post(address + "note/", {"text": " \r\n ", "based_on": note.stamp})
    assert not own(Note).exists()
    assert "Noten er slettet." in member.get(address).content.decode()


def test_saving_what_stands_already_changes_nothing(council_member, identity):
    note = keep_note(by=council_member, identity=identity, text="a\r\nb", based_on="")
    assert note.text == "a\nb"
    again = keep_note(by=council_member, identity=identity, text="a\nb", based_on="something old")
    assert again.stamp == note.stamp


def test_a_newer_note_is_not_overwritten_and_nothing_is_lost(member, address, council_member, identity):
    first = keep_note(by=council_member, identity=identity, text="Første", based_on="")
    keep_note(by=council_member, identity=identity, text="Anden", based_on=first.stamp)
    answer = member.post(address + "note/", {"text": "Tredje", "based_on": first.stamp})
    page = answer.content.decode()
    assert "Du har i mellemtiden gemt noten i et andet vindue." in page
    assert "<p>Anden</p>" in page
    assert ">Tredje</textarea>" in page
    assert own(Note).get().text == "Anden"
    member.post(address + "note/", {"text": "Tredje", "based_on": own(Note).get().stamp})
    assert own(Note).get().text == "Tredje"


def test_a_note_deleted_elsewhere_is_not_written_again_unasked(member, address, council_member, identity):
    first = keep_note(by=council_member, identity=identity, text="Første", based_on="")
    keep_note(by=council_member, identity=identity, text="", based_on=first.stamp)
    page = member.post(address + "note/", {"text": "Mere", "based_on": first.stamp}).content.decode()
    assert "(noten blev slettet)" in page
    assert not own(Note).exists()


def test_two_first_notes_at_once_do_not_both_win(council_member, identity, monkeypatch):
    def somebody_was_faster(*args):
        raise IntegrityError

    Note.objects.create(user=council_member, identity=identity, text="Hurtig")
    monkeypatch.setattr("apps.workspace.notes._write", somebody_was_faster)
    with pytest.raises(StaleNote) as stale:
        keep_note(by=council_member, identity=identity, text="Langsom", based_on="")
    assert stale.value.theirs.text == "Hurtig"


def test_a_note_of_a_megabyte_is_refused_in_words_and_given_back(member, address):
    page = member.post(address + "note/", {"text": "æ" * 500_000, "based_on": ""})
    text = page.content.decode()
    assert page.status_code == 200
    assert "Noten er på 500.000 tegn, og der er plads til 10.000." in text
    assert "æ" * 500_000 in text
    assert not own(Note).exists()


def test_a_note_beyond_all_measure_is_refused(member, address):
    answer = member.post(address + "note/", {"text": "x" * 3_000_000})
    assert answer.status_code in (400, 413)
    assert not own(Note).exists()


@pytest.mark.parametrize("text", ["", "x" * (MAX_NOTE + 1)])
def test_the_database_refuses_what_is_no_note(council_member, identity, text):
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(user=council_member, identity=identity, text=text)


def test_the_limit_itself_is_allowed(council_member, identity):
    assert keep_note(by=council_member, identity=identity, text="x" * MAX_NOTE, based_on="")
    with pytest.raises(ValidationError):
        keep_note(by=council_member, identity=identity, text="x" * (MAX_NOTE + 1), based_on="")


@pytest.mark.parametrize("data", [{}, {"based_on": "x"}, {"text": "a", "based_on": "%$"}])
def test_odd_forms_are_answered(member, address, data):
    assert member.post(address + "note/", data).status_code in (200, 302)


def test_markup_in_a_note_is_text(member, address, council_member, identity):
    keep_note(by=council_member, identity=identity, text="</textarea><script>x</script>", based_on="")
    for page in (address, "/arbejdsrum/herning/mine/"):
        assert "<script>x" not in member.get(page).content.decode()


@pytest.mark.parametrize("person", ["editor", "portal_admin"])
def test_nobody_else_sees_a_note(client, request, address, council_member, identity, person):
    keep_note(by=council_member, identity=identity, text=SECRET, based_on="")
    client.force_login(request.getfixturevalue(person))
    for page in (
        "/arbejdsrum/herning/strategi/",
        address,
        "/arbejdsrum/herning/mine/",
        "/arbejdsrum/herning/ord/",
    ):
        assert "Poulsen" not in client.get(page).content.decode()


def test_neither_notes_nor_lists_are_in_admin():
    assert not {Note, FollowedElement} & set(admin.site._registry)


def test_what_django_shows_of_a_note_says_nothing(council_member, identity):
    note = keep_note(by=council_member, identity=identity, text=SECRET, based_on="")
    followed = FollowedElement.objects.create(user=council_member, identity=identity)
    assert (str(note), str(followed)) == ("privat note", "fulgt element")


def test_a_note_stays_when_its_element_is_moved_or_deleted(
    member, plan, find, address, editor, council_member
):
    element = find("Rent vand")
    keep_note(by=council_member, identity=element.identity, text=SECRET, based_on="")
    tree.move(plan_id=plan.pk, element_id=element.pk, parent_id=find("Vores fællesskaber").pk, by=editor)
    assert SECRET in member.get(address).content.decode()
    tree.delete(plan_id=plan.pk, element_id=element.pk, by=editor)
    assert SECRET in member.get(address).content.decode()
    assert SECRET in member.get("/arbejdsrum/herning/mine/").content.decode()


def test_whoever_has_left_the_municipality_does_not_read_on(client, identity, randers):
    person = MembershipFactory(municipality=randers).user
    Note.objects.create(user=person, identity=identity, text=SECRET)
    assert not Note.objects.visible_to(person).exists()


def test_htmx_gets_only_what_changes(member, address):
    answer = member.post(address + "note/", {"text": "Kort", "based_on": ""}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "<html" not in page
    assert "<textarea" not in page
    assert f'name="based_on" value="{own(Note).get().stamp}"' in page
    assert '<div id="said" hx-swap-oob="innerHTML">' in page
    assert "Noten er gemt." in page


def test_a_note_needs_the_token_of_the_page(address, council_member):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(council_member)
    assert strict.post(address + "note/", {"text": "x"}).status_code == 403


def test_following_without_scripts_gives_an_unsaved_note_back(member, address, council_member, identity):
    note = keep_note(by=council_member, identity=identity, text="Første", based_on="")
    sent = {"follow": "1", "text": "Første og mere", "based_on": note.stamp}
    answer = member.post(address + "foelg/", sent)
    page = answer.content.decode()
    assert "Du følger nu elementet." in page
    assert "Det, du har skrevet i din note, er ikke gemt endnu." in page
    assert ">Første og mere</textarea>" in page
    assert f'name="based_on" value="{note.stamp}"' in page
    assert FollowedElement.objects.filter(user=council_member, identity=identity).exists()
    assert own(Note).get().text == "Første"


@pytest.mark.parametrize("text", ["Første", " Første \r\n"])
def test_following_goes_back_where_nothing_is_unsaved(text, member, address, council_member, identity):
    note = keep_note(by=council_member, identity=identity, text="Første", based_on="")
    sent = {"follow": "1", "text": text, "based_on": note.stamp}
    assert member.post(address + "foelg/", sent).headers["Location"] == address


def test_a_note_written_by_somebody_who_was_signed_out_is_given_back(client, address, identity):
    answer = client.post(address + "note/", {"text": SECRET + " <b>", "based_on": ""})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Du er logget ud." in page
    assert f">{SECRET} &lt;b&gt;</textarea>" in page
    assert f'href="/konto/login/?next={address}note/"' in page
    assert answer["Cache-Control"] == "private, no-store"
    assert not own(Note).exists()


def test_signing_in_again_leads_back_to_the_element(member, address):
    for part in ("note/", "foelg/"):
        assert member.get(address + part).headers["Location"] == address


def test_too_much_at_once_says_so_in_danish(member, address):
    sent = "text=" + "%C3%A6" * 500_000
    answer = member.post(address + "note/", sent, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "Det var for meget på én gang." in answer.content.decode()
    assert not own(Note).exists()
