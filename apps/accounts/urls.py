"""Sign-in, passwords, second factor, sessions. allauth's other pages (sign-up, e-mail addresses) have no address here."""

from allauth.account import views
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path

from apps.accounts import qr_code, sessions


def no_sign_up(request: HttpRequest) -> HttpResponse:
    """Nobody makes an account here, but allauth wants the address to have a name."""
    raise Http404


urlpatterns = [
    path("signup/", no_sign_up, name="account_signup"),
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("sikkerhed/totp/kode.svg", qr_code.totp_qr_code, name="mfa_totp_qr_code"),
    path("sikkerhed/", include("allauth.mfa.urls")),
    path("sessioner/", sessions.list_sessions, name="usersessions_list"),
    path("sessioner/andre/", sessions.end_other_sessions, name="usersessions_end_others"),
    path("sessioner/<int:pk>/", sessions.end_session, name="usersessions_end"),
]
