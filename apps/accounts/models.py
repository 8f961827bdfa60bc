"""The person who signs in. What a person may do follows from memberships, a layer above."""

import unicodedata
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.collation import Danish
from apps.core.fields import LineField


def one_form(password: str) -> str:
    """A password as it is kept and compared, NFKC: a Mac and a phone may write the same “å” otherwise (NIST SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A user who signs in with ``email``; without a password nobody can sign in as the user."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A portal administrator."""
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by e-mail address. ``is_superuser`` marks the portal administrator."""

    email = models.EmailField(_("e-mail address"), unique=True)
    full_name = LineField(_("full name"), max_length=200, blank=True)
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Inactive users cannot sign in. Deactivate instead of deleting."),
    )
    is_demo = models.BooleanField(
        default=False,
        editable=False,
        help_text="A demo sign-in with a known password: works in demo mode only.",
    )
    date_joined = models.DateTimeField(_("date joined"), default=timezone.now, editable=False)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = [Danish("full_name"), "email"]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="accounts_user_email_lower_case")
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.lower()

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(raw_password and one_form(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Whether it is the person's password, however its letters are composed; older ones were kept as they were typed."""
        plain = raw_password and one_form(raw_password)
        return super().check_password(plain) or (
            plain != raw_password and super().check_password(raw_password)
        )

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[0] if self.full_name else self.email


class UsedCode(models.Model):
    """A code of an authenticator app that has been taken. The constraint lets one of two at the same moment have it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    period = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "period"], name="accounts_usedcode_once")]

    def __str__(self) -> str:
        return f"{self.user_id}, {self.period}"
