"""The page a person comes to after signing in, and the one an invitation leads to."""

from django.urls import path

from apps.workspace.views import account, invitation

urlpatterns = [
    path("", account.account_home, name="account_home"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
]
