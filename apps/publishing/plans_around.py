"""The published plans around an edition's: the one that it carries out, the one before it, and the one that took its place."""

from django.db.models import CharField
from django.db.models.expressions import RawSQL

from apps.strategies.kinds import PROPOSALS

_SUCCESSOR = """
    FROM publishing_edition s JOIN strategies_plan p ON p.id = s.plan_id
    WHERE s.is_current AND s.succeeds_id = publishing_edition.plan_id AND s.stage NOT IN (%s, %s) LIMIT 1
"""
_PROPOSALS = tuple(stage.value for stage in PROPOSALS)
_OTHER = """
    FROM publishing_edition o JOIN strategies_plan p ON p.id = o.plan_id
    WHERE o.is_current AND o.plan_id = publishing_edition.
"""
#: The published plans around an edition's, for ``annotate``: it costs no query of its own. Written out, because every reader of a
#: plan asks this, and the ORM takes longer to say it than all else about the plan.
PLANS_AROUND = {
    name: RawSQL(f"SELECT {what}", parameters, CharField())  # noqa: S611 # constants, nothing that anybody wrote
    for name, what, parameters in (
        ("upper_title", f"o.title {_OTHER.rstrip()}carries_out_id", ()),
        ("upper_slug", f"p.slug {_OTHER.rstrip()}carries_out_id", ()),
        ("former_title", f"o.title {_OTHER.rstrip()}succeeds_id", ()),
        ("former_slug", f"p.slug {_OTHER.rstrip()}succeeds_id", ()),
        ("successor_title", f"s.title {_SUCCESSOR}", _PROPOSALS),
        ("successor_slug", f"p.slug {_SUCCESSOR}", _PROPOSALS),
    )
}
