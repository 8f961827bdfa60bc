"""Every number that somebody decided, once. Code and texts read them from here, as ``settings.NAME``.

Those that a municipality may want otherwise come from the environment; ``.env.example`` explains them. What a column or
a constraint of the database holds (how long a title may be) is no policy: it stands beside its model, and texts read it
there. The bin has no number: what is deleted lies there until it is restored.
"""

from datetime import timedelta

from strategy_portal.settings.environment import env

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
#: Municipalities from which the front page gets letters to jump to.
DIRECTORY_LETTERS_FROM = 20

# Time and memory.

#: How long a writer waits for another, and how long a statement may take (PostgreSQL).
DATABASE_LOCK_SECONDS = env.int("DATABASE_LOCK_SECONDS", 30)
DATABASE_STATEMENT_SECONDS = env.int("DATABASE_STATEMENT_SECONDS", 60)
#: Bytes of compressed pages that a process remembers.
PAGE_MEMORY_BYTES = env.int("PAGE_MEMORY_MEGABYTES", 32) * 1_000_000
#: How often a browser says that somebody is editing, and how long that counts: a sleeping tab says so once a minute.
PRESENCE_SECONDS = 30
PRESENCE_TIME = timedelta(minutes=2)
#: How long a browser keeps text that was never saved.
BROWSER_DRAFT_DAYS = 14
#: How long others may keep what hardly ever changes: ``robots.txt``, addresses that redirect.
BRIEF_CACHE_SECONDS = _HOUR
