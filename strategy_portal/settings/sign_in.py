"""Sign-in: django-allauth, its second factor, and django-axes. The numbers stand in ``policy``."""

from strategy_portal.settings.environment import DEMO, env
from strategy_portal.settings.policy import (
    LOCKOUT_ATTEMPTS,
    LOCKOUT_TIME,
    LOGIN_ATTEMPTS_A_MINUTE,
    LOGIN_ATTEMPTS_EVERYWHERE,
    PASSWORD_MIN_LENGTH,
)

# Passwords and mail.

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "apps.accounts.backends.PortalBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSWORD_MIN_LENGTH},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_home"
ACCOUNT_ADAPTER = "apps.accounts.adapter.PortalAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "apps.accounts.forms.LoginForm",
    "change_password": "apps.accounts.forms.ChangePasswordForm",
    "reset_password": "apps.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "apps.accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "apps.accounts.forms.ReauthenticateForm",
}
# allauth's own looks for further addresses of an account, of which there are none here, and saves a row to do so.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
# Mail goes out whether the address is known or not, so that neither answer nor time tells which.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Across all addresses; a single address is locked out sooner, by AXES_FAILURE_LIMIT.
ACCOUNT_RATE_LIMITS = {
    "login_failed": (
        f"{LOGIN_ATTEMPTS_A_MINUTE}/m/ip,{LOGIN_ATTEMPTS_EVERYWHERE}/{LOCKOUT_TIME.total_seconds():.0f}s/key"
    )
}

# The second factor. Who edits or administers has one outside demo mode; further roles by name.

SECOND_FACTOR_FOR_STAFF = not DEMO
SECOND_FACTOR_ROLES = env.list("SECOND_FACTOR_ROLES", default=[])
SECOND_FACTOR_POLICY = "apps.municipalities.permissions.must_have_second_factor"
RIGHTS_OF = "apps.municipalities.permissions.rights_of"
MFA_ADAPTER = "apps.accounts.second_factor.PortalMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Strategiportalen"
# Accounts are made by invitation, so their addresses are known to be right.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "apps.accounts.second_factor_forms.AuthenticateForm",
    "reauthenticate": "apps.accounts.second_factor_forms.ReauthenticateForm",
    "activate_totp": "apps.accounts.second_factor_forms.ActivateTOTPForm",
    "authenticate_webauthn": "apps.accounts.second_factor_forms.AuthenticateWebAuthnForm",
    "reauthenticate_webauthn": "apps.accounts.second_factor_forms.ReauthenticateWebAuthnForm",
    "login_webauthn": "apps.accounts.second_factor_forms.LoginWebAuthnForm",
    "add_webauthn": "apps.accounts.second_factor_forms.AddWebAuthnForm",
    "edit_webauthn": "apps.accounts.second_factor_forms.EditWebAuthnForm",
}

# Lock-out after wrong tries, of passwords and codes alike, for one e-mail address from one network address.

AXES_FAILURE_LIMIT = LOCKOUT_ATTEMPTS
AXES_COOLOFF_TIME = LOCKOUT_TIME
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "apps.accounts.lockout.client_ip"
AXES_USERNAME_CALLABLE = "apps.accounts.lockout.tried_address"
AXES_LOCKOUT_CALLABLE = "apps.accounts.lockout.locked_out"
AXES_SENSITIVE_PARAMETERS = [
    "login",
    "email",
    "password",
    "code",
    "credential",
    "csrfmiddlewaretoken",
    "next",
]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
