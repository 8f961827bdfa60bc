"""Accepting an invitation. A link that does not work says so in the same words, whatever the reason."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from apps.accounts import lockout
from apps.accounts.forms import NewAccountForm
from apps.accounts.requests import signed_in_user
from apps.municipalities import invitations
from apps.municipalities.models import Invitation, Membership


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("password1", "password2")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Lets the invited person make an account, or take the role into the one signed in with.

    Guesses are counted: at the address of an invitation, and at whom it is for.
    """
    if not lockout.may_guess(request, token):
        return render(request, "429.html", status=429)
    try:
        found = invitations.find_usable(token)
        if request.user.is_authenticated:
            return _signed_in(request, token, found)
        return _new_account(request, token, found)
    except invitations.InvitationUnusable:
        lockout.count_guess(request, token)
        return render(request, "workspace/invitation/unusable.html", status=404)
    except invitations.WrongAddress:
        return render(request, "workspace/invitation/other_address.html", {"here": request.path}, status=403)
    except invitations.AccountClosed:
        return render(request, "account/account_inactive.html", status=403)
    except invitations.SignInFirst:
        return render(request, "workspace/invitation/sign_in.html", {"here": request.path})


def _signed_in(request: HttpRequest, token: str, found: Invitation) -> HttpResponse:
    person = signed_in_user(request)
    if person.email != found.email:
        raise invitations.WrongAddress
    if request.method == "POST":
        return _welcome(request, invitations.accept_signed_in(token=token, by=person))
    return render(request, "workspace/invitation/accept.html", {"invitation": found})


def _new_account(request: HttpRequest, token: str, found: Invitation) -> HttpResponse:
    if invitations.has_account(found):
        raise invitations.SignInFirst
    form = NewAccountForm(request.POST or None, initial={"full_name": found.full_name}, address=found.email)
    if not form.is_valid():
        if form.is_for_another:
            lockout.count_guess(request, token)
        return render(request, "workspace/invitation/new_account.html", {"invitation": found, "form": form})
    membership = invitations.accept_with_new_account(token=token, **form.account())
    perform_login(request, membership.user, email_verification="none")
    return _welcome(request, membership)


def _welcome(request: HttpRequest, membership: Membership) -> HttpResponse:
    words = {"role": membership.get_role_display(), "municipality": membership.municipality}
    messages.success(request, _("Welcome. You are now %(role)s in %(municipality)s.") % words)
    return redirect("account_home")
