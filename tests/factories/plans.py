from typing import Any

from apps.core.text import danish_slug
from apps.municipalities.models import Municipality
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.strategies import tree
from apps.strategies.models import Plan
from apps.strategies.tree.building import NewElement
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.people import UserFactory


def element(kind: str, title: str, *children: NewElement, text: str = "", **fields: Any) -> NewElement:
    """A subtree; ``text`` is one paragraph a line."""
    body = "".join(f"<p>{line}</p>" for line in text.splitlines())
    return NewElement(kind=kind, title=title, body=fields.pop("body", body), children=children, **fields)


def make_plan(
    *children: NewElement,
    municipality: Municipality | None = None,
    title: str = "Vores plan",
    lead: str = "",
    by: Any = None,
    **fields: Any,
) -> Plan:
    """A plan with its working tree; nothing is published."""
    plan = Plan(
        municipality=municipality or MunicipalityFactory(),
        title=title,
        slug=fields.pop("slug", danish_slug(title)),
        **fields,
    )
    tree.create_plan(plan, root=element("document", title, *children, text=lead), by=by)
    return plan


def once_public(municipality: Municipality) -> Municipality:
    """The municipality with a plan that was published and withdrawn: public, and nothing to read."""
    by = UserFactory()
    plan = make_plan(element("goal", "Forbi"), municipality=municipality, title="Forbi", by=by)
    publish(plan=plan, by=by, nature="adopted")
    withdraw(plan=plan, by=by)
    return municipality
