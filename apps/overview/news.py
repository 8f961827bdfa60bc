"""What is new, as far as citizens may know it: the newest first, as plain values. Nobody's name stands here, and of a plan
that is withdrawn only that it is.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID, uuid5

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, F, OuterRef, Subquery, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.danish_words import DanishWords, sentence
from apps.decisions.models import Decision
from apps.followup.models import FollowUpRound, Review, StatusUpdate
from apps.municipalities.models import Municipality
from apps.overview.element_changes import ElementChange
from apps.overview.followup import status_label
from apps.overview.news_rows import Names, Scope, Sort, keys_of, of_municipality
from apps.publishing.models import Edition, EditionElement, EditionRelation, Withdrawal
from apps.strategies.models import Relation

#: What became of an element in another plan, and, the second, what it was made of.
_SUCCESSIONS: dict[str, tuple[Promise, Promise]] = {
    Relation.Kind.CARRIES_ON: (
        gettext_lazy("Carried on in %(plan)s"),
        gettext_lazy("Carried on from %(plan)s"),
    ),
    Relation.Kind.REWRITES: (
        gettext_lazy("Worded anew in %(plan)s"),
        gettext_lazy("Worded anew, from %(plan)s"),
    ),
    Relation.Kind.MERGES: (
        gettext_lazy("Merged with others in %(plan)s"),
        gettext_lazy("Made of several in %(plan)s"),
    ),
    Relation.Kind.SPLITS: (gettext_lazy("Divided in %(plan)s"), gettext_lazy("A part of one in %(plan)s")),
    Relation.Kind.DROPS: (gettext_lazy("Left out of %(plan)s"), gettext_lazy("Left out of %(plan)s")),
}
#: What news without a uid of its own is named in (RFC 9562, 5.5). Readers' programs know old news by these names.
_NAMES = UUID("5b1f7a52-7a0b-4d4c-9b4e-2f2f0c3c8a10")


Told = Iterator[tuple[int, "News"]]


class Place(StrEnum):
    """What the address of a piece of news leads to; nothing where it can be read no more."""

    NOWHERE = "nowhere"
    PLAN = "plan"
    EDITION = "edition"
    ELEMENT = "element"
    ROUND = "round"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened. ``title`` and ``note`` are the municipality's own words, ``label`` the portal's."""

    uid: UUID
    at: datetime
    label: str
    title: str
    note: str = ""
    _: KW_ONLY
    place: Place = Place.NOWHERE
    plan: str = ""  # slugs, and a number or uid, that its address is made of
    element: str = ""
    number: int = 0
    decision: UUID | None = None
    who: str = ""  # the committee that did it

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    news: list[News] = field(default_factory=list)


def feed_uid(scope: Scope, language: str) -> UUID:
    """What the feed of the news is called for good, wherever it stands."""
    return _uid_of(f"feed/{scope.name}/{language}")


def newest(scope: Scope) -> list[News]:
    """As many as a feed holds. Eight queries at most."""
    return told(scope, keys_of(scope)[: settings.NEWS_FEED_SIZE])


def news_page(municipality: Municipality, wanted: str | None) -> tuple[Page, list[Month]]:
    """A page of a municipality's news by month, the first or last where there is no such. Nine queries at most."""
    scope = of_municipality(municipality)
    page = Paginator(keys_of(scope), settings.NEWS_PAGE_SIZE).get_page(wanted)
    months: list[Month] = []
    for news in told(scope, page.object_list):
        name = capfirst(date_format(news.on, "F Y"))
        if not months or months[-1].name != name:
            months.append(Month(name))
        months[-1].news.append(news)
    return page, months


def told(scope: Scope, keys: Iterable[tuple[str, int, date]]) -> list[News]:
    """The news of the keys, in their order; of one day the later first, where hours are known."""
    listed = list(keys)
    found: dict[tuple[str, int], News] = {}
    for sort, tell in _TELLERS.items():
        if wanted := [key for each, key, _day in listed if each == sort]:
            found |= {(sort, key): news for key, news in tell(scope, wanted)}
    news = [found[sort, key] for sort, key, _day in listed if (sort, key) in found]
    return sorted(news, key=lambda each: each.at, reverse=True)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _uid_of(name: str) -> UUID:
    return uuid5(_NAMES, name)


def _root(edition: str) -> Subquery:
    """The uid of a plan: that of its root."""
    roots = EditionElement.objects.filter(edition=OuterRef(edition), position=0)
    return Subquery(roots.values("identity__uid")[:1])


def _editions(scope: Scope, keys: Sequence[int]) -> Told:
    rows = Edition.objects.filter(pk__in=keys).select_related("plan")
    for row in rows.annotate(root=_root("pk")):
        name, note = f"{row.root}/edition/{row.number}", row.public_note
        if scope.identity:
            label = _change_label(scope.steps[row.pk].change, row.number)
            about = scope.names[scope.identity]
            happened = _on_element(f"{name}/{scope.identity}", row.published_at, label, about, note)
            yield row.pk, replace(happened, number=row.number)
            continue
        place = Place.PLAN if row.is_current else Place.EDITION
        yield row.pk, News(
            _uid_of(name), row.published_at, _edition_label(row), row.title, note,
            place=place, plan=row.plan.slug, number=row.number,
        )  # fmt: skip


def _on_element(name: str, at: datetime, label: str, about: Names, note: str, who: str = "") -> News:
    return News(
        _uid_of(name),
        at,
        label,
        about.title,
        note,
        place=Place.ELEMENT,
        plan=about.plan,
        element=about.slug,
        who=who,
    )


