"""What retraction leaves alone of people and their signing in: none of it holds words of a plan."""

from apps.accounts.models import User
from apps.core.text_register import exclude

exclude(User, reason="About a person; changed or deactivated where people are kept.")

for label in ("auth.Permission", "auth.Group", "contenttypes.ContentType"):
    exclude(label, reason="Django's own names of models and rights.")
for label in ("account.EmailAddress", "account.EmailConfirmation", "mfa.Authenticator"):
    exclude(label, reason="Means of signing in.")
for label in ("sessions.Session", "usersessions.UserSession"):
    exclude(
        label,
        reason="Signed state of one browser, which ends with its session; nothing of a plan is put there.",
    )
for label in ("axes.AccessFailureLog", "axes.AccessAttempt", "axes.AccessLog"):
    exclude(label, reason="Attempts at signing in; they see no page with words of a plan.")
