"""The kinds of element and the one table of which kind may stand under which. Admin, import and API ask here."""

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """What kind of document a plan is."""

    COUNCIL_STRATEGY = "council_strategy", _("council strategy")
    DEVELOPMENT_PLAN = "development_plan", _("development plan")
    ACTION_PLAN = "action_plan", _("action plan")


class Stage(TextChoices):
    """How far a plan has come. That another has taken its place is said by the other one (``Plan.succeeds``)."""

    DRAFT = "draft", _("draft")
    HEARING = "hearing", _("proposal in public hearing")
    ADOPTED = "adopted", _("adopted")
    REPEALED = "repealed", _("repealed")


class FigureForm(TextChoices):
    """How the picture of a plan is drawn. It is how the portal shows a plan, and not of what the plan says."""

    AUTOMATIC = "", _("what suits the plan")
    STAR = "star", _("a star: values within, what they are weighed for without")
    RINGS = "rings", _("a ring: parts around what they are for")
    PILLARS = "pillars", _("pillars: parts that carry the vision and stand on a foundation")
    NONE = "none", _("no figure")


#: Nothing is decided yet: the plan whose place such a one is to take is still in force.
PROPOSALS = (Stage.DRAFT, Stage.HEARING)

#: The levels of plans that a plan of each level may carry out.
CARRIED_OUT_BY: dict[Level, frozenset[Level]] = {
    Level.COUNCIL_STRATEGY: frozenset(),
    Level.DEVELOPMENT_PLAN: frozenset({Level.COUNCIL_STRATEGY}),
    Level.ACTION_PLAN: frozenset({Level.COUNCIL_STRATEGY, Level.DEVELOPMENT_PLAN}),
}


class Kind(TextChoices):
    DOCUMENT = "document", _("document")
    NARRATIVE = "narrative", _("core narrative")
    OVERARCHING_GOAL = "overarching_goal", _("overarching goal")
    FOUNDATION = "foundation", _("foundation")
    VALUE = "value", _("value")
    VISION = "vision", _("vision")
    FOCUS_AREA = "focus_area", _("focus area")
    THEME = "theme", _("theme")
    GOAL = "goal", _("goal")
    PRINCIPLE = "principle", _("working principle")
    SECTION = "section", _("section")
    OBJECTIVE = "objective", _("objective")
    ACTION_TRACK = "action_track", _("action track")
    ACTION = "action", _("action")


K = Kind
_HOLDS_ANYTHING = {K.DOCUMENT, K.SECTION}

#: The kinds under which each kind may stand. A section may stand anywhere and hold anything but the document.
ALLOWED_PARENTS: dict[Kind, frozenset[Kind]] = {
    kind: frozenset(_HOLDS_ANYTHING | parents)
    for kind, parents in {
        K.NARRATIVE: set(),
        K.OVERARCHING_GOAL: {K.NARRATIVE, K.VISION},
        K.FOUNDATION: {K.NARRATIVE, K.VISION},
        K.VALUE: {K.FOUNDATION},
        K.VISION: {K.NARRATIVE, K.OVERARCHING_GOAL, K.FOCUS_AREA, K.THEME},
        K.FOCUS_AREA: {K.VISION, K.OVERARCHING_GOAL},
        K.THEME: {K.VISION, K.FOCUS_AREA, K.THEME},
        K.GOAL: {K.VISION, K.OVERARCHING_GOAL, K.FOCUS_AREA, K.THEME, K.GOAL},
        K.PRINCIPLE: {K.FOUNDATION},
        K.SECTION: set(Kind),
        K.OBJECTIVE: {K.VISION, K.FOCUS_AREA, K.THEME, K.GOAL},
        K.ACTION_TRACK: {K.VISION, K.FOCUS_AREA, K.THEME, K.GOAL, K.OBJECTIVE},
        K.ACTION: {K.FOCUS_AREA, K.THEME, K.GOAL, K.OBJECTIVE, K.ACTION_TRACK},
    }.items()
} | {K.DOCUMENT: frozenset()}


#: What somebody is responsible for, and can be asked about.
ANSWERED_FOR = frozenset({K.VISION, K.FOCUS_AREA, K.GOAL, K.OBJECTIVE, K.ACTION_TRACK, K.ACTION})


def may_stand_under(kind: str, parent_kind: str) -> bool:
    """Whether an element of ``kind`` may be a child of one of ``parent_kind``."""
    return Kind(parent_kind) in ALLOWED_PARENTS[Kind(kind)]


def check_place(kind: str, parent_kind: str) -> None:
    """Raise ``ValidationError`` where ``kind`` is none or may not stand under ``parent_kind``."""
    if kind not in Kind.values:
        raise ValidationError(_("There is no kind “%(kind)s”."), code="unknown_kind", params={"kind": kind})
    if not may_stand_under(kind, parent_kind):
        raise ValidationError(
            _("The kind “%(kind)s” cannot stand under “%(parent)s”."),
            code="forbidden_parent",
            params={"kind": Kind(kind).label, "parent": Kind(parent_kind).label},
        )


#: What a plan is divided into: the first of these kinds that it has.
MAIN_KINDS = (Kind.FOCUS_AREA, Kind.THEME, Kind.GOAL, Kind.OBJECTIVE, Kind.ACTION_TRACK, Kind.ACTION)
#: What the figure of a plan can show.
PICTURED = (*MAIN_KINDS, Kind.OVERARCHING_GOAL, Kind.VISION, Kind.VALUE, Kind.PRINCIPLE, Kind.FOUNDATION)