def _edition_label(row: Edition) -> str:
    if row.republished_from_id:
        return _("An earlier edition was published again, as edition %(number)s") % {"number": row.number}
    if row.number == 1:
        return _("The plan was published")
    if row.nature == Edition.Nature.EDITORIAL:
        return _("Edition %(number)s was published: an editorial correction") % {"number": row.number}
    return _("Edition %(number)s was published") % {"number": row.number}


def _change_label(change: ElementChange, number: int) -> str:
    labels = {
        ElementChange.CAME: _("Published in edition %(number)s"),
        ElementChange.WORDED_ANEW: _("Changed in edition %(number)s"),
        ElementChange.MOVED: _("Moved in edition %(number)s"),
        ElementChange.DROPPED: _("Left out of edition %(number)s"),
    }
    return labels[change] % {"number": number}


def _withdrawals(scope: Scope, keys: Sequence[int]) -> Told:
    readable = Exists(Edition.objects.current().filter(plan=OuterRef("plan")))
    rows = Withdrawal.objects.filter(pk__in=keys).select_related("plan", "edition")
    for row in rows.annotate(root=_root("edition"), is_readable=readable):
        name = f"{row.root}/withdrawal/{row.edition.number}"
        label = _("The plan was withdrawn")
        yield row.pk, News(
            _uid_of(name), row.withdrawn_at, label, row.edition.title, row.public_note,
            place=Place.PLAN if row.is_readable else Place.NOWHERE, plan=row.plan.slug,
        )  # fmt: skip


def _opened(scope: Scope, keys: Sequence[int]) -> Told:
    for row in FollowUpRound.objects.filter(pk__in=keys):
        told = {"date": date_format(row.deadline)}
        label = _("A follow-up round was opened, with the deadline %(date)s") % told
        yield row.pk, _of_round(scope, row, "opened", row.opened_on, label)


def _closed(scope: Scope, keys: Sequence[int]) -> Told:
    for row in FollowUpRound.objects.filter(pk__in=keys, closed_on__isnull=False):
        yield row.pk, _of_round(scope, row, "closed", row.closed_on, _("A follow-up round was closed"))


def _of_round(scope: Scope, row: FollowUpRound, what: str, day: date | None, label: str) -> News:
    uid = _uid_of(f"{scope.municipality.code}/round/{row.number}/{what}")
    return News(uid, _midnight(day or row.opened_on), label, row.title, place=Place.ROUND, number=row.number)


def _decisions(scope: Scope, keys: Sequence[int]) -> Told:
    for row in Decision.objects.filter(pk__in=keys).select_related("meeting__committee"):
        label = _("Decision: %(outcome)s") % {"outcome": row.get_outcome_display()}
        uid, at = _uid_of(f"decision/{row.uid}"), _midnight(row.meeting.on)
        yield (
            row.pk,
            News(
                uid,
                at,
                label,
                row.title,
                place=Place.DECISION,
                decision=row.uid,
                who=row.meeting.committee.name,
            ),
        )


def _reviews(scope: Scope, keys: Sequence[int]) -> Told:
    rows = list(Review.objects.filter(pk__in=keys).select_related("committee", "identity"))
    names = _names_of(scope, {row.identity_id for row in rows})
    for row in rows:
        label = _("Looked at again")
        name = f"{row.identity.uid}/review/{row.on}/{row.committee.slug}"
        yield (
            row.pk,
            _on_element(
                name, _midnight(row.on), label, names[row.identity_id], row.conclusion, row.committee.name
            ),
        )


def _statuses(scope: Scope, keys: Sequence[int]) -> Told:
    rows = list(StatusUpdate.objects.filter(pk__in=keys).select_related("identity"))
    names = _names_of(scope, {row.identity_id for row in rows})
    for row in rows:
        label = _("Status: %(status)s") % {"status": status_label(row.status)}
        name = f"{row.identity.uid}/status/{row.reported_at.isoformat()}"
        yield row.pk, _on_element(name, _midnight(row.on), label, names[row.identity_id], row.text)


def _names_of(scope: Scope, identities: set[int]) -> dict[int, Names]:
    """What the elements are called in the last edition that had them. One query, none where it is known."""
    if identities <= scope.names.keys():
        return scope.names
    rows = EditionElement.objects.filter(identity__in=identities).order_by("edition__number")
    columns = ("identity_id", "title", "slug", "edition__plan__slug")
    return {key: Names(*told) for key, *told in rows.values_list(*columns)}


def _successions(scope: Scope, keys: Sequence[int]) -> Told:
    other = Case(When(source=scope.identity, then=F("target")), default=F("source"))
    last = EditionElement.objects.filter(identity=OuterRef("other")).order_by("-edition__number")
    names = ("title", "slug", "edition__plan__slug", "identity__uid", "edition__title")
    rows = EditionRelation.objects.filter(pk__in=keys).select_related("edition").annotate(other=other)
    rows = rows.annotate(**{f"other_{name}": Subquery(last.values(name)[:1]) for name in names})
    own = ("pk", "kind", "note", "source_id", "edition__published_at")
    columns = (*own, *(f"other_{name}" for name in names))
    for key, kind, note, source, at, title, slug, plan, uid, plan_title in rows.values_list(*columns):
        label = sentence(str(_SUCCESSIONS[kind][source == scope.identity]), {"plan": DanishWords(plan_title)})
        about = Names(title, slug, plan)
        yield key, _on_element(f"{scope.name}/{kind}/{uid}", at, label, about, note)


_TELLERS: dict[str, Callable[[Scope, Sequence[int]], Told]] = {
    Sort.EDITION: _editions,
    Sort.WITHDRAWAL: _withdrawals,
    Sort.ROUND_OPENED: _opened,
    Sort.ROUND_CLOSED: _closed,
    Sort.DECISION: _decisions,
    Sort.REVIEW: _reviews,
    Sort.STATUS: _statuses,
    Sort.SUCCESSION: _successions,
}
