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
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
LOGO_MAX_BYTES = env.int("LOGO_MAX_MEGABYTES", 1) * _MEGABYTE
LOGO_MAX_SIDE = env.int("LOGO_MAX_SIDE", 2000)
#: An original file (PDF, Word, OpenDocument) beside a source text.
ORIGINAL_MAX_BYTES = env.int("ORIGINAL_MAX_MEGABYTES", 10) * _MEGABYTE
#: The most bytes a request may carry, by what its address (without ``/en``) starts with: the first line that fits counts.
BODY_LIMITS = (
    ("/admin/strategies/sourcedocument/", DATA_UPLOAD_MAX_MEMORY_SIZE + ORIGINAL_MAX_BYTES),
    ("/admin/", DATA_UPLOAD_MAX_MEMORY_SIZE + LOGO_MAX_BYTES),
    ("/arbejdsrum/", DATA_UPLOAD_MAX_MEMORY_SIZE),
    ("/konto/", 100_000),
    ("/svar/", 100_000),  # so that a text that is far too long comes back with a word about it
    ("", 10_000),  # everything else only answers; what is sent there is not read
)
#: Nothing that is sent ever lies on the disk before somebody signed in has been found to have sent it.
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE + max(LOGO_MAX_BYTES, ORIGINAL_MAX_BYTES)
#: Characters of a search; one for a thousand words is more than a database can think about.
SEARCH_MAX_LENGTH = 200
#: Words of a search that are looked for; the rest is ignored.
SEARCH_MAX_WORDS = 12
#: Hits on a page of search, how many the API gives at once, and how many endings are offered while somebody types.
SEARCH_PAGE = 20
SEARCH_API_MOST = 100
SEARCH_COMPLETIONS = 8
#: Characters that are found and replaced, and that are put in their place.
REPLACE_MAX_LENGTH = 200
#: Rows of a spreadsheet that are taken in at once, and bytes of its file.
SPREADSHEET_MAX_ROWS = 20_000
SPREADSHEET_MAX_BYTES = 2_000_000
#: Cells of one paste into the grid of figures.
GRID_PASTE_MAX_CELLS = 2_000
#: Columns of the grid of figures: years, quarters or months back from today.
GRID_PERIODS = 8
#: Indicators on one page of the grid: with two fields a cell well under the fields of one form, as it is sent without a script.
GRID_PAGE_SIZE = 100
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
DECISIONS_PAGE_SIZE = 25
#: News of a municipality on one page, and the newest that a feed of a municipality, plan or element holds.
NEWS_PAGE_SIZE = 25
NEWS_FEED_SIZE = 50
#: Entries of the record on a page, and in its feed.
RECORD_PAGE_SIZE = 50
#: Entries of the portal's record in one file of JSON lines.
RECORD_PART_SIZE = 1_000
#: The most things that one answer of the API lists; it says where the rest is.
API_PAGE_SIZE = 500
#: The newest decisions that a committee's page names; the rest is in the list of all.
COMMITTEE_PAGE_DECISIONS = 5
#: The most elements that the picture of a chain shows; it says how many more there are.
CHAIN_MAX_LINKS = 40
#: Lines of contents at the head of a PDF file, on about two pages.
PDF_CONTENTS_LINES = 90
#: A file of more elements is kept; a smaller one is made in less time than it would take to look for.
PDF_KEPT_FROM = 25
#: Of more elements it is made after the answer, which asks for patience: a thousand take some seconds.
PDF_ELEMENTS_AT_ONCE = 400
#: Municipalities from which the front page gets letters to jump to.
DIRECTORY_LETTERS_FROM = 20

# Topics (docs/adr/0036): measured on the elements that people read and gave topics.

#: How many words of the text a word of the title outweighs.
TOPIC_TITLE_WEIGHT = 2
#: A text that is longer than so many words has its hits thinned accordingly.
TOPIC_TEXT_LENGTH = 80
#: What a topic must weigh at least to be suggested, and at least as a share of the likeliest.
TOPIC_LEAST_WEIGHT = 0.5
TOPIC_LEAST_SHARE = 0.35
MOST_TOPIC_SUGGESTIONS = 3
#: How many of the words that made a suggestion are named, and for how many elements a page of admin suggests topics.
MOST_TOPIC_WORDS = 5
TOPIC_SUGGESTIONS_PAGE_SIZE = 100
#: How many municipalities stand beside each other where they are compared by topic; more stand one under the other.
TOPIC_COLUMNS = 3
#: How many elements of each are shown: of one alone, of as many as stand beside each other, and of more.
TOPIC_PASSAGES_OF_ONE = 200
TOPIC_PASSAGES_OF_FEW = 40
TOPIC_PASSAGES_OF_MANY = 5
#: How much of a text is shown at once, in words, and how much must be left for the rest to be folded away.
TOPIC_BEGINNING_WORDS = 60
TOPIC_REST_WORDS = 30

# Follow-up.

#: How long ago, in days, an element may have been looked at and still count as kept up.
KEPT_UP_DAYS = 365
#: How long a plan may go without follow-up before its editors are warned, in months.
QUALITY_MONTHS = 12
#: How many elements a refusal names; of the others it says how many there are.
MESSAGE_MOST_TITLES = 5
#: How long before a deadline those who have not reported are reminded, in days.
REMIND_DAYS_BEFORE = env.int("REMIND_DAYS_BEFORE", 5)

# The council member's desk.

DESK_CASES = 5
DESK_NEWS = 20
#: Coming back within this time is the same visit.
VISIT_TIME = timedelta(hours=1)
#: What a meeting folder may hold and still be printed on two pages: how many things, how many characters of each text, how
#: many lines of its note, and how many characters stand on a line. Measured where all of them are used to the full.
FOLDER_MOST = 12
FOLDER_TEXT_LENGTH = 200
FOLDER_NOTE_LINES = 25
FOLDER_NOTE_LINE_LENGTH = 110

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
#: Words that a reader of Danish takes in a minute. Swedish, its nearest neighbour among the 17 languages measured, was read
#: aloud at 199 (Trauzettel-Klosinski and Dietz, “Standardized assessment of reading performance”, IOVS 2012).
WORDS_A_MINUTE = 200

# What is kept of readers (docs/adr/0039): of pages, never of persons.

#: How long it is known how often a page was read on a day: so long that a month can be compared with the same a year before.
READERSHIP_DAYS = env.int("READERSHIP_DAYS", 400)
#: How long what readers wrote is kept, in days: it may hold what it should not.
COMMENT_DAYS = env.int("COMMENT_DAYS", 180)
#: Characters of what a reader may write about a page, and how many such texts of one page are kept a day.
COMMENT_MAX_LENGTH = 500
COMMENTS_A_DAY = 20
#: Answers from one network address within an hour; a whole school may stand behind one.
ANSWERS_FROM_ONE_PLACE = 30
#: How long a process counts views in its memory before it writes them down, and of how many pages at most.
VIEWS_HELD_SECONDS = 30
VIEWS_HELD_PAGES = 5_000
#: The days that editors see, and how many pages at once, each with how many of the newest texts.
READERSHIP_SHOWN_DAYS = 30
READERSHIP_PAGE_SIZE = 50
READERSHIP_COMMENTS = 3
