"""A code of an authenticator app works once, wherever it was used: at sign-in, to confirm, or when the app was set up."""

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.db import IntegrityError, transaction

from apps.accounts.models import UsedCode, User


def take(user: User, secret: str, code: str) -> bool:
    """Whether ``user`` may use ``code`` now; it is used up then, also for whoever sends it at the same moment.

    allauth counts in the cache, which may be files: two readers of a file both find that nobody was there.
    """
    periods = list(yield_hotp_counters_from_time())
    fitting = [
        period
        for period in periods
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, period)))
    ]
    if not fitting:
        return False
    UsedCode.objects.filter(user=user, period__lt=periods[0]).delete()
    try:
        with transaction.atomic():
            UsedCode.objects.create(user=user, period=fitting[0])
    except IntegrityError:
        return False
    return True
