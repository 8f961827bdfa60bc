"""What libraries would show of sign-in in admin: secrets and sessions, scoped to nobody. None of it has a page."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin

admin.site.unregister([Authenticator, UserSession])
