"""What citizens read, whether they could use it, and what they wrote: of one municipality, and of the whole portal."""

from typing import Any

from django.conf import settings
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from apps.administration.scoping import parse_key
from apps.municipalities.models import Municipality
from apps.municipalities.roles import Capability
from apps.readership.models import PageComment, PageDay
from apps.readership.reading import Order, read_pages


def readers(admin: ModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """The pages of one municipality."""
    own = Municipality.objects.where(request.user, Capability.SEE_READERS)
    municipality = own.filter(pk=parse_key(object_id)).first()
    if municipality is None:
        raise Http404
    return _page(admin, request, municipality)


def portal_readers(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """All pages, those too that belong to no municipality; for portal administrators."""
    if not request.user.is_superuser:
        raise Http404
    return _page(admin, request, None)


def _page(admin: ModelAdmin, request: HttpRequest, municipality: Municipality | None) -> HttpResponse:
    order = _order(request.GET.get("sort", ""))
    days, comments = PageDay.objects.all(), PageComment.objects.all()
    if municipality:
        days, comments = days.filter(municipality=municipality), comments.filter(municipality=municipality)
    page = read_pages(
        days, comments, order=order, number=request.GET.get("page", ""), today=timezone.localdate()
    )
    context: dict[str, Any] = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": _title(municipality),
        "municipality": municipality,
        "page": page,
        "columns": _columns(order),
        "shown_days": settings.READERSHIP_SHOWN_DAYS,
        "older": _turn(order, page.next_page_number()) if page.has_next() else "",
        "newer": _turn(order, page.previous_page_number()) if page.has_previous() else "",
    }
    return TemplateResponse(request, "administration/readership/readers.html", context)


def _title(municipality: Municipality | None) -> str:
    if municipality is None:
        return _("What citizens read and say on the whole portal")
    return _("What citizens read and say in %(name)s") % {"name": municipality.name}


def _order(asked: str) -> Order:
    return Order(asked) if asked in set(Order) else Order.VIEWS


def _columns(order: Order) -> list[dict[str, Any]]:
    """The headings by which the list is sorted."""
    names = {Order.VIEWS: _("Views"), Order.USEFUL: _("Yes"), Order.USELESS: _("No")}
    return [
        {"name": name, "address": f"?{urlencode({'sort': each.value})}", "is_chosen": each == order}
        for each, name in names.items()
    ]


def _turn(order: Order, number: int) -> str:
    return f"?{urlencode({'sort': order.value, 'page': number})}"
