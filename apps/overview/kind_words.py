"""Words that several pages need for the same thing: kinds in the plural, and what a text begins with."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from apps.core.text import shortened
from apps.strategies.kinds import Kind, Level

PLURALS: dict[str, Promise] = {
    Kind.NARRATIVE: _("Core narratives"),
    Kind.OVERARCHING_GOAL: _("Overarching goals"),
    Kind.FOUNDATION: _("Foundations"),
    Kind.VALUE: _("Values"),
    Kind.VISION: _("Visions"),
    Kind.FOCUS_AREA: _("Focus areas"),
    Kind.THEME: _("Themes"),
    Kind.GOAL: _("Goals"),
    Kind.PRINCIPLE: _("Working principles"),
    Kind.SECTION: _("Sections"),
    Kind.OBJECTIVE: _("Objectives"),
    Kind.ACTION_TRACK: _("Action tracks"),
    Kind.ACTION: _("Actions"),
}
_COUNTED: dict[str, Promise] = {
    Kind.NARRATIVE: ngettext_lazy("%d core narrative", "%d core narratives"),
    Kind.OVERARCHING_GOAL: ngettext_lazy("%d overarching goal", "%d overarching goals"),
    Kind.FOUNDATION: ngettext_lazy("%d foundation", "%d foundations"),
    Kind.VALUE: ngettext_lazy("%d value", "%d values"),
    Kind.VISION: ngettext_lazy("%d vision", "%d visions"),
    Kind.FOCUS_AREA: ngettext_lazy("%d focus area", "%d focus areas"),
    Kind.THEME: ngettext_lazy("%d theme", "%d themes"),
    Kind.GOAL: ngettext_lazy("%d goal", "%d goals"),
    Kind.PRINCIPLE: ngettext_lazy("%d working principle", "%d working principles"),
    Kind.SECTION: ngettext_lazy("%d section", "%d sections"),
    Kind.OBJECTIVE: ngettext_lazy("%d objective", "%d objectives"),
    Kind.ACTION_TRACK: ngettext_lazy("%d action track", "%d action tracks"),
    Kind.ACTION: ngettext_lazy("%d action", "%d actions"),
}
LEVELS: dict[str, Promise] = {
    Level.COUNCIL_STRATEGY: _("The council's strategies"),
    Level.DEVELOPMENT_PLAN: _("Development plans"),
    Level.ACTION_PLAN: _("Action plans"),
}

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ”»\"])")
_LONGEST = 220


def counted(kind: str, number: int) -> str:
    """“4 visions”, “1 theme”."""
    return _COUNTED[kind] % number


def first_sentence(text: str) -> str:
    """How a text of one paragraph a line begins: its first sentence, cut between words where it is very long."""
    return shortened(_SENTENCE_END.split(text.partition("\n")[0], maxsplit=1)[0], _LONGEST)
