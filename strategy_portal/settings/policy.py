"""Every number that somebody decided, once. Code and texts read them from here, as ``settings.NAME``.

Those that a municipality may want otherwise come from the environment; ``.env.example`` explains them. What a column or
a constraint of the database holds (how long a title may be) is no policy: it stands beside its model, and texts read it
there. The bin has no number: what is deleted lies there until it is restored.
"""

from datetime import timedelta

from strategy_portal.settings.environment import SERVING, env

_HOUR = 3600
_MEGABYTE = 1024 * 1024

# Sign-in.

PASSWORD_MIN_LENGTH = env.int("PASSWORD_MIN_LENGTH", 12)
#: How long the link in a mail about a forgotten password works, in seconds.
PASSWORD_RESET_TIMEOUT = env.int("PASSWORD_RESET_HOURS", 24) * _HOUR
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", 12) * _HOUR
#: Wrong tries, of passwords and codes alike, at one account from one network address, until it is locked there.
LOCKOUT_ATTEMPTS = env.int("LOCKOUT_ATTEMPTS", 5)
LOCKOUT_TIME = timedelta(minutes=env.int("LOCKOUT_MINUTES", 30))
#: Wrong tries at one account from all network addresses together, within the time of a lock-out.
LOGIN_ATTEMPTS_EVERYWHERE = 10
#: Wrong tries from one network address at all accounts together.
LOGIN_ATTEMPTS_A_MINUTE = 30
#: Wrong guesses from one network address, within the time of a lock-out, at the address of an invitation, or at whom one is for.
GUESSES_FROM_ONE_PLACE = 20
#: What authenticator apps expect; some ignore anything else.
MFA_TOTP_DIGITS = 6
MFA_TOTP_PERIOD = 30
#: How many codes before and after the present one are taken, too.
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODE_COUNT = 10

# Links that stop working.

INVITATION_DAYS = env.int("INVITATION_DAYS", 14)
#: What is proposed for a secret link to a draft, and the most that may be chosen.
PREVIEW_LINK_DAYS = env.int("PREVIEW_LINK_DAYS", 14)
PREVIEW_LINK_MOST_DAYS = env.int("PREVIEW_LINK_MOST_DAYS", 90)

# What may be sent to the portal.

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
LOGO_MAX_BYTES = env.int("LOGO_MAX_MEGABYTES", 1) * _MEGABYTE
LOGO_MAX_SIDE = env.int("LOGO_MAX_SIDE", 2000)
#: The most bytes a request may carry, by what its address (without ``/en``) starts with: the first line that fits counts.
BODY_LIMITS = (
    ("/admin/", DATA_UPLOAD_MAX_MEMORY_SIZE + LOGO_MAX_BYTES),
    ("/arbejdsrum/", DATA_UPLOAD_MAX_MEMORY_SIZE),
    ("/konto/", 100_000),
    ("", 10_000),  # everything else only answers; what is sent there is not read
)
#: Nothing that is sent ever lies on the disk before somebody signed in has been found to have sent it.
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE + LOGO_MAX_BYTES
#: Characters of a search; one for a thousand words is more than a database can think about.
SEARCH_MAX_LENGTH = 200
#: Words of a search that are looked for; the rest is ignored.
SEARCH_MAX_WORDS = 12
#: Characters that are found and replaced, and that are put in their place.
REPLACE_MAX_LENGTH = 200
#: Bytes of HTML in one paste; a word processor makes many times as many of them as of words.
PASTE_MAX_BYTES = 2_000_000
#: Fewer letters would be found inside other words, too.
RETRACT_MIN_LETTERS = 4

# How much one page shows.

ADMIN_PAGE_SIZE = 50
#: Plans that the front page of admin names; the rest are found in the list of plans.
ADMIN_INDEX_PLANS = 10
#: More elements than any plan has: a plan's tree is one page.
ADMIN_TREE_SIZE = 5_000
ADMIN_ELEMENTS_PAGE_SIZE = 250
#: Rows that one form may hold under one thing.
ADMIN_INLINE_ROWS = 50
#: Hits of find and replace on one page.
REPLACE_PAGE_SIZE = 500
ACTIVITY_PAGE_SIZE = 50
#: Changes that the publish page lists one by one.
PUBLISH_LISTED_CHANGES = 100
WORKSPACE_RECENT_CHANGES = 10
#: Parts of a plan that a municipality's page names.
MUNICIPALITY_PAGE_PARTS = 12
#: The most elements that the picture of a chain shows; it says how many more there are.
CHAIN_MAX_LINKS = 40
#: Municipalities from which the front page gets letters to jump to.
DIRECTORY_LETTERS_FROM = 20

# Time and memory.

#: Where readers wait, together at most 10 seconds: how long a writer waits for another, how long a statement may take, how
#: long a process waits for the database to answer at all, and how long for a new connection (the last three: PostgreSQL).
#: A command of an administrator has more time, and waits for an answer as long as it takes.
DATABASE_LOCK_SECONDS = env.int("DATABASE_LOCK_SECONDS", 5 if SERVING else 30)
DATABASE_STATEMENT_SECONDS = env.int("DATABASE_STATEMENT_SECONDS", 6 if SERVING else 60)
DATABASE_WAIT_SECONDS = DATABASE_STATEMENT_SECONDS + 1 if SERVING else 0
DATABASE_CONNECT_SECONDS = 2 if SERVING else 10
#: How long the mail server may take for each step of a mail.
MAIL_SECONDS = 5
#: When a reader is asked to come again where the database does not answer.
RETRY_AFTER_SECONDS = 30
#: Bytes of compressed pages and API answers that a process keeps (apps.core.page_cache).
PAGE_MEMORY_BYTES = env.int("PAGE_MEMORY_MEGABYTES", 32) * 1_000_000
#: How long they are kept where processes share a cache (``CACHE_URL``).
PAGE_SHARED_SECONDS = _HOUR
#: How often a browser says that somebody is editing, and how long that counts: a sleeping tab says so once a minute.
PRESENCE_SECONDS = 30
PRESENCE_TIME = timedelta(minutes=2)
#: How long a browser keeps text that was never saved.
BROWSER_DRAFT_DAYS = 14
#: How long others may keep what hardly ever changes: logos, addresses that redirect.
BRIEF_CACHE_SECONDS = _HOUR
#: Characters that search engines and messages show of a page's description.
DESCRIPTION_LENGTH = 160
