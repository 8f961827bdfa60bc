"""All figures of a municipality as a spreadsheet, out and in again: first a report row by row, then all or nothing."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.administration.scoping import parse_key
from apps.core.conflicts import REFUSED, in_words
from apps.indicators.models import Indicator
from apps.indicators.operations.import_figures import ImportReport, dry_run, import_figures
from apps.indicators.reading import with_figures
from apps.indicators.spreadsheets import Row, UnreadableSpreadsheet, as_csv, as_text, as_xlsx, read
from apps.municipalities.models import Municipality
from apps.municipalities.permissions import require
from apps.municipalities.roles import Capability

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SpreadsheetForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("spreadsheet"),
        help_text=gettext_lazy("CSV or XLSX with the columns of the one you can fetch here."),
    )

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > settings.SPREADSHEET_MAX_BYTES:
            most = number_format(settings.SPREADSHEET_MAX_BYTES / 1_000_000, 1)
            told = _(
                "The file is larger than %(megabytes)s MB, and no more is read at once. Send it in parts."
            )
            raise ValidationError(told % {"megabytes": most})
        return sent


def _owner(request: HttpRequest, key: str, capability: Capability) -> Municipality:
    owner = Municipality.objects.where(request.user, Capability.ENTER_ADMIN).filter(pk=parse_key(key)).first()
    if owner is None:
        raise Http404
    require(request.user, capability, owner)
    return owner


def _indicators(owner: Municipality) -> dict[str, Indicator]:
    return {str(row.uid): row for row in with_figures(Indicator.objects.filter(municipality=owner))}


def export(admin: ModelAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """All figures, public or not; ``?form=xlsx`` as a workbook."""
    owner = _owner(request, key, Capability.ENTER_ADMIN)
    rows = with_figures(Indicator.objects.filter(municipality=owner)).order_by("title")
    is_workbook = request.GET.get("form") == "xlsx"
    content = as_xlsx(rows) if is_workbook else as_csv(rows)
    response = HttpResponse(content, content_type=_XLSX if is_workbook else "text/csv; charset=utf-8")
    ending = "xlsx" if is_workbook else "csv"
    response["Content-Disposition"] = f'attachment; filename="indikatorer-{owner.slug}.{ending}"'
    return response


def take_in(admin: ModelAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """Send a spreadsheet and see what each row would do; then take all of it in."""
    owner = _owner(request, key, Capability.EDIT)
    form = SpreadsheetForm(request.POST or None, request.FILES or None)
    report: ImportReport | None = None
    kept = ""
    if request.method == "POST" and (sent := _sent(request, form)) is not None:
        rows, expected = sent
        indicators = _indicators(owner)
        report = dry_run(rows, indicators)
        if expected is not None and report.is_fine and _taken_in(request, report, indicators, expected):
            return redirect("admin:indicators_indicator_changelist")
        kept = _sealed(rows, report) if report.is_fine else ""
    context = {
        **admin.admin_site.each_context(request), "opts": admin.opts, "owner": owner, "form": form, "report": report,
        "kept": kept, "title": _("Take in figures for %(name)s") % {"name": owner.name},
    }  # fmt: skip
    return TemplateResponse(request, "administration/indicators/import.html", context)


def _taken_in(
    request: HttpRequest, report: ImportReport, indicators: dict[str, Indicator], expected: dict[str, str]
) -> bool:
    """Whether all of it was; else a message says why not, and the report of now is shown."""
    try:
        number = import_figures(
            report=report,
            indicators=indicators,
            by=request.user,
            expected=expected,
            may_remove="remove" in request.POST,
        )
    except REFUSED as refused:
        messages.error(request, in_words(refused))
        return False
    told = ngettext(
        "%(number)d figure is new, changed or removed.",
        "%(number)d figures are new, changed or removed.",
        number,
    )
    messages.success(request, told % {"number": number})
    return True


_signer = TimestampSigner(salt="figures")


def _sealed(rows: list[Row], report: ImportReport) -> str:
    """The rows and what the report was made of, to be sent back unchanged with the second step."""
    values = [[row.number, *map(as_text, row.cells)] for row in rows]
    return _signer.sign_object([values, report.basis], compress=True)


def _sent(request: HttpRequest, form: SpreadsheetForm) -> tuple[list[Row], dict[str, str] | None] | None:
    """The rows, from a file or from the second step, and then what the report was made of; None where there is something to say first."""
    if "kept" in request.POST and "take_in" in request.POST:
        try:
            values, expected = _signer.unsign_object(
                request.POST["kept"], max_age=settings.SESSION_COOKIE_AGE
            )
        except (BadSignature, ValueError):  # the latter: sealed before the seal held both
            messages.error(request, _("The page is too old. Send the file again."))
            return None
        return [Row(int(number), tuple(cells)) for number, *cells in values], expected
    if not form.is_valid():
        return None
    sent = form.cleaned_data["file"]
    try:
        return read(sent.name, sent.read()), None
    except UnreadableSpreadsheet as unreadable:
        form.add_error("file", str(unreadable))
        return None
